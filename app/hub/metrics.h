#pragma once

#include <QByteArray>

#include <chrono>
#include <map>
#include <mutex>
#include <utility>
#include <vector>

namespace desk
{

/// What the hub has done since it was started, for whoever watches it: counts and times, of nobody in
/// particular. Counted from any thread.
class Metrics
{
public:
    /// One request has ended. `route` is "POST /v1/messages", or "other"; `status` 0: cut before an answer.
    void ended(const QByteArray &route, int status, std::chrono::nanoseconds took);

    struct Gauge {
        QByteArray name; ///< "feed_position"
        QByteArray help;
        qint64 value = 0;
    };
    /// The Prometheus text format, version 0.0.4.
    QByteArray text(const std::vector<Gauge> &gauges) const;

private:
    struct Times {
        std::vector<quint64> atMost; ///< requests that took no longer than each bound
        double seconds = 0;
        quint64 count = 0;
    };

    mutable std::mutex m_mutex;
    std::map<std::pair<QByteArray, int>, quint64> m_requests;
    std::map<QByteArray, Times> m_times;
};

} // namespace desk
