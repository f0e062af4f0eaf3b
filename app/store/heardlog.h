#pragma once

#include "base/result.h"
#include "sql/connection.h"

#include <QList>
#include <QString>

namespace desk
{

/// What the hub's feed has changed in one file, and where in it: a hub that is restored from a backup may have
/// lost that again, and then it has to be learned anew. Kept for as long as a backup may be old
/// (reliability.md §3.4). Writing calls belong to the caller's Transaction.
class HeardLog
{
public:
    explicit HeardLog(Connection &connection)
        : m_connection(connection)
    {
    }

    struct Entry {
        qint64 position = 0;
        QString subject; ///< of the file's own kind
    };
    Result<> note(qint64 position, const QString &subject);
    /// In order.
    Result<QList<Entry>> after(const Entry &place, int most);
    /// What came after `position` was learned anew and is as it was at `learnedAt` of the hub's new feed.
    Result<> learnedAnew(qint64 position, qint64 learnedAt);
    /// What is older than any backup, by the feed's own measure: a desk's clock may be wrong.
    Result<> forgetOld();

    /// A country's changes of more than two months.
    static constexpr qint64 kPositions = 2'000'000;

private:
    Connection &m_connection;
};

} // namespace desk
