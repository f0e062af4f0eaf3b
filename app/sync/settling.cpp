#include "sync/settling.h"

#include "domain/merge.h"
#include "protocol/casefile.h"
#include "protocol/hubcode.h"
#include "protocol/json.h"
#include "protocol/payload.h"
#include "sync/outcome.h"
#include "sync/trail.h"

using namespace Qt::StringLiterals;

namespace desk
{

/// A case that is over cannot be in conflict: sent again to a restored hub and met by a newer version there,
/// its message goes into quarantine, where a supervisor sees it.
Result<Settlement> Settling::settlementFor(const ItemOutcome &outcome)
{
    Settlement settlement = outcome.settlement;
    if (settlement.event != OutboxEvent::Conflict)
        return settlement;
    const auto item = m_desk.outbox().head(outcome.itemId);
    if (!item)
        return failure(item);
    if (item->caseId.isEmpty())
        return settlement;
    const auto record = m_desk.cases().head(item->caseId);
    if (!record)
        return failure(record);
    if (isTerminal(record->state)) {
        settlement.event = OutboxEvent::Permanent;
        settlement.errorClass = classLetter(OutcomeClass::Permanent);
    }
    return settlement;
}

Result<> Settling::settle(const ItemOutcome &outcome)
{
    const auto settled = settlementFor(outcome);
    if (!settled)
        return failure(settled);
    const auto item = m_desk.outbox().settle(outcome.itemId, *settled);
    if (!item)
        return failure(item);
    if (settled->event == OutboxEvent::Accept && !item->caseId.isEmpty())
        return countAgain(*item);
    const bool conflict = settled->event == OutboxEvent::Conflict;
    const bool refused = settled->event == OutboxEvent::Permanent;
    if ((!conflict && !refused) || item->caseId.isEmpty())
        return {};
    auto record = m_desk.cases().head(item->caseId);
    if (!record)
        return failure(record);
    if (conflict && outcome.conflict && outcome.conflict->base &&
        leavesPassportAlone(*outcome.conflict->base, outcome.conflict->resident))
        return rebase(*record, *item, outcome.conflict->resident.version);
    if (conflict) {
        // Refused before and released: as if it had not been.
        const auto waits = m_desk.cases().waitAgain(*record, item->actorId);
        if (!waits)
            return failure(waits);
        record = m_desk.cases().head(item->caseId);
        if (!record)
            return failure(record);
    }
    const CaseEvent event = conflict ? CaseEvent::Conflict : CaseEvent::Refuse;
    const bool decidedElsewhere = refused &&
                                  outcome.settlement.errorCode == codeOf(HubCode::AlreadyDecided) &&
                                  item->kind == codeOf(MessageKind::CaseDecided);
    if (decidedElsewhere) {
        if (const auto undone = takeBackDecisionOf(*record, item->actorId); !undone)
            return undone;
    } else if (next(record->state, event)) {
        NewMove move{
            .caseId = record->caseId, .event = event, .actorId = {}, .reason = outcome.settlement.errorCode};
        if (conflict && outcome.conflict)
            move.detail = canonicalJson(registerConflictToJson(*outcome.conflict));
        else if (refused && !outcome.findings.isEmpty())
            move.detail = findingsToBytes(outcome.findings);
        const auto moved = m_desk.cases().move(move);
        if (!moved)
            return failure(moved);
    }
    return noteInTrail(m_desk, conflict ? u"outbox.conflict"_s : u"outbox.refused"_s, record->reference,
                       {{u"item"_s, item->itemId}, {u"code"_s, outcome.settlement.errorCode}});
}

/// What the hub has taken counts, also where it had refused it before and the case went back to its maker: a
/// supervisor released the message.
Result<> Settling::countAgain(const OutboxHead &item)
{
    const bool isDecision = item.kind == codeOf(MessageKind::CaseDecided);
    if (!isDecision && item.kind == codeOf(MessageKind::CaseWithdrawn))
        return {};
    const auto record = m_desk.cases().head(item.caseId);
    if (!record)
        return failure(record);
    if (record->revision != item.revision)
        return {};
    const auto waits = m_desk.cases().waitAgain(*record, item.actorId);
    if (!waits)
        return failure(waits);
    return isDecision && (*waits || record->state == CaseState::Submitted) ? countOwnLater(item.caseId)
                                                                           : Result<>();
}

/// A decision is written with keys that a locked desk has not: by the next look at the feed.
Result<> Settling::countOwnLater(const QString &caseId)
{
    auto missed = m_desk.settings().missedFeedFromHere();
    if (!missed)
        return failure(missed);
    missed->cases += caseId;
    missed->cases.removeDuplicates();
    return m_desk.settings().setMissedFeed(*missed);
}

/// The register changed, but nothing that a case changes: the same messages go again upon its new version.
/// The rules look at that version when the case is approved, here and at the hub.
Result<> Settling::rebase(const CaseHead &record, const OutboxHead &item, int version)
{
    const auto again = m_desk.outbox().rebase(item.itemId, version);
    if (!again)
        return failure(again);
    if (const auto rebased = m_desk.cases().rebase(record.caseId, version); !rebased)
        return rebased;
    return noteInTrail(m_desk, u"case.rebased"_s, record.reference,
                       {{u"item"_s, item.itemId}, {u"version"_s, version}});
}

/// The hub had another decision first: this one never counted. The feed brings the other, unless this desk
/// made it.
Result<> Settling::takeBackDecisionOf(const CaseHead &record, const QString &deciderId)
{
    const auto standing = m_desk.cases().standingDecider(record.caseId);
    if (!standing)
        return failure(standing);
    if (*standing != deciderId || !next(record.state, CaseEvent::Undo))
        return {};
    const auto reopened = m_desk.cases().reopen(record);
    if (reopened)
        return countOwnLater(record.caseId);
    // Where the resident's next case is open already, it cannot be; the message in quarantine says so.
    return reopened.error().code == ErrorCode::OpenCaseExists ? Result<>() : reopened;
}

} // namespace desk
