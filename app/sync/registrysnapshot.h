#pragma once

#include "store/deskdatabase.h"
#include "store/registrydatabase.h"
#include "sync/snapshotstore.h"

#include <chrono>
#include <functional>

namespace desk
{

/// Takes over what the hub says of a resident; an older version changes nothing.
Result<Upserted> adopt(Registry &registry, const Resident &resident, const QList<PassportRecord> &passports);

/// Takes the snapshot into the desk's registry.db. Lives in the thread that writes it.
class RegistrySnapshot final : public SnapshotStore
{
public:
    /// The databases are opened for writing and outlive the object. `isAwaited`: somebody waits for this
    /// thread, so slices are short.
    RegistrySnapshot(DeskDatabase &desk, RegistryDatabase &registry, std::function<bool()> isAwaited)
        : m_desk(desk)
        , m_registry(registry)
        , m_isAwaited(std::move(isAwaited))
    {
    }

    Result<std::optional<Task>> task() override;
    Result<qsizetype> keep(const Residents &residents, qsizetype from,
                           const ProgressAfter &progressAfter) override;
    Result<bool> index(NumberRuns::Sorting &sorting) override;
    Result<> finish(const QString &cursor) override;
    Result<> beginAfresh() override;

private:
    bool goesOn(std::chrono::steady_clock::time_point begun) const;

    DeskDatabase &m_desk;
    RegistryDatabase &m_registry;
    const std::function<bool()> m_isAwaited;
};

} // namespace desk
