#include "sync/voiding.h"

#include "protocol/hubcode.h"

using namespace Qt::StringLiterals;

namespace desk
{

Result<VoidAnswer> voidAtHub(HubLink &link, const HubEnrolment &hub, const QString &itemId)
{
    const HubReply reply = link.send({"POST", u"/v1/messages/%1/void"_s.arg(itemId), {}, hub.token});
    if (const auto trouble = troubleOf(reply, hub))
        return tl::unexpected<Error>(*trouble);
    auto answer = voidAnswerFromJson(reply.body);
    if (!answer)
        return failure(ErrorCode::HubAnswer, {}, answer.error().where);
    if (answer->result.id != itemId || answer->epoch != hub.epoch)
        return failure(ErrorCode::HubAnswer);
    if (answer->result.outcome == Outcome::Rejected && answer->result.code != codeOf(HubCode::Voided))
        return failure(ErrorCode::HubRefused, answer->result.code);
    return answer;
}

} // namespace desk
