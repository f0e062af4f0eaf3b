#pragma once

#include "store/deskdatabase.h"
#include "store/registrydatabase.h"
#include "sync/snapshotstore.h"

namespace desk
{

/// Takes over what the hub says of a resident; an older version changes nothing.
Result<Upserted> adopt(Registry &registry, const Resident &resident, const QList<PassportRecord> &passports);

/// Takes the snapshot into the desk's registry.db. Lives in the thread that writes it.
class RegistrySnapshot final : public SnapshotStore
{
public:
    /// The databases are opened for writing and outlive the object.
    RegistrySnapshot(DeskDatabase &desk, RegistryDatabase &registry)
        : m_desk(desk)
        , m_registry(registry)
    {
    }

    Result<std::optional<Task>> task() override;
    Result<qsizetype> keep(const Residents &residents, qsizetype from,
                           const ProgressAfter &progressAfter) override;
    Result<bool> index(LoadRuns::Sorting &sorting) override;
    Result<> finish(const QString &cursor) override;
    Result<> beginAfresh() override;

private:
    DeskDatabase &m_desk;
    RegistryDatabase &m_registry;
};

} // namespace desk
