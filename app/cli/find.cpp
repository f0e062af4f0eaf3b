#include "cli/casejson.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/limit.h"
#include "cli/session.h"

#include "base/digits.h"
#include "service/residentdesk.h"
#include "text/catalogue.h"

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kMostFound = 1000;

Json toJson(const FoundResident &found, bool explain)
{
    const Resident &resident = found.resident;
    QList<std::pair<QString, Json>> members = {
        {u"iqama_number"_s, resident.iqamaNumber},
        {u"name_ar"_s, Json::textOrNull(resident.nameAr)},
        {u"name_en"_s, Json::textOrNull(resident.nameEn)},
        {u"birth_date"_s, Json::textOrNull(resident.birthDate.toIso())},
        {u"nationality"_s, resident.nationality},
        {u"sex"_s, resident.sex ? Json(codeOf(*resident.sex)) : Json()},
        {u"passport_number"_s, Json::textOrNull(resident.passport.number)},
        {u"passport_issuer"_s, Json::textOrNull(resident.passport.issuer)},
        {u"passport_expires_on"_s, day(resident.passport.expiresOn)},
        {u"matched_by"_s, codeOf(found.matchedBy)},
        {u"score"_s, found.score}};
    if (explain) {
        QStringList rules;
        for (const Finding &finding : found.eligibilityFindings)
            rules += finding.rule;
        members += {u"eligibility"_s, codeOf(found.eligibility)};
        members += {u"eligibility_rules"_s, rules};
    }
    return Json::object(members);
}

void tell(const Invocation &invocation, const FindResult &result)
{
    const Language language = invocation.common.language;
    constexpr Words kHeads[] = {{u"رقم الإقامة", u"Iqama"},
                                {u"الاسم", u"Name"},
                                {u"الجنسية", u"Nationality"},
                                {u"رقم الجواز", u"Passport"},
                                {u"ينتهي", u"Expires"}};
    QList<QStringList> rows;
    for (const FoundResident &found : result.residents) {
        const Resident &resident = found.resident;
        const bool arabic = language == Language::Arabic;
        const QString name = arabic == resident.nameAr.isEmpty() ? resident.nameEn : resident.nameAr;
        rows += {resident.iqamaNumber, name, resident.nationality, resident.passport.number,
                 resident.passport.expiresOn.toString(Qt::ISODate)};
    }
    invocation.output.table(invocation.say(kHeads), rows);
}

/// Whom this desk has; when it has nobody and holds part of the register, whom its hub has.
Result<FindResult> find(const Invocation &invocation, const Session &session, const FindRequest &request)
{
    const ResidentDesk &desk = session.office().residents();
    auto result = desk.find(request);
    if (!result || !result->residents.isEmpty())
        return result;
    const auto question = [&request](HubRegister &hub) { return hub.about(request.query); };
    const auto asked = question(session.office().hubRegister());
    if (!asked)
        return failure(asked);
    if (!*asked)
        return result;
    // Who comes is kept.
    if (!session.records())
        return failure(ErrorCode::DeskBusy);
    const auto came = session.askHub(question);
    if (!came)
        return failure(came);
    if (*came)
        return desk.find(request);
    constexpr Words kNobody{
        u"لا يعرف هذا الجهاز ولا الخادم المركزي مقيمًا بالرقم %1. قارن الأرقام ببطاقة هوية المقيم.",
        u"Neither this desk nor the hub knows a resident with number %1. Compare the digits with the "
        u"resident "
        u"identity card."};
    Output::message(invocation.say(kNobody).arg(cleanIdentifier(request.query)));
    return result;
}

Result<Ending> run(const Invocation &invocation)
{
    FindRequest request;
    const auto limit = limitOf(invocation, request.limit, kMostFound);
    if (!limit)
        return failure(limit);
    request.limit = *limit;
    const bool explain = invocation.has(u"explain"_s);
    const auto session = Session::openToLookUp(invocation);
    if (!session)
        return failure(session);
    const QString query = invocation.arguments.first();
    if (query != "-"_L1) {
        request.query = query;
        const auto result = find(invocation, *session, request);
        if (!result)
            return failure(result);
        for (const FoundResident &found : result->residents)
            invocation.output.object(toJson(found, explain));
        tell(invocation, *result);
        return result->residents.isEmpty() ? Ending::Negative : Ending::Positive;
    }

    const auto queries = readLines();
    if (!queries)
        return failure(queries);
    Ending ending = Ending::Positive;
    for (const QString &line : *queries) {
        request.query = line;
        const auto result = find(invocation, *session, request);
        if (!result)
            return failure(result);
        QList<Json> found;
        for (const FoundResident &each : result->residents)
            found += toJson(each, explain);
        invocation.output.object(Json::object({{"query", line},
                                               {"count", result->total},
                                               {"micros", result->micros},
                                               {"results", Json::array(found)}}));
        tell(invocation, *result);
        if (found.isEmpty())
            ending = Ending::Negative;
    }
    return ending;
}

} // namespace

Command findResidentsCommand()
{
    return {u"find",
            u"QUERY | -",
            1,
            1,
            {u"البحث عن مقيم برقم أو اسم، أو بأسطر الإدخال القياسي",
             u"find residents by a number or a name, or by each line of standard input"},
            {{u"limit", u"N", {u"أقصى عدد للنتائج", u"at most this many results"}},
             {u"explain", nullptr, {u"مع الأهلية وقواعدها", u"with eligibility and its rules"}}},
            false,
            run};
}

} // namespace desk::cli
