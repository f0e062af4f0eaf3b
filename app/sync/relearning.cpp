#include "sync/relearning.h"

#include "protocol/json.h"
#include "sql/transaction.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

Result<SyncStore::Doubted> Relearning::doubted(const SyncStore::DoubtPlace &after)
{
    SyncStore::Doubted page;
    page.to = after;
    const auto residents = m_registry.registry().heardAfter(after.residents, kMaxReconcileResidents);
    if (!residents)
        return failure(residents);
    for (const Registry::Heard &one : *residents) {
        page.residents.append(one.iqamaNumber);
        page.to.residents = one.place;
    }
    const auto cases = m_desk.heard().after(after.cases, kMaxReconcilePage);
    if (!cases)
        return failure(cases);
    for (const HeardLog::Entry &one : *cases) {
        page.cases.append(one.subject);
        page.to.cases = one;
    }
    page.residents.removeDuplicates();
    page.cases.removeDuplicates();
    return page;
}

Result<> Relearning::residents(const QList<HubResident> &residents)
{
    if (residents.isEmpty())
        return {};
    Transaction transaction(m_registry.connection());
    for (const HubResident &one : residents) {
        // Whom the hub does not know any more stays: nobody has said that the person is gone.
        if (!one.resident)
            continue;
        if (const auto done = m_registry.registry().putBack(*one.resident, one.passports); !done)
            return done;
    }
    if (const auto marked = m_registry.registry().markChanged(); !marked)
        return marked;
    return transaction.commit();
}

Result<> Relearning::cases(const QList<HubCase> &cases)
{
    if (cases.isEmpty())
        return {};
    Transaction transaction(m_desk.connection());
    for (const HubCase &there : cases) {
        if (const auto done = takeBack(there); !done)
            return done;
    }
    return transaction.commit();
}

/// To before what the hub has lost. What this desk decided or withdrew itself stands: it is offered again.
Result<> Relearning::takeBack(const HubCase &there)
{
    const auto record = m_desk.cases().head(there.id);
    if (!record)
        return record.error().code == ErrorCode::NotFound ? Result<>() : failure(record);
    CaseState state = record->state;
    if (state == there.state && record->revision == there.revision)
        return {};
    const auto items = m_desk.outbox().ofCase(there.id);
    if (!items)
        return failure(items);
    const auto offers = [&](MessageKind kind) {
        return std::any_of(items->begin(), items->end(), [&](const OutboxHead &item) {
            return item.kind == codeOf(kind) && item.revision == record->revision &&
                   item.state != OutboxState::Cancelled;
        });
    };
    const auto isLastDecided = m_desk.cases().isLastDecided(there.id);
    if (!isLastDecided)
        return failure(isLastDecided);
    Result<CaseHead> moved = *record;
    if (state == CaseState::Applied) {
        moved = m_desk.cases().move({.caseId = there.id, .event = CaseEvent::Forgotten, .actorId = {}});
        state = CaseState::Approved;
    }
    const bool decided = *isLastDecided && next(state, CaseEvent::Undo);
    if (moved && decided && !offers(MessageKind::CaseDecided))
        moved = m_desk.cases().undoDecision(there.id, {});
    else if (moved && state == CaseState::Withdrawn && !offers(MessageKind::CaseWithdrawn))
        moved = m_desk.cases().move({.caseId = there.id, .event = CaseEvent::Forgotten, .actorId = {}});
    // The hub lacks it, or has it with its maker still, who had corrected it since: nobody can decide what
    // the maker's desk has yet to bring.
    const bool lacksRevision =
        !there.state || (there.state == CaseState::Returned && there.revision < record->revision);
    if (moved && moved->state == CaseState::Submitted && lacksRevision &&
        !offers(MessageKind::CaseSubmitted) && !offers(MessageKind::CaseRevised))
        moved = m_desk.cases().move({.caseId = there.id, .event = CaseEvent::Forgotten, .actorId = {}});
    // Where the resident's next case is open already, this one stays as it was.
    if (!moved)
        return moved.error().code == ErrorCode::OpenCaseExists ? Result<>() : failure(moved);
    if (moved->state == record->state)
        return {};
    const auto noted = m_desk.audit().append(
        {u"case.forgotten"_s, {}, record->reference, canonicalJson({{u"state"_s, codeOf(moved->state)}})});
    return noted ? Result<>() : failure(noted);
}

} // namespace desk
