#pragma once

#include "base/clock.h"
#include "hub/accounts.h"
#include "protocol/hubcode.h"

#include <QByteArrayView>
#include <QHash>
#include <QList>
#include <QString>

#include <mutex>
#include <variant>

namespace desk
{

/// How many requests a workstation may make.
struct RateLimit {
    int perSecond = 10;
    int burst = 50;
};

/// Knows the workstations and refuses by the head of a request alone what may go no further; used from every
/// thread. What another hub has done it may not know yet: `HubAccounts::sender` has the last word.
class Gatekeeper
{
public:
    Gatekeeper(const Clock &clock, RateLimit limit)
        : m_clock(clock)
        , m_limit(limit)
    {
    }

    void setWorkstations(const QList<Workstation> &workstations);
    /// A new one, or what has become of one; what it has asked already still counts.
    void put(const Workstation &workstation);
    void revoke(const QString &workstationId);
    bool knows(const QString &workstationId) const;

    /// Who sent the request, as `identified`, and counts it: RateLimited when there were too many.
    std::variant<Workstation, HubCode> admit(QByteArrayView authorization);

private:
    struct Entry {
        Workstation workstation;
        double tokens = 0; ///< requests it may still make at once
        std::chrono::milliseconds filledAt{0};
    };

    const Clock &m_clock;
    const RateLimit m_limit;
    mutable std::mutex m_mutex;
    QHash<QString, Entry> m_entries;
};

} // namespace desk
