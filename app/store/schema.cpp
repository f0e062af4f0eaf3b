#include "store/schema.h"

#include "sql/migrator.h"

using namespace Qt::StringLiterals;

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

Result<> quickCheck(Connection &connection)
{
    const auto faults =
        connection.number(u"SELECT count(*) FROM pragma_quick_check WHERE quick_check <> 'ok'"_s);
    if (!faults)
        return failure(faults);
    return *faults == 0 ? Result<>() : failure(ErrorCode::Damaged, connection.name());
}

} // namespace desk
