#pragma once

#include "service/office.h"

namespace desk
{

class SyncStore;

/// The outbox as people see and steer it, and the desk's bond with a hub.
class Delivery
{
public:
    explicit Delivery(Office::Parts &parts);
    ~Delivery();

    /// Oldest first, without steps.
    Result<QList<OutboxRow>> list() const;
    Result<OutboxRow> item(const QString &itemId) const;
    /// Ends the wait of an item, or releases one from quarantine (supervisor).
    Result<> retry(const Actor &actor, const QString &itemId);
    /// Ends the waits of all; how many.
    Result<int> retryAll(const Actor &actor);
    /// An item that has left is voided at the hub first, which blocks for as long as the hub takes;
    /// WrongState when the hub had taken it. A case whose revision is cancelled goes back to its maker, one
    /// whose decision is cancelled waits for review again.
    Result<> cancel(const Actor &actor, const QString &itemId, const QString &reason);

    /// Counts and enrolment; what only the running exchange knows (online, round trip) is the caller's to
    /// add.
    Result<SyncStatus> status() const;

    /// Binds this desk to the hub that wrote the enrolment code. Blocks for as long as the hub takes.
    Result<DeskInfo> enrol(const Actor &administrator, const QString &code);

    /// The store side of an exchange; needs an office opened for writing.
    SyncStore &syncStore();

private:
    Result<OutboxRow> row(const struct OutboxHead &item) const;
    Result<bool> voided(const struct OutboxHead &item, const Actor &actor);
    Result<> takeBack(const struct OutboxHead &item, const Actor &actor, const QString &reason);

    Office::Parts &m_parts;
    std::unique_ptr<SyncStore> m_syncStore;
};

} // namespace desk
