#include "domain/rules/engine.h"

#include "domain/rules/rule.h"

#include <QSet>

#include <algorithm>

namespace desk
{

namespace
{

bool isOverridden(const CaseContent &content, const QString &rule)
{
    return std::any_of(content.overrides.begin(), content.overrides.end(), [&](const Override &candidate) {
        return candidate.rule == rule && !candidate.reason.isEmpty();
    });
}

Severity severityOf(const RuleSetting &setting, const Facts &facts)
{
    const Severity severity = setting.byCaseType.value(facts.caseType, setting.severity);
    const bool lifted =
        severity == Severity::Block && setting.overridable && isOverridden(facts.content, setting.rule);
    return lifted ? Severity::Supervisor : severity;
}

RuleOutcome outcomeOf(const Rule &rule, const RuleSetting &setting, const Facts &facts)
{
    const RuleResult result =
        setting.notFor.contains(facts.caseType) ? RuleResult::notApplicable() : rule.judge(facts, setting);
    RuleOutcome outcome{setting.rule, result.state, {}, setting.overridable};
    if (result.hits.isEmpty())
        return outcome;
    const Severity severity = severityOf(setting, facts);
    const bool acknowledged =
        severity == Severity::Warning && facts.content.acknowledged.contains(setting.rule);
    for (const RuleResult::Hit &hit : result.hits)
        outcome.findings.append({setting.rule, severity, hit.field, hit.args, acknowledged});
    return outcome;
}

/// Runs every rule that `concerns` selects. The pack holds the rules in the table's order (checked at load).
template <class Selection>
Judgement judgeWith(const Facts &facts, const RulePack &pack, Selection concerns)
{
    Judgement judgement;
    judgement.caseType = facts.caseType;
    judgement.pack = pack.version();
    judgement.evidence = pack.evidenceFor(facts.caseType);
    judgement.checklist = pack.checklistFor(facts.caseType);
    const std::optional<ApplicantRole> role = facts.content.applicant.role;
    if (role == ApplicantRole::EstablishmentDelegate || role == ApplicantRole::LegalAgent)
        judgement.evidence += EvidenceKind::Authorisation;
    const QList<const Rule *> &table = ruleTable();
    for (qsizetype i = 0; i < table.size(); ++i) {
        if (!concerns(table[i]->about))
            continue;
        judgement.outcomes.append(outcomeOf(*table[i], pack.rules()[i], facts));
        judgement.findings += judgement.outcomes.constLast().findings;
    }
    judgement.verdict = verdictOf(judgement.findings);
    return judgement;
}

/// A type that a supervisor decides brings a supervisor's finding, when the rules found none (product.md §5).
void askSupervisor(Judgement &judgement, const RulePack &pack)
{
    const bool asked =
        std::any_of(judgement.findings.begin(), judgement.findings.end(),
                    [](const Finding &finding) { return finding.severity == Severity::Supervisor; });
    if (asked || pack.approvalFor(judgement.caseType) != Approval::Supervisor)
        return;
    const QString rule = QStringLiteral("EV-003");
    const Finding finding{rule,
                          Severity::Supervisor,
                          QStringLiteral("reason"),
                          {{kVariantArgument.toString(), QStringLiteral("case_type")}},
                          false};
    const auto outcome = std::find_if(judgement.outcomes.begin(), judgement.outcomes.end(),
                                      [&](const RuleOutcome &candidate) { return candidate.rule == rule; });
    outcome->state = RuleState::Found;
    outcome->findings = {finding};
    const auto after =
        std::find_if(judgement.findings.begin(), judgement.findings.end(), [&](const Finding &other) {
            return other.rule > rule && other.rule.startsWith(QLatin1String("EV"));
        });
    judgement.findings.insert(after, finding);
    judgement.verdict = verdictOf(judgement.findings);
}

/// Runs every rule that has this predicate.
template <class Predicate, class Request>
QList<Finding> judgeAll(Predicate Rule::*predicate, const Request &request, const RulePack &pack)
{
    QList<Finding> findings;
    const QList<const Rule *> &table = ruleTable();
    for (qsizetype i = 0; i < table.size(); ++i) {
        if (!(table[i]->*predicate))
            continue;
        const RuleSetting &setting = pack.rules()[i];
        for (const RuleResult::Hit &hit : (table[i]->*predicate)(request).hits)
            findings.append({setting.rule, setting.severity, hit.field, hit.args, false});
    }
    return findings;
}

} // namespace

const RuleOutcome *Judgement::outcome(const QString &rule) const
{
    const auto found = std::find_if(outcomes.begin(), outcomes.end(),
                                    [&](const RuleOutcome &candidate) { return candidate.rule == rule; });
    return found == outcomes.end() ? nullptr : &*found;
}

Judgement judge(const CaseContent &content, const RuleContext &context, const RulePack &pack)
{
    Judgement judgement = judgeWith(Facts::of(content, context, pack), pack, [](Rule::About about) {
        return about == Rule::About::Case || about == Rule::About::Person;
    });
    askSupervisor(judgement, pack);
    return judgement;
}

Judgement judgeEligibility(const QString &iqamaNumber, const RuleContext &context, const RulePack &pack)
{
    CaseContent content;
    content.iqamaNumber = iqamaNumber;
    return judgeWith(Facts::of(content, context, pack), pack,
                     [](Rule::About about) { return about == Rule::About::Person; });
}

QList<Finding> findingsToAnswer(const QList<Finding> &sent, const QList<Finding> &now, const RulePack &pack)
{
    const auto inTheWay = [](const QList<Finding> &findings) {
        QSet<QString> all;
        for (const Finding &finding : findings) {
            if (finding.severity == Severity::Block || finding.severity == Severity::Supervisor)
                all += finding.rule + QLatin1Char(' ') + codeOf(finding.severity) + QLatin1Char(' ') +
                       finding.field;
        }
        return all;
    };
    if (inTheWay(sent) == inTheWay(now))
        return now;
    const QString rule = QStringLiteral("WF-004");
    return QList<Finding>{{rule, pack.find(rule)->severity, {}, {}, false}} + now;
}

QList<Finding> judgeDecision(const DecisionRequest &request, const RulePack &pack)
{
    return judgeAll(&Rule::judgeDecision, request, pack);
}

QList<Finding> judgePack(const RulePack &pack, QDate today)
{
    const RuleSetting *setting = pack.find(QStringLiteral("WF-005"));
    return pack.isOutOfDate(today) ? QList<Finding>{{setting->rule, setting->severity, {}, {}, false}}
                                   : QList<Finding>();
}

QList<Finding> judgeDelivery(const HubAnswers &answers, const RulePack &pack)
{
    return judgeAll(&Rule::judgeDelivery, answers, pack);
}

} // namespace desk
