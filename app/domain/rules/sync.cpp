#include "domain/rules/rule.h"

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

RuleResult recordUnchanged(const HubAnswers &answers)
{
    return RuleResult::foundIf(answers.recordChanged, {});
}

RuleResult notRefused(const HubAnswers &answers)
{
    return RuleResult::foundIf(!answers.refusal.isEmpty(), {}, {{u"reason"_s, answers.refusal}});
}

RuleResult appliedOnce(const HubAnswers &answers)
{
    return RuleResult::foundIf(answers.alreadyApplied, {});
}

constexpr std::array kRules = {
    Rule{.id = u"SY-001", .about = Rule::About::Delivery, .judgeDelivery = recordUnchanged},
    Rule{.id = u"SY-002",
         .about = Rule::About::Delivery,
         .judgeDelivery = notRefused,
         .arguments = {u"reason"}},
    Rule{.id = u"SY-003", .about = Rule::About::Delivery, .judgeDelivery = appliedOnce},
};

} // namespace

std::span<const Rule> syncRules()
{
    return kRules;
}

} // namespace desk
