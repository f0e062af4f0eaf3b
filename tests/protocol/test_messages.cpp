#include "base/sha256.h"
#include "support/builders.h"
#include "support/catch.h"

#include "protocol/casefile.h"
#include "protocol/enrolment.h"
#include "protocol/feed.h"
#include "protocol/json.h"
#include "protocol/message.h"
#include "protocol/payload.h"
#include "protocol/problem.h"
#include "protocol/residentjson.h"

#include <QJsonDocument>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

const QString kId = u"0b4f7e2a-1c3d-4e5f-8a9b-0c1d2e3f4a5b"_s;
const QString kOther = u"1b4f7e2a-1c3d-4e5f-8a9b-0c1d2e3f4a5b"_s;

CaseContent fullContent()
{
    CaseContent content = someContent();
    content.caseType = CaseType::Lost;
    content.passport.numberRepeated = QString();
    content.lossReport = u"L-1"_s;
    content.oldPassportPresented = false;
    content.acknowledged = {u"DT-012"_s};
    content.overrides = {{u"MZ-009"_s, u"reason"_s}};
    content.evidence = {{EvidenceKind::DataPage, u"page.png"_s, QString(64, u'a')}};
    content.note = u"ملاحظة \"with\" \\ and\nlines"_s;
    content.corrects = u"RUH-2026-0700001"_s;
    content.linkedTo = u"RUH-2026-0700002"_s;
    content.checked = {ChecklistItem::NewPassportSeen, ChecklistItem::HeadPresent};
    content.provenance = {
        {u"passport.number"_s,
         {FieldSource::TypedTwice, kOther, QDateTime(QDate(2026, 11, 23), QTime(8, 0), Qt::UTC)}}};
    return content;
}

CaseRevisionPayload somePayload()
{
    CaseRevisionPayload payload;
    payload.caseId = kId;
    payload.reference = u"RUH-2026-0100001"_s;
    payload.content = fullContent();
    payload.contentSha256 = contentSha256(payload.content);
    payload.findings = {
        {u"DT-012"_s, Severity::Warning, u"passport.expires_on"_s, {{u"days"_s, u"90"_s}}, true}};
    payload.verdict = Verdict::Supervisor;
    payload.pack = u"1"_s;
    payload.makerId = kOther;
    return payload;
}

} // namespace

TEST_CASE("a case file goes out and comes back the same", "[protocol]")
{
    for (const CaseContent &content : {fullContent(), someContent(), CaseContent()}) {
        const auto read = caseFileFromJson(caseFileToJson({kId, content}));
        REQUIRE(read);
        CHECK(read->id == kId);
        CHECK(read->content == content);
    }
}

TEST_CASE("the case file of the contract is read", "[protocol]")
{
    const auto file = caseFileFromJson(R"({"id":null,"iqama_number":"2123456788","case_type":"renewal",
        "reason":"renewed","passport":{"number":"A1234567","number_repeated":null,"issuer":"IND",
        "issued_on":"2026-10-01","expires_on":"2036-09-30","place_of_issue":"RIYADH"},"mrz":["P<IND","A1234567"],
        "applicant":{"role":"head_of_household","id":"1010101010","name":"x","authorisation_expires_on":null},
        "declaration":true,"loss_report":null,"fee_recorded":true,"acknowledged":["DT-012"],
        "overrides":[{"rule":"MZ-009","reason":"y"}],"evidence":[],"note":""})");
    REQUIRE(file);
    CHECK(file->id.isEmpty());
    CHECK(file->content.caseType == CaseType::Renewal);
    CHECK(file->content.mrz == QStringList{u"P<IND"_s, u"A1234567"_s});
    CHECK(file->content.overrides.size() == 1);
}

TEST_CASE("what is wrong in a case file is named, what is merely odd passes for the rules to judge",
          "[protocol]")
{
    const auto where = [](const QByteArray &text) {
        const auto file = caseFileFromJson(text);
        REQUIRE_FALSE(file);
        return file.error().where;
    };
    CHECK(where(R"({"surprise":1})") == u"/surprise"_s);
    CHECK(where(R"({"x_surprise":1})") == u"/x_surprise"_s);
    CHECK(where(R"({"passport":{"numbre":"x"}})") == u"/passport/numbre"_s);
    CHECK(where(R"({"passport":{"number":7}})") == u"/passport/number"_s);
    CHECK(where(R"({"passport":[]})") == u"/passport"_s);
    CHECK(where(R"({"mrz":["a",7]})") == u"/mrz/1"_s);
    CHECK(where(R"({"mrz":"a"})") == u"/mrz"_s);
    CHECK(where(R"({"declaration":"yes"})") == u"/declaration"_s);
    CHECK(where(R"({"case_type":"holiday"})") == u"/case_type"_s);
    CHECK(where(R"({"overrides":[{"rule":"MZ-009","why":"x"}]})") == u"/overrides/0/why"_s);
    CHECK(where(R"({"id":"not-a-uuid"})") == u"/id"_s);
    CHECK(where(R"([])").isEmpty());
    CHECK(caseFileFromJson(R"({"passport":{"issued_on":"31/02/2026"},"mrz":["short"],"applicant":null})"));
    CHECK(caseFileFromJson("{}"));
    CHECK(where(R"({"old_passport_presented":"no"})") == u"/old_passport_presented"_s);
    CHECK_FALSE(caseFileFromJson(R"({"old_passport_presented":null})")->content.oldPassportPresented);
}

TEST_CASE("one case file may stand over many lines, several stand one a line", "[protocol]")
{
    CHECK(caseFilesFromText("{\n \"note\": \"a\"\n}\n")->size() == 1);
    CHECK(caseFilesFromText("{\"note\":\"a\"}\n\n{\"note\":\"b\"}\r\n")->size() == 2);
    const auto bad = caseFilesFromText("{\"note\":\"a\"}\n{\"note\":7}\n");
    REQUIRE_FALSE(bad);
    CHECK(bad.error().where == u"line 2: /note"_s);
    CHECK_FALSE(caseFilesFromText(""));
}

TEST_CASE("the content's hash is pinned, so that desks of all versions agree on it", "[protocol]")
{
    CHECK(contentSha256(CaseContent()) == sha256Hex(canonicalJson(caseContentToJson(CaseContent()))));
    CaseContent changed = someContent();
    changed.note = u"x"_s;
    CHECK(contentSha256(changed) != contentSha256(someContent()));
    CHECK(
        canonicalJson(caseContentToJson(CaseContent())) ==
        R"({"acknowledged":[],"applicant":{"authorisation_expires_on":null,"id":null,"name":null,"role":null},)"
        R"("case_type":null,"declaration":false,"evidence":[],"fee_recorded":false,"iqama_number":null,)"
        R"("loss_report":null,"mrz":null,"note":"","overrides":[],"passport":{"expires_on":null,)"
        R"("issued_on":null,"issuer":null,"number":null,"number_repeated":null,"place_of_issue":null},)"
        R"("reason":null})");
}

TEST_CASE("payloads go out and come back the same", "[protocol]")
{
    CHECK(*caseRevisionFromPayload(toPayload(somePayload())) == somePayload());
    const CaseDecidedPayload decided{kId,
                                     u"R"_s,
                                     3,
                                     sha256Hex("x"),
                                     Decision::Return,
                                     u"other"_s,
                                     {{u"RC-011"_s, u"verified_exception"_s}},
                                     u"a comment long enough"_s,
                                     kOther};
    CHECK(*caseDecidedFromPayload(toPayload(decided)) == decided);
    const CaseWithdrawnPayload withdrawn{kId, u"R"_s, u"duplicate"_s, kOther};
    CHECK(*caseWithdrawnFromPayload(toPayload(withdrawn)) == withdrawn);
    const UserChangedPayload user{kId, u"clerk"_s, Role::Clerk | Role::Auditor, false, u"نورة"_s, u"Noura"_s};
    CHECK(*userChangedFromPayload(toPayload(user)) == user);
    const AuditHeadPayload head{9, sha256Hex("h")};
    CHECK(*auditHeadFromPayload(toPayload(head)) == head);
}

TEST_CASE("a payload whose content does not have the hash it claims is refused", "[protocol]")
{
    QJsonObject object = *parseJsonObject(toPayload(somePayload()));
    object.insert(u"content_sha256"_s, sha256Hex("other"));
    const auto read = caseRevisionFromPayload(canonicalJson(object));
    REQUIRE_FALSE(read);
    CHECK(read.error().where == u"/content_sha256"_s);
}

TEST_CASE("a newer version's further members are passed over in messages only when named for it",
          "[protocol]")
{
    QJsonObject object = *parseJsonObject(toPayload(somePayload()));
    object.insert(u"x_later"_s, 1);
    CHECK(caseRevisionFromPayload(canonicalJson(object)));
    object.insert(u"later"_s, 1);
    CHECK_FALSE(caseRevisionFromPayload(canonicalJson(object)));
}

TEST_CASE("messages and results go out and come back the same", "[protocol]")
{
    Message message;
    message.id = kId;
    message.kind = MessageKind::CaseRevised;
    message.resident = u"2345678904"_s;
    message.sequence = 4;
    message.baseVersion = 3;
    message.createdAt = QDateTime(QDate(2026, 11, 23), QTime(7, 0, 0, 123), Qt::UTC);
    message.actor = kOther;
    message.payload = toPayload(somePayload());
    message.payloadSha256 = sha256Hex(message.payload);
    CHECK(*messageFromJson(messageToJson(message)) == message);
    const auto sent = parseJsonObject(messagesRequest({message}));
    REQUIRE(sent);
    CHECK(sent->value("messages"_L1)[0].toObject() == messageToJson(message));

    MessageResult result;
    result.id = kId;
    result.outcome = Outcome::Conflict;
    result.code = u"conflict"_s;
    result.version = 4;
    result.findings = somePayload().findings;
    result.conflict = RegisterConflict{someResident(), someResident()};
    CHECK(*messageResultFromJson(messageResultToJson(result)) == result);
}

TEST_CASE("an answer that is cut anywhere is no answer", "[protocol]")
{
    MessageResult result;
    result.id = kId;
    result.outcome = Outcome::Accepted;
    result.position = 7;
    const QByteArray whole =
        QJsonDocument(QJsonObject{{u"epoch"_s, kOther},
                                  {u"stable_position"_s, 7},
                                  {u"results"_s, QJsonArray{messageResultToJson(result)}}})
            .toJson(QJsonDocument::Compact);
    REQUIRE(messagesAnswerFromJson(whole));
    for (qsizetype size = 0; size < whole.size(); ++size)
        CHECK_FALSE(messagesAnswerFromJson(whole.left(size)));
}

TEST_CASE("residents go out and come back the same", "[protocol]")
{
    Resident resident = someResident();
    resident.flags = ResidentFlag::SecurityHold | ResidentFlag::Companions;
    resident.relation = Relation::Son;
    CHECK(*residentFromJson(residentToJson(resident)) == resident);
    Resident bare;
    bare.iqamaNumber = u"2123456788"_s;
    bare.birthDate = {1990, 0, 0};
    CHECK(*residentFromJson(residentToJson(bare)) == bare);
    QJsonObject wrong = residentToJson(resident);
    wrong.insert(u"passport_expires_on"_s, u"2026-02-31"_s);
    CHECK(residentFromJson(wrong, u"/r"_s).error().where == u"/r/passport_expires_on"_s);
}

TEST_CASE("feed entries of every kind go out and come back the same", "[protocol]")
{
    const QDateTime at(QDate(2026, 11, 23), QTime(7, 0), Qt::UTC);
    const PassportRecord record{someResident().passport, PassportState::Lost, u"RUH-2026-0100001"_s,
                                u"9881012345"_s};
    CaseChanged change;
    change.message = MessageKind::CaseDecided;
    change.messageId = kId;
    change.caseId = kOther;
    change.resident = u"2345678904"_s;
    change.actor = kOther;
    change.workstation = 7;
    change.createdAt = at;
    change.payload = "{}";
    const FeedEntry entries[] = {{1, at, ResidentChanged{someResident(), {record}, kId}},
                                 {2, at, change},
                                 {3, at, UserChanged{kId, u"clerk"_s, Role::Clerk, true, {}, {}}},
                                 {4, at, LeaseChanged{kId, ReviewLease{kOther, 2, at}}},
                                 {5, at, LeaseChanged{kId, {}}}};
    for (const FeedEntry &entry : entries)
        CHECK(*feedEntryFromJson(feedEntryToJson(entry)) == entry);
    change.message = MessageKind::CaseLease;
    CHECK(feedEntryFromJson(feedEntryToJson({6, at, change})).error().where == u"/message"_s);
}

TEST_CASE("an enrolment code survives being typed, and no wrong letter passes", "[protocol]")
{
    const EnrolmentCode code{u"https://hub.example:8443"_s, QByteArray(32, '\x5a'), QByteArray(20, '\x11')};
    const QString text = enrolmentCodeText(code);
    CHECK(text.startsWith("PD1-"_L1));
    CHECK(*enrolmentCodeFromText(text) == code);
    QString typed = text.toLower();
    typed.replace(u'-', u' ').replace(u'0', u'o').replace(u'1', u'l');
    CHECK(*enrolmentCodeFromText(typed) == code);
    for (qsizetype i = 4; i < text.size(); ++i) {
        if (text[i] == u'-')
            continue;
        QString wrong = text;
        wrong[i] = wrong[i] == u'7' ? u'8' : u'7';
        INFO(wrong.toStdString());
        CHECK_FALSE(enrolmentCodeFromText(wrong));
    }
    for (const QString &bad :
         {QString(), u"PD1"_s, u"PD2-00000"_s, text.chopped(1), text + u"0"_s, text + u"U"_s})
        CHECK_FALSE(enrolmentCodeFromText(bad));
}

TEST_CASE("problem documents go out and come back the same", "[protocol]")
{
    const Problem problem{410, u"epoch_changed"_s, u"ع"_s, u"e"_s, u"after"_s, kId, 7};
    CHECK(*problemFromJson(problemToJson(problem)) == problem);
    CHECK_FALSE(problemFromJson("<html></html>"));
}
