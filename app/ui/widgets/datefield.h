#pragma once

#include "ui/widgets/textfield.h"

#include <QDate>

namespace desk
{

/// A date as one text. Takes what `readDateEntry` takes; on leaving, a good date becomes dd/MM/yyyy and
/// anything else stays as it was typed. May be empty, has no default, knows no wheel (ux.md NUM-06, NUM-07).
class DateField final : public TextField
{
    Q_OBJECT

public:
    explicit DateField(QWidget *parent = nullptr);

    /// Invalid when the field is empty or holds no date.
    QDate date() const;
    /// ISO when it is a date, else what was typed, else empty: the form of a case's content.
    QString value() const;
    /// Takes the same and can be undone.
    void setValue(const QString &value);
    /// `value` as the field shows it.
    static QString shown(const QString &value);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void inputMethodEvent(QInputMethodEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void normalise();
};

} // namespace desk
