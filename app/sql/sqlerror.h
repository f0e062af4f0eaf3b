#pragma once

#include "base/error.h"

struct sqlite3;

namespace desk
{

/// SQLite's result codes that callers branch on.
enum class SqlFault { None, Busy, Full, Io, Damaged, NotADatabase, CannotOpen, Unique, Constraint, Other };

SqlFault sqlFault(int resultCode);

/// The error for people and callers: what `database` said last. `detail` is SQLite's
/// words, which never hold bound values. A broken unique index is AlreadyExists; a trigger's
/// RAISE(ABORT, '…') arrives in `detail`.
Error sqlError(sqlite3 *database);

} // namespace desk
