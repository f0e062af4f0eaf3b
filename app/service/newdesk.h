#pragma once

#include "service/setup.h"
#include "store/datadirectory.h"
#include "store/deskdatabase.h"
#include "store/evidencedatabase.h"
#include "store/registrydatabase.h"

#include <memory>

namespace desk
{

/// The files of a desk that is being made. Internal to `service`.
struct NewDesk {
    std::shared_ptr<Vault> vault;
    std::unique_ptr<DataDirectory> lock;
    std::unique_ptr<RegistryDatabase> registry;
    std::unique_ptr<EvidenceDatabase> evidence;
    std::unique_ptr<DeskDatabase> desk;
};

/// Makes or goes on with the files in `dataDirectory`; DeskExists once the desk is complete.
Result<NewDesk> openNewDesk(const QString &dataDirectory, const Clock &clock);

/// Makes the data key and opens the vault with it; `identity` gets its store id. To be committed together
/// with the identity and the first slots.
Result<> beginKeys(NewDesk &made, DeskIdentity &identity, const KdfCost &cost);
/// Makes the slot of the printed recovery key; the key, to be shown once.
Result<QString> addRecoveryKey(NewDesk &made);

/// The branch with its names where they are known.
DeskIdentity identityOf(const QString &branch, int workstation);

} // namespace desk
