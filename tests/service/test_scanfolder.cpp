#include "service/scanfolder.h"

#include "support/catch.h"
#include "support/tempdir.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTest>

using namespace desk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

void append(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Append));
    REQUIRE(file.write(bytes) == bytes.size());
}

/// A folder of a scanner, watched, with what was told of it.
class Bench
{
public:
    explicit Bench(ScanFolder::Pace pace)
        : folder(dir.file(u"scans"_s))
        , scanner(clock, pace, nullptr)
    {
        REQUIRE(QDir().mkdir(folder));
        QObject::connect(&scanner, &ScanFolder::arrived, &scanner, [this](const QString &path) {
            arrived += QFileInfo(path).fileName();
            sizes += QFileInfo(path).size();
        });
        QObject::connect(&scanner, &ScanFolder::lost, &scanner, [this] { ++lost; });
        QObject::connect(&scanner, &ScanFolder::found, &scanner, [this] { ++found; });
    }

    QString file(const QString &name) const { return folder + u'/' + name; }
    /// Until what comes is told.
    void watch()
    {
        scanner.watch(folder);
        append(file(u"first.png"_s), "x");
        REQUIRE(QTest::qWaitFor([this] { return arrived.contains(u"first.png"_s); }));
        arrived.clear();
        sizes.clear();
    }

    SystemClock clock;
    TempDir dir;
    QString folder;
    ScanFolder scanner;
    QStringList arrived;
    QList<qint64> sizes;
    int lost = 0;
    int found = 0;
};

} // namespace

TEST_CASE("A file of the scanner is told once, and left as it is")
{
    Bench bench({20ms, 20ms});
    append(bench.file(u"before.png"_s), "there for long");
    QFile before(bench.file(u"before.png"_s));
    REQUIRE(before.open(QIODevice::ReadWrite));
    REQUIRE(before.setFileTime(bench.clock.utc().addSecs(-ScanFolder::kRecent.count() - 60),
                               QFileDevice::FileModificationTime));
    before.close();
    bench.watch();
    append(bench.file(u"notes.txt"_s), "no picture");
    append(bench.file(u"page.JPG"_s), "page");
    REQUIRE(QTest::qWaitFor([&] { return bench.arrived.contains(u"page.JPG"_s); }));
    append(bench.file(u"next.pdf"_s), "next");
    REQUIRE(QTest::qWaitFor([&] { return bench.arrived.contains(u"next.pdf"_s); }));
    CHECK(bench.arrived == QStringList{u"page.JPG"_s, u"next.pdf"_s});
    QFile kept(bench.file(u"page.JPG"_s));
    REQUIRE(kept.open(QIODevice::ReadOnly));
    CHECK(kept.readAll() == "page");

    // Scanners use a name again.
    append(bench.file(u"page.JPG"_s), " of another passport");
    CHECK(QTest::qWaitFor([&] { return bench.arrived.count(u"page.JPG"_s) == 2; }));
}

TEST_CASE("A file that came shortly before is told too, and not again when the folder is watched again")
{
    Bench bench({20ms, 20ms});
    append(bench.file(u"page.png"_s), "page");
    bench.scanner.watch(bench.folder);
    REQUIRE(QTest::qWaitFor([&] { return bench.arrived == QStringList{u"page.png"_s}; }));
    bench.scanner.watch({});
    append(bench.file(u"meanwhile.png"_s), "page");
    bench.scanner.watch(bench.folder);
    REQUIRE(QTest::qWaitFor([&] { return bench.arrived.contains(u"meanwhile.png"_s); }));
    CHECK(bench.arrived == QStringList{u"page.png"_s, u"meanwhile.png"_s});
}

TEST_CASE("A file is not told while it grows")
{
    Bench bench({1000ms, 20ms});
    bench.watch();
    const QString path = bench.file(u"page.png"_s);
    for (int i = 0; i < 100; ++i) {
        append(path, QByteArray(100, 'x'));
        // Others come and go meanwhile, each of which is a reason to look.
        append(bench.file(u"other%1.tmp"_s.arg(i)), "x");
        QCoreApplication::processEvents(QEventLoop::AllEvents, 5);
    }
    REQUIRE(QTest::qWaitFor([&] { return bench.arrived.contains(u"page.png"_s); }));
    CHECK(bench.arrived.count(u"page.png"_s) == 1);
    CHECK(bench.sizes.at(bench.arrived.indexOf(u"page.png"_s)) == 10'000);
}

TEST_CASE("A folder that vanishes is told once and looked for again")
{
    Bench bench({20ms, 1ms}); // looks many times while the folder is away
    bench.watch();
    QDir parent(bench.dir.path());
    REQUIRE(parent.rename(u"scans"_s, u"away"_s));
    REQUIRE(QTest::qWaitFor([&] { return bench.lost > 0; }));
    for (int i = 0; i < 500; ++i)
        append(bench.dir.file(u"away/page.png"_s), "page");
    CHECK(bench.found == 0);
    REQUIRE(parent.rename(u"away"_s, u"scans"_s));
    REQUIRE(QTest::qWaitFor([&] { return bench.found == 1; }));
    CHECK(QTest::qWaitFor([&] { return bench.arrived.contains(u"page.png"_s); }));
    CHECK(bench.lost == 1);
}

TEST_CASE("A folder that is not there yet is watched from when it comes")
{
    TempDir dir;
    const SystemClock clock;
    ScanFolder scanner(clock, {20ms, 20ms}, nullptr);
    int lost = 0;
    int found = 0;
    QObject::connect(&scanner, &ScanFolder::lost, &scanner, [&] { ++lost; });
    QObject::connect(&scanner, &ScanFolder::found, &scanner, [&] { ++found; });
    scanner.watch(dir.file(u"share"_s));
    REQUIRE(QTest::qWaitFor([&] { return lost == 1; }));
    REQUIRE(QDir().mkdir(dir.file(u"share"_s)));
    CHECK(QTest::qWaitFor([&] { return found == 1; }));
    CHECK(lost == 1);
}
