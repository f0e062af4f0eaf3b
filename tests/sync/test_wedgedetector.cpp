#include "support/catch.h"
#include "support/fakeclock.h"
#include "sync/wedgedetector.h"

using namespace desk;
using namespace std::chrono_literals;

namespace
{

constexpr WedgeDetector::Sight kNothingMoves{.isPending = true};

/// How often it is taken for stuck in that time, looked at every half minute.
int alarms(std::chrono::milliseconds time, const std::function<WedgeDetector::Sight(int)> &seen)
{
    FakeClock clock;
    WedgeDetector detector(clock);
    int alarms = 0;
    for (int look = 0; look <= time / 30s; ++look) {
        alarms += detector.isStuck(seen(look));
        clock.advance(30s);
    }
    return alarms;
}

} // namespace

TEST_CASE(
    "A sender that moves nothing for five minutes although something is due is stuck, once in five minutes")
{
    const auto seen = [](int) { return kNothingMoves; };
    CHECK(alarms(4min + 30s, seen) == 0);
    CHECK(alarms(5min, seen) == 1);
    CHECK(alarms(9min + 30s, seen) == 1);
    CHECK(alarms(10min, seen) == 2);
}

TEST_CASE("A sender is not stuck that has nothing due, rests, moves its items or hears from the hub")
{
    CHECK(alarms(24h, [](int) { return WedgeDetector::Sight{}; }) == 0);
    CHECK(alarms(24h, [](int) { return WedgeDetector::Sight{.isPending = true, .isAtRest = true}; }) == 0);
    CHECK(alarms(24h, [](int look) {
              return WedgeDetector::Sight{.isPending = true, .lastMove = look / 9};
          }) == 0);
    CHECK(alarms(24h, [](int look) {
              return WedgeDetector::Sight{.isPending = true, .storeCalls = quint64(look) / 9};
          }) == 0);
}

TEST_CASE("The five minutes begin when the sender's rest is over")
{
    const auto rests = [](int look) {
        return WedgeDetector::Sight{.isPending = true, .isAtRest = look < 10};
    };
    CHECK(alarms(9min, rests) == 0);
    CHECK(alarms(9min + 30s, rests) == 1);
}
