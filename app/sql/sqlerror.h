#pragma once

#include "base/error.h"

class QSqlError;
struct sqlite3;

namespace desk
{

/// SQLite's result codes that callers branch on.
enum class SqlFault { None, Busy, Full, Io, Damaged, NotADatabase, CannotOpen, Unique, Constraint, Other };

SqlFault sqlFault(int resultCode);

/// The error for people and callers: what Qt's driver said, or what `database` said last. `detail` is
/// SQLite's words, which never hold bound values. A broken unique index is AlreadyExists; a trigger's
/// RAISE(ABORT, '…') arrives in `detail`.
Error sqlError(const QSqlError &error);
Error sqlError(sqlite3 *database);
/// The result code of what Qt's driver said.
int resultCodeOf(const QSqlError &error);

} // namespace desk
