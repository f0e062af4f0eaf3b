#include "sql/transaction.h"

using namespace Qt::StringLiterals;

namespace desk
{

Transaction::Transaction(Connection &connection)
    : m_connection(connection)
{
    Q_ASSERT(!connection.m_inTransaction);
    const auto begun = connection.m_mustRestart ? failure(ErrorCode::MustRestart)
                                                : connection.execute(connection.m_driver->beginStatement());
    connection.m_inTransaction = true;
    if (begun)
        m_open = true;
    else
        connection.m_refusal = begun.error();
}

Transaction::~Transaction()
{
    // Straight to the database: this must happen whatever the connection refuses.
    if (m_open)
        m_connection.m_driver->rollback();
    m_connection.m_inTransaction = false;
    m_connection.m_refusal.reset();
}

Result<> Transaction::begun() const
{
    if (m_connection.m_refusal)
        return tl::unexpected<Error>(*m_connection.m_refusal);
    return {};
}

Result<> Transaction::commit()
{
    const auto committed = m_connection.execute(u"COMMIT"_s);
    if (committed)
        m_open = false;
    return committed;
}

} // namespace desk
