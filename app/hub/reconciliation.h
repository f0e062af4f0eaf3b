#pragma once

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

} // namespace desk
