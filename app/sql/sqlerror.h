#pragma once

#include "base/error.h"

class QSqlError;

namespace desk
{

/// SQLite's result codes that callers branch on.
enum class SqlFault { None, Busy, Full, Io, Damaged, NotADatabase, CannotOpen, Unique, Constraint, Other };

SqlFault sqlFault(const QSqlError &error);

/// The error for people and callers. `detail` is the driver's words, which never hold bound values. A broken
/// unique index is AlreadyExists; a trigger's RAISE(ABORT, '…') arrives in `detail`.
Error sqlError(const QSqlError &error);

} // namespace desk
