#pragma once

#include "base/result.h"
#include "domain/residentsheld.h"
#include "protocol/residentjson.h"
#include "store/loadruns.h"
#include "store/registry.h"

#include <QList>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace desk
{

/// The desk's side of taking the hub's snapshot of the register. At the window the register lives on another
/// thread; each call is one transaction of a few milliseconds, so that nobody's work queues behind it.
class SnapshotStore
{
public:
    SnapshotStore() = default;
    SnapshotStore(const SnapshotStore &) = delete;
    SnapshotStore &operator=(const SnapshotStore &) = delete;
    virtual ~SnapshotStore() = default;

    struct Task {
        ResidentsHeld part = ResidentsHeld::All;
        SnapshotProgress progress; ///< of an empty epoch: not begun
        /// Makes residents ready for a register that is empty but for them; nullptr: it is not.
        std::unique_ptr<ResidentLoader> loader;
    };
    /// nullopt: this desk has its residents. VaultLocked while nothing could be stored.
    virtual Result<std::optional<Task>> task() = 0;

    /// Residents in the order of iqama numbers: made ready, or as they came.
    using Residents = std::variant<std::vector<LoadedResident>, QList<RegisteredResident>>;
    /// Keeps those from the `from`th on, as many as a slice takes, with the progress that `progressAfter`
    /// gives for the number kept so far; gives that number.
    using ProgressAfter = std::function<SnapshotProgress(qsizetype kept)>;
    virtual Result<qsizetype> keep(const Residents &residents, qsizetype from,
                                   const ProgressAfter &progressAfter) = 0;
    /// One step of making the numbers find residents; false when nothing is left.
    virtual Result<bool> index(LoadRuns::Sorting &sorting) = 0;
    /// Everything was taken: the feed goes on from the snapshot's cursor.
    virtual Result<> finish(const QString &cursor) = 0;
    /// Another snapshot is to be begun.
    virtual Result<> beginAfresh() = 0;
};

} // namespace desk
