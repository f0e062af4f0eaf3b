#pragma once

#include "base/clock.h"
#include "service/office.h"
#include "service/reviewdesk.h"
#include "sync/hublink.h"
#include "sync/outboxsender.h"
#include "sync/reconciler.h"
#include "sync/scanexchange.h"
#include "sync/snapshottaker.h"

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace desk
{

/// What one exchange with the hub came to.
struct ExchangeOutcome {
    SyncReport report;
    LinkState link;
    int scansFetched = 0;                  ///< of cases that other desks sent
    std::chrono::milliseconds nextIn{0};   ///< when to exchange again
    std::chrono::milliseconds restsFor{0}; ///< until then nothing is sent, whatever is due
    std::optional<Error> error;            ///< of the local store; nothing was lost
};

/// Sends what is due, then pulls the feed. Owns the network and no database: the store is reached through
/// `OnStore`, from the sync thread of the window or at once in a shell. Lives in one thread.
class Exchange
{
public:
    /// `stop` ends a request under way; both outlive the object. `linkTo`: HTTPS unless given.
    Exchange(const Clock &clock, const std::atomic<bool> &stop, LinkTo linkTo = {});
    ~Exchange();

    /// Cancels an outbox item, as `Delivery::cancel`; one that has left is voided at the hub first, which
    /// takes as long as the hub does.
    static Result<> cancel(const OnStore &onStore, const std::atomic<bool> &stop, const Actor &actor,
                           const QString &itemId, const QString &reason);

    /// Asks the hub for, keeps or gives back the review of a case. Whose it is afterwards: with no answer
    /// from the hub, as far as this desk knows.
    static Result<std::optional<LeaseView>> lease(const OnStore &onStore, const std::atomic<bool> &stop,
                                                  const Actor &actor,
                                                  const ReviewDesk::LeaseRequest &request);

    /// `urgent`: a person asked for it, so waits and pauses are forgotten.
    ExchangeOutcome run(const OnStore &onStore, bool urgent);

private:
    class OfficeSyncStore;
    class OfficeSnapshotStore;

    void connectTo(const HubEnrolment &hub);
    ExchangeOutcome exchangeOnce(const OnStore &onStore, bool urgent);
    Result<bool> metRestoredHub(const HubEnrolment &hub);

    const std::atomic<bool> &m_stop;
    const LinkTo m_linkTo;
    const OnStore *m_onStore = nullptr; ///< of the run under way
    std::unique_ptr<OfficeSyncStore> m_store;
    ScanExchange m_scans;
    bool m_scansComplete = false; ///< since the feed brought something last
    OutboxSender m_sender;
    FeedPuller m_puller;
    Reconciler m_reconciler;
    std::unique_ptr<SnapshotStore> m_snapshotStore;
    SnapshotTaker m_taker;
    bool m_met = false; ///< in this run, a hub that had begun a new life
    std::unique_ptr<HubLink> m_link;
    QString m_linkedTo;
    LinkState m_state;
};

} // namespace desk
