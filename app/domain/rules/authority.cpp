#include "domain/rules/rule.h"

#include "domain/identitynumber.h"
#include "domain/partialdate.h"

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

bool isAuthorised(const Applicant &applicant, const Resident &resident)
{
    switch (*applicant.role) {
    case ApplicantRole::Self:
        return applicant.id == resident.iqamaNumber;
    case ApplicantRole::HeadOfHousehold:
        return applicant.id == resident.headId;
    case ApplicantRole::EstablishmentDelegate:
        return true; // AU-002
    case ApplicantRole::DomesticEmployer:
        return applicant.id == resident.employerId;
    case ApplicantRole::LegalAgent: {
        // Whom an agent acts for stands in the power of attorney, which no register we read holds.
        const IdentityNumber agent = parseIdentityNumber(applicant.id);
        return agent.valid && (agent.kind == IdentityKind::Citizen || agent.kind == IdentityKind::Iqama);
    }
    }
    Q_UNREACHABLE();
}

RuleResult applicantAuthorised(const Facts &facts, const RuleSetting &)
{
    const Applicant &applicant = facts.content.applicant;
    if (!applicant.role || applicant.id.isEmpty())
        return RuleResult::found(u"applicant"_s, {{kVariantArgument.toString(), u"absent"_s}});
    if (!facts.resident())
        return RuleResult::notChecked();
    return RuleResult::foundIf(!isAuthorised(applicant, *facts.resident()), u"applicant"_s,
                               {{kVariantArgument.toString(), codeOf(*applicant.role)}});
}

RuleResult delegateOfEmployer(const Facts &facts, const RuleSetting &)
{
    const Applicant &applicant = facts.content.applicant;
    if (applicant.role != ApplicantRole::EstablishmentDelegate)
        return RuleResult::notApplicable();
    if (applicant.id.isEmpty() || !facts.resident())
        return RuleResult::notChecked();
    return RuleResult::foundIf(applicant.id != facts.resident()->employerId, u"applicant"_s);
}

RuleResult authorisationRuns(const Facts &facts, const RuleSetting &)
{
    const QDate until = isoDate(facts.content.applicant.authorisationExpiresOn).value_or(QDate());
    if (!until.isValid())
        return RuleResult::notApplicable();
    return RuleResult::foundIf(until < facts.context.today, u"applicant.authorisation_expires_on"_s,
                               {{u"expires_on"_s, argumentOf(until)}});
}

RuleResult declarationAccepted(const Facts &facts, const RuleSetting &)
{
    return RuleResult::foundIf(!facts.content.declaration, u"declaration"_s);
}

constexpr std::array kRules = {
    Rule{.id = u"AU-001", .judge = applicantAuthorised},
    Rule{.id = u"AU-002", .judge = delegateOfEmployer},
    Rule{.id = u"AU-003", .judge = authorisationRuns, .arguments = {u"expires_on"}},
    Rule{.id = u"AU-004", .judge = declarationAccepted},
};

} // namespace

std::span<const Rule> authorityRules()
{
    return kRules;
}

} // namespace desk
