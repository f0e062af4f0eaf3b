#include "domain/caseproposal.h"

#include "domain/rules/rule.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

/// Until this age a child without a passport on record is taken for newborn.
constexpr int kInfantYears = 2;

bool isYoungerThan(const Resident &resident, int years, QDate today)
{
    return !resident.birthDate.isEmpty() && leastAgeOn(today, resident.birthDate) < years;
}

bool isOnHeadsPassport(const RuleContext &context)
{
    const Resident &resident = *context.resident;
    return std::any_of(context.sponsors.begin(), context.sponsors.end(), [&](const Resident &sponsor) {
        return sponsor.iqamaNumber == resident.headId && !resident.passport.isEmpty() &&
               sponsor.passport.number == resident.passport.number &&
               sponsor.passport.issuer == resident.passport.issuer;
    });
}

UpdateReason reasonFor(ProposalCause cause)
{
    switch (cause) {
    case ProposalCause::ReportedLost:
        return UpdateReason::ReplacedLost;
    case ProposalCause::FirstPassport:
        return UpdateReason::FirstOwnPassportNewborn;
    case ProposalCause::OwnPassport:
    case ProposalCause::SharedPassport:
        return UpdateReason::SeparatedFromFamilyPassport;
    case ProposalCause::UpdatedRecently:
    case ProposalCause::Ordinary:
        return UpdateReason::Renewed;
    }
    Q_UNREACHABLE();
}

/// A minor (EL-010) does not apply, and a dependant's head of household usually does (domain.md §2.2).
Applicant usualApplicant(const RuleContext &context, const RulePack &pack)
{
    const Resident &resident = *context.resident;
    const int adult = wholeParameter(*pack.find(u"EL-010"_s), u"age");
    const bool byHead =
        !resident.headId.isEmpty() && (resident.category == ResidentCategory::FamilyDependent ||
                                       isYoungerThan(resident, adult, context.today));
    if (!byHead)
        return {ApplicantRole::Self, resident.iqamaNumber, {}, {}};
    Applicant head{ApplicantRole::HeadOfHousehold, resident.headId, {}, {}};
    for (const Resident &sponsor : context.sponsors) {
        if (sponsor.iqamaNumber == resident.headId)
            head.name = sponsor.nameAr;
    }
    return head;
}

} // namespace

CaseProposal proposedCase(const RuleContext &context, const RulePack &pack)
{
    const Resident &resident = *context.resident;
    const bool recent = isRecentUpdate(context.lastPassportUpdateOn, context.today, pack.secondUpdateYears());
    CaseProposal proposal;
    if (resident.flags.testFlag(ResidentFlag::LostPassport))
        proposal.cause = ProposalCause::ReportedLost;
    else if (resident.passport.isEmpty() && isYoungerThan(resident, kInfantYears, context.today))
        proposal.cause = ProposalCause::FirstPassport;
    else if (resident.passport.isEmpty() && !resident.headId.isEmpty())
        proposal.cause = ProposalCause::OwnPassport;
    else if (isOnHeadsPassport(context))
        proposal.cause = ProposalCause::SharedPassport;
    else if (recent)
        proposal.cause = ProposalCause::UpdatedRecently;
    proposal.reason = reasonFor(proposal.cause);
    proposal.applicant = usualApplicant(context, pack);
    CaseContent content;
    content.reason = proposal.reason;
    proposal.type = chosenCaseType(content, resident.nationality, recent);
    return proposal;
}

} // namespace desk
