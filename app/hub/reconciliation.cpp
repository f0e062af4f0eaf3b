#include "hub/reconciliation.h"

#include "hub/register.h"
#include "sql/statement.h"

using namespace Qt::StringLiterals;

namespace desk
{

Result<QStringList> missingHere(Connection &connection, const Workstation &from,
                                const QList<BelievedItem> &items)
{
    QStringList missing;
    Statement query(connection,
                    u"SELECT 1 FROM receipts WHERE message_id = ? AND workstation_id = ? AND sha256 = ?"_s);
    for (const BelievedItem &item : items) {
        const Result<bool> here = query.bind(item.id, from.id, item.sha256).step();
        if (!here)
            return failure(here);
        if (!*here)
            missing.append(item.id);
    }
    return missing;
}

Result<QList<HubResident>> residentsHere(Connection &connection, const Clock &clock,
                                         const QStringList &iqamaNumbers)
{
    QList<HubResident> list;
    Register known(connection, clock);
    for (const QString &number : iqamaNumbers) {
        HubResident one{number, {}, {}};
        if (const auto id = residentId(number)) {
            const auto resident = known.find(*id);
            if (!resident)
                return failure(resident);
            one.resident = *resident;
            const auto passports = known.passports(*id);
            if (!passports)
                return failure(passports);
            one.passports = *passports;
        }
        list.append(std::move(one));
    }
    return list;
}

Result<QList<HubCase>> casesHere(Connection &connection, const Workstation &from, const QStringList &ids)
{
    QList<HubCase> list;
    Statement query(connection, u"SELECT state, revision FROM cases WHERE case_id = ? AND branch = ?"_s);
    for (const QString &id : ids) {
        HubCase one{id, {}, 0};
        const Result<bool> row = query.bind(id, from.branch).step();
        if (!row)
            return failure(row);
        if (*row) {
            one.state = fromCode<CaseState>(query.text(0));
            one.revision = query.integer(1);
        }
        list.append(one);
    }
    return list;
}

} // namespace desk
