#include "sync/storesyncstore.h"

#include "base/clock.h"
#include "base/digits.h"
#include "base/logging.h"
#include "domain/merge.h"
#include "protocol/casefile.h"
#include "protocol/hubcode.h"
#include "protocol/json.h"
#include "protocol/payload.h"
#include "protocol/residentjson.h"
#include "sql/transaction.h"
#include "sync/outcome.h"
#include "sync/packadoption.h"
#include "sync/registrysnapshot.h"
#include "sync/relearning.h"

#include <QJsonDocument>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

bool shows(const Passport &registered, const EnteredPassport &approved)
{
    return comparableNumber(registered.number) == comparableNumber(approved.number) &&
           registered.issuer == approved.issuer &&
           registered.issuedOn == isoDate(approved.issuedOn).value_or(QDate()) &&
           registered.expiresOn == isoDate(approved.expiresOn).value_or(QDate());
}

bool isDecided(CaseState state)
{
    return state == CaseState::Approved || state == CaseState::Rejected || state == CaseState::Applied;
}

/// The entry is at fault, not this desk's files: it is noted and passed over, or no later entry would ever be
/// applied.
bool isOfEntry(ErrorCode code)
{
    switch (code) {
    case ErrorCode::MalformedJson:
    case ErrorCode::NotUtf8:
    case ErrorCode::NotFound:
    case ErrorCode::WrongState:
    case ErrorCode::StaleRevision:
    case ErrorCode::SamePerson:
    case ErrorCode::OpenCaseExists:
    case ErrorCode::AlreadyExists:
        return true;
    default:
        return false;
    }
}

} // namespace

Result<> StoreSyncStore::note(const QString &event, const QString &subject, const QJsonObject &details)
{
    const auto head = m_desk.audit().append({event, {}, subject, canonicalJson(details)});
    return head ? Result<>() : failure(head);
}

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

/// A case that is over cannot be in conflict: sent again to a restored hub and met by a newer version there,
/// its message goes into quarantine, where a supervisor sees it.
Result<Settlement> StoreSyncStore::settlementFor(const ItemOutcome &outcome)
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

Result<> StoreSyncStore::settleOne(const ItemOutcome &outcome)
{
    const auto settled = settlementFor(outcome);
    if (!settled)
        return failure(settled);
    const auto item = m_desk.outbox().settle(outcome.itemId, *settled);
    if (!item)
        return failure(item);
    const bool conflict = settled->event == OutboxEvent::Conflict;
    const bool refused = settled->event == OutboxEvent::Permanent;
    if ((!conflict && !refused) || item->caseId.isEmpty())
        return {};
    const auto record = m_desk.cases().head(item->caseId);
    if (!record)
        return failure(record);
    if (conflict && outcome.conflict && outcome.conflict->base &&
        leavesPassportAlone(*outcome.conflict->base, outcome.conflict->resident))
        return rebase(*record, *item, outcome.conflict->resident.version);
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
    return note(conflict ? u"outbox.conflict"_s : u"outbox.refused"_s, record->reference,
                {{u"item"_s, item->itemId}, {u"code"_s, outcome.settlement.errorCode}});
}

/// The register changed, but nothing that a case changes: the same messages go again upon its new version.
/// The rules look at that version when the case is approved, here and at the hub.
Result<> StoreSyncStore::rebase(const CaseHead &record, const OutboxHead &item, int version)
{
    const auto again = m_desk.outbox().rebase(item.itemId, version);
    if (!again)
        return failure(again);
    if (const auto rebased = m_desk.cases().rebase(record.caseId, version); !rebased)
        return rebased;
    return note(u"case.rebased"_s, record.reference, {{u"item"_s, item.itemId}, {u"version"_s, version}});
}

/// The hub had another supervisor's decision first: this one never counted, and the feed brings the other.
Result<> StoreSyncStore::takeBackDecisionOf(const CaseHead &record, const QString &deciderId)
{
    const auto standing = m_desk.cases().standingDecider(record.caseId);
    if (!standing)
        return failure(standing);
    const bool stands = *standing == deciderId && next(record.state, CaseEvent::Undo);
    const auto reopened = stands ? reopen(record) : Result<>();
    // Where the resident's next case is open already, it cannot be; the message in quarantine says so.
    return !reopened && reopened.error().code == ErrorCode::OpenCaseExists ? Result<>() : reopened;
}

/// Back to waiting for a decision. What a restored hub lost had been applied here.
Result<> StoreSyncStore::reopen(const CaseHead &record)
{
    const auto decided = m_desk.cases().isLastDecided(record.caseId);
    if (!decided)
        return failure(decided);
    if (record.state == CaseState::Applied) {
        const auto forgotten = m_desk.cases().move({record.caseId, CaseEvent::Forgotten, {}});
        if (!forgotten)
            return failure(forgotten);
    }
    const auto reopened = *decided ? m_desk.cases().undoDecision(record.caseId, {})
                                   : m_desk.cases().move({record.caseId, CaseEvent::Undo, {}});
    return reopened ? Result<>() : failure(reopened);
}

Result<> StoreSyncStore::settle(const QList<ItemOutcome> &outcomes)
{
    Transaction transaction(m_desk.connection());
    for (const ItemOutcome &outcome : outcomes) {
        if (const auto settled = settleOne(outcome); !settled)
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
    if (const auto open = m_registry.registry().checkOpen(); !open)
        return failure(open);
    // The desk's part is applied last, so its cursor is never ahead of the register's.
    return m_desk.settings().feedCursor();
}

Result<QString> StoreSyncStore::residentsCursor()
{
    const auto info = m_registry.registry().info();
    return info ? Result<QString>(info->feedCursor) : failure(info);
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
    const auto known = cursor();
    if (!known)
        return failure(known);
    const auto due = missedIsDue();
    if (!due)
        return failure(due);
    if (page.entries.isEmpty() && page.cursor == *known && !*due) {
        Transaction transaction(m_desk.connection());
        const auto noted = noteHeard(page);
        if (!noted || !*noted)
            return noted ? Result<int>(0) : failure(noted);
        const auto done = transaction.commit();
        return done ? Result<int>(0) : failure(done);
    }
    const auto ahead = residentsCursor();
    if (!ahead)
        return failure(ahead);
    const auto residents = applyResidents(page);
    if (!residents)
        return residents;
    const auto rest = applyCasesAndUsers(page, *known, *ahead != *known, *due);
    if (!rest)
        return rest;
    return *residents + *rest;
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
        if (const auto noted = note(u"outbox.offered_again"_s, {}, {{u"items"_s, offeredAgain}}); !noted)
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
    if (const auto set = m_desk.settings().beginFeed(answer.cursor); !set)
        return set;
    if (const auto noted = note(u"hub.epoch_changed"_s, {}, {{u"epoch"_s, answer.epoch}}); !noted)
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

/// Written once a day, however often the hub is asked; whether it was now. In the caller's transaction.
Result<bool> StoreSyncStore::noteHeard(const FeedPage &page)
{
    const QDate today = m_clock.todayInRiyadh();
    const auto heard = m_desk.settings().hubHeardOn();
    if (!heard)
        return failure(heard);
    if (page.more || *heard == today)
        return false;
    if (const auto old = m_desk.heard().forgetOld(); !old)
        return failure(old);
    const auto set = m_desk.settings().setHubHeardOn(today);
    return set ? Result<bool>(true) : failure(set);
}

Result<int> StoreSyncStore::applyResidents(const FeedPage &page)
{
    const auto part = m_desk.settings().residentsHeld();
    if (!part)
        return failure(part);
    const bool isPartial = *part != ResidentsHeld::All;
    int changed = 0;
    Transaction transaction(m_registry.connection());
    if (const auto old = m_registry.registry().heard().forgetOld(); !old)
        return failure(old);
    for (const FeedEntry &entry : page.entries) {
        const auto *change = std::get_if<ResidentChanged>(&entry.change);
        if (!change)
            continue;
        if (isPartial) {
            const auto held = m_registry.registry().byIqama(change->resident.iqamaNumber);
            if (!held)
                return failure(held);
            if (!*held)
                continue;
        }
        const auto upserted = adopt(m_registry.registry(), change->resident, change->passports);
        if (!upserted)
            return failure(upserted);
        changed += *upserted == Upserted::Added || *upserted == Upserted::Updated;
        const auto noted = m_registry.registry().noteHeard(entry.position, change->resident.iqamaNumber);
        if (!noted)
            return failure(noted);
    }
    const QString &reached = page.residentsCursor.isEmpty() ? page.cursor : page.residentsCursor;
    if (const auto set = m_registry.registry().setFeedCursor(reached); !set)
        return failure(set);
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    return changed;
}

Result<int> StoreSyncStore::applyCasesAndUsers(const FeedPage &page, const QString &from,
                                               bool residentsAreAhead, bool due)
{
    int changed = 0;
    QStringList missed;
    QSet<QString> touched;
    Transaction transaction(m_desk.connection());
    if (residentsAreAhead) {
        // What became of them came with a snapshot, and the feed does not say it again.
        const auto approved = m_desk.cases().list({.state = CaseState::Approved});
        if (!approved)
            return failure(approved);
        for (const CaseRecord &record : *approved)
            touched.insert(record.caseId);
    }
    for (const FeedEntry &entry : page.entries) {
        if (const auto *user = std::get_if<UserChanged>(&entry.change)) {
            User adopted;
            adopted.userId = user->userId;
            adopted.name = user->name;
            adopted.displayNameAr = user->displayNameAr;
            adopted.displayNameEn = user->displayNameEn;
            adopted.roles = user->roles;
            adopted.active = user->active;
            const auto before = m_desk.users().byId(user->userId);
            if (!before)
                return failure(before);
            const auto after = m_desk.users().adopt(adopted);
            if (!after) {
                if (const auto skipped = skip(entry, adopted.userId, after.error()); !skipped)
                    return failure(skipped);
                continue;
            }
            changed += *before != std::optional(*after);
        } else if (const auto *change = std::get_if<CaseChanged>(&entry.change)) {
            const auto applied = applyCase(*change);
            if (!applied) {
                if (const auto skipped = skip(entry, change->caseId, applied.error()); !skipped)
                    return failure(skipped);
                if (applied.error().code == ErrorCode::OpenCaseExists)
                    missed += change->caseId;
                continue;
            }
            changed += *applied;
            touched.insert(change->caseId);
            if (const auto noted = m_desk.heard().note(entry.position, change->caseId); !noted)
                return failure(noted);
        } else if (const auto *pack = std::get_if<RulesChanged>(&entry.change)) {
            const auto applied = applyPack(*pack);
            if (!applied)
                return failure(applied);
            changed += *applied;
        } else if (const auto *review = std::get_if<LeaseChanged>(&entry.change)) {
            const auto set = m_desk.reviewLeases().set(review->caseId, review->lease);
            if (!set)
                return failure(set);
            changed += *set;
        } else if (const auto *resident = std::get_if<ResidentChanged>(&entry.change)) {
            if (resident->caseId.isEmpty())
                continue;
            touched.insert(resident->caseId);
            if (const auto noted = m_desk.heard().note(entry.position, resident->caseId); !noted)
                return failure(noted);
        }
    }
    for (const QString &caseId : std::as_const(touched)) {
        const auto applied = readBack(caseId);
        if (!applied)
            return failure(applied);
        changed += *applied;
    }
    if (const auto noted = noteHeard(page); !noted)
        return failure(noted);
    if (const auto set = goOn(from, page.cursor, missed, due); !set)
        return failure(set);
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    return changed;
}

/// Whether a case that could not take what the feed said of it can now.
Result<bool> StoreSyncStore::missedIsDue()
{
    const auto missed = m_desk.settings().missedFeed();
    if (!missed)
        return failure(missed);
    for (const QString &caseId : missed->cases) {
        const auto record = m_desk.cases().byId(caseId);
        if (!record)
            return failure(record);
        const auto open = m_desk.cases().openCase(record->iqamaNumber);
        if (!open)
            return failure(open);
        if (!*open || (*open)->caseId == caseId)
            return true;
    }
    return false;
}

/// In the feed, after a page of it: where it ended, or where something was passed over that is due.
Result<> StoreSyncStore::goOn(const QString &from, const QString &reached, const QStringList &missed,
                              bool due)
{
    SettingsStore &settings = m_desk.settings();
    auto all = settings.missedFeed();
    if (!all)
        return failure(all);
    if (due)
        return settings.beginFeed(all->from);
    if (!missed.isEmpty()) {
        if (all->cases.isEmpty())
            all->from = from;
        all->cases += missed;
        all->cases.removeDuplicates();
        if (const auto noted = settings.setMissedFeed(*all); !noted)
            return noted;
    }
    return settings.setFeedCursor(reached);
}

/// Passes over an entry that cannot be applied here, with a note; fails with the error when that is not the
/// entry's fault.
Result<> StoreSyncStore::skip(const FeedEntry &entry, const QString &subject, const Error &error)
{
    if (!isOfEntry(error.code))
        return tl::unexpected<Error>(error);
    qCInfo(lcSync) << "feed entry" << entry.position << "passed over:" << errorCodeName(error.code);
    return note(u"feed.skipped"_s, subject,
                {{u"position"_s, entry.position}, {u"code"_s, errorCodeName(error.code)}});
}

/// A pack that may not be taken waits for an administrator; it holds nothing else up.
Result<bool> StoreSyncStore::applyPack(const RulesChanged &change)
{
    PackStore &packs = m_desk.packs();
    const auto adopted = adoptPack(packs, change.file, {});
    if (!adopted && !isPackRefusal(adopted.error().code))
        return failure(adopted);
    if (!adopted) {
        const bool waits = !change.takenBack && adopted.error().code != ErrorCode::OlderPack;
        const auto kept = waits ? m_desk.packOffers().keep(change.version, change.file)
                                : m_desk.packOffers().drop(change.version);
        if (!kept)
            return failure(kept);
        const auto noted =
            note(u"rules.refused"_s, {},
                 {{u"version"_s, change.version}, {u"code"_s, errorCodeName(adopted.error().code)}});
        return noted ? Result<bool>(waits) : failure(noted);
    }
    if (const auto dropped = m_desk.packOffers().drop(change.version); !dropped)
        return failure(dropped);
    if (change.takenBack) {
        if (const auto taken = packs.takeBack(adopted->pack.version, {}); !taken)
            return failure(taken);
    } else if (adopted->already) {
        return false;
    }
    const auto noted = note(change.takenBack ? u"rules.taken_back"_s : u"rules.installed"_s, {},
                            {{u"version"_s, adopted->pack.version}});
    return noted ? Result<bool>(true) : failure(noted);
}

Result<bool> StoreSyncStore::applyCase(const CaseChanged &change)
{
    switch (change.message) {
    case MessageKind::CaseSubmitted:
    case MessageKind::CaseRevised:
        return applyRevision(change);
    case MessageKind::CaseDecided:
        return applyDecision(change);
    case MessageKind::CaseWithdrawn:
        return applyWithdrawal(change);
    case MessageKind::CaseLease:
    case MessageKind::UserChanged:
    case MessageKind::AuditHead:
        break;
    }
    return false;
}

Result<bool> StoreSyncStore::applyRevision(const CaseChanged &change)
{
    const auto payload = caseRevisionFromPayload(change.payload);
    if (!payload)
        return failure(payload);
    CaseStore &cases = m_desk.cases();
    auto record = cases.byId(payload->caseId);
    if (!record) {
        if (record.error().code != ErrorCode::NotFound)
            return failure(record);
        NewCase fresh;
        fresh.caseId = payload->caseId;
        fresh.iqamaNumber = change.resident;
        fresh.makerId = payload->makerId;
        fresh.caseType = payload->caseType;
        fresh.linkedTo = payload->content.linkedTo;
        fresh.baseVersion = change.baseVersion;
        fresh.reference = payload->reference;
        const auto resident = m_registry.registry().byIqama(change.resident);
        if (!resident)
            return failure(resident);
        if (*resident)
            fresh.baseline = recordedPassportToJson((*resident)->passport);
        record = cases.create(fresh);
        if (!record)
            return failure(record);
    }
    if (record->revision == payload->revision && record->state == CaseState::Returned) {
        // A restored hub had lost it; now it has it again.
        const auto moves = cases.timeline(record->caseId);
        if (!moves)
            return failure(moves);
        if (moves->last().event != CaseEvent::Forgotten)
            return false;
        const auto again = cases.move({.caseId = record->caseId,
                                       .event = CaseEvent::Submit,
                                       .actorId = payload->makerId,
                                       .at = change.createdAt});
        return again ? Result<bool>(true) : failure(again);
    }
    if (record->revision >= payload->revision)
        return false;
    // Decided on the revision before, which the hub will not take or has lost.
    if (isDecided(record->state)) {
        if (const auto reopened = reopen(*record); !reopened)
            return failure(reopened);
        record->state = CaseState::Submitted;
    }
    NewRevision revision;
    revision.caseId = payload->caseId;
    revision.makerId = payload->makerId;
    revision.content = canonicalJson(caseContentToJson(payload->content));
    revision.findings = findingsToBytes(payload->findings);
    revision.pack = payload->pack;
    revision.verdict = payload->verdict;
    revision.caseType = payload->caseType;
    revision.counts = countsOf(payload->findings);
    revision.baseVersion = change.baseVersion;
    revision.event = record->state == CaseState::Conflicted ? CaseEvent::Redecide : CaseEvent::Submit;
    revision.at = change.createdAt;
    // An earlier one may never have come to the hub.
    revision.number = payload->revision;
    if (record->state == CaseState::Submitted) {
        // The maker had taken it back first; that move stays at the maker's desk.
        const auto recalled = cases.move({.caseId = record->caseId,
                                          .event = CaseEvent::Recall,
                                          .actorId = payload->makerId,
                                          .at = change.createdAt});
        if (!recalled)
            return failure(recalled);
    }
    const auto submitted = cases.submit(revision);
    if (!submitted)
        return failure(submitted);
    return true;
}

Result<bool> StoreSyncStore::applyDecision(const CaseChanged &change)
{
    const auto payload = caseDecidedFromPayload(change.payload);
    if (!payload)
        return failure(payload);
    const auto known = m_desk.cases().decisions(payload->caseId);
    if (!known)
        return failure(known);
    NewDecision decision;
    decision.decisionId = change.messageId;
    for (const DecisionRecord &earlier : *known) {
        // One that a restored hub had lost comes again, and counts again.
        const bool same = earlier.decisionId == change.messageId;
        const bool stands = !earlier.undoneAt.isValid() && earlier.revision == payload->revision &&
                            earlier.decision == payload->decision && earlier.deciderId == payload->deciderId;
        if (stands || (same && !earlier.undoneAt.isValid()))
            return false;
        if (same)
            decision.decisionId.clear();
    }
    decision.caseId = payload->caseId;
    decision.contentSha256 = payload->contentSha256;
    decision.decision = payload->decision;
    decision.deciderId = payload->deciderId;
    decision.reason = payload->reason;
    decision.ruleReasons = payload->ruleReasons;
    decision.comment = payload->comment;
    decision.at = change.createdAt;
    const auto record = m_desk.cases().head(payload->caseId);
    if (!record)
        return failure(record);
    // Recalled here, or decided here too, before the hub's decision was known: that one came first.
    bool overtaken = !next(record->state, eventOf(payload->decision)) &&
                     (next(record->state, CaseEvent::Undo) || record->state == CaseState::Applied);
    if (overtaken) {
        const auto latest = m_desk.cases().latestRevision(payload->caseId);
        if (!latest)
            return failure(latest);
        overtaken = latest->contentSha256 == payload->contentSha256;
    }
    if (overtaken) {
        if (const auto reopened = reopen(*record); !reopened)
            return failure(reopened);
    }
    const auto decided = m_desk.cases().decide(decision);
    return decided ? Result<bool>(true) : failure(decided);
}

Result<bool> StoreSyncStore::applyWithdrawal(const CaseChanged &change)
{
    const auto payload = caseWithdrawnFromPayload(change.payload);
    if (!payload)
        return failure(payload);
    const auto record = m_desk.cases().head(payload->caseId);
    if (!record)
        return record.error().code == ErrorCode::NotFound ? Result<bool>(false) : failure(record);
    // Decided, which the hub will not take or has lost.
    if (isDecided(record->state)) {
        if (const auto reopened = reopen(*record); !reopened)
            return failure(reopened);
    } else if (!next(record->state, CaseEvent::Withdraw)) {
        return false;
    }
    const auto moved = m_desk.cases().move({.caseId = payload->caseId,
                                            .event = CaseEvent::Withdraw,
                                            .actorId = payload->actorId,
                                            .reason = payload->reason,
                                            .at = change.createdAt});
    return moved ? Result<bool>(true) : failure(moved);
}

Result<bool> StoreSyncStore::readBack(const QString &caseId)
{
    const auto record = m_desk.cases().byId(caseId);
    if (!record)
        return record.error().code == ErrorCode::NotFound ? Result<bool>(false) : failure(record);
    if (record->state != CaseState::Approved)
        return false;
    const auto resident = m_registry.registry().byIqama(record->iqamaNumber);
    if (!resident)
        return failure(resident);
    const auto passports = m_registry.registry().passports(record->iqamaNumber);
    if (!passports)
        return failure(passports);
    // Not only the newest: a later case may have come in the same page.
    const auto ours = std::find_if(passports->begin(), passports->end(), [&](const PassportRecord &passport) {
        return passport.caseReference == record->reference;
    });
    if (!*resident || ours == passports->end())
        return false;
    const auto latest = m_desk.cases().latestRevision(caseId);
    if (!latest)
        return failure(latest);
    const auto content = caseContentFromBytes(latest->content);
    if (!content)
        return failure(content);
    const bool equal = shows(ours->passport, content->passport);
    const auto moved = m_desk.cases().move(
        {.caseId = caseId,
         .event = equal ? CaseEvent::ReadBack : CaseEvent::Conflict,
         .actorId = {},
         .detail = equal ? QByteArray() : canonicalJson(registerConflictToJson({**resident, {}}))});
    if (!moved)
        return failure(moved);
    if (const auto noted = note(equal ? u"case.applied"_s : u"case.conflicted"_s, record->reference,
                                {{u"version"_s, (*resident)->version}});
        !noted)
        return failure(noted);
    return true;
}

} // namespace desk
