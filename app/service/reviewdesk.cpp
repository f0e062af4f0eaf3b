#include "service/reviewdesk.h"

#include "base/sha256.h"
#include "protocol/casefile.h"
#include "protocol/payload.h"
#include "service/outgoing.h"
#include "service/parts.h"
#include "store/newid.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

/// What a supervisor should see first: several supervisor findings, or a type that is an exception in itself.
Risk riskOf(const CaseRecord &record)
{
    if (record.findings.supervisor >= 2 || record.caseType == CaseType::Lost ||
        record.caseType == CaseType::Correction || record.caseType == CaseType::TravelDocument)
        return Risk::High;
    if (record.findings.supervisor == 1 || record.findings.warning > 0 ||
        record.caseType != CaseType::Renewal)
        return Risk::Medium;
    return Risk::Ordinary;
}

/// The error of the first workflow finding that forbids a decision.
Error forbidden(const Finding &finding)
{
    if (finding.rule == "WF-001"_L1)
        return {ErrorCode::SamePerson};
    if (finding.rule == "WF-003"_L1)
        return {ErrorCode::StaleRevision};
    if (finding.rule == "WF-005"_L1)
        return {ErrorCode::PackOutOfDate};
    return {ErrorCode::ReasonRequired, finding.args.value(u"rule"_s)};
}

} // namespace

Result<QueueView> ReviewDesk::queue(const Actor &actor) const
{
    if (const auto allowed = Office::Parts::require(actor, Act::DecideCase); !allowed)
        return failure(allowed);
    CaseStore &cases = m_parts.desk->cases();
    const auto records = cases.queue();
    if (!records)
        return failure(records);
    QueueView view;
    for (const CaseRecord &record : *records) {
        auto row = m_parts.row(record);
        if (!row)
            return failure(row);
        const auto makers = cases.makers(record.caseId);
        if (!makers)
            return failure(makers);
        auto review = lease(actor, record.caseId);
        if (!review)
            return failure(review);
        view.rows.append(
            {std::move(*row), riskOf(record), makers->contains(actor.userId), std::move(*review)});
    }
    std::stable_sort(view.rows.begin(), view.rows.end(),
                     [](const QueueRow &a, const QueueRow &b) { return a.risk > b.risk; });
    const QDateTime midnight(m_parts.clock.todayInRiyadh(), QTime(0, 0), Qt::OffsetFromUTC, 3 * 60 * 60);
    const auto today = cases.movesSince(midnight.toUTC(), actor.userId);
    if (!today)
        return failure(today);
    view.decidedToday = today->value(CaseEvent::Approve) + today->value(CaseEvent::Return) +
                        today->value(CaseEvent::Reject) - today->value(CaseEvent::Undo);
    return view;
}

Result<std::optional<LeaseView>> ReviewDesk::lease(const Actor &actor, const QString &caseId) const
{
    const auto held = m_parts.desk->reviewLeases().of(caseId);
    if (!held)
        return failure(held);
    if (!*held)
        return std::optional<LeaseView>();
    const auto owner = m_parts.person((*held)->owner);
    if (!owner)
        return failure(owner);
    return std::optional(LeaseView{owner->userId, owner->displayNameAr, owner->displayNameEn,
                                   (*held)->workstation, (*held)->since, owner->userId == actor.userId});
}

Result<ReviewDesk::LeaseRequest> ReviewDesk::leaseRequest(const Actor &actor, const QString &caseId,
                                                          LeaseAct act) const
{
    if (const auto allowed = Office::Parts::require(actor, Act::DecideCase); !allowed)
        return failure(allowed);
    const auto record = m_parts.desk->cases().byId(caseId);
    if (!record)
        return failure(record);
    LeaseRequest request;
    request.caseId = caseId;
    request.act = act;
    const auto hub = m_parts.desk->settings().enrolment();
    if (!hub)
        return failure(hub);
    request.hub = *hub;
    Message &message = request.message;
    message.id = idOr({});
    message.kind = MessageKind::CaseLease;
    message.resident = record->iqamaNumber;
    message.sequence = 1; // it stands in no chain
    message.createdAt = m_parts.clock.utc();
    message.actor = actor.userId;
    message.payload = toPayload(CaseLeasePayload{caseId, act});
    message.payloadSha256 = sha256Hex(message.payload);
    const auto signature = m_parts.vault->sign(actor.userId, message.payloadSha256.toLatin1());
    if (!signature)
        return failure(ErrorCode::VaultLocked);
    message.actorSignature = *signature;
    return request;
}

Result<> ReviewDesk::bookLease(const Actor &actor, const LeaseRequest &request,
                               const std::optional<MessageResult> &answer)
{
    const QString &caseId = request.caseId;
    const LeaseAct act = request.act;
    const bool granted = answer && answer->outcome == Outcome::Accepted;
    if (!granted && (answer || act != LeaseAct::TakeOver))
        return {};
    const auto held = m_parts.desk->reviewLeases().of(caseId);
    if (!held)
        return failure(held);
    const bool isMine = *held && (*held)->owner == actor.userId;
    if (act == LeaseAct::Release ? !isMine : isMine)
        return {};
    Transaction transaction(m_parts.desk->connection());
    std::optional<ReviewLease> lease;
    if (act != LeaseAct::Release)
        lease = ReviewLease{actor.userId, request.hub ? request.hub->workstation : 0, m_parts.clock.utc()};
    if (const auto set = m_parts.desk->reviewLeases().set(caseId, lease); !set)
        return failure(set);
    if (act == LeaseAct::TakeOver && *held) {
        const auto noted = m_parts.note(actor, u"review.taken_over"_s, caseId, {{u"from"_s, (*held)->owner}});
        if (!noted)
            return noted;
    }
    return transaction.commit();
}

Result<> ReviewDesk::decide(const Actor &actor, const QString &caseId, const DecisionInput &input,
                            std::chrono::milliseconds undoTime)
{
    if (const auto allowed = Office::Parts::require(actor, Act::DecideCase); !allowed)
        return allowed;
    CaseStore &cases = m_parts.desk->cases();
    const auto record = cases.byId(caseId);
    if (!record)
        return failure(record);
    const CaseEvent event = eventOf(input.decision);
    if (!next(record->state, event))
        return failure(ErrorCode::WrongState, codeOf(record->state));
    const auto review = m_parts.desk->reviewLeases().of(caseId);
    if (!review)
        return failure(review);
    if (*review && (*review)->owner != actor.userId)
        return failure(ErrorCode::LeasedByOther, (*review)->owner);
    const auto makers = cases.makers(caseId);
    if (!makers)
        return failure(makers);
    const auto latest = cases.latestRevision(caseId);
    if (!latest)
        return failure(latest);
    const auto findings = findingsFromBytes(latest->findings);
    if (!findings)
        return failure(findings);

    const QDate today = m_parts.clock.todayInRiyadh();
    const auto pack = m_parts.rules.inForce(today);
    if (!pack)
        return failure(pack);
    DecisionRequest request;
    request.decision = input.decision;
    request.deciderId = actor.userId;
    request.makerIds = *makers;
    request.decidedHash = input.contentSha256.isEmpty() ? latest->contentSha256 : input.contentSha256;
    request.latestHash = latest->contentSha256;
    request.findings = *findings;
    if (input.decision == Decision::Approve) {
        const auto now = m_parts.cases.judgedNow(caseId);
        if (!now)
            return failure(now);
        if (now->verdict == Verdict::Block)
            return failure(ErrorCode::Blocked);
        request.findings = findingsToAnswer(*findings, now->findings, **pack);
    }
    request.packOutOfDate = (*pack)->isOutOfDate(today);
    request.reason = input.reason;
    request.ruleReasons = input.ruleReasons;
    request.comment = input.comment;
    const QList<Finding> against = judgeDecision(request, **pack);
    if (!against.isEmpty())
        return tl::unexpected<Error>(forbidden(against.first()));

    Transaction transaction(m_parts.desk->connection());
    NewDecision decision;
    decision.caseId = caseId;
    decision.contentSha256 = request.decidedHash;
    decision.decision = input.decision;
    decision.deciderId = actor.userId;
    decision.reason = input.reason;
    decision.ruleReasons = input.ruleReasons;
    decision.comment = input.comment.trimmed();
    const auto decided = cases.decide(decision);
    if (!decided)
        return failure(decided);
    CaseDecidedPayload payload;
    payload.caseId = caseId;
    payload.reference = record->reference;
    payload.revision = record->revision;
    payload.contentSha256 = request.decidedHash;
    payload.decision = input.decision;
    payload.reason = input.reason;
    payload.ruleReasons = input.ruleReasons;
    payload.comment = decision.comment;
    payload.deciderId = actor.userId;
    const auto queued = enqueue(
        m_parts,
        {.kind = MessageKind::CaseDecided,
         .residentKey = record->iqamaNumber,
         .caseId = caseId,
         .revision = record->revision,
         .baseVersion = record->baseVersion,
         .actorId = actor.userId,
         .notBefore = undoTime.count() > 0 ? m_parts.clock.utc().addMSecs(undoTime.count()) : QDateTime()},
        toPayload(payload));
    if (!queued)
        return queued;
    const auto noted = m_parts.note(actor, u"case.decided"_s, record->reference,
                                    {{u"decision"_s, codeOf(input.decision)},
                                     {u"revision"_s, record->revision},
                                     {u"content_sha256"_s, request.decidedHash},
                                     {u"reason"_s, input.reason}});
    if (!noted)
        return noted;
    return transaction.commit();
}

Result<> ReviewDesk::undo(const Actor &actor, const QString &caseId)
{
    if (const auto allowed = Office::Parts::require(actor, Act::DecideCase); !allowed)
        return allowed;
    Transaction transaction(m_parts.desk->connection());
    if (const auto cancelled = m_parts.desk->outbox().cancelUnsent(caseId, actor.userId); !cancelled)
        return cancelled;
    const auto record = m_parts.desk->cases().undoDecision(caseId, actor.userId);
    if (!record)
        return failure(record);
    if (const auto noted = m_parts.note(actor, u"case.decision_undone"_s, record->reference); !noted)
        return noted;
    return transaction.commit();
}

} // namespace desk
