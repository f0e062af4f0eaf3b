#include "domain/rules/rule.h"

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

RuleResult alive(const Facts &facts, const RuleSetting &)
{
    if (!facts.resident())
        return RuleResult::notChecked();
    return RuleResult::foundIf(isDeceased(*facts.resident()), fields::iqamaNumber());
}

RuleResult residencyActive(const Facts &facts, const RuleSetting &)
{
    if (!facts.resident())
        return RuleResult::notChecked();
    const IqamaStatus status = facts.resident()->iqamaStatus;
    return RuleResult::foundIf(status == IqamaStatus::FinalExitDone || status == IqamaStatus::Cancelled ||
                                   status == IqamaStatus::ExitedDidNotReturn,
                               fields::iqamaNumber(), {{u"status"_s, codeOf(status)}});
}

RuleResult noFinalExitVisa(const Facts &facts, const RuleSetting &)
{
    if (!facts.resident())
        return RuleResult::notChecked();
    return RuleResult::foundIf(facts.resident()->iqamaStatus == IqamaStatus::FinalExitIssued,
                               fields::iqamaNumber());
}

RuleResult notReportedAbsent(const Facts &facts, const RuleSetting &)
{
    if (!facts.resident())
        return RuleResult::notChecked();
    return RuleResult::foundIf(isAbsentFromWork(*facts.resident()), fields::iqamaNumber());
}

RuleResult iqamaRuns(const Facts &facts, const RuleSetting &)
{
    const Resident *resident = facts.resident();
    if (!resident)
        return RuleResult::notChecked();
    const bool pastDate =
        resident->iqamaExpiresOn.isValid() && resident->iqamaExpiresOn < facts.context.today;
    QMap<QString, QString> arguments;
    if (resident->iqamaExpiresOn.isValid())
        arguments.insert(u"expires_on"_s, resident->iqamaExpiresOn.toString(Qt::ISODate));
    return RuleResult::foundIf(resident->iqamaStatus == IqamaStatus::Expired || pastDate,
                               fields::iqamaNumber(), arguments);
}

constexpr std::array kRules = {
    Rule{.id = u"EL-001", .about = Rule::About::Person, .judge = alive},
    Rule{.id = u"EL-002", .about = Rule::About::Person, .judge = residencyActive, .arguments = {u"status"}},
    Rule{.id = u"EL-003", .about = Rule::About::Person, .judge = noFinalExitVisa},
    Rule{.id = u"EL-004", .about = Rule::About::Person, .judge = notReportedAbsent},
    Rule{.id = u"EL-008", .about = Rule::About::Person, .judge = iqamaRuns, .arguments = {u"expires_on"}},
};

} // namespace

std::span<const Rule> eligibilityRules()
{
    return kRules;
}

} // namespace desk
