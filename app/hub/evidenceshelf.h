#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/casecontent.h"
#include "hub/accounts.h"
#include "sql/connection.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace desk
{

/// The scans of all cases, found by the SHA-256 (lower-case hexadecimal) of their bytes. Writing calls belong
/// to the caller's Transaction.
class EvidenceShelf
{
public:
    EvidenceShelf(Connection &connection, const Clock &clock)
        : m_connection(connection)
        , m_clock(clock)
    {
    }

    Result<bool> has(const QString &sha256);
    /// `sha256` is that of `scan`. One that is there is not kept again.
    Result<> keep(const Workstation &from, const QString &sha256, const QByteArray &scan);
    /// nullopt when there is none, or no case of the reader's branch names it.
    Result<std::optional<QByteArray>> find(const Workstation &reader, const QString &sha256);

    /// The first scan the case names that is not here; empty when all are.
    Result<QString> missingFrom(const CaseContent &content);
    /// The case names these scans, all of which are here.
    Result<> link(qint64 residentId, const QString &caseId, const CaseContent &content);

private:
    Connection &m_connection;
    const Clock &m_clock;
};

} // namespace desk
