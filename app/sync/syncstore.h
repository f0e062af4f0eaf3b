#pragma once

#include "base/result.h"
#include "protocol/feed.h"
#include "protocol/heartbeat.h"
#include "protocol/message.h"
#include "protocol/reconcile.h"
#include "store/heardlog.h"
#include "store/outboxstore.h"
#include "store/settingsstore.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace desk
{

/// What became of one item: the settlement of the item, and what the hub said of its case.
struct ItemOutcome {
    QString itemId;
    Settlement settlement;
    std::optional<RegisterConflict> conflict; ///< with OutboxEvent::Conflict
    QList<Finding> findings;                  ///< of a refusal by rules
};

/// The desk's side of an exchange. At the window the stores live on another thread, so the sender sees them
/// only through this; each call is one transaction.
class SyncStore
{
public:
    SyncStore() = default;
    SyncStore(const SyncStore &) = delete;
    SyncStore &operator=(const SyncStore &) = delete;
    virtual ~SyncStore() = default;

    /// nullopt: this desk knows no hub.
    virtual Result<std::optional<HubEnrolment>> enrolment() = 0;
    /// Marks due items as being sent; durable when it returns. With `retriesAt`, those that were tried before
    /// wait until then.
    virtual Result<QList<OutboxItem>> claim(int most, const QString &epoch, const QDateTime &retriesAt) = 0;
    virtual Result<> settle(const QList<ItemOutcome> &outcomes) = 0;
    /// Everything up to the position is safe at the hub.
    virtual Result<> confirm(const QString &epoch, qint64 stablePosition) = 0;
    /// The cursor to ask from; empty: from the beginning. VaultLocked while nothing could be applied.
    virtual Result<QString> cursor() = 0;
    /// Up to where the register has its residents, when that is not said by `cursor`; empty: it is.
    virtual Result<QString> residentsCursor() { return QString(); }
    /// Up to where everything was taken that the hub has said: before `cursor` where some of it waits.
    virtual Result<QString> takenCursor() = 0;
    /// What this desk tells the hub of itself when it looks at the feed.
    virtual Result<Heartbeat> heartbeat() = 0;
    /// Applies a page to both databases, each with its cursor in the transaction that applies its part.
    /// Repeating a page changes nothing. How many entries changed something.
    virtual Result<int> apply(const FeedPage &page) = 0;

    /// What the hub acknowledged, oldest first: a page after `after`.
    struct Believed {
        QList<BelievedItem> items;
        qint64 last = 0; ///< of this page; the next one is after it
    };
    virtual Result<Believed> believed(qint64 after, int most) = 0;
    /// Of these items the hub of the new epoch lacks `missing`, which are sent again, and has the others.
    virtual Result<> reconciled(const QList<BelievedItem> &items, const QStringList &missing,
                                const QString &epoch) = 0;

    /// How far those were read whom the feed changed, each in its own order.
    struct DoubtPlace {
        HeardLog::Entry residents;
        HeardLog::Entry cases;
    };
    /// What the feed changed after some place, which the hub may have lost since.
    struct Doubted {
        QStringList residents; ///< iqama numbers
        QStringList cases;     ///< ids
        DoubtPlace to;         ///< the next page is after it
    };
    virtual Result<Doubted> doubted(const DoubtPlace &after) = 0;
    /// Takes residents and cases back to how the hub of the new epoch holds them. What this desk has yet to
    /// offer again stands.
    virtual Result<> relearn(const QList<HubResident> &residents, const QList<HubCase> &cases) = 0;
    /// Goes on with the hub in its present epoch, after everything was learned anew; its last answer.
    virtual Result<> adoptEpoch(const ReconcileAnswer &answer) = 0;

    /// A scan to bring to the hub, by the SHA-256 of its bytes. NoScan when this desk has not got it.
    virtual Result<QByteArray> scan(const QString &sha256) = 0;
    /// The scans of cases under review that this desk has not got.
    virtual Result<QStringList> missingScans() = 0;
    /// Keeps a scan that the hub had.
    virtual Result<> keepScan(const QByteArray &scan) = 0;
};

} // namespace desk
