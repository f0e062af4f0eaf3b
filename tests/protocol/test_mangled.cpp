// Documents of every kind that desk and hub exchange, mangled by a seed. DESK_FUZZ_INPUTS sets how many
// inputs, DESK_FUZZ_SEED which; a build with -DDESK_SANITIZE=address,undefined says the most.
#include "support/builders.h"
#include "support/catch.h"
#include "support/packs.h"

#include "protocol/casefile.h"
#include "protocol/enrolment.h"
#include "protocol/feed.h"
#include "protocol/json.h"
#include "protocol/message.h"
#include "protocol/payload.h"
#include "protocol/problem.h"
#include "protocol/reconcile.h"
#include "protocol/residentjson.h"

#include <random>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

const QString kId = u"0b4f7e2a-1c3d-4e5f-8a9b-0c1d2e3f4a5b"_s;
const QString kOther = u"1b4f7e2a-1c3d-4e5f-8a9b-0c1d2e3f4a5b"_s;

/// Reads a document of one kind and writes it again; nullopt: refused.
using Reader = std::function<std::optional<QByteArray>(const QByteArray &)>;

struct Kind {
    QByteArray document;
    Reader again;
};

template <class T>
Reader reader(Result<T> (*read)(const QByteArray &), QByteArray (*write)(const T &))
{
    return [read, write](const QByteArray &bytes) -> std::optional<QByteArray> {
        const Result<T> value = read(bytes);
        return value ? std::optional(write(*value)) : std::nullopt;
    };
}

template <class T>
Reader reader(Result<T> (*read)(const QJsonObject &, const QString &), QJsonObject (*write)(const T &))
{
    return [read, write](const QByteArray &bytes) -> std::optional<QByteArray> {
        const Result<QJsonObject> object = parseJsonObject(bytes);
        if (!object)
            return std::nullopt;
        const Result<T> value = read(*object, {});
        return value ? std::optional(canonicalJson(write(*value))) : std::nullopt;
    };
}

CaseRevisionPayload revision()
{
    CaseRevisionPayload payload;
    payload.caseId = kId;
    payload.reference = u"RUH-2026-0100001"_s;
    payload.content = someContent();
    payload.contentSha256 = contentSha256(payload.content);
    payload.pack = u"1"_s;
    payload.makerId = kOther;
    return payload;
}

QList<Kind> kinds()
{
    const QDateTime at(QDate(2026, 11, 23), QTime(8, 0), Qt::UTC);
    Message message;
    message.id = kId;
    message.kind = MessageKind::CaseSubmitted;
    message.resident = someResident().iqamaNumber;
    message.sequence = 1;
    message.createdAt = at;
    message.actor = kOther;
    message.payload = toPayload(revision());
    message.payloadSha256 = QString(64, u'a');
    MessageResult result;
    result.id = kId;
    result.outcome = Outcome::Conflict;
    result.code = u"conflict"_s;
    result.version = 4;
    result.conflict = RegisterConflict{someResident(), someResident()};
    const FeedEntry changed{7, at, ResidentChanged{someResident(), {{someResident().passport}}, kId}};
    const FeedEntry pack{8, at, RulesChanged{u"2026.12"_s, "{}", false}};
    const FeedEntry lease{9, at, LeaseChanged{kId, ReviewLease{kOther, 2, at}}};
    const UserChangedPayload user{kId, u"clerk"_s, Role::Clerk, true, u"كاتب"_s, u"Clerk"_s};
    EnrolAnswer enrolled;
    enrolled.epoch = kId;
    enrolled.workstationId = kOther;
    enrolled.number = 1;
    enrolled.token = u"t"_s;
    enrolled.branch = u"RUH"_s;
    enrolled.cursor = kId + u".0"_s;
    enrolled.ruleSigners = {{QByteArray(32, 'k'), u"Rules office"_s}};
    return {
        {canonicalJson(messageToJson(message)), reader<Message>(messageFromJson, messageToJson)},
        {canonicalJson(messageResultToJson(result)),
         reader<MessageResult>(messageResultFromJson, messageResultToJson)},
        {toPayload(revision()), reader<CaseRevisionPayload>(caseRevisionFromPayload, toPayload)},
        {toPayload(CaseDecidedPayload{kId,
                                      u"RUH-2026-0100001"_s,
                                      1,
                                      QString(64, u'b'),
                                      Decision::Reject,
                                      u"duplicate"_s,
                                      {{u"MZ-009"_s, u"other"_s}},
                                      u"x"_s,
                                      kOther}),
         reader<CaseDecidedPayload>(caseDecidedFromPayload, toPayload)},
        {toPayload(user), reader<UserChangedPayload>(userChangedFromPayload, toPayload)},
        {canonicalJson(feedEntryToJson(changed)), reader<FeedEntry>(feedEntryFromJson, feedEntryToJson)},
        {canonicalJson(feedEntryToJson(pack)), reader<FeedEntry>(feedEntryFromJson, feedEntryToJson)},
        {canonicalJson(feedEntryToJson(lease)), reader<FeedEntry>(feedEntryFromJson, feedEntryToJson)},
        {toPayload(CaseLeasePayload{kId, LeaseAct::TakeOver}),
         reader<CaseLeasePayload>(caseLeaseFromPayload, toPayload)},
        {enrolRequestToJson({QByteArray(20, 's'), u"desk"_s, user, {{kRecoverySigner, QByteArray(32, 'k')}}}),
         reader<EnrolRequest>(enrolRequestFromJson, enrolRequestToJson)},
        {enrolAnswerToJson(enrolled), reader<EnrolAnswer>(enrolAnswerFromJson, enrolAnswerToJson)},
        {reconcileRequestToJson(
             {kId + u".7"_s, {{kId, QString(64, u'a')}, {kOther, QString(64, u'b')}}, {kId}, {kOther}}),
         reader<ReconcileRequest>(reconcileRequestFromJson, reconcileRequestToJson)},
        {problemToJson({503, u"hub_busy"_s, u"مشغول"_s, u"busy"_s, {}, kId, 3}),
         reader<Problem>(problemFromJson, problemToJson)},
    };
}

/// One change of the kinds that break readers.
QByteArray mangled(QByteArray bytes, const QList<Kind> &all, std::mt19937_64 &random)
{
    static const QList<QByteArray> kSplinters = {"\"",
                                                 "\\",
                                                 "\\u0000",
                                                 "\\ud800",
                                                 "\xff",
                                                 "\xc0\xaf",
                                                 "{",
                                                 "}",
                                                 "[",
                                                 "]",
                                                 ",",
                                                 ":",
                                                 "null",
                                                 "true",
                                                 "-0",
                                                 "1e999",
                                                 "9223372036854775808",
                                                 "-1",
                                                 "0.5",
                                                 "\"id\":",
                                                 "\xe2\x80\xae",
                                                 QByteArray(40, '['),
                                                 QByteArray(200, ' '),
                                                 "\xef\xbb\xbf"};
    const auto below = [&random](qsizetype most) {
        return qsizetype(random() % quint64(std::max<qsizetype>(1, most)));
    };
    for (int changes = 1 + int(below(4)); changes > 0; --changes) {
        const qsizetype at = below(bytes.size());
        const qsizetype length = below(std::min<qsizetype>(64, bytes.size() - at));
        switch (below(7)) {
        case 0:
            if (!bytes.isEmpty())
                bytes[at] = char(random());
            break;
        case 1:
            bytes.remove(at, length);
            break;
        case 2:
            bytes.insert(below(bytes.size()), bytes.mid(at, length));
            break;
        case 3:
            bytes.insert(at, kSplinters.at(below(kSplinters.size())));
            break;
        case 4:
            bytes.truncate(at);
            break;
        case 5: {
            const QByteArray &other = all.at(below(all.size())).document;
            bytes.replace(at, length, other.mid(below(other.size()), length));
            break;
        }
        default:
            bytes.replace(at, std::min<qsizetype>(length, 20), QByteArray::number(qint64(random())));
        }
    }
    return bytes;
}

} // namespace

TEST_CASE("no mangled document stops a reader, and what is read is written and read the same", "[fuzz]")
{
    const QList<Kind> all = kinds();
    for (const Kind &kind : all) {
        INFO(kind.document.toStdString());
        REQUIRE(kind.again(kind.document));
    }
    bool given = false;
    int inputs = qEnvironmentVariableIntValue("DESK_FUZZ_INPUTS", &given);
    if (!given)
        inputs = 100'000;
    std::mt19937_64 random(qEnvironmentVariable("DESK_FUZZ_SEED", u"1"_s).toULongLong());
    int taken = 0;
    for (int i = 0; i < inputs; ++i) {
        const Kind &kind = all.at(qsizetype(random() % quint64(all.size())));
        const QByteArray input = mangled(kind.document, all, random);
        const auto once = kind.again(input);
        if (!once)
            continue;
        ++taken;
        const auto twice = kind.again(*once);
        if (twice != once) {
            INFO("input " << i << ": " << input.toStdString());
            INFO(once->toStdString());
            REQUIRE(twice);
            REQUIRE(*twice == *once);
        }
    }
    // Both outcomes are met often enough to mean something.
    CHECK(taken > inputs / 100);
    CHECK(taken < inputs / 2);
}
