#pragma once

#include "base/result.h"
#include "sql/connection.h"

#include <QString>

namespace desk
{

/// Writes a consistent copy of a database, also while another process writes it: under a temporary name
/// first, then looked at (`quick_check`), made durable and moved to `path`. What was at `path` is replaced
/// only by a good copy. Errors: CannotOpen (`where` is the path), DiskFull, Damaged.
Result<> copyDatabase(Connection &from, const QString &path);

/// The same for a file of which no connection is open.
Result<> copyDatabaseFile(const QString &from, const QString &path, qint32 applicationId);

/// Renames a database that nobody has open, durably. What was at `to` is replaced.
Result<> moveDatabase(const QString &from, const QString &to);

/// Brings what stands in the log beside a database into it, so that the file alone is whole and can be
/// renamed. Nobody has it open. Errors: Damaged, ForeignFile, DiskFull.
Result<> foldLogIn(const QString &path, qint32 applicationId);

/// Moves a database and what SQLite keeps beside it out of the way, as `<file>.<suffix>`, durably; nothing is
/// deleted. Fine when there is none, or only what was beside one.
Result<> setDatabaseAside(const QString &path, const QString &suffix);

} // namespace desk
