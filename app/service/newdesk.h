#pragma once

#include "service/setup.h"
#include "store/datadirectory.h"
#include "store/deskdatabase.h"
#include "store/registrydatabase.h"

#include <memory>

namespace desk
{

/// The files of a desk that is being made. Internal to `service`.
struct NewDesk {
    std::unique_ptr<DataDirectory> lock;
    std::unique_ptr<RegistryDatabase> registry;
    std::unique_ptr<DeskDatabase> desk;
};

/// Makes or goes on with the files in `dataDirectory`; DeskExists once the desk is complete.
Result<NewDesk> openNewDesk(const QString &dataDirectory, const Clock &clock);

/// The branch with its names where they are known.
DeskIdentity identityOf(const QString &branch, int workstation);

} // namespace desk
