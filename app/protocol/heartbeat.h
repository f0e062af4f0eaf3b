#pragma once

#include <QUrlQuery>

#include <chrono>
#include <optional>

namespace desk
{

/// How a desk stands with what it has to send, told with each look at the feed.
struct Heartbeat {
    /// How long its oldest message has waited, by its own clock; nullopt: none waits. An age, since the
    /// clocks of desk and hub need not agree.
    std::optional<std::chrono::seconds> oldestUnsent;
    int quarantined = 0;

    bool operator==(const Heartbeat &) const = default;
};

void addHeartbeat(QUrlQuery &query, const Heartbeat &heartbeat);
/// What the query tells, nothing unsent when it tells nothing; nullopt when a figure in it is none.
std::optional<Heartbeat> heartbeatIn(const QUrlQuery &query);

} // namespace desk
