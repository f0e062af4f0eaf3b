#include "base/clock.h"

#include <QRegularExpression>

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
    static const QRegularExpression shape(
        QRegularExpression::anchoredPattern(u"\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z"));
    if (!shape.match(text.toString()).hasMatch())
        return {};
    return QDateTime::fromString(text.toString(), Qt::ISODateWithMs);
}

} // namespace desk
