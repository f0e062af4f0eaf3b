#include "cli/command.h"
#include "cli/commands.h"
#include "cli/session.h"

#include "service/audittrail.h"

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

Result<Ending> run(const Invocation &invocation)
{
    if (invocation.arguments.first() != "verify"_L1)
        return failure(ErrorCode::Usage, invocation.arguments.first());
    const auto session = Session::open(invocation, Office::Access::Read, Act::ReadAudit);
    if (!session)
        return failure(session);
    const auto report = session->office().audit().verify();
    if (!report)
        return failure(report);
    invocation.output.object(Json::object({{"entries", report->entries},
                                           {"intact", report->intact},
                                           {"broken_at", report->intact ? Json() : Json(report->brokenAt)}}));
    constexpr Words kIntact{u"سلسلة السجل سليمة", u"The audit chain is intact"};
    constexpr Words kBroken{u"سلسلة السجل تالفة عند القيد", u"The audit chain is broken at entry"};
    invocation.output.line(report->intact ? invocation.say(kIntact)
                                          : invocation.say(kBroken) + u' ' +
                                                invocation.output.shown(QString::number(report->brokenAt)));
    return report->intact ? Ending::Positive : Ending::Negative;
}

} // namespace

Command auditCommand()
{
    return {u"audit", u"verify", 1,  1, {u"التحقق من سلسلة سجل التدقيق", u"check the audit chain"},
            {},       false,     run};
}

} // namespace desk::cli
