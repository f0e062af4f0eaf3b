// Whatever disk and memory do while somebody works: nothing that was told is lost, nothing is half done, a
// fault is told as a fault, and doing it again works. DESK_FAULT_POINTS=all disturbs at every single call,
// a number at that many of each kind.

#include "real/faultydesk.h"
#include "support/expectedwarning.h"
#include "text/catalogue.h"

#include <sqlite3.h>

#include <QFile>

#include <climits>
#include <iostream>
#include <random>
#include <set>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

constexpr int kPage = 4096;

/// Which of `count` calls are disturbed, counted from 1: all, or some spread over them with the first and the
/// last.
std::vector<int> points(int count, int some)
{
    const QString asked = qEnvironmentVariable("DESK_FAULT_POINTS");
    if (!asked.isEmpty())
        some = asked == "all"_L1 ? count : std::min(count, asked.toInt());
    std::set<int> chosen;
    for (int i = 0; i < some && count > 0; ++i)
        chosen.insert(1 + int(qint64(i) * (count - 1) / std::max(1, some - 1)));
    return {chosen.begin(), chosen.end()};
}

/// What may be told of a disk that fails; each has words that say what to do.
bool isOfTheDisk(ErrorCode code)
{
    switch (code) {
    case ErrorCode::DiskFull:
    case ErrorCode::StoreFailed:
    case ErrorCode::CannotOpen:
    case ErrorCode::Damaged:
    case ErrorCode::MustRestart:
        return true;
    default:
        return false;
    }
}

struct Tally {
    int points = 0;
    int told = 0;  ///< that it is done, in spite of all
    int there = 0; ///< although an error was told
};

/// One disturbance of one deed, and everything that must hold after it.
void disturb(FaultyDesk &desk, const Deed &deed, Tally &tally, const std::function<void()> &fault,
             const std::function<bool()> &happened, const std::function<void()> &over)
{
    const SignedIn &who = desk.*deed.who;
    desk.begin(who);
    fault();
    const auto told = deed.act(desk);
    const bool wasDisturbed = happened();
    desk.close();
    over();
    tally.points += wasDisturbed; // the last calls come or not, by chance
    if (!told) {
        CHECK(wasDisturbed);
        INFO(errorCodeName(told.error().code).toStdString() << ": " << told.error().detail.toStdString());
        CHECK(isOfTheDisk(told.error().code));
    }
    REQUIRE(desk.open(who));
    const bool there = deed.isThere(desk);
    if (told) {
        ++tally.told;
        CHECK(there);
    } else if (there) {
        ++tally.there;
    }
    desk.checkWhole();
    CHECK(desk.office().audit().verify()->intact);
    const auto again = deed.act(desk);
    if (!again)
        FAIL("not even afterwards: " << errorCodeName(again.error().code) << " " << again.error().detail);
    CHECK(deed.isThere(desk));
    desk.checkWhole();
    desk.close();
}

void say(const Deed &deed, const QString &how, const Tally &tally)
{
    std::cout << deed.name << ", " << how.toStdString() << ": " << tally.points << " points, " << tally.told
              << " told done, " << tally.there << " done though an error was told\n";
}

/// How often the deed makes such a call when nothing disturbs it.
int undisturbed(FaultyDesk &desk, const Deed &deed, const std::function<void()> &count)
{
    desk.begin(desk.*deed.who);
    count();
    REQUIRE(deed.act(desk));
    const int calls = FaultVfs::instance().calls();
    FaultVfs::instance().calm();
    CHECK(deed.isThere(desk));
    desk.close();
    return calls;
}

} // namespace

TEST_CASE("the power is cut between any two writes", "[faults]")
{
    FaultyDesk desk;
    FaultVfs &vfs = FaultVfs::instance();
    const ExpectedWarning complaint(u".db: "_s);
    quint64 seed = 0;
    for (const Deed &deed : deeds()) {
        const int count = undisturbed(desk, deed, [&] { vfs.cutPowerAt(INT_MAX); });
        for (const auto &[keeps, how] : {std::pair(FaultVfs::Keeps::Everything, u"all kept"_s),
                                         std::pair(FaultVfs::Keeps::Nothing, u"unsynced sectors lost"_s),
                                         std::pair(FaultVfs::Keeps::Some, u"some torn or lost"_s),
                                         std::pair(FaultVfs::Keeps::SomeInAnyOrder, u"shuffled"_s)}) {
            Tally tally;
            for (const int n : points(count + 1, deed.points)) {
                INFO(deed.name << ", cut at write " << n << " of " << count << ", " << how.toStdString()
                               << ", seed " << seed);
                // The last one comes right after it was told.
                const auto happened = [&] { return vfs.happened() || (vfs.cutPower(), n > count); };
                disturb(
                    desk, deed, tally, [&] { vfs.cutPowerAt(n); }, happened,
                    [&, keeps = keeps] { vfs.comeBack(keeps, seed); });
                ++seed;
            }
            say(deed, u"power cut, "_s + how, tally);
        }
    }
}

TEST_CASE("the n-th call to the disk fails, once or from then on", "[faults]")
{
    struct Kind {
        FaultVfs::Call call;
        int code;
        const char *words;
    };
    constexpr Kind kKinds[] = {
        {FaultVfs::Call::Write, SQLITE_IOERR_WRITE, "a write fails"},
        {FaultVfs::Call::Write, SQLITE_FULL, "the disk is full"},
        {FaultVfs::Call::Sync, SQLITE_IOERR_FSYNC, "a sync fails"},
        {FaultVfs::Call::Read, SQLITE_IOERR_READ, "a read fails"},
        {FaultVfs::Call::Truncate, SQLITE_IOERR_TRUNCATE, "a truncation fails"},
        {FaultVfs::Call::Open, SQLITE_CANTOPEN, "an open fails"},
    };
    FaultyDesk desk;
    FaultVfs &vfs = FaultVfs::instance();
    const ExpectedWarning complaint(u".db: "_s);
    const ExpectedWarning ofBackups(u".backup"_s);
    for (const Deed &deed : deeds()) {
        for (const Kind &kind : kKinds) {
            const int count = undisturbed(desk, deed, [&] {
                vfs.fail({kind.call, INT_MAX, kind.code, false});
            });
            for (const bool lasting : {false, true}) {
                Tally tally;
                for (const int n : points(count, std::max(1, deed.points / 2))) {
                    INFO(deed.name << ", " << kind.words << ", call " << n << " of " << count
                                   << (lasting ? " and all after it" : ""));
                    disturb(
                        desk, deed, tally,
                        [&] {
                            vfs.fail({kind.call, n, kind.code, lasting});
                        },
                        [&] { return vfs.happened(); }, [&] { vfs.calm(); });
                }
                if (count > 0)
                    say(deed, QString::fromLatin1(kind.words) + (lasting ? u" and go on"_s : u""_s), tally);
            }
        }
    }
}

TEST_CASE("SQLite runs out of memory at the n-th allocation", "[faults]")
{
    FaultyDesk desk;
    for (const Deed &deed : deeds()) {
        desk.begin(desk.*deed.who);
        FaultMemory::fail(INT_MAX, false);
        REQUIRE(deed.act(desk));
        const int count = FaultMemory::calls();
        FaultMemory::calm();
        desk.close();
        for (const bool lasting : {false, true}) {
            Tally tally;
            for (const int n : points(count, deed.points)) {
                INFO(deed.name << ", allocation " << n << " of " << count
                               << (lasting ? " and all after it" : ""));
                disturb(
                    desk, deed, tally, [&] { FaultMemory::fail(n, lasting); },
                    [] { return FaultMemory::happened(); }, [] { FaultMemory::calm(); });
            }
            say(deed, lasting ? u"no memory from then on"_s : u"no memory once"_s, tally);
        }
    }
}

TEST_CASE("once a sync has failed nothing more is written until a new start, and the way out is told",
          "[faults]")
{
    FaultyDesk desk;
    FaultVfs &vfs = FaultVfs::instance();
    const ExpectedWarning complaint(u"desk.db: "_s);
    desk.begin(desk.supervisor);
    vfs.fail({FaultVfs::Call::Sync, 1, SQLITE_IOERR_FSYNC, false});
    const auto decide = [&desk] { return deeds()[1].act(desk); };
    CHECK(decide().error().code == ErrorCode::MustRestart);
    // The disk says that all is well again.
    CHECK(decide().error().code == ErrorCode::MustRestart);
    CHECK(desk.office().cases().view(desk.caseId).has_value()); // looking goes on
    desk.close();
    vfs.calm();
    REQUIRE(desk.open(desk.supervisor));
    CHECK(decide().has_value());
    desk.checkWhole();
}

TEST_CASE("what is told of a full or failing disk says what to do, in both languages", "[faults]")
{
    const Catalogue &words = Catalogue::builtIn();
    for (const ErrorCode code : {ErrorCode::DiskFull, ErrorCode::MustRestart, ErrorCode::StoreFailed}) {
        for (const Language language : {Language::Arabic, Language::English}) {
            INFO(errorCodeName(code).toStdString());
            CHECK_FALSE(words.errorWayOut(code, language).isEmpty());
        }
    }
    CHECK(words.errorWayOut(ErrorCode::DiskFull, Language::English).contains("Free some space"_L1));
    CHECK(words.errorWayOut(ErrorCode::MustRestart, Language::English).contains("start it again"_L1));
}

TEST_CASE("a desk whose last run did not end well is looked over before anything is written", "[faults]")
{
    FaultyDesk desk;
    FaultVfs &vfs = FaultVfs::instance();
    desk.begin(desk.supervisor);
    vfs.cutPowerAt(INT_MAX);
    REQUIRE(deeds()[1].act(desk));
    vfs.cutPower();
    desk.close();
    vfs.comeBack(FaultVfs::Keeps::Everything, 0);
    QFile file(desk.path() + u"/desk.db"_s);
    REQUIRE(file.open(QIODevice::ReadWrite));
    // A page that nothing reads while the desk opens: the head of its cells is gone.
    const qint64 last = file.size() / kPage - 2;
    REQUIRE(file.seek(last * kPage));
    REQUIRE(file.write(QByteArray(kPage / 2, 'x')) == kPage / 2);
    file.close();
    const auto opened = desk.open(desk.supervisor);
    REQUIRE_FALSE(opened);
    CHECK(opened.error().code == ErrorCode::Damaged);
}
