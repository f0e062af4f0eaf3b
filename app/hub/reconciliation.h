#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "hub/accounts.h"
#include "protocol/reconcile.h"
#include "sql/connection.h"

#include <QList>
#include <QStringList>

namespace desk
{

/// Which of the items this store holds no receipt for, with that hash, from this workstation; their ids.
Result<QStringList> missingHere(Connection &connection, const Workstation &from,
                                const QList<BelievedItem> &items);
/// As they stand here.
Result<QList<HubResident>> residentsHere(Connection &connection, const Clock &clock,
                                         const QStringList &iqamaNumbers);
/// Those of the workstation's branch.
Result<QList<HubCase>> casesHere(Connection &connection, const Workstation &from, const QStringList &ids);

} // namespace desk
