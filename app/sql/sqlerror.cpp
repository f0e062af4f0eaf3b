#include "sql/sqlerror.h"

#include <sqlite3.h>

namespace desk
{

namespace
{

constexpr int kPrimaryMask = 0xff; ///< of an extended result code

} // namespace

SqlFault sqlFault(int resultCode)
{
    switch (resultCode & kPrimaryMask) {
    case SQLITE_OK:
        return SqlFault::None;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return SqlFault::Busy;
    case SQLITE_FULL:
        return SqlFault::Full;
    case SQLITE_IOERR:
        return SqlFault::Io;
    case SQLITE_CORRUPT:
        return SqlFault::Damaged;
    case SQLITE_NOTADB:
        return SqlFault::NotADatabase;
    case SQLITE_CANTOPEN:
        return SqlFault::CannotOpen;
    case SQLITE_CONSTRAINT:
        return resultCode == SQLITE_CONSTRAINT_PRIMARYKEY || resultCode == SQLITE_CONSTRAINT_UNIQUE ||
                       resultCode == SQLITE_CONSTRAINT_ROWID
                   ? SqlFault::Unique
                   : SqlFault::Constraint;
    default:
        return SqlFault::Other;
    }
}

Error sqlError(sqlite3 *database)
{
    const int resultCode = sqlite3_extended_errcode(database);
    const auto code = [resultCode] {
        switch (sqlFault(resultCode)) {
        case SqlFault::Busy:
            return ErrorCode::DeskBusy;
        case SqlFault::Full:
            return ErrorCode::DiskFull;
        case SqlFault::Damaged:
            return ErrorCode::Damaged;
        case SqlFault::NotADatabase:
            return ErrorCode::ForeignFile;
        case SqlFault::CannotOpen:
            return ErrorCode::CannotOpen;
        case SqlFault::Unique:
            return ErrorCode::AlreadyExists;
        default:
            return ErrorCode::StoreFailed;
        }
    }();
    return {
        code, {}, QStringLiteral("%1 (%2)").arg(QString::fromUtf8(sqlite3_errmsg(database))).arg(resultCode)};
}

} // namespace desk
