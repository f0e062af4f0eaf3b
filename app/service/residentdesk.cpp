#include "service/residentdesk.h"

#include "base/digits.h"
#include "service/parts.h"
#include "service/residentsimport.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace desk
{

Result<FindResult> ResidentDesk::find(const FindRequest &request, const std::stop_token &stop) const
{
    QElapsedTimer timer;
    timer.start();
    const auto matches = m_parts.registry().find(request, stop);
    if (!matches)
        return failure(matches);
    FindResult result;
    result.total = matches->total;
    result.capped = matches->capped;
    result.narrowBy = matches->narrowBy;
    result.nationalities = matches->nationalities;
    for (const ResidentMatch &match : matches->matches) {
        auto judgement = eligibility(match.resident);
        if (!judgement)
            return failure(judgement);
        result.residents.append({match.resident, match.matchedBy, match.nameMatch, match.score,
                                 judgement->verdict, std::move(judgement->findings)});
    }
    result.micros = timer.nsecsElapsed() / 1000;
    return result;
}

Result<ResidentCard> ResidentDesk::open(const Actor &actor, const QString &iqamaNumber)
{
    if (const auto allowed = Office::Parts::require(actor, Act::LookUpResident); !allowed)
        return failure(allowed);
    Registry &registry = m_parts.registry();
    const QString number = cleanIdentifier(iqamaNumber);
    const auto resident = registry.byIqama(number);
    if (!resident)
        return failure(resident);
    if (!*resident)
        return failure(ErrorCode::NotFound);
    // Who looked at whom is on record before anything is shown.
    Transaction transaction(m_parts.desk->connection());
    if (const auto noted = m_parts.note(actor, u"resident.opened"_s, number); !noted)
        return failure(noted);
    if (const auto done = transaction.commit(); !done)
        return failure(done);

    ResidentCard card;
    card.resident = **resident;
    auto passports = registry.passports(number);
    if (!passports)
        return failure(passports);
    card.passports = std::move(*passports);

    const auto cases = m_parts.desk->cases().list({.iqamaNumber = number});
    if (!cases)
        return failure(cases);
    auto rows = m_parts.rows(*cases);
    if (!rows)
        return failure(rows);
    card.cases = std::move(*rows);
    for (const CaseRow &row : card.cases) {
        if (isOpen(row.state))
            card.openCase = row;
    }

    const QString head = card.resident.headId.isEmpty() ? number : card.resident.headId;
    const auto household = registry.byHead(head);
    if (!household)
        return failure(household);
    if (head != number) {
        const auto theHead = registry.byIqama(head);
        if (!theHead)
            return failure(theHead);
        if (*theHead)
            card.household.append(**theHead);
    }
    for (const Resident &member : *household) {
        if (member.iqamaNumber != number)
            card.household.append(member);
    }

    auto expected = prospect(card.resident);
    if (!expected)
        return failure(expected);
    card.eligibility = std::move(expected->eligibility);
    card.lastUpdateOn = expected->lastUpdateOn;
    card.proposal = expected->proposal;
    return card;
}

Result<ImportReport> ResidentDesk::import(const Actor &administrator, const ImportRequest &request)
{
    if (const auto allowed = Office::Parts::require(administrator, Act::ImportResidents); !allowed)
        return failure(allowed);
    QElapsedTimer timer;
    timer.start();
    const auto progress = importResidents(*m_parts.registryDatabase, request);
    if (!progress)
        return failure(progress);
    Transaction transaction(m_parts.desk->connection());
    const auto noted = m_parts.note(administrator, u"residents.imported"_s, {},
                                    {{u"read"_s, progress->rows},
                                     {u"added"_s, progress->added},
                                     {u"updated"_s, progress->updated},
                                     {u"rejected"_s, progress->rejected}});
    if (!noted)
        return failure(noted);
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    ImportReport report;
    report.read = progress->rows;
    report.added = progress->added;
    report.updated = progress->updated;
    report.unchanged = progress->unchanged;
    report.rejected = progress->rejected;
    report.seconds = double(timer.elapsed()) / 1000;
    return report;
}

Result<RuleContext> ResidentDesk::contextFor(const CaseContent &content, const QString &caseId,
                                             QDate today) const
{
    const CaseContent clean = normalised(content);
    RuleContext context;
    context.today = today;
    context.specimenAllowed = m_parts.identity.training;
    auto resident = m_parts.registry().byIqama(clean.iqamaNumber);
    if (!resident)
        return failure(resident);
    context.resident = std::move(*resident);
    if (!clean.passport.number.isEmpty() && !clean.passport.issuer.isEmpty()) {
        const auto holders = m_parts.registry().holdersOf(clean.passport.issuer, clean.passport.number);
        if (!holders)
            return failure(holders);
        for (const Resident &holder : *holders) {
            if (holder.iqamaNumber != clean.iqamaNumber)
                context.holders.append(holder);
        }
        const auto listed = m_parts.registry().listedAs(clean.passport.issuer, clean.passport.number);
        if (!listed)
            return failure(listed);
        context.listedAs = *listed;
    }
    auto history = m_parts.registry().passports(clean.iqamaNumber);
    if (!history)
        return failure(history);
    context.history = *std::move(history);
    return withCases(std::move(context), clean.iqamaNumber, caseId);
}

Result<Judgement> ResidentDesk::eligibility(const Resident &resident) const
{
    const auto context = eligibilityContext(resident);
    if (!context)
        return failure(context);
    const auto pack = m_parts.pack();
    if (!pack)
        return failure(pack);
    return judgeEligibility(resident.iqamaNumber, *context, **pack);
}

Result<ResidentDesk::Prospect> ResidentDesk::prospect(const Resident &resident) const
{
    const auto context = eligibilityContext(resident);
    if (!context)
        return failure(context);
    const auto pack = m_parts.pack();
    if (!pack)
        return failure(pack);
    return Prospect{judgeEligibility(resident.iqamaNumber, *context, **pack), proposedCase(*context, **pack),
                    context->lastPassportUpdateOn};
}

Result<RuleContext> ResidentDesk::eligibilityContext(const Resident &resident) const
{
    RuleContext context;
    context.today = m_parts.clock.todayInRiyadh();
    context.specimenAllowed = m_parts.identity.training;
    context.resident = resident;
    return withCases(std::move(context), resident.iqamaNumber, {});
}

Result<RuleContext> ResidentDesk::withCases(RuleContext context, const QString &iqamaNumber,
                                            const QString &caseId) const
{
    const auto open = m_parts.desk->cases().openCase(iqamaNumber, caseId);
    if (!open)
        return failure(open);
    if (*open)
        context.openCase = (*open)->reference;
    const auto updated = m_parts.registry().lastUpdateOn(iqamaNumber);
    if (!updated)
        return failure(updated);
    context.lastPassportUpdateOn = *updated;
    const auto heard = m_parts.desk->settings().hubHeardOn();
    if (!heard)
        return failure(heard);
    context.registerHeardOn = *heard;
    if (!context.resident)
        return context;
    for (const QString &sponsor : {context.resident->headId, context.resident->employerId}) {
        if (sponsor.isEmpty())
            continue;
        auto resident = m_parts.registry().byIqama(sponsor);
        if (!resident)
            return failure(resident);
        if (*resident)
            context.sponsors.append(**std::move(resident));
    }
    return context;
}

} // namespace desk
