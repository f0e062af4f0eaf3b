#include "support/catch.h"
#include "support/expectedwarning.h"
#include "support/testhub.h"

#include "base/sha256.h"
#include "hub/accounts.h"
#include "protocol/feed.h"

#include <future>
#include <thread>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

HttpsAnswer enrolWith(const TestHub &hub, const QByteArray &secret, const QString &user = u"admin"_s)
{
    const DemoUser admin = demoUser(user);
    const EnrolRequest request{secret, u"desk"_s, {admin.userId, admin.userName, admin.roles, true, {}, {}}};
    return HttpsClient(hub.url()).post("/v1/enrol", enrolRequestToJson(request));
}

/// In the store alone, as another hub or a command would: the hub that serves is not told.
void revokeUnheard(const TestHub &hub, const QString &workstationId)
{
    const auto connection = openHub(hub.place(), Access::Write);
    REQUIRE(connection);
    if (onPostgresql())
        REQUIRE((*connection)->execute(u"DROP TRIGGER workstation_is_told ON workstations"_s));
    REQUIRE(HubAccounts(**connection, hub.clock).revoke(workstationId));
}

QByteArray secretOf(const QString &code)
{
    const auto read = enrolmentCodeFromText(code);
    REQUIRE(read);
    return read->secret;
}

} // namespace

TEST_CASE("an enrolment code holds where the hub is and whom to trust", "[hub]")
{
    TestHub hub;
    const auto code = enrolmentCodeFromText(hub.enrolmentCode());
    REQUIRE(code);
    CHECK(code->url == hub.url());
    CHECK(code->fingerprint == hub.fingerprint());
    CHECK(HttpsClient(hub.url()).fingerprint() == hub.fingerprint());
}

TEST_CASE("desks of a branch get their own token and the next number", "[hub]")
{
    TestHub hub;
    const EnrolAnswer one = hub.enrol(u"one"_s);
    const EnrolAnswer two = hub.enrol(u"two"_s);
    CHECK(one.number == 1);
    CHECK(two.number == 2);
    CHECK(one.token != two.token);
    CHECK(one.branch == u"RUH"_s);
    CHECK(one.branchNameAr == u"الرياض"_s);
    CHECK(HttpsClient(hub.url(), one.token).get("/v1/feed").status == 200);
}

TEST_CASE("a code is used once", "[hub]")
{
    TestHub hub;
    const QByteArray secret = secretOf(hub.enrolmentCode());
    CHECK(enrolWith(hub, secret).status == 200);
    const HttpsAnswer again = enrolWith(hub, secret);
    CHECK(again.status == 403);
    CHECK(again.code() == u"enrolment_code_used"_s);
}

TEST_CASE("a code lasts 24 hours", "[hub]")
{
    TestHub hub;
    const QByteArray fresh = secretOf(hub.enrolmentCode());
    const QByteArray late = secretOf(hub.enrolmentCode());
    hub.clock.advance(std::chrono::hours(24) - std::chrono::milliseconds(1));
    CHECK(enrolWith(hub, fresh).status == 200);
    hub.clock.advance(std::chrono::milliseconds(1));
    CHECK(enrolWith(hub, late).code() == u"enrolment_code_expired"_s);
}

TEST_CASE("five wrong secrets spend a code, also across a restart", "[hub]")
{
    TestHub hub;
    const QByteArray right = secretOf(hub.enrolmentCode());
    QByteArray wrong = right;
    wrong.back() = char(wrong.back() ^ 1);
    for (int i = 0; i < 4; ++i)
        CHECK(enrolWith(hub, wrong).code() == u"enrolment_code_unknown"_s);
    hub.stop();
    hub.start();
    SECTION("the right one is still good after four")
    {
        CHECK(enrolWith(hub, right).status == 200);
    }
    SECTION("and no longer after five")
    {
        CHECK(enrolWith(hub, wrong).code() == u"enrolment_code_unknown"_s);
        CHECK(enrolWith(hub, right).code() == u"enrolment_code_unknown"_s);
    }
}

TEST_CASE("an unknown code and a person who is no administrator are refused", "[hub]")
{
    TestHub hub;
    CHECK(enrolWith(hub, QByteArray(20, 'x')).code() == u"enrolment_code_unknown"_s);
    CHECK(enrolWith(hub, secretOf(hub.enrolmentCode()), u"clerk"_s).code() == u"not_permitted"_s);
}

TEST_CASE("a revoked desk is refused from then on", "[hub]")
{
    TestHub hub;
    const EnrolAnswer desk = hub.enrol();
    REQUIRE(hub.server().revoke(desk.workstationId));
    const auto answer = [&hub, &desk] { return HttpsClient(hub.url(), desk.token).get("/v1/feed"); };
    CHECK(answer().status == 403);
    CHECK(answer().code() == u"workstation_revoked"_s);
    hub.stop();
    hub.start();
    CHECK(answer().code() == u"workstation_revoked"_s);
}

TEST_CASE("whatever a desk asks first after it was revoked is refused, though the hub was not told", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const QByteArray scan = "a scan";
    const QByteArray scanPath = "/v1/evidence/" + sha256Hex(scan).toLatin1();
    REQUIRE(desk.client.put(scanPath, scan).status == 200);
    const QByteArray batch = messagesRequest({desk.submitted(newId(), someContent(), 3)});
    revokeUnheard(hub, desk.enrolment.workstationId);
    const ExpectedWarning undone(u"a write was undone"_s);
    const QList<HttpsAnswer> answers = {
        desk.client.post("/v1/messages", batch),
        desk.client.post("/v1/messages", "{}"),
        desk.client.post("/v1/messages/" + newId().toLatin1() + "/void", {}),
        desk.client.put(scanPath, scan),
        desk.client.get(scanPath),
        desk.client.get("/v1/feed"),
        desk.client.get("/v1/snapshot"),
        desk.client.post("/v1/residents/lookup", R"({"kind":"iqama","number":"2345678904"})"),
        desk.client.post("/v1/reconcile", "{}"),
    };
    for (const HttpsAnswer &answer : answers) {
        CHECK(answer.status == 403);
        CHECK(answer.code() == u"workstation_revoked"_s);
    }
    CHECK(desk.client.head(scanPath).status == 403);
    const auto store = openHub(hub.place(), Access::Read);
    REQUIRE(store);
    CHECK(*(*store)->number(u"SELECT count(*) FROM receipts"_s) == 0);
}

TEST_CASE("a desk that waits is refused when it is woken after it was revoked", "[hub]")
{
    TestHub hub;
    TestDesk maker(hub, u"maker"_s);
    const EnrolAnswer other = hub.enrol(u"other"_s);
    const HttpsClient client(hub.url(), other.token);
    const auto page = feedPageFromJson(client.get("/v1/feed?after=" + other.cursor.toLatin1()).body);
    REQUIRE(page);
    auto waiting = std::async(
        std::launch::async, [&] { return client.get("/v1/feed?wait=60&after=" + page->cursor.toLatin1()); });
    while (!hub.server().waitingDesks())
        std::this_thread::yield();
    SECTION("by something new")
    {
        revokeUnheard(hub, other.workstationId);
        REQUIRE(codeOfAnswer(maker.send(maker.submitted(newId(), someContent(), 3))) == u"accepted"_s);
    }
    SECTION("by its own revocation")
    {
        REQUIRE(hub.server().revoke(other.workstationId));
    }
    CHECK(waiting.get().code() == u"workstation_revoked"_s);
}
