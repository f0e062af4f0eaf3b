#include "store/deskdatabase.h"

#include "store/schema.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace desk
{

DeskDatabase::DeskDatabase(std::unique_ptr<Connection> connection, Vault &vault, const Clock &clock)
    : m_connection(std::move(connection))
    , m_cases(*m_connection, vault, clock)
    , m_outbox(*m_connection, vault, clock)
    , m_audit(*m_connection, vault, clock)
    , m_settings(*m_connection, vault)
    , m_users(*m_connection, m_settings, vault, clock)
    , m_packs(*m_connection, clock)
    , m_packOffers(*m_connection, clock)
    , m_reviewLeases(*m_connection)
    , m_heard(*m_connection)
{
}

Result<std::unique_ptr<DeskDatabase>> DeskDatabase::open(const QString &path, Access access, Vault &vault,
                                                         const Clock &clock)
{
    if (access == Access::Read && !QFileInfo::exists(path))
        return failure(ErrorCode::NoDesk, path);
    if (!prepareCrypto())
        return failure(ErrorCode::StoreFailed, {}, u"libsodium"_s);
    // The last to close it leaves no log behind.
    const bool wasInterrupted = access == Access::Write && QFileInfo(path + u"-wal"_s).size() > 0;
    auto connection = openWithSchema(path, access, kApplicationId, u":/migrations/desk"_s);
    if (!connection)
        return failure(connection);
    if (wasInterrupted) {
        if (const auto whole = quickCheck(**connection); !whole)
            return failure(whole);
    }
    return std::unique_ptr<DeskDatabase>(new DeskDatabase(std::move(*connection), vault, clock));
}

} // namespace desk
