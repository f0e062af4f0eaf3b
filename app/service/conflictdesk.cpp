#include "service/conflictdesk.h"

#include "domain/decisionreason.h"
#include "protocol/casefile.h"
#include "protocol/json.h"
#include "protocol/message.h"
#include "protocol/residentjson.h"
#include "service/parts.h"
#include "sync/outcome.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

Result<std::optional<ConflictView>> ConflictDesk::view(const QString &caseId) const
{
    CaseStore &cases = m_parts.desk->cases();
    const auto record = cases.byId(caseId);
    if (!record)
        return failure(record);
    if (record->state != CaseState::Conflicted)
        return std::optional<ConflictView>();
    const auto timeline = cases.timeline(caseId);
    const auto latest = cases.latestRevision(caseId);
    const auto baseline = cases.baseline(caseId);
    const auto resident = m_parts.registry().byIqama(record->iqamaNumber);
    if (!timeline)
        return failure(timeline);
    if (!latest)
        return failure(latest);
    if (!baseline)
        return failure(baseline);
    if (!resident)
        return failure(resident);
    const auto content = caseContentFromBytes(latest->content);
    if (!content)
        return failure(content);

    const auto recorded = recordedPassportFromJson(*baseline);
    if (!recorded)
        return failure(recorded);
    std::optional<Passport> base = recorded->isEmpty() ? std::nullopt : std::optional(*recorded);
    ConflictView view;
    view.theirs = resident->value_or(Resident());
    const auto overtaken = std::find_if(timeline->rbegin(), timeline->rend(), [](const CaseMove &move) {
        return move.event == CaseEvent::Conflict && !move.detail.isEmpty();
    });
    if (overtaken != timeline->rend()) {
        const auto object = parseJsonObject(overtaken->detail);
        const auto told = object ? registerConflictFromJson(*object) : failure(object);
        if (!told)
            return failure(told);
        // The feed may have brought a later version since.
        if (told->resident.version >= view.theirs.version)
            view.theirs = told->resident;
        if (told->base)
            base = told->base->passport;
    }
    view.fields = compareThreeWays(base, content->passport, view.theirs.passport);
    return std::optional(view);
}

Result<> ConflictDesk::sendAgain(const Actor &supervisor, const QString &caseId)
{
    if (const auto allowed = Office::Parts::require(supervisor, Act::ResolveConflict); !allowed)
        return allowed;
    CaseStore &cases = m_parts.desk->cases();
    const auto record = cases.byId(caseId);
    if (!record)
        return failure(record);
    const auto conflict = view(caseId);
    if (!conflict)
        return failure(conflict);
    if (!*conflict)
        return failure(ErrorCode::WrongState, codeOf(record->state));
    const auto latest = cases.latestRevision(caseId);
    if (!latest)
        return failure(latest);
    auto content = caseContentFromBytes(latest->content);
    if (!content)
        return failure(content);
    auto judgement = m_parts.cases.check(*content, caseId, m_parts.clock.todayInRiyadh());
    if (!judgement)
        return failure(judgement);
    // What only warns is before the eyes of who sends it again, and of who decides it.
    for (const Finding &finding : std::as_const(judgement->findings)) {
        if (finding.severity == Severity::Warning && !content->acknowledged.contains(finding.rule))
            content->acknowledged.append(finding.rule);
    }
    judgement = m_parts.cases.check(*content, caseId, m_parts.clock.todayInRiyadh());
    if (!judgement)
        return failure(judgement);
    if (judgement->verdict == Verdict::Block)
        return failure(ErrorCode::Blocked);
    Transaction transaction(m_parts.desk->connection());
    const auto sent = m_parts.cases.sendRevision(supervisor, *record, *content, *judgement,
                                                 (*conflict)->theirs.version, CaseEvent::Redecide);
    if (!sent)
        return failure(sent);
    return transaction.commit();
}

/// A message about it was taken, so the hub has it among its open cases.
Result<bool> ConflictDesk::isKnownToHub(const QString &caseId) const
{
    const auto items = m_parts.desk->outbox().ofCase(caseId);
    if (!items)
        return failure(items);
    const QString conflict = classLetter(OutcomeClass::Conflict);
    return std::any_of(items->begin(), items->end(), [&conflict](const OutboxHead &item) {
        return (item.state == OutboxState::Acknowledged || item.state == OutboxState::Confirmed) &&
               item.errorClass != conflict;
    });
}

Result<> ConflictDesk::acceptRegister(const Actor &supervisor, const QString &caseId, const QString &reason)
{
    if (const auto allowed = Office::Parts::require(supervisor, Act::ResolveConflict); !allowed)
        return allowed;
    if (!fromCode<DecisionReason>(reason))
        return failure(ErrorCode::ReasonRequired);
    const auto record = m_parts.desk->cases().byId(caseId);
    if (!record)
        return failure(record);
    const auto known = isKnownToHub(caseId);
    if (!known)
        return failure(known);
    Transaction transaction(m_parts.desk->connection());
    const auto moved = m_parts.desk->cases().move(
        {.caseId = caseId, .event = CaseEvent::AcceptTheirs, .actorId = supervisor.userId, .reason = reason});
    if (!moved)
        return failure(moved);
    if (*known) {
        if (const auto queued = m_parts.cases.sendWithdrawal(supervisor, *record, reason); !queued)
            return queued;
    }
    if (const auto noted =
            m_parts.note(supervisor, u"case.register_accepted"_s, record->reference, {{u"reason"_s, reason}});
        !noted)
        return noted;
    return transaction.commit();
}

} // namespace desk
