#include "service/exchange.h"

#include "base/logging.h"
#include "service/delivery.h"
#include "service/hubregister.h"
#include "sync/httpshublink.h"
#include "sync/leasing.h"
#include "sync/syncstore.h"
#include "sync/voiding.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk
{

namespace
{
constexpr std::chrono::milliseconds kPollInterval = 5s;
constexpr std::chrono::milliseconds kOfflineInterval = 15s;
constexpr std::chrono::milliseconds kSnapshotTime = 2s; ///< then what was entered meanwhile is sent
} // namespace

/// The store side on whatever thread the office lives.
class Exchange::OfficeSyncStore final : public SyncStore
{
public:
    void use(const OnStore *onStore) { m_onStore = onStore; }

    Result<std::optional<HubEnrolment>> enrolment() override
    {
        return call([](SyncStore &store) { return store.enrolment(); });
    }
    Result<QList<OutboxItem>> claim(int most, const QString &epoch, const QDateTime &retriesAt) override
    {
        return call([&](SyncStore &store) { return store.claim(most, epoch, retriesAt); });
    }
    Result<> settle(const QList<ItemOutcome> &outcomes) override
    {
        return call([&](SyncStore &store) { return store.settle(outcomes); });
    }
    Result<> confirm(const QString &epoch, qint64 stablePosition) override
    {
        return call([&](SyncStore &store) { return store.confirm(epoch, stablePosition); });
    }
    Result<QString> takenCursor() override
    {
        return call([](SyncStore &store) { return store.takenCursor(); });
    }
    Result<QString> cursor() override
    {
        return call([](SyncStore &store) { return store.cursor(); });
    }
    Result<QString> residentsCursor() override
    {
        return call([](SyncStore &store) { return store.residentsCursor(); });
    }
    Result<Heartbeat> heartbeat() override
    {
        return call([](SyncStore &store) { return store.heartbeat(); });
    }
    Result<int> apply(const FeedPage &page) override
    {
        return call([&](SyncStore &store) { return store.apply(page); });
    }
    Result<Believed> believed(qint64 after, int most) override
    {
        return call([&](SyncStore &store) { return store.believed(after, most); });
    }
    Result<> reconciled(const QList<BelievedItem> &items, const QStringList &missing,
                        const QString &epoch) override
    {
        return call([&](SyncStore &store) { return store.reconciled(items, missing, epoch); });
    }
    Result<Doubted> doubted(const DoubtPlace &after) override
    {
        return call([&](SyncStore &store) { return store.doubted(after); });
    }
    Result<> relearn(const QList<HubResident> &residents, const QList<HubCase> &cases) override
    {
        return call([&](SyncStore &store) { return store.relearn(residents, cases); });
    }
    Result<> adoptEpoch(const ReconcileAnswer &answer) override
    {
        return call([&](SyncStore &store) { return store.adoptEpoch(answer); });
    }
    Result<QByteArray> scan(const QString &sha256) override
    {
        return call([&](SyncStore &store) { return store.scan(sha256); });
    }
    Result<QStringList> missingScans() override
    {
        return call([](SyncStore &store) { return store.missingScans(); });
    }
    Result<> keepScan(const QByteArray &scan) override
    {
        return call([&](SyncStore &store) { return store.keepScan(scan); });
    }
    /// What is left in the outbox.
    Result<SyncStatus> left()
    {
        Result<SyncStatus> status = failure(ErrorCode::Cancelled);
        (*m_onStore)([&](Office &office) { status = office.delivery().status(); });
        return status;
    }

private:
    template <class Call>
    std::invoke_result_t<Call, SyncStore &> call(const Call &task)
    {
        // The office is gone when the window closes in the middle of an exchange.
        std::invoke_result_t<Call, SyncStore &> result = failure(ErrorCode::Cancelled);
        (*m_onStore)([&](Office &office) { result = task(office.delivery().syncStore()); });
        return result;
    }

    const OnStore *m_onStore = nullptr;
};

/// The same for the snapshot.
class Exchange::OfficeSnapshotStore final : public SnapshotStore
{
public:
    explicit OfficeSnapshotStore(const OnStore *const &onStore)
        : m_onStore(onStore)
    {
    }

    Result<std::optional<Task>> task() override
    {
        return call([](SnapshotStore &store) { return store.task(); });
    }
    Result<qsizetype> keep(const Residents &residents, qsizetype from,
                           const ProgressAfter &progressAfter) override
    {
        return call([&](SnapshotStore &store) { return store.keep(residents, from, progressAfter); });
    }
    Result<bool> index(LoadRuns::Sorting &sorting) override
    {
        return call([&](SnapshotStore &store) { return store.index(sorting); });
    }
    Result<> finish(const QString &cursor) override
    {
        return call([&](SnapshotStore &store) { return store.finish(cursor); });
    }
    Result<> beginAfresh() override
    {
        return call([](SnapshotStore &store) { return store.beginAfresh(); });
    }

private:
    template <class Call>
    std::invoke_result_t<Call, SnapshotStore &> call(const Call &task)
    {
        std::invoke_result_t<Call, SnapshotStore &> result = failure(ErrorCode::Cancelled);
        (*m_onStore)([&](Office &office) { result = task(office.delivery().snapshotStore()); });
        return result;
    }

    const OnStore *const &m_onStore;
};

Exchange::Exchange(const Clock &clock, const std::atomic<bool> &stop, LinkTo linkTo)
    : m_stop(stop)
    , m_linkTo(std::move(linkTo))
    , m_store(std::make_unique<OfficeSyncStore>())
    , m_scans(*m_store)
    , m_sender(*m_store, m_scans, clock, [] { return QRandomGenerator::global()->generateDouble(); })
    , m_puller(*m_store)
    , m_reconciler(*m_store)
    , m_snapshotStore(std::make_unique<OfficeSnapshotStore>(m_onStore))
    , m_taker(*m_snapshotStore)
{
}

Exchange::~Exchange() = default;

Result<> Exchange::cancel(const OnStore &onStore, const std::atomic<bool> &stop, const Actor &actor,
                          const QString &itemId, const QString &reason)
{
    Result<std::optional<HubEnrolment>> hub = failure(ErrorCode::Cancelled);
    onStore([&](Office &office) { hub = office.delivery().mayCancel(actor, itemId, reason); });
    if (!hub)
        return failure(hub);
    std::optional<VoidAnswer> answer;
    if (*hub) {
        HttpsHubLink link(**hub, stop);
        const auto asked = voidAtHub(link, **hub, itemId);
        if (!asked)
            return failure(asked);
        answer = *asked;
    }
    Result<> done = failure(ErrorCode::Cancelled);
    onStore([&](Office &office) { done = office.delivery().cancel(actor, itemId, reason, answer); });
    return done;
}

Result<std::optional<LeaseView>> Exchange::lease(const OnStore &onStore, const std::atomic<bool> &stop,
                                                 const Actor &actor, const ReviewDesk::LeaseRequest &request)
{
    std::optional<MessageResult> answer;
    if (request.hub) {
        HttpsHubLink link(*request.hub, stop);
        // What keeps the hub from answering is told by the exchanges; a review need not wait for it.
        if (const auto asked = leaseAtHub(link, *request.hub, request.message))
            answer = *asked;
    }
    Result<std::optional<LeaseView>> now = failure(ErrorCode::Cancelled);
    onStore([&](Office &office) {
        const auto booked = office.review().bookLease(actor, request, answer);
        now = booked ? office.review().lease(actor, request.caseId) : failure(booked);
    });
    return now;
}

void Exchange::connectTo(const HubEnrolment &hub)
{
    if (m_link && m_linkedTo == hub.url)
        return;
    m_link = m_linkTo ? m_linkTo(hub, m_stop) : std::make_unique<HttpsHubLink>(hub, m_stop);
    m_linkedTo = hub.url;
}

/// Whether the hub has begun a new life and this desk has met it there, so that it can go on.
Result<bool> Exchange::metRestoredHub(const HubEnrolment &hub)
{
    if (!m_state.otherEpoch)
        return false;
    const auto met = m_reconciler.run(*m_link, hub, m_state);
    if (!met)
        return failure(met);
    if (met->done)
        m_sender.resume();
    m_met = m_met || met->done;
    return met->done;
}

ExchangeOutcome Exchange::run(const OnStore &onStore, bool urgent)
{
    m_met = false;
    const ExchangeOutcome outcome = exchangeOnce(onStore, urgent);
    return m_met ? exchangeOnce(onStore, urgent) : outcome;
}

ExchangeOutcome Exchange::exchangeOnce(const OnStore &onStore, bool urgent)
{
    m_onStore = &onStore;
    m_store->use(&onStore);
    ExchangeOutcome outcome;
    outcome.nextIn = kPollInterval;
    const auto finish = [&]() -> ExchangeOutcome {
        if (const auto left = m_store->left()) {
            outcome.report.waiting = left->queued + left->waiting;
            outcome.report.quarantined = left->quarantined;
        }
        outcome.link = m_state;
        return outcome;
    };
    const auto failed = [&](const Error &error) {
        outcome.error = error;
        outcome.nextIn = outcome.restsFor = kOfflineInterval;
        m_state.online = false;
        m_state.errorCode = u"local_failure"_s;
        return finish();
    };

    const auto hub = m_store->enrolment();
    if (!hub)
        return failed(hub.error());
    if (!*hub) {
        m_state = {};
        m_state.errorCode = u"not_enrolled"_s;
        outcome.nextIn = outcome.restsFor = kOfflineInterval;
        return finish();
    }
    connectTo(**hub);
    if (urgent)
        m_sender.resume();
    const auto sent = m_sender.run(*m_link, **hub, m_state);
    if (!sent)
        return failed(sent.error());
    outcome.report.sent = sent->sent;
    outcome.report.acknowledged = sent->acknowledged;
    outcome.restsFor = sent->nextIn;
    const auto met = metRestoredHub(**hub);
    if (!met && met.error().code != ErrorCode::VaultLocked)
        return failed(met.error());
    if (met && *met)
        return finish();
    if (sent->nextIn > 0ms || m_state.paused) {
        outcome.nextIn = std::max(sent->nextIn, kPollInterval);
        return finish();
    }
    const auto taken = m_taker.run(*m_link, **hub, m_state, kSnapshotTime);
    if (!taken && taken.error().code == ErrorCode::VaultLocked)
        return finish();
    if (!taken)
        return failed(taken.error());
    outcome.report.snapshotIsWhole = taken->isWhole;
    if (!taken->isWhole || taken->taken > 0)
        outcome.report.snapshot = SnapshotPace{taken->taken, taken->total, int(taken->perSecond)};
    // Cases come after the residents they are about.
    if (!taken->isWhole) {
        if (const auto metBySnapshot = metRestoredHub(**hub); !metBySnapshot)
            return failed(metBySnapshot.error());
        outcome.nextIn = m_state.online ? 0ms : kOfflineInterval;
        return finish();
    }
    const auto pulled = m_puller.run(*m_link, **hub, m_state);
    // With nobody signed in the register takes nothing; the feed goes on from its cursor after that.
    if (!pulled && pulled.error().code == ErrorCode::VaultLocked)
        return finish();
    if (!pulled)
        return failed(pulled.error());
    outcome.report.applied = pulled->applied;
    outcome.report.cursor = pulled->cursor;
    if (const auto metByFeed = metRestoredHub(**hub); !metByFeed)
        return failed(metByFeed.error());
    if (!m_state.online) {
        outcome.nextIn = kOfflineInterval;
        return finish();
    }
    if (pulled->applied > 0)
        m_scansComplete = false;
    // A desk that holds part of the register needs those whose cases it is to review.
    if (!m_scansComplete) {
        const auto known = HubRegister::fetch(onStore, m_stop, &HubRegister::aboutCases);
        if (!known)
            qCInfo(lcService) << "residents of cases were not had:" << errorCodeName(known.error().code);
    }
    if (!m_scansComplete) {
        const auto fetched = m_scans.fetch(*m_link, **hub);
        if (!fetched)
            return failed(fetched.error());
        m_scansComplete = fetched->complete;
        outcome.scansFetched = fetched->scans;
    }
    return finish();
}

} // namespace desk
