#include "support/catch.h"
#include "sync/syncdesk.h"

#include "domain/demooffice.h"
#include "hub/register.h"
#include "protocol/residentlookup.h"
#include "protocol/snapshot.h"
#include "sql/statement.h"
#include "sql/transaction.h"
#include "store/openvault.h"
#include "store/residentindex.h"
#include "store/tokensheld.h"
#include "support/expectedwarning.h"
#include "support/testhub.h"
#include "sync/httpshublink.h"
#include "sync/registrysnapshot.h"
#include "sync/snapshottaker.h"
#include "sync/storesyncstore.h"

#include <QMap>
#include <QSet>

#include <random>

using namespace desk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr int kInPage = 20;
constexpr auto kLong = 1min;

/// The hub learns these while it serves, as from a residents file.
void learnAll(TestHub &hub, int from, int count)
{
    const auto connection = openHub(hub.place(), Access::Write);
    REQUIRE(connection);
    Transaction transaction(**connection);
    Register known(**connection, hub.clock);
    for (int i = from; i < from + count; ++i)
        REQUIRE(known.import(demoResident(1, i), true));
    REQUIRE(transaction.commit());
}

/// What a register holds and how it is found, whatever rows it is kept in.
struct Contents {
    QMap<QString, RegisteredResident> residents;
    QSet<QString> tokens; ///< "token iqama"
    bool whole = false;   ///< nothing waits to be indexed

    friend bool operator==(const Contents &, const Contents &) = default;
};

/// A desk that begins: its register is empty. All of them seal with the same keys, so that their indexes can
/// be compared.
class NewDesk
{
public:
    NewDesk(TestHub &hub, OpenVault &vault, ResidentsHeld held = ResidentsHeld::All)
        : m_hub(hub)
        , m_vault(vault)
    {
        open();
        const EnrolAnswer answer = hub.enrol(u"new"_s);
        enrolment = {hub.url(),
                     QString::fromLatin1(hub.fingerprint().toHex()),
                     answer.workstationId,
                     answer.number,
                     answer.token,
                     answer.epoch};
        Transaction transaction(m_desk->connection());
        REQUIRE(m_desk->settings().initialise({.storeId = kTestStore, .branch = u"RUH"_s, .workstation = 1}));
        REQUIRE(m_desk->settings().setResidentsHeld(held));
        REQUIRE(m_desk->settings().setEnrolment(enrolment));
        REQUIRE(m_desk->settings().setFeedCursor(answer.cursor));
        REQUIRE(transaction.commit());
    }

    /// Again, as after a kill.
    void open()
    {
        taker.reset();
        snapshot.reset();
        store.reset();
        m_registry.reset();
        m_desk.reset();
        auto desk = DeskDatabase::open(m_dir.file(u"desk.db"_s), Access::Write, m_vault, m_hub.clock);
        REQUIRE(desk);
        m_desk = *std::move(desk);
        auto registry =
            RegistryDatabase::open(m_dir.file(u"registry.db"_s), Access::Write, m_vault, m_hub.clock);
        REQUIRE(registry);
        m_registry = *std::move(registry);
        if (!m_evidence) {
            auto evidence =
                EvidenceDatabase::open(m_dir.file(u"evidence.db"_s), Access::Write, m_vault, m_hub.clock);
            REQUIRE(evidence);
            m_evidence = *std::move(evidence);
        }
        store = std::make_unique<StoreSyncStore>(*m_desk, *m_registry, *m_evidence, m_hub.clock);
        snapshot = std::make_unique<RegistrySnapshot>(*m_desk, *m_registry);
        taker = std::make_unique<SnapshotTaker>(*snapshot, kInPage);
    }

    Registry &registry() { return m_registry->registry(); }
    RegistryDatabase &database() { return *m_registry; }
    DeskDatabase &desk() { return *m_desk; }

    std::unique_ptr<HubLink> link() const
    {
        return std::make_unique<HttpsHubLink>(m_hub.url(), m_hub.fingerprint(), m_stop);
    }
    SnapshotTaker::Report take(HubLink &through)
    {
        const auto report = taker->run(through, enrolment, state, kLong);
        INFO((report ? std::string() : report.error().detail.toStdString()));
        REQUIRE(report);
        return *report;
    }
    SnapshotTaker::Report take() { return take(*link()); }
    int pull()
    {
        m_hub.enrolmentCode(); // a commit of the hub's own: it looks at what others wrote
        const auto report = FeedPuller(*store).run(*link(), enrolment, state);
        REQUIRE(report);
        REQUIRE(state.online);
        return report->applied;
    }

    Contents contents()
    {
        Contents contents;
        Connection &connection = m_registry->connection();
        const auto info = registry().info();
        REQUIRE(info);
        QMap<qint64, QString> iqamas;
        for (int i = 0; i < 1000; ++i) {
            const QString iqama = demoResident(1, i).iqamaNumber;
            const auto resident = registry().byIqama(iqama);
            REQUIRE(resident);
            if (!*resident)
                continue;
            const auto passports = registry().passports(iqama);
            REQUIRE(passports);
            contents.residents.insert(iqama, {**resident, *passports});
        }
        // Who is in which row: only their own iqama number has this hash.
        const auto keys = m_vault.keys({KeyUse::RegistryNumbers});
        REQUIRE(keys);
        for (auto at = contents.residents.begin(); at != contents.residents.end(); ++at) {
            NumberAnswers row(connection);
            row.ask((*keys)->blind(KeyUse::RegistryNumbers, "iqama_number", at.key().toUtf8(), 1));
            const auto found = row.next();
            REQUIRE(found);
            REQUIRE(*found);
            iqamas.insert(row.residentId(), at.key());
        }
        REQUIRE(iqamas.size() == info->residents);
        for (const auto &[token, resident] : tokensHeld(connection))
            contents.tokens.insert(u"%1 %2"_s.arg(token).arg(iqamas.value(resident)));
        const auto waiting = registry().loadRuns().isWaiting();
        REQUIRE(waiting);
        contents.whole = !*waiting;
        return contents;
    }

    HubEnrolment enrolment;
    LinkState state;
    std::unique_ptr<StoreSyncStore> store;
    std::unique_ptr<RegistrySnapshot> snapshot;
    std::unique_ptr<SnapshotTaker> taker;

private:
    TestHub &m_hub;
    OpenVault &m_vault;
    TempDir m_dir;
    std::atomic<bool> m_stop = false;
    std::unique_ptr<DeskDatabase> m_desk;
    std::unique_ptr<RegistryDatabase> m_registry;
    std::unique_ptr<EvidenceDatabase> m_evidence;
};

/// A desk that has followed the feed from its beginning, as all did before there were snapshots.
Contents byFeed(TestHub &hub, OpenVault &vault)
{
    NewDesk follower(hub, vault);
    follower.pull();
    return follower.contents();
}

/// A line on which something happens before or after each request.
class EventfulLink final : public HubLink
{
public:
    using Event = std::function<void(int request, HubReply &reply)>;
    EventfulLink(std::unique_ptr<HubLink> link, Event event)
        : m_link(std::move(link))
        , m_event(std::move(event))
    {
    }
    HubReply send(const HubRequest &request) override
    {
        HubReply reply = m_link->send(request);
        m_event(++m_requests, reply);
        return reply;
    }

private:
    std::unique_ptr<HubLink> m_link;
    Event m_event;
    int m_requests = 0;
};

/// A store in slices of at most a few residents, whose process may be killed before any of them.
class KilledStore final : public SnapshotStore
{
public:
    KilledStore(SnapshotStore &store, std::mt19937 &random)
        : m_store(store)
        , m_random(random)
    {
    }
    Result<std::optional<Task>> task() override { return m_store.task(); }
    Result<qsizetype> keep(const Residents &residents, qsizetype from, const ProgressAfter &after) override
    {
        if (m_random() % 4 == 0)
            return failure(ErrorCode::Cancelled);
        return std::visit(
            [&](auto part) {
                const auto end = std::min<qsizetype>(from + 7, qsizetype(part.size()));
                part.erase(part.begin() + end, part.end());
                return m_store.keep(Residents(part), from, after);
            },
            residents);
    }
    Result<bool> index(LoadRuns::Sorting &sorting) override
    {
        if (m_random() % 4 == 0)
            return failure(ErrorCode::Cancelled);
        return m_store.index(sorting);
    }
    Result<> finish(const QString &cursor) override { return m_store.finish(cursor); }
    Result<> beginAfresh() override { return m_store.beginAfresh(); }

private:
    SnapshotStore &m_store;
    std::mt19937 &m_random;
};

} // namespace

TEST_CASE("a desk with a snapshot holds what one that followed the feed holds, record by record", "[sync]")
{
    TestHub hub(QList<Resident>{});
    OpenVault vault;
    learnAll(hub, 0, 137);
    TestDesk maker(hub, u"maker"_s);
    const auto version =
        lookedUpFromJson(maker.client
                             .post("/v1/residents/lookup",
                                   residentLookupToJson({NumberKind::Iqama, someContent().iqamaNumber}))
                             .body);
    REQUIRE(version);
    REQUIRE(version->residents.size() == 1);
    const int base = version->residents[0].resident.version;
    const Message submitted = maker.submitted(newId(), someContent(), base);
    maker.send({submitted, maker.decided(submitted, Decision::Approve, base)});

    NewDesk desk(hub, vault);
    const SnapshotTaker::Report taken = desk.take();
    CHECK(taken.isWhole);
    CHECK(taken.taken == 137);
    CHECK(taken.total == 137);
    const Contents bySnapshot = desk.contents();
    CHECK(bySnapshot.whole);
    CHECK(bySnapshot == byFeed(hub, vault));
    // The feed's past brings the cases and the people, and no resident again.
    CHECK(desk.desk().cases().list({}).value().isEmpty());
    desk.pull();
    CHECK(desk.desk().cases().list({}).value().size() == 1);
    CHECK(desk.contents() == bySnapshot);
    // And nothing is left to take.
    CHECK(desk.take().isWhole);
    CHECK(desk.take().taken == 0);
}

TEST_CASE("a snapshot that is cut anywhere goes on and ends as one that was not", "[sync]")
{
    TestHub hub(QList<Resident>{});
    OpenVault vault;
    learnAll(hub, 0, 230);
    const Contents expected = byFeed(hub, vault);
    for (unsigned seed = 0; seed < 12; ++seed) {
        INFO(seed);
        std::mt19937 random(seed);
        NewDesk desk(hub, vault);
        EventfulLink line(desk.link(), [&random](int, HubReply &reply) {
            if (random() % 3 != 0)
                return;
            // Cut on the way: what came of it is no answer.
            reply.outcome = OutcomeClass::Unknown;
            reply.body.truncate(qsizetype(random() % 5000));
        });
        bool whole = false;
        for (int tries = 0; !whole && tries < 1000; ++tries) {
            KilledStore killed(*desk.snapshot, random);
            const auto report = SnapshotTaker(killed, kInPage).run(line, desk.enrolment, desk.state, kLong);
            if (!report)
                CHECK(report.error().code == ErrorCode::Cancelled);
            whole = report && report->isWhole;
            desk.open();
        }
        REQUIRE(whole);
        CHECK(desk.contents() == expected);
    }
}

TEST_CASE("what changes while a snapshot is taken is there in the end", "[sync]")
{
    TestHub hub(QList<Resident>{});
    OpenVault vault;
    learnAll(hub, 0, 120);
    NewDesk desk(hub, vault);
    EventfulLink line(desk.link(), [&hub](int request, HubReply &) {
        // Of those already taken, of those to come, and new ones of both kinds.
        for (const int person : {3 * request, 60 + request}) {
            Resident changed = demoResident(1, person);
            changed.version = 100 + request;
            changed.nameEn += u" CHANGED"_s;
            changed.passport.number = u"Z%1"_s.arg(1'000'000 + 100 * request + person);
            hub.learns(changed);
        }
        learnAll(hub, 120 + 10 * request, 10);
        hub.enrolmentCode(); // a commit of the hub's own: the cursor of the next page is another one
    });
    CHECK(desk.take(line).isWhole);
    CHECK(desk.pull() > 0);
    CHECK(desk.contents() == byFeed(hub, vault));
}

TEST_CASE("a hub that begins a new life in the middle gives its snapshot from the beginning", "[sync]")
{
    TestHub hub(QList<Resident>{});
    OpenVault vault;
    learnAll(hub, 0, 90);
    NewDesk desk(hub, vault);
    const QByteArray before = desk.enrolment.epoch.toLatin1();
    const QByteArray after = newId().toLatin1();
    EventfulLink line(desk.link(), [&](int request, HubReply &reply) {
        if (request > 2)
            reply.body.replace(before, after);
    });
    CHECK_FALSE(desk.take(line).isWhole);
    CHECK(desk.state.errorCode == causeOf(OutcomeClass::Epoch));
    CHECK(desk.registry().info().value().residents == 2 * kInPage);
    // The desk meets the new life as any does (Reconciler).
    REQUIRE(desk.store->adoptEpoch(
        {QString::fromLatin1(after), 0, QString::fromLatin1(after) + u".0"_s, 0, {}, {}, {}}));
    desk.enrolment.epoch = QString::fromLatin1(after);
    const auto begun = desk.taker->run(line, desk.enrolment, desk.state, kLong);
    REQUIRE(begun);
    CHECK_FALSE(begun->isWhole);
    CHECK(begun->taken == 0);
    const SnapshotTaker::Report again = desk.take(line);
    CHECK(again.isWhole);
    CHECK(again.taken == 90);
    CHECK(desk.registry().info().value().feedCursor.startsWith(QString::fromLatin1(after)));
    CHECK(desk.contents() == byFeed(hub, vault));
}

TEST_CASE("without a valid token nothing is taken, and somebody is told", "[sync]")
{
    TestHub hub(QList<Resident>{});
    OpenVault vault;
    learnAll(hub, 0, 30);
    NewDesk desk(hub, vault);
    desk.enrolment.token.replace(desk.enrolment.token.size() - 1, 1,
                                 desk.enrolment.token.endsWith(u'0') ? u"1"_s : u"0"_s);
    CHECK_FALSE(desk.take().isWhole);
    CHECK(desk.state.paused);
    CHECK(desk.state.errorCode == u"unauthorised"_s);
    CHECK(desk.registry().info().value().residents == 0);
}

TEST_CASE("a register that is not empty takes the snapshot beside what it holds", "[sync]")
{
    TestHub hub(QList<Resident>{});
    OpenVault vault;
    learnAll(hub, 0, 60);
    NewDesk desk(hub, vault);
    {
        Transaction transaction(desk.database().connection());
        Resident older = demoResident(1, 7);
        older.version = 0;
        older.nameEn = u"AN OLDER NAME"_s;
        REQUIRE(desk.registry().upsert(older));
        REQUIRE(transaction.commit());
    }
    CHECK(desk.take().isWhole);
    const Contents contents = desk.contents();
    CHECK(contents.residents.size() == 60);
    CHECK(contents == byFeed(hub, vault));
}

TEST_CASE("nothing is taken while nobody is signed in", "[sync]")
{
    TestHub hub(QList<Resident>{});
    OpenVault vault;
    learnAll(hub, 0, 30);
    NewDesk desk(hub, vault);
    vault.narrow();
    const auto report = desk.taker->run(*desk.link(), desk.enrolment, desk.state, kLong);
    REQUIRE_FALSE(report);
    CHECK(report.error().code == ErrorCode::VaultLocked);
    vault.reopen();
    CHECK(desk.take().isWhole);
}

TEST_CASE("a desk of part of the register follows those it holds and no others", "[sync]")
{
    TestHub hub(QList<Resident>{});
    OpenVault vault;
    learnAll(hub, 0, 40);
    for (const ResidentsHeld held : {ResidentsHeld::Branch, ResidentsHeld::Asked}) {
        NewDesk desk(hub, vault, held);
        CHECK(desk.take().isWhole);
        CHECK(desk.contents().residents.isEmpty());
        {
            Transaction transaction(desk.database().connection());
            REQUIRE(desk.registry().upsert(demoResident(1, 5)));
            REQUIRE(transaction.commit());
        }
        for (const int person : {5, 6}) {
            Resident changed = demoResident(1, person);
            changed.version = 50 + int(held);
            changed.nameEn = u"CHANGED %1"_s.arg(int(held));
            hub.learns(changed);
        }
        desk.pull();
        const Contents contents = desk.contents();
        REQUIRE(contents.residents.size() == 1);
        CHECK(contents.residents.first().resident.nameEn == u"CHANGED %1"_s.arg(int(held)));
    }
}
