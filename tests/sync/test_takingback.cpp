#include "store/newid.h"
#include "support/builders.h"
#include "support/catch.h"
#include "sync/syncdesk.h"

using namespace desk;
using namespace Qt::StringLiterals;

TEST_CASE("A case whose revision and then whose decision is not offered again is with its maker")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const CaseRecord record = desk.submit(someContent());
    const QString submitted = desk.items().first().itemId;
    ScriptedHub hub;
    desk.send(hub);
    const QString decided = desk.decide(record.caseId, Decision::Reject).itemId;
    ScriptedHub unknown(ScriptedHub::knowsNoCase);
    desk.send(unknown);
    REQUIRE(desk.item(decided).state == OutboxState::Quarantined);
    const auto believed = desk.store.believed(0, 10);
    REQUIRE(believed);
    REQUIRE(desk.store.reconciled(believed->items, {submitted}, u"new"_s));

    desk.cancel(submitted);
    CHECK(desk.caseOf(record.caseId).state == CaseState::Rejected);
    desk.cancel(decided);
    CHECK(desk.caseOf(record.caseId).state == CaseState::Returned);
    CHECK(desk.states() == QStringList{u"cancelled"_s, u"cancelled"_s});
}

TEST_CASE(
    "A case the hub sent back to its maker stays there when the decision it refused is not offered again")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const CaseRecord record = desk.submit(someContent());
    ScriptedHub hub;
    desk.send(hub);
    const QString decided = desk.decide(record.caseId, Decision::Approve).itemId;
    ScriptedHub unknown(ScriptedHub::knowsNoCase);
    desk.send(unknown);
    REQUIRE(desk.caseOf(record.caseId).state == CaseState::Returned);
    desk.cancel(decided);
    CHECK(desk.caseOf(record.caseId).state == CaseState::Returned);
}

TEST_CASE(
    "A case of another desk that a restored hub has lost is with its maker when its decision is cancelled")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const QString caseId = newId();
    REQUIRE(desk.store.apply(pageOf({revisedElsewhere(caseId, 1)}, u"c1"_s)));
    const QString decided = desk.decide(caseId, Decision::Return).itemId;
    ScriptedHub unknown(ScriptedHub::knowsNoCase);
    desk.send(unknown);
    REQUIRE(desk.item(decided).state == OutboxState::Quarantined);
    desk.cancel(decided);
    CHECK(desk.caseOf(caseId).state == CaseState::Returned);
    // Its maker's desk brings it again.
    REQUIRE(desk.store.apply(pageOf({revisedElsewhere(caseId, 1)}, u"c2"_s, 2)));
    CHECK(desk.caseOf(caseId).state == CaseState::Submitted);
}
