// Look-ups in the registry by number and by name. DESK_BENCH_RESIDENTS sets how many residents it holds.
#include "bench/bench.h"
#include "bench/benchregistry.h"
#include "bench/benchvault.h"
#include "bench/plainregister.h"

#include "base/clock.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace desk;
using namespace desk::bench;
using namespace Qt::StringLiterals;

namespace
{

constexpr quint64 kSeed = 1;
constexpr qint64 kDefaultResidents = 1'000'000;
/// People who are looked up, over and over.
constexpr qint64 kWanted = 20'000;

/// Spreads accesses over the whole register, the same in every run.
qint64 scattered(qint64 i, qint64 n)
{
    return static_cast<qint64>((static_cast<quint64>(i) * 0x9e3779b97f4a7c15ULL) % static_cast<quint64>(n));
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const SystemClock clock;
    const QTemporaryDir directory;
    BenchVault vault;
    const qint64 residents = residentsWanted(kDefaultResidents);

    const QString path = directory.filePath(u"registry.db"_s);
    auto database = orGiveUp(RegistryDatabase::open(path, Access::Write, vault, clock));
    QElapsedTimer timer;
    timer.start();
    fill(*database, kSeed, residents);
    const double rate = double(residents) * 1e9 / double(timer.nsecsElapsed());
    // As whoever comes after the load has it: the log is folded in.
    database.reset();
    database = orGiveUp(RegistryDatabase::open(path, Access::Write, vault, clock));
    print({"lookup", "import", long(residents)}, "rows/s", rate, 0, {});
    print({"lookup", "file", long(residents)}, "MiB", double(QFileInfo(path).size()) / (1 << 20), 0, {});

    PlainRegister plain(directory.filePath(u"plain.db"_s));
    plain.execute("BEGIN");
    for (qint64 i = 0; i < residents; ++i)
        plain.add(demoResident(kSeed, i));
    plain.execute("COMMIT");
    plain.index();
    const char *const peer = "the same resident from plain columns, straight on the C API";

    // Made before, so that only looking up is timed; both read the same people.
    QList<Resident> wanted;
    for (qint64 i = 0; i < kWanted; ++i)
        wanted += demoResident(kSeed, scattered(i, residents));
    qint64 i = 0;
    const auto next = [&]() -> const Resident & { return wanted[++i % kWanted]; };
    for (const Resident &resident : std::as_const(wanted)) { // warm
        if (plain.byIqama(resident.iqamaNumber) !=
            *orGiveUp(database->registry().byIqama(resident.iqamaNumber)))
            qFatal("not the same resident");
    }
    Registry &registry = database->registry();
    const auto baseline = measure([&] { keep(plain.byIqama(next().iqamaNumber)); });
    const auto byIqama = measure([&] { keep(registry.byIqama(next().iqamaNumber)); });
    print({"lookup", "by iqama", long(residents)}, byIqama, baseline, peer);
    const auto findIqama = measure([&] { keep(registry.find({.query = next().iqamaNumber})); });
    print({"lookup", "find by iqama", long(residents)}, findIqama, baseline, peer);
    const auto findPassport = measure([&] { keep(registry.find({.query = next().passport.number})); });
    print({"lookup", "find by passport", long(residents)}, findPassport, baseline, peer);
    const auto fullName = measure([&] { keep(registry.find({.query = next().nameEn})); });
    print({"lookup", "find by full name", long(residents)}, fullName, baseline, peer);
    const auto twoWords = measure([&] {
        const QStringList words = next().nameEn.split(u' ');
        keep(registry.find({.query = words.first() + u' ' + words.last()}));
    });
    print({"lookup", "find by first and last name", long(residents)}, twoWords, baseline, peer);
    return 0;
}
