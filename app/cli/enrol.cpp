#include "cli/command.h"
#include "cli/commands.h"
#include "cli/session.h"

#include "service/delivery.h"

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

constexpr Words kBound{u"رُبط هذا الجهاز بالخادم. المكتب والجهاز:",
                       u"This desk is bound to the hub. Branch and workstation:"};

Result<Ending> run(const Invocation &invocation)
{
    const auto session = Session::open(invocation, Office::Access::Write, Act::EnrolDesk);
    if (!session)
        return failure(session);
    const auto info = session->office().delivery().enrol(session->actor(), invocation.arguments.first());
    if (!info)
        return failure(info);
    invocation.output.object(Json::object(
        {{"branch", info->branch}, {"workstation", info->workstation}, {"enrolled", info->enrolled}}));
    invocation.output.line(
        invocation.say(kBound) + u' ' +
        invocation.output.shown(info->branch + u' ' +
                                QString::number(info->workstation).rightJustified(2, u'0')));
    return Ending::Positive;
}

} // namespace

Command enrolCommand()
{
    return {u"enrol",
            u"CODE",
            1,
            1,
            {u"ربط هذا الجهاز بخادم، برمز من passport-hub enrolment",
             u"bind this desk to a hub, with a code from passport-hub enrolment"},
            {},
            true,
            run};
}

} // namespace desk::cli
