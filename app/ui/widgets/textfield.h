#pragma once

#include <QLineEdit>

namespace desk
{

/// A field for words. Its text and caret stand at the edge where reading starts from the first letter on
/// (ux.md BIDI-06), and a fill by the program can be undone like typing (FORM-17).
class TextField : public QLineEdit
{
    Q_OBJECT

public:
    explicit TextField(QWidget *parent = nullptr);

    /// Words that are completed while one types, whatever their case.
    void setChoices(const QStringList &choices);

    /// Replaces the text and keeps the history; setText would end it.
    void fill(const QString &text);

protected:
    void changeEvent(QEvent *event) override;
    /// An icon's or button's room is left by subclasses that call this again.
    void alignToReading();
};

} // namespace desk
