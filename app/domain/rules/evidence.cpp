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

constexpr std::array kRules = {
    Rule{.id = u"EV-002", .judge = lossReported},
    Rule{.id = u"EV-003", .judge = oldPassportWhole},
    Rule{.id = u"EV-004", .about = Rule::About::Person, .judge = noCompanions},
};

} // namespace

std::span<const Rule> evidenceRules()
{
    return kRules;
}

} // namespace desk
