#include "cli/command.h"
#include "cli/commands.h"
#include "cli/session.h"

#include "service/backup.h"

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

constexpr Words kKept{u"كُتبت النسخة الاحتياطية المختومة في", u"The sealed backup was written to"};
constexpr Words kScansKept{u"والصور بجانبها في", u"and its scans beside it to"};
constexpr Words kRestored{u"أُعيد المكتب من النسخة الاحتياطية إلى",
                          u"The desk was restored from the backup to"};
constexpr Words kNoScans{
    u"لا صور بجانب النسخة. صور المعاملات التي تنتظر المراجعة تُجلب من الخادم المركزي",
    u"No scans lay beside the backup. Those of cases under review are fetched from the hub"};
constexpr Words kAside{u"المكتب الذي كان هناك محفوظ بجانبه بالاسم",
                       u"The desk that was there is kept beside it as"};

Result<Ending> backUp(const Invocation &invocation)
{
    const auto session = Session::openToRecord(invocation, Act::KeepBackups);
    if (!session)
        return failure(session);
    const QString path = invocation.arguments.first();
    const auto report = session->office().backup().write(session->actor(), path);
    if (!report)
        return failure(report);
    invocation.output.object(Json::object({{"file", path},
                                           {"bytes", report->bytes},
                                           {"scans_file", scansOfBackup(path)},
                                           {"scans_bytes", report->scanBytes},
                                           {"audit_entries", report->auditEntries}}));
    invocation.output.line(invocation.say(kKept) + u' ' + invocation.output.shown(path));
    invocation.output.line(invocation.say(kScansKept) + u' ' + invocation.output.shown(scansOfBackup(path)));
    return Ending::Positive;
}

Result<Ending> restore(const Invocation &invocation)
{
    if (invocation.common.user.isEmpty())
        return failure(ErrorCode::Usage, u"--user"_s);
    const auto password = passwordOf(invocation);
    if (!password)
        return failure(password);
    const auto report = restoreDesk(invocation.arguments.first(), invocation.common.data,
                                    invocation.common.user, *password, invocation.clock);
    if (!report)
        return failure(report);
    const QString aside = report->setAside.isEmpty() ? QString() : u"desk.db."_s + report->setAside;
    invocation.output.object(Json::object({{"data", invocation.common.data},
                                           {"audit_entries", report->auditEntries},
                                           {"scans", report->scans},
                                           {"set_aside", aside.isEmpty() ? Json() : Json(aside)}}));
    invocation.output.line(invocation.say(kRestored) + u' ' +
                           invocation.output.shown(invocation.common.data));
    if (!report->scans)
        invocation.output.line(invocation.say(kNoScans));
    if (!aside.isEmpty())
        invocation.output.line(invocation.say(kAside) + u' ' + invocation.output.shown(aside));
    return Ending::Positive;
}

} // namespace

Command backupCommand()
{
    return {u"backup",
            u"FILE",
            1,
            1,
            {u"نسخة احتياطية مختومة من المكتب أثناء عمله", u"a sealed copy of the desk, while it works"},
            {},
            true,
            backUp};
}

Command restoreCommand()
{
    return {u"restore",
            u"FILE",
            1,
            1,
            {u"إعادة المكتب من نسخة احتياطية", u"put a backup in the place of the desk"},
            {},
            true,
            restore};
}

} // namespace desk::cli
