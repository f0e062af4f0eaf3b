#include "service/residentsimport.h"

#include "domain/demooffice.h"
#include "sql/statement.h"
#include "sql/transaction.h"
#include "store/openvault.h"
#include "store/registrydatabase.h"
#include "store/tokensheld.h"
#include "support/catch.h"
#include "support/fakeclock.h"
#include "support/tempdir.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>
#include <QMap>

#include <array>

#include <csignal>
#include <random>

#include <malloc.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

constexpr quint64 kSeed = 5;

/// A residents file of `count` people, of whom some rows are bad.
QString fileOf(const TempDir &dir, qint64 count)
{
    QFile file(dir.file(u"residents.csv"_s));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(residentsCsvHeader());
    for (qint64 i = 0; i < count; ++i) {
        file.write(residentToCsv(demoResident(kSeed, i)));
        if (i % 1'000 == 500)
            file.write("2345,,,\n");
    }
    return file.fileName();
}

Result<ImportProgress> imported(const QString &database, const QString &file, OpenVault &vault,
                                const Clock &clock)
{
    const auto opened = RegistryDatabase::open(database, Access::Write, vault, clock);
    if (!opened)
        return failure(opened);
    ImportRequest request;
    request.file = file;
    request.batch = 2'000;
    return importResidents(**opened, request);
}

/// What a register holds and what finds it, whatever it is sealed with.
struct Contents {
    QMap<QString, Resident> residents;
    std::set<std::pair<quint64, qint64>> tokens;
    bool isWaiting = false; ///< something finds nobody yet

    friend bool operator==(const Contents &, const Contents &) = default;
};

Contents contentsOf(const QString &database, qint64 count, OpenVault &vault, const Clock &clock)
{
    const auto opened = RegistryDatabase::open(database, Access::Write, vault, clock);
    REQUIRE(opened);
    Contents contents;
    for (qint64 i = 0; i < count; ++i) {
        const QString number = demoResident(kSeed, i).iqamaNumber;
        const auto resident = (*opened)->registry().byIqama(number);
        REQUIRE(resident);
        if (*resident)
            contents.residents.insert(number, **resident);
    }
    Connection &connection = (*opened)->connection();
    contents.tokens = tokensHeld(connection);
    const auto waiting = (*opened)->registry().loadRuns().isWaiting();
    REQUIRE(waiting);
    contents.isWaiting = *waiting;
    return contents;
}

} // namespace

TEST_CASE("an import killed at fifty moments ends as one that nobody disturbed")
{
    constexpr qint64 kResidents = 12'000;
    constexpr int kKills = 50;
    const TempDir dir;
    OpenVault vault;
    const FakeClock clock;
    const QString file = fileOf(dir, kResidents);
    QElapsedTimer timer;
    timer.start();
    const QString undisturbed = dir.file(u"undisturbed.db"_s);
    const auto whole = imported(undisturbed, file, vault, clock);
    REQUIRE(whole);
    CHECK(whole->added == kResidents);
    CHECK(whole->rejected == kResidents / 1'000);
    const qint64 took = timer.elapsed();
    const Contents wanted = contentsOf(undisturbed, kResidents, vault, clock);
    CHECK(wanted.residents.size() == kResidents);

    std::mt19937 random(20261127);
    int kills = 0;
    for (int round = 0; kills < kKills; ++round) {
        const QString database = dir.file(u"killed-%1.db"_s.arg(round));
        for (;;) {
            // Freed memory is given back first: a child that took of it would have all of it copied.
            malloc_trim(0);
            const pid_t child = fork();
            REQUIRE(child >= 0);
            if (child == 0) {
                const auto done = imported(database, file, vault, clock);
                _exit(done ? 0 : 1);
            }
            poll(nullptr, 0, static_cast<int>(random() % static_cast<unsigned>(took + 1)));
            kill(child, SIGKILL);
            int status = 0;
            REQUIRE(waitpid(child, &status, 0) == child);
            if (WIFEXITED(status)) {
                REQUIRE(WEXITSTATUS(status) == 0);
                break;
            }
            ++kills;
        }
        const auto again = imported(database, file, vault, clock);
        REQUIRE(again);
        CHECK(again->unchanged == kResidents);
        CHECK(contentsOf(database, kResidents, vault, clock) == wanted);
    }
}

TEST_CASE("another file after one that was ended finds whom the first had brought")
{
    const TempDir dir;
    OpenVault vault;
    const FakeClock clock;
    const QString file = fileOf(dir, 30);
    const QString database = dir.file(u"registry.db"_s);
    {
        // As a kill between two batches leaves it.
        const auto opened = RegistryDatabase::open(database, Access::Write, vault, clock);
        REQUIRE(opened);
        Transaction transaction((*opened)->connection());
        const auto loader = (*opened)->registry().loader(std::nullopt);
        REQUIRE(loader);
        REQUIRE(*loader);
        for (qint64 i = 0; i < 10; ++i) {
            const std::array one{(*loader)->load(demoResident(kSeed, i))};
            REQUIRE((*opened)->registry().append(one, LoadRuns::runOf(one)));
        }
        REQUIRE(transaction.commit());
    }
    const auto done = imported(database, file, vault, clock);
    REQUIRE(done);
    CHECK(done->unchanged == 10);
    CHECK(done->added == 20);
    CHECK(contentsOf(database, 30, vault, clock).residents.size() == 30);
}

TEST_CASE("an import tells its pace and what is left")
{
    const TempDir dir;
    OpenVault vault;
    const FakeClock clock;
    const QString file = fileOf(dir, 25'000);
    const auto opened = RegistryDatabase::open(dir.file(u"registry.db"_s), Access::Write, vault, clock);
    REQUIRE(opened);
    QList<ImportPace> told;
    ImportRequest request;
    request.file = file;
    request.batch = 10'000;
    request.progress = [&](const ImportPace &pace) { told += pace; };
    REQUIRE(importResidents(**opened, request));
    REQUIRE(told.size() == 3);
    CHECK(told.first().rows == 10'000);
    CHECK(told.first().secondsLeft > 0);
    CHECK(told.first().rowsPerSecond > 0);
    CHECK(told.last().secondsLeft == 0);
}
