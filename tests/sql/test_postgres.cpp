#include "sql/connection.h"
#include "sql/migrator.h"
#include "sql/statement.h"
#include "sql/transaction.h"
#include "support/catch.h"
#include "support/expectedwarning.h"
#include "support/tempdir.h"
#include "support/testpostgres.h"

#include <QDir>
#include <QFile>

#include <future>
#include <numeric>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

constexpr qint32 kId = 0x50440000;

std::unique_ptr<Connection> openAt(const QString &url, Access access = Access::Write, qint32 id = kId)
{
    auto connection = Connection::open(url, access, id);
    REQUIRE(connection);
    return std::move(*connection);
}

QString withTable(TestPostgres &server)
{
    const QString url = server.newDatabase();
    REQUIRE(openAt(url)->execute(
        u"CREATE TABLE things (thing_id bigint GENERATED ALWAYS AS IDENTITY, name text UNIQUE, born_date "
        u"text, "
        u"seen_at text, content bytea, amount bigint CHECK (amount < 100), is_new boolean, weight float8)"_s));
    return url;
}

Result<> insert(Connection &connection, const QString &name, int amount = 1)
{
    return Statement(connection, u"INSERT INTO things (name, amount) VALUES (?, ?)"_s)
        .bind(name, amount)
        .run();
}

qint64 count(Connection &connection)
{
    const auto number = connection.number(u"SELECT count(*) FROM things"_s);
    REQUIRE(number);
    return *number;
}

QString writeStep(const TempDir &dir, int number, const QByteArray &sql)
{
    QFile file(dir.file(u"%1_step.sql"_s.arg(number, 4, 10, QLatin1Char('0'))));
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.write(sql) == sql.size());
    return dir.path();
}

Migrator migratorFor(const QString &folder)
{
    auto migrator = Migrator::fromDirectory(folder);
    REQUIRE(migrator);
    return *migrator;
}

/// Ends the server's side of the connection.
void cut(Connection &connection, Connection &other)
{
    const auto process = connection.number(u"SELECT pg_backend_pid()"_s);
    REQUIRE(process);
    REQUIRE(other.number(u"SELECT pg_terminate_backend(%1, 5000)"_s.arg(*process)));
}

} // namespace

TEST_CASE("PostgreSQL: a connection has the settings that bound every wait", "[postgresql]")
{
    NEEDS_POSTGRES(server);
    const auto connection = openAt(server->newDatabase());
    const auto setting = [&connection](const QString &name) {
        Statement statement(*connection, u"SELECT current_setting(?)"_s);
        REQUIRE(statement.bind(name).step());
        return statement.text(0);
    };
    CHECK(setting(u"lock_timeout"_s) == u"2s"_s);
    CHECK(setting(u"statement_timeout"_s) == u"10s"_s);
    CHECK(setting(u"idle_in_transaction_session_timeout"_s) == u"5s"_s);
    CHECK(setting(u"synchronous_commit"_s) == u"on"_s);
}

TEST_CASE("PostgreSQL: values come back as the type they were bound with", "[postgresql]")
{
    NEEDS_POSTGRES(server);
    const auto connection = openAt(withTable(*server));
    const QDateTime instant(QDate(2026, 11, 23), QTime(7, 0, 1, 5), Qt::UTC);
    QByteArray bytes(256, Qt::Uninitialized);
    std::iota(bytes.begin(), bytes.end(), 0);
    REQUIRE(Statement(*connection, u"INSERT INTO things (name, born_date, seen_at, content, amount, is_new, "
                                   u"weight) VALUES (?, ?, ?, ?, ?, ?, ?)"_s)
                .bind(u"محمد ‎x"_s, QDate(1988, 2, 14), instant, bytes, -42, true, 0.1)
                .run());
    Statement query(*connection, u"SELECT name, born_date, seen_at, content, amount, is_new, weight = ?, '?' "
                                 u"FROM things WHERE content = ?"_s);
    REQUIRE(*query.bind(0.1, bytes).step());
    CHECK(query.text(0) == u"محمد ‎x"_s);
    CHECK(query.date(1) == QDate(1988, 2, 14));
    CHECK(query.instant(2) == instant);
    CHECK(query.bytes(3) == bytes);
    CHECK(query.integer(4) == -42);
    CHECK(query.flag(5));
    CHECK(query.flag(6));
    CHECK(query.text(7) == u"?"_s);
    CHECK_FALSE(*query.step());
}

TEST_CASE("PostgreSQL: types decide about NULL, not emptiness", "[postgresql]")
{
    NEEDS_POSTGRES(server);
    const auto connection = openAt(withTable(*server));
    REQUIRE(
        Statement(*connection,
                  u"INSERT INTO things (name, born_date, seen_at, content, amount) VALUES (?, ?, ?, ?, ?)"_s)
            .bind(QString(), QDate(), QDateTime(), QByteArray(), std::optional<int>())
            .run());
    Statement query(*connection, u"SELECT name, born_date, seen_at, content, amount FROM things"_s);
    REQUIRE(*query.step());
    CHECK_FALSE(query.isNull(0));
    CHECK(query.isNull(1));
    CHECK(query.isNull(2));
    CHECK_FALSE(query.isNull(3));
    CHECK(query.isNull(4));
}

TEST_CASE("PostgreSQL: a text that no database keeps whole is refused, not cut", "[postgresql]")
{
    NEEDS_POSTGRES(server);
    const auto connection = openAt(withTable(*server));
    CHECK_FALSE(insert(*connection, u"a"_s + QChar(u'\0') + u"b"_s));
    CHECK(count(*connection) == 0);
}

TEST_CASE("PostgreSQL: an error has the code SQLite's has and never repeats what was bound", "[postgresql]")
{
    NEEDS_POSTGRES(server);
    const auto connection = openAt(withTable(*server));
    REQUIRE(insert(*connection, u"SECRETNAME"_s));
    const Error twice = insert(*connection, u"SECRETNAME"_s).error();
    CHECK(twice.code == ErrorCode::AlreadyExists);
    const Error large = insert(*connection, u"other"_s, 100).error();
    CHECK(large.code == ErrorCode::StoreFailed);
    const Error noNumber = Statement(*connection, u"SELECT CAST(CAST(? AS text) AS bigint)"_s)
                               .bind(u"SECRETNAME"_s)
                               .step()
                               .error();
    CHECK(noNumber.code == ErrorCode::StoreFailed);
    for (const Error &error : {twice, large, noNumber})
        CHECK_FALSE(error.detail.contains(u"SECRETNAME"_s));
}

TEST_CASE("PostgreSQL: what fails is undone to the savepoint and the transaction goes on", "[postgresql]")
{
    NEEDS_POSTGRES(server);
    const auto connection = openAt(withTable(*server));
    Transaction transaction(*connection);
    REQUIRE(insert(*connection, u"a"_s));
    REQUIRE(Statement(*connection, u"SAVEPOINT item"_s).bind().run());
    REQUIRE(insert(*connection, u"b"_s));
    REQUIRE_FALSE(insert(*connection, u"a"_s));
    REQUIRE(Statement(*connection, u"ROLLBACK TO item"_s).bind().run());
    REQUIRE(Statement(*connection, u"RELEASE item"_s).bind().run());
    REQUIRE(insert(*connection, u"c"_s));
    REQUIRE(transaction.commit());
    CHECK(count(*connection) == 2);
}

TEST_CASE("PostgreSQL: a transaction in which something failed says so when it is committed", "[postgresql]")
{
    NEEDS_POSTGRES(server);
    const auto connection = openAt(withTable(*server));
    {
        Transaction transaction(*connection);
        REQUIRE(insert(*connection, u"a"_s));
        REQUIRE_FALSE(insert(*connection, u"a"_s));
        CHECK_FALSE(transaction.commit());
    }
    CHECK(count(*connection) == 0);
}

TEST_CASE("PostgreSQL: a reader can write nothing", "[postgresql]")
{
    NEEDS_POSTGRES(server);
    const QString url = withTable(*server);
    const auto reader = openAt(url, Access::Read);
    CHECK(count(*reader) == 0);
    CHECK_FALSE(insert(*reader, u"a"_s));
}

TEST_CASE("PostgreSQL: a lost connection fails what runs and is open again for the next", "[postgresql]")
{
    NEEDS_POSTGRES(server);
    const QString url = withTable(*server);
    const auto connection = openAt(url);
    const auto other = openAt(url);
    REQUIRE(insert(*connection, u"before"_s));
    {
        const ExpectedWarning lost(u"connection to the database is lost"_s);
        Transaction transaction(*connection);
        REQUIRE(insert(*connection, u"a"_s));
        cut(*connection, *other);
        CHECK_FALSE(insert(*connection, u"b"_s));
        CHECK_FALSE(insert(*connection, u"c"_s)); // not on its own, outside the transaction
        CHECK_FALSE(transaction.commit());
    }
    Transaction transaction(*connection);
    CHECK(insert(*connection, u"d"_s));
    REQUIRE(transaction.commit());
    CHECK(count(*other) == 2);
    CHECK(*connection->number(u"SELECT count(*) FROM pg_settings WHERE name = 'lock_timeout' "
                              u"AND setting = '2000'"_s) == 1);
}

TEST_CASE("PostgreSQL: a lock that another holds too long is told as busy", "[postgresql]")
{
    NEEDS_POSTGRES(server);
    const QString url = withTable(*server);
    const auto first = openAt(url);
    const auto second = openAt(url);
    REQUIRE(second->execute(u"SET lock_timeout = '50ms'"_s));
    Transaction holder(*first);
    REQUIRE(insert(*first, u"a"_s));
    CHECK(insert(*second, u"a"_s).error().code == ErrorCode::DeskBusy);
    REQUIRE(holder.commit());
}

TEST_CASE("PostgreSQL: the schema comes from the files that SQLite reads", "[postgresql]")
{
    NEEDS_POSTGRES(server);
    const TempDir dir;
    const QString folder =
        writeStep(dir, 1,
                  "CREATE TABLE t (id INTEGER PRIMARY KEY, b BLOB) STRICT, WITHOUT ROWID;\n"
                  "-- @next sqlite\nCREATE TABLE s (a TEXT) STRICT;\n"
                  "-- @next postgresql\nCREATE TABLE p (a text);\n"
                  "-- @next\nINSERT INTO t VALUES (3000000000, NULL);\n");
    const auto connection = openAt(server->newDatabase());
    CHECK(migratorFor(folder).check(*connection).error().code == ErrorCode::CannotOpen);
    REQUIRE(migratorFor(folder).migrate(*connection));
    CHECK(migratorFor(folder).check(*connection));
    CHECK(*connection->number(u"SELECT id FROM t"_s) == 3'000'000'000);
    CHECK(connection->number(u"SELECT count(*) FROM p"_s));
    CHECK_FALSE(connection->number(u"SELECT count(*) FROM s"_s));

    writeStep(dir, 2, "CREATE TABLE u (id INTEGER) STRICT;\n-- @next\nCREATE NONSENSE;\n");
    CHECK(migratorFor(folder).migrate(*connection).error().where == u"0002_step.sql"_s);
    CHECK_FALSE(connection->number(u"SELECT count(*) FROM u"_s)); // nothing of a step that fails
    const TempDir none;
    const QString older = writeStep(none, 1, "SELECT 1;");
    REQUIRE(connection->execute(u"UPDATE schema_version SET version = 2"_s));
    CHECK(migratorFor(older).migrate(*connection).error() == Error{ErrorCode::NewerSchema, u"2"_s, {}});
}

TEST_CASE("PostgreSQL: another program's database is refused and left as it was", "[postgresql]")
{
    NEEDS_POSTGRES(server);
    const TempDir dir;
    const Migrator migrator = migratorFor(writeStep(dir, 1, "CREATE TABLE t (id INTEGER) STRICT;"));
    const QString url = server->newDatabase();
    const auto connection = openAt(url);
    SECTION("without a mark")
    {
        REQUIRE(connection->execute(u"CREATE TABLE theirs (a text)"_s));
        CHECK(migrator.migrate(*connection).error().code == ErrorCode::ForeignFile);
    }
    SECTION("with another mark")
    {
        REQUIRE(migrator.migrate(*connection));
        const auto stranger = openAt(url, Access::Write, 0x1234);
        CHECK(migrator.migrate(*stranger).error().code == ErrorCode::ForeignFile);
    }
}

TEST_CASE("PostgreSQL: programs that bring up the schema at once do not collide", "[postgresql]")
{
    NEEDS_POSTGRES(server);
    const TempDir dir;
    const Migrator migrator = migratorFor(
        writeStep(dir, 1, "CREATE TABLE t (id INTEGER) STRICT;\n-- @next\nINSERT INTO t VALUES (1);"));
    const QString url = server->newDatabase();
    std::vector<std::future<bool>> all;
    for (int i = 0; i < 8; ++i) {
        all.push_back(std::async(std::launch::async, [&] {
            const auto connection = Connection::open(url, Access::Write, kId);
            return connection && migrator.migrate(**connection).has_value();
        }));
    }
    for (auto &one : all)
        CHECK(one.get());
    CHECK(*openAt(url)->number(u"SELECT count(*) FROM t"_s) == 1);
}
