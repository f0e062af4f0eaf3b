#include "hub/safecopies.h"

#include "sql/statement.h"

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

/// Where in the log the segment with this file name ends: timeline, high half of the address, number within
/// it, eight hexadecimal digits each. nullopt for the archive's other files.
std::optional<qint64> endOfSegment(const QString &file, qint64 segmentSize)
{
    if (file.size() != 24)
        return std::nullopt;
    bool isHigh = false;
    bool isNumber = false;
    const qint64 high = file.mid(8, 8).toLongLong(&isHigh, 16);
    const qint64 number = file.mid(16, 8).toLongLong(&isNumber, 16);
    return isHigh && isNumber ? std::optional((high << 32) + (number + 1) * segmentSize) : std::nullopt;
}

} // namespace

Result<std::optional<qint64>> SafeCopies::safePosition(Connection &connection)
{
    Statement query(connection,
                    u"SELECT (SELECT coalesce(max(position), 0) FROM feed), "
                    u"(pg_current_wal_insert_lsn() - '0/0')::bigint, "
                    u"current_setting('synchronous_standby_names') <> '', "
                    u"(SELECT coalesce(max(flush_lsn - '0/0'), 0)::bigint FROM pg_stat_replication "
                    u"WHERE sync_state IN ('sync', 'quorum')), "
                    u"current_setting('archive_mode') <> 'off', "
                    u"(SELECT last_archived_wal FROM pg_stat_archiver), "
                    u"(SELECT setting::bigint FROM pg_settings WHERE name = 'wal_segment_size')"_s);
    const Result<bool> row = query.step();
    if (!row)
        return failure(row);
    const std::lock_guard lock(m_mutex);
    const bool hasStandby = query.flag(2);
    const bool hasArchive = query.flag(4);
    if (!hasStandby && !hasArchive) {
        m_next.reset();
        return std::optional<qint64>();
    }
    m_archived = std::max(m_archived, endOfSegment(query.text(5), query.number(6)).value_or(0));
    constexpr qint64 kAll = std::numeric_limits<qint64>::max();
    const qint64 copied = std::min(hasStandby ? query.number(3) : kAll, hasArchive ? m_archived : kAll);
    // What is committed stands in the log before the place that was read after it.
    const Milestone now{query.number(0), query.number(1)};
    if (m_next && m_next->log <= copied) {
        m_safe = m_next->position;
        m_next.reset();
    }
    if (!m_next)
        m_next = now;
    return std::optional(m_safe);
}

} // namespace desk
