#include "protocol/heartbeat.h"

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

const QString kOldestUnsent = u"oldest_unsent_seconds"_s;
const QString kQuarantined = u"quarantined"_s;

/// 0 when absent, nullopt when it is no count.
std::optional<qint64> countIn(const QUrlQuery &query, const QString &name)
{
    if (!query.hasQueryItem(name))
        return 0;
    bool isNumber = false;
    const qint64 count = query.queryItemValue(name).toInt(&isNumber);
    return isNumber && count >= 0 ? std::optional(count) : std::nullopt;
}

} // namespace

void addHeartbeat(QUrlQuery &query, const Heartbeat &heartbeat)
{
    if (heartbeat.oldestUnsent)
        query.addQueryItem(kOldestUnsent, QString::number(heartbeat.oldestUnsent->count()));
    query.addQueryItem(kQuarantined, QString::number(heartbeat.quarantined));
}

std::optional<Heartbeat> heartbeatIn(const QUrlQuery &query)
{
    const auto oldest = countIn(query, kOldestUnsent);
    const auto quarantined = countIn(query, kQuarantined);
    if (!oldest || !quarantined)
        return std::nullopt;
    Heartbeat heartbeat;
    if (query.hasQueryItem(kOldestUnsent))
        heartbeat.oldestUnsent = std::chrono::seconds(*oldest);
    heartbeat.quarantined = int(*quarantined);
    return heartbeat;
}

} // namespace desk
