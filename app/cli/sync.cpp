#include "cli/command.h"
#include "cli/commands.h"
#include "cli/session.h"

#include "service/exchange.h"

#include <algorithm>
#include <csignal>
#include <thread>

#include <unistd.h>

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

std::atomic<bool> stopAsked = false;

void askToStop(int)
{
    stopAsked = true;
}

Json toJson(const SnapshotPace &pace, bool isWhole)
{
    return Json::object({{"taken", pace.taken}, {"total", pace.total}, {"complete", isWhole}});
}

Json toJson(const SyncReport &report)
{
    return Json::object(
        {{"sent", report.sent},
         {"acknowledged", report.acknowledged},
         {"waiting", report.waiting},
         {"quarantined", report.quarantined},
         {"applied", report.applied},
         {"residents", report.snapshot ? toJson(*report.snapshot, report.snapshotIsWhole) : Json()},
         {"cursor", Json::textOrNull(report.cursor)}});
}

void tell(const Invocation &invocation, const SyncReport &report)
{
    constexpr Words kLine{
        u"أُرسلت %1، استُلمت %2، بانتظار إعادة المحاولة %3، تعذّر إرسالها %4، طُبقت من الخادم %5",
        u"sent %1, acknowledged %2, waiting %3, quarantined %4, applied from the hub %5"};
    const auto shown = [&](int number) { return invocation.output.shown(QString::number(number)); };
    invocation.output.object(toJson(report));
    invocation.output.line(invocation.say(kLine).arg(shown(report.sent), shown(report.acknowledged),
                                                     shown(report.waiting), shown(report.quarantined),
                                                     shown(report.applied)));
}

constexpr Words kPace{u"%1 من %2 مقيم، %3 في الثانية ", u"%1 of %2 residents, %3 a second "};

/// On a terminal, while the register comes from the hub.
void show(const Invocation &invocation, const SnapshotPace &pace)
{
    if (isatty(STDERR_FILENO))
        std::fprintf(
            stderr, "\r%s%s",
            qUtf8Printable(invocation.say(kPace).arg(pace.taken).arg(pace.total).arg(pace.perSecond)),
            pace.taken == pace.total ? "\n" : "");
}

Error whyNot(const LinkState &link)
{
    if (link.errorCode == "not_enrolled"_L1)
        return {ErrorCode::NotEnrolled};
    if (link.errorCode == "hub_identity"_L1)
        return {ErrorCode::HubIdentity};
    if (link.paused)
        return {ErrorCode::HubRefused, link.errorCode};
    return {ErrorCode::HubUnreachable};
}

Result<Ending> run(const Invocation &invocation)
{
    using std::chrono::milliseconds;
    using Watch = std::chrono::steady_clock;

    const bool watch = invocation.has(u"watch"_s);
    if (watch && invocation.has(u"once"_s))
        return failure(ErrorCode::Usage, u"--once"_s);
    std::optional<Watch::time_point> deadline;
    if (invocation.has(u"deadline"_s)) {
        bool good = false;
        const int seconds = invocation.value(u"deadline"_s).toInt(&good);
        if (!good || seconds < 1)
            return failure(ErrorCode::Usage, u"--deadline"_s);
        deadline = Watch::now() + std::chrono::seconds(seconds);
    }
    const auto session = Session::open(invocation, Office::Access::Write, Act::Synchronise);
    if (!session)
        return failure(session);

    std::signal(SIGINT, askToStop);
    std::signal(SIGTERM, askToStop);
    Exchange exchange(invocation.clock, stopAsked);
    const auto onStore = [&](const std::function<void(Office &)> &task) { task(session->office()); };
    bool urgent = true;
    int sent = 0;
    int acknowledged = 0;
    for (;;) {
        ExchangeOutcome outcome = exchange.run(onStore, urgent);
        urgent = false;
        if (outcome.error)
            return tl::unexpected<Error>(*outcome.error);
        if (outcome.report.snapshot)
            show(invocation, *outcome.report.snapshot);
        const bool inTime = !stopAsked && (!deadline || Watch::now() < *deadline);
        if (!watch) {
            // One exchange, however long the register takes to come.
            sent = outcome.report.sent += sent;
            acknowledged = outcome.report.acknowledged += acknowledged;
            if (!outcome.report.snapshotIsWhole && outcome.link.online && inTime)
                continue;
        }
        tell(invocation, outcome.report);
        if (!invocation.output.flush())
            return failure(ErrorCode::CannotOpen, u"stdout"_s);
        if (!watch) {
            if (!outcome.link.online || outcome.link.paused)
                return tl::unexpected<Error>(whyNot(outcome.link));
            const bool left =
                outcome.report.waiting + outcome.report.quarantined > 0 || !outcome.report.snapshotIsWhole;
            return left ? Ending::Negative : Ending::Positive;
        }
        const auto next = Watch::now() + std::max(outcome.nextIn, milliseconds(200));
        while (!stopAsked && Watch::now() < next && (!deadline || Watch::now() < *deadline))
            std::this_thread::sleep_for(milliseconds(50));
        if (stopAsked || (deadline && Watch::now() >= *deadline))
            return Ending::Positive;
    }
}

} // namespace

Command syncCommand()
{
    return {u"sync",
            u"",
            0,
            0,
            {u"إرسال ما ينتظر واستلام ما تغيّر", u"send what waits and take in what changed"},
            {{u"once", nullptr, {u"مرة واحدة (وهو الأصل)", u"one exchange (the default)"}},
             {u"watch", nullptr, {u"حتى الإيقاف", u"until stopped"}},
             {u"deadline", u"S", {u"أقصى مدة بالثواني", u"at most this many seconds"}}},
            true,
            run};
}

} // namespace desk::cli
