#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "hub/positionmark.h"
#include "sql/connection.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace desk
{

/// One life of a hub's store.
struct HubEpoch {
    QString id;     ///< UUID; every answer carries it
    QString parent; ///< the life before the store was restored; empty: this is the first
    qint64 proven = 0;
    QDateTime beganAt;
    QDateTime acceptedAt; ///< invalid: an administrator has yet to let the hub serve
    QString store; ///< the database server's history it began in; empty: a file
    qint64 ahead = 0;     ///< the highest feed position a desk knew that this store does not have; 0: none
};

/// The lives of a hub's store (reliability.md §3.4). Writing calls belong to the caller's transaction.
class Epochs
{
public:
    Epochs(Connection &connection, const Clock &clock)
        : m_connection(connection)
        , m_clock(clock)
    {
    }

    /// The first, which serves at once.
    Result<QString> begin();
    Result<HubEpoch> current();
    /// Whether a store whose feed ends at `last` is not the one in which this life began: behind what was
    /// marked of it, marked with a life it never had, on another database server, or on one that was promoted
    /// or recovered since.
    Result<bool> isRestored(const std::optional<PositionMark::Standing> &marked, qint64 last);
    /// The store is an older copy that ends at `proven`: a new life, which serves once it is accepted. In it
    /// the feed so far is older than any transaction, whose numbers a restore may begin anew.
    Result<QString> restored(qint64 proven);
    Result<> accept();
    /// A desk has seen what this store has not.
    Result<> noteAhead(qint64 position);
    /// The position of the present life from which a desk goes on that stood at `position` of `epoch`; 0 for
    /// a life this store never had.
    Result<qint64> continueFrom(const QString &epoch, qint64 position);

private:
    Result<bool> knows(const QString &epoch);
    Result<QString> storeHere();
    Result<HubEpoch> byId(const QString &epoch);
    Result<QString> add(const QString &parent, qint64 proven, const QDateTime &acceptedAt);

    Connection &m_connection;
    const Clock &m_clock;
};

} // namespace desk
