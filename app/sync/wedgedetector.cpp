#include "sync/wedgedetector.h"

#include <utility>

namespace desk
{

bool WedgeDetector::isStuck(const Sight &sight)
{
    const Sight last = std::exchange(m_last, sight);
    const bool moves = sight.lastMove != last.lastMove || sight.storeCalls != last.storeCalls;
    const auto now = m_clock.monotonic();
    if (!sight.isPending || sight.isAtRest || moves || !m_since) {
        m_since = now;
        return false;
    }
    if (now - *m_since < kPatience)
        return false;
    m_since = now;
    return true;
}

} // namespace desk
