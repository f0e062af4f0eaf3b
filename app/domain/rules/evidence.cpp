#include "domain/rules/rule.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

/// When the picture is needed: always for a deviation that is overridden; from 1 on where no MRZ was read,
/// from 2 on for every case.
RuleResult dataPageAttached(const Facts &facts, const RuleSetting &setting)
{
    const int needed = setting.parameters.value("needed"_L1).toInt();
    const QList<Override> &overrides = facts.content.overrides;
    const bool deviates = std::any_of(overrides.begin(), overrides.end(), [](const Override &item) {
        return item.rule.startsWith("MZ-"_L1) && !item.reason.trimmed().isEmpty();
    });
    if (!deviates && needed < 2 && (needed < 1 || facts.mrzComplete))
        return RuleResult::notApplicable();
    return RuleResult::foundIf(!facts.content.hasEvidence(EvidenceKind::DataPage), u"evidence"_s);
}

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
                               u"reason"_s, {{kVariantArgument.toString(), u"passport"_s}});
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
    Rule{.id = u"EV-001", .judge = dataPageAttached, .parameters = {{{u"needed", 0, 2}}}},
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
