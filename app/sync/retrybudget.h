#pragma once

#include "base/clock.h"

#include <deque>

namespace desk
{

/// Keeps a desk that fails from adding to the load of a hub in trouble: of its requests with messages within
/// two minutes at most a tenth may be retries (reliability.md §2.4). A request is a retry when a message in
/// it was tried before; however many are in it, it is one. First tries are never held back, and asking for
/// the hub's health does not count. What a process forgets when it ends, its items' own waits make up for.
class RetryBudget
{
public:
    explicit RetryBudget(const Clock &clock)
        : m_clock(clock)
    {
    }

    /// How long until a retry may leave; 0: at once.
    std::chrono::milliseconds wait();
    /// A request leaves.
    void spend(bool isRetry);

    static constexpr std::chrono::minutes kWindow{2};
    static constexpr int kRequestsPerRetry = 10;
    /// So many may be retries whatever the share: a quiet desk makes hardly any other requests, and the
    /// back-off of its one item asks for about seven in two minutes.
    static constexpr int kFloor = 10;

private:
    void forgetOld();

    struct Request {
        std::chrono::milliseconds at; ///< monotonic
        bool isRetry = false;
    };
    const Clock &m_clock;
    std::deque<Request> m_requests; ///< of the last two minutes, oldest first
};

} // namespace desk
