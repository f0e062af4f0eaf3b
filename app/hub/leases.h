#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/reviewlease.h"
#include "hub/accounts.h"
#include "sql/connection.h"

#include <QString>

namespace desk
{

/// Who is reviewing which case. Writing calls belong to the caller's Transaction; each change is told in the
/// feed of the branch, a heartbeat is not.
class Leases
{
public:
    Leases(Connection &connection, const Clock &clock)
        : m_connection(connection)
        , m_clock(clock)
    {
    }

    /// False when somebody else has the case. Renewing what has ended takes it anew; releasing what one does
    /// not have changes nothing.
    Result<bool> act(qint64 residentId, const QString &caseId, LeaseAct act, const QString &userId,
                     const Workstation &from);
    /// The case waits for nobody's review any more.
    Result<> end(qint64 residentId, const QString &caseId, const QString &branch);

    /// Whether the time of any lease is up.
    Result<bool> anyOver();
    /// Ends those whose time is up.
    Result<> endOver();

private:
    Connection &m_connection;
    const Clock &m_clock;
};

} // namespace desk
