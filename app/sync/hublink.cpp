#include "sync/hublink.h"

namespace desk
{

std::optional<Error> troubleOf(const HubReply &reply, const HubEnrolment &hub)
{
    switch (reply.outcome) {
    case OutcomeClass::Ok:
        return std::nullopt;
    case OutcomeClass::Identity:
    case OutcomeClass::Redirect:
        return Error{ErrorCode::HubIdentity};
    case OutcomeClass::Auth:
    case OutcomeClass::Permanent:
    case OutcomeClass::Epoch:
    case OutcomeClass::Version:
        return Error{ErrorCode::HubRefused, reply.code};
    default:
        return Error{ErrorCode::HubUnreachable, hub.url, reply.code};
    }
}

} // namespace desk
