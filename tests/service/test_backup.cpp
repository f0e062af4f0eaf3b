#include "service/acknowledged.h"
#include "service/audittrail.h"
#include "service/backup.h"
#include "service/evidencedesk.h"
#include "store/deskdatabase.h"
#include "support/expectedwarning.h"

#include <QDir>
#include <QFile>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

const QString kPassword = u"demo-office"_s;

QString backedUp(DemoDesk &demo, const TempDir &dir, const QString &name = u"kept.backup"_s)
{
    const QString path = dir.file(name);
    const auto report = demo.office().backup().write(demo.signIn("admin"), path);
    REQUIRE(report);
    CHECK(report->auditEntries > 0);
    CHECK(report->bytes == QFileInfo(path).size());
    return path;
}

ErrorCode refusal(const QString &backup, const QString &directory, const Clock &clock,
                  const QString &user = u"admin"_s, const QString &password = kPassword)
{
    const auto restored = restoreDesk(backup, directory, user, password, clock);
    REQUIRE_FALSE(restored);
    return restored.error().code;
}

} // namespace

TEST_CASE("a backup made while the desk works opens on another machine with anybody's password")
{
    DemoDesk demo;
    const TempDir elsewhere;
    Office &office = demo.office();
    const Actor clerk = demo.signIn("clerk");
    const auto submission = office.cases().submit(demo.as(clerk), {}, acknowledged(office));
    REQUIRE(submission);
    const QString backup = backedUp(demo, elsewhere);
    CHECK(QFile::permissions(backup).testFlag(QFile::ReadOther) == false);
    // What comes after it is not in it.
    REQUIRE(office.cases().withdraw(demo.as(clerk), submission->caseId, u"wrong_resident"_s));

    const QString directory = elsewhere.file(u"desk"_s);
    const auto restored = restoreDesk(backup, directory, u"admin"_s, kPassword, demo.clock());
    REQUIRE(restored);
    CHECK(restored->setAside.isEmpty());
    const auto second = Office::open(directory, Office::Access::Write, demo.clock());
    REQUIRE(second);
    const auto session = (*second)->accounts().signIn(u"clerk"_s, kPassword);
    REQUIRE(session);
    const auto view = (*second)->cases().view(submission->caseId);
    REQUIRE(view);
    CHECK(view->row.state == CaseState::Submitted);
    CHECK(view->revisions.first().content.passport.number == u"A7654386"_s);
    CHECK((*second)->delivery().list()->size() == 1);
    const auto chain = (*second)->audit().verify();
    REQUIRE(chain);
    CHECK(chain->intact);
    CHECK(chain->entries > restored->auditEntries);
}

TEST_CASE("the scans come back with the cases that rest on them")
{
    DemoDesk demo;
    const TempDir elsewhere;
    const QByteArray picture = "a synthetic scan";
    const auto kept =
        demo.office().evidence().keep(demo.signIn("clerk"), EvidenceKind::DataPage, u"page.png"_s, {picture});
    REQUIRE(kept);
    const QString sha256 = kept->first().sha256;
    const QString backup = backedUp(demo, elsewhere);
    QFile scans(scansOfBackup(backup));
    REQUIRE(scans.open(QIODevice::ReadOnly));
    CHECK_FALSE(scans.readAll().contains(picture));

    const auto pictureAt = [&](const QString &directory) {
        const auto office = Office::open(directory, Office::Access::Write, demo.clock());
        REQUIRE(office);
        const auto session = (*office)->accounts().signIn(u"clerk"_s, kPassword);
        REQUIRE(session);
        return (*office)->evidence().picture(session->actor, sha256);
    };
    const QString directory = elsewhere.file(u"desk"_s);
    const auto restored = restoreDesk(backup, directory, u"admin"_s, kPassword, demo.clock());
    REQUIRE(restored);
    CHECK(restored->scans);
    CHECK(*pictureAt(directory) == picture);

    // Once more over itself: what was there is kept aside.
    demo.clock().advance(std::chrono::minutes(1));
    const auto again = restoreDesk(backup, directory, u"admin"_s, kPassword, demo.clock());
    REQUIRE(again);
    CHECK(QFile::exists(directory + u"/evidence.db."_s + again->setAside));
    CHECK(*pictureAt(directory) == picture);

    // A backup without its scans leaves those of the same desk where they are, and has none elsewhere.
    REQUIRE(scans.remove());
    demo.clock().advance(std::chrono::minutes(1));
    const auto without = restoreDesk(backup, directory, u"admin"_s, kPassword, demo.clock());
    REQUIRE(without);
    CHECK_FALSE(without->scans);
    CHECK(*pictureAt(directory) == picture);
    const QString empty = elsewhere.file(u"empty"_s);
    REQUIRE(restoreDesk(backup, empty, u"admin"_s, kPassword, demo.clock()));
    CHECK(pictureAt(empty).error().code == ErrorCode::NoScan);
}

TEST_CASE("a reader beside the window makes a backup too, and only an administrator")
{
    DemoDesk demo;
    const TempDir dir;
    const auto reader = Office::open(demo.path(), Office::Access::Read, demo.clock());
    REQUIRE(reader);
    const auto clerk = (*reader)->accounts().recognise(u"clerk"_s, kPassword);
    CHECK((*reader)->backup().write(*clerk, dir.file(u"a"_s)).error().code == ErrorCode::NotPermitted);
    const auto admin = (*reader)->accounts().recognise(u"admin"_s, kPassword);
    CHECK((*reader)->backup().write(*admin, dir.file(u"a"_s)));
    CHECK((*reader)->backup().write(*admin, dir.file(u"no/such/place"_s)).error().code ==
          ErrorCode::CannotOpen);
    CHECK(QDir(dir.file(u""_s)).entryList({u"*.unfinished"_s}, QDir::Files).isEmpty());
}

TEST_CASE("restoring refuses to lose what the hub has not got, and sets aside what it replaces")
{
    DemoDesk demo;
    const TempDir dir;
    const QString backup = backedUp(demo, dir);
    const QString directory = dir.file(u"desk"_s);
    REQUIRE(restoreDesk(backup, directory, u"admin"_s, kPassword, demo.clock()));
    const QString again = [&] {
        const auto restored = restoreDesk(backup, directory, u"admin"_s, kPassword, demo.clock());
        REQUIRE(restored);
        return restored->setAside;
    }();
    CHECK(QFileInfo::exists(directory + u"/desk.db."_s + again));

    auto office = Office::open(directory, Office::Access::Write, demo.clock());
    REQUIRE(office);
    CHECK(refusal(backup, directory, demo.clock()) == ErrorCode::DeskBusy);
    REQUIRE((*office)->accounts().signIn(u"admin"_s, kPassword));
    const Actor admin = *(*office)->accounts().recognise(u"admin"_s, kPassword);
    REQUIRE((*office)->accounts().add(admin, u"one.more"_s, Role::Clerk, u"some password"_s));
    office->reset();
    const auto refused = restoreDesk(backup, directory, u"admin"_s, kPassword, demo.clock());
    REQUIRE_FALSE(refused);
    CHECK(refused.error() == Error{ErrorCode::UnsentLeft, u"1"_s, {}});
}

TEST_CASE("what stood in the log of the desk that is replaced goes into its file, not into the new desk")
{
    DemoDesk demo;
    const TempDir dir;
    const QString backup = backedUp(demo, dir);
    const QString first = dir.file(u"first"_s);
    REQUIRE(restoreDesk(backup, first, u"admin"_s, kPassword, demo.clock()));
    // What a power cut leaves of a desk at work: a file and a log that is not in it yet.
    const QString directory = dir.file(u"desk"_s);
    REQUIRE(QDir().mkpath(directory));
    const auto copy = [&](const QString &name) { return QFile::copy(first + name, directory + name); };
    qint64 entries = 0;
    {
        const auto office = Office::open(first, Office::Access::Write, demo.clock());
        REQUIRE(office);
        REQUIRE((*office)->accounts().signIn(u"admin"_s, kPassword));
        entries = (*office)->audit().verify()->entries;
        REQUIRE(copy(u"/desk.db-wal"_s));
        SECTION("that is whole")
        {
            REQUIRE(copy(u"/desk.db"_s));
        }
        SECTION("whose file was set aside before a restore was cut off") {}
    }
    const bool isWhole = QFileInfo::exists(directory + u"/desk.db"_s);
    const auto restored = restoreDesk(backup, directory, u"admin"_s, kPassword, demo.clock());
    REQUIRE(restored);
    CHECK(restored->setAside.isEmpty() != isWhole);
    const QStringList aside = QDir(directory).entryList({u"desk.db.before-*"_s}, QDir::Files);
    REQUIRE(aside.size() == 1);
    CHECK(aside.first().endsWith("-wal"_L1) != isWhole);
    if (isWhole) {
        const auto kept =
            Connection::open(directory + u'/' + aside.first(), Access::Read, DeskDatabase::kApplicationId);
        REQUIRE(kept);
        CHECK(*(*kept)->number(u"SELECT count(*) FROM audit"_s) == entries);
    }
    const auto office = Office::open(directory, Office::Access::Write, demo.clock());
    REQUIRE(office);
    REQUIRE((*office)->accounts().signIn(u"admin"_s, kPassword));
    const auto chain = (*office)->audit().verify();
    REQUIRE(chain);
    CHECK(chain->intact);
    CHECK(chain->entries == entries); // its own sign-in, not the other's as well
}

TEST_CASE("a damaged desk is set aside, not deleted, when a backup takes its place")
{
    DemoDesk demo;
    const TempDir dir;
    const QString backup = backedUp(demo, dir);
    const QString directory = dir.file(u"desk"_s);
    REQUIRE(restoreDesk(backup, directory, u"admin"_s, kPassword, demo.clock()));
    QFile file(directory + u"/desk.db"_s);
    REQUIRE(file.open(QIODevice::ReadWrite));
    file.seek(100);
    file.write(QByteArray(8000, '\x5a'));
    file.close();
    const ExpectedWarning warning(u"malformed"_s);
    const auto restored = restoreDesk(backup, directory, u"admin"_s, kPassword, demo.clock());
    REQUIRE(restored);
    CHECK(QFileInfo::exists(directory + u"/desk.db."_s + restored->setAside));
    CHECK(Office::open(directory, Office::Access::Read, demo.clock()));
}

TEST_CASE("what is no backup, or a damaged one, or nobody's, is refused and changes nothing")
{
    DemoDesk demo;
    const TempDir dir;
    const QString backup = backedUp(demo, dir);
    const QString directory = dir.file(u"desk"_s);
    CHECK(refusal(dir.file(u"none"_s), directory, demo.clock()) == ErrorCode::CannotOpen);
    CHECK(refusal(backup, directory, demo.clock(), u"admin"_s, u"wrong password"_s) ==
          ErrorCode::WrongPassword);
    CHECK(refusal(backup, directory, demo.clock(), u"clerk"_s) == ErrorCode::NotPermitted);
    CHECK_FALSE(QFileInfo::exists(directory + u"/desk.db"_s));

    const QString text = dir.file(u"text"_s);
    QFile other(text);
    REQUIRE(other.open(QIODevice::WriteOnly));
    other.write(QByteArray(9000, 'x'));
    other.close();
    CHECK(refusal(text, directory, demo.clock()) == ErrorCode::ForeignFile);

    QFile file(backup);
    REQUIRE(file.open(QIODevice::ReadWrite));
    REQUIRE(file.resize(file.size() - 4096));
    file.close();
    const ExpectedWarning warning(u"malformed"_s);
    CHECK(refusal(backup, directory, demo.clock()) == ErrorCode::Damaged);
    CHECK_FALSE(QFileInfo::exists(directory + u"/desk.db"_s));
}

TEST_CASE("a damaged register is set aside and had again from a file, and the cases stay as they were")
{
    DemoDesk demo;
    const TempDir dir;
    const Actor clerk = demo.signIn("clerk");
    const auto submission = demo.office().cases().submit(demo.as(clerk), {}, acknowledged(demo.office()));
    REQUIRE(submission);
    const QString directory = demo.path();
    demo.close();
    const QString registry = directory + u"/registry.db"_s;
    SECTION("its header")
    {
        QFile file(registry);
        REQUIRE(file.open(QIODevice::ReadWrite));
        file.write(QByteArray(8000, '\x5a'));
    }
    SECTION("all of it")
    {
        REQUIRE(QFile::remove(registry));
    }
    const bool kept = QFileInfo::exists(registry);
    const auto office = Office::open(directory, Office::Access::Write, demo.clock());
    REQUIRE(office);
    CHECK(QDir(directory).entryList({u"registry.db.damaged-*"_s}, QDir::Files).size() == (kept ? 1 : 0));
    const auto admin = (*office)->accounts().signIn(u"admin"_s, kPassword);
    REQUIRE(admin);
    CHECK((*office)->residents().find({.query = u"2345678904"_s})->residents.isEmpty());
    CHECK((*office)->delivery().list()->size() == 1);
    CHECK((*office)->cases().view(submission->caseId)->row.state == CaseState::Submitted);

    QFile file(dir.file(u"residents.csv"_s));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(residentsCsvHeader() + residentToCsv(someResident()));
    file.close();
    ImportRequest request;
    request.file = file.fileName();
    REQUIRE((*office)->residents().import(admin->actor, request));
    CHECK((*office)->residents().find({.query = u"2345678904"_s})->residents.size() == 1);
    CHECK((*office)->cases().view(submission->caseId)->row.nameEn == someResident().nameEn);
    CHECK((*office)->audit().verify()->intact);
}
