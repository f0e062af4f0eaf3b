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

/// How far somebody has read the feed. SQLite has one writer, whose positions come in the order of commits;
/// there `transaction` is 0. PostgreSQL's come in any order: what is read first is the older transaction.
struct FeedCursor {
    qint64 transaction = 0;
    qint64 position = 0;

    friend auto operator<=>(const FeedCursor &, const FeedCursor &) = default;
};

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
    /// Who reviews a case now, for every desk of the branch, the one that asked included.
    Result<qint64> leaseChanged(qint64 residentId, const QString &caseId, const QString &branch);
    /// The same, where the case has a lease, which is about to end.
    Result<> leaseEnds(qint64 residentId, const QString &caseId, const QString &branch);
    /// A pack that was installed or taken back, for every desk.
    Result<qint64> rulesChanged(const QString &version);

    /// Position of the newest entry; 0 when there is none.
    Result<qint64> last();

    struct Slice {
        QList<FeedEntry> entries;
        FeedCursor scannedTo; ///< go on after this
        bool more = false;
        bool heldBack = false; ///< there is more, but an older transaction is still under way
    };
    /// How far the feed may be read on PostgreSQL: to the oldest transaction still under way.
    Result<FeedCursor> horizon();
    /// What `reader` may see after `after`, not beyond `upTo`. Up to `residentsAfter` without residents: the
    /// reader has those from a snapshot.
    Result<Slice> read(const Workstation &reader, const FeedCursor &after, const FeedCursor &upTo, int limit,
                       const FeedCursor &residentsAfter = {});

private:
    /// What a new entry points at; the columns of the feed.
    struct Pointers {
        qint64 residentId = 0;
        std::optional<int> version = {};
        std::optional<QString> messageId = {};
        std::optional<QString> userId = {};
        std::optional<QString> pack = {};
        std::optional<QString> caseId = {};
        std::optional<QString> branch = {};
        std::optional<QString> workstation = {};
    };
    Result<qint64> append(const QString &kind, const Pointers &to);

    Connection &m_connection;
    const Clock &m_clock;
};

} // namespace desk
