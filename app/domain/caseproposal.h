#pragma once

#include "domain/casecontent.h"
#include "domain/rules/context.h"
#include "domain/rules/pack.h"

namespace desk
{

/// Why a kind of case fits a resident, from what the register holds.
enum class ProposalCause {
    ReportedLost,    ///< the recorded passport is reported lost
    FirstPassport,   ///< no passport on record, an infant
    OwnPassport,     ///< no passport on record, and of a household: until now on somebody else's
    SharedPassport,  ///< the recorded passport is the head of household's
    UpdatedRecently, ///< EL-009
    Ordinary,
};

/// What a new case of the resident begins with; the clerk may change all of it.
struct CaseProposal {
    CaseType type = CaseType::Renewal;
    UpdateReason reason = UpdateReason::Renewed;
    ProposalCause cause = ProposalCause::Ordinary;
    Applicant applicant; ///< who usually applies for such a resident
};

/// Needs `today`, `resident`, `sponsors` and `lastPassportUpdateOn` of the context, with a resident.
CaseProposal proposedCase(const RuleContext &context, const RulePack &pack);

template <>
struct Codes<ProposalCause> {
    static constexpr std::array<std::pair<ProposalCause, const char16_t *>, 6> kCodes = {
        {{ProposalCause::ReportedLost, u"reported_lost"},
         {ProposalCause::FirstPassport, u"first_passport"},
         {ProposalCause::OwnPassport, u"own_passport"},
         {ProposalCause::SharedPassport, u"shared_passport"},
         {ProposalCause::UpdatedRecently, u"updated_recently"},
         {ProposalCause::Ordinary, u"ordinary"}}};
};

} // namespace desk
