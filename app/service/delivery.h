#pragma once

#include "protocol/message.h"
#include "service/office.h"
#include "store/settingsstore.h"

#include <optional>

namespace desk
{

class SnapshotStore;
class SyncStore;

/// The outbox as people see and steer it, and the desk's bond with a hub.
class Delivery
{
public:
    explicit Delivery(Office::Parts &parts);
    ~Delivery();

    /// As `OutboxStore::waitingFirst`, without steps.
    Result<QList<OutboxRow>> list(int most = 1000, const QDateTime &since = {}) const;
    Result<OutboxRow> item(const QString &itemId) const;
    /// Ends the wait of an item, or releases one from quarantine (supervisor).
    Result<> retry(const Actor &actor, const QString &itemId);
    /// Ends the waits of all; how many.
    Result<int> retryAll(const Actor &actor);
    /// Whether somebody may cancel the item now, and at which hub it has to be voided first: once it has
    /// left, only the hub can say that it will never be applied. nullopt: it never left.
    Result<std::optional<HubEnrolment>> mayCancel(const Actor &actor, const QString &itemId,
                                                  const QString &reason);
    /// Cancels an item that never left or that the hub has voided. A case whose revision is cancelled goes
    /// back to its maker, one whose decision is cancelled waits for review again. WrongState when the hub had
    /// taken it, which is booked.
    Result<> cancel(const Actor &actor, const QString &itemId, const QString &reason,
                    const std::optional<VoidAnswer> &answer);

    /// Counts and enrolment; what only the running exchange knows (online, round trip) is the caller's to
    /// add.
    Result<SyncStatus> status() const;

    /// Whether something could be sent now or is being sent, and how far the outbox has moved.
    Result<struct OutboxPulse> pulse() const;
    /// The sender was stuck and another takes its place: logs how the items stand, gives back what it had
    /// claimed, and puts it on record.
    Result<> senderRestarts();

    /// Binds this desk to the hub that wrote the enrolment code, to hold that part of its register. Blocks
    /// for as long as the hub takes.
    Result<DeskInfo> enrol(const Actor &administrator, const QString &code,
                           ResidentsHeld held = ResidentsHeld::All);

    /// The store side of an exchange; needs an office opened for writing.
    SyncStore &syncStore();
    SnapshotStore &snapshotStore();

private:
    Result<OutboxRow> row(const struct OutboxHead &item) const;
    Result<> bookTaken(const struct OutboxHead &item, const Actor &actor, const VoidAnswer &answer);

    Office::Parts &m_parts;
    std::unique_ptr<SyncStore> m_syncStore;
    std::unique_ptr<SnapshotStore> m_snapshotStore;
};

} // namespace desk
