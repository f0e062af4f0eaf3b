#include "protocol/casefile.h"

#include "base/clock.h"
#include "base/sha256.h"
#include "protocol/json.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

// A content is hashed as a whole, so a member this version does not know cannot be passed over in it.
constexpr auto kStrict = JsonReader::Unknown::Refuse;

EnteredPassport readPassport(JsonReader &parent)
{
    JsonReader in(parent.optionalObject("passport").value_or(QJsonObject()), parent.pointer("passport"),
                  kStrict);
    EnteredPassport passport;
    passport.number = in.optionalText("number");
    passport.numberRepeated = in.nullableText("number_repeated");
    passport.issuer = in.optionalText("issuer");
    passport.issuedOn = in.optionalText("issued_on");
    passport.expiresOn = in.optionalText("expires_on");
    passport.placeOfIssue = in.optionalText("place_of_issue");
    const Result<> done = in.finish();
    return parent.take(done ? Result<EnteredPassport>(passport) : Result<EnteredPassport>(failure(done)));
}

Applicant readApplicant(JsonReader &parent)
{
    JsonReader in(parent.optionalObject("applicant").value_or(QJsonObject()), parent.pointer("applicant"),
                  kStrict);
    Applicant applicant;
    applicant.role = in.optionalCode<ApplicantRole>("role");
    applicant.id = in.optionalText("id");
    applicant.name = in.optionalText("name");
    applicant.authorisationExpiresOn = in.optionalText("authorisation_expires_on");
    const Result<> done = in.finish();
    return parent.take(done ? Result<Applicant>(applicant) : Result<Applicant>(failure(done)));
}

QList<Override> readOverrides(JsonReader &parent)
{
    QList<Override> overrides;
    const QList<QJsonObject> objects = parent.optionalObjects("overrides");
    for (const QJsonObject &object : objects) {
        JsonReader in(object, parent.pointer("overrides", overrides.size()), kStrict);
        Override item;
        item.rule = in.text("rule");
        item.reason = in.optionalText("reason");
        const Result<> done = in.finish();
        overrides.append(parent.take(done ? Result<Override>(item) : Result<Override>(failure(done))));
    }
    return overrides;
}

QList<EvidenceItem> readEvidence(JsonReader &parent)
{
    QList<EvidenceItem> evidence;
    const QList<QJsonObject> objects = parent.optionalObjects("evidence");
    for (const QJsonObject &object : objects) {
        JsonReader in(object, parent.pointer("evidence", evidence.size()), kStrict);
        EvidenceItem item;
        item.kind = in.code<EvidenceKind>("kind");
        item.file = in.optionalText("file");
        item.sha256 = in.optionalText("sha256");
        if (!item.sha256.isEmpty() && !isSha256(item.sha256))
            in.fail("sha256", u"not a SHA-256"_s);
        const Result<> done = in.finish();
        evidence.append(parent.take(done ? Result<EvidenceItem>(item) : Result<EvidenceItem>(failure(done))));
    }
    return evidence;
}

QList<ChecklistItem> readChecked(JsonReader &in)
{
    QList<ChecklistItem> checked;
    for (const QString &code : in.optionalTexts("checked")) {
        if (const auto item = fromCode<ChecklistItem>(code))
            checked.append(*item);
        else
            in.fail("checked", u"unknown code"_s);
    }
    return checked;
}

QMap<QString, Provenance> readProvenance(JsonReader &parent)
{
    QMap<QString, Provenance> provenance;
    const QJsonObject fields = parent.optionalObject("provenance").value_or(QJsonObject());
    for (auto field = fields.begin(); field != fields.end(); ++field) {
        JsonReader in(field->toObject(), parent.pointer("provenance") + u'/' + field.key(), kStrict);
        Provenance one;
        one.source = in.code<FieldSource>("source");
        one.userId = in.uuid("by");
        one.at = in.instant("at");
        const Result<> done = in.finish();
        provenance.insert(field.key(),
                          parent.take(done ? Result<Provenance>(one) : Result<Provenance>(failure(done))));
    }
    return provenance;
}

CaseContent readContent(JsonReader &in)
{
    CaseContent content;
    content.iqamaNumber = in.optionalText("iqama_number");
    content.caseType = in.optionalCode<CaseType>("case_type");
    content.reason = in.optionalCode<UpdateReason>("reason");
    content.passport = readPassport(in);
    if (const QStringList lines = in.optionalTexts("mrz"); !in.isNullOrAbsent("mrz"))
        content.mrz = lines;
    content.applicant = readApplicant(in);
    content.declaration = in.optionalBoolean("declaration");
    content.lossReport = in.optionalText("loss_report");
    content.oldPassportPresented = in.nullableBoolean("old_passport_presented");
    content.feeRecorded = in.optionalBoolean("fee_recorded");
    content.acknowledged = in.optionalTexts("acknowledged");
    content.overrides = readOverrides(in);
    content.evidence = readEvidence(in);
    content.corrects = in.optionalText("corrects");
    content.linkedTo = in.optionalText("linked_to");
    content.checked = readChecked(in);
    content.provenance = readProvenance(in);
    content.note = in.optionalText("note");
    return content;
}

} // namespace

Result<CaseContent> caseContentFromBytes(const QByteArray &bytes)
{
    const auto object = parseJsonObject(bytes);
    return object ? caseContentFromJson(*object) : failure(object);
}

Result<CaseContent> caseContentFromJson(const QJsonObject &object, const QString &pointer)
{
    JsonReader in(object, pointer, kStrict);
    CaseContent content = readContent(in);
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return content;
}

QJsonObject provenanceToJson(const QMap<QString, Provenance> &provenance)
{
    QJsonObject object;
    for (auto field = provenance.begin(); field != provenance.end(); ++field) {
        object.insert(field.key(), QJsonObject{{u"source"_s, codeOf(field->source)},
                                               {u"by"_s, field->userId},
                                               {u"at"_s, isoInstant(field->at)}});
    }
    return object;
}

QJsonObject caseContentToJson(const CaseContent &content)
{
    QJsonArray overrides;
    for (const Override &item : content.overrides)
        overrides.append(QJsonObject{{u"rule"_s, item.rule}, {u"reason"_s, item.reason}});
    QJsonArray evidence;
    for (const EvidenceItem &item : content.evidence)
        evidence.append(QJsonObject{{u"kind"_s, codeOf(item.kind)},
                                    {u"file"_s, textOrNull(item.file)},
                                    {u"sha256"_s, textOrNull(item.sha256)}});
    const EnteredPassport &passport = content.passport;
    const Applicant &applicant = content.applicant;
    QJsonObject object{
        {u"iqama_number"_s, textOrNull(content.iqamaNumber)},
        {u"case_type"_s, codeOrNull(content.caseType)},
        {u"reason"_s, codeOrNull(content.reason)},
        {u"passport"_s,
         QJsonObject{{u"number"_s, textOrNull(passport.number)},
                     {u"number_repeated"_s, passport.numberRepeated ? QJsonValue(*passport.numberRepeated)
                                                                    : QJsonValue(QJsonValue::Null)},
                     {u"issuer"_s, textOrNull(passport.issuer)},
                     {u"issued_on"_s, textOrNull(passport.issuedOn)},
                     {u"expires_on"_s, textOrNull(passport.expiresOn)},
                     {u"place_of_issue"_s, textOrNull(passport.placeOfIssue)}}},
        {u"mrz"_s,
         content.mrz ? QJsonValue(QJsonArray::fromStringList(*content.mrz)) : QJsonValue(QJsonValue::Null)},
        {u"applicant"_s,
         QJsonObject{{u"role"_s, codeOrNull(applicant.role)},
                     {u"id"_s, textOrNull(applicant.id)},
                     {u"name"_s, textOrNull(applicant.name)},
                     {u"authorisation_expires_on"_s, textOrNull(applicant.authorisationExpiresOn)}}},
        {u"declaration"_s, content.declaration},
        {u"loss_report"_s, textOrNull(content.lossReport)},
        {u"fee_recorded"_s, content.feeRecorded},
        {u"acknowledged"_s, QJsonArray::fromStringList(content.acknowledged)},
        {u"overrides"_s, overrides},
        {u"evidence"_s, evidence},
        {u"note"_s, content.note}};
    // Left out while nobody was asked: a content written before there was such a member keeps its hash.
    if (content.oldPassportPresented)
        object.insert(u"old_passport_presented"_s, *content.oldPassportPresented);
    if (!content.corrects.isEmpty())
        object.insert(u"corrects"_s, content.corrects);
    if (!content.linkedTo.isEmpty())
        object.insert(u"linked_to"_s, content.linkedTo);
    if (!content.checked.isEmpty()) {
        QJsonArray checked;
        for (const ChecklistItem item : content.checked)
            checked.append(codeOf(item));
        object.insert(u"checked"_s, checked);
    }
    if (!content.provenance.isEmpty())
        object.insert(u"provenance"_s, provenanceToJson(content.provenance));
    return object;
}

QString contentSha256(const CaseContent &content)
{
    return sha256Hex(canonicalJson(caseContentToJson(content)));
}

Result<CaseFile> caseFileFromJson(const QByteArray &json)
{
    const Result<QJsonObject> object = parseJsonObject(json);
    if (!object)
        return failure(object);
    JsonReader in(*object, {}, kStrict);
    CaseFile file;
    if (const std::optional<QString> id = in.nullableText("id")) {
        file.id = id->toLower();
        if (!isUuid(file.id))
            in.fail("id", u"not a UUID"_s);
    }
    file.content = readContent(in);
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return file;
}

Result<QList<CaseFile>> caseFilesFromText(const QByteArray &text)
{
    const QList<QByteArray> lines = text.split('\n');
    QList<CaseFile> files;
    // JSON Lines when the first line with something in it is a whole value by itself.
    const auto first =
        std::find_if(lines.begin(), lines.end(), [](const QByteArray &l) { return !l.trimmed().isEmpty(); });
    if (first == lines.end() || !parseJson(*first)) {
        Result<CaseFile> file = caseFileFromJson(text);
        if (!file)
            return failure(file);
        files.append(*std::move(file));
        return files;
    }
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (lines[i].trimmed().isEmpty())
            continue;
        Result<CaseFile> file = caseFileFromJson(lines[i]);
        if (!file)
            return failure(file.error().code, u"line %1: %2"_s.arg(i + 1).arg(file.error().where),
                           file.error().detail);
        files.append(*std::move(file));
    }
    return files;
}

QByteArray caseFileToJson(const CaseFile &file)
{
    QJsonObject object = caseContentToJson(file.content);
    object.insert(u"id"_s, textOrNull(file.id));
    return canonicalJson(object);
}

QByteArray findingsToBytes(const QList<Finding> &findings)
{
    return QJsonDocument(findingsToJson(findings)).toJson(QJsonDocument::Compact);
}

QJsonArray findingsToJson(const QList<Finding> &findings)
{
    QJsonArray array;
    for (const Finding &finding : findings) {
        QJsonObject args;
        for (auto it = finding.args.begin(); it != finding.args.end(); ++it)
            args.insert(it.key(), it.value());
        array.append(QJsonObject{{u"rule"_s, finding.rule},
                                 {u"severity"_s, codeOf(finding.severity)},
                                 {u"field"_s, textOrNull(finding.field)},
                                 {u"args"_s, args},
                                 {u"acknowledged"_s, finding.acknowledged}});
    }
    return array;
}

Result<QList<Finding>> findingsFromJson(const QJsonArray &array, const QString &pointer)
{
    QList<Finding> findings;
    for (const QJsonValue &value : array) {
        const QString here = u"%1/%2"_s.arg(pointer).arg(findings.size());
        if (!value.isObject())
            return failure(ErrorCode::MalformedJson, here, u"wrong type"_s);
        JsonReader in(value.toObject(), here);
        Finding finding;
        finding.rule = in.nonEmptyText("rule");
        finding.severity = in.code<Severity>("severity");
        finding.field = in.optionalText("field");
        const QJsonObject args = in.optionalObject("args").value_or(QJsonObject());
        for (auto it = args.begin(); it != args.end(); ++it) {
            if (!it.value().isString())
                in.fail("args", u"wrong type"_s);
            finding.args.insert(it.key(), it.value().toString());
        }
        finding.acknowledged = in.optionalBoolean("acknowledged");
        if (const Result<> done = in.finish(); !done)
            return failure(done);
        findings.append(finding);
    }
    return findings;
}

Result<QList<Finding>> findingsFromBytes(const QByteArray &bytes)
{
    const auto value = parseJson(bytes);
    return value ? findingsFromJson(value->toArray()) : failure(value);
}

} // namespace desk
