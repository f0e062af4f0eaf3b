#include "sql/migrator.h"
#include "sql/statement.h"
#include "sql/transaction.h"
#include "support/catch.h"
#include "support/tempdir.h"

#include <QDir>
#include <QFile>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

constexpr qint32 kId = 0x50440000;

void writeFile(const QString &path, const QByteArray &content)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.write(content) == content.size());
}

/// A folder with `steps` migrations of one table each.
QString writeSteps(const TempDir &dir, int steps)
{
    const QString folder = dir.file(u"steps%1"_s.arg(steps));
    REQUIRE(QDir().mkpath(folder));
    for (int i = 1; i <= steps; ++i) {
        writeFile(u"%1/%2_step.sql"_s.arg(folder).arg(i, 4, 10, QLatin1Char('0')),
                  "CREATE TABLE t" + QByteArray::number(i) +
                      " (id INTEGER PRIMARY KEY, n INTEGER) STRICT;\n-- @next\n"
                      "-- A trigger holds semicolons.\n"
                      "CREATE TRIGGER g" +
                      QByteArray::number(i) + " AFTER INSERT ON t" + QByteArray::number(i) +
                      " BEGIN UPDATE t1 SET n = 1; UPDATE t1 SET n = 2; END;\n");
    }
    return folder;
}

Migrator migratorFor(const QString &folder)
{
    auto migrator = Migrator::fromDirectory(folder);
    REQUIRE(migrator);
    return *migrator;
}

std::unique_ptr<Connection> openWriter(const QString &path)
{
    auto connection = Connection::open(path, Access::Write, kId);
    REQUIRE(connection);
    return std::move(*connection);
}

} // namespace

TEST_CASE("a new database runs every step and carries version and owner")
{
    const TempDir dir;
    const auto connection = openWriter(dir.file(u"a.db"_s));
    REQUIRE(migratorFor(writeSteps(dir, 3)).migrate(*connection));
    CHECK(*connection->number(u"PRAGMA user_version"_s) == 3);
    CHECK(*connection->number(u"PRAGMA application_id"_s) == kId);
    CHECK(*connection->number(u"PRAGMA foreign_keys"_s) == 1);
    CHECK(*connection->number(u"SELECT count(*) FROM sqlite_master WHERE type = 'trigger'"_s) == 3);
    CHECK(QDir(dir.path()).entryList({u"*.v*"_s}).isEmpty());
}

TEST_CASE("an older database is copied aside before it is brought up to date")
{
    const TempDir dir;
    const auto connection = openWriter(dir.file(u"a.db"_s));
    REQUIRE(migratorFor(writeSteps(dir, 1)).migrate(*connection));
    REQUIRE(connection->execute(u"INSERT INTO t1 (n) VALUES (7)"_s));
    REQUIRE(migratorFor(writeSteps(dir, 3)).migrate(*connection));
    CHECK(*connection->number(u"PRAGMA user_version"_s) == 3);
    const auto copy = Connection::open(dir.file(u"a.db.v1"_s), Access::Read, kId);
    REQUIRE(copy);
    CHECK(*(*copy)->number(u"PRAGMA user_version"_s) == 1);
    CHECK(*(*copy)->number(u"SELECT count(*) FROM t1"_s) == 1);
}

TEST_CASE("a step that fails at any access leaves the version before it, and the next start completes")
{
    const TempDir dir;
    const Migrator first = migratorFor(writeSteps(dir, 1));
    const Migrator all = migratorFor(writeSteps(dir, 2));
    int failures = 0;
    for (int n = 1;; ++n) {
        const auto connection = openWriter(dir.file(u"a%1.db"_s.arg(n)));
        REQUIRE(first.migrate(*connection));
        connection->failAccess(n);
        const auto done = all.migrate(*connection);
        const bool untouched = !connection->accessFailed();
        connection->failAccess(-1);
        if (untouched) {
            CHECK(done);
            break;
        }
        ++failures;
        const auto version = *connection->number(u"PRAGMA user_version"_s);
        const auto tables = *connection->number(u"SELECT count(*) FROM sqlite_master WHERE type = 'table'"_s);
        CHECK(version == tables);
        REQUIRE(all.migrate(*connection));
        CHECK(*connection->number(u"PRAGMA user_version"_s) == 2);
    }
    CHECK(failures > 8);
}

TEST_CASE("a database of a newer program is refused by number")
{
    const TempDir dir;
    const auto connection = openWriter(dir.file(u"a.db"_s));
    REQUIRE(migratorFor(writeSteps(dir, 3)).migrate(*connection));
    const Migrator older = migratorFor(writeSteps(dir, 2));
    const auto refused = older.migrate(*connection);
    REQUIRE_FALSE(refused);
    CHECK(refused.error() == Error{ErrorCode::NewerSchema, u"3"_s, {}});
    CHECK(older.check(*connection).error().code == ErrorCode::NewerSchema);
    CHECK(*connection->number(u"PRAGMA user_version"_s) == 3);
}

TEST_CASE("a reader is told when a database still has to be brought up to date")
{
    const TempDir dir;
    const auto connection = openWriter(dir.file(u"a.db"_s));
    REQUIRE(migratorFor(writeSteps(dir, 1)).migrate(*connection));
    CHECK(migratorFor(writeSteps(dir, 1)).check(*connection));
    CHECK(migratorFor(writeSteps(dir, 2)).check(*connection).error().code == ErrorCode::CannotOpen);
}

TEST_CASE("a step that breaks a foreign key is rolled back")
{
    const TempDir dir;
    const QString folder = writeSteps(dir, 1);
    writeFile(
        folder + u"/0002_break.sql"_s,
        "CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER NOT NULL REFERENCES t1(id)) STRICT;\n"
        "-- @next\nINSERT INTO child (parent) VALUES (99);\n");
    const auto connection = openWriter(dir.file(u"a.db"_s));
    const auto done = migratorFor(folder).migrate(*connection);
    REQUIRE_FALSE(done);
    CHECK(done.error().code == ErrorCode::Damaged);
    CHECK(*connection->number(u"PRAGMA user_version"_s) == 1);
    CHECK(*connection->number(u"PRAGMA foreign_keys"_s) == 1);
}

TEST_CASE("a gap in the numbers is a fault of the program's files")
{
    const TempDir dir;
    const QString folder = writeSteps(dir, 3);
    REQUIRE(QFile::remove(folder + u"/0002_step.sql"_s));
    CHECK(Migrator::fromDirectory(folder).error().code == ErrorCode::MalformedFile);
}
