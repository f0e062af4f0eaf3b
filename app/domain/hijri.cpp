#include "domain/hijri.h"

#include "base/digits.h"

#include <unicode/calendar.h>
#include <unicode/locid.h>
#include <unicode/timezone.h>

#include <memory>

namespace desk
{

namespace
{

constexpr int kFirstYear = 1300;
constexpr int kLastYear = 1600;
constexpr double kMillisPerDay = 86'400'000.0;

// Outside its table ICU silently falls back to the arithmetical calendar, so the bounds are ours to keep.
QDate firstDay()
{
    return {1882, 11, 12};
}

QDate lastDay()
{
    return {2174, 11, 25};
}

qint64 epochDay(QDate date)
{
    return date.toJulianDay() - QDate(1970, 1, 1).toJulianDay();
}

/// One calendar a thread: making one costs some 20 µs, and one cannot be shared. Null when ICU has no data.
icu::Calendar *calendar()
{
    thread_local const std::unique_ptr<icu::Calendar> instance = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::Calendar> made(icu::Calendar::createInstance(
            *icu::TimeZone::getGMT(), icu::Locale("ar_SA@calendar=islamic-umalqura"), status));
        // A warning about a fallback locale is normal; another calendar would give wrong days.
        if (U_FAILURE(status) || !made || qstrcmp(made->getType(), "islamic-umalqura") != 0)
            made.reset();
        return made;
    }();
    return instance.get();
}

} // namespace

QString HijriDate::toIso() const
{
    return QStringLiteral("%1-%2-%3")
        .arg(year, 4, 10, QLatin1Char('0'))
        .arg(month, 2, 10, QLatin1Char('0'))
        .arg(day, 2, 10, QLatin1Char('0'));
}

std::optional<HijriDate> HijriDate::fromIso(QStringView text)
{
    if (text.size() != 10 || text[4] != u'-' || text[7] != u'-' || !isAsciiDigits(text.left(4)) ||
        !isAsciiDigits(text.mid(5, 2)) || !isAsciiDigits(text.mid(8)))
        return std::nullopt;
    const HijriDate date{text.left(4).toInt(), text.mid(5, 2).toInt(), text.mid(8).toInt()};
    return toGregorian(date) ? std::optional(date) : std::nullopt;
}

bool HijriDate::isTentative() const
{
    return year > 1450;
}

std::optional<HijriDate> toHijri(QDate gregorian)
{
    icu::Calendar *const icuCalendar = calendar();
    if (!icuCalendar || !gregorian.isValid() || gregorian < firstDay() || gregorian > lastDay())
        return std::nullopt;
    UErrorCode status = U_ZERO_ERROR;
    icuCalendar->setTime(double(epochDay(gregorian)) * kMillisPerDay, status);
    const HijriDate date{icuCalendar->get(UCAL_YEAR, status), icuCalendar->get(UCAL_MONTH, status) + 1,
                         icuCalendar->get(UCAL_DAY_OF_MONTH, status)};
    return U_FAILURE(status) ? std::nullopt : std::optional(date);
}

std::optional<QDate> toGregorian(const HijriDate &hijri)
{
    icu::Calendar *const icuCalendar = calendar();
    if (!icuCalendar || hijri.year < kFirstYear || hijri.year > kLastYear || hijri.month < 1 ||
        hijri.month > 12 || hijri.day < 1 || hijri.day > 30)
        return std::nullopt;
    UErrorCode status = U_ZERO_ERROR;
    icuCalendar->clear();
    icuCalendar->set(hijri.year, hijri.month - 1, hijri.day);
    const double millis = icuCalendar->getTime(status);
    if (U_FAILURE(status))
        return std::nullopt;
    const QDate date = QDate(1970, 1, 1).addDays(qRound64(millis / kMillisPerDay));
    // A 30th of a month of 29 days comes back as the 1st of the next.
    return toHijri(date) == hijri ? std::optional(date) : std::nullopt;
}

} // namespace desk
