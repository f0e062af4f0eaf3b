#include "support/catch.h"
#include "support/testhub.h"

#include "domain/demooffice.h"
#include "hub/lookupwatch.h"
#include "protocol/feed.h"
#include "protocol/residentlookup.h"
#include "protocol/snapshot.h"
#include "support/expectedwarning.h"

#include <QMap>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

/// Nobody of them is `someResident`.
QList<Resident> people(int count)
{
    constexpr int kFirst = 100;
    QList<Resident> list;
    for (int i = 0; i < count; ++i)
        list.append(demoResident(1, kFirst + i));
    return list;
}

SnapshotPage snapshotPage(const HttpsClient &client, const QByteArray &query)
{
    const HttpsAnswer answer = client.get("/v1/snapshot?" + query);
    INFO(answer.body.left(300).toStdString());
    REQUIRE(answer.status == 200);
    const auto page = snapshotPageFromJson(answer.body);
    REQUIRE(page);
    return *page;
}

FeedPage feedPage(const HttpsClient &client, const QByteArray &query)
{
    const HttpsAnswer answer = client.get("/v1/feed?" + query);
    INFO(answer.body.toStdString());
    REQUIRE(answer.status == 200);
    const auto page = feedPageFromJson(answer.body);
    REQUIRE(page);
    return *page;
}

HttpsAnswer lookUp(const TestDesk &desk, const ResidentLookup &lookup)
{
    return desk.client.post("/v1/residents/lookup", residentLookupToJson(lookup));
}

QStringList iqamasOf(const HttpsAnswer &answer)
{
    const auto found = lookedUpFromJson(answer.body);
    REQUIRE(found);
    QStringList numbers;
    for (const RegisteredResident &each : found->residents)
        numbers.append(each.resident.iqamaNumber);
    return numbers;
}

} // namespace

TEST_CASE("a snapshot holds everybody once, in pages, with the cursor to go on from", "[hub]")
{
    const QList<Resident> residents = people(47);
    TestHub hub(residents);
    const TestDesk desk(hub);
    QMap<QString, RegisteredResident> held;
    QByteArray query = "limit=10";
    QString previous;
    for (int pages = 1;; ++pages) {
        const SnapshotPage page = snapshotPage(desk.client, query);
        CHECK(page.epoch == desk.enrolment.epoch);
        CHECK(page.total == (pages == 1 ? std::optional<qint64>(47) : std::nullopt));
        for (const RegisteredResident &each : page.residents) {
            CHECK(each.resident.iqamaNumber > previous);
            previous = each.resident.iqamaNumber;
            held.insert(previous, each);
        }
        if (page.next.isEmpty()) {
            CHECK(pages == 5);
            break;
        }
        CHECK(page.residents.size() == 10);
        CHECK_FALSE(page.next.contains(previous));
        query = "limit=10&after=" + page.next.toLatin1();
    }
    REQUIRE(held.size() == 47);
    for (const Resident &resident : residents) {
        const RegisteredResident &each = held[resident.iqamaNumber];
        CHECK(each.resident.nameAr == resident.nameAr);
        CHECK(each.resident.passport == resident.passport);
        CHECK(each.passports.size() == (resident.passport.isEmpty() ? 0 : 1));
    }
}

TEST_CASE("what changes while a snapshot is read comes with the feed after its cursor", "[hub]")
{
    TestHub hub(people(20));
    const TestDesk desk(hub);
    const SnapshotPage first = snapshotPage(desk.client, "limit=10");
    Resident changed = first.residents.first().resident;
    changed.version += 1;
    changed.nameEn = u"CHANGED MEANWHILE"_s;
    hub.learns(changed);
    hub.stop();
    hub.start(); // and the place holds at the next process, too
    const HttpsClient client(hub.url(), desk.enrolment.token);
    const SnapshotPage second = snapshotPage(client, "limit=10&after=" + first.next.toLatin1());
    CHECK(second.residents.size() == 10);
    CHECK(second.next.isEmpty());

    const FeedPage feed = feedPage(client, "after=" + first.cursor.toLatin1());
    REQUIRE(feed.entries.size() == 1);
    CHECK(std::get<ResidentChanged>(feed.entries[0].change).resident.nameEn == changed.nameEn);
}

TEST_CASE("with a snapshot the feed's past is read without residents, and what follows with them", "[hub]")
{
    TestHub hub;
    TestDesk maker(hub, u"maker"_s);
    const TestDesk other(hub, u"other"_s);
    const Message submitted = maker.submitted(newId(), someContent(), 3);
    maker.send({submitted, maker.decided(submitted, Decision::Approve, 3)});
    const QByteArray taken = snapshotPage(other.client, {}).cursor.toLatin1();
    Resident later = someResident();
    later.iqamaNumber = u"2345678912"_s;
    hub.learns(later);
    maker.send(
        maker.message(MessageKind::UserChanged, {}, 0, demoUser(u"admin"_s).userId,
                      toPayload(UserChangedPayload{newId(), u"new"_s, Role::Clerk, true, {}, {}, {}})));

    QByteArray query = "after=" + other.enrolment.cursor.toLatin1();
    QByteArray residents = taken;
    QStringList kinds;
    for (bool more = true; more;) {
        const FeedPage page = feedPage(other.client, query + "&limit=2&residents_after=" + residents);
        for (const FeedEntry &entry : page.entries) {
            if (const auto *change = std::get_if<ResidentChanged>(&entry.change))
                kinds.append(change->resident.iqamaNumber);
            else if (std::holds_alternative<CaseChanged>(entry.change))
                kinds.append(u"case"_s);
        }
        if (!kinds.contains(later.iqamaNumber) && page.entries.size() == 2)
            CHECK(page.residentsCursor.toLatin1() == taken);
        query = "after=" + page.cursor.toLatin1();
        residents = page.residentsCursor.toLatin1();
        more = page.more;
    }
    CHECK(kinds == QStringList{u"case"_s, u"case"_s, later.iqamaNumber});
    CHECK(residents == query.mid(6));
}

TEST_CASE("a snapshot of a branch holds those it has had a case of; who asks alone gets a cursor", "[hub]")
{
    QList<Resident> residents = people(10);
    residents.append(someResident());
    TestHub hub(residents);
    TestDesk desk(hub);
    CHECK(snapshotPage(desk.client, "part=branch").residents.isEmpty());
    desk.send(desk.submitted(newId(), someContent(), 3));
    const SnapshotPage branch = snapshotPage(desk.client, "part=branch");
    REQUIRE(branch.residents.size() == 1);
    CHECK(branch.residents[0].resident.iqamaNumber == someResident().iqamaNumber);
    CHECK(branch.total == 1);
    CHECK(branch.next.isEmpty());
    const SnapshotPage asked = snapshotPage(desk.client, "part=asked");
    CHECK(asked.residents.isEmpty());
    CHECK(asked.next.isEmpty());
    CHECK_FALSE(asked.cursor.isEmpty());
}

TEST_CASE("a snapshot is refused to strangers, and at places that are not the desk's", "[hub]")
{
    TestHub hub(people(5));
    const TestDesk desk(hub, u"one"_s);
    const TestDesk other(hub, u"other"_s);
    CHECK(HttpsClient(hub.url(), newId() + desk.enrolment.token.mid(36)).get("/v1/snapshot").status == 401);
    CHECK(HttpsClient(hub.url()).post("/v1/residents/lookup", "{}").status == 401);
    const QByteArray next = snapshotPage(desk.client, "limit=1").next.toLatin1();
    QByteArray bent = next;
    bent[20] = bent[20] == 'A' ? 'B' : 'A';
    CHECK(other.client.get("/v1/snapshot?after=" + next).code() == u"bad_parameter"_s);
    CHECK(desk.client.get("/v1/snapshot?after=" + bent).code() == u"bad_parameter"_s);
    for (const QByteArray query : {"after=2123456788", "after=x", "limit=0", "limit=5001", "part=some"})
        CHECK(desk.client.get("/v1/snapshot?" + query).code() == u"bad_parameter"_s);
    REQUIRE(hub.server().revoke(desk.enrolment.workstationId));
    CHECK(desk.client.get("/v1/snapshot").code() == u"workstation_revoked"_s);
}

TEST_CASE("a resident is looked up by each kind of number", "[hub]")
{
    Resident resident = someResident();
    resident.borderNumber = u"3123456789"_s;
    resident.mobile = u"+966512345678"_s;
    QList<Resident> residents = people(5);
    residents.append(resident);
    TestHub hub(residents);
    TestDesk desk(hub);
    const QString iqama = resident.iqamaNumber;
    CHECK(iqamasOf(lookUp(desk, {NumberKind::Iqama, iqama})) == QStringList{iqama});
    CHECK(iqamasOf(lookUp(desk, {NumberKind::Border, u"3123456789"_s})) == QStringList{iqama});
    CHECK(iqamasOf(lookUp(desk, {NumberKind::Mobile, u"0512345678"_s})) == QStringList{iqama});
    const Passport old = resident.passport;
    CHECK(iqamasOf(lookUp(desk, {NumberKind::Passport, old.number, old.issuer})) == QStringList{iqama});

    // Also by the passport that was, and with the whole history.
    const Message submitted = desk.submitted(newId(), someContent(), 3);
    desk.send({submitted, desk.decided(submitted, Decision::Approve, 3)});
    const auto found = lookedUpFromJson(lookUp(desk, {NumberKind::Passport, old.number}).body);
    REQUIRE(found);
    REQUIRE(found->residents.size() == 1);
    REQUIRE(found->residents.size() == 1);
    CHECK(found->residents[0].resident.version == 4);
    CHECK(found->residents[0].passports.size() == 2);

    for (const ResidentLookup &nobody : {ResidentLookup{NumberKind::Iqama, u"2999999999"_s},
                                         {NumberKind::Iqama, u"x"_s},
                                         {NumberKind::Passport, old.number, u"XXX"_s},
                                         {NumberKind::Mobile, u"no number"_s}}) {
        const HttpsAnswer answer = lookUp(desk, nobody);
        CHECK(answer.status == 404);
        CHECK(answer.code() == u"unknown_resident"_s);
    }
    for (const QByteArray wrong :
         {R"({"kind":"iqama"})", R"({"kind":"name","number":"x"})",
          R"({"kind":"iqama","number":"1","more":1})", R"({"kind":"iqama","number":"1","issuer":"IND"})"})
        CHECK(desk.client.post("/v1/residents/lookup", wrong).code() == u"malformed"_s);
    CHECK(desk.client.get("/metrics")
              .body.contains(R"(requests_total{route="POST /v1/residents/lookup",status="404"} 4)"));
}

TEST_CASE("a desk that looks up far more than its branch raises an alarm, once an hour", "[hub]")
{
    FakeClock clock;
    LookupWatch watch(clock);
    const auto desk = [](const QString &id, const QString &branch = u"RUH"_s) {
        Workstation workstation;
        workstation.id = id;
        workstation.branch = branch;
        return workstation;
    };
    for (int i = 0; i < 50; ++i) {
        CHECK_FALSE(watch.count(desk(u"a"_s)));
        CHECK_FALSE(watch.count(desk(u"b"_s)));
    }
    int alarms = 0;
    for (int i = 0; i < 400; ++i) {
        alarms += watch.count(desk(u"c"_s)) ? 1 : 0;
        CHECK(alarms == (i >= 250 ? 1 : 0)); // 5 × 50
    }
    CHECK(watch.alarms() == 1);
    clock.advance(std::chrono::hours(1));
    CHECK_FALSE(watch.count(desk(u"c"_s)));
    CHECK(watch.alarms() == 0);
    // In a branch of its own there is nobody to compare with.
    for (int i = 0; i < LookupWatch::kNeverTooMany; ++i)
        CHECK_FALSE(watch.count(desk(u"d"_s, u"JED"_s)));
    CHECK(watch.count(desk(u"d"_s, u"JED"_s)));
}
