#pragma once

#include "hub/accounts.h"
#include "protocol/heartbeat.h"

namespace desk
{

/// What each desk last told of itself, for whoever looks after all of them (reliability.md §2.4). Writing
/// belongs to the caller's transaction.
class DeskBoard
{
public:
    DeskBoard(Connection &connection, const Clock &clock)
        : m_connection(connection)
        , m_clock(clock)
    {
    }

    /// A desk was heard of now.
    Result<> heard(const QString &workstationId, const Heartbeat &heartbeat);

    struct Standing {
        Workstation workstation;
        QDateTime heardAt;        ///< invalid: never
        QDateTime oldestUnsentAt; ///< by the hub's clock; invalid: nothing waits
        int quarantined = 0;
        bool isRed = false; ///< its oldest message has waited, or nothing was heard of it, for `kRedAfter`
    };
    /// Every workstation; a revoked one is never red.
    Result<QList<Standing>> standings();

    static constexpr std::chrono::hours kRedAfter{72};

private:
    Connection &m_connection;
    const Clock &m_clock;
};

} // namespace desk
