#include "store/registrydatabase.h"

#include "sql/transaction.h"
#include "store/schema.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{
constexpr qint32 kRegistryApplicationId = 0x50446b52; // "PDkR"
}

RegistryDatabase::RegistryDatabase(std::unique_ptr<Connection> connection, Vault &vault, const Clock &clock)
    : m_connection(std::move(connection))
    , m_registry(*m_connection, vault, clock)
{
}

Result<std::unique_ptr<RegistryDatabase>> RegistryDatabase::open(const QString &path, Access access,
                                                                 Vault &vault, const Clock &clock)
{
    if (access == Access::Read && !QFileInfo::exists(path))
        return failure(ErrorCode::NoDesk, path);
    auto connection = openWithSchema(path, access, kRegistryApplicationId, u":/migrations/registry"_s);
    if (!connection)
        return failure(connection);
    // Of a country's register the inner pages of the trees stay in memory.
    if (const auto set = (*connection)->execute(u"PRAGMA cache_size=-32000"_s); !set)
        return failure(set);
    std::unique_ptr<RegistryDatabase> database(new RegistryDatabase(std::move(*connection), vault, clock));
    if (access == Access::Write) {
        // What goes here are keyed hashes, and whole pages of them at the end of a load: to overwrite these
        // with zeros as well would write a country's index twice.
        if (const auto set = database->connection().execute(u"PRAGMA secure_delete=FAST"_s); !set)
            return failure(set);
        Transaction transaction(database->connection());
        // Without keys it waits for whoever signs in next (Accounts).
        const auto fresh = database->registry().refreshIndex();
        if (!fresh && fresh.error().code != ErrorCode::VaultLocked)
            return failure(fresh);
        if (const auto committed = transaction.commit(); !committed)
            return failure(committed);
    }
    return database;
}

} // namespace desk
