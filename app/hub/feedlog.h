#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "hub/accounts.h"
#include "protocol/feed.h"
#include "sql/connection.h"

#include <QString>

#include <optional>

namespace desk
{

/// What changed, in the order it was committed: pointers, no payload.
class FeedLog
{
public:
    FeedLog(Connection &connection, const Clock &clock)
        : m_connection(connection)
        , m_clock(clock)
    {
    }

    /// Each returns the new entry's position.
    Result<qint64> residentChanged(qint64 residentId, int version);
    /// For the other desks of the branch.
    Result<qint64> caseChanged(qint64 residentId, const QString &messageId, const Workstation &origin);
    Result<qint64> userChanged(const QString &userId, const QString &branch,
                               const std::optional<QString> &origin);

    /// Position of the newest entry; 0 when there is none.
    Result<qint64> last();

    struct Slice {
        QList<FeedEntry> entries;
        qint64 scannedTo = 0; ///< go on after this position
        bool more = false;
    };
    /// What `reader` may see after `after`, not beyond `stable`.
    Result<Slice> read(const Workstation &reader, qint64 after, qint64 stable, int limit);

private:
    Result<qint64> append(const QString &kind, qint64 residentId, std::optional<int> version,
                          const std::optional<QString> &messageId, const std::optional<QString> &userId,
                          const std::optional<QString> &branch, const std::optional<QString> &workstation);

    Connection &m_connection;
    const Clock &m_clock;
};

} // namespace desk
