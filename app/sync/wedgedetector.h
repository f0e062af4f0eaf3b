#pragma once

#include "base/clock.h"

#include <optional>

namespace desk
{

/// Tells a sender that is stuck from one that has nothing to send or waits as it should (reliability.md
/// §2.4).
class WedgeDetector
{
public:
    explicit WedgeDetector(const Clock &clock)
        : m_clock(clock)
    {
    }

    struct Sight {
        bool isPending = false; ///< something could be sent now, or is being sent
        bool isAtRest = false;  ///< paused, or waiting for its next try
        qint64 lastMove = 0;    ///< of any item of the outbox
        quint64 storeCalls = 0; ///< of the exchange under way: each follows an answer or the lack of one
    };
    /// True when nothing has moved for `kPatience` although something could have. Then it looks afresh.
    bool isStuck(const Sight &sight);

    static constexpr std::chrono::minutes kPatience{5};

private:
    const Clock &m_clock;
    Sight m_last;
    std::optional<std::chrono::milliseconds> m_since; ///< monotonic; since when it looks stuck
};

} // namespace desk
