#include "hub/reconciliation.h"

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

} // namespace desk
