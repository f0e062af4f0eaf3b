#pragma once

#include "base/result.h"
#include "sql/connection.h"

#include <QString>

#include <memory>

namespace desk
{

/// Opens one of the desk's databases with the schema in `migrations`: a writer brings it up to date, a reader
/// finds it so or fails.
Result<std::unique_ptr<Connection>> openWithSchema(const QString &path, Access access, qint32 applicationId,
                                                   const QString &migrations);

/// Damaged unless every page is as it should be.
Result<> quickCheck(Connection &connection);

} // namespace desk
