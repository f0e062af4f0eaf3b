#include "protocol/residentjson.h"

#include "protocol/json.h"

using namespace Qt::StringLiterals;

namespace desk
{

QJsonObject residentToJson(const Resident &resident)
{
    QStringList flags;
    for (const auto &[flag, code] : Codes<ResidentFlag>::kCodes) {
        if (resident.flags.testFlag(flag))
            flags.append(QString::fromUtf16(code));
    }
    const auto boolOrNull = [](std::optional<bool> value) {
        return value ? QJsonValue(*value) : QJsonValue(QJsonValue::Null);
    };
    return {{u"iqama_number"_s, resident.iqamaNumber},
            {u"name_ar"_s, textOrNull(resident.nameAr)},
            {u"name_en"_s, textOrNull(resident.nameEn)},
            {u"sex"_s, codeOrNull(resident.sex)},
            {u"birth_date"_s, textOrNull(resident.birthDate.toIso())},
            {u"nationality"_s, textOrNull(resident.nationality)},
            {u"passport_number"_s, textOrNull(resident.passport.number)},
            {u"passport_issuer"_s, textOrNull(resident.passport.issuer)},
            {u"passport_issued_on"_s, dateOrNull(resident.passport.issuedOn)},
            {u"passport_expires_on"_s, dateOrNull(resident.passport.expiresOn)},
            {u"iqama_status"_s, codeOf(resident.iqamaStatus)},
            {u"iqama_expires_on"_s, dateOrNull(resident.iqamaExpiresOn)},
            {u"category"_s, codeOrNull(resident.category)},
            {u"relation"_s, codeOrNull(resident.relation)},
            {u"head_id"_s, textOrNull(resident.headId)},
            {u"employer_id"_s, textOrNull(resident.employerId)},
            {u"employer_name"_s, textOrNull(resident.employerName)},
            {u"border_number"_s, textOrNull(resident.borderNumber)},
            {u"mobile"_s, textOrNull(resident.mobile)},
            {u"inside_kingdom"_s, boolOrNull(resident.insideKingdom)},
            {u"flags"_s, flags.join(u' ')},
            {u"version"_s, resident.version},
            {u"as_of"_s, instantOrNull(resident.asOf)}};
}

Result<Resident> residentFromJson(const QJsonObject &object, const QString &pointer)
{
    JsonReader in(object, pointer);
    Resident resident;
    resident.iqamaNumber = in.nonEmptyText("iqama_number");
    resident.nameAr = in.optionalText("name_ar");
    resident.nameEn = in.optionalText("name_en");
    resident.sex = in.optionalCode<Sex>("sex");
    if (const auto birthDate = PartialDate::fromIso(in.optionalText("birth_date")))
        resident.birthDate = *birthDate;
    else
        in.fail("birth_date", u"not a date"_s);
    resident.nationality = in.optionalText("nationality");
    resident.passport.number = in.optionalText("passport_number");
    resident.passport.issuer = in.optionalText("passport_issuer");
    resident.passport.issuedOn = in.optionalDate("passport_issued_on");
    resident.passport.expiresOn = in.optionalDate("passport_expires_on");
    resident.iqamaStatus = in.optionalCode<IqamaStatus>("iqama_status").value_or(IqamaStatus::Valid);
    resident.iqamaExpiresOn = in.optionalDate("iqama_expires_on");
    resident.category = in.optionalCode<ResidentCategory>("category");
    resident.relation = in.optionalCode<Relation>("relation");
    resident.headId = in.optionalText("head_id");
    resident.employerId = in.optionalText("employer_id");
    resident.employerName = in.optionalText("employer_name");
    resident.borderNumber = in.optionalText("border_number");
    resident.mobile = in.optionalText("mobile");
    resident.insideKingdom = in.nullableBoolean("inside_kingdom");
    const QStringList flags = in.optionalText("flags").split(u' ', Qt::SkipEmptyParts);
    for (const QString &code : flags) {
        if (const auto flag = fromCode<ResidentFlag>(code))
            resident.flags |= *flag;
        else
            in.fail("flags", u"unknown code"_s);
    }
    const qint64 version = in.optionalInteger("version").value_or(0);
    if (version < 0 || version > std::numeric_limits<int>::max())
        in.fail("version", u"out of range"_s);
    resident.version = int(version);
    resident.asOf = in.optionalInstant("as_of");
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return resident;
}

QJsonArray passportsToJson(const QList<PassportRecord> &passports)
{
    QJsonArray array;
    for (const PassportRecord &record : passports) {
        array.append(QJsonObject{{u"number"_s, record.passport.number},
                                 {u"issuer"_s, textOrNull(record.passport.issuer)},
                                 {u"issued_on"_s, dateOrNull(record.passport.issuedOn)},
                                 {u"expires_on"_s, dateOrNull(record.passport.expiresOn)},
                                 {u"state"_s, codeOf(record.state)},
                                 {u"case"_s, textOrNull(record.caseReference)},
                                 {u"personal_number"_s, textOrNull(record.personalNumber)},
                                 {u"updated_on"_s, dateOrNull(record.updatedOn)}});
    }
    return array;
}

Result<QList<PassportRecord>> passportsFromJson(const QJsonArray &array, const QString &pointer)
{
    QList<PassportRecord> passports;
    for (const QJsonValue &value : array) {
        const QString here = u"%1/%2"_s.arg(pointer).arg(passports.size());
        if (!value.isObject())
            return failure(ErrorCode::MalformedJson, here, u"wrong type"_s);
        JsonReader in(value.toObject(), here);
        PassportRecord record;
        record.passport.number = in.nonEmptyText("number");
        record.passport.issuer = in.optionalText("issuer");
        record.passport.issuedOn = in.optionalDate("issued_on");
        record.passport.expiresOn = in.optionalDate("expires_on");
        record.state = in.code<PassportState>("state");
        record.caseReference = in.optionalText("case");
        record.personalNumber = in.optionalText("personal_number");
        record.updatedOn = in.optionalDate("updated_on");
        if (const Result<> done = in.finish(); !done)
            return failure(done);
        passports.append(record);
    }
    return passports;
}

QJsonArray registeredToJson(const QList<RegisteredResident> &residents)
{
    QJsonArray array;
    for (const RegisteredResident &each : residents) {
        array.append(QJsonObject{{u"resident"_s, residentToJson(each.resident)},
                                 {u"passports"_s, passportsToJson(each.passports)}});
    }
    return array;
}

Result<QList<RegisteredResident>> registeredFromJson(const QJsonArray &array, const QString &pointer)
{
    QList<RegisteredResident> residents;
    residents.reserve(array.size());
    for (const QJsonValue &value : array) {
        const QString here = u"%1/%2"_s.arg(pointer).arg(residents.size());
        if (!value.isObject())
            return failure(ErrorCode::MalformedJson, here, u"wrong type"_s);
        JsonReader in(value.toObject(), here);
        RegisteredResident each;
        each.resident = in.take(residentFromJson(in.object("resident"), in.pointer("resident")));
        each.passports = in.take(passportsFromJson(in.array("passports"), in.pointer("passports")));
        if (const Result<> done = in.finish(); !done)
            return failure(done);
        residents.append(std::move(each));
    }
    return residents;
}

QByteArray recordedPassportToJson(const Passport &passport)
{
    if (passport.isEmpty())
        return {};
    return canonicalJson(
        {{QStringLiteral("passports"), passportsToJson({PassportRecord{.passport = passport}})}});
}

Result<Passport> recordedPassportFromJson(const QByteArray &json)
{
    if (json.isEmpty())
        return Passport();
    const auto object = parseJsonObject(json);
    if (!object)
        return failure(object);
    JsonReader reader(*object);
    const auto passports = passportsFromJson(reader.array("passports"));
    if (!passports)
        return failure(passports);
    return passports->isEmpty() ? Passport() : passports->first().passport;
}

} // namespace desk
