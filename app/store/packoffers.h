#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "sql/connection.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QString>

namespace desk
{

/// A rule pack that the hub gave and this desk has not taken.
struct PackOffer {
    QString version;
    QByteArray file;
    QDateTime offeredAt = {};
};

/// Packs that wait until an administrator trusts who signed them, or until a program that knows their rules
/// is installed. Writing calls belong to the caller's Transaction.
class PackOffers
{
public:
    PackOffers(Connection &connection, const Clock &clock)
        : m_connection(connection)
        , m_clock(clock)
    {
    }

    /// In no order.
    Result<QList<PackOffer>> all();
    /// The same version again takes the place of what was there.
    Result<> keep(const QString &version, const QByteArray &file);
    Result<> drop(const QString &version);

private:
    Connection &m_connection;
    const Clock &m_clock;
};

} // namespace desk
