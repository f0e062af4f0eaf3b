#pragma once

#include "base/result.h"
#include "store/deskdatabase.h"

#include <QJsonObject>
#include <QString>

namespace desk
{

/// What the exchange with the hub did by itself, into the desk's audit trail. In the caller's Transaction.
Result<> noteInTrail(DeskDatabase &desk, const QString &event, const QString &subject,
                     const QJsonObject &details);

} // namespace desk
