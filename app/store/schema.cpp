#include "store/schema.h"

#include "sql/migrator.h"

namespace desk
{

Result<std::unique_ptr<Connection>> openWithSchema(const QString &path, Access access, qint32 applicationId,
                                                   const QString &migrations)
{
    const auto migrator = Migrator::fromDirectory(migrations);
    if (!migrator)
        return failure(migrator);
    auto connection = Connection::open(path, access, applicationId);
    if (!connection)
        return connection;
    const auto ready =
        access == Access::Write ? migrator->migrate(**connection) : migrator->check(**connection);
    if (!ready)
        return failure(ready);
    return connection;
}

} // namespace desk
