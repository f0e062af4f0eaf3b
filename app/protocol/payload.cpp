#include "protocol/payload.h"

#include "protocol/casefile.h"
#include "protocol/json.h"

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr qint64 kMaxRevision = 1'000'000;

} // namespace

QStringList roleCodes(Roles roles)
{
    QStringList codes;
    for (const auto &[role, code] : Codes<Role>::kCodes) {
        if (roles.testFlag(role))
            codes.append(QString::fromUtf16(code));
    }
    return codes;
}

QByteArray toPayload(const CaseRevisionPayload &payload)
{
    return canonicalJson({{u"case_id"_s, payload.caseId},
                          {u"reference"_s, payload.reference},
                          {u"case_type"_s, codeOf(payload.caseType)},
                          {u"revision"_s, payload.revision},
                          {u"content"_s, caseContentToJson(payload.content)},
                          {u"content_sha256"_s, contentSha256(payload.content)},
                          {u"findings"_s, findingsToJson(payload.findings)},
                          {u"verdict"_s, codeOf(payload.verdict)},
                          {u"pack"_s, payload.pack},
                          {u"maker"_s, payload.makerId}});
}

Result<CaseRevisionPayload> caseRevisionFromPayload(const QByteArray &payload)
{
    const Result<QJsonObject> object = parseJsonObject(payload);
    if (!object)
        return failure(object);
    JsonReader in(*object);
    CaseRevisionPayload out;
    out.caseId = in.uuid("case_id");
    out.reference = in.nonEmptyText("reference");
    out.caseType = in.code<CaseType>("case_type");
    out.revision = int(in.integer("revision", 1, kMaxRevision));
    out.content = in.take(caseContentFromJson(in.object("content"), in.pointer("content")));
    out.contentSha256 = in.sha256("content_sha256");
    out.findings = in.take(findingsFromJson(in.array("findings"), in.pointer("findings")));
    out.verdict = in.code<Verdict>("verdict");
    out.pack = in.text("pack");
    out.makerId = in.uuid("maker");
    if (out.contentSha256 != contentSha256(out.content))
        in.fail("content_sha256", u"not the hash of the content"_s);
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return out;
}

QByteArray toPayload(const CaseDecidedPayload &payload)
{
    QJsonObject ruleReasons;
    for (auto it = payload.ruleReasons.begin(); it != payload.ruleReasons.end(); ++it)
        ruleReasons.insert(it.key(), it.value());
    return canonicalJson({{u"case_id"_s, payload.caseId},
                          {u"reference"_s, payload.reference},
                          {u"revision"_s, payload.revision},
                          {u"content_sha256"_s, payload.contentSha256},
                          {u"decision"_s, codeOf(payload.decision)},
                          {u"reason"_s, textOrNull(payload.reason)},
                          {u"rule_reasons"_s, ruleReasons},
                          {u"comment"_s, textOrNull(payload.comment)},
                          {u"decider"_s, payload.deciderId}});
}

Result<CaseDecidedPayload> caseDecidedFromPayload(const QByteArray &payload)
{
    const Result<QJsonObject> object = parseJsonObject(payload);
    if (!object)
        return failure(object);
    JsonReader in(*object);
    CaseDecidedPayload out;
    out.caseId = in.uuid("case_id");
    out.reference = in.nonEmptyText("reference");
    out.revision = int(in.integer("revision", 1, kMaxRevision));
    out.contentSha256 = in.sha256("content_sha256");
    out.decision = in.code<Decision>("decision");
    out.reason = in.optionalText("reason");
    const QJsonObject ruleReasons = in.optionalObject("rule_reasons").value_or(QJsonObject());
    for (auto it = ruleReasons.begin(); it != ruleReasons.end(); ++it) {
        if (!it.value().isString())
            in.fail("rule_reasons", u"wrong type"_s);
        out.ruleReasons.insert(it.key(), it.value().toString());
    }
    out.comment = in.optionalText("comment");
    out.deciderId = in.uuid("decider");
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return out;
}

QByteArray toPayload(const CaseWithdrawnPayload &payload)
{
    return canonicalJson({{u"case_id"_s, payload.caseId},
                          {u"reference"_s, payload.reference},
                          {u"reason"_s, textOrNull(payload.reason)},
                          {u"actor"_s, payload.actorId}});
}

Result<CaseWithdrawnPayload> caseWithdrawnFromPayload(const QByteArray &payload)
{
    const Result<QJsonObject> object = parseJsonObject(payload);
    if (!object)
        return failure(object);
    JsonReader in(*object);
    CaseWithdrawnPayload out;
    out.caseId = in.uuid("case_id");
    out.reference = in.nonEmptyText("reference");
    out.reason = in.optionalText("reason");
    out.actorId = in.uuid("actor");
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return out;
}

QByteArray toPayload(const CaseLeasePayload &payload)
{
    return canonicalJson({{u"case_id"_s, payload.caseId}, {u"act"_s, codeOf(payload.act)}});
}

Result<CaseLeasePayload> caseLeaseFromPayload(const QByteArray &payload)
{
    const Result<QJsonObject> object = parseJsonObject(payload);
    if (!object)
        return failure(object);
    JsonReader in(*object);
    CaseLeasePayload out;
    out.caseId = in.uuid("case_id");
    out.act = in.code<LeaseAct>("act");
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return out;
}

QByteArray toPayload(const UserChangedPayload &payload)
{
    return canonicalJson({{u"user_id"_s, payload.userId},
                          {u"name"_s, payload.name},
                          {u"roles"_s, QJsonArray::fromStringList(roleCodes(payload.roles))},
                          {u"active"_s, payload.active},
                          {u"x_display_name_ar"_s, textOrNull(payload.displayNameAr)},
                          {u"x_display_name_en"_s, textOrNull(payload.displayNameEn)},
                          {u"x_sign_key"_s, hexOrNull(payload.signKey)}});
}

Result<UserChangedPayload> userChangedFromPayload(const QByteArray &payload)
{
    const Result<QJsonObject> object = parseJsonObject(payload);
    if (!object)
        return failure(object);
    JsonReader in(*object);
    UserChangedPayload out;
    out.userId = in.uuid("user_id");
    out.name = in.nonEmptyText("name");
    in.array("roles");
    const QStringList roles = in.optionalTexts("roles");
    for (const QString &code : roles) {
        if (const auto role = fromCode<Role>(code))
            out.roles |= *role;
        else
            in.fail("roles", u"unknown code"_s);
    }
    out.active = in.boolean("active");
    out.displayNameAr = in.optionalText("x_display_name_ar");
    out.displayNameEn = in.optionalText("x_display_name_en");
    out.signKey = in.optionalHex("x_sign_key", kSignKeyBytes);
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return out;
}

QByteArray toPayload(const AuditHeadPayload &payload)
{
    return canonicalJson({{u"sequence"_s, payload.sequence}, {u"head"_s, payload.head}});
}

Result<AuditHeadPayload> auditHeadFromPayload(const QByteArray &payload)
{
    const Result<QJsonObject> object = parseJsonObject(payload);
    if (!object)
        return failure(object);
    JsonReader in(*object);
    AuditHeadPayload out;
    out.sequence = in.integer("sequence", 1);
    out.head = in.sha256("head");
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return out;
}

} // namespace desk
