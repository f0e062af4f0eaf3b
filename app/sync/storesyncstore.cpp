#include "sync/storesyncstore.h"

#include "base/clock.h"
#include "protocol/casefile.h"
#include "sql/transaction.h"
#include "sync/outcome.h"
#include "sync/relearning.h"
#include "sync/settling.h"
#include "sync/trail.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

Result<std::optional<HubEnrolment>> StoreSyncStore::enrolment()
{
    return m_desk.settings().enrolment();
}

Result<QList<OutboxItem>> StoreSyncStore::claim(int most, const QString &epoch, const QDateTime &retriesAt)
{
    Transaction transaction(m_desk.connection());
    if (retriesAt.isValid()) {
        if (const auto postponed = m_desk.outbox().postponeRetries(retriesAt); !postponed)
            return failure(postponed);
    }
    auto items = m_desk.outbox().claim(most, epoch);
    if (!items || (items->isEmpty() && !retriesAt.isValid()))
        return items;
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    return items;
}

Result<> StoreSyncStore::settle(const QList<ItemOutcome> &outcomes)
{
    Transaction transaction(m_desk.connection());
    Settling settling(m_desk);
    for (const ItemOutcome &outcome : outcomes) {
        if (const auto settled = settling.settle(outcome); !settled)
            return settled;
    }
    return transaction.commit();
}

Result<> StoreSyncStore::confirm(const QString &epoch, qint64 stablePosition)
{
    Transaction transaction(m_desk.connection());
    const auto confirmed = m_desk.outbox().confirmUpTo(epoch, stablePosition);
    if (!confirmed)
        return failure(confirmed);
    return *confirmed > 0 ? transaction.commit() : Result<>();
}

Result<QString> StoreSyncStore::cursor()
{
    return m_feed.cursor();
}

Result<QString> StoreSyncStore::takenCursor()
{
    return m_feed.takenCursor();
}

Result<QString> StoreSyncStore::residentsCursor()
{
    return m_feed.residentsCursor();
}

Result<Heartbeat> StoreSyncStore::heartbeat()
{
    const auto counts = m_desk.outbox().counts();
    if (!counts)
        return failure(counts);
    Heartbeat heartbeat;
    heartbeat.quarantined = counts->quarantined;
    if (counts->oldestUnsentAt.isValid())
        heartbeat.oldestUnsent =
            std::chrono::seconds(std::max<qint64>(0, counts->oldestUnsentAt.secsTo(m_clock.utc())));
    return heartbeat;
}

Result<int> StoreSyncStore::apply(const FeedPage &page)
{
    return m_feed.apply(page);
}

Result<SyncStore::Believed> StoreSyncStore::believed(qint64 after, int most)
{
    const auto items = m_desk.outbox().acknowledged(after, most);
    if (!items)
        return failure(items);
    Believed page;
    for (const PlacedItem &placed : *items) {
        page.items.append({placed.item.itemId, placed.item.payloadSha256});
        page.last = placed.place;
    }
    return page;
}

Result<> StoreSyncStore::reconciled(const QList<BelievedItem> &items, const QStringList &missing,
                                    const QString &epoch)
{
    Transaction transaction(m_desk.connection());
    const Settlement lost{.event = OutboxEvent::Lost,
                          .errorClass = classLetter(OutcomeClass::Epoch),
                          .errorCode = causeOf(OutcomeClass::Epoch)};
    int offeredAgain = 0;
    for (const BelievedItem &item : items) {
        const auto known = m_desk.outbox().head(item.id);
        if (!known)
            return failure(known);
        // What met a conflict did nothing at the hub, and what came of it here goes by messages of its own.
        const bool isLost = missing.contains(item.id) && known->errorCode != causeOf(OutcomeClass::Conflict);
        offeredAgain += isLost;
        const auto done =
            isLost ? m_desk.outbox().settle(item.id, lost) : m_desk.outbox().carryOver(item.id, epoch);
        if (!done)
            return failure(done);
    }
    if (offeredAgain > 0) {
        if (const auto noted =
                noteInTrail(m_desk, u"outbox.offered_again"_s, {}, {{u"items"_s, offeredAgain}});
            !noted)
            return noted;
    }
    return transaction.commit();
}

Result<SyncStore::Doubted> StoreSyncStore::doubted(const DoubtPlace &after)
{
    return Relearning(m_desk, m_registry).doubted(after);
}

Result<> StoreSyncStore::relearn(const QList<HubResident> &residents, const QList<HubCase> &cases)
{
    Relearning relearning(m_desk, m_registry);
    if (const auto done = relearning.residents(residents); !done)
        return done;
    return relearning.cases(cases);
}

Result<> StoreSyncStore::adoptEpoch(const ReconcileAnswer &answer)
{
    const auto residents = residentsCursor();
    if (!residents)
        return failure(residents);
    // A register that waits for its snapshot waits for one of the new epoch.
    if (!residents->isEmpty()) {
        Transaction transaction(m_registry.connection());
        HeardLog &heard = m_registry.registry().heard();
        if (const auto noted = heard.learnedAnew(answer.proven, answer.stablePosition); !noted)
            return noted;
        if (const auto set = m_registry.registry().setFeedCursor(answer.cursor); !set)
            return set;
        if (const auto done = transaction.commit(); !done)
            return done;
    }
    Transaction transaction(m_desk.connection());
    if (const auto set = m_desk.settings().setHubEpoch(answer.epoch); !set)
        return set;
    if (const auto noted = m_desk.heard().learnedAnew(answer.proven, answer.stablePosition); !noted)
        return noted;
    if (const auto forgotten = m_desk.reviewLeases().forgetAll(); !forgotten)
        return forgotten;
    if (const auto begun = m_feed.begin(answer.cursor); !begun)
        return begun;
    if (const auto noted = noteInTrail(m_desk, u"hub.epoch_changed"_s, {}, {{u"epoch"_s, answer.epoch}});
        !noted)
        return noted;
    return transaction.commit();
}

Result<QByteArray> StoreSyncStore::scan(const QString &sha256)
{
    auto found = m_evidence.find(sha256);
    if (!found)
        return failure(found);
    return *found ? Result<QByteArray>(**std::move(found)) : failure(ErrorCode::NoScan);
}

Result<QStringList> StoreSyncStore::missingScans()
{
    const auto waiting = m_desk.cases().queue();
    if (!waiting)
        return failure(waiting);
    QStringList missing;
    for (const CaseRecord &record : *waiting) {
        const auto latest = m_desk.cases().latestRevision(record.caseId);
        if (!latest)
            return failure(latest);
        const auto content = caseContentFromBytes(latest->content);
        if (!content)
            return failure(content);
        for (const QString &sha256 : scanHashes(*content)) {
            const auto here = m_evidence.has(sha256);
            if (!here)
                return failure(here);
            if (!*here && !missing.contains(sha256))
                missing.append(sha256);
        }
    }
    return missing;
}

Result<> StoreSyncStore::keepScan(const QByteArray &scan)
{
    const auto kept = m_evidence.keep(scan);
    return kept ? Result<>() : failure(kept);
}

} // namespace desk
