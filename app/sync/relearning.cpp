#include "sync/relearning.h"

#include "sql/transaction.h"
#include "sync/caseintake.h"
#include "sync/trail.h"

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
    const auto missed = m_desk.settings().missedFeedFromHere();
    if (!missed)
        return failure(missed);
    if (const auto done = takeBackAll(cases, *missed); !done)
        return done;
    return transaction.commit();
}

Result<> Relearning::takeBackFurther()
{
    const auto missed = m_desk.settings().missedFeed();
    if (!missed)
        return failure(missed);
    return missed->further.isEmpty() ? Result<>() : takeBackAll(missed->further, *missed);
}

Result<> Relearning::takeBackAll(const QList<HubCase> &cases, MissedFeed missed)
{
    for (const HubCase &there : cases) {
        const auto done = takeBack(there);
        if (!done)
            return failure(done);
        missed.further.removeIf([&there](const HubCase &earlier) { return earlier.id == there.id; });
        if (!*done)
            missed.further += there;
    }
    return m_desk.settings().setMissedFeed(missed);
}

/// A decision that this desk offers: another desk's that came before it at the hub is lost.
Result<CaseHead> Relearning::standAgain(const QString &itemId, const CaseHead &record)
{
    const auto item = m_desk.outbox().byId(itemId);
    if (!item)
        return failure(item);
    const auto stands = CaseIntake(m_desk, m_registry).applyOwn(*item);
    return stands ? m_desk.cases().head(record.caseId) : failure(stands);
}

/// To before what the hub has lost. What this desk decided or withdrew itself stands: it is offered again.
Result<bool> Relearning::takeBack(const HubCase &there)
{
    const auto record = m_desk.cases().head(there.id);
    if (!record)
        return record.error().code == ErrorCode::NotFound ? Result<bool>(true) : failure(record);
    CaseState state = record->state;
    // Applied is the end at the hub too, also where it took another revision than the last one here.
    if (state == there.state && (record->revision == there.revision || state == CaseState::Applied))
        return true;
    const auto items = m_desk.outbox().ofCase(there.id);
    if (!items)
        return failure(items);
    const auto offered = [&](MessageKind kind) {
        const auto item = std::find_if(items->rbegin(), items->rend(), [&](const OutboxHead &one) {
            return one.kind == codeOf(kind) && one.revision == record->revision &&
                   one.state != OutboxState::Cancelled;
        });
        return item == items->rend() ? QString() : item->itemId;
    };
    const auto isLastDecided = m_desk.cases().isLastDecided(there.id);
    if (!isLastDecided)
        return failure(isLastDecided);
    Result<CaseHead> moved = *record;
    if (state == CaseState::Applied) {
        moved = m_desk.cases().move({.caseId = there.id, .event = CaseEvent::Forgotten, .actorId = {}});
        state = CaseState::Approved;
    }
    if (moved && *isLastDecided && next(state, CaseEvent::Undo)) {
        const QString own = offered(MessageKind::CaseDecided);
        moved = own.isEmpty() ? m_desk.cases().undoDecision(there.id, {}) : standAgain(own, *moved);
    } else if (moved && state == CaseState::Withdrawn && offered(MessageKind::CaseWithdrawn).isEmpty())
        moved = m_desk.cases().move({.caseId = there.id, .event = CaseEvent::Forgotten, .actorId = {}});
    // The hub lacks it, or has it with its maker still, who had corrected it since: nobody can decide what
    // the maker's desk has yet to bring.
    const bool lacksRevision =
        !there.state || (there.state == CaseState::Returned && there.revision < record->revision);
    if (moved && moved->state == CaseState::Submitted && lacksRevision &&
        offered(MessageKind::CaseSubmitted).isEmpty() && offered(MessageKind::CaseRevised).isEmpty())
        moved = m_desk.cases().move({.caseId = there.id, .event = CaseEvent::Forgotten, .actorId = {}});
    if (!moved)
        return moved.error().code == ErrorCode::OpenCaseExists ? Result<bool>(false) : failure(moved);
    if (moved->state == record->state)
        return true;
    const auto noted =
        noteInTrail(m_desk, u"case.forgotten"_s, record->reference, {{u"state"_s, codeOf(moved->state)}});
    return noted ? Result<bool>(true) : failure(noted);
}

} // namespace desk
