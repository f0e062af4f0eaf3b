#pragma once

#include "protocol/message.h"
#include "store/settingsstore.h"
#include "sync/hublink.h"

namespace desk
{

/// Asks the hub to void a message that was sent at least once, so that it can never be applied (row 19 of
/// reliability.md §2.2). The hub's answer: `Rejected` when it is void for good, else the receipt of the
/// message the hub had taken before. Asking again gives the same answer. Errors: HubUnreachable, HubIdentity,
/// HubRefused, HubAnswer.
Result<VoidAnswer> voidAtHub(HubLink &link, const HubEnrolment &hub, const QString &itemId);

} // namespace desk
