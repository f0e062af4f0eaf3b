#include "sql/statement.h"

#include "base/clock.h"

#include <sqlite3.h>

namespace desk
{

Statement::Statement(Connection &connection, const QString &sql)
    : m_connection(connection)
    , m_sql(sql)
{
    const auto statement = m_connection.take(sql);
    if (statement)
        m_statement = *statement;
    else
        m_error = statement.error();
}

Statement::~Statement()
{
    if (m_statement)
        m_connection.giveBack(m_sql, m_statement);
}

void Statement::restart()
{
    if (m_statement)
        sqlite3_reset(m_statement);
    m_ended = false;
    m_bound = 0;
}

void Statement::bound(int result)
{
    if (result != SQLITE_OK && !m_error)
        m_error = m_connection.failed();
}

void Statement::bindNext(std::nullptr_t)
{
    bound(sqlite3_bind_null(m_statement, ++m_bound));
}

void Statement::bindNext(const QString &value)
{
    const QByteArray text = value.toUtf8();
    bound(sqlite3_bind_text64(m_statement, ++m_bound, text.constData(),
                              static_cast<sqlite3_uint64>(text.size()), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bindNext(const QByteArray &value)
{
    // A null pointer would bind NULL.
    const char *const bytes = value.isNull() ? "" : value.constData();
    bound(sqlite3_bind_blob64(m_statement, ++m_bound, bytes, static_cast<sqlite3_uint64>(value.size()),
                              SQLITE_TRANSIENT));
}

void Statement::bindNext(QDate value)
{
    if (value.isValid())
        bindNext(value.toString(Qt::ISODate));
    else
        bindNext(nullptr);
}

void Statement::bindNext(const QDateTime &value)
{
    if (value.isValid())
        bindNext(isoInstant(value));
    else
        bindNext(nullptr);
}

void Statement::bindNext(double value)
{
    bound(sqlite3_bind_double(m_statement, ++m_bound, value));
}

void Statement::bindNumber(qint64 value)
{
    bound(sqlite3_bind_int64(m_statement, ++m_bound, value));
}

Result<bool> Statement::step()
{
    if (m_error)
        return tl::unexpected<Error>(*m_error);
    if (const auto admitted = m_connection.admit(); !admitted)
        return failure(admitted);
    if (m_ended)
        return false;
    switch (sqlite3_step(m_statement)) {
    case SQLITE_ROW:
        m_changes = sqlite3_changes(m_connection.m_database);
        return true;
    case SQLITE_DONE:
        m_changes = sqlite3_changes(m_connection.m_database);
        m_ended = true;
        // Lets go of its locks at once.
        sqlite3_reset(m_statement);
        return false;
    default:
        const Error error = m_connection.failed();
        sqlite3_reset(m_statement);
        return tl::unexpected<Error>(error);
    }
}

Result<> Statement::run()
{
    return each([](const Statement &) {});
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_statement, column) == SQLITE_NULL;
}

QString Statement::text(int column) const
{
    const auto *const characters = reinterpret_cast<const char *>(sqlite3_column_text(m_statement, column));
    return QString::fromUtf8(characters, sqlite3_column_bytes(m_statement, column));
}

QByteArray Statement::bytes(int column) const
{
    const auto *const bytes = static_cast<const char *>(sqlite3_column_blob(m_statement, column));
    return QByteArray(bytes, sqlite3_column_bytes(m_statement, column));
}

qint64 Statement::number(int column) const
{
    return sqlite3_column_int64(m_statement, column);
}

int Statement::integer(int column) const
{
    return static_cast<int>(number(column));
}

bool Statement::flag(int column) const
{
    return number(column) != 0;
}

QDate Statement::date(int column) const
{
    return QDate::fromString(text(column), Qt::ISODate);
}

QDateTime Statement::instant(int column) const
{
    return fromIsoInstant(text(column));
}

int Statement::changes() const
{
    return m_changes;
}

qint64 Statement::insertedId() const
{
    return sqlite3_last_insert_rowid(m_connection.m_database);
}

} // namespace desk
