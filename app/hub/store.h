#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "sql/connection.h"

#include <QString>

#include <memory>

namespace desk
{

/// Where a hub keeps its things.
struct HubPlace {
    QString database;  ///< path of the SQLite file, or a postgresql:// address
    QString directory; ///< certificate, key, control socket, position mark
};

/// Reads `--database sqlite:PATH | postgresql://…` and `--data DIR`; either may be left out, not both, and
/// PostgreSQL needs its directory. Usage errors name the option.
Result<HubPlace> hubPlace(const QString &database, const QString &data);

/// What every hub has said of itself since `init`.
struct HubMeta {
    QString epoch;
    bool training = false; ///< made with --demo: specimen codes pass
};

/// Makes the database file in its directory or the tables in an empty PostgreSQL database, or opens what is
/// there, for writing.
Result<std::unique_ptr<Connection>> makeHub(const HubPlace &place);

/// Writes what a new hub knows of itself, in the caller's transaction; AlreadyExists when `init` ran before.
Result<> initialiseHub(Connection &connection, const QString &branch, bool training, const Clock &clock);

/// Opens it for reading, or for writing at the present schema. CannotOpen when there is none.
Result<std::unique_ptr<Connection>> openHub(const HubPlace &place, Access access);

Result<HubMeta> hubMeta(Connection &connection);

/// Keeps every other process from writing the hub's SQLite file for as long as it lives; the kernel lets go
/// when the process ends, however it ends. PostgreSQL is written by as many as like, and nothing is locked.
class HubLock
{
public:
    /// DeskBusy with `where` = the holder's process id.
    static Result<std::unique_ptr<HubLock>> take(const HubPlace &place);
    HubLock(const HubLock &) = delete;
    HubLock &operator=(const HubLock &) = delete;
    ~HubLock();

private:
    explicit HubLock(int file)
        : m_file(file)
    {
    }
    int m_file; ///< -1: nothing to lock
};

} // namespace desk
