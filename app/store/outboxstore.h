#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/lifecycle.h"
#include "sql/connection.h"
#include "store/subjects.h"
#include "store/vault.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace desk
{

class Statement;

/// What of a message is not sealed.
struct OutboxHead {
    QString itemId;   ///< UUID without braces: the idempotency key
    QString kind;     ///< "case.submitted"
    int chainSeq = 0; ///< from 1 within the resident key
    QString caseId;   ///< empty: about no case
    int revision = 0;
    int baseVersion = 0;
    QString actorId;
    QDateTime createdAt;
    QDateTime notBefore; ///< invalid: at once

    OutboxState state = OutboxState::Queued;
    QDateTime stateSince;
    int attempt = 0;   ///< claims, only grows
    int failCount = 0; ///< drives the back-off
    int crashCount = 0;
    QString errorClass; ///< reliability.md §2.3, "N"; empty: none
    QString errorCode;  ///< key of the outbox causes in the text catalogue; empty: none
    QDateTime nextAt;   ///< hint: not before; invalid: at once
    QString hubEpoch;
    qint64 hubPosition = 0;
    int hubVersion = 0;
    QDateTime sentAt;         ///< of the last claim
    QDateTime acknowledgedAt; ///< by the hub

    bool held = false; ///< an earlier item of the same key is quarantined
};

/// One message to the hub, frozen when it was written (reliability.md §2.1).
struct OutboxItem : OutboxHead {
    QString residentKey; ///< what its order is about: items of one key leave one after the other
    QByteArray payload;
    QString payloadSha256;     ///< hex
    QByteArray actorSignature; ///< Ed25519 over the characters of `payloadSha256`; empty: none
};

/// An item with its place in the outbox, which only grows.
struct PlacedItem {
    qint64 place = 0;
    OutboxItem item;
};

struct NewOutboxItem {
    QString itemId = {}; ///< empty: a new UUID
    QString kind = {};
    QString residentKey = {};
    QString caseId = {};
    int revision = 0;
    QByteArray payload = {}; ///< canonical bytes; what is sent is exactly this
    QByteArray actorSignature = {};
    int baseVersion = 0;
    QString actorId = {};
    QDateTime notBefore = {};
};

/// The error code of an accepted item that the hub had taken before.
inline constexpr QLatin1StringView kAlreadyApplied("already_applied");

/// What came of an item, with the event that says so.
struct Settlement {
    OutboxEvent event = OutboxEvent::Accept;
    QString errorClass = {};
    QString errorCode = {};
    QDateTime nextAt = {};       ///< Transient: when to try again
    bool countsAsFailure = true; ///< Transient: false leaves the back-off where it is (class N)
    qint64 hubPosition = 0;      ///< Accept, Conflict
    int hubVersion = 0;
    QString hubEpoch = {};
    QString actorId = {}; ///< of a person's act; empty: the sender
};

struct OutboxStep {
    OutboxState from = OutboxState::Queued;
    OutboxState to = OutboxState::Queued;
    OutboxEvent event = OutboxEvent::Claim;
    QString errorCode;
    QString actorId;
    QDateTime at;
};

struct OutboxCounts {
    int queued = 0;
    int sending = 0;
    int waiting = 0;
    int acknowledged = 0;
    int confirmed = 0;
    int quarantined = 0;
    int cancelled = 0;
    QDateTime oldestUnsentAt; ///< invalid: nothing unsent
    QDateTime nextDueAt;      ///< when the next unsent item may be tried; invalid: none

    int unsent() const { return queued + sending + waiting + quarantined; }
};

/// What tells a sender that works from one that is stuck.
struct OutboxPulse {
    bool isPending = false; ///< something could be claimed now, or is being sent
    qint64 lastMove = 0;    ///< grows with every move of any item
};

/// The outbox. An item's message never changes; its state changes only as `next()` of domain/lifecycle.h says
/// (WrongState otherwise), together with one entry of its log. Writing calls belong to the caller's
/// Transaction.
///
/// Messages are sealed: `append`, `claim` and `byId` are VaultLocked before anybody has signed in,
/// and Damaged when one does not open. All else goes on without a key.
class OutboxStore
{
public:
    OutboxStore(Connection &connection, const Vault &vault, const Clock &clock);

    /// In the transaction of what the message reports. AlreadyExists for a known id.
    Result<OutboxItem> append(const NewOutboxItem &item);

    /// Marks up to `max` items that are due as being sent, at most one per resident, oldest first, and only
    /// the head of its chain. Commit before the first byte leaves.
    Result<QList<OutboxItem>> claim(int max, const QString &hubEpoch);
    /// Due items that were tried before wait until then.
    Result<> postponeRetries(const QDateTime &until);
    /// The item after the event.
    Result<OutboxHead> settle(const QString &itemId, const Settlement &settlement);
    /// At start, holding the data directory: what was being sent when a process died waits for another try;
    /// the third time it is quarantined as crash_loop. The items concerned.
    Result<QList<OutboxHead>> recover();
    /// What the hub has acknowledged, confirmed or not, oldest first: at most `max` after the place `after`.
    Result<QList<PlacedItem>> acknowledged(qint64 after, int max);
    /// The hub of this epoch still has what it acknowledged in an earlier one.
    Result<OutboxHead> carryOver(const QString &itemId, const QString &hubEpoch);
    /// Everything acknowledged up to this position of this epoch is confirmed; how many.
    Result<int> confirmUpTo(const QString &hubEpoch, qint64 stablePosition);

    /// A person tries again now: ends the waits of one item, or of all when empty, but never one the hub
    /// asked for (class O). How many waits it ended.
    Result<int> retryNow(const QString &itemId = {});
    /// Out of quarantine with counters at zero; same message, same key.
    Result<OutboxHead> release(const QString &itemId, const QString &actorId);
    /// WrongState when it was ever sent, unless the hub has confirmed the void.
    Result<OutboxHead> cancel(const QString &itemId, const QString &actorId, const QString &reason,
                              bool voidedByHub = false);
    /// Cancels the last item of a case, which never left and whose `not_before` lies ahead (undo). WrongState
    /// when it is none such, though an earlier one may be, by a clock that was set back.
    Result<> cancelUnsent(const QString &caseId, const QString &actorId);
    /// After a conflict that only the register's other fields caused: the same messages of the case, this one
    /// and those after it that never left, go out again built upon `baseVersion`, under ids of their own. How
    /// many.
    Result<int> rebase(const QString &itemId, int baseVersion);
    /// A corrected revision replaces what lies in quarantine; how many items.
    Result<int> supersede(const QString &caseId, const QString &actorId);

    Result<OutboxHead> head(const QString &itemId);
    Result<OutboxItem> byId(const QString &itemId);
    /// At most `limit`: what waits for the hub or for somebody, in its order, then the newest of what is
    /// over, newest first; of them only what was acknowledged since then, if that is valid.
    Result<QList<OutboxHead>> waitingFirst(int limit, const QDateTime &since = {});
    Result<QList<OutboxHead>> ofCase(const QString &caseId);
    /// Oldest first.
    Result<QList<OutboxStep>> steps(const QString &itemId);
    Result<OutboxCounts> counts();
    Result<OutboxPulse> pulse();

    static constexpr int kMaxCrashes = 3;

    static const SealedTable &sealedTable();

private:
    Result<> appendCopy(const OutboxItem &item, int baseVersion);
    Result<OutboxHead> change(const OutboxHead &item, const Settlement &settlement);
    static Result<QList<OutboxHead>> heads(Statement &query);
    Result<QList<OutboxItem>> whole(Statement &query);

    Connection &m_connection;
    const Vault &m_vault;
    Subjects m_subjects;
    const Clock &m_clock;
};

} // namespace desk
