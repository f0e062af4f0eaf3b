#pragma once

#include "base/result.h"
#include "domain/residentsheld.h"
#include "hub/accounts.h"
#include "sql/connection.h"

#include <QByteArray>
#include <QString>

#include <optional>

namespace desk
{

/// The register as it is now, page after page in the order of iqama numbers: what a new desk begins with.
/// Pages are read one by one and no transaction spans them; what changes in between comes with the feed.
class Snapshot
{
public:
    /// The part of the register that a workstation holds.
    Snapshot(Connection &connection, const Workstation &reader, ResidentsHeld part)
        : m_connection(connection)
        , m_reader(reader)
        , m_part(part)
    {
    }

    struct Page {
        QByteArray residents; ///< a JSON array, as `registeredFromJson` reads it
        qint64 last = 0;      ///< iqama number of the last one; 0: none
        bool more = false;
    };
    /// Those after the iqama number `after`, at most `limit`, and no more than fits one answer.
    Result<Page> page(qint64 after, int limit);
    /// How many residents the whole snapshot holds.
    Result<qint64> total();

private:
    Connection &m_connection;
    const Workstation &m_reader;
    const ResidentsHeld m_part;
};

/// The place in a snapshot that a page ended at, sealed for the workstation that read it: a resident's number
/// stands in no address, which proxies log.
QString sealedPlace(const Workstation &reader, qint64 iqamaNumber);
/// nullopt for anything but what was sealed for the workstation.
std::optional<qint64> openedPlace(const Workstation &reader, const QString &place);

} // namespace desk
