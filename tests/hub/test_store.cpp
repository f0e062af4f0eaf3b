#include "support/catch.h"
#include "support/packs.h"
#include "support/testhub.h"

#include "hub/feedlog.h"
#include "hub/ingest.h"
#include "hub/register.h"
#include "protocol/casefile.h"
#include "protocol/json.h"
#include "sql/statement.h"
#include "sql/transaction.h"

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

/// The store of a hub that does not serve.
class StoppedHub
{
public:
    StoppedHub()
    {
        m_hub.stop();
        auto opened = openHub(m_hub.place(), Access::Write);
        REQUIRE(opened);
        m_connection = *std::move(opened);
        auto read = hubMeta(*m_connection);
        REQUIRE(read);
        meta = *read;
    }

    Connection &connection() { return *m_connection; }
    const Clock &clock() const { return m_hub.clock; }
    qint64 count(const QString &table)
    {
        const auto rows = m_connection->number(u"SELECT count(*) FROM "_s + table);
        REQUIRE(rows);
        return *rows;
    }

    HubMeta meta;
    TestHub m_hub;

private:
    std::unique_ptr<Connection> m_connection;
};

Register::Imported imported(StoppedHub &hub, const Resident &resident)
{
    Transaction transaction(hub.connection());
    const auto done = Register(hub.connection(), hub.clock()).import(resident, true);
    REQUIRE(done);
    REQUIRE(transaction.commit());
    return *done;
}

} // namespace

TEST_CASE("an imported row changes what it changes and nothing twice", "[hub]")
{
    StoppedHub hub;
    const auto version = [&hub] {
        return (*Register(hub.connection(), hub.clock()).find(*residentId(someResident().iqamaNumber)))
            ->version;
    };
    const qint64 before = hub.count(u"feed"_s);
    CHECK(imported(hub, someResident()) == Register::Imported::Unchanged);
    CHECK(hub.count(u"feed"_s) == before);

    Resident moved = someResident();
    moved.mobile = u"+966500000002"_s;
    moved.version = 2; // older than the register's
    CHECK(imported(hub, moved) == Register::Imported::Unchanged);
    moved.version = 0; // the file does not say
    CHECK(imported(hub, moved) == Register::Imported::Updated);
    CHECK(version() == someResident().version + 1);
    CHECK(imported(hub, moved) == Register::Imported::Unchanged);
    moved.passport.number = u"A9999999"_s;
    moved.version = 9;
    CHECK(imported(hub, moved) == Register::Imported::Updated);
    CHECK(version() == 9);
    CHECK(hub.count(u"feed"_s) == before + 2);
    const auto passports = Register(hub.connection(), hub.clock()).passports(*residentId(moved.iqamaNumber));
    REQUIRE(passports);
    REQUIRE(passports->size() == 2);
    CHECK(passports->first().passport.number == u"A9999999"_s);
    CHECK(passports->last().state == PassportState::Superseded);
}

TEST_CASE("a wrong update that is corrected does not count, and an earlier passport comes back", "[hub]")
{
    StoppedHub hub;
    const qint64 id = *residentId(someResident().iqamaNumber);
    Register residents(hub.connection(), hub.clock());
    const Passport recorded = someResident().passport;
    const Passport wrong{u"A7654386"_s, u"JOR"_s, QDate(2026, 11, 9), QDate(2031, 11, 8)};
    const QDate today = hub.clock().todayInRiyadh();
    const auto applied = [&](const Passport &passport, const QString &reference, bool isCorrection) {
        Transaction transaction(hub.connection());
        REQUIRE(
            residents.apply(**residents.find(id), {.passport = {passport, PassportState::Active, reference},
                                                   .isCorrection = isCorrection,
                                                   .caseId = newId(),
                                                   .messageId = newId()}));
        REQUIRE(transaction.commit());
        return *residents.passports(id);
    };
    CHECK(lastUpdateOf(applied(wrong, u"RUH-2026-0100001"_s, false)) == today);

    SECTION("the passport before it is put back: as if there had been no update")
    {
        const QList<PassportRecord> history = applied(recorded, u"RUH-2026-0100002"_s, true);
        REQUIRE(history.size() == 3); // nothing of what happened is lost
        CHECK(history[0].passport == recorded);
        CHECK(codeOf(history[0].state) == u"active"_s);
        CHECK(history[0].caseReference == u"RUH-2026-0100002"_s);
        CHECK(history[1].passport == wrong);
        CHECK(codeOf(history[1].state) == u"superseded"_s);
        CHECK_FALSE(lastUpdateOf(history).isValid());
        CHECK((*residents.find(id))->passport == recorded);
    }
    SECTION("the new passport is put right: the update counts from its day, not from the correction's")
    {
        hub.m_hub.clock.advance(std::chrono::hours(24 * 30));
        Passport right = wrong;
        right.number = u"A7654368"_s;
        const QList<PassportRecord> history = applied(right, u"RUH-2026-0100002"_s, true);
        CHECK(lastUpdateOf(history) == today);
        CHECK(history[0].updatedOn == today);
        CHECK_FALSE(history[1].updatedOn.isValid());
    }
}

TEST_CASE("the database itself refuses a decider who made a revision", "[hub]")
{
    StoppedHub hub;
    Connection &connection = hub.connection();
    const auto run = [&connection](const QString &sql) { return connection.execute(sql); };
    REQUIRE(run(u"INSERT INTO cases VALUES (1, 'c', 'R', 'RUH', 'submitted', 1, '', '')"_s));
    REQUIRE(run(u"INSERT INTO revisions VALUES (1, 'c', 1, 'h', 'maker', 'm')"_s));
    CHECK_FALSE(run(u"INSERT INTO decisions VALUES (1, 'c', 'd', 1, 'approve', 'maker')"_s));
    CHECK(run(u"INSERT INTO decisions VALUES (1, 'c', 'd', 1, 'approve', 'other')"_s));
    CHECK_FALSE(
        run(u"INSERT INTO cases VALUES (1, 'c2', 'R', 'RUH', 'submitted', 1, '', '')"_s)); // one open case
}

TEST_CASE("what was judged by an older pack than is accepted is refused, and an old pack approves nothing",
          "[hub]")
{
    TestHub serving;
    TestDesk desk(serving);
    serving.stop();
    const auto opened = openHub(serving.place(), Access::Write);
    REQUIRE(opened);
    Connection &connection = **opened;
    const HubMeta meta = *hubMeta(connection);
    const Workstation from = HubAccounts(connection, serving.clock).workstations()->first();
    const auto packOf = [](const QString &version, const QJsonObject &changes) {
        const auto pack = RulePack::fromJson(packJson(version, changes));
        REQUIRE(pack);
        return *pack;
    };
    const auto codeWith = [&](const RulePack &pack, const Message &message) {
        Transaction transaction(connection);
        const auto answer = Ingest(connection, serving.clock, meta, pack).take(from, message);
        REQUIRE(answer);
        REQUIRE(transaction.commit());
        const auto result = messageResultFromJson(*parseJsonObject(*answer));
        REQUIRE(result);
        return codeOfAnswer(*result);
    };
    const Message submitted = desk.submitted(newId(), someContent(), 3);
    const QString judgedBy = RulePack::builtIn().version();
    CHECK(codeWith(packOf(u"9999.1"_s, {{u"oldest_accepted"_s, u"9999.1"_s}}), submitted) ==
          u"rejected/pack_too_old"_s);
    CHECK(codeWith(packOf(u"9999.1"_s, {{u"oldest_accepted"_s, judgedBy}}), submitted) == u"accepted"_s);
    const Message decided = desk.decided(submitted, Decision::Approve, 3);
    const QString today = serving.clock.todayInRiyadh().toString(Qt::ISODate);
    const QString yesterday = serving.clock.todayInRiyadh().addDays(-1).toString(Qt::ISODate);
    CHECK(codeWith(packOf(u"9999.1"_s, {{u"valid_until"_s, yesterday}}), decided) ==
          u"rejected/pack_out_of_date"_s);
    CHECK(codeWith(packOf(u"9999.1"_s, {{u"valid_until"_s, today}}), decided) == u"accepted"_s);
}

TEST_CASE("a store that fails at any access keeps all of a message or nothing", "[hub]")
{
    for (int n = 1;; ++n) {
        INFO("access " << n);
        TestHub serving;
        TestDesk desk(serving);
        serving.stop();
        const auto opened = openHub(serving.place(), Access::Write);
        REQUIRE(opened);
        Connection &connection = **opened;
        const HubMeta meta = *hubMeta(connection);
        const Workstation from = HubAccounts(connection, serving.clock).workstations()->first();
        Ingest ingest(connection, serving.clock, meta, RulePack::builtIn());
        const Message submitted = desk.submitted(newId(), someContent(), 3);
        const Message decided = desk.decided(submitted, Decision::Approve, 3);
        const auto takeBoth = [&]() -> Result<> {
            Transaction transaction(connection);
            for (const Message &message : {submitted, decided}) {
                if (const auto done = ingest.take(from, message); !done)
                    return failure(done);
            }
            return transaction.commit();
        };
        connection.failAccess(n);
        const bool first = takeBoth().has_value();
        const bool failed = connection.accessFailed();
        connection.failAccess(-1);
        const qint64 receipts = *connection.number(u"SELECT count(*) FROM receipts"_s);
        CHECK(receipts == (first ? 2 : 0));
        REQUIRE(takeBoth()); // again, as a desk does
        CHECK(*connection.number(u"SELECT count(*) FROM receipts"_s) == 2);
        CHECK(*connection.number(u"SELECT count(*) FROM resident_versions"_s) == 2);
        CHECK(*connection.number(u"SELECT count(*) FROM decisions"_s) == 1);
        if (!failed)
            break;
    }
}
