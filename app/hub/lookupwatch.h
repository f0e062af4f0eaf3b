#pragma once

#include "base/clock.h"
#include "hub/accounts.h"

#include <QHash>
#include <QString>

#include <chrono>
#include <mutex>

namespace desk
{

/// Counts how many residents each workstation looks up, and raises an alarm when one looks up far more than
/// the others of its branch (reliability.md §5.4). Of nobody in particular. Used from every thread.
class LookupWatch
{
public:
    explicit LookupWatch(const Clock &clock)
        : m_clock(clock)
    {
    }

    /// One look-up was answered. True when it is the one that raises the alarm.
    bool count(const Workstation &from);
    /// Workstations that look up too much in the present hour.
    int alarms() const;

    /// So many in an hour are never too many.
    static constexpr int kNeverTooMany = 200;
    /// Of the median of the branch's other workstations.
    static constexpr int kTooManyTimes = 5;

private:
    struct Tally {
        QString branch;
        int lookups = 0;
        bool alarmed = false;
    };
    void beginHour();
    int medianOfOthers(const Workstation &than) const;

    const Clock &m_clock;
    mutable std::mutex m_mutex;
    std::chrono::milliseconds m_hourBegan{0}; ///< monotonic
    QHash<QString, Tally> m_tallies;          ///< by workstation
};

} // namespace desk
