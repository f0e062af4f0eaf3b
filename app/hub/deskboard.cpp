#include "hub/deskboard.h"

#include "sql/statement.h"

#include <QHash>

using namespace Qt::StringLiterals;

namespace desk
{

Result<> DeskBoard::heard(const QString &workstationId, const Heartbeat &heartbeat)
{
    const QDateTime now = m_clock.utc();
    const QDateTime oldestUnsentAt =
        heartbeat.oldestUnsent ? now.addSecs(-heartbeat.oldestUnsent->count()) : QDateTime();
    return Statement(m_connection,
                     u"INSERT INTO heartbeats (workstation_id, heard_at, oldest_unsent_at, quarantined) "
                     u"VALUES (?, ?, ?, ?) ON CONFLICT (workstation_id) DO UPDATE SET "
                     u"heard_at = excluded.heard_at, oldest_unsent_at = excluded.oldest_unsent_at, "
                     u"quarantined = excluded.quarantined"_s)
        .bind(workstationId, now, oldestUnsentAt, heartbeat.quarantined)
        .run();
}

Result<QList<DeskBoard::Standing>> DeskBoard::standings()
{
    const auto workstations = HubAccounts(m_connection, m_clock).workstations();
    if (!workstations)
        return failure(workstations);
    QHash<QString, Standing> told;
    Statement query(m_connection,
                    u"SELECT workstation_id, heard_at, oldest_unsent_at, quarantined FROM heartbeats"_s);
    const auto read = query.each([&told](const Statement &row) {
        told.insert(row.text(0), {{}, row.instant(1), row.instant(2), row.integer(3)});
    });
    if (!read)
        return failure(read);
    const QDateTime redSince = m_clock.utc().addSecs(-std::chrono::seconds(kRedAfter).count());
    QList<Standing> standings;
    for (const Workstation &workstation : *workstations) {
        Standing standing = told.value(workstation.id);
        standing.workstation = workstation;
        const QDateTime lastSign = standing.heardAt.isValid() ? standing.heardAt : workstation.enrolledAt;
        const bool isLate = standing.oldestUnsentAt.isValid() && standing.oldestUnsentAt <= redSince;
        standing.isRed = !workstation.revoked && (isLate || lastSign <= redSince);
        standings.append(standing);
    }
    return standings;
}

} // namespace desk
