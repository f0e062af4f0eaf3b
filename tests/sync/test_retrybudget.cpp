#include "base/sha256.h"
#include "support/builders.h"
#include "support/catch.h"
#include "sync/retrybudget.h"
#include "sync/syncdesk.h"

#include <algorithm>

using namespace desk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// A hub that is asked for each message again.
HubReply busy(const HubRequest &request)
{
    return ScriptedHub::all(request, Outcome::Retry, u"in_progress"_s);
}

} // namespace

TEST_CASE("A quiet desk may retry ten times in two minutes, and again when the first of them is as old")
{
    FakeClock clock;
    RetryBudget budget(clock);
    for (int i = 0; i < RetryBudget::kFloor; ++i) {
        CHECK(budget.wait() == 0ms);
        budget.spend(true);
        clock.advance(1s);
    }
    CHECK(budget.wait() == 110s);
    clock.advance(110s);
    CHECK(budget.wait() == 0ms);
    budget.spend(true);
    CHECK(budget.wait() == 1s);
}

TEST_CASE("A busy desk may retry in a tenth of its requests")
{
    FakeClock clock;
    RetryBudget budget(clock);
    for (int i = 0; i < 180; ++i)
        budget.spend(false);
    int retries = 0;
    for (; budget.wait() == 0ms; ++retries)
        budget.spend(true);
    CHECK(retries == 20);
    // The first tries are two minutes old, and their share is gone with them.
    clock.advance(2min);
    CHECK(budget.wait() == 0ms);
}

TEST_CASE("What the budget has no room for waits, and nobody's first try waits for it")
{
    FakeClock clock;
    SyncDesk desk(clock);
    desk.addUserItem(u"again and again"_s);
    ScriptedHub hub(busy);
    const auto began = clock.monotonic();
    while (clock.monotonic() - began < 2min) {
        desk.send(hub);
        clock.advance(1s);
    }
    CHECK(hub.requests.size() == 1 + RetryBudget::kFloor);
    const OutboxHead waits = desk.items().first();
    CHECK(waits.state == OutboxState::Waiting);
    CHECK(waits.attempt == 1 + RetryBudget::kFloor);
    CHECK(waits.errorCode == u"in_progress"_s);
    CHECK(waits.nextAt > clock.utc());
    CHECK_FALSE(desk.desk->outbox().pulse()->isPending);

    for (int i = 0; i < 3; ++i)
        desk.addUserItem(u"user%1"_s.arg(i));
    hub.answer = {};
    desk.send(hub);
    CHECK(desk.states() ==
          QStringList{u"waiting"_s, u"acknowledged"_s, u"acknowledged"_s, u"acknowledged"_s});
    clock.advance(clock.utc().msecsTo(waits.nextAt) * 1ms);
    desk.send(hub);
    CHECK(desk.states().count(u"acknowledged"_s) == 4);
}

TEST_CASE("Cases that were tried before and bring scans, each with a request of its own, share the budget")
{
    constexpr int kCases = RetryBudget::kFloor + 2;
    FakeClock clock;
    SyncDesk desk(clock);
    for (int i = 0; i < kCases; ++i) {
        const QByteArray scan = "scan " + QByteArray::number(i);
        REQUIRE(desk.evidence->keep(scan));
        CaseContent content = someContent();
        content.iqamaNumber = QString::number(2'100'000'000 + i);
        content.evidence = {{EvidenceKind::DataPage, u"page.png"_s, sha256Hex(scan)}};
        desk.submit(content);
    }
    ScriptedHub hub([](const HubRequest &) { return ScriptedHub::failing(OutcomeClass::Unknown); });
    desk.send(hub);
    clock.advance(1h);
    hub.answer = {};
    desk.send(hub);
    CHECK(desk.states().count(u"acknowledged"_s) == RetryBudget::kFloor);
    CHECK(desk.states().count(u"waiting"_s) == kCases - RetryBudget::kFloor);
    clock.advance(RetryBudget::kWindow);
    desk.send(hub);
    CHECK(desk.states().count(u"acknowledged"_s) == kCases);
}

TEST_CASE("Who asks for it at once does not go before the time the hub asked for")
{
    FakeClock clock;
    SyncDesk desk(clock);
    desk.addUserItem(u"one"_s);
    ScriptedHub hub([](const HubRequest &) {
        HubReply reply = ScriptedHub::failing(OutcomeClass::Overload);
        reply.retryAfter = 10min;
        return reply;
    });
    for (int failures = 1; failures < 8; ++failures) { // the last of them are probes of the breaker
        INFO(failures);
        const auto wait = desk.send(hub).nextIn;
        REQUIRE(hub.requests.size() == failures);
        CHECK(wait >= 10min);
        clock.advance(wait);
    }
    desk.send(hub);
    clock.advance(10min - 1s);
    desk.addUserItem(u"another"_s);
    desk.sender.resume();
    CHECK(desk.send(hub).nextIn == 1s);
    CHECK(hub.requests.size() == 8);
    clock.advance(1s);
    hub.answer = {};
    desk.send(hub);
    CHECK(desk.states() == QStringList{u"acknowledged"_s, u"acknowledged"_s});
}
