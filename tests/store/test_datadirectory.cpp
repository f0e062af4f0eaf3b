#include "store/datadirectory.h"
#include "support/catch.h"
#include "support/tempdir.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <sys/wait.h>
#include <unistd.h>

using namespace desk;
using namespace Qt::StringLiterals;

TEST_CASE("a new data directory is its owner's only and a second process is told who holds it")
{
    const TempDir dir;
    const DeskFiles files{dir.file(u"a/desk"_s)};
    auto held = DataDirectory::lock(files, u"passport-desk"_s, DataDirectory::Use::New);
    REQUIRE(held);
    const auto others = QFileInfo(files.directory).permissions() &
                        (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther);
    CHECK(others == 0);

    const auto second = DataDirectory::lock(files, u"passportctl"_s, DataDirectory::Use::New);
    REQUIRE_FALSE(second);
    CHECK(second.error().code == ErrorCode::DeskBusy);
    CHECK(second.error().where == u"passport-desk (%1)"_s.arg(getpid()));
    held->reset();
    CHECK(DataDirectory::lock(files, u"passportctl"_s, DataDirectory::Use::New));
}

TEST_CASE("a process that dies lets go of the directory")
{
    const TempDir dir;
    const DeskFiles files{dir.file(u"desk"_s)};
    int ready[2];
    REQUIRE(pipe(ready) == 0);
    const pid_t child = fork();
    if (child == 0) {
        const auto held = DataDirectory::lock(files, u"child"_s, DataDirectory::Use::New);
        const char done = held ? 'y' : 'n';
        _exit(write(ready[1], &done, 1) == 1 && pause() ? 0 : 1);
    }
    char done = 'n';
    REQUIRE(read(ready[0], &done, 1) == 1);
    REQUIRE(done == 'y');
    CHECK(DataDirectory::lock(files, u"parent"_s, DataDirectory::Use::New).error().where ==
          u"child (%1)"_s.arg(child));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
    CHECK(DataDirectory::lock(files, u"parent"_s, DataDirectory::Use::New));
    close(ready[0]);
    close(ready[1]);
}

TEST_CASE("a directory without a desk is told as such and stays untouched")
{
    const TempDir dir;
    const auto none = DataDirectory::lock({dir.file(u"desk"_s)}, u"x"_s, DataDirectory::Use::Existing);
    REQUIRE_FALSE(none);
    CHECK(none.error().code == ErrorCode::NoDesk);
    CHECK_FALSE(QFileInfo::exists(dir.file(u"desk"_s)));
}

TEST_CASE("the data directory is the one given, else the environment's, else the user's")
{
    qputenv("PASSPORT_DESK_DATA", "/srv/desk/");
    CHECK(DeskFiles::at(u"/tmp/x/"_s).directory == u"/tmp/x"_s);
    CHECK(DeskFiles::at({}).directory == u"/srv/desk"_s);
    qunsetenv("PASSPORT_DESK_DATA");
    CHECK(DeskFiles::at({}).directory.endsWith(u"/passport-desk"_s));
    CHECK(DeskFiles::at(u"rel"_s).directory == QDir::current().absoluteFilePath(u"rel"_s));
}
