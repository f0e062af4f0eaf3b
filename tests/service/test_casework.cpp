#include "protocol/feed.h"
#include "service/acknowledged.h"
#include "service/audittrail.h"
#include "sync/syncstore.h"

using namespace desk;

namespace
{

QList<OutboxRow> outbox(Office &office)
{
    const auto rows = office.delivery().list();
    REQUIRE(rows);
    return *rows;
}

} // namespace

TEST_CASE("a submitted case is stored with its revision, its place in the queue and its outbox item")
{
    DemoDesk demo;
    Office &office = demo.office();
    const Actor clerk = demo.signIn("clerk");
    const auto submission = office.cases().submit(demo.as(clerk), {}, acknowledged(office));
    REQUIRE(submission);
    REQUIRE(submission->stored);
    CHECK(submission->reference.startsWith(QStringLiteral("RUH-2026-00")));

    const auto view = office.cases().view(submission->caseId);
    REQUIRE(view);
    CHECK(view->row.state == CaseState::Submitted);
    REQUIRE(view->revisions.size() == 1);
    CHECK(view->revisions.first().content.passport.number == QStringLiteral("A7654386"));
    CHECK(view->recorded.number == QStringLiteral("A1234567"));

    const auto queue = office.review().queue(demo.signIn("supervisor"));
    REQUIRE(queue);
    REQUIRE(queue->rows.size() == 1);
    CHECK_FALSE(queue->rows.first().own);

    const auto rows = outbox(office);
    REQUIRE(rows.size() == 1);
    CHECK(rows.first().kind == QStringLiteral("case.submitted"));
    CHECK(rows.first().state == OutboxState::Queued);
}

TEST_CASE("submitting the same case twice answers as the first time and makes one case")
{
    DemoDesk demo;
    Office &office = demo.office();
    const Actor clerk = demo.signIn("clerk");
    const CaseContent content = acknowledged(office);
    const QString id = QStringLiteral("7f1c2a34-0000-4000-8000-000000000001");
    const auto first = office.cases().submit(demo.as(clerk), id, content);
    REQUIRE(first);
    const auto second = office.cases().submit(demo.as(clerk), id, content);
    REQUIRE(second);
    CHECK(second->reference == first->reference);
    CHECK(outbox(office).size() == 1);

    CaseContent other = content;
    other.note = QStringLiteral("x");
    const auto third = office.cases().submit(demo.as(clerk), id, other);
    REQUIRE_FALSE(third);
    CHECK(third.error().code == ErrorCode::WrongState);
}

TEST_CASE("nothing is stored of a case that is blocked or has an open warning")
{
    DemoDesk demo;
    Office &office = demo.office();
    const Actor clerk = demo.signIn("clerk");
    CaseContent blocked = acknowledged(office);
    blocked.passport.expiresOn = QStringLiteral("2026-11-22");
    const auto submission = office.cases().submit(demo.as(clerk), {}, blocked);
    REQUIRE(submission);
    CHECK_FALSE(submission->stored);
    CHECK(submission->verdict == Verdict::Block);
    CHECK(outbox(office).isEmpty());
    const auto cases = office.cases().list(std::nullopt, {});
    REQUIRE(cases);
    CHECK(cases->isEmpty());
}

TEST_CASE("the maker may not decide, another supervisor may, once")
{
    DemoDesk demo;
    Office &office = demo.office();
    const Actor maker = demo.signIn("supervisor");
    const Actor other = demo.signIn("supervisor2");
    const auto submission = office.cases().submit(demo.as(maker), {}, acknowledged(office));
    REQUIRE(submission);
    const DecisionInput approve{.contentSha256 = {},
                                .reason = QStringLiteral("verified_exception"),
                                .ruleReasons = {},
                                .comment = {}};

    const auto own =
        office.review().decide(demo.as(maker), submission->caseId, approve, std::chrono::milliseconds(0));
    REQUIRE_FALSE(own);
    CHECK(own.error().code == ErrorCode::SamePerson);

    DecisionInput stale = approve;
    stale.contentSha256 = QString(64, u'0');
    const auto wrong =
        office.review().decide(demo.as(other), submission->caseId, stale, std::chrono::milliseconds(0));
    REQUIRE_FALSE(wrong);
    CHECK(wrong.error().code == ErrorCode::StaleRevision);

    REQUIRE(
        office.review().decide(demo.as(other), submission->caseId, approve, std::chrono::milliseconds(0)));
    const auto again =
        office.review().decide(demo.as(other), submission->caseId, approve, std::chrono::milliseconds(0));
    REQUIRE_FALSE(again);
    CHECK(again.error().code == ErrorCode::WrongState);
    CHECK(outbox(office).size() == 2);
}

TEST_CASE("a case is judged again when it is approved, and what changed wants a reason")
{
    DemoDesk demo;
    Office &office = demo.office();
    const Actor supervisor = demo.signIn("supervisor");
    const Actor clerk = demo.signIn("clerk");
    const auto submission = office.cases().submit(demo.as(clerk), {}, acknowledged(office));
    REQUIRE(submission);
    const QDate expires = QDate::fromString(
        office.cases().view(submission->caseId)->revisions.first().content.passport.expiresOn, Qt::ISODate);
    CHECK(office.cases().view(submission->caseId)->toAnswer ==
          office.cases().view(submission->caseId)->revisions.first().judgement.findings);
    const auto approve = [&](const QString &reason) {
        return office.review().decide(
            demo.as(supervisor), submission->caseId,
            {.contentSha256 = {}, .reason = reason, .ruleReasons = {}, .comment = {}},
            std::chrono::milliseconds(0));
    };
    const auto on = [&](QDate day) { demo.clock().setUtc(QDateTime(day, QTime(7, 0), Qt::UTC)); };

    on(expires.addDays(1));
    CHECK(approve(QStringLiteral("verified_exception")).error().code == ErrorCode::Blocked);
    on(expires.addMonths(-3)); // DT-005 stands now
    CHECK(office.cases().view(submission->caseId)->toAnswer.first().rule == QStringLiteral("WF-004"));
    CHECK(approve({}).error().code == ErrorCode::ReasonRequired);
    CHECK(approve(QStringLiteral("verified_exception")));
}

TEST_CASE("a decision can be taken back until it leaves")
{
    DemoDesk demo;
    Office &office = demo.office();
    const Actor clerk = demo.signIn("clerk");
    const Actor supervisor = demo.signIn("supervisor");
    const auto submission = office.cases().submit(demo.as(clerk), {}, acknowledged(office));
    REQUIRE(submission);
    const DecisionInput approve{.contentSha256 = {},
                                .reason = QStringLiteral("verified_exception"),
                                .ruleReasons = {},
                                .comment = {}};
    using namespace std::chrono_literals;
    REQUIRE(office.review().decide(demo.as(supervisor), submission->caseId, approve, 8s));
    demo.clock().advance(7s);
    REQUIRE(office.review().undo(supervisor, submission->caseId));
    CHECK(office.cases().view(submission->caseId)->row.state == CaseState::Submitted);

    REQUIRE(office.review().decide(demo.as(supervisor), submission->caseId, approve, 8s));
    demo.clock().advance(9s);
    CHECK_FALSE(office.review().undo(supervisor, submission->caseId));
    CHECK(office.cases().view(submission->caseId)->row.state == CaseState::Approved);
}

TEST_CASE("a returned case is corrected in place and goes again as the next revision")
{
    DemoDesk demo;
    Office &office = demo.office();
    const Actor clerk = demo.signIn("clerk");
    const Actor supervisor = demo.signIn("supervisor");
    CaseContent content = acknowledged(office);
    const auto submission = office.cases().submit(demo.as(clerk), {}, content);
    REQUIRE(submission);
    DecisionInput back;
    back.decision = Decision::Return;
    CHECK_FALSE(
        office.review().decide(demo.as(supervisor), submission->caseId, back, std::chrono::milliseconds(0)));
    back.reason = QStringLiteral("data_mismatch");
    REQUIRE(
        office.review().decide(demo.as(supervisor), submission->caseId, back, std::chrono::milliseconds(0)));

    const auto home = office.cases().home(clerk);
    REQUIRE(home);
    REQUIRE(home->returned.size() == 1);
    CHECK(home->returned.first().decisionReason == QStringLiteral("data_mismatch"));
    const auto draft = office.cases().openDraft(clerk, submission->caseId);
    REQUIRE(draft);
    CHECK(draft->form.content.passport.number == QStringLiteral("A7654386"));
    REQUIRE(draft->returned);

    content.passport.placeOfIssue = QStringLiteral("IRBID");
    const auto second = office.cases().submit(demo.as(clerk), submission->caseId, content);
    REQUIRE(second);
    CHECK(second->reference == submission->reference);
    CHECK(outbox(office).size() == 3);
    CHECK(office.cases().view(submission->caseId)->revisions.size() == 2);
}

TEST_CASE("a draft is saved as typed, belongs to its maker and is offered at the next sign-in")
{
    DemoDesk demo;
    Office &office = demo.office();
    const Actor clerk = demo.signIn("clerk");
    const auto begun = office.cases().start(clerk, QStringLiteral("2345678904"));
    REQUIRE(begun);
    DraftForm form = begun->form;
    form.content.passport.issuedOn = QStringLiteral("31/02/20");
    form.readFields = {QStringLiteral("passport.number")};
    form.focusField = QStringLiteral("passport.issued_on");
    REQUIRE(office.cases().saveDraft(clerk, begun->caseId, form));
    CHECK_FALSE(office.cases().saveDraft(demo.signIn("clerk2"), begun->caseId, form));

    const auto session = office.accounts().signIn(QStringLiteral("clerk"), QStringLiteral("demo-office"));
    REQUIRE(session);
    REQUIRE(session->draft);
    CHECK(session->draft->caseId == begun->caseId);
    const auto again = office.cases().start(clerk, QStringLiteral("2345678904"));
    REQUIRE(again);
    CHECK(again->caseId == begun->caseId);
    // Beside what was typed stands how each value came, by whom and when.
    const auto &provenance = again->form.content.provenance;
    CHECK(provenance.value(QStringLiteral("passport.issued_on")) ==
          Provenance{FieldSource::Typed, clerk.userId, demo.clock().utc()});
    CHECK(codeOf(provenance.value(QStringLiteral("applicant.id")).source) == QStringLiteral("register"));
    form.content.provenance = provenance;
    CHECK(again->form == form);
}

TEST_CASE("opening a card is on record, and only roles that may look up can")
{
    DemoDesk demo;
    Office &office = demo.office();
    const Actor clerk = demo.signIn("clerk");
    const auto card = office.residents().open(clerk, QStringLiteral("٢٣٤٥٦٧٨٩٠٤"));
    REQUIRE(card);
    CHECK(card->resident.passport.number == QStringLiteral("A1234567"));
    const auto refused = office.residents().open(demo.signIn("admin"), QStringLiteral("2345678904"));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::NotPermitted);
}

TEST_CASE("the first receipt is the receipt, every later one a copy, and the trail knows of each")
{
    DemoDesk demo;
    Office &office = demo.office();
    const Actor clerk = demo.signIn("clerk");
    const auto submission = office.cases().submit(demo.as(clerk), {}, acknowledged(office));
    REQUIRE(submission);
    const auto first = office.cases().receipt(clerk, submission->caseId);
    REQUIRE(first);
    CHECK_FALSE(first->copy);
    CHECK_FALSE(office.cases().receipt(clerk, submission->caseId)->copy);
    const auto before = office.audit().verify();
    REQUIRE(office.cases().receiptGiven(clerk, *first));
    CHECK(office.audit().verify()->entries == before->entries + 1);
    CHECK(office.cases().receipt(demo.signIn("auditor"), submission->caseId)->copy);
    CHECK(office.cases().receiptGiven(demo.signIn("admin"), *first).error().code == ErrorCode::NotPermitted);
}

TEST_CASE("a form offers the places of issue that earlier cases name, the usual one first")
{
    DemoDesk demo;
    Office &office = demo.office();
    const Actor clerk = demo.signIn("clerk");
    const Actor supervisor = demo.signIn("supervisor");
    for (const QString &place : {QStringLiteral("IRBID"), QStringLiteral("AMMAN"), QStringLiteral("AMMAN")}) {
        CaseContent content = acknowledged(office);
        content.passport.placeOfIssue = place;
        const auto submission = office.cases().submit(demo.as(clerk), {}, content);
        REQUIRE(submission);
        REQUIRE(submission->stored);
        REQUIRE(office.cases().withdraw(demo.as(supervisor), submission->caseId,
                                        QStringLiteral("wrong_resident")));
    }
    const auto draft = office.cases().start(clerk, someContent().iqamaNumber);
    REQUIRE(draft);
    CHECK(draft->places.value(QStringLiteral("JOR")) ==
          QStringList{QStringLiteral("AMMAN"), QStringLiteral("IRBID")});
}

TEST_CASE("no case is begun for a resident who may not be updated")
{
    DemoDesk demo;
    const auto refused = demo.office().cases().start(demo.signIn("clerk"), QStringLiteral("2890123454"));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().code == ErrorCode::Blocked);
}

TEST_CASE("cancelling what the hub has not got takes the case back to who can go on with it")
{
    DemoDesk demo;
    Office &office = demo.office();
    const Actor clerk = demo.signIn("clerk");
    const Actor supervisor = demo.signIn("supervisor");
    const CaseContent content = acknowledged(office);
    const auto submission = office.cases().submit(demo.as(clerk), {}, content);
    REQUIRE(submission);
    const QString caseId = submission->caseId;
    const auto approve = [&] {
        DecisionInput input;
        input.contentSha256 = office.cases().view(caseId)->revisions.last().contentSha256;
        input.reason = QStringLiteral("verified_exception");
        REQUIRE(office.review().decide(demo.as(supervisor), caseId, input, std::chrono::milliseconds(0)));
    };
    const auto state = [&] { return office.cases().view(caseId)->row.state; };
    const QString reason = QStringLiteral("other");
    approve();
    REQUIRE(outbox(office).size() == 2);
    const QString submitItem = outbox(office).first().id;
    const QString decideItem = outbox(office).last().id;
    CHECK(office.delivery().cancel(clerk, decideItem, reason, {}).error().code == ErrorCode::NotPermitted);
    CHECK(state() == CaseState::Approved);

    REQUIRE(office.delivery().cancel(supervisor, decideItem, reason, {}));
    CHECK(state() == CaseState::Submitted);
    approve();
    CHECK(state() == CaseState::Approved);

    REQUIRE(office.delivery().cancel(supervisor, submitItem, reason, {}));
    CHECK(state() == CaseState::Returned);
    for (const OutboxRow &row : outbox(office))
        CHECK(row.state == OutboxState::Cancelled);
    // Its maker sends it again, and it is a message like any other.
    const auto again = office.cases().submit(demo.as(clerk), caseId, content);
    REQUIRE(again);
    CHECK(again->stored);
    CHECK(outbox(office).first().state == OutboxState::Queued);
}

TEST_CASE("a revision that is cancelled goes back to its maker, and no decision about it counts")
{
    const Decision decision = GENERATE(Decision::Approve, Decision::Return, Decision::Reject);
    DemoDesk demo;
    Office &office = demo.office();
    const Actor clerk = demo.signIn("clerk");
    const Actor supervisor = demo.signIn("supervisor");
    const auto submission = office.cases().submit(demo.as(clerk), {}, acknowledged(office));
    REQUIRE(submission);
    const auto view = [&] { return *office.cases().view(submission->caseId); };
    DecisionInput input;
    input.decision = decision;
    input.contentSha256 = view().revisions.last().contentSha256;
    input.reason = decision == Decision::Approve ? QStringLiteral("verified_exception")
                                                 : QStringLiteral("data_mismatch");
    REQUIRE(
        office.review().decide(demo.as(supervisor), submission->caseId, input, std::chrono::milliseconds(0)));
    REQUIRE(office.delivery().cancel(supervisor, outbox(office).first().id, QStringLiteral("other"), {}));
    CHECK(view().row.state == CaseState::Returned);
    CHECK(view().timeline.last().event == CaseEvent::Refuse);
    for (const OutboxRow &row : outbox(office))
        CHECK(row.state == OutboxState::Cancelled);
}

TEST_CASE("a refusal is told until the hub takes the message that a supervisor has released")
{
    DemoDesk demo;
    Office &office = demo.office();
    const Actor clerk = demo.signIn("clerk");
    const Actor supervisor = demo.signIn("supervisor");
    const auto submission = office.cases().submit(demo.as(clerk), {}, acknowledged(office));
    REQUIRE(submission);
    const auto view = [&] { return *office.cases().view(submission->caseId); };
    const QString item = outbox(office).first().id;
    const auto answer = [&](const Settlement &settlement) {
        SyncStore &store = office.delivery().syncStore();
        REQUIRE(store.claim(1, {}, {})->size() == 1);
        REQUIRE(store.settle({{item, settlement, {}, {}}}));
    };
    const QString code = QStringLiteral("unknown_actor");
    answer({.event = OutboxEvent::Permanent, .errorClass = QStringLiteral("P"), .errorCode = code});
    CHECK(view().row.state == CaseState::Returned);
    CHECK(view().refusal == code);
    REQUIRE(view().fromHub.size() == 1);
    CHECK(view().fromHub.first().rule == QStringLiteral("SY-002"));

    REQUIRE(office.delivery().retry(supervisor, item));
    CHECK(view().refusal == code);
    answer({.event = OutboxEvent::Accept});
    CHECK(view().row.state == CaseState::Submitted);
    CHECK(view().refusal.isEmpty());
    CHECK(view().fromHub.isEmpty());
}

TEST_CASE("cancelling a revision leaves the withdrawal that followed it: the hub may know the case")
{
    DemoDesk demo;
    Office &office = demo.office();
    const Actor clerk = demo.signIn("clerk");
    const Actor supervisor = demo.signIn("supervisor");
    const auto submission = office.cases().submit(demo.as(clerk), {}, acknowledged(office));
    REQUIRE(submission);
    REQUIRE(office.cases().withdraw(demo.as(clerk), submission->caseId, QStringLiteral("other")));
    REQUIRE(outbox(office).size() == 2);
    REQUIRE(office.delivery().cancel(supervisor, outbox(office).first().id, QStringLiteral("other"), {}));
    // What waits is listed first.
    CHECK(outbox(office).first().state == OutboxState::Queued);
    CHECK(outbox(office).last().state == OutboxState::Cancelled);
}

TEST_CASE("cancelling a decision that came too late leaves the other supervisor's, which the hub had first")
{
    DemoDesk demo;
    Office &office = demo.office();
    const Actor clerk = demo.signIn("clerk");
    const Actor supervisor = demo.signIn("supervisor");
    const auto submission = office.cases().submit(demo.as(clerk), {}, acknowledged(office));
    REQUIRE(submission);
    const auto view = office.cases().view(submission->caseId);
    REQUIRE(view);
    DecisionInput input;
    input.contentSha256 = view->revisions.last().contentSha256;
    input.reason = QStringLiteral("verified_exception");
    REQUIRE(
        office.review().decide(demo.as(supervisor), submission->caseId, input, std::chrono::milliseconds(0)));

    CaseDecidedPayload payload;
    payload.caseId = submission->caseId;
    payload.reference = submission->reference;
    payload.contentSha256 = input.contentSha256;
    payload.decision = Decision::Reject;
    payload.reason = QStringLiteral("other");
    payload.deciderId = QStringLiteral("77777777-7777-4777-8777-777777777777");
    CaseChanged change;
    change.message = MessageKind::CaseDecided;
    change.messageId = QStringLiteral("88888888-8888-4888-8888-888888888888");
    change.caseId = submission->caseId;
    change.createdAt = QDateTime(QDate(2026, 11, 23), QTime(7, 30), Qt::UTC);
    change.payload = toPayload(payload);
    FeedPage page;
    page.cursor = QStringLiteral("c1");
    page.entries += FeedEntry{1, change.createdAt, change};
    REQUIRE(office.delivery().syncStore().apply(page));
    const auto state = [&] { return office.cases().view(submission->caseId)->row.state; };
    REQUIRE(state() == CaseState::Rejected);

    REQUIRE(office.delivery().cancel(supervisor, outbox(office).last().id, QStringLiteral("other"), {}));
    CHECK(state() == CaseState::Rejected);
}

TEST_CASE("whoever is still on a shared passport gets a case linked with the first one")
{
    DemoDesk demo;
    Office &office = demo.office();
    const Actor clerk = demo.signIn("clerk");
    const auto shared = office.residents().find({.query = QStringLiteral("N20261270")});
    REQUIRE(shared);
    REQUIRE(shared->residents.size() == 2);
    const auto child =
        std::find_if(shared->residents.begin(), shared->residents.end(), [](const FoundResident &row) {
            return row.resident.nameEn.startsWith(QStringLiteral("LAILA"));
        });
    REQUIRE(child != shared->residents.end());
    const Resident person = child->resident;
    CaseContent content = someContent();
    content.iqamaNumber = person.iqamaNumber;
    content.reason = UpdateReason::SeparatedFromFamilyPassport;
    content.passport.number = QStringLiteral("N30261271");
    content.passport.issuer = QStringLiteral("SYR");
    content.mrz =
        composeTd3(QStringLiteral("P"), QStringLiteral("SYR"), QStringLiteral("ALHALABI<<LAILA<FARES"),
                   content.passport.number, QStringLiteral("SYR"), person.birthDate, Sex::Female,
                   QDate::fromString(content.passport.expiresOn, Qt::ISODate));
    content.applicant = {ApplicantRole::HeadOfHousehold, person.headId, QStringLiteral("x"), {}};
    const auto judgement = office.cases().check(content, {}, QDate(2026, 11, 23));
    REQUIRE(judgement);
    for (const Finding &finding : judgement->findings)
        content.acknowledged.append(finding.rule);
    const auto first = office.cases().submit(demo.as(clerk), {}, content);
    REQUIRE(first);
    INFO(first->findings.value(0).rule.toStdString());
    REQUIRE(first->stored);
    const auto view = office.cases().view(first->caseId);
    REQUIRE(view);
    REQUIRE(view->companions.size() == 1);
    const QString other = view->companions.first().iqamaNumber;
    CHECK(other == person.headId);

    const auto linked = office.cases().startLinked(clerk, other, first->caseId);
    REQUIRE(linked);
    CHECK(linked->form.content.linkedTo == first->reference);
    CHECK(codeOf(linked->judgement.caseType) == QStringLiteral("separated"));
    const auto both = office.cases().view(first->caseId);
    REQUIRE(both);
    REQUIRE(both->linked.size() == 1);
    CHECK(both->linked.first().caseId == linked->caseId);
    CHECK(both->companions.isEmpty());
    CHECK(office.cases().view(linked->caseId)->linked.value(0).caseId == first->caseId);
}

TEST_CASE("a delegate who came before with an authorisation that still runs is known")
{
    DemoDesk demo;
    Office &office = demo.office();
    const Actor clerk = demo.signIn("clerk");
    CaseContent content = acknowledged(office);
    const auto card = office.residents().open(clerk, content.iqamaNumber);
    REQUIRE(card);
    content.applicant = {ApplicantRole::EstablishmentDelegate, card->resident.employerId,
                         QStringLiteral("سعد"), QStringLiteral("2026-11-30")};
    REQUIRE(office.cases().submit(demo.as(clerk), {}, content)->stored);
    const QString id = office.cases().list(CaseState::Submitted, {})->first().caseId;
    REQUIRE(office.cases().recall(demo.as(clerk), id));
    const auto draft = office.cases().openDraft(clerk, id);
    REQUIRE(draft);
    CHECK(draft->delegates == QList<Applicant>{content.applicant});
    demo.clock().advance(std::chrono::hours(24 * 10));
    CHECK(office.cases().openDraft(clerk, id)->delegates.isEmpty()); // it has run out
}
