#include "hub/leases.h"

#include "hub/feedlog.h"
#include "sql/statement.h"

#include <QList>

using namespace Qt::StringLiterals;

namespace desk
{

Result<bool> Leases::act(qint64 residentId, const QString &caseId, LeaseAct act, const QString &userId,
                         const Workstation &from)
{
    const QDateTime now = m_clock.utc();
    QString owner;
    QString workstation;
    {
        Statement held(m_connection, u"SELECT owner, workstation_id FROM leases "
                                     u"WHERE resident_id = ? AND case_id = ? AND until > ? FOR UPDATE"_s);
        const Result<bool> row = held.bind(residentId, caseId, now).step();
        if (!row)
            return row;
        if (*row) {
            owner = held.text(0);
            workstation = held.text(1);
        }
    }
    const bool isMine = owner == userId;
    if (act == LeaseAct::Release) {
        const Result<> ended = isMine ? end(residentId, caseId, from.branch) : Result<>();
        return ended ? Result<bool>(true) : failure(ended);
    }
    if (!owner.isEmpty() && !isMine && act != LeaseAct::TakeOver)
        return false;
    const bool isNew = !isMine || workstation != from.id;
    const Result<> kept =
        Statement(
            m_connection,
            u"INSERT INTO leases (resident_id, case_id, owner, workstation_id, since, until) "
            u"VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (resident_id, case_id) DO UPDATE SET "
            u"owner = excluded.owner, workstation_id = excluded.workstation_id, "
            u"since = CASE WHEN leases.owner = excluded.owner THEN leases.since ELSE excluded.since END, "
            u"until = excluded.until"_s)
            .bind(residentId, caseId, userId, from.id, now, now.addSecs(qint64(kLeaseMinutes) * 60))
            .run();
    if (!kept)
        return failure(kept);
    if (!isNew)
        return true;
    const auto told = FeedLog(m_connection, m_clock).leaseChanged(residentId, caseId, from.branch);
    return told ? Result<bool>(true) : failure(told);
}

Result<> Leases::end(qint64 residentId, const QString &caseId, const QString &branch)
{
    if (const auto told = FeedLog(m_connection, m_clock).leaseEnds(residentId, caseId, branch); !told)
        return told;
    return Statement(m_connection, u"DELETE FROM leases WHERE resident_id = ? AND case_id = ?"_s)
        .bind(residentId, caseId)
        .post();
}

Result<bool> Leases::anyOver()
{
    Statement statement(m_connection, u"SELECT 1 FROM leases WHERE until <= ? LIMIT 1"_s);
    return statement.bind(m_clock.utc()).step();
}

Result<> Leases::endOver()
{
    struct Over {
        qint64 residentId = 0;
        QString caseId;
        QString branch;
    };
    QList<Over> over;
    const Result<> read =
        Statement(m_connection, u"SELECT l.resident_id, l.case_id, c.branch FROM leases l "
                                u"JOIN cases c USING (resident_id, case_id) WHERE l.until <= ?"_s)
            .bind(m_clock.utc())
            .each([&over](const Statement &row) {
                over.append({row.number(0), row.text(1), row.text(2)});
            });
    if (!read)
        return read;
    for (const Over &one : over) {
        if (const auto ended = end(one.residentId, one.caseId, one.branch); !ended)
            return ended;
    }
    return {};
}

} // namespace desk
