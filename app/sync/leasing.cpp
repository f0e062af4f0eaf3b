#include "sync/leasing.h"

using namespace Qt::StringLiterals;

namespace desk
{

Result<MessageResult> leaseAtHub(HubLink &link, const HubEnrolment &hub, const Message &message)
{
    const HubReply reply =
        link.send({"POST", u"/v1/messages"_s, messagesRequest({message}, hub.epoch), hub.token});
    if (const auto trouble = troubleOf(reply, hub))
        return tl::unexpected<Error>(*trouble);
    const auto answer = messagesAnswerFromJson(reply.body);
    if (!answer)
        return failure(ErrorCode::HubAnswer, {}, answer.error().where);
    if (answer->results.size() != 1 || answer->results.first().id != message.id || answer->epoch != hub.epoch)
        return failure(ErrorCode::HubAnswer);
    const MessageResult &result = answer->results.first();
    if (result.outcome == Outcome::Retry)
        return failure(ErrorCode::HubUnreachable, hub.url, result.code);
    return result;
}

} // namespace desk
