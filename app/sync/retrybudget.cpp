#include "sync/retrybudget.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace desk
{

void RetryBudget::forgetOld()
{
    while (!m_requests.empty() && m_requests.front().at + kWindow <= m_clock.monotonic())
        m_requests.pop_front();
}

std::chrono::milliseconds RetryBudget::wait()
{
    forgetOld();
    const auto isRetry = [](const Request &request) { return request.isRetry; };
    const auto retries = std::count_if(m_requests.begin(), m_requests.end(), isRetry);
    const auto most = std::max<size_t>(kFloor, (m_requests.size() + 1) / kRequestsPerRetry);
    if (size_t(retries) < most)
        return 0ms;
    const auto oldest = std::find_if(m_requests.begin(), m_requests.end(), isRetry);
    return oldest->at + kWindow - m_clock.monotonic();
}

void RetryBudget::spend(bool isRetry)
{
    forgetOld();
    m_requests.push_back({m_clock.monotonic(), isRetry});
}

} // namespace desk
