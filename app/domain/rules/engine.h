#pragma once

#include "domain/casecontent.h"
#include "domain/lifecycle.h"
#include "domain/mrz.h"
#include "domain/rules/context.h"
#include "domain/rules/finding.h"
#include "domain/rules/pack.h"

#include <QList>
#include <QString>

#include <optional>

namespace desk
{

/// How one rule ended, with its findings when it found something.
struct RuleOutcome {
    QString rule;
    RuleState state = RuleState::NotChecked;
    QList<Finding> findings;
    bool overridable = false; ///< B* in the pack that judged
};

/// The judgement of a case: every rule ran; findings stand in the order FM DT MZ ID RC EL AU EV.
struct Judgement {
    Verdict verdict = Verdict::Block;
    CaseType caseType = CaseType::Renewal;
    QList<Finding> findings;
    QList<RuleOutcome> outcomes;
    QString pack;                        ///< version of the pack
    QList<EvidenceKind> evidence = {};   ///< the scans that a case like this should rest on
    QList<ChecklistItem> checklist = {}; ///< what the clerk must have seen

    const RuleOutcome *outcome(const QString &rule) const;
};

/// The content as it is judged and as it is to be stored: identifiers, codes, dates and MRZ in ASCII digits
/// and capitals, without blanks, dashes and invisible characters; free text trimmed. What is no identifier
/// stays as typed.
CaseContent normalised(const CaseContent &content);

/// Pure: the same input gives the same judgement. Takes the content as typed (FM-008 tells of what was
/// converted) and normalises it for every other rule. The MRZ is parsed once inside.
Judgement judge(const CaseContent &content, const RuleContext &context, const RulePack &pack);

/// Verdict before typing: only the rules about the person (ID, EL and RC-014).
Judgement judgeEligibility(const QString &iqamaNumber, const RuleContext &context, const RulePack &pack);

/// What a decision has to answer: what the rules find now, and WF-004 when that is not what they found when
/// the revision was sent. Only findings that stand in the way count: dates come nearer every day.
QList<Finding> findingsToAnswer(const QList<Finding> &sent, const QList<Finding> &now, const RulePack &pack);

/// What WF-001 … WF-003 and WF-005 look at when a supervisor decides.
struct DecisionRequest {
    Decision decision = Decision::Approve;
    QString deciderId;                  ///< user ids
    QStringList makerIds;               ///< the makers of every revision
    QString decidedHash;                ///< content_sha256 the decision names
    QString latestHash;                 ///< content_sha256 of the latest revision
    QList<Finding> findings;            ///< as `findingsToAnswer` gives them
    QString reason;                     ///< one reason code for all, may be empty
    QMap<QString, QString> ruleReasons; ///< rule id → reason code
    QString comment;
    bool packOutOfDate = false; ///< of the pack in force (`RulePack::isOutOfDate`)
};

/// The workflow findings that forbid the decision; empty when it may stand. A return or rejection needs a
/// reason, an approval one for each S finding, `other` a comment of at least 10 characters.
QList<Finding> judgeDecision(const DecisionRequest &request, const RulePack &pack);

/// WF-005 when the pack may no longer judge, so that nothing may be sent by it; else nothing.
QList<Finding> judgePack(const RulePack &pack, QDate today);

/// What the hub has answered about a case.
struct HubAnswers {
    bool recordChanged = false;  ///< it held a newer version of the resident
    QString refusal = {};        ///< the code with which it refused for good; empty: it did not
    bool alreadyApplied = false; ///< it had taken the same message before
};

/// SY-001 … SY-003.
QList<Finding> judgeDelivery(const HubAnswers &answers, const RulePack &pack);

} // namespace desk
