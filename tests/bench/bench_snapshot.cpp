// A new desk that gets the register from a hub over HTTPS on loopback, beside one that imports the same
// residents from a file, and what fetching and reading the pages takes of it. DESK_BENCH_RESIDENTS sets how
// many.
#define CATCH_CONFIG_RUNNER
#include "bench/bench.h"
#include "bench/benchregistry.h"

#include "base/clock.h"
#include "hub/register.h"
#include "protocol/residentsfile.h"
#include "protocol/snapshot.h"
#include "service/accounts.h"
#include "service/delivery.h"
#include "service/exchange.h"
#include "service/office.h"
#include "service/residentdesk.h"
#include "service/setup.h"
#include "support/testhub.h"
#include "sync/httpshublink.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

using namespace desk;
using namespace desk::bench;
using namespace Qt::StringLiterals;

namespace
{

constexpr quint64 kSeed = 1;
constexpr qint64 kDefaultResidents = 100'000;
const QString kPassword = u"demo-office"_s;

double perSecond(qint64 residents, const QElapsedTimer &timer)
{
    return double(residents) * 1e9 / double(timer.nsecsElapsed());
}

/// The hub knows them before any desk comes, and the file holds them.
void make(const TestHub &hub, const QString &path, qint64 residents)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("%ls", qUtf16Printable(path));
    file.write(residentsCsvHeader());
    const auto connection = orGiveUp(openHub(hub.place(), Access::Write));
    for (qint64 done = 0; done < residents;) {
        Transaction transaction(*connection);
        Register known(*connection, hub.clock);
        for (const qint64 end = std::min<qint64>(done + 20'000, residents); done < end; ++done) {
            const Resident resident = demoResident(kSeed, done);
            file.write(residentToCsv(resident));
            orGiveUp(known.import(resident, false));
        }
        orGiveUp(transaction.commit());
    }
}

struct OpenDesk {
    std::unique_ptr<Office> office;
    Actor administrator;
};

OpenDesk newDesk(const QString &directory, const Clock &clock)
{
    orGiveUp(makeDesk(directory, {u"RUH"_s, 1, u"admin"_s, kPassword}, clock));
    OpenDesk desk{orGiveUp(Office::open(directory, Office::Access::Write, clock)), {}};
    desk.administrator = orGiveUp(desk.office->accounts().signIn(u"admin"_s, kPassword)).actor;
    return desk;
}

double imported(const QString &file, const QString &directory, const Clock &clock, qint64 residents)
{
    const OpenDesk desk = newDesk(directory, clock);
    ImportRequest request;
    request.file = file;
    const ImportReport report = orGiveUp(desk.office->residents().import(desk.administrator, request));
    if (report.added != residents)
        qFatal("only %lld of %lld residents were imported", report.added, residents);
    return double(residents) / report.seconds;
}

struct Taken {
    double rate = 0;    ///< residents a second
    double longest = 0; ///< milliseconds that the thread of the store was held at once
};

Taken taken(TestHub &hub, const QString &directory, const Clock &clock, qint64 residents)
{
    const OpenDesk desk = newDesk(directory, clock);
    orGiveUp(desk.office->delivery().enrol(desk.administrator, hub.enrolmentCode()));
    const std::atomic<bool> stop = false;
    Exchange exchange(clock, stop);
    qint64 longest = 0;
    const OnStore onStore = [&](const std::function<void(Office &)> &task) {
        QElapsedTimer held;
        held.start();
        task(*desk.office);
        longest = std::max(longest, held.nsecsElapsed());
    };
    QElapsedTimer timer;
    timer.start();
    for (bool whole = false; !whole;) {
        const ExchangeOutcome outcome = exchange.run(onStore, true);
        if (outcome.error || !outcome.link.online)
            qFatal("the exchange failed: %ls", qUtf16Printable(outcome.link.errorCode));
        whole = outcome.report.snapshotIsWhole;
    }
    const double rate = perSecond(residents, timer);
    if (const qint64 held = orGiveUp(desk.office->info()).residents; held != residents)
        qFatal("only %lld of %lld residents came", held, residents);
    return {rate, double(longest) / 1e6};
}

struct Pages {
    double fetching = 0; ///< residents a second
    double reading = 0;
};

/// Nothing but the pages, and nothing but what is in them.
Pages pages(TestHub &hub, qint64 residents)
{
    const EnrolAnswer desk = hub.enrol(u"reader"_s);
    const std::atomic<bool> stop = false;
    HttpsHubLink link(hub.url(), hub.fingerprint(), stop);
    qint64 fetched = 0;
    qint64 read = 0;
    QString next;
    do {
        const QString path = u"/v1/snapshot?limit=%1&after=%2"_s.arg(kMaxSnapshotPage).arg(next);
        QElapsedTimer timer;
        timer.start();
        const HubReply reply = link.send({"GET", path, {}, desk.token});
        fetched += timer.nsecsElapsed();
        timer.start();
        const SnapshotPage page = orGiveUp(snapshotPageFromJson(reply.body));
        read += timer.nsecsElapsed();
        next = page.next;
    } while (!next.isEmpty());
    return {double(residents) * 1e9 / double(fetched), double(residents) * 1e9 / double(read)};
}

} // namespace

TEST_CASE("a desk that begins")
{
    const SystemClock clock;
    const QTemporaryDir directory;
    const qint64 residents = residentsWanted(kDefaultResidents);
    const QString file = directory.filePath(u"residents.csv"_s);
    TestHub hub(QList<Resident>{});
    make(hub, file, residents);
    const double import = imported(file, directory.filePath(u"imports"_s), clock, residents);
    const Taken snapshot = taken(hub, directory.filePath(u"takes"_s), clock, residents);
    const Pages alone = pages(hub, residents);
    const char *const peer = "importing the same residents from a file";
    print({"snapshot", "a new desk gets the register", long(residents)}, "residents/s", snapshot.rate, import,
          peer);
    print({"snapshot", "the store is held at once for at most", long(residents)}, "ms", snapshot.longest, 0,
          {});
    print({"snapshot", "fetching its pages alone", long(residents)}, "residents/s", alone.fetching, import,
          peer);
    print({"snapshot", "reading its pages alone", long(residents)}, "residents/s", alone.reading, import,
          peer);
}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    Catch::Session session;
    session.configData().outputFilename = "/dev/stderr";
    return session.run();
}
