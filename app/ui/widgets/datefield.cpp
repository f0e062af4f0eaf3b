#include "ui/widgets/datefield.h"

#include "base/bidi.h"
#include "base/digits.h"
#include "domain/partialdate.h"
#include "text/dates.h"
#include "ui/theme/theme.h"
#include "ui/widgets/dateentry.h"

#include <QFocusEvent>
#include <QInputMethodEvent>
#include <QKeyEvent>

namespace desk
{

DateField::DateField(QWidget *parent)
    : TextField(parent)
{
    setLayoutDirection(Qt::LeftToRight);
    setFont(themeOf(this).font(Type::IdField));
    setInputMethodHints(Qt::ImhPreferNumbers);
}

QDate DateField::date() const
{
    return readDateEntry(text()).value_or(QDate());
}

QString DateField::value() const
{
    const QDate read = date();
    return read.isValid() ? read.toString(Qt::ISODate) : text().trimmed();
}

void DateField::setValue(const QString &value)
{
    fill(shown(value));
}

QString DateField::shown(const QString &value)
{
    const auto date = isoDate(value);
    return date ? displayDate(*date) : value;
}

void DateField::keyPressEvent(QKeyEvent *event)
{
    const QString ascii = toAsciiDigits(event->text());
    if (!isReadOnly() && ascii != event->text() && ascii.at(0).isPrint()) {
        insert(ascii);
        event->accept();
        return;
    }
    TextField::keyPressEvent(event);
}

void DateField::inputMethodEvent(QInputMethodEvent *event)
{
    if (!isReadOnly() && !event->commitString().isEmpty()) {
        insert(withoutBidiControls(toAsciiDigits(event->commitString())));
        event->accept();
        return;
    }
    TextField::inputMethodEvent(event);
}

void DateField::focusOutEvent(QFocusEvent *event)
{
    if (event->reason() != Qt::PopupFocusReason && event->reason() != Qt::ActiveWindowFocusReason)
        normalise();
    TextField::focusOutEvent(event);
}

void DateField::normalise()
{
    const QDate read = date();
    if (read.isValid())
        fill(displayDate(read));
}

} // namespace desk
