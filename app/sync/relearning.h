#pragma once

#include "protocol/reconcile.h"
#include "store/deskdatabase.h"
#include "store/registrydatabase.h"
#include "sync/syncstore.h"

namespace desk
{

/// A desk's part in a hub's restore from a backup (reliability.md §3.4): what the feed had brought here and the
/// hub has lost since is taken back, so that the desk shows what the register holds. Nothing of that is gone:
/// the desk that had sent it offers it again.
class Relearning
{
public:
    Relearning(DeskDatabase &desk, RegistryDatabase &registry)
        : m_desk(desk)
        , m_registry(registry)
    {
    }

    /// As SyncStore has them; each is one transaction of a file.
    Result<SyncStore::Doubted> doubted(const SyncStore::DoubtPlace &after);
    Result<> residents(const QList<HubResident> &residents);
    Result<> cases(const QList<HubCase> &cases);

private:
    Result<> takeBack(const HubCase &there);

    DeskDatabase &m_desk;
    RegistryDatabase &m_registry;
};

} // namespace desk
