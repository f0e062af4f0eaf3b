#include "sync/takingback.h"

#include "protocol/hubcode.h"
#include "protocol/json.h"
#include "protocol/message.h"
#include "sync/outcome.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

Result<std::optional<CaseRecord>> TakingBack::message(const OutboxHead &item, const QString &actorId,
                                                      const QString &reason)
{
    const auto kind = fromCode<MessageKind>(item.kind);
    if (item.caseId.isEmpty() || !kind)
        return std::optional<CaseRecord>();
    CaseStore &cases = m_desk.cases();
    const auto record = cases.head(item.caseId);
    if (!record)
        return failure(record);
    const auto steps = m_desk.outbox().steps(item.itemId);
    if (!steps)
        return failure(steps);
    const bool isLost = item.revision == record->revision &&
                        std::any_of(steps->begin(), steps->end(),
                                    [](const OutboxStep &step) { return step.event == OutboxEvent::Lost; });
    if (record->state == CaseState::Applied && isLost) {
        // A restored hub had lost it, and it is not offered again: the register stays as it is, and the hub
        // may still hold an earlier revision open.
        const auto ended = cases.move(
            {.caseId = item.caseId, .event = CaseEvent::AcceptTheirs, .actorId = actorId, .reason = reason});
        const auto whole = ended ? cases.byId(item.caseId) : failure(ended);
        return whole ? Result<std::optional<CaseRecord>>(*whole) : failure(whole);
    }
    Result<> done;
    if (*kind == MessageKind::CaseDecided)
        done = decision(item, *record, actorId, reason);
    else if (*kind == MessageKind::CaseSubmitted || *kind == MessageKind::CaseRevised)
        done = revision(item, actorId, reason);
    return done ? Result<std::optional<CaseRecord>>(std::nullopt) : failure(done);
}

Result<> TakingBack::decision(const OutboxHead &item, const CaseHead &record, const QString &actorId,
                              const QString &reason)
{
    const auto standing = m_desk.cases().standingDecider(item.caseId);
    if (!standing)
        return failure(standing);
    const auto isLast = m_desk.cases().isLastDecided(item.caseId);
    if (!isLast)
        return failure(isLast);
    // Another's decision that the hub had first stands, and so does one on a later revision. What came of the
    // hub's refusal stands too.
    const bool stands = *standing == item.actorId && item.revision == record.revision && *isLast;
    if (!stands || !next(record.state, CaseEvent::Undo))
        return {};
    const auto undone = m_desk.cases().undoDecision(item.caseId, actorId);
    if (!undone)
        return failure(undone);
    // A restored hub has lost it: nobody can decide what another desk has yet to bring again.
    const bool isLost = undone->remote && item.errorCode == codeOf(HubCode::UnknownCase);
    if (!isLost)
        return shareFateOfRevision(*undone, actorId, reason);
    const auto forgotten =
        m_desk.cases().move({.caseId = item.caseId, .event = CaseEvent::Forgotten, .actorId = {}});
    return forgotten ? Result<>() : failure(forgotten);
}

/// A decision on a revision the hub never gets goes with it.
Result<> TakingBack::revision(const OutboxHead &item, const QString &actorId, const QString &reason)
{
    CaseStore &cases = m_desk.cases();
    const auto others = m_desk.outbox().ofCase(item.caseId);
    if (!others)
        return failure(others);
    for (const OutboxHead &other : *others) {
        const bool ends = other.kind == codeOf(MessageKind::CaseWithdrawn); // still true of the case
        if (ends || other.chainSeq < item.chainSeq || other.attempt > 0 ||
            !next(other.state, OutboxEvent::Cancel))
            continue;
        const auto cancelled = m_desk.outbox().cancel(other.itemId, actorId, reason);
        if (!cancelled)
            return failure(cancelled);
        const auto decided = cases.head(item.caseId);
        const auto isLast = cases.isLastDecided(item.caseId);
        if (!decided || !isLast)
            return decided ? failure(isLast) : failure(decided);
        const bool stands = other.kind == codeOf(MessageKind::CaseDecided) && *isLast &&
                            next(decided->state, CaseEvent::Undo);
        if (const auto undone = stands ? cases.undoDecision(item.caseId, actorId) : decided; !undone)
            return failure(undone);
    }
    const auto now = cases.head(item.caseId);
    return now ? refuse(*now, actorId, reason) : failure(now);
}

/// A case that waits for a decision again, while the hub never took its revision: the register had overtaken
/// it, or it was cancelled before.
Result<> TakingBack::shareFateOfRevision(const CaseHead &record, const QString &actorId,
                                         const QString &reason)
{
    const auto items = m_desk.outbox().ofCase(record.caseId);
    if (!items)
        return failure(items);
    const auto revision = std::find_if(items->rbegin(), items->rend(), [&record](const OutboxHead &item) {
        return item.kind != codeOf(MessageKind::CaseDecided) && item.revision == record.revision;
    });
    if (revision == items->rend())
        return {};
    if (revision->state == OutboxState::Cancelled)
        return refuse(record, actorId, reason);
    if (revision->errorCode != causeOf(OutcomeClass::Conflict) || !next(record.state, CaseEvent::Conflict))
        return {};
    const auto whole = m_desk.cases().byId(record.caseId);
    if (!whole)
        return failure(whole);
    const auto theirs = m_registry.registry().byIqama(whole->iqamaNumber);
    if (!theirs)
        return failure(theirs);
    const auto moved = m_desk.cases().move(
        {.caseId = record.caseId,
         .event = CaseEvent::Conflict,
         .actorId = {},
         .reason = revision->errorCode,
         .detail = canonicalJson(registerConflictToJson({theirs->value_or(Resident()), {}}))});
    return moved ? Result<>() : failure(moved);
}

/// With its maker again, where the case can be.
Result<> TakingBack::refuse(const CaseHead &record, const QString &actorId, const QString &reason)
{
    if (!next(record.state, CaseEvent::Refuse))
        return {};
    const auto returned = m_desk.cases().move(
        {.caseId = record.caseId, .event = CaseEvent::Refuse, .actorId = actorId, .reason = reason});
    return returned ? Result<>() : failure(returned);
}

} // namespace desk
