// Look-ups in the registry by number and by name. DESK_BENCH_RESIDENTS sets how many residents it holds.
#include "bench/bench.h"
#include "bench/benchregistry.h"
#include "bench/benchvault.h"

#include "base/clock.h"
#include "sql/statement.h"

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

/// Spreads accesses over the whole register, the same in every run.
qint64 scattered(qint64 i, qint64 n)
{
    return static_cast<qint64>((static_cast<quint64>(i) * 0x9e3779b97f4a7c15ULL) % static_cast<quint64>(n));
}

/// The least SQLite can do for a look-up: one table of key and text.
void fillBare(Connection &connection, qint64 residents)
{
    orGiveUp(connection.execute(u"CREATE TABLE bare (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT"_s));
    Transaction transaction(connection);
    Statement insertion(connection, u"INSERT OR IGNORE INTO bare VALUES (?, ?)"_s);
    for (qint64 i = 0; i < residents; ++i) {
        const QString number = demoResident(kSeed, i).iqamaNumber;
        orGiveUp(insertion.bind(number, number).run());
    }
    orGiveUp(transaction.commit());
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
    const auto database = orGiveUp(RegistryDatabase::open(path, Access::Write, vault, clock));
    QElapsedTimer timer;
    timer.start();
    fill(*database, kSeed, residents);
    const double rate = double(residents) * 1e9 / double(timer.nsecsElapsed());
    print({"lookup", "import", long(residents)}, "rows/s", rate, 0, {});
    print({"lookup", "file", long(residents)}, "MiB", double(QFileInfo(path).size()) / (1 << 20), 0, {});

    const auto bare = orGiveUp(Connection::open(directory.filePath(u"bare.db"_s), Access::Write, 1));
    fillBare(*bare, residents);
    qint64 i = 0;
    const auto baseline = measure([&] {
        Statement query(*bare, u"SELECT value FROM bare WHERE key = ?"_s);
        keep(query.bind(demoResident(kSeed, scattered(++i, residents)).iqamaNumber).step());
    });

    Registry &registry = database->registry();
    const auto byIqama =
        measure([&] { keep(registry.byIqama(demoResident(kSeed, scattered(++i, residents)).iqamaNumber)); });
    print({"lookup", "by iqama", long(residents)}, byIqama, baseline, "one indexed row of two columns");
    const auto findIqama = measure(
        [&] { keep(registry.find({.query = demoResident(kSeed, scattered(++i, residents)).iqamaNumber})); });
    print({"lookup", "find by iqama", long(residents)}, findIqama, baseline,
          "one indexed row of two columns");
    const auto findPassport = measure([&] {
        keep(registry.find({.query = demoResident(kSeed, scattered(++i, residents)).passport.number}));
    });
    print({"lookup", "find by passport", long(residents)}, findPassport, baseline,
          "one indexed row of two columns");
    const auto fullName = measure(
        [&] { keep(registry.find({.query = demoResident(kSeed, scattered(++i, residents)).nameEn})); });
    print({"lookup", "find by full name", long(residents)}, fullName, baseline,
          "one indexed row of two columns");
    const auto twoWords = measure([&] {
        const QStringList words = demoResident(kSeed, scattered(++i, residents)).nameEn.split(u' ');
        keep(registry.find({.query = words.first() + u' ' + words.last()}));
    });
    print({"lookup", "find by first and last name", long(residents)}, twoWords, baseline,
          "one indexed row of two columns");
    return 0;
}
