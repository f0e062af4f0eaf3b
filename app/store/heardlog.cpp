#include "store/heardlog.h"

#include "sql/statement.h"

using namespace Qt::StringLiterals;

namespace desk
{

Result<> HeardLog::note(qint64 position, const QString &subject)
{
    return Statement(m_connection, u"INSERT OR IGNORE INTO heard (position, subject) VALUES (?, ?)"_s)
        .bind(position, subject)
        .run();
}

Result<QList<HeardLog::Entry>> HeardLog::after(const Entry &place, int most)
{
    QList<Entry> entries;
    Statement query(m_connection, u"SELECT position, subject FROM heard WHERE (position, subject) > (?, ?) "
                                  u"ORDER BY position, subject LIMIT ?"_s);
    const auto read = query.bind(place.position, place.subject, most).each([&entries](const Statement &row) {
        entries.append({row.number(0), row.text(1)});
    });
    return read ? Result<QList<Entry>>(entries) : failure(read);
}

Result<> HeardLog::learnedAnew(qint64 position, qint64 learnedAt)
{
    const Result<> kept =
        Statement(m_connection, u"INSERT OR IGNORE INTO heard (position, subject) "
                                u"SELECT DISTINCT ?, subject FROM heard WHERE position > ?"_s)
            .bind(learnedAt, position)
            .run();
    if (!kept)
        return kept;
    return Statement(m_connection, u"DELETE FROM heard WHERE position > ? AND position <> ?"_s)
        .bind(position, learnedAt)
        .run();
}

Result<> HeardLog::forgetOld()
{
    return Statement(m_connection,
                     u"DELETE FROM heard WHERE position <= (SELECT max(position) FROM heard) - ?"_s)
        .bind(kPositions)
        .run();
}

} // namespace desk
