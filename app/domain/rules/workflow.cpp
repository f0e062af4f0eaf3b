#include "domain/rules/rule.h"

#include "domain/decisionreason.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

RuleResult otherPerson(const DecisionRequest &request)
{
    return RuleResult::foundIf(request.makerIds.contains(request.deciderId), {});
}

bool isReason(const QString &code)
{
    return fromCode<DecisionReason>(code).has_value();
}

RuleResult reasonsGiven(const DecisionRequest &request)
{
    QList<RuleResult::Hit> hits;
    const auto hit = [&](const QString &variant, const QString &rule = {}) {
        hits.append({{}, {{kVariantArgument.toString(), variant}, {u"rule"_s, rule}}});
    };
    if (request.decision == Decision::Approve) {
        for (const Finding &finding : request.findings) {
            const QString own = request.ruleReasons.value(finding.rule);
            if (finding.severity == Severity::Supervisor && !isReason(own.isEmpty() ? request.reason : own))
                hit(u"approve"_s, finding.rule);
        }
    } else {
        const bool any = isReason(request.reason) ||
                         std::any_of(request.ruleReasons.begin(), request.ruleReasons.end(), isReason);
        if (!any)
            hit(codeOf(request.decision));
    }
    const QString other = codeOf(DecisionReason::Other);
    const bool saysOther =
        request.reason == other ||
        std::find(request.ruleReasons.begin(), request.ruleReasons.end(), other) != request.ruleReasons.end();
    if (saysOther && request.comment.trimmed().size() < kMinCommentLength)
        hit(u"comment"_s);
    return RuleResult::foundAny(hits);
}

RuleResult latestRevision(const DecisionRequest &request)
{
    return RuleResult::foundIf(request.decidedHash != request.latestHash, {});
}

RuleResult packInDate(const DecisionRequest &request)
{
    return RuleResult::foundIf(request.decision == Decision::Approve && request.packOutOfDate, {});
}

constexpr std::array kRules = {
    Rule{.id = u"WF-001", .about = Rule::About::Decision, .judgeDecision = otherPerson},
    Rule{.id = u"WF-002",
         .about = Rule::About::Decision,
         .judgeDecision = reasonsGiven,
         .arguments = {u"rule"}},
    Rule{.id = u"WF-003", .about = Rule::About::Decision, .judgeDecision = latestRevision},
    Rule{.id = u"WF-004", .about = Rule::About::Decision},
    Rule{.id = u"WF-005", .about = Rule::About::Decision, .judgeDecision = packInDate},
};

} // namespace

std::span<const Rule> workflowRules()
{
    return kRules;
}

} // namespace desk
