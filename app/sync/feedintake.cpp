#include "sync/feedintake.h"

#include "base/logging.h"
#include "protocol/json.h"
#include "sql/transaction.h"
#include "sync/caseintake.h"
#include "sync/packadoption.h"
#include "sync/registrysnapshot.h"
#include "sync/relearning.h"
#include "sync/trail.h"

#include <QSet>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

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

Result<QString> FeedIntake::cursor()
{
    if (const auto open = m_registry.registry().checkOpen(); !open)
        return failure(open);
    // The desk's part is applied last, so its cursor is never ahead of the register's.
    return m_desk.settings().feedCursor();
}

Result<QString> FeedIntake::takenCursor()
{
    if (const auto reached = cursor(); !reached)
        return reached;
    const auto missed = m_desk.settings().missedFeedFromHere();
    return missed ? Result<QString>(missed->from) : failure(missed);
}

Result<QString> FeedIntake::residentsCursor()
{
    const auto info = m_registry.registry().info();
    return info ? Result<QString>(info->feedCursor) : failure(info);
}

/// Goes on there in a feed of which nothing was missed; what waits to be taken back is waiting still.
Result<> FeedIntake::begin(const QString &cursor)
{
    const auto missed = m_desk.settings().missedFeed();
    if (!missed)
        return failure(missed);
    if (const auto begun = m_desk.settings().beginFeed(cursor); !begun)
        return begun;
    return missed->further.isEmpty() ? Result<>()
                                     : m_desk.settings().setMissedFeed({cursor, {}, missed->further});
}

Result<int> FeedIntake::apply(const FeedPage &page)
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
    const auto rest = applyCasesAndUsers(page, *ahead != *known, *due);
    if (!rest)
        return rest;
    return *residents + *rest;
}

/// Written once a day, however often the hub is asked; whether it was now. In the caller's transaction.
Result<bool> FeedIntake::noteHeard(const FeedPage &page)
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

Result<int> FeedIntake::applyResidents(const FeedPage &page)
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

Result<int> FeedIntake::applyCasesAndUsers(const FeedPage &page, bool residentsAreAhead, bool due)
{
    int changed = 0;
    QStringList missed;
    QSet<QString> touched;
    CaseIntake cases(m_desk, m_registry);
    Transaction transaction(m_desk.connection());
    if (residentsAreAhead) {
        // What became of them came with a snapshot, and the feed does not say it again.
        const auto approved = m_desk.cases().list({.state = CaseState::Approved});
        if (!approved)
            return failure(approved);
        for (const CaseRecord &record : *approved)
            touched.insert(record.caseId);
    }
    if (due) {
        if (const auto taken = Relearning(m_desk, m_registry).takeBackFurther(); !taken)
            return failure(taken);
        const auto counted = countOwn(cases);
        if (!counted)
            return failure(counted);
        touched += QSet<QString>(counted->begin(), counted->end());
    }
    for (const FeedEntry &entry : page.entries) {
        if (const auto *user = std::get_if<UserChanged>(&entry.change)) {
            const auto applied = applyUser(*user);
            if (!applied) {
                if (const auto skipped = skip(entry, user->userId, applied.error()); !skipped)
                    return failure(skipped);
                continue;
            }
            changed += *applied;
        } else if (const auto *change = std::get_if<CaseChanged>(&entry.change)) {
            const auto applied = cases.apply(*change);
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
        const auto applied = cases.readBack(caseId);
        if (!applied)
            return failure(applied);
        changed += *applied;
    }
    if (const auto noted = noteHeard(page); !noted)
        return failure(noted);
    if (const auto set = goOn(page.cursor, missed, due); !set)
        return failure(set);
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    return changed;
}

/// Decisions of this desk that the hub took after all; of the cases that are due, which it answers.
Result<QStringList> FeedIntake::countOwn(CaseIntake &cases)
{
    auto missed = m_desk.settings().missedFeed();
    if (!missed)
        return failure(missed);
    for (const QString &caseId : std::as_const(missed->cases)) {
        const auto counted = cases.countOwn(caseId);
        if (!counted && !isOfEntry(counted.error().code))
            return failure(counted);
        if (counted)
            continue;
        const auto noted = noteInTrail(m_desk, u"feed.skipped"_s, caseId,
                                       {{u"code"_s, errorCodeName(counted.error().code)}});
        if (!noted)
            return failure(noted);
    }
    return std::move(missed->cases);
}

Result<bool> FeedIntake::applyUser(const UserChanged &change)
{
    User adopted;
    adopted.userId = change.userId;
    adopted.name = change.name;
    adopted.displayNameAr = change.displayNameAr;
    adopted.displayNameEn = change.displayNameEn;
    adopted.roles = change.roles;
    adopted.active = change.active;
    const auto before = m_desk.users().byId(change.userId);
    if (!before)
        return failure(before);
    const auto after = m_desk.users().adopt(adopted);
    return after ? Result<bool>(*before != std::optional(*after)) : failure(after);
}

/// A pack that may not be taken waits for an administrator; it holds nothing else up.
Result<bool> FeedIntake::applyPack(const RulesChanged &change)
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
            noteInTrail(m_desk, u"rules.refused"_s, {},
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
    const auto noted = noteInTrail(m_desk, change.takenBack ? u"rules.taken_back"_s : u"rules.installed"_s,
                                   {}, {{u"version"_s, adopted->pack.version}});
    return noted ? Result<bool>(true) : failure(noted);
}

/// Whether a case that could not take what the feed said of it can now.
Result<bool> FeedIntake::missedIsDue()
{
    const auto missed = m_desk.settings().missedFeed();
    if (!missed)
        return failure(missed);
    QStringList waiting = missed->cases;
    for (const HubCase &there : missed->further)
        waiting += there.id;
    for (const QString &caseId : std::as_const(waiting)) {
        const auto open = m_desk.cases().inTheWayOf(caseId);
        if (!open || open->isEmpty())
            return open ? Result<bool>(true) : failure(open);
    }
    return false;
}

/// In the feed, after a page of it: where it ended, or where something was passed over that is due.
Result<> FeedIntake::goOn(const QString &reached, const QStringList &missed, bool due)
{
    SettingsStore &settings = m_desk.settings();
    if (due) {
        const auto all = settings.missedFeed();
        return all ? begin(all->from) : failure(all);
    }
    if (!missed.isEmpty()) {
        auto all = settings.missedFeedFromHere();
        if (!all)
            return failure(all);
        all->cases += missed;
        all->cases.removeDuplicates();
        if (const auto noted = settings.setMissedFeed(*all); !noted)
            return noted;
    }
    return settings.setFeedCursor(reached);
}

/// Passes over an entry that cannot be applied here, with a note; fails with the error when that is not the
/// entry's fault.
Result<> FeedIntake::skip(const FeedEntry &entry, const QString &subject, const Error &error)
{
    if (!isOfEntry(error.code))
        return tl::unexpected<Error>(error);
    qCInfo(lcSync) << "feed entry" << entry.position << "passed over:" << errorCodeName(error.code);
    return noteInTrail(m_desk, u"feed.skipped"_s, subject,
                       {{u"position"_s, entry.position}, {u"code"_s, errorCodeName(error.code)}});
}

} // namespace desk
