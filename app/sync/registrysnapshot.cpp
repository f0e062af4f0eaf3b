#include "sync/registrysnapshot.h"

#include "sql/transaction.h"

#include <algorithm>
#include <chrono>
#include <iterator>
#include <span>

namespace desk
{

namespace
{

using Watch = std::chrono::steady_clock;

/// Storing ends then; the commit that follows takes a few milliseconds more.
constexpr std::chrono::milliseconds kSlice{8};
/// The clock is looked at after so many.
constexpr qsizetype kBetweenLooks = 25;

} // namespace

Result<Upserted> adopt(Registry &registry, const Resident &resident, const QList<PassportRecord> &passports)
{
    return passports.isEmpty() ? registry.upsert(resident) : registry.adopt(resident, passports);
}

Result<std::optional<SnapshotStore::Task>> RegistrySnapshot::task()
{
    Registry &registry = m_registry.registry();
    if (const auto open = registry.checkOpen(); !open)
        return failure(open);
    const auto info = registry.info();
    if (!info)
        return failure(info);
    if (!info->feedCursor.isEmpty())
        return std::optional<Task>();
    const auto progress = registry.snapshotProgress();
    if (!progress)
        return failure(progress);
    const auto part = m_desk.settings().residentsHeld();
    if (!part)
        return failure(part);
    Task task{*part, progress->value_or(SnapshotProgress()), nullptr};
    // What is asked for one by one meets no residents that no number finds.
    if (*part == ResidentsHeld::All) {
        auto loader = registry.loader(task.progress);
        if (!loader)
            return failure(loader);
        task.loader = *std::move(loader);
    }
    if (!task.loader) {
        // What an import left, or what was loaded before the register got other residents, is found first.
        Transaction transaction(m_registry.connection());
        const auto waiting = registry.loadRuns().isWaiting();
        if (!waiting)
            return failure(waiting);
        if (*waiting) {
            if (const auto indexed = registry.loadRuns().index(); !indexed)
                return failure(indexed);
            if (const auto done = transaction.commit(); !done)
                return failure(done);
        }
    }
    return std::optional<Task>(std::move(task));
}

Result<qsizetype> RegistrySnapshot::keep(const Residents &residents, qsizetype from,
                                         const ProgressAfter &progressAfter)
{
    Registry &registry = m_registry.registry();
    const auto until = Watch::now() + kSlice;
    Transaction transaction(m_registry.connection());
    qsizetype kept = from;
    if (const auto *loaded = std::get_if<std::vector<LoadedResident>>(&residents)) {
        while (kept < std::ssize(*loaded) && (kept == from || Watch::now() < until)) {
            const qsizetype end = std::min<qsizetype>(kept + kBetweenLooks, std::ssize(*loaded));
            if (const auto written = registry.appendRecords(
                    std::span(*loaded).subspan(static_cast<size_t>(kept), static_cast<size_t>(end - kept)));
                !written)
                return failure(written);
            kept = end;
        }
        const auto slice =
            std::span(*loaded).subspan(static_cast<size_t>(from), static_cast<size_t>(kept - from));
        if (const auto written = registry.loadRuns().append(LoadRuns::runOf(slice)); !written)
            return failure(written);
    } else {
        const auto &list = std::get<QList<RegisteredResident>>(residents);
        for (; kept < list.size() && (kept == from || Watch::now() < until); ++kept) {
            if (const auto adopted = adopt(registry, list[kept].resident, list[kept].passports); !adopted)
                return failure(adopted);
        }
    }
    if (const auto set = registry.setSnapshotProgress(progressAfter(kept)); !set)
        return failure(set);
    const auto done = transaction.commit();
    return done ? Result<qsizetype>(kept) : failure(done);
}

Result<bool> RegistrySnapshot::index(LoadRuns::Sorting &sorting)
{
    const auto until = Watch::now() + kSlice;
    Transaction transaction(m_registry.connection());
    bool more = true;
    while (more && !sorting.isToSort() && Watch::now() < until) {
        const auto stepped = m_registry.registry().loadRuns().step(sorting);
        if (!stepped)
            return stepped;
        more = *stepped;
    }
    const auto done = transaction.commit();
    return done ? Result<bool>(more) : failure(done);
}

Result<> RegistrySnapshot::finish(const QString &cursor)
{
    Transaction transaction(m_registry.connection());
    if (const auto ended = m_registry.registry().endSnapshot(); !ended)
        return ended;
    if (const auto set = m_registry.registry().setFeedCursor(cursor); !set)
        return set;
    return transaction.commit();
}

Result<> RegistrySnapshot::beginAfresh()
{
    Transaction transaction(m_registry.connection());
    if (const auto ended = m_registry.registry().endSnapshot(); !ended)
        return ended;
    return transaction.commit();
}

} // namespace desk
