#include "sql/sqlerror.h"

#include <QSqlError>

namespace desk
{

namespace
{

// Result codes of sqlite3.h; the low byte is the primary code.
constexpr int kPrimaryMask = 0xff;
constexpr int kBusy = 5;
constexpr int kLocked = 6;
constexpr int kIoError = 10;
constexpr int kCorrupt = 11;
constexpr int kFull = 13;
constexpr int kCannotOpen = 14;
constexpr int kConstraint = 19;
constexpr int kNotADatabase = 26;
constexpr int kConstraintPrimaryKey = 1555;
constexpr int kConstraintUnique = 2067;
constexpr int kConstraintRowid = 2579;

} // namespace

SqlFault sqlFault(const QSqlError &error)
{
    if (error.type() == QSqlError::NoError)
        return SqlFault::None;
    const int code = error.nativeErrorCode().toInt();
    switch (code & kPrimaryMask) {
    case kBusy:
    case kLocked:
        return SqlFault::Busy;
    case kFull:
        return SqlFault::Full;
    case kIoError:
        return SqlFault::Io;
    case kCorrupt:
        return SqlFault::Damaged;
    case kNotADatabase:
        return SqlFault::NotADatabase;
    case kCannotOpen:
        return SqlFault::CannotOpen;
    case kConstraint:
        return code == kConstraintPrimaryKey || code == kConstraintUnique || code == kConstraintRowid
                   ? SqlFault::Unique
                   : SqlFault::Constraint;
    default:
        return SqlFault::Other;
    }
}

Error sqlError(const QSqlError &error)
{
    const auto code = [&error] {
        switch (sqlFault(error)) {
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
    const QString words = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    return {code, {}, QStringLiteral("%1 (%2)").arg(words, error.nativeErrorCode())};
}

} // namespace desk
