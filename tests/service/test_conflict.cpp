#include "service/acknowledged.h"
#include "service/audittrail.h"
#include "service/conflictdesk.h"
#include "service/demodesk.h"

#include "sync/syncstore.h"

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

/// A case of the clerk whose message met another passport at the hub.
struct Overtaken {
    explicit Overtaken(DemoDesk &desk)
        : demo(desk)
    {
        Office &office = demo.office();
        const Actor clerk = demo.signIn("clerk");
        const auto sent = office.cases().submit(clerk, {}, acknowledged(office));
        REQUIRE(sent);
        REQUIRE(sent->stored);
        caseId = sent->caseId;
        const auto view = office.cases().view(caseId);
        REQUIRE(view);
        conflict.base = view->resident;
        conflict.resident = view->resident;
        conflict.resident.passport.expiresOn = conflict.resident.passport.expiresOn.addYears(1);
        conflict.resident.version += 1;
    }
    /// The hub's answer to the oldest item that waits.
    void answer(OutboxEvent event)
    {
        SyncStore &store = demo.office().delivery().syncStore();
        const auto items = store.claim(1, {}, {});
        REQUIRE(items);
        REQUIRE(items->size() == 1);
        ItemOutcome outcome{items->first().itemId, {}, {}, {}};
        outcome.settlement.event = event;
        outcome.settlement.hubPosition = 7;
        if (event == OutboxEvent::Conflict) {
            outcome.settlement.errorClass = u"C"_s;
            outcome.settlement.errorCode = u"conflict"_s;
            outcome.conflict = conflict;
        }
        REQUIRE(store.settle({outcome}));
    }
    QString state() { return codeOf(demo.office().cases().view(caseId)->row.state); }
    QStringList unsent()
    {
        const auto rows = demo.office().delivery().list();
        REQUIRE(rows);
        QStringList kinds;
        for (const OutboxRow &row : *rows) {
            if (isUnsent(row.state))
                kinds += row.kind;
        }
        return kinds;
    }

    DemoDesk &demo;
    QString caseId;
    RegisterConflict conflict;
};

} // namespace

TEST_CASE("a case the register overtook shows both sides, and sent again it waits for another person")
{
    DemoDesk demo;
    Overtaken overtaken(demo);
    Office &office = demo.office();
    CHECK_FALSE(office.cases().view(overtaken.caseId)->conflict);
    overtaken.answer(OutboxEvent::Conflict);
    CHECK(overtaken.state() == u"conflicted"_s);
    const auto view = office.cases().view(overtaken.caseId);
    REQUIRE(view->conflict);
    QMap<QString, ChangedBy> changed;
    for (const MergedField &field : view->conflict->fields)
        changed.insert(field.field, field.changedBy);
    CHECK(changed.value(u"passport.number"_s) == ChangedBy::Case);
    CHECK(changed.value(u"passport.expires_on"_s) == ChangedBy::BothOtherwise);
    CHECK(view->conflict->theirs.version == overtaken.conflict.resident.version);

    const Actor clerk = demo.signIn("clerk");
    CHECK(office.conflicts().sendAgain(clerk, overtaken.caseId).error().code == ErrorCode::NotPermitted);
    const Actor supervisor = demo.signIn("supervisor");
    REQUIRE(office.conflicts().sendAgain(supervisor, overtaken.caseId));
    CHECK(overtaken.state() == u"submitted"_s);
    CHECK(office.conflicts().sendAgain(supervisor, overtaken.caseId).error().code == ErrorCode::WrongState);
    CHECK(overtaken.unsent() == QStringList{u"case.revised"_s});
    const auto items = office.delivery().syncStore().claim(1, {}, {});
    REQUIRE(items->size() == 1);
    CHECK(items->first().baseVersion == overtaken.conflict.resident.version);
    const auto refused = office.review().decide(
        supervisor, overtaken.caseId,
        {.contentSha256 = {}, .reason = u"verified_exception"_s, .ruleReasons = {}, .comment = {}},
        std::chrono::milliseconds(0));
    CHECK(refused.error().code == ErrorCode::SamePerson);
    const auto history = office.cases().view(overtaken.caseId);
    CHECK(history->revisions.size() == 2);
    CHECK(history->timeline.last().event == CaseEvent::Redecide);
}

TEST_CASE("a case taken back from a decision the hub never had shows what its revision met")
{
    DemoDesk demo;
    Overtaken overtaken(demo);
    Office &office = demo.office();
    const Actor supervisor = demo.signIn("supervisor");
    REQUIRE(office.review().decide(supervisor, overtaken.caseId,
                                   {.decision = Decision::Return,
                                    .contentSha256 = {},
                                    .reason = u"data_mismatch"_s,
                                    .ruleReasons = {},
                                    .comment = {}},
                                   std::chrono::milliseconds(0)));
    overtaken.answer(OutboxEvent::Conflict);
    CHECK(overtaken.state() == u"returned"_s);
    const auto rows = office.delivery().list();
    REQUIRE(rows);
    const auto decision = std::find_if(rows->begin(), rows->end(),
                                       [](const OutboxRow &row) { return row.state == OutboxState::Queued; });
    REQUIRE(decision != rows->end());
    REQUIRE(office.delivery().cancel(supervisor, decision->id, u"duplicate"_s, {}));
    CHECK(overtaken.state() == u"conflicted"_s);
    CHECK(office.cases().view(overtaken.caseId)->conflict);
}

TEST_CASE("where the register stays as it is, the hub is told if it knows the case, and else nothing is sent")
{
    DemoDesk demo;
    Overtaken overtaken(demo);
    Office &office = demo.office();
    const Actor supervisor = demo.signIn("supervisor");
    SECTION("overtaken before it was taken")
    {
        overtaken.answer(OutboxEvent::Conflict);
        CHECK(office.conflicts().acceptRegister(demo.as(supervisor), overtaken.caseId, {}).error().code ==
              ErrorCode::ReasonRequired);
        REQUIRE(office.conflicts().acceptRegister(supervisor, overtaken.caseId, u"duplicate"_s));
        CHECK(overtaken.unsent().isEmpty());
    }
    SECTION("overtaken before it was approved")
    {
        overtaken.answer(OutboxEvent::Accept);
        demo.as(supervisor);
        REQUIRE(office.review().decide(
            supervisor, overtaken.caseId,
            {.contentSha256 = {}, .reason = u"verified_exception"_s, .ruleReasons = {}, .comment = {}},
            std::chrono::milliseconds(0)));
        overtaken.answer(OutboxEvent::Conflict);
        REQUIRE(office.conflicts().acceptRegister(supervisor, overtaken.caseId, u"duplicate"_s));
        CHECK(overtaken.unsent() == QStringList{u"case.withdrawn"_s});
    }
    CHECK(overtaken.state() == u"withdrawn"_s);
    CHECK(office.conflicts().acceptRegister(supervisor, overtaken.caseId, u"duplicate"_s).error().code ==
          ErrorCode::WrongState);
    demo.signIn("auditor");
    CHECK(office.audit().verify()->intact);
}
