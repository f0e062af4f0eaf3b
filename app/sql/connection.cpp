#include "sql/connection.h"

#include "base/logging.h"
#include "sql/sqlerror.h"
#include "sql/statement.h"

#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>

#include <sqlite3.h>

#include <atomic>
#include <span>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

QString freshName()
{
    static std::atomic<int> last{0};
    return u"desk-%1"_s.arg(++last);
}

constexpr const char16_t *kCommonSettings[] = {
    u"PRAGMA busy_timeout=5000",  u"PRAGMA foreign_keys=ON", u"PRAGMA trusted_schema=OFF",
    u"PRAGMA cell_size_check=ON", u"PRAGMA mmap_size=0",     u"PRAGMA temp_store=MEMORY",
    u"PRAGMA cache_size=-8000",
};
constexpr const char16_t *kWriterSettings[] = {
    u"PRAGMA journal_mode=WAL",        u"PRAGMA synchronous=FULL",
    u"PRAGMA secure_delete=ON",        u"PRAGMA journal_size_limit=67108864",
    u"PRAGMA wal_autocheckpoint=1000",
};
constexpr const char16_t *kReaderSettings[] = {
    u"PRAGMA query_only=ON",
    u"PRAGMA wal_autocheckpoint=0",
};

} // namespace

Connection::Connection(QString path, Access access, qint32 applicationId)
    : m_path(std::move(path))
    , m_name(freshName())
    , m_access(access)
    , m_applicationId(applicationId)
{
}

Connection::~Connection()
{
    Q_ASSERT(m_live == 0);
    Q_ASSERT(!m_inTransaction);
    for (const auto &[sql, statement] : m_idle)
        sqlite3_finalize(statement);
    QSqlDatabase::database(m_name, false).close();
    QSqlDatabase::removeDatabase(m_name);
}

Result<std::unique_ptr<Connection>> Connection::open(const QString &path, Access access, qint32 applicationId)
{
    if (access == Access::Read && !QFileInfo::exists(path))
        return failure(ErrorCode::CannotOpen, QFileInfo(path).fileName());
    std::unique_ptr<Connection> connection(new Connection(path, access, applicationId));
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, connection->m_name);
        database.setDatabaseName(path);
        if (access == Access::Read)
            database.setConnectOptions(u"QSQLITE_OPEN_READONLY"_s);
        if (!database.open())
            return failure(ErrorCode::CannotOpen, QFileInfo(path).fileName(),
                           database.lastError().databaseText());
        // Statements are SQLite's own on the connection that Qt opened: a QSqlQuery costs more than a look-up
        // does.
        const QVariant handle = database.driver()->handle();
        connection->m_database = *static_cast<sqlite3 *const *>(handle.constData());
        sqlite3_extended_result_codes(connection->m_database, 1);
    }
    // Before any setting: journal_mode would already change a foreign file.
    if (const auto ours = connection->checkOwner(); !ours)
        return failure(ours);
    if (const auto set = connection->applySettings(); !set)
        return failure(set);
    return connection;
}

Result<> Connection::checkOwner()
{
    const auto withName = [this](Error error) {
        error.where = QFileInfo(m_path).fileName();
        return tl::unexpected<Error>(std::move(error));
    };
    const auto owner = number(u"PRAGMA application_id"_s);
    if (!owner)
        return withName(owner.error());
    if (*owner == m_applicationId)
        return {};
    const auto objects = number(u"SELECT count(*) FROM sqlite_master"_s);
    if (!objects)
        return withName(objects.error());
    const bool fresh = *owner == 0 && *objects == 0;
    if (!fresh)
        return withName({ErrorCode::ForeignFile, {}, u"application_id %1"_s.arg(*owner)});
    return {};
}

Result<> Connection::applySettings()
{
    const auto run = [this](std::span<const char16_t *const> settings) -> Result<> {
        for (const char16_t *setting : settings) {
            if (const auto done = execute(QString::fromUtf16(setting)); !done)
                return done;
        }
        return {};
    };
    if (const auto done = run(kCommonSettings); !done)
        return done;
    return run(m_access == Access::Write ? std::span<const char16_t *const>(kWriterSettings)
                                         : std::span<const char16_t *const>(kReaderSettings));
}

Result<> Connection::admit()
{
    if (m_refusal)
        return tl::unexpected<Error>(*m_refusal);
    if (m_failAt > 0 && --m_failAt == 0) {
        const Error error{ErrorCode::DiskFull, {}, u"failed on purpose"_s};
        if (m_inTransaction)
            m_refusal = error;
        return tl::unexpected<Error>(error);
    }
    return {};
}

Error Connection::failed()
{
    Error result = sqlError(m_database);
    const SqlFault fault = sqlFault(sqlite3_extended_errcode(m_database));
    if (m_inTransaction && fault != SqlFault::Unique && fault != SqlFault::Constraint)
        m_refusal = result;
    if (fault == SqlFault::Io || fault == SqlFault::Damaged || fault == SqlFault::Full)
        qCWarning(lcStore, "%ls: %ls", qUtf16Printable(QFileInfo(m_path).fileName()),
                  qUtf16Printable(result.detail));
    return result;
}

Result<> Connection::execute(const QString &sql)
{
    if (const auto admitted = admit(); !admitted)
        return admitted;
    if (sqlite3_exec(m_database, sql.toUtf8().constData(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return tl::unexpected<Error>(failed());
    return {};
}

Result<qint64> Connection::number(const QString &sql)
{
    Statement query(*this, sql);
    const auto row = query.step();
    if (!row)
        return failure(row);
    if (!*row)
        return failure(ErrorCode::NotFound);
    return query.number(0);
}

Result<> Connection::copyInto(const QString &path)
{
    // Nothing of this database is written, but a reader's setting forbids the statement.
    const bool reading = m_access == Access::Read;
    if (reading) {
        if (const auto lifted = execute(u"PRAGMA query_only=OFF"_s); !lifted)
            return lifted;
    }
    const auto copied = Statement(*this, u"VACUUM INTO ?"_s).bind(path).run();
    if (reading) {
        if (const auto restored = execute(u"PRAGMA query_only=ON"_s); !restored)
            return restored;
    }
    return copied;
}

Result<sqlite3_stmt *> Connection::take(const QString &sql)
{
    if (const auto idle = m_idle.find(sql); idle != m_idle.end()) {
        sqlite3_stmt *statement = idle->second;
        m_idle.erase(idle);
        ++m_live;
        return statement;
    }
    sqlite3_stmt *statement = nullptr;
    const QByteArray text = sql.toUtf8();
    if (sqlite3_prepare_v3(m_database, text.constData(), static_cast<int>(text.size()),
                           SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
        return tl::unexpected<Error>(failed());
    ++m_live;
    return statement;
}

void Connection::giveBack(const QString &sql, sqlite3_stmt *statement)
{
    --m_live;
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    if (!m_idle.try_emplace(sql, statement).second)
        sqlite3_finalize(statement);
}

} // namespace desk
