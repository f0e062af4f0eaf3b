#include "sql/statement.h"

#include "base/clock.h"

#include <QSqlError>

namespace desk
{

Statement::Statement(Connection &connection, const QString &sql)
    : m_connection(connection)
    , m_sql(sql)
{
    auto query = m_connection.take(sql);
    if (query)
        m_query = std::move(*query);
    else
        m_error = query.error();
}

Statement::~Statement()
{
    if (m_query)
        m_connection.giveBack(m_sql, std::move(m_query));
}

QVariant Statement::variant(QDate value)
{
    return value.isValid() ? QVariant(value.toString(Qt::ISODate)) : QVariant();
}

QVariant Statement::variant(const QDateTime &value)
{
    return value.isValid() ? QVariant(isoInstant(value)) : QVariant();
}

void Statement::restart()
{
    if (m_query && m_started)
        m_query->finish();
    m_started = false;
    m_bound = 0;
}

void Statement::bindNext(const QVariant &value)
{
    if (m_query)
        m_query->bindValue(m_bound++, value);
}

Result<bool> Statement::step()
{
    if (m_error)
        return tl::unexpected<Error>(*m_error);
    if (const auto admitted = m_connection.admit(); !admitted)
        return failure(admitted);
    if (!m_started) {
        m_started = true;
        if (!m_query->exec())
            return tl::unexpected<Error>(m_connection.failed(m_query->lastError()));
    }
    if (m_query->next())
        return true;
    if (m_query->lastError().type() != QSqlError::NoError)
        return tl::unexpected<Error>(m_connection.failed(m_query->lastError()));
    m_query->finish();
    return false;
}

Result<> Statement::run()
{
    if (m_error)
        return tl::unexpected<Error>(*m_error);
    if (const auto admitted = m_connection.admit(); !admitted)
        return admitted;
    m_started = true;
    if (!m_query->exec())
        return tl::unexpected<Error>(m_connection.failed(m_query->lastError()));
    return {};
}

bool Statement::isNull(int column) const
{
    return m_query->isNull(column);
}

QString Statement::text(int column) const
{
    return m_query->value(column).toString();
}

QByteArray Statement::bytes(int column) const
{
    return m_query->value(column).toByteArray();
}

qint64 Statement::number(int column) const
{
    return m_query->value(column).toLongLong();
}

int Statement::integer(int column) const
{
    return m_query->value(column).toInt();
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
    return m_query->numRowsAffected();
}

qint64 Statement::insertedId() const
{
    return m_query->lastInsertId().toLongLong();
}

} // namespace desk
