#pragma once

#include "text/language.h"
#include "ui/widgets/textfield.h"

class QCompleter;
class QStandardItemModel;

namespace desk
{

/// A country or issuing organisation, by its code or by the beginning of its name in either language,
/// whatever the spelling of hamza, taa and marks (ux.md FORM-19, FORM-20). Shows the code with the name
/// beside it; text that names no country stays as typed.
class CountryField final : public TextField
{
    Q_OBJECT

public:
    explicit CountryField(QWidget *parent = nullptr);

    /// The code, "IND"; what was typed, as an identifier, when it names no country; empty when empty.
    QString value() const;
    void setValue(const QString &code);

    void setLanguage(Language language);

    /// The code that `typed` means: a code, a whole name, or the only name that begins so; empty otherwise.
    static QString codeFor(const QString &typed);

protected:
    void focusOutEvent(QFocusEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void choose(const QModelIndex &index);
    void suggest();

    Language m_language = Language::Arabic;
    QStandardItemModel *m_suggestions;
    QCompleter *m_completer;
};

} // namespace desk
