#include "ui/widgets/dateentry.h"

#include "base/bidi.h"
#include "base/digits.h"
#include "text/dates.h"

#include <QStringList>

namespace desk
{

namespace
{

/// Numbers and words in their order; nullopt when anything else but usual separators stands between.
std::optional<QStringList> parts(const QString &text)
{
    QStringList found;
    bool separated = true;
    for (const QChar c : text) {
        const bool digit = c >= u'0' && c <= u'9';
        if (digit || c.isLetter() || c.isMark()) {
            const bool joins =
                !separated && digit == (found.last().at(0) >= u'0' && found.last().at(0) <= u'9');
            if (joins)
                found.last() += c;
            else
                found += c;
            separated = false;
        } else if (c.isSpace() || c == u'/' || c == u'-' || c == u'.' || c == u',' || c == u'\u060C' ||
                   c == u'\u2013' || c == u'\u2212') {
            separated = true;
        } else {
            return std::nullopt;
        }
    }
    return found;
}

} // namespace

std::optional<QDate> readDateEntry(QStringView text)
{
    const QString clean = withoutBidiControls(toAsciiDigits(text)).simplified();
    const auto found = parts(clean);
    if (!found)
        return std::nullopt;

    QString day;
    QString month;
    QString year;
    if (found->size() == 1 && isAsciiDigits(found->first()) && found->first().size() == 8) {
        const QString &digits = found->first();
        day = digits.mid(0, 2);
        month = digits.mid(2, 2);
        year = digits.mid(4);
    } else if (found->size() == 3) {
        day = found->at(0);
        month = found->at(1);
        year = found->at(2);
        if (day.size() == 4)
            std::swap(day, year);
    } else {
        return std::nullopt;
    }

    const int monthNumber =
        isAsciiDigits(month) ? (month.size() <= 2 ? month.toInt() : 0) : monthOfName(month);
    if (!isAsciiDigits(day) || day.size() > 2 || !isAsciiDigits(year) || year.size() != 4 || monthNumber == 0)
        return std::nullopt;
    const QDate date(year.toInt(), monthNumber, day.toInt());
    return date.isValid() ? std::optional(date) : std::nullopt;
}

} // namespace desk
