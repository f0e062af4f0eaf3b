#include "support/catch.h"
#include "support/faultyhub.h"
#include "support/testhub.h"

using namespace desk;
using namespace Qt::StringLiterals;

TEST_CASE("the faulty stand-in does to each request what it was told", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    FaultyHub faulty(hub.url());
    const HttpsClient client(faulty.url(), desk.enrolment.token);
    CHECK(client.fingerprint() == faulty.fingerprint());
    CHECK(faulty.fingerprint() != hub.fingerprint());

    faulty.expect({Fault::answering(503, "Retry-After: 7\r\n"),
                   {Fault::EmptyOk},
                   {Fault::CaptivePortal},
                   {Fault::Redirect},
                   {Fault::CloseAfterReading},
                   {Fault::TruncatedOk}});
    CHECK(client.get("/v1/feed").headers.value("retry-after") == "7");
    CHECK(client.get("/v1/feed").body.isEmpty());
    CHECK(client.get("/v1/feed").body.contains("<html>"));
    CHECK(client.get("/v1/feed").status == 302);
    CHECK(client.get("/v1/feed").status == 0);
    const HttpsAnswer cut = client.get("/v1/feed");
    CHECK(cut.body.size() < cut.headers.value("content-length").toInt());
    CHECK(client.get("/v1/feed").status == 200);
    CHECK(faulty.requests().size() == 7);
}

TEST_CASE("an answer lost after the commit has one effect, and the second try hears of it", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    FaultyHub faulty(hub.url());
    faulty.expect({{Fault::LoseAnswer}});
    const HttpsClient client(faulty.url(), desk.enrolment.token);
    const QByteArray body = messagesRequest({desk.submitted(newId(), someContent(), 3)});
    CHECK(client.post("/v1/messages", body).status == 0);
    const auto second = messagesAnswerFromJson(client.post("/v1/messages", body).body);
    REQUIRE(second);
    CHECK(second->results.first().outcome == Outcome::Accepted);
    CHECK(second->stablePosition == second->results.first().position);
}
