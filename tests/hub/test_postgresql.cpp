// What only a database that many write at once can get wrong.

#include "hubprogram.h"
#include "support/catch.h"
#include "support/expectedwarning.h"
#include "support/testhub.h"
#include "support/testpostgres.h"

#include "domain/identitynumber.h"
#include "hub/feedlog.h"
#include "hub/safecopies.h"
#include "hub/store.h"
#include "protocol/feed.h"
#include "protocol/json.h"
#include "protocol/reconcile.h"
#include "sql/statement.h"
#include "sql/transaction.h"

#include <QElapsedTimer>
#include <QScopeGuard>
#include <QSet>

#include <atomic>
#include <future>
#include <random>
#include <thread>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

std::unique_ptr<Connection> openStore(const TestHub &hub, Access access = Access::Write)
{
    auto connection = openHub(hub.place(), access);
    REQUIRE(connection);
    return std::move(*connection);
}

/// Reads the feed page by page, as a desk of branch RUH that sent nothing.
class FeedReader
{
public:
    explicit FeedReader(const TestHub &hub)
        : m_connection(openStore(hub, Access::Read))
        , m_log(*m_connection, hub.clock)
    {
        m_reader.id = newId();
        m_reader.branch = u"RUH"_s;
        readOn();
        m_seen.clear(); // the office's users
    }

    void readOn()
    {
        for (bool more = true; more;) {
            const auto end = m_log.horizon();
            REQUIRE(end);
            const auto slice = m_log.read(m_reader, m_cursor, *end, 50);
            REQUIRE(slice);
            for (const FeedEntry &entry : slice->entries)
                m_seen.append(entry.position);
            m_cursor = slice->scannedTo;
            more = slice->more;
        }
    }
    const QList<qint64> &seen() const { return m_seen; }

private:
    std::unique_ptr<Connection> m_connection;
    FeedLog m_log;
    Workstation m_reader;
    FeedCursor m_cursor;
    QList<qint64> m_seen;
};

/// Reads as one would who takes positions for the order of commits.
class PlainReader
{
public:
    explicit PlainReader(const TestHub &hub)
        : m_connection(openStore(hub, Access::Read))
    {
        readOn();
        m_seen.clear();
    }

    void readOn()
    {
        Statement query(*m_connection, u"SELECT position FROM feed WHERE position > ? ORDER BY position"_s);
        REQUIRE(query.bind(m_last).each([this](const Statement &row) {
            m_last = row.number(0);
            m_seen.append(m_last);
        }));
    }
    const QList<qint64> &seen() const { return m_seen; }

private:
    std::unique_ptr<Connection> m_connection;
    qint64 m_last = 0;
    QList<qint64> m_seen;
};

/// One more entry about the office's clerk.
qint64 append(Connection &connection, const Clock &clock)
{
    const auto position = FeedLog(connection, clock).userChanged(demoUser(u"clerk"_s).userId, u"RUH"_s, {});
    return position ? *position : 0;
}

/// A resident of a load: number `index`, version 1.
Resident numbered(int index)
{
    Resident resident = someResident();
    const QString digits = u"2%1"_s.arg(10'000'000 + index);
    resident.iqamaNumber = digits + luhnDigit(digits);
    resident.passport.number = u"L%1"_s.arg(index, 7, 10, QLatin1Char('0'));
    resident.version = 1;
    return resident;
}

QList<Resident> numberedUpTo(int count)
{
    QList<Resident> all;
    for (int i = 0; i < count; ++i)
        all.append(numbered(i));
    return all;
}

CaseContent contentFor(const Resident &resident)
{
    CaseContent content = someContent();
    content.iqamaNumber = resident.iqamaNumber;
    return content;
}

QString cursorNow(const HttpsClient &client, const QString &from)
{
    const auto page = feedPageFromJson(client.get("/v1/feed?after=" + from.toLatin1()).body);
    REQUIRE(page);
    return page->cursor;
}

QList<MessageResult> resultsOf(const HttpsAnswer &answer)
{
    const auto read = messagesAnswerFromJson(answer.body);
    return answer.status == 200 && read ? read->results : QList<MessageResult>();
}

} // namespace

TEST_CASE("a feed entry committed after a later one is still read", "[hub][postgresql]")
{
    NEEDS_POSTGRES(server);
    const TestHub hub({someResident()}, {}, Dialect::Postgresql);
    FeedReader reader(hub);
    PlainReader plain(hub);
    const auto slow = openStore(hub);
    const auto quick = openStore(hub);
    QList<qint64> positions;
    Transaction slowOne(*slow);
    positions.append(append(*slow, hub.clock));
    positions.append(append(*quick, hub.clock));
    reader.readOn();
    plain.readOn();
    CHECK(reader.seen().isEmpty()); // held back
    REQUIRE(slowOne.commit());
    reader.readOn();
    plain.readOn();
    CHECK(reader.seen() == positions);
    CHECK(plain.seen() == QList<qint64>{positions.last()});
}

TEST_CASE("the feed loses nothing of many who write at once", "[hub][postgresql]")
{
    NEEDS_POSTGRES(server);
    constexpr int kWriters = 16;
    constexpr int kEach = 40;
    const TestHub hub({someResident()}, {}, Dialect::Postgresql);
    FeedReader reader(hub);
    PlainReader plain(hub);
    std::atomic<int> writing = kWriters;
    std::atomic<bool> failed = false;
    std::vector<std::thread> writers;
    for (int i = 0; i < kWriters; ++i) {
        writers.emplace_back([&, i] {
            const auto connection = openHub(hub.place(), Access::Write);
            std::mt19937 random(static_cast<unsigned>(i));
            for (int n = 0; connection && n < kEach; ++n) {
                Transaction transaction(**connection);
                const bool appended = append(**connection, hub.clock) > 0;
                Statement pause(**connection, u"SELECT pg_sleep(? / 1000.0)"_s);
                if (!appended || !pause.bind(int(random() % 20)).run() || !transaction.commit())
                    failed = true;
            }
            if (!connection)
                failed = true;
            --writing;
        });
    }
    while (writing > 0) {
        reader.readOn();
        plain.readOn();
    }
    for (std::thread &writer : writers)
        writer.join();
    reader.readOn();
    plain.readOn();
    REQUIRE_FALSE(failed);
    const QList<qint64> &seen = reader.seen();
    CHECK(seen.size() == kWriters * kEach);
    CHECK(QSet<qint64>(seen.begin(), seen.end()).size() == kWriters * kEach); // none twice
    CHECK(plain.seen().size() < kWriters * kEach);
}

TEST_CASE("a desk that waits at one hub hears what came in through another", "[hub][postgresql]")
{
    NEEDS_POSTGRES(server);
    TestHub hub({someResident()}, {}, Dialect::Postgresql);
    const auto second = hub.another();
    TestDesk maker(hub, u"maker"_s);
    TestDesk other(hub, u"other"_s);
    const HttpsClient atSecond(second->url(), other.enrolment.token);
    const QString cursor = cursorNow(atSecond, other.enrolment.cursor);
    auto waiting = std::async(std::launch::async, [&] {
        return HttpsClient(second->url(), other.enrolment.token)
            .get("/v1/feed?wait=60&after=" + cursor.toLatin1());
    });
    while (!second->waitingDesks())
        std::this_thread::yield();
    REQUIRE(codeOfAnswer(maker.send(maker.submitted(newId(), someContent(), 3))) == u"accepted"_s);
    const auto page = feedPageFromJson(waiting.get().body);
    REQUIRE(page);
    REQUIRE(page->entries.size() == 1);
    CHECK(page->stablePosition >= page->entries.first().position);
}

TEST_CASE("what an older transaction holds back reaches the desk that waits once that one has ended",
          "[hub][postgresql]")
{
    NEEDS_POSTGRES(server);
    TestHub hub({someResident()}, {}, Dialect::Postgresql);
    TestDesk maker(hub, u"maker"_s);
    TestDesk other(hub, u"other"_s);
    const QString cursor = cursorNow(other.client, other.enrolment.cursor);
    const auto slow = openStore(hub);
    auto holder = std::make_unique<Transaction>(*slow);
    REQUIRE(append(*slow, hub.clock) > 0);
    REQUIRE(codeOfAnswer(maker.send(maker.submitted(newId(), someContent(), 3))) == u"accepted"_s);
    auto waiting = std::async(std::launch::async, [&, url = hub.url()] {
        return HttpsClient(url, other.enrolment.token).get("/v1/feed?wait=60&after=" + cursor.toLatin1());
    });
    while (!hub.server().waitingDesks())
        std::this_thread::yield();
    holder.reset(); // rolled back: nobody is told
    const auto page = feedPageFromJson(waiting.get().body);
    REQUIRE(page);
    REQUIRE(page->entries.size() == 1);
    CHECK(std::holds_alternative<CaseChanged>(page->entries.first().change));
}

TEST_CASE("a desk enrolled or revoked at one hub is so at the other", "[hub][postgresql]")
{
    NEEDS_POSTGRES(server);
    TestHub hub({someResident()}, {}, Dialect::Postgresql);
    const auto second = hub.another();
    const EnrolAnswer desk = hub.enrol();
    const HttpsClient client(second->url(), desk.token);
    CHECK(client.get("/v1/feed").status == 200);
    REQUIRE(hub.server().revoke(desk.workstationId));
    CHECK(client.get("/v1/feed").code() == u"workstation_revoked"_s);
    CHECK(HttpsClient(second->url(), newId() + desk.token.mid(36)).get("/v1/feed").status == 401);
}

TEST_CASE("a desk or a person struck off at one hub is so at the other's next request, which nobody told",
          "[hub][postgresql]")
{
    NEEDS_POSTGRES(server);
    TestHub hub({someResident()}, {}, Dialect::Postgresql);
    const auto second = hub.another();
    TestDesk desk(hub);
    TestDesk revoked(hub, u"revoked"_s);
    const auto atSecond = [&second](const TestDesk &from, const Message &message) {
        return HttpsClient(second->url(), from.enrolment.token)
            .post("/v1/messages", messagesRequest({message}));
    };
    REQUIRE(atSecond(revoked, revoked.submitted(newId(), someContent(), 3)).status == 200);
    REQUIRE(openStore(hub)->execute(u"DROP TRIGGER workstation_is_told ON workstations"_s));

    const DemoUser clerk = demoUser(u"clerk"_s);
    const UserChangedPayload disabled{clerk.userId, clerk.userName, clerk.roles, false, {}, {}};
    REQUIRE(codeOfAnswer(desk.send(desk.message(MessageKind::UserChanged, clerk.userId, 0,
                                                demoUser(u"admin"_s).userId, toPayload(disabled)))) ==
            u"accepted"_s);
    const auto results = resultsOf(atSecond(desk, desk.submitted(newId(), someContent(), 3)));
    REQUIRE(results.size() == 1);
    CHECK(codeOfAnswer(results.first()) == u"rejected/unknown_actor"_s);

    REQUIRE(hub.server().revoke(revoked.enrolment.workstationId));
    const HttpsAnswer refused = atSecond(revoked, revoked.submitted(newId(), someContent(), 3, u"clerk2"_s));
    CHECK(refused.status == 403);
    CHECK(refused.code() == u"workstation_revoked"_s);
}

TEST_CASE("desks that two hubs enrol at once get numbers of their own, and a code works once",
          "[hub][postgresql]")
{
    NEEDS_POSTGRES(server);
    TestHub hub({someResident()}, {}, Dialect::Postgresql);
    const auto second = hub.another();
    const DemoUser admin = demoUser(u"admin"_s);
    const auto enrolAt = [&](const QString &url, const QByteArray &secret) {
        const EnrolRequest request{
            secret, u"desk"_s, {admin.userId, admin.userName, admin.roles, true, {}, {}}};
        return HttpsClient(url).post("/v1/enrol", enrolRequestToJson(request));
    };
    QSet<int> numbers;
    constexpr int kPairs = 6;
    for (int i = 0; i < kPairs; ++i) {
        const auto one = enrolmentCodeFromText(hub.enrolmentCode());
        const auto two = enrolmentCodeFromText(hub.enrolmentCode());
        REQUIRE(one);
        REQUIRE(two);
        auto other = std::async(std::launch::async, [&] { return enrolAt(second->url(), two->secret); });
        const auto here = enrolAnswerFromJson(enrolAt(hub.url(), one->secret).body);
        const auto there = enrolAnswerFromJson(other.get().body);
        REQUIRE(here);
        REQUIRE(there);
        numbers << here->number << there->number;
    }
    CHECK(numbers.size() == 2 * kPairs);
    const auto code = enrolmentCodeFromText(hub.enrolmentCode());
    REQUIRE(code);
    auto other = std::async(std::launch::async, [&] { return enrolAt(second->url(), code->secret); });
    const int here = enrolAt(hub.url(), code->secret).status;
    const int there = other.get().status;
    CHECK(std::min(here, there) == 200);
    CHECK(std::max(here, there) == 403);
}

TEST_CASE("twins of a message sent to two hubs at once have one effect and one answer", "[hub][postgresql]")
{
    NEEDS_POSTGRES(server);
    constexpr int kMessages = 30;
    TestHub hub(numberedUpTo(kMessages), {}, Dialect::Postgresql);
    const auto second = hub.another();
    TestDesk desk(hub);
    for (int i = 0; i < kMessages; ++i) {
        const QByteArray body = messagesRequest({desk.submitted(newId(), contentFor(numbered(i)), 1)});
        auto other = std::async(std::launch::async, [&] {
            return HttpsClient(second->url(), desk.enrolment.token).post("/v1/messages", body);
        });
        const QList<MessageResult> here = resultsOf(desk.client.post("/v1/messages", body));
        const QList<MessageResult> there = resultsOf(other.get());
        REQUIRE(here.size() == 1);
        REQUIRE(there.size() == 1);
        CHECK(codeOfAnswer(here.first()) == u"accepted"_s);
        CHECK(messageResultToJson(here.first()) == messageResultToJson(there.first()));
    }
    const auto store = openStore(hub);
    CHECK(*store->number(u"SELECT count(*) FROM revisions"_s) == kMessages);
    CHECK(*store->number(u"SELECT count(*) FROM receipts WHERE replays = 1"_s) == kMessages);
    CHECK(*store->number(u"SELECT count(*) FROM feed WHERE kind = 'case.changed'"_s) == kMessages);
}

TEST_CASE("one passport that is approved for two residents at two hubs at once is given to one of them",
          "[hub][postgresql]")
{
    NEEDS_POSTGRES(server);
    constexpr int kPairs = 20;
    TestHub hub(numberedUpTo(2 * kPairs), {}, Dialect::Postgresql);
    const auto second = hub.another();
    TestDesk desk(hub);
    for (int i = 0; i < kPairs; ++i) {
        const DemoRenewal renewal = demoRenewal(1, numbered(2 * i), demoDate());
        QList<QByteArray> approvals;
        for (const int who : {2 * i, 2 * i + 1}) {
            CaseContent content = contentFor(numbered(who));
            content.passport = {renewal.passport.number,
                                std::nullopt,
                                renewal.passport.issuer,
                                renewal.passport.issuedOn.toString(Qt::ISODate),
                                renewal.passport.expiresOn.toString(Qt::ISODate),
                                renewal.placeOfIssue};
            content.mrz = renewal.mrz;
            const Message submitted = desk.submitted(newId(), content, 1);
            REQUIRE(codeOfAnswer(desk.send(submitted)) == u"accepted"_s);
            approvals.append(messagesRequest({desk.decided(submitted, Decision::Approve, 1)}));
        }
        auto other = std::async(std::launch::async, [&] {
            return HttpsClient(second->url(), desk.enrolment.token).post("/v1/messages", approvals[1]);
        });
        const QList<MessageResult> here = resultsOf(desk.client.post("/v1/messages", approvals[0]));
        const QList<MessageResult> there = resultsOf(other.get());
        REQUIRE(here.size() == 1);
        REQUIRE(there.size() == 1);
        const QSet<QString> codes{codeOfAnswer(here.first()), codeOfAnswer(there.first())};
        CHECK(codes == QSet<QString>{u"accepted"_s, u"rejected/blocked_by_rules"_s});
    }
}

TEST_CASE("a database that was promoted, recovered or moved to another server begins a new life",
          "[hub][postgresql]")
{
    NEEDS_POSTGRES(server);
    TestHub hub({someResident()}, {}, Dialect::Postgresql);
    TestDesk desk(hub);
    const auto feed = [&] {
        return HttpsClient(hub.url(), desk.enrolment.token)
            .get("/v1/feed?after=" + desk.enrolment.cursor.toLatin1());
    };
    hub.stop();
    hub.start();
    CHECK(feed().status == 200);
    hub.stop();
    REQUIRE(openStore(hub)->execute(u"UPDATE epochs SET store = '1/00000001'"_s));
    {
        const ExpectedWarning older(u"the store is an older copy"_s);
        hub.start();
    }
    CHECK(feed().code() == u"epoch_pending"_s);
    REQUIRE(hub.server().acceptEpoch());
    const ExpectedWarning cursor(u"cursor is of another epoch"_s);
    CHECK(feed().code() == u"epoch_changed"_s);
}

TEST_CASE("nothing is called stable that the archive has not got", "[hub][postgresql]")
{
    NEEDS_POSTGRES(shared);
    TestPostgres server(u"-c archive_mode=on"_s);
    const TempDir directory;
    const FakeClock clock;
    const auto opened = makeHub({server.newDatabase(), directory.path()});
    REQUIRE(opened);
    Connection &connection = **opened;
    REQUIRE(initialiseHub(connection, u"RUH"_s, false, clock));
    SafeCopies copies;
    const auto safe = [&] {
        const auto position = copies.safePosition(connection);
        REQUIRE(position);
        REQUIRE(*position);
        return **position;
    };
    const auto happens = [&] {
        const auto position = FeedLog(connection, clock).rulesChanged(u"2026.1"_s);
        REQUIRE(position);
        return *position;
    };
    const qint64 first = happens();
    CHECK(safe() == 0);
    REQUIRE(connection.number(u"SELECT pg_switch_wal() - '0/0'"_s));
    CHECK(safe() == 0);
    server.set(u"archive_command"_s, u"true"_s);
    while (safe() < first)
        std::this_thread::yield();
    CHECK(safe() == first);
    CHECK(happens() > first);
    CHECK(safe() == first);
}

TEST_CASE(
    "nothing is called stable that a synchronous standby has not got, and a standby that takes over begins "
    "a new life that lacks just that",
    "[hub][postgresql]")
{
    NEEDS_POSTGRES(server);
    TestStandby standby(*server);
    standby.start();
    const auto opened = Connection::open(server->newDatabase(), Access::Write, 0);
    REQUIRE(opened);
    Connection &admin = **opened;
    const QScopeGuard nobodyWaits([server] { server->set(u"synchronous_standby_names"_s, {}); });
    server->set(u"synchronous_standby_names"_s, u"*"_s);
    const auto isWaitedFor = u"SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'"_s;
    while (*admin.number(isWaitedFor) == 0)
        std::this_thread::yield();
    TestHub hub(numberedUpTo(3), {}, Dialect::Postgresql);
    TestDesk desk(hub);
    const auto stable = [&] {
        const auto page = feedPageFromJson(desk.client.get("/v1/feed?limit=1").body);
        REQUIRE(page);
        return page->stablePosition;
    };
    QList<Message> messages;
    const auto send = [&](int who) {
        messages.append(desk.submitted(newId(), contentFor(numbered(who)), 1));
        const auto results = resultsOf(HttpsClient(hub.url(), desk.enrolment.token)
                                           .post("/v1/messages", messagesRequest({messages.last()})));
        REQUIRE(results.size() == 1);
        CHECK(codeOfAnswer(results.first()) == u"accepted"_s);
        return results.first().position.value_or(0);
    };
    // Whoever is cancelled while waiting for a standby has committed at the primary alone.
    const auto sendToPrimaryAlone = [&](int who) {
        auto sending = std::async(std::launch::async, [&] { return send(who); });
        while (sending.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
            REQUIRE(admin.number(u"SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity "
                                 u"WHERE wait_event = 'SyncRep'"_s));
        return sending.get();
    };

    const qint64 replicated = send(0);
    while (stable() < replicated)
        std::this_thread::yield();

    standby.stop();
    const qint64 alone = sendToPrimaryAlone(1);
    QElapsedTimer since;
    since.start();
    while (since.elapsed() < 3000) // the hub looks each second
        REQUIRE(stable() < alone);
    standby.start();
    while (stable() < alone)
        std::this_thread::yield();

    standby.stop();
    sendToPrimaryAlone(2);
    hub.stop();
    standby.takeOver();
    const TempDir directory;
    const auto certificate = ownCertificate(directory.path(), hub.clock);
    REQUIRE(certificate);
    HubServer successor(
        hub.clock,
        {{standby.urlOf(hub.place().database), directory.path()}, u"127.0.0.1"_s, 0, *certificate});
    {
        const ExpectedWarning older(u"the store is an older copy"_s);
        REQUIRE(successor.start());
    }
    const HttpsClient client(successor.url(), desk.enrolment.token);
    CHECK(client.get("/v1/feed").code() == u"epoch_pending"_s);
    REQUIRE(successor.acceptEpoch());
    ReconcileRequest believed;
    for (const Message &message : std::as_const(messages))
        believed.items.append({message.id, message.payloadSha256});
    const auto answer =
        reconcileAnswerFromJson(client.post("/v1/reconcile", reconcileRequestToJson(believed)).body);
    REQUIRE(answer);
    CHECK(answer->epoch != desk.enrolment.epoch);
    CHECK(answer->missing == QStringList{messages.last().id});
}

TEST_CASE("a hub whose connections are cut goes on with new ones", "[hub][postgresql]")
{
    NEEDS_POSTGRES(server);
    TestHub hub({someResident()}, {}, Dialect::Postgresql);
    TestDesk maker(hub, u"maker"_s);
    TestDesk other(hub, u"other"_s);
    const QString cursor = cursorNow(other.client, other.enrolment.cursor);
    const ExpectedWarning lost(u"connection to the database"_s);
    REQUIRE(openStore(hub)->number(u"SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_stat_activity "
                                   u"WHERE datname = current_database() AND pid <> pg_backend_pid()"_s));
    while (other.client.get("/v1/feed?after=" + cursor.toLatin1()).status != 200) {
        // Each reader notices when it is used.
    }
    auto waiting = std::async(std::launch::async, [&, url = hub.url()] {
        for (;;) {
            const HttpsAnswer answer =
                HttpsClient(url, other.enrolment.token).get("/v1/feed?wait=60&after=" + cursor.toLatin1());
            if (answer.status == 200)
                return answer;
        }
    });
    while (!hub.server().waitingDesks())
        std::this_thread::yield();
    CHECK(codeOfAnswer(maker.send(maker.submitted(newId(), someContent(), 3))) == u"accepted"_s);
    const auto page = feedPageFromJson(waiting.get().body);
    REQUIRE(page);
    CHECK(page->entries.size() == 1);
}

TEST_CASE("hubs on one database that are killed in turn lose nothing and do nothing twice",
          "[hub][postgresql][program]")
{
    NEEDS_POSTGRES(server);
    constexpr int kDesks = 4;
    constexpr int kCasesEach = 30;
    constexpr int kRounds = 4;
    TestHub hub(numberedUpTo(kDesks * kCasesEach), {}, Dialect::Postgresql);
    std::vector<std::unique_ptr<TestDesk>> desks;
    std::vector<std::vector<std::pair<Message, Message>>> work;
    for (int i = 0; i < kDesks; ++i) {
        desks.push_back(std::make_unique<TestDesk>(hub, u"desk%1"_s.arg(i)));
        work.emplace_back();
        for (int n = 0; n < kCasesEach; ++n) {
            const Message submitted =
                desks.back()->submitted(newId(), contentFor(numbered(i * kCasesEach + n)), 1);
            work.back().emplace_back(submitted, desks.back()->withdrawn(submitted));
        }
    }
    const EnrolAnswer listener = hub.enrol(u"listener"_s);
    hub.stop();

    HubProgram programs[2] = {HubProgram(hub.place()), HubProgram(hub.place())};
    std::mutex mutex;
    QString urls[2] = {programs[0].serve(), programs[1].serve()};
    std::atomic<int> accepted = 0;
    std::atomic<bool> refused = false;
    std::vector<std::thread> threads;
    for (int i = 0; i < kDesks; ++i) {
        threads.emplace_back([&, i] {
            int at = i % 2;
            for (const auto &[submitted, withdrawn] : work[size_t(i)]) {
                const QByteArray body = messagesRequest({submitted, withdrawn});
                for (bool done = false; !done && !refused;) {
                    QString url;
                    {
                        const std::lock_guard guard(mutex);
                        url = urls[at];
                    }
                    const auto results = resultsOf(
                        HttpsClient(url, desks[size_t(i)]->enrolment.token).post("/v1/messages", body));
                    done = results.size() == 2;
                    for (const MessageResult &result : results) {
                        done = done && result.outcome == Outcome::Accepted;
                        if (result.outcome != Outcome::Accepted && result.outcome != Outcome::Retry)
                            refused = true;
                    }
                    if (done)
                        accepted += 2;
                    else
                        at = 1 - at; // to the other hub
                }
            }
        });
    }
    constexpr int kAll = 2 * kDesks * kCasesEach;
    const auto waitFor = [&](int count) {
        while (accepted < count && !refused)
            std::this_thread::yield();
    };
    for (int round = 0; round < kRounds; ++round) {
        waitFor(kAll * (2 * round + 1) / (2 * kRounds));
        const int victim = round % 2;
        programs[victim].kill();
        waitFor(kAll * (2 * round + 2) / (2 * kRounds));
        const QString url = programs[victim].serve();
        const std::lock_guard guard(mutex);
        urls[victim] = url;
    }
    for (std::thread &thread : threads)
        thread.join();
    REQUIRE_FALSE(refused);
    CHECK(accepted == kAll);

    QStringList heard;
    QString cursor = listener.cursor;
    for (bool more = true; more;) {
        const auto page = feedPageFromJson(
            HttpsClient(urls[0], listener.token).get("/v1/feed?limit=100&after=" + cursor.toLatin1()).body);
        REQUIRE(page);
        for (const FeedEntry &entry : page->entries) {
            if (const auto *change = std::get_if<CaseChanged>(&entry.change))
                heard.append(change->messageId);
        }
        cursor = page->cursor;
        more = page->more;
    }
    CHECK(heard.size() == kAll);
    CHECK(QSet<QString>(heard.begin(), heard.end()).size() == kAll);
    const auto store = openStore(hub);
    CHECK(*store->number(u"SELECT count(*) FROM receipts WHERE outcome = 'accepted'"_s) == kAll);
    CHECK(*store->number(u"SELECT count(*) FROM messages"_s) == kAll);
    CHECK(*store->number(u"SELECT count(*) FROM cases WHERE state = 'withdrawn'"_s) == kAll / 2);
    CHECK(programs[0].terminate() == 0);
    CHECK(programs[1].terminate() == 0);
}
