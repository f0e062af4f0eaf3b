#include "hub/standbys.h"

#include "sql/statement.h"

using namespace Qt::StringLiterals;

namespace desk
{

Result<std::optional<qint64>> Standbys::safePosition(Connection &connection)
{
    Statement query(connection,
                    u"SELECT current_setting('synchronous_standby_names') <> '', "
                    u"(SELECT coalesce(max(position), 0) FROM feed), "
                    u"(pg_current_wal_insert_lsn() - '0/0')::bigint, "
                    u"(SELECT coalesce(max(flush_lsn - '0/0'), 0)::bigint FROM pg_stat_replication "
                    u"WHERE sync_state IN ('sync', 'quorum'))"_s);
    const Result<bool> row = query.step();
    if (!row)
        return failure(row);
    const std::lock_guard lock(m_mutex);
    if (!query.flag(0)) {
        m_next.reset();
        return std::optional<qint64>();
    }
    // What is committed stands in the log before the place that was read after it.
    const Milestone now{query.number(1), query.number(2)};
    const qint64 flushed = query.number(3);
    if (m_next && m_next->log <= flushed) {
        m_safe = m_next->position;
        m_next.reset();
    }
    if (!m_next)
        m_next = now;
    return std::optional(m_safe);
}

} // namespace desk
