#include "base/clock.h"

#include <algorithm>
#include <numeric>

namespace desk
{

namespace
{
constexpr int kRiyadhOffsetSeconds = 3 * 60 * 60;
}

QDate Clock::todayInRiyadh() const
{
    return riyadhDate(utc());
}

QDateTime SystemClock::utc() const
{
    return QDateTime::currentDateTimeUtc();
}

std::chrono::milliseconds SystemClock::monotonic() const
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now().time_since_epoch());
}

QDate riyadhDate(const QDateTime &utc)
{
    return riyadhTime(utc).date();
}

QDateTime riyadhTime(const QDateTime &utc)
{
    return utc.toOffsetFromUtc(kRiyadhOffsetSeconds);
}

QString isoInstant(const QDateTime &utc)
{
    return utc.toUTC().toString(QStringLiteral("yyyy-MM-ddTHH:mm:ss.zzzZ"));
}

QDateTime fromIsoInstant(QStringView text)
{
    constexpr QStringView kShape = u"0000-00-00T00:00:00.000Z";
    const bool isOfShape = text.size() == kShape.size() &&
                           std::equal(text.begin(), text.end(), kShape.begin(), [](QChar is, QChar shape) {
                               return shape == u'0' ? is >= u'0' && is <= u'9' : is == shape;
                           });
    if (!isOfShape)
        return {};
    const auto number = [text](qsizetype at, qsizetype digits) {
        return std::accumulate(text.begin() + at, text.begin() + at + digits, 0,
                               [](int value, QChar digit) { return 10 * value + digit.unicode() - u'0'; });
    };
    const QDate day(number(0, 4), number(5, 2), number(8, 2));
    const QTime time(number(11, 2), number(14, 2), number(17, 2), number(20, 3));
    return day.isValid() && time.isValid() ? QDateTime(day, time, Qt::UTC) : QDateTime();
}

} // namespace desk
