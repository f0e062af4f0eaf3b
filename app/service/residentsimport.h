#pragma once

#include "service/residentdesk.h"
#include "store/registry.h"

namespace desk
{

class RegistryDatabase;

/// Brings a residents file into the register: rows are read and made ready on a thread of their own and
/// written on the caller's. Goes on where an earlier import of the same file was ended.
Result<ImportProgress> importResidents(RegistryDatabase &database, const ImportRequest &request);

} // namespace desk
