#include "domain/rules/rule.h"

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

RuleResult lossReported(const Facts &facts, const RuleSetting &)
{
    if (facts.caseType != CaseType::Lost)
        return RuleResult::notApplicable();
    return RuleResult::foundIf(facts.content.lossReport.isEmpty(), u"loss_report"_s);
}

RuleResult oldPassportWhole(const Facts &facts, const RuleSetting &)
{
    if (!facts.content.reason && !facts.content.caseType)
        return RuleResult::notChecked();
    return RuleResult::foundIf(facts.caseType == CaseType::Lost || facts.caseType == CaseType::Damaged,
                               u"reason"_s);
}

RuleResult noCompanions(const Facts &facts, const RuleSetting &)
{
    if (!facts.resident())
        return RuleResult::notChecked();
    return RuleResult::foundIf(facts.resident()->flags.testFlag(ResidentFlag::Companions),
                               fields::iqamaNumber());
}

RuleResult oldPassportSeen(const Facts &facts, const RuleSetting &)
{
    if (!facts.content.reason)
        return RuleResult::notChecked();
    if (facts.content.reason != UpdateReason::Renewed)
        return RuleResult::notApplicable();
    if (!facts.content.oldPassportPresented)
        return RuleResult::notChecked();
    return RuleResult::foundIf(!*facts.content.oldPassportPresented, u"old_passport_presented"_s);
}

constexpr std::array kRules = {
    Rule{.id = u"EV-002", .judge = lossReported},
    Rule{.id = u"EV-003", .judge = oldPassportWhole},
    Rule{.id = u"EV-004", .about = Rule::About::Person, .judge = noCompanions},
    Rule{.id = u"EV-005", .judge = oldPassportSeen},
};

} // namespace

std::span<const Rule> evidenceRules()
{
    return kRules;
}

} // namespace desk
