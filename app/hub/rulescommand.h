#pragma once

#include "base/result.h"
#include "hub/hubrules.h"

#include <QJsonObject>
#include <QString>

namespace desk
{

/// What `passport-hub rules VERB OPERAND` changes, in the caller's transaction: `trust` a publisher's key
/// file, `install` a pack's file, `rollback` a version. Gives what there is to say; Usage names the verb.
Result<QJsonObject> changeRules(HubRules &rules, const QString &verb, const QString &operand);

} // namespace desk
