#include "sim/simdesk.h"

#include "sim/trace.h"
#include "sql/transaction.h"
#include "sync/outcome.h"

using namespace desk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr std::chrono::milliseconds kPollInterval = 5s;
constexpr std::chrono::milliseconds kOfflineInterval = 15s;

Violation unexpected(const QString &where, const Error &error)
{
    return Violation(u"%1: %2 %3 %4"_s.arg(where, errorCodeName(error.code), error.where, error.detail));
}

template <class T>
T must(Result<T> result)
{
    if (!result)
        throw unexpected(u"desk"_s, result.error());
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

struct Databases {
    std::unique_ptr<DeskDatabase> desk;
    std::unique_ptr<RegistryDatabase> registry;
    std::unique_ptr<EvidenceDatabase> evidence;
};

Databases databasesIn(const QString &directory, const Clock &clock)
{
    return {must(DeskDatabase::open(directory + u"/desk.db"_s, Access::Write, simVault(), clock)),
            must(RegistryDatabase::open(directory + u"/registry.db"_s, Access::Write, simVault(), clock)),
            must(EvidenceDatabase::open(directory + u"/evidence.db"_s, Access::Write, simVault(), clock))};
}

/// What a person at a desk may be told; anything else is a fault.
bool isAnswer(ErrorCode code)
{
    switch (code) {
    case ErrorCode::WrongState:
    case ErrorCode::OpenCaseExists:
    case ErrorCode::StaleRevision:
    case ErrorCode::SamePerson:
    case ErrorCode::Blocked:
    case ErrorCode::NotFound:
    case ErrorCode::HubUnreachable:
    case ErrorCode::HubRefused:
    case ErrorCode::HubIdentity:
    case ErrorCode::HubAnswer:
        return true;
    default:
        return false;
    }
}

} // namespace

/// The store side of the exchange, with an eye on what passes.
class SimDesk::WatchedStore final : public SyncStore
{
public:
    WatchedStore(SyncStore &store, SimDesk &desk)
        : m_store(store)
        , m_desk(desk)
    {
    }

    Result<std::optional<HubEnrolment>> enrolment() override { return m_store.enrolment(); }
    Result<QList<OutboxItem>> claim(int most, const QString &epoch, const QDateTime &retriesAt) override
    {
        return m_store.claim(most, epoch, retriesAt);
    }
    Result<> settle(const QList<ItemOutcome> &outcomes) override { return m_store.settle(outcomes); }
    Result<> confirm(const QString &epoch, qint64 stablePosition) override
    {
        return m_store.confirm(epoch, stablePosition);
    }
    Result<QString> cursor() override { return m_store.cursor(); }
    Result<QString> takenCursor() override { return m_store.takenCursor(); }
    Result<Heartbeat> heartbeat() override { return m_store.heartbeat(); }
    Result<int> apply(const FeedPage &page) override
    {
        const auto cursor = m_store.cursor();
        if (cursor && m_desk.onPage)
            m_desk.onPage(*cursor, page);
        return m_store.apply(page);
    }
    Result<Believed> believed(qint64 after, int most) override { return m_store.believed(after, most); }
    Result<> reconciled(const QList<BelievedItem> &items, const QStringList &missing,
                        const QString &epoch) override
    {
        return m_store.reconciled(items, missing, epoch);
    }
    Result<Doubted> doubted(const DoubtPlace &after) override { return m_store.doubted(after); }
    Result<> relearn(const QList<HubResident> &residents, const QList<HubCase> &cases) override
    {
        return m_store.relearn(residents, cases);
    }
    Result<> adoptEpoch(const ReconcileAnswer &answer) override { return m_store.adoptEpoch(answer); }
    Result<QByteArray> scan(const QString &sha256) override { return m_store.scan(sha256); }
    Result<QStringList> missingScans() override { return m_store.missingScans(); }
    Result<> keepScan(const QByteArray &scan) override { return m_store.keepScan(scan); }

private:
    SyncStore &m_store;
    SimDesk &m_desk;
};

void SimDesk::make(const QString &directory, const Clock &clock, const EnrolAnswer &enrolment)
{
    const Databases databases = databasesIn(directory, clock);
    Transaction transaction(databases.desk->connection());
    SettingsStore &settings = databases.desk->settings();
    must(settings.initialise(
        {.storeId = kSimStore, .branch = u"RUH"_s, .workstation = enrolment.number, .madeAt = clock.utc()}));
    must(settings.setEnrolment({u"https://hub.invalid"_s,
                                {},
                                enrolment.workstationId,
                                enrolment.number,
                                enrolment.token,
                                enrolment.epoch}));
    must(settings.beginFeed(enrolment.cursor));
    const Cast &cast = Cast::instance();
    for (const DemoUser &user : cast.users)
        must(databases.desk->users().adopt(
            {user.userId, user.userName, user.displayNameAr, user.displayNameEn, user.roles}));
    must(transaction.commit());
    Transaction known(databases.registry->connection());
    for (const Resident &resident : cast.residents)
        must(databases.registry->registry().upsert(resident));
    must(known.commit());
}

SimDesk::SimDesk(int deskNumber, const QString &directory, const WorldClock &world, HubLink &link,
                 quint64 seed)
    : number(deskNumber)
    , clock(world)
    , m_directory(directory)
    , m_world(world)
    , m_link(link)
    , m_senderRandom(seed)
{
    open();
}

SimDesk::~SimDesk() = default;

void SimDesk::open()
{
    ++m_starts;
    Databases databases = databasesIn(m_directory, clock);
    desk = std::move(databases.desk);
    registry = std::move(databases.registry);
    m_evidence = std::move(databases.evidence);
    // As Office::open.
    Transaction transaction(desk->connection());
    must(desk->outbox().recover());
    must(transaction.commit());
    m_store = std::make_unique<StoreSyncStore>(*desk, *registry, *m_evidence, clock);
    m_watched = std::make_unique<WatchedStore>(*m_store, *this);
    m_scans = std::make_unique<ScanExchange>(*m_watched);
    m_sender =
        std::make_unique<OutboxSender>(*m_watched, *m_scans, clock, [this] { return m_senderRandom.unit(); });
    m_puller = std::make_unique<FeedPuller>(*m_watched);
    m_reconciler = std::make_unique<Reconciler>(*m_watched);
    m_hub = *must(m_store->enrolment());
    m_state = {};
    m_scansComplete = false;
    m_dueAt = m_world.monotonic();
}

void SimDesk::close()
{
    m_reconciler.reset();
    m_puller.reset();
    m_sender.reset();
    m_scans.reset();
    m_watched.reset();
    m_store.reset();
    m_evidence.reset();
    registry.reset();
    desk.reset();
}

void SimDesk::arm(StoreFault fault, int database, int n)
{
    // One that has begun goes on.
    if (!m_armed || !m_armed->connection)
        m_armed = Armed{fault, database, n};
}

void SimDesk::beginFaults()
{
    if (!m_armed || m_armed->connection)
        return;
    m_armed->connection = m_armed->database == 0   ? &desk->connection()
                          : m_armed->database == 1 ? &registry->connection()
                                                   : &m_evidence->connection();
    m_armed->connection->failAccess(m_armed->n);
}

bool SimDesk::faultHit() const
{
    return m_armed && m_armed->connection && m_armed->connection->accessFailed();
}

void SimDesk::endFaults()
{
    if (!m_armed || !m_armed->connection)
        return;
    const bool killed = faultHit() && m_armed->fault == StoreFault::Killed;
    m_armed->connection->failAccess(-1);
    m_armed.reset();
    if (killed)
        kill();
}

void SimDesk::kill()
{
    if (m_exchanging) {
        m_dying = true;
        return;
    }
    m_dying = false;
    m_armed.reset();
    close();
    open();
}

QString SimDesk::attempt(const std::function<Result<>()> &call)
{
    beginFaults();
    Result<> done;
    try {
        done = call();
    } catch (const DeskKilled &) {
        kill();
        return u"killed"_s;
    }
    const bool hit = faultHit();
    if (!done && !hit && !isAnswer(done.error().code))
        throw unexpected(u"desk %1"_s.arg(number), done.error());
    if (!m_exchanging || hit)
        endFaults();
    return (done ? u"ok"_s : errorCodeName(done.error().code)) + (hit ? u"!"_s : QString());
}

bool SimDesk::isDue() const
{
    return m_dueAt <= m_world.monotonic();
}

void SimDesk::exchange(bool urgent)
{
    m_exchanging = true;
    m_met = false;
    beginFaults();
    bool died = false;
    try {
        exchangeOnce(urgent);
        if (m_met)
            exchangeOnce(urgent);
    } catch (const DeskKilled &) {
        died = true;
    }
    m_exchanging = false;
    if (died || m_dying)
        kill();
    else
        endFaults();
}

Result<bool> SimDesk::metRestoredHub(const HubEnrolment &hub)
{
    if (!m_state.otherEpoch)
        return false;
    const auto met = m_reconciler->run(m_link, hub, m_state);
    if (!met)
        return failure(met);
    if (met->done)
        m_sender->resume();
    m_met = m_met || met->done;
    return met->done;
}

void SimDesk::exchangeOnce(bool urgent)
{
    m_dueAt = m_world.monotonic() + kPollInterval;
    const auto failed = [this](const Error &error) {
        if (!faultHit())
            throw unexpected(u"exchange of desk %1"_s.arg(number), error);
        m_dueAt = m_world.monotonic() + kOfflineInterval;
        m_state.online = false;
        m_state.errorCode = u"local_failure"_s;
    };
    const auto hub = m_watched->enrolment();
    if (!hub)
        return failed(hub.error());
    if (urgent) {
        m_sender->resume();
        Transaction transaction(desk->connection());
        const auto waits = desk->outbox().retryNow();
        if (const auto done = waits ? transaction.commit() : failure(waits); !done)
            return failed(done.error());
    }
    const auto sent = m_sender->run(m_link, **hub, m_state);
    if (!sent)
        return failed(sent.error());
    const auto met = metRestoredHub(**hub);
    if (!met)
        return failed(met.error());
    if (*met)
        return;
    if (sent->nextIn > 0ms || m_state.paused) {
        m_dueAt = m_world.monotonic() + std::max(sent->nextIn, kPollInterval);
        return;
    }
    const auto pulled = m_puller->run(m_link, **hub, m_state);
    if (!pulled)
        return failed(pulled.error());
    if (const auto metByFeed = metRestoredHub(**hub); !metByFeed)
        return failed(metByFeed.error());
    if (!m_state.online) {
        m_dueAt = m_world.monotonic() + kOfflineInterval;
        return;
    }
    if (pulled->applied > 0)
        m_scansComplete = false;
    if (!m_scansComplete) {
        const auto fetched = m_scans->fetch(m_link, **hub);
        if (!fetched)
            return failed(fetched.error());
        m_scansComplete = fetched->complete;
    }
}
