#include "hub/lookupwatch.h"

#include <algorithm>
#include <vector>

namespace desk
{

bool LookupWatch::count(const Workstation &from)
{
    const std::lock_guard lock(m_mutex);
    beginHour();
    Tally &tally = m_tallies[from.id];
    tally.branch = from.branch;
    ++tally.lookups;
    if (tally.alarmed || tally.lookups <= kNeverTooMany ||
        tally.lookups <= kTooManyTimes * medianOfOthers(from))
        return false;
    tally.alarmed = true;
    return true;
}

int LookupWatch::alarms() const
{
    const std::lock_guard lock(m_mutex);
    return int(
        std::count_if(m_tallies.begin(), m_tallies.end(), [](const Tally &tally) { return tally.alarmed; }));
}

void LookupWatch::beginHour()
{
    const auto now = m_clock.monotonic();
    if (now - m_hourBegan < std::chrono::hours(1))
        return;
    m_hourBegan = now;
    m_tallies.clear();
}

/// Those that have looked nobody up are not known here, and nobody is compared with them.
int LookupWatch::medianOfOthers(const Workstation &than) const
{
    std::vector<int> others;
    for (auto at = m_tallies.begin(); at != m_tallies.end(); ++at) {
        if (at.key() != than.id && at->branch == than.branch)
            others.push_back(at->lookups);
    }
    if (others.empty())
        return 0;
    const auto middle = others.begin() + qsizetype(others.size() / 2);
    std::nth_element(others.begin(), middle, others.end());
    return *middle;
}

} // namespace desk
