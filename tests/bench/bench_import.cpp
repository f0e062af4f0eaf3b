// Importing a residents file into a desk, the first time and again. DESK_BENCH_RESIDENTS sets its rows.
#include "bench/bench.h"
#include "bench/benchregistry.h"
#include "bench/benchvault.h"

#include "base/clock.h"
#include "service/accounts.h"
#include "service/office.h"
#include "service/residentdesk.h"
#include "service/setup.h"
#include "sql/statement.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <vector>

using namespace desk;
using namespace desk::bench;
using namespace Qt::StringLiterals;

namespace
{

constexpr quint64 kSeed = 1;
constexpr qint64 kDefaultResidents = 200'000;
const QString kPassword = u"demo-office"_s;

void writeFile(const QString &path, qint64 residents)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        qFatal("%ls", qUtf16Printable(path));
    file.write(residentsCsvHeader());
    for (qint64 i = 0; i < residents; ++i)
        file.write(residentToCsv(demoResident(kSeed, i)));
}

ImportReport import(Office &office, const Actor &administrator, const QString &path)
{
    ImportRequest request;
    request.file = path;
    return orGiveUp(office.residents().import(administrator, request));
}

/// What each part of a first load does alone, on one thread.
void parts(const QString &path, const QString &registry, const SystemClock &clock, double theirs,
           const char *peer)
{
    constexpr qint64 kRows = 100'000;
    BenchVault vault;
    const auto database = orGiveUp(RegistryDatabase::open(registry, Access::Write, vault, clock));
    const auto loader = orGiveUp(database->registry().loader(std::nullopt));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%ls", qUtf16Printable(path));
    const auto reader = orGiveUp(ResidentsReader::open(file, ResidentsFormat::Csv));
    QElapsedTimer timer;
    const auto tell = [&](const char *part, size_t rows) {
        print({"import", part, long(rows)}, "rows/s", double(rows) * 1e9 / double(timer.nsecsElapsed()),
              theirs, peer);
        timer.restart();
    };

    std::vector<Resident> residents;
    timer.start();
    for (ResidentsRow row; std::ssize(residents) < kRows && orGiveUp(reader->next(row));)
        residents.push_back(row.resident);
    tell("part: reading", residents.size());
    std::vector<LoadedResident> loaded;
    for (const Resident &resident : residents)
        loaded.push_back(loader->load(resident));
    tell("part: sealing and hashing", residents.size());
    Transaction transaction(database->connection());
    orGiveUp(database->registry().appendRecords(loaded));
    orGiveUp(transaction.commit());
    tell("part: records", residents.size());
    Transaction indexing(database->connection());
    orGiveUp(database->registry().loadRuns().append(LoadRuns::runOf(loaded)));
    orGiveUp(database->registry().loadRuns().index());
    orGiveUp(indexing.commit());
    tell("part: numbers and names", residents.size());
}

/// The same rows in plain: a table with an index over each number, and FTS5 over the names.
double plain(const QString &path, const QString &database)
{
    const auto connection = orGiveUp(Connection::open(database, Access::Write, 1));
    for (const QString &sql :
         {u"CREATE TABLE residents (id INTEGER PRIMARY KEY, iqama TEXT UNIQUE, passport TEXT, border TEXT, "
          u"mobile TEXT, head TEXT, employer TEXT, name_ar TEXT, name_en TEXT, rest TEXT) STRICT"_s,
          u"CREATE INDEX by_passport ON residents (passport)"_s,
          u"CREATE INDEX by_border ON residents (border)"_s,
          u"CREATE INDEX by_mobile ON residents (mobile)"_s, u"CREATE INDEX by_head ON residents (head)"_s,
          u"CREATE INDEX by_employer ON residents (employer)"_s,
          u"CREATE VIRTUAL TABLE names USING fts5 (name_ar, name_en, content='')"_s})
        orGiveUp(connection->execute(sql));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%ls", qUtf16Printable(path));
    const auto reader = orGiveUp(ResidentsReader::open(file, ResidentsFormat::Csv));
    QElapsedTimer timer;
    timer.start();
    qint64 rows = 0;
    ResidentsRow row;
    for (bool more = true; more;) {
        Transaction transaction(*connection);
        Statement resident(*connection, u"INSERT INTO residents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s);
        Statement names(*connection, u"INSERT INTO names (rowid, name_ar, name_en) VALUES (?, ?, ?)"_s);
        for (int i = 0; i < 10'000; ++i) {
            more = orGiveUp(reader->next(row));
            if (!more)
                break;
            const Resident &r = row.resident;
            orGiveUp(resident
                         .bind(++rows, r.iqamaNumber, r.passport.number, r.borderNumber, r.mobile, r.headId,
                               r.employerId, r.nameAr, r.nameEn, r.employerName)
                         .run());
            orGiveUp(names.bind(rows, r.nameAr, r.nameEn).run());
        }
        orGiveUp(transaction.commit());
    }
    return double(rows) * 1e9 / double(timer.nsecsElapsed());
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const SystemClock clock;
    const QTemporaryDir directory;
    const qint64 residents = residentsWanted(kDefaultResidents);
    const QString file = directory.filePath(u"residents.csv"_s);
    writeFile(file, residents);

    const QString desk = directory.filePath(u"desk"_s);
    orGiveUp(makeDesk(desk, {u"RUH"_s, 1, u"admin"_s, kPassword}, clock));
    const auto office = orGiveUp(Office::open(desk, Office::Access::Write, clock));
    const Actor administrator = orGiveUp(office->accounts().signIn(u"admin"_s, kPassword)).actor;

    const double theirs = plain(file, directory.filePath(u"plain.db"_s));
    const ImportReport first = import(*office, administrator, file);
    if (first.added != residents)
        qFatal("only %lld of %lld residents were added", first.added, residents);
    const char *const peer = "plain rows with an index each number and FTS5";
    print({"import", "first", long(residents)}, "rows/s", double(residents) / first.seconds, theirs, peer);
    parts(file, directory.filePath(u"parts.db"_s), clock, theirs, peer);
    const ImportReport again = import(*office, administrator, file);
    print({"import", "again", long(residents)}, "rows/s", double(residents) / again.seconds, theirs, peer);
    print({"import", "file", long(residents)}, "MiB",
          double(QFileInfo(desk + u"/registry.db"_s).size()) / (1 << 20),
          double(QFileInfo(directory.filePath(u"plain.db"_s)).size()) / (1 << 20), peer);
    return 0;
}
