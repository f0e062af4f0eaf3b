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
    auto held = std::optional(ResidentsHeld::All);
    if (invocation.has(u"residents"_s))
        held = fromCode<ResidentsHeld>(invocation.value(u"residents"_s));
    if (!held)
        return failure(ErrorCode::Usage, u"--residents"_s);
    const auto session = Session::open(invocation, Office::Access::Write, Act::EnrolDesk);
    if (!session)
        return failure(session);
    const auto info =
        session->office().delivery().enrol(session->actor(), invocation.arguments.first(), *held);
    if (!info)
        return failure(info);
    invocation.output.object(Json::object({{"branch", info->branch},
                                           {"workstation", info->workstation},
                                           {"enrolled", info->enrolled},
                                           {"residents", codeOf(info->held)}}));
    invocation.output.line(
        invocation.say(kBound) + u' ' +
        invocation.output.shown(info->branch + u' ' +
                                QString::number(info->workstation).rightJustified(2, u'0')));
    return Ending::Positive;
}

} // namespace

Command enrolCommand()
{
    return {
        u"enrol",
        u"CODE",
        1,
        1,
        {u"ربط هذا الجهاز بخادم، برمز من passport-hub enrolment",
         u"bind this desk to a hub, with a code from passport-hub enrolment"},
        {{u"residents",
          u"all|branch|asked",
          {u"ما يحفظه الجهاز من السجل: كله (وهو الأصل)، أو من سبق لمكتبه معاملة لهم، أو من يُسأل عنهم فقط",
           u"what this desk holds of the register: all (the default), those its branch has had a case of, "
           u"or only those it asks for"}}},
        true,
        run};
}

} // namespace desk::cli
