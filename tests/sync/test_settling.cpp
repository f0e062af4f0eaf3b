#include "support/builders.h"
#include "support/catch.h"
#include "sync/httpshublink.h"
#include "sync/syncdesk.h"

#include "sql/transaction.h"
#include "store/newid.h"

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

void release(SyncDesk &desk, const QString &itemId)
{
    Transaction transaction(desk.desk->connection());
    REQUIRE(desk.desk->outbox().release(itemId, demoUser(u"supervisor2"_s).userId));
    REQUIRE(transaction.commit());
}

/// The hub refuses the message, and a supervisor releases it.
void refuseAndRelease(SyncDesk &desk, const QString &itemId)
{
    const auto claimed = desk.store.claim(1, desk.hub.epoch, {});
    REQUIRE(claimed);
    REQUIRE(claimed->size() == 1);
    REQUIRE(claimed->first().itemId == itemId);
    const Settlement refused{
        .event = OutboxEvent::Permanent, .errorClass = u"P"_s, .errorCode = u"unknown_actor"_s};
    REQUIRE(desk.store.settle({{itemId, refused, {}, {}}}));
    release(desk, itemId);
}

QStringList eventsOf(SyncDesk &desk, const QString &caseId)
{
    const auto moves = desk.desk->cases().timeline(caseId);
    REQUIRE(moves);
    QStringList events;
    for (const CaseMove &move : *moves)
        events += codeOf(move.event);
    return events;
}

} // namespace

TEST_CASE("A submission the hub refused waits for review once it is released and taken")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const CaseRecord record = desk.submit(someContent());
    refuseAndRelease(desk, desk.items().first().itemId);
    REQUIRE(desk.caseOf(record.caseId).state == CaseState::Returned);
    ScriptedHub hub;
    desk.send(hub);
    CHECK(desk.caseOf(record.caseId).state == CaseState::Submitted);
    CHECK(eventsOf(desk, record.caseId) == QStringList{u"submit"_s, u"refuse"_s, u"submit"_s});

    SECTION("not when its maker had taken it back meanwhile")
    {
        desk.move(record.caseId, CaseEvent::Recall);
        const auto believed = desk.store.believed(0, 10);
        REQUIRE(believed);
        REQUIRE(desk.store.reconciled(believed->items, {desk.items().first().itemId}, u"new"_s));
        desk.send(hub);
        CHECK(desk.states() == QStringList{u"acknowledged"_s});
        CHECK(desk.caseOf(record.caseId).state == CaseState::Returned);
    }
}

TEST_CASE("A conflict that a released message meets is there for a person to see")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const CaseRecord record = desk.submit(someContent());
    ScriptedHub conflict(ScriptedHub::conflict);
    QString released = desk.items().first().itemId;
    SECTION("about a submission") {}
    SECTION("about a decision")
    {
        ScriptedHub hub;
        desk.send(hub);
        released = desk.decide(record.caseId, Decision::Approve).itemId;
    }
    refuseAndRelease(desk, released);
    desk.send(conflict);
    CHECK(desk.caseOf(record.caseId).state == CaseState::Conflicted);
    const auto moves = desk.desk->cases().timeline(record.caseId);
    REQUIRE(moves);
    CHECK(moves->last().detail.contains("THEIRS"));
}

TEST_CASE("A decision the hub refused counts once it is released and taken")
{
    TestHub hub({someResident()});
    SyncDesk desk(hub.clock);
    desk.enrol(hub, u"desk"_s);
    const std::atomic<bool> stop{false};
    HttpsHubLink link(hub.url(), hub.fingerprint(), stop);
    const CaseRecord record = desk.submit(someContent());
    desk.send(link);
    const QString decision = desk.decide(record.caseId, Decision::Approve).itemId;
    refuseAndRelease(desk, decision);
    REQUIRE(desk.caseOf(record.caseId).state == CaseState::Returned);

    SECTION("while somebody is signed in")
    {
        desk.send(link);
    }
    SECTION("taken while the desk is locked")
    {
        desk.vault.narrow();
        desk.send(link);
        desk.vault.reopen();
    }
    SECTION("when the register showed it before the answer came")
    {
        ScriptedHub cut([&link](const HubRequest &request) {
            link.send(request);
            return ScriptedHub::failing(OutcomeClass::Unknown);
        });
        desk.send(cut);
        desk.pull(link);
        REQUIRE(desk.caseOf(record.caseId).state == CaseState::Returned);
        hub.clock.advance(std::chrono::hours(1));
        desk.sender.resume();
        desk.send(link);
    }
    SECTION("before another, which it was decided by here meanwhile")
    {
        Transaction transaction(desk.desk->connection());
        const auto head = desk.desk->cases().head(record.caseId);
        REQUIRE(head);
        REQUIRE(desk.desk->cases().reopen(*head));
        REQUIRE(transaction.commit());
        const QString other = desk.decide(record.caseId, Decision::Return).itemId;
        desk.send(link);
        REQUIRE(desk.item(other).errorCode == u"already_decided"_s);
        REQUIRE(desk.caseOf(record.caseId).state == CaseState::Submitted);
    }
    REQUIRE(desk.item(decision).state == OutboxState::Confirmed);
    desk.pull(link);
    CHECK(desk.caseOf(record.caseId).state == CaseState::Applied);
    CHECK(desk.standingDecisions(record.caseId) == 1);
}

TEST_CASE("A case that a hub did not know at its decision waits for one again when the hub has it")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const QString caseId = newId();
    REQUIRE(desk.store.apply(pageOf({revisedElsewhere(caseId, 1)}, u"c1"_s)));
    const QString decided = desk.decide(caseId, Decision::Approve).itemId;
    ScriptedHub unknown(ScriptedHub::knowsNoCase);
    desk.send(unknown);
    REQUIRE(desk.caseOf(caseId).state == CaseState::Returned);
    REQUIRE(desk.store.apply(pageOf({revisedElsewhere(caseId, 1)}, u"c2"_s, 2)));
    CHECK(desk.caseOf(caseId).state == CaseState::Submitted);

    SECTION("by itself") {}
    SECTION("while a case of this desk is open for the same resident")
    {
        desk.submit(someContent());
    }
    release(desk, decided);
    ScriptedHub hub;
    desk.send(hub);
    REQUIRE(desk.store.apply(pageOf({}, u"c2"_s, 3)));
    CHECK(desk.caseOf(caseId).state == CaseState::Approved);
}
