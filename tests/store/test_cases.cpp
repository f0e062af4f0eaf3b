#include "store/tempdesk.h"

#include <QCryptographicHash>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

Result<CaseHead> decideAs(TempDesk &desk, const CaseRecord &record, const QString &decider,
                          Decision decision = Decision::Approve)
{
    const QString seen = desk.db->cases().latestRevision(record.caseId)->contentSha256;
    return desk.attempt([&] {
        return desk.db->cases().decide({.caseId = record.caseId,
                                        .contentSha256 = seen,
                                        .decision = decision,
                                        .deciderId = decider,
                                        .reason = u"other"_s,
                                        .ruleReasons = {{u"RC-011"_s, u"verified_exception"_s}},
                                        .comment = u"ملاحظة للموظف"_s});
    });
}

CaseHead moved(TempDesk &desk, const CaseRecord &record, CaseEvent event, const QString &actor = {})
{
    return desk.write([&] { return desk.db->cases().move({record.caseId, event, actor}); });
}

} // namespace

TEST_CASE("a draft has an id, a reference and what was on record")
{
    TempDesk desk;
    const auto record = desk.write([&] {
        return desk.db->cases().create({.iqamaNumber = kIqama,
                                        .makerId = kClerk,
                                        .caseType = CaseType::Lost,
                                        .baseVersion = 4,
                                        .baseline = "old passport",
                                        .draft = "form"});
    });
    CHECK(record.reference == u"RUH-2026-0700001"_s);
    CHECK(record.caseId.size() == 36);
    CHECK(record.state == CaseState::Draft);
    CHECK(record.caseType == CaseType::Lost);
    CHECK(record.baseVersion == 4);
    CHECK(*desk.db->cases().baseline(record.caseId) == "old passport");
    CHECK(record.createdAt == desk.clock.utc());
    CHECK_FALSE(record.submittedAt.isValid());
    CHECK(*desk.db->cases().draft(record.caseId) == "form");
    CHECK(desk.db->cases().byReference(record.reference)->caseId == record.caseId);
}

TEST_CASE("references count up without a gap per year, and a rolled back one is given to the next")
{
    TempDesk desk;
    CHECK(newDraft(desk).reference == u"RUH-2026-0700001"_s);
    {
        Transaction transaction(desk.db->connection());
        REQUIRE(desk.db->cases().create({.iqamaNumber = kIqama, .makerId = kClerk}));
    }
    CHECK(newDraft(desk).reference == u"RUH-2026-0700002"_s);
    // 31 December 23:30 UTC is the new year in Riyadh.
    desk.clock.setUtc(QDateTime(QDate(2026, 12, 31), QTime(23, 30), Qt::UTC));
    CHECK(newDraft(desk).reference == u"RUH-2027-0700001"_s);
    desk.write(
        [&] { return desk.db->settings().setEnrolment({.url = u"https://hub"_s, .workstation = 12}); });
    CHECK(newDraft(desk).reference == u"RUH-2027-1200001"_s);
}

TEST_CASE("a used-up counter gives no wrong number")
{
    TempDesk desk;
    REQUIRE(desk.raw(u"INSERT INTO reference_counters VALUES ('RUH', 2026, 7, 99998)"_s).isEmpty());
    CHECK(newDraft(desk).reference == u"RUH-2026-0799999"_s);
    CHECK_FALSE(
        desk.attempt([&] { return desk.db->cases().create({.iqamaNumber = kIqama, .makerId = kClerk}); }));
}

TEST_CASE("a draft is saved over and over and comes back after a restart")
{
    TempDesk desk;
    const auto record = newDraft(desk);
    desk.clock.advance(std::chrono::seconds(2));
    const auto savedAt =
        desk.write([&] { return desk.db->cases().saveDraft(record.caseId, kClerk, "typed so far"); });
    CHECK(savedAt == desk.clock.utc());
    desk.reopen();
    CHECK(*desk.db->cases().draft(record.caseId) == "typed so far");
    CHECK(desk.db->cases().byId(record.caseId)->savedAt == savedAt);
}

TEST_CASE("only the maker saves a draft, and only while it may be edited")
{
    TempDesk desk;
    const auto record = newSubmitted(desk);
    const auto save = [&](const QString &who) {
        return desk.attempt([&] { return desk.db->cases().saveDraft(record.caseId, who, "x"); });
    };
    CHECK(save(kClerk).error() == Error{ErrorCode::WrongState, u"submitted"_s, {}});
    REQUIRE(decideAs(desk, record, kSupervisor, Decision::Return));
    CHECK(save(kOtherClerk).error().code == ErrorCode::NotPermitted);
    CHECK(save(kClerk));
    CHECK(desk.attempt([&] { return desk.db->cases().saveDraft(u"none"_s, kClerk, "x"); }).error().code ==
          ErrorCode::NotFound);
}

TEST_CASE("submitting freezes the content under its hash")
{
    TempDesk desk;
    const auto draft = newDraft(desk);
    const QByteArray content = "{\"iqama_number\":\"2345678904\"}";
    desk.clock.advance(std::chrono::minutes(3));
    const auto revision =
        desk.write([&] { return desk.db->cases().submit(someRevision(draft.caseId, kClerk, content)); });
    CHECK(revision.revision == 1);
    CHECK(revision.contentSha256 ==
          QString::fromLatin1(QCryptographicHash::hash(content, QCryptographicHash::Sha256).toHex()));
    const auto record = *desk.db->cases().byId(draft.caseId);
    CHECK(record.state == CaseState::Submitted);
    CHECK(desk.db->cases().latestRevision(record.caseId)->contentSha256 == revision.contentSha256);
    CHECK(record.submittedAt == desk.clock.utc());
    CHECK(record.verdict == Verdict::Supervisor);
    CHECK(record.findings == FindingCounts{0, 1, 2});
    const auto stored = *desk.db->cases().revisions(draft.caseId);
    REQUIRE(stored.size() == 1);
    CHECK(stored[0].content == content);
    CHECK(stored[0].pack == u"2026.11"_s);
    const auto timeline = *desk.db->cases().timeline(draft.caseId);
    REQUIRE(timeline.size() == 1);
    CHECK(timeline[0].event == CaseEvent::Submit);
    CHECK(timeline[0].from == CaseState::Draft);
    CHECK(timeline[0].to == CaseState::Submitted);
    CHECK(timeline[0].actorId == kClerk);
}

TEST_CASE("a second open case of a resident is refused with the reference of the first")
{
    TempDesk desk;
    const auto first = newSubmitted(desk);
    const auto second = newDraft(desk);
    const auto refused = desk.attempt([&] { return desk.db->cases().submit(someRevision(second.caseId)); });
    REQUIRE_FALSE(refused);
    CHECK(refused.error() == Error{ErrorCode::OpenCaseExists, first.reference, {}});
    CHECK((*desk.db->cases().openCase(kIqama))->caseId == first.caseId);
    CHECK_FALSE(*desk.db->cases().openCase(kIqama, first.caseId));
    REQUIRE(decideAs(desk, first, kSupervisor, Decision::Reject));
    CHECK(desk.attempt([&] { return desk.db->cases().submit(someRevision(second.caseId)); }));
}

TEST_CASE("another desk's open case comes as it is")
{
    TempDesk desk;
    newSubmitted(desk);
    const auto remote = desk.write([&] {
        return desk.db->cases().create(
            {.iqamaNumber = kIqama, .makerId = kOtherClerk, .reference = u"RUH-2026-0900004"_s});
    });
    CHECK(remote.remote);
    CHECK(remote.reference == u"RUH-2026-0900004"_s);
    CHECK(desk.attempt([&] { return desk.db->cases().submit(someRevision(remote.caseId, kOtherClerk)); }));
    CHECK(newDraft(desk, kOtherIqama).reference == u"RUH-2026-0700002"_s);
}

TEST_CASE("a decision names the revision that was seen")
{
    TempDesk desk;
    const auto record = newSubmitted(desk);
    const auto stale = desk.attempt([&] {
        return desk.db->cases().decide(
            {.caseId = record.caseId, .contentSha256 = QString(64, u'0'), .deciderId = kSupervisor});
    });
    CHECK(stale.error().code == ErrorCode::StaleRevision);
    REQUIRE(decideAs(desk, record, kSupervisor));
    const auto decisions = *desk.db->cases().decisions(record.caseId);
    REQUIRE(decisions.size() == 1);
    CHECK(decisions[0].decision == Decision::Approve);
    CHECK(decisions[0].revision == 1);
    CHECK(decisions[0].deciderId == kSupervisor);
    CHECK(decisions[0].ruleReasons == QMap<QString, QString>{{u"RC-011"_s, u"verified_exception"_s}});
    CHECK(decisions[0].comment == u"ملاحظة للموظف"_s);
    CHECK(desk.db->cases().byId(record.caseId)->state == CaseState::Approved);
    CHECK(decideAs(desk, record, kSupervisor).error() == Error{ErrorCode::WrongState, u"approved"_s, {}});
}

TEST_CASE("nobody decides what they made, in this revision or an earlier one")
{
    TempDesk desk;
    auto record = newSubmitted(desk, kIqama, kClerk);
    CHECK(decideAs(desk, record, kClerk).error().code == ErrorCode::SamePerson);
    // The supervisor makes the merged revision of a conflict; the clerk made the first one.
    moved(desk, record, CaseEvent::Conflict);
    auto merged = someRevision(record.caseId, kSupervisor, "{\"a\":2}");
    merged.event = CaseEvent::Redecide;
    desk.write([&] { return desk.db->cases().submit(merged); });
    record = *desk.db->cases().byId(record.caseId);
    CHECK(record.revision == 2);
    CHECK(desk.db->cases().makers(record.caseId)->size() == 2);
    CHECK(decideAs(desk, record, kSupervisor).error().code == ErrorCode::SamePerson);
    CHECK(decideAs(desk, record, kClerk).error().code == ErrorCode::SamePerson);
    CHECK(decideAs(desk, record, kOtherClerk));
}

TEST_CASE("the database itself refuses that maker and checker are one person")
{
    TempDesk desk;
    const auto record = newSubmitted(desk);
    const auto insertion = [&](const QString &maker, const QString &decider) {
        return u"INSERT INTO decisions (decision_id, case_id, revision, maker_id, decider_id, decision, "
               u"reason, "
               u"rule_reasons, comment, key_generation, decided_at) VALUES "
               u"('99999999-9999-4999-8999-999999999999', '%1', 1, '%2', '%3', 'approve', '', x'', x'', 1, "
               u"'2026-11-23T07:00:00.000Z')"_s.arg(record.caseId, maker, decider);
    };
    SECTION("plainly")
    {
        CHECK(desk.raw(insertion(kClerk, kClerk)).contains(u"maker_is_not_checker"_s));
    }
    SECTION("with a maker made up")
    {
        CHECK_FALSE(desk.raw(insertion(kOtherClerk, kClerk)).isEmpty());
    }
    SECTION("with a maker made up and a decider who did not make it")
    {
        CHECK(desk.raw(insertion(kOtherClerk, kSupervisor)).contains(u"FOREIGN KEY"_s));
    }
    SECTION("by turning a decision over to the maker")
    {
        REQUIRE(decideAs(desk, record, kSupervisor));
        CHECK_FALSE(desk.raw(u"UPDATE decisions SET decider_id = maker_id"_s).isEmpty());
        CHECK_FALSE(desk.raw(u"UPDATE decisions SET decider_id = maker_id, undone_at = 'x'"_s).isEmpty());
        CHECK_FALSE(desk.raw(u"UPDATE decisions SET maker_id = '%1'"_s.arg(kOtherClerk)).isEmpty());
        CHECK_FALSE(
            desk.raw(u"INSERT OR REPLACE INTO decisions SELECT decision_no, decision_id, case_id, revision, "
                     u"maker_id, maker_id, decision, reason, rule_reasons, comment, key_generation, "
                     u"decided_at, undone_at FROM decisions"_s)
                .isEmpty());
        CHECK_FALSE(
            desk.raw(u"INSERT OR REPLACE INTO decisions SELECT decision_no, '%1', case_id, revision, "
                     u"maker_id, "
                     u"'%2', decision, reason, rule_reasons, comment, key_generation, decided_at, undone_at "
                     u"FROM decisions"_s.arg(kOtherClerk, kOtherClerk))
                .isEmpty());
        CHECK_FALSE(desk.raw(u"DELETE FROM decisions"_s).isEmpty());
    }
    SECTION("by changing who made the revision")
    {
        CHECK_FALSE(desk.raw(u"UPDATE revisions SET maker_id = '%1'"_s.arg(kOtherClerk)).isEmpty());
        CHECK_FALSE(
            desk.raw(u"INSERT OR REPLACE INTO revisions SELECT revision_no, case_id, revision, '%1', "
                     u"content, findings, key_generation, pack, made_at FROM revisions"_s.arg(kOtherClerk))
                .isEmpty());
        CHECK_FALSE(desk.raw(u"DELETE FROM revisions"_s).isEmpty());
    }
    CHECK(desk.count(u"decisions WHERE decider_id = maker_id"_s) == 0);
    CHECK(desk.count(u"revisions WHERE maker_id = '%1'"_s.arg(kClerk)) == 1);
}

TEST_CASE("the database refuses that what happened is changed or deleted")
{
    TempDesk desk;
    const auto record = newSubmitted(desk);
    CHECK_FALSE(desk.raw(u"UPDATE revisions SET content = x'00'"_s).isEmpty());
    CHECK_FALSE(desk.raw(u"UPDATE cases SET reference = 'RUH-2026-0700009'"_s).isEmpty());
    CHECK_FALSE(desk.raw(u"UPDATE cases SET subject_id = subject_id"_s).isEmpty());
    CHECK_FALSE(desk.raw(u"UPDATE subjects SET sealed = x'00'"_s).isEmpty());
    CHECK_FALSE(desk.raw(u"INSERT OR REPLACE INTO subjects SELECT subject_id, hash, x'00', 9 FROM subjects"_s)
                    .isEmpty());
    CHECK_FALSE(desk.raw(u"DELETE FROM subjects"_s).isEmpty());
    CHECK_FALSE(desk.raw(u"UPDATE cases SET state = 'lost'"_s).isEmpty());
    CHECK_FALSE(desk.raw(u"DELETE FROM cases"_s).isEmpty());
    CHECK_FALSE(desk.raw(u"UPDATE case_moves SET actor_id = 'x'"_s).isEmpty());
    CHECK_FALSE(desk.raw(u"DELETE FROM case_moves"_s).isEmpty());
    CHECK(*desk.db->cases().latestRevision(record.caseId)->content.constData() == '{');
}

TEST_CASE("every move of the life-cycle is stored with its step, and every other one is refused")
{
    const auto [event, to] = GENERATE(table<CaseEvent, CaseState>({
        {CaseEvent::Withdraw, CaseState::Withdrawn},
        {CaseEvent::Recall, CaseState::Returned},
        {CaseEvent::Conflict, CaseState::Conflicted},
        {CaseEvent::Refuse, CaseState::Returned},
    }));
    TempDesk desk;
    const auto record = newSubmitted(desk);
    desk.clock.advance(std::chrono::minutes(1));
    const CaseEvent done = event;
    const auto after = desk.write([&] {
        return desk.db->cases().move({record.caseId, done, kSupervisor, u"why"_s, "theirs"});
    });
    CHECK(after.state == to);
    CHECK(after.changedAt == desk.clock.utc());
    const auto last = desk.db->cases().timeline(record.caseId)->last();
    CHECK(last.from == CaseState::Submitted);
    CHECK(last.to == to);
    CHECK(last.event == event);
    CHECK(last.reason == u"why"_s);
    CHECK(last.detail == "theirs");
    const auto refused = desk.attempt([&] {
        return desk.db->cases().move({record.caseId, CaseEvent::ReadBack, {}});
    });
    CHECK(refused.error() == Error{ErrorCode::WrongState, codeOf(to), {}});
    CHECK(desk.db->cases().timeline(record.caseId)->size() == 2);
}

TEST_CASE("a decision that is taken back leaves its trace and the case in review")
{
    TempDesk desk;
    const auto record = newSubmitted(desk);
    REQUIRE(decideAs(desk, record, kSupervisor));
    desk.clock.advance(std::chrono::seconds(5));
    const auto undone = desk.write([&] { return desk.db->cases().undoDecision(record.caseId, kSupervisor); });
    CHECK(undone.state == CaseState::Submitted);
    CHECK(desk.db->cases().decisions(record.caseId)->first().undoneAt == desk.clock.utc());
    REQUIRE(decideAs(desk, record, kSupervisor, Decision::Return));
    const auto decisions = *desk.db->cases().decisions(record.caseId);
    REQUIRE(decisions.size() == 2);
    CHECK(decisions[0].decision == Decision::Approve);
    CHECK_FALSE(decisions[1].undoneAt.isValid());
}

TEST_CASE("lists come in the order people work in")
{
    TempDesk desk;
    const auto tick = [&] { desk.clock.advance(std::chrono::minutes(1)); };
    const auto oldDraft = newDraft(desk, u"2000000006"_s);
    tick();
    const auto firstSubmitted = newSubmitted(desk, u"2123456788"_s);
    tick();
    const auto secondSubmitted = newSubmitted(desk, u"2234567895"_s);
    tick();
    const auto returned = newSubmitted(desk, u"2345678904"_s);
    REQUIRE(decideAs(desk, returned, kSupervisor, Decision::Return));
    tick();
    const auto newestDraft = newDraft(desk, u"2456789011"_s);
    tick();
    newDraft(desk, u"2567890120"_s, kOtherClerk);

    const auto ids = [](const QList<CaseRecord> &records) {
        QStringList list;
        for (const CaseRecord &record : records)
            list += record.caseId;
        return list;
    };
    CHECK(ids(*desk.db->cases().queue()) == QStringList{firstSubmitted.caseId, secondSubmitted.caseId});
    CHECK(ids(*desk.db->cases().mine(kClerk)) ==
          QStringList{returned.caseId, newestDraft.caseId, oldDraft.caseId});
    CHECK(ids(*desk.db->cases().mine(kClerk, 2)) == QStringList{returned.caseId, newestDraft.caseId});
    CHECK(desk.db->cases().list({})->size() == 6);
    CHECK(ids(*desk.db->cases().list({.state = CaseState::Submitted, .makerId = kClerk})) ==
          QStringList{secondSubmitted.caseId, firstSubmitted.caseId});
    CHECK(ids(*desk.db->cases().list({.iqamaNumber = kIqama})) == QStringList{returned.caseId});
    CHECK(desk.db->cases().list({.limit = 1})->size() == 1);
    const auto counts = *desk.db->cases().countsByState();
    CHECK(counts.value(CaseState::Draft) == 3);
    CHECK(counts.value(CaseState::Submitted) == 2);
    CHECK(counts.value(CaseState::Returned) == 1);
    const auto moves = *desk.db->cases().movesSince(desk.clock.utc().addSecs(-150));
    CHECK(moves.value(CaseEvent::Return) == 1);
    CHECK(moves.value(CaseEvent::Submit) == 1);
    CHECK(desk.db->cases().movesSince(desk.clock.utc().addDays(-1), kSupervisor)->size() == 1);
}

TEST_CASE("two connections do not lose each other's moves")
{
    TempDesk desk;
    const auto record = newSubmitted(desk);
    const auto second = DeskDatabase::open(desk.path(), Access::Write, desk.vault, desk.clock);
    REQUIRE(second);
    REQUIRE(decideAs(desk, record, kSupervisor));
    Transaction transaction((*second)->connection());
    const auto late = (*second)->cases().decide({.caseId = record.caseId, .deciderId = kOtherClerk});
    CHECK(late.error() == Error{ErrorCode::WrongState, u"approved"_s, {}});
}

TEST_CASE("numbers left out are not given")
{
    TempDesk desk;
    const auto before = newDraft(desk);
    desk.write([&] { return desk.db->cases().skipReferences(500); });
    const auto after = newDraft(desk, kOtherIqama);
    CHECK(after.reference.right(5).toInt() == before.reference.right(5).toInt() + 501);
}
