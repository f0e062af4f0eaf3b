#include "hub/epochs.h"

#include "hub/feedlog.h"
#include "sql/statement.h"

#include <QUuid>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

Result<HubEpoch> Epochs::byId(const QString &epoch)
{
    Statement query(m_connection,
                    u"SELECT epoch, parent, proven, began_at, accepted_at, store, ahead FROM epochs "
                    u"WHERE epoch = ?"_s);
    const Result<bool> row = query.bind(epoch).step();
    if (!row)
        return failure(row);
    if (!*row)
        return failure(ErrorCode::NotFound, epoch);
    return HubEpoch{query.text(0),    query.text(1), query.number(2), query.instant(3),
                    query.instant(4), query.text(5), query.number(6)};
}

Result<HubEpoch> Epochs::current()
{
    QString epoch;
    {
        Statement query(m_connection, u"SELECT epoch FROM hub_meta"_s);
        const Result<bool> row = query.step();
        if (!row)
            return failure(row);
        if (*row)
            epoch = query.text(0);
    }
    return byId(epoch);
}

Result<bool> Epochs::isRestored(const std::optional<PositionMark::Standing> &marked, qint64 last)
{
    const auto present = current();
    if (!present)
        return failure(present);
    const auto here = storeHere();
    if (!here)
        return failure(here);
    if (*here != present->store)
        return true;
    if (!marked)
        return false;
    if (marked->epoch == present->id)
        return marked->position > last;
    const Result<bool> known = knows(marked->epoch);
    return known ? Result<bool>(!*known) : known;
}

/// A promoted standby and a recovered backup go on in a timeline of their own.
Result<QString> Epochs::storeHere()
{
    if (m_connection.dialect() == Dialect::Sqlite)
        return QString();
    Statement query(m_connection,
                    u"SELECT system_identifier || '/' || "
                    u"left(pg_walfile_name(pg_current_wal_lsn()), 8) FROM pg_control_system()"_s);
    const Result<bool> row = query.step();
    if (!row)
        return failure(row);
    return query.text(0);
}

Result<bool> Epochs::knows(const QString &epoch)
{
    return Statement(m_connection, u"SELECT 1 FROM epochs WHERE epoch = ?"_s).bind(epoch).step();
}

Result<QString> Epochs::add(const QString &parent, qint64 proven, const QDateTime &acceptedAt)
{
    const QString epoch = QUuid::createUuid().toString(QUuid::WithoutBraces);
    const auto store = storeHere();
    if (!store)
        return store;
    Statement insert(m_connection,
                     u"INSERT INTO epochs (epoch, parent, proven, began_at, accepted_at, store) "
                     u"VALUES (?, ?, ?, ?, ?, ?)"_s);
    const auto noParent = parent.isEmpty() ? std::nullopt : std::optional(parent);
    if (const auto done = insert.bind(epoch, noParent, proven, m_clock.utc(), acceptedAt, *store).run();
        !done)
        return failure(done);
    return epoch;
}

Result<QString> Epochs::begin()
{
    return add({}, 0, m_clock.utc());
}

Result<QString> Epochs::restored(qint64 proven)
{
    const auto before = current();
    if (!before)
        return failure(before);
    const auto epoch = add(before->id, proven, {});
    if (!epoch)
        return epoch;
    if (const auto done = Statement(m_connection, u"UPDATE hub_meta SET epoch = ?"_s).bind(*epoch).run();
        !done)
        return failure(done);
    if (m_connection.dialect() == Dialect::Postgresql) {
        for (const QString &statement :
             {u"SET LOCAL statement_timeout = 0"_s, u"UPDATE feed SET xid = '0' WHERE xid <> '0'"_s}) {
            if (const auto done = m_connection.execute(statement); !done)
                return failure(done);
        }
    }
    return epoch;
}

Result<> Epochs::accept()
{
    return Statement(m_connection, u"UPDATE epochs SET accepted_at = ? WHERE accepted_at IS NULL "
                                   u"AND epoch = (SELECT epoch FROM hub_meta)"_s)
        .bind(m_clock.utc())
        .run();
}

Result<> Epochs::noteAhead(qint64 position)
{
    return Statement(m_connection, u"UPDATE epochs SET ahead = ? WHERE ahead < ? "
                                   u"AND epoch = (SELECT epoch FROM hub_meta)"_s)
        .bind(position, position)
        .run();
}

Result<qint64> Epochs::continueFrom(const QString &epoch, qint64 position)
{
    const auto last = FeedLog(m_connection, m_clock).last();
    if (!last)
        return failure(last);
    qint64 from = std::min(position, *last);
    auto life = current();
    while (life && life->id != epoch) {
        if (life->parent.isEmpty())
            return 0;
        from = std::min(from, life->proven);
        life = byId(life->parent);
    }
    if (!life)
        return failure(life);
    return from;
}

} // namespace desk
