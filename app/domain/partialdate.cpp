#include "domain/partialdate.h"

#include "base/digits.h"

namespace desk
{

QDate PartialDate::earliest() const
{
    return isEmpty() ? QDate() : QDate(year, month ? month : 1, day ? day : 1);
}

QDate PartialDate::latest() const
{
    if (isEmpty())
        return {};
    if (isFull())
        return {year, month, day};
    const QDate firstOfLastMonth(year, month ? month : 12, 1);
    return {year, firstOfLastMonth.month(), firstOfLastMonth.daysInMonth()};
}

QString PartialDate::toIso() const
{
    if (isEmpty())
        return {};
    QString text = QStringLiteral("%1").arg(year, 4, 10, QLatin1Char('0'));
    if (month)
        text += QStringLiteral("-%1").arg(month, 2, 10, QLatin1Char('0'));
    if (day)
        text += QStringLiteral("-%1").arg(day, 2, 10, QLatin1Char('0'));
    return text;
}

std::optional<PartialDate> PartialDate::fromIso(QStringView text)
{
    if (text.isEmpty())
        return PartialDate();
    if (text.size() == 10) {
        const auto date = isoDate(text);
        return date ? std::optional(of(*date)) : std::nullopt;
    }
    const bool withMonth = text.size() == 7 && text[4] == u'-' && isAsciiDigits(text.mid(5));
    if (!isAsciiDigits(text.left(4)) || (text.size() != 4 && !withMonth))
        return std::nullopt;
    const PartialDate date{text.left(4).toInt(), withMonth ? text.mid(5).toInt() : 0, 0};
    if (date.year == 0 || (withMonth && (date.month < 1 || date.month > 12)))
        return std::nullopt;
    return date;
}

PartialDate PartialDate::of(QDate date)
{
    return {date.year(), date.month(), date.day()};
}

bool PartialDate::agreesWith(const PartialDate &other) const
{
    const auto agree = [](int a, int b) { return a == 0 || b == 0 || a == b; };
    return agree(year, other.year) && agree(month, other.month) && agree(day, other.day);
}

std::optional<QDate> isoDate(QStringView text)
{
    if (text.size() != 10 || text[4] != u'-' || text[7] != u'-' || !isAsciiDigits(text.left(4)) ||
        !isAsciiDigits(text.mid(5, 2)) || !isAsciiDigits(text.mid(8)))
        return std::nullopt;
    const QDate date(text.left(4).toInt(), text.mid(5, 2).toInt(), text.mid(8).toInt());
    return date.isValid() ? std::optional(date) : std::nullopt;
}

} // namespace desk
