#include "base/sha256.h"
#include "support/catch.h"
#include "support/testhub.h"

#include "domain/mrz.h"
#include "hub/register.h"
#include "hub/store.h"
#include "protocol/casefile.h"
#include "protocol/json.h"
#include "sql/statement.h"

#include <QJsonDocument>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

constexpr int kVersion = 3; // of someResident

/// Another person with another passport.
Resident someoneElse()
{
    Resident other = someResident();
    other.iqamaNumber = u"2123456788"_s;
    other.passport.number = u"B7654321"_s;
    return other;
}

} // namespace

TEST_CASE("a submitted case that another person approves changes the register", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const Message submitted = desk.submitted(newId(), someContent(), kVersion);
    const MessageResult first = desk.send(submitted);
    CHECK(codeOfAnswer(first) == u"accepted"_s);
    CHECK(first.version == kVersion);

    const MessageResult second = desk.send(desk.decided(submitted, Decision::Approve, kVersion));
    INFO(second.messageEn.toStdString());
    CHECK(codeOfAnswer(second) == u"accepted"_s);
    CHECK(second.version == kVersion + 1);
    CHECK(second.position > first.position);
}

TEST_CASE("the same message gives the same answer byte for byte, also after a restart", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const QByteArray body = messagesRequest({desk.submitted(newId(), someContent(), kVersion)});
    const auto results = [](const HttpsAnswer &answer) {
        const qsizetype at = answer.body.indexOf("\"results\":");
        return answer.body.mid(at, answer.body.indexOf("],", at) - at);
    };
    const QByteArray first = results(desk.client.post("/v1/messages", body));
    CHECK(first.contains("accepted"));
    CHECK(results(desk.client.post("/v1/messages", body)) == first);
    hub.stop();
    hub.start();
    CHECK(results(HttpsClient(hub.url(), desk.enrolment.token).post("/v1/messages", body)) == first);
}

TEST_CASE("an id that comes again with another content is refused", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const Message first = desk.submitted(newId(), someContent(), kVersion);
    desk.send(first);
    Message second = desk.submitted(newId(), someContent(), kVersion);
    second.id = first.id;
    CHECK(codeOfAnswer(desk.send(second)) == u"rejected/id_reused"_s);
}

TEST_CASE("a payload that does not have its hash is refused", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    Message message = desk.submitted(newId(), someContent(), kVersion);
    message.payloadSha256 = sha256Hex("something else");
    CHECK(codeOfAnswer(desk.send(message)) == u"rejected/payload_hash"_s);
}

TEST_CASE("a refused message leaves no trace and blocks no other of its batch", "[hub]")
{
    TestHub hub({someResident(), someoneElse()});
    TestDesk desk(hub);
    CaseContent unknown = someContent();
    unknown.iqamaNumber = u"2999999999"_s;
    CaseContent other = someContent();
    other.iqamaNumber = someoneElse().iqamaNumber;
    const Message bad = desk.submitted(newId(), unknown, 0);
    const auto results = desk.send(
        {desk.submitted(newId(), someContent(), kVersion), bad, desk.submitted(newId(), other, kVersion)});
    CHECK(codeOfAnswer(results[0]) == u"accepted"_s);
    CHECK(codeOfAnswer(results[1]) == u"rejected/unknown_resident"_s);
    CHECK(codeOfAnswer(results[2]) == u"accepted"_s);
    CHECK(codeOfAnswer(desk.send(bad)) == u"rejected/unknown_resident"_s); // judged anew, not replayed
    CHECK_FALSE(results[1].messageAr.isEmpty());
    CHECK_FALSE(results[1].messageEn.isEmpty());
}

TEST_CASE("a desk that built on another version hears of a conflict and what the register holds", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const Message stale = desk.submitted(newId(), someContent(), kVersion - 1);
    const MessageResult result = desk.send(stale);
    CHECK(codeOfAnswer(result) == u"conflict/conflict"_s);
    REQUIRE(result.conflict);
    CHECK(result.conflict->resident.version == kVersion);
    CHECK(result.conflict->resident.passport.number == u"A1234567"_s);
    CHECK(desk.send(stale) == result);

    SECTION("a merged revision on the register's version goes on")
    {
        const QString caseId = caseRevisionFromPayload(stale.payload)->caseId;
        CHECK(codeOfAnswer(desk.send(desk.submitted(caseId, someContent(), kVersion, u"clerk"_s, 2))) ==
              u"accepted"_s);
    }
}

TEST_CASE("a return or a rejection writes nothing over the register, so its version does not matter", "[hub]")
{
    for (const Decision decision : {Decision::Return, Decision::Reject, Decision::Approve}) {
        TestHub hub;
        TestDesk desk(hub);
        const Message revision = desk.submitted(newId(), someContent(), kVersion);
        desk.send(revision);
        Resident changed = someResident();
        changed.version = 0;
        changed.mobile = u"+966500000002"_s;
        hub.learns(changed);
        const auto result = desk.send(desk.decided(revision, decision, kVersion));
        CHECK(codeOfAnswer(result) ==
              (decision == Decision::Approve ? u"conflict/conflict"_s : u"accepted"_s));
    }
}

TEST_CASE("who made any revision of a case never decides it", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const QString caseId = newId();
    const Message first = desk.submitted(caseId, someContent(), kVersion, u"supervisor"_s);
    REQUIRE(codeOfAnswer(desk.send(first)) == u"accepted"_s);
    CHECK(codeOfAnswer(desk.send(desk.decided(first, Decision::Approve, kVersion))) ==
          u"rejected/same_person"_s);

    const Message second = desk.submitted(caseId, someContent(), kVersion, u"clerk"_s, 2);
    REQUIRE(codeOfAnswer(desk.send(second)) == u"accepted"_s);
    CHECK(codeOfAnswer(desk.send(desk.decided(second, Decision::Approve, kVersion))) ==
          u"rejected/same_person"_s);
    CHECK(codeOfAnswer(desk.send(desk.decided(second, Decision::Approve, kVersion, u"supervisor2"_s))) ==
          u"accepted"_s);
}

TEST_CASE("roles are checked again at the hub", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const Message submitted = desk.submitted(newId(), someContent(), kVersion);
    desk.send(submitted);
    CHECK(codeOfAnswer(desk.send(desk.decided(submitted, Decision::Approve, kVersion, u"clerk2"_s))) ==
          u"rejected/not_permitted"_s);
    CHECK(codeOfAnswer(desk.send(desk.withdrawn(submitted, u"clerk2"_s))) == u"rejected/not_permitted"_s);
    CHECK(codeOfAnswer(desk.send(desk.submitted(newId(), someContent(), kVersion, u"auditor"_s))) ==
          u"rejected/not_permitted"_s);

    const UserChangedPayload more{demoUser(u"clerk"_s).userId, u"clerk"_s, Role::Supervisor, true, {}, {}};
    CHECK(codeOfAnswer(desk.send(desk.message(MessageKind::UserChanged, more.userId, 0, more.userId,
                                              toPayload(more)))) == u"rejected/not_permitted"_s);
}

TEST_CASE("an unknown or disabled actor is refused", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const DemoUser clerk = demoUser(u"clerk"_s);
    const UserChangedPayload disabled{clerk.userId, clerk.userName, clerk.roles, false, {}, {}};
    const QString admin = demoUser(u"admin"_s).userId;
    REQUIRE(codeOfAnswer(desk.send(desk.message(MessageKind::UserChanged, clerk.userId, 0, admin,
                                                toPayload(disabled)))) == u"accepted"_s);
    CHECK(codeOfAnswer(desk.send(desk.submitted(newId(), someContent(), kVersion))) ==
          u"rejected/unknown_actor"_s);
    Message stranger = desk.submitted(newId(), someContent(), kVersion, u"clerk2"_s);
    stranger.actor = newId();
    CHECK(codeOfAnswer(desk.send(stranger)) == u"rejected/unknown_actor"_s);
}

TEST_CASE("a message in another person's name is refused", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    Message message = desk.submitted(newId(), someContent(), kVersion);
    message.actor = demoUser(u"clerk2"_s).userId;
    message.actorSignature = signatureOf(message.actor, message.payload);
    CHECK(codeOfAnswer(desk.send(message)) == u"rejected/actor_mismatch"_s);
}

TEST_CASE("a decision on anything but the latest revision is refused", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const QString caseId = newId();
    const Message first = desk.submitted(caseId, someContent(), kVersion);
    CaseContent changed = someContent();
    changed.note = u"again"_s;
    const Message second = desk.submitted(caseId, changed, kVersion, u"clerk"_s, 2);
    desk.send({first, second});
    CHECK(codeOfAnswer(desk.send(desk.decided(first, Decision::Approve, kVersion))) ==
          u"rejected/stale_revision"_s);
}

TEST_CASE("the hub's own rules block an approval that the desk let pass", "[hub]")
{
    Resident dead = someResident();
    dead.iqamaStatus = IqamaStatus::Deceased;
    TestHub hub({dead});
    TestDesk desk(hub);
    const Message submitted = desk.submitted(newId(), someContent(), kVersion);
    REQUIRE(codeOfAnswer(desk.send(submitted)) == u"accepted"_s);
    const MessageResult result = desk.send(desk.decided(submitted, Decision::Approve, kVersion));
    CHECK(codeOfAnswer(result) == u"rejected/blocked_by_rules"_s);
    const bool named = std::any_of(result.findings.begin(), result.findings.end(),
                                   [](const Finding &finding) { return finding.rule == "EL-001"_L1; });
    CHECK(named);
}

TEST_CASE("an approval answers what the rules find now, not what has gone since the case was sent", "[hub]")
{
    Resident employer = someoneElse();
    employer.flags = ResidentFlag::SecurityHold;
    Resident worker = someResident();
    worker.employerId = employer.iqamaNumber;
    TestHub hub({worker, employer});
    TestDesk desk(hub);

    CaseContent content = someContent();
    content.applicant = {ApplicantRole::DomesticEmployer, employer.iqamaNumber, u"صاحب العمل"_s, {}};
    const Message plain = desk.submitted(newId(), content, kVersion);
    auto sent = caseRevisionFromPayload(plain.payload);
    REQUIRE(sent);
    sent->findings = {{u"EL-005"_s, Severity::Supervisor, u"iqama_number"_s, {}, false}};
    sent->verdict = Verdict::Supervisor;
    const Message submitted =
        desk.message(plain.kind, plain.resident, kVersion, plain.actor, toPayload(*sent));
    REQUIRE(codeOfAnswer(desk.send(submitted)) == u"accepted"_s);

    const auto approved = [&](const QMap<QString, QString> &ruleReasons) {
        const Message bare = desk.decided(submitted, Decision::Approve, kVersion);
        auto payload = caseDecidedFromPayload(bare.payload);
        REQUIRE(payload);
        payload->ruleReasons = ruleReasons;
        return codeOfAnswer(
            desk.send(desk.message(bare.kind, bare.resident, kVersion, bare.actor, toPayload(*payload))));
    };
    const QString reason = u"verified_exception"_s;
    CHECK(approved({{u"WF-004"_s, reason}}) == u"rejected/reason_required"_s); // EL-005 still stands

    employer.flags = {};
    hub.learns(employer);
    CHECK(approved({{u"EL-005"_s, reason}}) == u"rejected/reason_required"_s);
    CHECK(approved({{u"WF-004"_s, reason}}) == u"accepted"_s);
}

TEST_CASE("an approved case's passport is the only active one, with the personal number its MRZ gave",
          "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const auto connection = openHub(hub.place(), Access::Write);
    REQUIRE(connection);
    Register residents(**connection, hub.clock);
    const auto history = [&] {
        const auto passports = residents.passports(2345678904);
        REQUIRE(passports);
        return *passports;
    };
    REQUIRE(history().size() == 1);
    const Passport recorded = history()[0].passport;
    REQUIRE(Statement(**connection,
                      u"INSERT INTO passports (resident_id, ordinal, number, compared, issuer, state, "
                      u"case_reference) "
                      u"VALUES (2345678904, 0, 'CA123456', 'CA123456', 'CAN', 'active', '')"_s)
                .run());

    CaseContent content = someContent();
    content.reason = UpdateReason::ReplacedLost;
    content.lossReport = u"4471"_s;
    content.mrz = composeTd3(u"P"_s, u"JOR"_s, u"ALKHATIB<<ADEL<SAMIR<MANSOUR"_s, u"A7654386"_s, u"JOR"_s,
                             {1988, 2, 14}, Sex::Male, QDate(2031, 11, 8), u"988<1012345"_s);
    const Message plain = desk.submitted(newId(), content, kVersion);
    auto revision = caseRevisionFromPayload(plain.payload);
    REQUIRE(revision);
    revision->caseType = CaseType::Lost;
    const Message submitted =
        desk.message(plain.kind, plain.resident, kVersion, plain.actor, toPayload(*revision));
    REQUIRE(codeOfAnswer(desk.send(submitted)) == u"accepted"_s);
    const Message bare = desk.decided(submitted, Decision::Approve, kVersion);
    auto decision = caseDecidedFromPayload(bare.payload);
    REQUIRE(decision);
    decision->reason = u"verified_exception"_s;
    REQUIRE(codeOfAnswer(desk.send(desk.message(bare.kind, bare.resident, kVersion, bare.actor,
                                                toPayload(*decision)))) == u"accepted"_s);

    const QList<PassportRecord> after = history();
    REQUIRE(after.size() == 3);
    CHECK(codeOf(after[0].state) == u"active"_s);
    CHECK(after[0].passport.number == u"A7654386"_s);
    CHECK(after[0].personalNumber == u"9881012345"_s);
    CHECK(after[1].passport == recorded);
    CHECK(codeOf(after[1].state) == u"lost"_s); // it was the effective one
    CHECK(codeOf(after[2].state) == u"superseded"_s);
}

TEST_CASE("a resident has one open case at a time, whichever desk made it", "[hub]")
{
    TestHub hub;
    TestDesk one(hub, u"one"_s);
    TestDesk two(hub, u"two"_s);
    const Message first = one.submitted(newId(), someContent(), kVersion);
    REQUIRE(codeOfAnswer(one.send(first)) == u"accepted"_s);
    CHECK(codeOfAnswer(two.send(two.submitted(newId(), someContent(), kVersion, u"clerk2"_s))) ==
          u"rejected/open_case_exists"_s);
    REQUIRE(codeOfAnswer(one.send(one.withdrawn(first))) == u"accepted"_s);
    CHECK(codeOfAnswer(two.send(two.submitted(newId(), someContent(), kVersion, u"clerk2"_s))) ==
          u"accepted"_s);
}

TEST_CASE("a later message of a chain is not overtaken by an earlier one", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const QString caseId = newId();
    const Message first = desk.submitted(caseId, someContent(), kVersion);
    const Message second = desk.submitted(caseId, someContent(), kVersion, u"clerk"_s, 2);
    CHECK(codeOfAnswer(desk.send(second)) == u"accepted"_s);
    CHECK(codeOfAnswer(desk.send(first)) == u"rejected/out_of_order"_s);
}

TEST_CASE("what a message would do is here already or not to be done: answered so, however late it comes",
          "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const QString caseId = newId();
    const auto submitted = [&](int revision) {
        return desk.submitted(caseId, someContent(), kVersion, u"clerk"_s, revision);
    };

    SECTION("the end of a case that is not here")
    {
        const Message unknown = desk.submitted(newId(), someContent(), kVersion);
        const Message end = desk.withdrawn(unknown);
        REQUIRE(codeOfAnswer(desk.send(submitted(1))) == u"accepted"_s);
        CHECK(codeOfAnswer(desk.send(end)) == u"accepted"_s);
        CHECK(codeOfAnswer(desk.send(unknown)) == u"rejected/out_of_order"_s);
    }
    SECTION("a revision")
    {
        const Message early = submitted(1);
        REQUIRE(codeOfAnswer(desk.send(submitted(1))) == u"accepted"_s);
        CHECK(codeOfAnswer(desk.send(early)) == u"duplicate"_s);
    }
    SECTION("a decision")
    {
        const Message first = submitted(1);
        const Message early = desk.decided(first, Decision::Return, kVersion);
        const Message other = desk.decided(first, Decision::Return, kVersion, u"supervisor2"_s);
        REQUIRE(codeOfAnswer(desk.send(first)) == u"accepted"_s);
        REQUIRE(codeOfAnswer(desk.send(desk.decided(first, Decision::Return, kVersion))) == u"accepted"_s);
        CHECK(codeOfAnswer(desk.send(early)) == u"duplicate"_s);
        CHECK(codeOfAnswer(desk.send(other)) == u"rejected/wrong_state"_s);
    }
    SECTION("the end of a case, and no end of one that has gone on")
    {
        const Message first = submitted(1);
        const Message early = desk.withdrawn(first);
        REQUIRE(codeOfAnswer(desk.send(submitted(2))) == u"accepted"_s);
        CHECK(codeOfAnswer(desk.send(early)) == u"rejected/out_of_order"_s);
        REQUIRE(codeOfAnswer(desk.send(desk.withdrawn(first))) == u"accepted"_s);
        CHECK(codeOfAnswer(desk.send(early)) == u"duplicate"_s);
    }
}

TEST_CASE("a returned case comes again as a new revision", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const QString caseId = newId();
    const Message first = desk.submitted(caseId, someContent(), kVersion);
    desk.send(first);
    CHECK(codeOfAnswer(desk.send(desk.decided(first, Decision::Return, kVersion))) == u"accepted"_s);
    CHECK(codeOfAnswer(desk.send(desk.decided(first, Decision::Approve, kVersion, u"supervisor2"_s))) ==
          u"rejected/wrong_state"_s);
    const Message second = desk.submitted(caseId, someContent(), kVersion, u"clerk"_s, 2);
    CHECK(codeOfAnswer(desk.send(second)) == u"accepted"_s);
    CHECK(codeOfAnswer(desk.send(desk.decided(second, Decision::Reject, kVersion))) == u"accepted"_s);
    CHECK(codeOfAnswer(desk.send(desk.submitted(caseId, someContent(), kVersion, u"clerk"_s, 3))) ==
          u"rejected/already_decided"_s);
}

TEST_CASE("a cancelled id stays cancelled, an applied one cannot be", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const auto voided = [&desk](const QString &id) {
        const HttpsAnswer answer = desk.client.post("/v1/messages/" + id.toLatin1() + "/void", "{}");
        REQUIRE(answer.status == 200);
        const auto parsed = voidAnswerFromJson(answer.body);
        REQUIRE(parsed);
        return parsed->result;
    };
    const Message never = desk.submitted(newId(), someContent(), kVersion);
    CHECK(codeOfAnswer(voided(never.id)) == u"rejected/voided"_s);
    CHECK(codeOfAnswer(desk.send(never)) == u"rejected/voided"_s);
    const Message applied = desk.submitted(newId(), someContent(), kVersion);
    const MessageResult taken = desk.send(applied);
    CHECK(voided(applied.id) == taken);
}

TEST_CASE("a malformed message is refused by itself, an unknown kind by its name", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    QJsonObject unknown = messageToJson(desk.submitted(newId(), someContent(), kVersion));
    unknown.insert(u"kind"_s, u"case.sealed"_s);
    QJsonObject extra = messageToJson(desk.submitted(newId(), someContent(), kVersion));
    extra.insert(u"surprise"_s, 1);
    QJsonObject newer = messageToJson(desk.submitted(newId(), someContent(), kVersion));
    newer.insert(u"x_surprise"_s, 1);
    const QJsonArray all{unknown, extra, newer};
    const auto answer = messagesAnswerFromJson(
        desk.client.post("/v1/messages", QJsonDocument(QJsonObject{{u"messages"_s, all}}).toJson()).body);
    REQUIRE(answer);
    CHECK(codeOfAnswer(answer->results[0]) == u"rejected/unknown_kind"_s);
    CHECK(codeOfAnswer(answer->results[1]) == u"rejected/malformed"_s);
    CHECK(codeOfAnswer(answer->results[2]) == u"accepted"_s);
}

TEST_CASE("a desk that keeps a finding to itself cannot save its supervisor the reason", "[hub]")
{
    Resident renamed = someResident();
    renamed.nameAr = u"فهد ناصر"_s;
    renamed.nameEn = u"FAHD NASSER"_s;
    TestHub hub({renamed});
    TestDesk desk(hub);
    const Message submitted = desk.submitted(newId(), someContent(), kVersion); // says: no findings
    REQUIRE(codeOfAnswer(desk.send(submitted)) == u"accepted"_s);
    const MessageResult result = desk.send(desk.decided(submitted, Decision::Approve, kVersion));
    CHECK(codeOfAnswer(result) == u"rejected/reason_required"_s);
    CHECK_FALSE(result.findings.isEmpty());
}

TEST_CASE("an audit chain that became shorter is refused", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const QString admin = demoUser(u"admin"_s).userId;
    const auto head = [&](qint64 sequence) {
        return desk.message(MessageKind::AuditHead, {}, 0, admin,
                            toPayload(AuditHeadPayload{sequence, sha256Hex("x")}));
    };
    CHECK(codeOfAnswer(desk.send(head(7))) == u"accepted"_s);
    CHECK(codeOfAnswer(desk.send(head(6))) == u"rejected/audit_rollback"_s);
}
