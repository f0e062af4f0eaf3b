#include "sql/sqlitedriver.h"

#include "sql/connection.h"
#include "sql/sqlerror.h"

#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>

#include <sqlite3.h>

#include <atomic>

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

class SqliteStatement : public PreparedStatement
{
public:
    explicit SqliteStatement(sqlite3_stmt *statement)
        : m_statement(statement)
    {
    }
    SqliteStatement(const SqliteStatement &) = delete;
    SqliteStatement &operator=(const SqliteStatement &) = delete;
    ~SqliteStatement() override { sqlite3_finalize(m_statement); }

    bool bindNull(int parameter) override { return sqlite3_bind_null(m_statement, parameter) == SQLITE_OK; }
    bool bindText(int parameter, const QString &value) override
    {
        const QByteArray text = value.toUtf8();
        return sqlite3_bind_text64(m_statement, parameter, text.constData(),
                                   static_cast<sqlite3_uint64>(text.size()), SQLITE_TRANSIENT,
                                   SQLITE_UTF8) == SQLITE_OK;
    }
    bool bindBytes(int parameter, const QByteArray &value) override
    {
        // A null pointer would bind NULL.
        const char *const bytes = value.isNull() ? "" : value.constData();
        return sqlite3_bind_blob64(m_statement, parameter, bytes, static_cast<sqlite3_uint64>(value.size()),
                                   SQLITE_TRANSIENT) == SQLITE_OK;
    }
    bool bindReal(int parameter, double value) override
    {
        return sqlite3_bind_double(m_statement, parameter, value) == SQLITE_OK;
    }
    bool bindNumber(int parameter, qint64 value) override
    {
        return sqlite3_bind_int64(m_statement, parameter, value) == SQLITE_OK;
    }

    Step step() override
    {
        switch (sqlite3_step(m_statement)) {
        case SQLITE_ROW:
            return Step::Row;
        case SQLITE_DONE:
            return Step::Done;
        default:
            return Step::Failed;
        }
    }
    bool post() override
    {
        while (step() == Step::Row) {
        }
        return sqlite3_reset(m_statement) == SQLITE_OK;
    }
    void reset() override { sqlite3_reset(m_statement); }
    void clear() override { sqlite3_clear_bindings(m_statement); }
    int changes() const override { return sqlite3_changes(sqlite3_db_handle(m_statement)); }

    bool isNull(int column) const override { return sqlite3_column_type(m_statement, column) == SQLITE_NULL; }
    QString text(int column) const override
    {
        const auto *const characters =
            reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
        return QString::fromUtf8(characters, sqlite3_column_bytes(m_statement, column));
    }
    QByteArray bytes(int column) const override
    {
        const auto *const bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
        return QByteArray(bytes, sqlite3_column_bytes(m_statement, column));
    }
    qint64 number(int column) const override { return sqlite3_column_int64(m_statement, column); }

private:
    sqlite3_stmt *m_statement;
};

} // namespace

SqliteDriver::SqliteDriver(QString path)
    : m_path(std::move(path))
    , m_connectionName(freshName())
{
}

SqliteDriver::~SqliteDriver()
{
    QSqlDatabase::database(m_connectionName, false).close();
    QSqlDatabase::removeDatabase(m_connectionName);
}

Result<std::unique_ptr<SqliteDriver>> SqliteDriver::open(const QString &path, Access access)
{
    if (access == Access::Read && !QFileInfo::exists(path))
        return desk::failure(ErrorCode::CannotOpen, QFileInfo(path).fileName());
    std::unique_ptr<SqliteDriver> driver(new SqliteDriver(path));
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, driver->m_connectionName);
    database.setDatabaseName(path);
    if (access == Access::Read)
        database.setConnectOptions(u"QSQLITE_OPEN_READONLY"_s);
    if (!database.open())
        return desk::failure(ErrorCode::CannotOpen, driver->name(), database.lastError().databaseText());
    const QVariant handle = database.driver()->handle();
    driver->m_database = *static_cast<sqlite3 *const *>(handle.constData());
    sqlite3_extended_result_codes(driver->m_database, 1);
    return driver;
}

QString SqliteDriver::name() const
{
    return QFileInfo(m_path).fileName();
}

bool SqliteDriver::execute(const QString &sql)
{
    return sqlite3_exec(m_database, sql.toUtf8().constData(), nullptr, nullptr, nullptr) == SQLITE_OK;
}

std::unique_ptr<PreparedStatement> SqliteDriver::prepare(const QString &sql)
{
    QByteArray text = sql.toUtf8();
    if (constexpr QByteArrayView lock = " FOR UPDATE"; text.endsWith(lock))
        text.chop(lock.size());
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v3(m_database, text.constData(), static_cast<int>(text.size()),
                           SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK)
        return nullptr;
    return std::make_unique<SqliteStatement>(statement);
}

void SqliteDriver::rollback()
{
    // Fails harmlessly when SQLite has rolled back by itself.
    sqlite3_exec(m_database, "ROLLBACK", nullptr, nullptr, nullptr);
}

SqlFailure SqliteDriver::failure() const
{
    const int code = sqlite3_extended_errcode(m_database);
    const SqlFault fault = sqlFault(code);
    return {.error = sqlError(m_database),
            .endsTransaction = fault != SqlFault::Unique && fault != SqlFault::Constraint,
            .isAlarming = fault == SqlFault::Io || fault == SqlFault::Damaged || fault == SqlFault::Full,
            .isUnsure = code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC};
}

qint64 SqliteDriver::insertedId() const
{
    return sqlite3_last_insert_rowid(m_database);
}

} // namespace desk
