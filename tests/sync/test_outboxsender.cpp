#include "sql/transaction.h"
#include "support/builders.h"
#include "support/catch.h"
#include "support/faultyhub.h"
#include "sync/httpshublink.h"
#include "sync/syncdesk.h"
#include "sync/voiding.h"

#include <algorithm>

using namespace desk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

MessageResult resultFor(const Message &message, Outcome outcome, const QString &code = {})
{
    MessageResult result;
    result.id = message.id;
    result.outcome = outcome;
    result.code = code;
    return result;
}

} // namespace

TEST_CASE("An accepted item is acknowledged, and its bytes were those that were frozen")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const OutboxItem item = desk.addUserItem(u"one"_s);
    ScriptedHub hub;
    const SendReport report = desk.send(hub);
    CHECK(report.sent == 1);
    CHECK(report.acknowledged == 1);
    CHECK(desk.states() == QStringList{u"acknowledged"_s});
    const Message sent = ScriptedHub::messagesOf(hub.requests.first()).first();
    CHECK(sent.id == item.itemId);
    CHECK(sent.payload == item.payload);
    CHECK(sent.payloadSha256 == item.payloadSha256);
    CHECK(desk.state.online);
    // Nothing is left, so nothing is sent again.
    desk.send(hub);
    CHECK(hub.requests.size() == 1);
}

TEST_CASE("What a full disk kept from being booked is booked when there is room again")
{
    FakeClock clock;
    SyncDesk desk(clock);
    ScriptedHub hub;
    bool failed = true;
    for (int n = 1; failed; ++n) {
        const OutboxItem item = desk.addUserItem(u"user%1"_s.arg(n));
        desk.desk->connection().failAccess(n);
        const auto sent = desk.sender.run(hub, desk.hub, desk.state);
        failed = desk.desk->connection().accessFailed();
        CHECK(sent.has_value() == !failed);
        desk.desk->connection().failAccess(-1);
        desk.send(hub);
        INFO(n);
        CHECK(desk.item(item.itemId).state == OutboxState::Acknowledged);
    }
}

TEST_CASE("No error and no receipt is never success")
{
    FakeClock clock;
    SyncDesk desk(clock);
    desk.addUserItem(u"one"_s);
    for (const QByteArray &body :
         {QByteArray(), QByteArray("<html>Welcome to the airport</html>"), QByteArray("{}"),
          QByteArray("{\"epoch\":"), QByteArray("[]"), ScriptedHub::results({}).body}) {
        ScriptedHub hub([&](const HubRequest &request) {
            HubReply reply = ScriptedHub::acceptAll(request);
            if (request.method == "POST")
                reply.body = body;
            return reply;
        });
        desk.send(hub);
        INFO(body.toStdString());
        CHECK(desk.states() == QStringList{u"waiting"_s});
        CHECK(desk.items().first().errorClass == u"T"_s);
        clock.advance(1h);
    }
    ScriptedHub hub;
    desk.send(hub);
    CHECK(desk.states() == QStringList{u"acknowledged"_s});
}

TEST_CASE("A receipt for another id settles nothing")
{
    FakeClock clock;
    SyncDesk desk(clock);
    desk.addUserItem(u"one"_s);
    ScriptedHub hub([](const HubRequest &request) {
        MessageResult other = resultFor(ScriptedHub::messagesOf(request).first(), Outcome::Accepted);
        other.id = newId();
        return ScriptedHub::results({other});
    });
    desk.send(hub);
    CHECK(desk.states() == QStringList{u"waiting"_s});
}

TEST_CASE("A refused item does not hold up another resident's")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const OutboxItem bad = desk.addUserItem(u"bad"_s);
    desk.addUserItem(u"good"_s);
    ScriptedHub hub([&](const HubRequest &request) {
        QList<MessageResult> results;
        for (const Message &message : ScriptedHub::messagesOf(request)) {
            results += message.id == bad.itemId ? resultFor(message, Outcome::Rejected, u"not_permitted"_s)
                                                : resultFor(message, Outcome::Accepted);
        }
        return ScriptedHub::results(results);
    });
    const SendReport report = desk.send(hub);
    CHECK(report.quarantined == 1);
    CHECK(report.acknowledged == 1);
    CHECK(desk.states() == QStringList{u"quarantined"_s, u"acknowledged"_s});
    CHECK(desk.item(bad.itemId).errorCode == u"not_permitted"_s);
}

TEST_CASE("Messages about one resident leave one after the other, the next only when the one before is in")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const CaseRecord record = desk.submit(someContent());
    const OutboxItem decision = desk.decide(record.caseId, Decision::Approve);
    const OutboxItem other = desk.addUserItem(u"other"_s);
    bool down = true;
    ScriptedHub hub([&](const HubRequest &request) {
        QList<MessageResult> results;
        for (const Message &message : ScriptedHub::messagesOf(request)) {
            const bool first = message.kind == MessageKind::CaseSubmitted;
            results += resultFor(message, first && down ? Outcome::Retry : Outcome::Accepted,
                                 first && down ? u"hub_busy"_s : QString());
        }
        return ScriptedHub::results(results);
    });
    desk.send(hub);
    CHECK(desk.states() == QStringList{u"waiting"_s, u"queued"_s, u"acknowledged"_s});
    down = false;
    clock.advance(1h);
    desk.send(hub);
    CHECK(desk.states() == QStringList{u"acknowledged"_s, u"acknowledged"_s, u"acknowledged"_s});
    for (const HubRequest &request : std::as_const(hub.requests)) {
        QStringList residents;
        for (const Message &message : ScriptedHub::messagesOf(request))
            residents += message.resident;
        CHECK(residents.count(someResident().iqamaNumber) <= 1);
    }
    CHECK(ScriptedHub::messagesOf(hub.requests.last()).first().id == decision.itemId);
    CHECK(desk.item(other.itemId).attempt == 1);
}

TEST_CASE("A refused submission goes back to its maker and holds what follows it")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const CaseRecord record = desk.submit(someContent());
    ScriptedHub hub([](const HubRequest &request) {
        return ScriptedHub::results(
            {resultFor(ScriptedHub::messagesOf(request).first(), Outcome::Rejected, u"open_case_exists"_s)});
    });
    desk.send(hub);
    CHECK(desk.caseOf(record.caseId).state == CaseState::Returned);
    CHECK(desk.states() == QStringList{u"quarantined"_s});
    CHECK(desk.auditEvents().contains(u"outbox.refused"_s));
}

TEST_CASE("A conflict is stored beside our values and ends the item, not the case")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const CaseRecord record = desk.submit(someContent());
    ScriptedHub hub(ScriptedHub::conflict);
    desk.send(hub);
    CHECK(desk.caseOf(record.caseId).state == CaseState::Conflicted);
    CHECK(desk.states() == QStringList{u"acknowledged"_s});
    const auto moves = desk.desk->cases().timeline(record.caseId);
    REQUIRE(moves);
    CHECK(moves->last().detail.contains("THEIRS"));
    CHECK(desk.auditEvents().contains(u"outbox.conflict"_s));
}

TEST_CASE("What only the register's other fields changed goes again by itself, in its order, and is approved")
{
    TestHub hub;
    SyncDesk desk(hub.clock);
    desk.enrol(hub, u"desk"_s);
    const std::atomic<bool> stop{false};
    HttpsHubLink link(hub.url(), hub.fingerprint(), stop);
    const CaseRecord record = desk.submit(someContent());
    desk.decide(record.caseId, Decision::Approve);
    Resident moved = someResident();
    moved.mobile = u"0555555555"_s;
    moved.version = 4;
    hub.stop();
    hub.learns(moved);
    hub.start();
    HttpsHubLink again(hub.url(), hub.fingerprint(), stop);
    desk.send(again);
    CHECK(desk.states() == QStringList{u"acknowledged"_s, u"cancelled"_s, u"confirmed"_s, u"confirmed"_s});
    CHECK(desk.items()[1].errorCode == u"superseded"_s);
    CHECK(desk.auditEvents().count(u"case.rebased"_s) == 1);
    desk.pull(again);
    CHECK(desk.caseOf(record.caseId).state == CaseState::Applied);
    const auto resident = desk.registry->registry().byIqama(someResident().iqamaNumber);
    CHECK((*resident)->mobile == moved.mobile);
    CHECK((*resident)->passport.number == u"A7654386"_s);
}

TEST_CASE("A conflict about the passport itself is for a person")
{
    TestHub hub;
    SyncDesk desk(hub.clock);
    desk.enrol(hub, u"desk"_s);
    const CaseRecord record = desk.submit(someContent());
    Resident moved = someResident();
    moved.passport.expiresOn = moved.passport.expiresOn.addYears(1);
    moved.version = 4;
    hub.stop();
    hub.learns(moved);
    hub.start();
    const std::atomic<bool> stop{false};
    HttpsHubLink link(hub.url(), hub.fingerprint(), stop);
    desk.send(link);
    CHECK(desk.states() == QStringList{u"acknowledged"_s});
    CHECK(desk.caseOf(record.caseId).state == CaseState::Conflicted);
}

TEST_CASE(
    "A desk the hub refuses, or a stranger in the hub's place, stops the queue and costs no item its tries")
{
    for (const OutcomeClass outcome :
         {OutcomeClass::Auth, OutcomeClass::Identity, OutcomeClass::Redirect, OutcomeClass::Epoch}) {
        FakeClock clock;
        SyncDesk desk(clock);
        desk.addUserItem(u"one"_s);
        desk.addUserItem(u"two"_s);
        ScriptedHub hub([&](const HubRequest &) { return ScriptedHub::failing(outcome); });
        desk.send(hub);
        CHECK(desk.states() == QStringList{u"queued"_s, u"queued"_s});
        CHECK(desk.items().first().failCount == 0);
        CHECK(desk.state.paused);
        clock.advance(24h);
        desk.send(hub);
        CHECK(hub.requests.size() == 1);
        // A person looks at it and asks again.
        desk.sender.resume();
        hub.answer = {};
        desk.send(hub);
        CHECK(desk.states() == QStringList{u"acknowledged"_s, u"acknowledged"_s});
        CHECK_FALSE(desk.state.paused);
    }
}

TEST_CASE("An answer of another epoch is no receipt")
{
    FakeClock clock;
    SyncDesk desk(clock);
    desk.addUserItem(u"one"_s);
    desk.hub.epoch = newId();
    ScriptedHub hub;
    desk.send(hub);
    CHECK(desk.states() == QStringList{u"queued"_s});
    CHECK(desk.state.errorCode == u"epoch_changed"_s);
}

TEST_CASE("While the hub is down items wait longer and longer, and none is ever given up")
{
    FakeClock clock;
    SyncDesk desk(clock);
    desk.addUserItem(u"one"_s);
    ScriptedHub hub([](const HubRequest &) { return ScriptedHub::failing(OutcomeClass::NotSent); });
    for (int round = 0; round < 40; ++round) {
        const SendReport report = desk.send(hub);
        CHECK(report.nextIn > 0ms);
        CHECK(report.nextIn <= 5min);
        clock.advance(report.nextIn + 1s);
    }
    CHECK(desk.states() == QStringList{u"waiting"_s});
    CHECK(desk.items().first().failCount == 0);
    // After five failures the hub's health is asked for first.
    CHECK(hub.requests.last().path == u"/healthz"_s);
    hub.answer = {};
    clock.advance(10min);
    desk.send(hub);
    CHECK(desk.states() == QStringList{u"acknowledged"_s});
}

TEST_CASE("One item that makes the hub fail is found and quarantined, the others go through")
{
    FakeClock clock;
    SyncDesk desk(clock);
    for (int i = 0; i < 12; ++i)
        desk.addUserItem(u"user%1"_s.arg(i));
    const QString poison = desk.items().at(5).itemId;
    const auto holds = [&](const HubRequest &request) {
        const QList<Message> messages = ScriptedHub::messagesOf(request);
        return std::any_of(messages.begin(), messages.end(),
                           [&](const Message &one) { return one.id == poison; });
    };
    ScriptedHub hub([&](const HubRequest &request) {
        return request.method == "POST" && holds(request) ? ScriptedHub::failing(OutcomeClass::Server)
                                                          : ScriptedHub::acceptAll(request);
    });
    for (int round = 0; round < 60 && desk.item(poison).state != OutboxState::Quarantined; ++round) {
        desk.send(hub);
        clock.advance(1h);
        desk.addUserItem(u"later%1"_s.arg(round));
    }
    CHECK(desk.item(poison).state == OutboxState::Quarantined);
    CHECK(desk.item(poison).errorCode == u"server_item"_s);
    desk.send(hub);
    CHECK(desk.states().count(u"quarantined"_s) == 1);
    CHECK(desk.states().count(u"acknowledged"_s) == desk.states().size() - 1);
}

TEST_CASE("A hub that fails on everything quarantines nothing")
{
    FakeClock clock;
    SyncDesk desk(clock);
    desk.addUserItem(u"one"_s);
    desk.addUserItem(u"two"_s);
    ScriptedHub hub([](const HubRequest &) { return ScriptedHub::failing(OutcomeClass::Server); });
    for (int round = 0; round < 60; ++round) {
        desk.send(hub);
        clock.advance(1h);
    }
    CHECK(desk.states() == QStringList{u"waiting"_s, u"waiting"_s});
}

TEST_CASE("A request the hub cannot read costs one item, three in a row stop the queue")
{
    SECTION("one")
    {
        FakeClock clock;
        SyncDesk desk(clock);
        for (int i = 0; i < 9; ++i)
            desk.addUserItem(u"user%1"_s.arg(i));
        const QString bad = desk.items().at(7).itemId;
        ScriptedHub hub([&](const HubRequest &request) {
            for (const Message &message : ScriptedHub::messagesOf(request)) {
                if (message.id == bad)
                    return ScriptedHub::failing(OutcomeClass::Permanent);
            }
            return ScriptedHub::acceptAll(request);
        });
        desk.send(hub);
        CHECK(desk.item(bad).state == OutboxState::Quarantined);
        CHECK(desk.states().count(u"acknowledged"_s) == 8);
        CHECK_FALSE(desk.state.paused);
    }
    SECTION("all")
    {
        FakeClock clock;
        SyncDesk desk(clock);
        for (int i = 0; i < 9; ++i)
            desk.addUserItem(u"user%1"_s.arg(i));
        ScriptedHub hub([](const HubRequest &) { return ScriptedHub::failing(OutcomeClass::Permanent); });
        desk.send(hub);
        CHECK(desk.states().count(u"quarantined"_s) == 3);
        CHECK(desk.states().count(u"queued"_s) == 6);
        CHECK(desk.state.paused);
    }
}

TEST_CASE("What was being sent when the program died is sent again under the same key, and quarantined the "
          "third time")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const OutboxItem item = desk.addUserItem(u"one"_s);
    ScriptedHub hub;
    for (int crash = 1; crash <= 3; ++crash) {
        REQUIRE(desk.store.claim(200, desk.hub.epoch, {})->size() == 1); // and here the power goes
        Transaction transaction(desk.desk->connection());
        REQUIRE(desk.desk->outbox().recover());
        REQUIRE(transaction.commit());
        CHECK(desk.item(item.itemId).state == (crash < 3 ? OutboxState::Waiting : OutboxState::Quarantined));
    }
    CHECK(desk.item(item.itemId).errorCode == u"crash_loop"_s);
    desk.send(hub);
    CHECK(hub.requests.isEmpty());
}

TEST_CASE("An answer lost after the hub committed: sent again, counted once")
{
    TestHub hub;
    SyncDesk desk(hub.clock);
    desk.enrol(hub, u"desk"_s);
    FaultyHub between(hub.url());
    const std::atomic<bool> stop{false};
    HttpsHubLink link(between.url(), between.fingerprint(), stop);
    const CaseRecord record = desk.submit(someContent());

    // Qt sends a request again by itself when the line closes before an answer.
    between.otherwise({Fault::LoseAnswer});
    desk.send(link);
    CHECK(desk.states() == QStringList{u"waiting"_s});
    CHECK(desk.items().first().errorClass == u"T"_s);

    between.otherwise({});
    hub.clock.advance(1h);
    desk.send(link);
    REQUIRE(desk.items().first().hubPosition > 0);
    CHECK(desk.caseOf(record.caseId).state == CaseState::Submitted);

    // Another desk sees the case once.
    SyncDesk other(hub.clock);
    other.enrol(hub, u"other"_s);
    HttpsHubLink direct(hub.url(), hub.fingerprint(), stop);
    other.pull(direct);
    const auto revisions = other.desk->cases().revisions(record.caseId);
    REQUIRE(revisions);
    CHECK(revisions->size() == 1);
}

TEST_CASE("A message voided before it arrived is never applied; one that had arrived is not void")
{
    TestHub hub;
    SyncDesk desk(hub.clock);
    desk.enrol(hub, u"desk"_s);
    const std::atomic<bool> stop{false};
    HttpsHubLink link(hub.url(), hub.fingerprint(), stop);
    const CaseRecord record = desk.submit(someContent());
    const QString itemId = desk.items().first().itemId;
    SECTION("before")
    {
        for (int again = 0; again < 2; ++again) {
            const auto answer = voidAtHub(link, desk.hub, itemId);
            REQUIRE(answer);
            CHECK(answer->result.outcome == Outcome::Rejected);
        }
        desk.send(link);
        CHECK(desk.states() == QStringList{u"quarantined"_s});
        CHECK(desk.items().first().errorCode == u"voided"_s);
        CHECK(desk.caseOf(record.caseId).state == CaseState::Returned);
    }
    SECTION("after")
    {
        desk.send(link);
        const auto answer = voidAtHub(link, desk.hub, itemId);
        REQUIRE(answer);
        CHECK(answer->result.outcome == Outcome::Accepted);
        CHECK(answer->result.position == desk.item(itemId).hubPosition);
    }
    SECTION("without the hub")
    {
        ScriptedHub down([](const HubRequest &) { return ScriptedHub::failing(OutcomeClass::NotSent); });
        CHECK(voidAtHub(down, desk.hub, itemId).error().code == ErrorCode::HubUnreachable);
        ScriptedHub stranger([](const HubRequest &) { return ScriptedHub::failing(OutcomeClass::Identity); });
        CHECK(voidAtHub(stranger, desk.hub, itemId).error().code == ErrorCode::HubIdentity);
    }
}

TEST_CASE("No fault of the line or the hub is taken for success, and the item arrives when it is over")
{
    TestHub hub;
    SyncDesk desk(hub.clock);
    desk.enrol(hub, u"desk"_s);
    FaultyHub between(hub.url());
    const std::atomic<bool> stop{false};
    HttpsHubLink link(between.url(), between.fingerprint(), stop);
    desk.submit(someContent());
    for (const Fault &fault :
         {Fault::answering(500), Fault::answering(502), Fault::answering(503, "Retry-After: 7\r\n"),
          Fault::answering(429), Fault{Fault::EmptyOk}, Fault{Fault::TruncatedOk},
          Fault{Fault::CloseAfterReading}, Fault{Fault::CaptivePortal}, Fault::answering(204)}) {
        INFO(fault.kind << ' ' << fault.status);
        between.otherwise(fault);
        desk.sender.resume();
        desk.send(link);
        CHECK(desk.states() == QStringList{u"waiting"_s});
        hub.clock.advance(2h);
    }
    for (const Fault &fault : {Fault::answering(401), Fault::answering(403), Fault{Fault::Redirect}}) {
        between.otherwise(fault);
        desk.sender.resume();
        desk.send(link);
        CHECK(desk.states() == QStringList{u"queued"_s});
        CHECK(desk.state.paused);
    }
    between.otherwise({});
    desk.sender.resume();
    desk.send(link);
    CHECK(desk.items().first().hubPosition > 0);
}

TEST_CASE("A hub with another certificate than the pinned one gets nothing, not even after the right one")
{
    TestHub hub;
    SyncDesk desk(hub.clock);
    desk.enrol(hub, u"desk"_s);
    desk.submit(someContent());
    FaultyHub stranger(hub.url());
    const std::atomic<bool> stop{false};
    HttpsHubLink link(stranger.url(), hub.fingerprint(), stop);
    desk.send(link);
    CHECK(desk.states() == QStringList{u"queued"_s});
    CHECK(desk.state.paused);
    CHECK(desk.state.errorCode == u"hub_identity"_s);
    CHECK(stranger.requests().isEmpty());
}
