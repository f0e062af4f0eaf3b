#include "sql/statement.h"

#include "base/clock.h"

namespace desk
{

Statement::Statement(Connection &connection, const QString &sql)
    : m_connection(connection)
    , m_sql(sql)
{
    auto statement = m_connection.take(sql);
    if (statement)
        m_statement = *std::move(statement);
    else
        m_error = statement.error();
}

Statement::~Statement()
{
    if (m_statement)
        m_connection.giveBack(m_sql, std::move(m_statement));
}

void Statement::restart()
{
    if (m_statement)
        m_statement->reset();
    m_ended = false;
    m_bound = 0;
}

void Statement::bound(bool taken)
{
    if (!taken && !m_error)
        m_error = m_connection.failed();
}

void Statement::bindNext(std::nullptr_t)
{
    ++m_bound;
    if (m_statement)
        bound(m_statement->bindNull(m_bound));
}

void Statement::bindNext(const QString &value)
{
    ++m_bound;
    if (m_statement)
        bound(m_statement->bindText(m_bound, value));
}

void Statement::bindNext(const QByteArray &value)
{
    ++m_bound;
    if (m_statement)
        bound(m_statement->bindBytes(m_bound, value));
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
    ++m_bound;
    if (m_statement)
        bound(m_statement->bindReal(m_bound, value));
}

void Statement::bindNumber(qint64 value)
{
    ++m_bound;
    if (m_statement)
        bound(m_statement->bindNumber(m_bound, value));
}

Result<bool> Statement::step()
{
    if (m_error)
        return tl::unexpected<Error>(*m_error);
    if (const auto admitted = m_connection.admit(); !admitted)
        return failure(admitted);
    if (m_ended)
        return false;
    switch (m_statement->step()) {
    case PreparedStatement::Step::Row:
        m_changes = m_statement->changes();
        return true;
    case PreparedStatement::Step::Done:
        m_changes = m_statement->changes();
        m_ended = true;
        // Lets go of its locks at once.
        m_statement->reset();
        return false;
    case PreparedStatement::Step::Failed:
        break;
    }
    const Error error = m_connection.failed();
    m_statement->reset();
    return tl::unexpected<Error>(error);
}

Result<> Statement::run()
{
    return each([](const Statement &) {});
}

Result<> Statement::post()
{
    Q_ASSERT(m_connection.inTransaction());
    if (m_error)
        return tl::unexpected<Error>(*m_error);
    if (const auto admitted = m_connection.admit(); !admitted)
        return admitted;
    if (!m_statement->post())
        return tl::unexpected<Error>(m_connection.failed());
    return {};
}

bool Statement::isNull(int column) const
{
    return m_statement->isNull(column);
}

QString Statement::text(int column) const
{
    return m_statement->text(column);
}

QByteArray Statement::bytes(int column) const
{
    return m_statement->bytes(column);
}

qint64 Statement::number(int column) const
{
    return m_statement->number(column);
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
    return m_connection.m_driver->insertedId();
}

} // namespace desk
