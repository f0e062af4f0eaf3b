#pragma once

#include "protocol/message.h"
#include "store/settingsstore.h"
#include "sync/hublink.h"

namespace desk
{

/// Brings a `case.lease` to the hub. It is of the moment, so it goes past the outbox: what cannot be asked now
/// is not asked later. The hub's answer, Accepted or Rejected. Errors: HubUnreachable, HubIdentity,
/// HubRefused, HubAnswer.
Result<MessageResult> leaseAtHub(HubLink &link, const HubEnrolment &hub, const Message &message);

} // namespace desk
