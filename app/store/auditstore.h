#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "sql/connection.h"
#include "store/sealedtable.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

namespace desk
{

class Vault;

struct AuditEvent {
    QString event = {};      ///< stable code, "case.submitted"
    QString actorId = {};    ///< user id; empty: the program itself
    QString subject = {};    ///< case reference or iqama number; may be empty
    QByteArray details = {}; ///< JSON, may be empty
};

struct AuditEntry {
    qint64 seq = 0; ///< from 1, without a gap
    AuditEvent event;
    QDateTime at;
    QByteArray hash;
};

struct AuditHead {
    qint64 seq = 0;  ///< 0: no entry yet
    QByteArray hash; ///< 32 bytes
};

struct AuditCheck {
    qint64 entries = 0;
    bool intact = true;
    qint64 brokenAt = 0; ///< sequence of the first broken entry; 0: none
};

/// Who did what, append-only: each entry holds a hash over the one before it (reliability.md §5.3).
/// Appending belongs to the transaction of what it reports.
class AuditStore
{
public:
    AuditStore(Connection &connection, const Vault &vault, const Clock &clock);

    /// A wall clock that went back since the last entry gets an entry of its own first. Before anybody has
    /// signed in nothing can be sealed: then only entries without a subject are taken (VaultLocked), and
    /// their details hold no personal datum.
    Result<AuditHead> append(const AuditEvent &event);
    Result<AuditHead> head();
    /// When the last entry was made; invalid: there is none.
    Result<QDateTime> lastAt();
    /// VaultLocked before anybody has signed in.
    Result<AuditCheck> verify();
    /// Newest first, before `beforeSeq` (0: from the newest).
    Result<QList<AuditEntry>> entries(int limit, qint64 beforeSeq = 0);

    static const SealedTable &sealedTable();

private:
    Result<AuditHead> link(const AuditHead &last, const AuditEvent &event, const QDateTime &at);

    Connection &m_connection;
    const Vault &m_vault;
    const Clock &m_clock;
};

} // namespace desk
