#include "cli/casejson.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/session.h"

#include "service/residentdesk.h"
#include "text/catalogue.h"

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

template <class E>
Json codeJson(const std::optional<E> &value)
{
    return value ? Json(codeOf(*value)) : Json();
}

QString flagCodes(ResidentFlags flags)
{
    QStringList codes;
    for (const auto &[flag, code] : Codes<ResidentFlag>::kCodes) {
        if (flags.testFlag(flag))
            codes.append(QString::fromUtf16(code));
    }
    return codes.join(u' ');
}

/// The keys of the residents file, in its order (contract §4); `more` follows them.
Json residentJson(const Resident &resident, const QList<std::pair<QString, Json>> &more)
{
    const auto text = [](const QString &value) { return Json::textOrNull(value); };
    QList<std::pair<QString, Json>> members = {
        {u"iqama_number"_s, resident.iqamaNumber},
        {u"name_ar"_s, text(resident.nameAr)},
        {u"name_en"_s, text(resident.nameEn)},
        {u"sex"_s, codeJson(resident.sex)},
        {u"birth_date"_s, text(resident.birthDate.toIso())},
        {u"nationality"_s, resident.nationality},
        {u"passport_number"_s, text(resident.passport.number)},
        {u"passport_issuer"_s, text(resident.passport.issuer)},
        {u"passport_issued_on"_s, day(resident.passport.issuedOn)},
        {u"passport_expires_on"_s, day(resident.passport.expiresOn)},
        {u"iqama_status"_s, codeOf(resident.iqamaStatus)},
        {u"iqama_expires_on"_s, day(resident.iqamaExpiresOn)},
        {u"category"_s, codeJson(resident.category)},
        {u"relation"_s, codeJson(resident.relation)},
        {u"head_id"_s, text(resident.headId)},
        {u"employer_id"_s, text(resident.employerId)},
        {u"employer_name"_s, text(resident.employerName)},
        {u"border_number"_s, text(resident.borderNumber)},
        {u"mobile"_s, text(resident.mobile)},
        {u"inside_kingdom"_s, resident.insideKingdom ? Json(*resident.insideKingdom) : Json()},
        {u"flags"_s, flagCodes(resident.flags)},
        {u"version"_s, resident.version},
        {u"as_of"_s, instant(resident.asOf)},
    };
    return Json::object(members + more);
}

Result<Ending> run(const Invocation &invocation)
{
    // Opening a resident is itself on record, so this reads with the right to write.
    const auto session = Session::open(invocation, Office::Access::Write, Act::LookUpResident);
    if (!session)
        return failure(session);
    const QString number = invocation.arguments.first();
    auto card = session->office().residents().open(session->actor(), number);
    if (!card && card.error().code == ErrorCode::NotFound) {
        const auto came = session->askHub([&number](HubRegister &hub) { return hub.about(number); });
        if (!came)
            return failure(came);
        if (*came)
            card = session->office().residents().open(session->actor(), number);
    }
    if (!card)
        return failure(card);
    QList<Json> passports;
    for (const PassportRecord &record : card->passports) {
        passports.append(Json::object({{"number", record.passport.number},
                                       {"issuer", record.passport.issuer},
                                       {"issued_on", day(record.passport.issuedOn)},
                                       {"expires_on", day(record.passport.expiresOn)},
                                       {"state", codeOf(record.state)},
                                       {"case", Json::textOrNull(record.caseReference)}}));
    }
    QList<Json> cases;
    for (const CaseRow &row : card->cases)
        cases.append(rowOf(row));
    invocation.output.object(residentJson(
        card->resident, {{u"passports"_s, Json::array(passports)}, {u"cases"_s, Json::array(cases)}}));

    const Catalogue &catalogue = Catalogue::builtIn();
    const Language language = invocation.common.language;
    const Resident &resident = card->resident;
    const auto line = [&](const QString &field, const QString &value) {
        if (!value.isEmpty())
            invocation.output.line(catalogue.fieldName(field, language) + u": "_s +
                                   invocation.output.shown(value));
    };
    line(u"iqama_number"_s, resident.iqamaNumber);
    line(u"name_ar"_s, resident.nameAr);
    line(u"name_en"_s, resident.nameEn);
    line(u"nationality"_s, resident.nationality);
    line(u"birth_date"_s, resident.birthDate.toIso());
    line(u"passport_number"_s, resident.passport.number);
    line(u"passport_issuer"_s, resident.passport.issuer);
    line(u"passport_issued_on"_s, resident.passport.issuedOn.toString(Qt::ISODate));
    line(u"passport_expires_on"_s, resident.passport.expiresOn.toString(Qt::ISODate));
    line(u"iqama_expires_on"_s, resident.iqamaExpiresOn.toString(Qt::ISODate));
    for (const CaseRow &row : card->cases)
        invocation.output.line(invocation.output.shown(row.reference) + u' ' +
                               catalogue.word(row.state, language));
    return Ending::Positive;
}

} // namespace

Command showCommand()
{
    return {
        u"show", u"IQAMA", 1,  1, {u"كل ما في السجل عن مقيم واحد", u"everything on record of one resident"},
        {},      true,     run};
}

} // namespace desk::cli
