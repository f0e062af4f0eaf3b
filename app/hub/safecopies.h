#pragma once

#include "base/result.h"
#include "sql/connection.h"

#include <mutex>
#include <optional>

namespace desk
{

/// What of the feed is safe from the loss of the PostgreSQL server that keeps it (reliability.md §3.4): what
/// every kind of copy that the server is told to make has. Used from any thread.
class SafeCopies
{
public:
    /// Up to which position a synchronous standby has everything on its disk (where
    /// `synchronous_standby_names` is set) and the archive has it (where `archive_mode` is on), as known by
    /// now; nullopt where the server makes neither. Nothing is safe where the hub's role may not see the
    /// standbys (it takes pg_monitor).
    Result<std::optional<qint64>> safePosition(Connection &connection);

private:
    /// Whoever has the log up to there has the feed up to here.
    struct Milestone {
        qint64 position = 0;
        qint64 log = 0;
    };

    std::mutex m_mutex;
    std::optional<Milestone> m_next; ///< not seen in every copy yet
    qint64 m_archived = 0;           ///< of the log
    qint64 m_safe = 0;
};

} // namespace desk
