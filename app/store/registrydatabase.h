#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "sql/connection.h"
#include "store/registry.h"
#include "store/vault.h"

#include <QString>

#include <memory>

namespace desk
{

/// registry.db: the desk's copy of the register. Can be rebuilt. Lives in the thread that opened it.
class RegistryDatabase
{
public:
    /// As DeskDatabase::open.
    static Result<std::unique_ptr<RegistryDatabase>> open(const QString &path, Access access, Vault &vault,
                                                          const Clock &clock);

    Connection &connection() { return *m_connection; }
    Registry &registry() { return m_registry; }

private:
    RegistryDatabase(std::unique_ptr<Connection> connection, Vault &vault, const Clock &clock);

    std::unique_ptr<Connection> m_connection;
    Registry m_registry;
};

} // namespace desk
