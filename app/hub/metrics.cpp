#include "hub/metrics.h"

#include <array>

namespace desk
{

namespace
{

/// Upper bounds in seconds; a long poll may take a minute.
constexpr std::array kBounds = {0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 60.0};

QByteArray described(const QByteArray &name, const QByteArray &help, const QByteArray &type)
{
    return "# HELP passport_hub_" + name + ' ' + help + "\n# TYPE passport_hub_" + name + ' ' + type + '\n';
}

QByteArray sample(const QByteArray &name, const QByteArray &labels, const QByteArray &value)
{
    return "passport_hub_" + name + (labels.isEmpty() ? QByteArray() : '{' + labels + '}') + ' ' + value +
           '\n';
}

} // namespace

void Metrics::ended(const QByteArray &route, int status, std::chrono::nanoseconds took)
{
    const double seconds = std::chrono::duration<double>(took).count();
    const std::lock_guard lock(m_mutex);
    ++m_requests[{route, status}];
    Times &times = m_times[route];
    times.atMost.resize(kBounds.size());
    for (size_t i = 0; i < kBounds.size(); ++i)
        times.atMost[i] += seconds <= kBounds[i] ? 1 : 0;
    times.seconds += seconds;
    ++times.count;
}

QByteArray Metrics::text(const std::vector<Gauge> &gauges) const
{
    QByteArray text;
    for (const Gauge &gauge : gauges)
        text += described(gauge.name, gauge.help, "gauge") +
                sample(gauge.name, {}, QByteArray::number(gauge.value));
    const std::lock_guard lock(m_mutex);
    text += described("requests_total", "Requests by route and status; status 0 was cut before an answer.",
                      "counter");
    for (const auto &[key, count] : m_requests)
        text += sample("requests_total",
                       "route=\"" + key.first + "\",status=\"" + QByteArray::number(key.second) + '"',
                       QByteArray::number(count));
    text += described("request_seconds", "From a request's head to the end of its answer.", "histogram");
    for (const auto &[route, times] : m_times) {
        const QByteArray label = "route=\"" + route + '"';
        for (size_t i = 0; i < kBounds.size(); ++i)
            text += sample("request_seconds_bucket", label + ",le=\"" + QByteArray::number(kBounds[i]) + '"',
                           QByteArray::number(times.atMost[i]));
        text += sample("request_seconds_bucket", label + ",le=\"+Inf\"", QByteArray::number(times.count));
        text += sample("request_seconds_sum", label, QByteArray::number(times.seconds, 'f', 6));
        text += sample("request_seconds_count", label, QByteArray::number(times.count));
    }
    return text;
}

} // namespace desk
