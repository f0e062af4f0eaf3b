#include "store/deskdatabase.h"

#include "store/schema.h"

#include <QFileInfo>

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{
constexpr qint32 kDeskApplicationId = 0x50446b44; // "PDkD"
}

DeskDatabase::DeskDatabase(std::unique_ptr<Connection> connection, const Clock &clock)
    : m_connection(std::move(connection))
    , m_cases(*m_connection, clock)
    , m_outbox(*m_connection, clock)
    , m_audit(*m_connection, clock)
    , m_users(*m_connection, clock)
    , m_settings(*m_connection)
{
}

Result<std::unique_ptr<DeskDatabase>> DeskDatabase::open(const QString &path, Access access,
                                                         const Clock &clock)
{
    if (access == Access::Read && !QFileInfo::exists(path))
        return failure(ErrorCode::NoDesk, path);
    if (sodium_init() < 0)
        return failure(ErrorCode::StoreFailed, {}, u"libsodium"_s);
    auto connection = openWithSchema(path, access, kDeskApplicationId, u":/migrations/desk"_s);
    if (!connection)
        return failure(connection);
    return std::unique_ptr<DeskDatabase>(new DeskDatabase(std::move(*connection), clock));
}

} // namespace desk
