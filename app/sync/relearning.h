#pragma once

#include "protocol/reconcile.h"
#include "store/deskdatabase.h"
#include "store/registrydatabase.h"
#include "sync/syncstore.h"

namespace desk
{

/// A desk's part in a hub's restore from a backup (reliability.md §3.4): what the feed had brought here and
/// the hub has lost since is taken back, so that the desk shows what the register holds. Nothing of that is
/// gone: the desk that had sent it offers it again.
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
    /// Those that could not be taken back then, which can now. In the caller's Transaction.
    Result<> takeBackFurther();

private:
    /// False: not yet, for the resident's next case is open here.
    Result<bool> takeBack(const HubCase &there);
    Result<CaseHead> standAgain(const QString &itemId, const CaseHead &record);
    Result<> takeBackAll(const QList<HubCase> &cases, MissedFeed missed);

    DeskDatabase &m_desk;
    RegistryDatabase &m_registry;
};

} // namespace desk
