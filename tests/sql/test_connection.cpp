#include "sql/connection.h"
#include "sql/statement.h"
#include "sql/transaction.h"
#include "support/catch.h"
#include "support/expectedwarning.h"
#include "support/tempdir.h"

#include <QFile>

#include <sys/resource.h>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

constexpr qint32 kId = 0x50440000;

std::unique_ptr<Connection> openWriter(const QString &path)
{
    auto connection = Connection::open(path, Access::Write, kId);
    REQUIRE(connection);
    return std::move(*connection);
}

std::unique_ptr<Connection> openWithTable(const QString &path)
{
    auto connection = openWriter(path);
    REQUIRE(connection->execute(u"PRAGMA application_id=%1"_s.arg(kId)));
    REQUIRE(connection->execute(
        u"CREATE TABLE things (thing_id INTEGER PRIMARY KEY, name TEXT UNIQUE, born_date TEXT, seen_at TEXT, "
        u"content BLOB, amount INTEGER CHECK (amount < 100)) STRICT"_s));
    return connection;
}

qint64 count(Connection &connection)
{
    const auto number = connection.number(u"SELECT count(*) FROM things"_s);
    REQUIRE(number);
    return *number;
}

Result<> insert(Connection &connection, const QString &name, int amount = 1)
{
    return Statement(connection, u"INSERT INTO things (name, amount) VALUES (?, ?)"_s)
        .bind(name, amount)
        .run();
}

} // namespace

TEST_CASE("a writer has the settings that keep what was said to be saved")
{
    const TempDir dir;
    const auto connection = openWriter(dir.file(u"a.db"_s));
    CHECK(*connection->number(u"PRAGMA synchronous"_s) == 2);
    CHECK(*connection->number(u"PRAGMA foreign_keys"_s) == 1);
    CHECK(*connection->number(u"PRAGMA trusted_schema"_s) == 0);
    CHECK(*connection->number(u"PRAGMA wal_autocheckpoint"_s) == 1000);
    CHECK(*connection->number(u"PRAGMA secure_delete"_s) == 1);
    Statement mode(*connection, u"PRAGMA journal_mode"_s);
    REQUIRE(*mode.step());
    CHECK(mode.text(0) == u"wal"_s);
}

TEST_CASE("values come back as the type they were bound with")
{
    const TempDir dir;
    const auto connection = openWithTable(dir.file(u"a.db"_s));
    const QDateTime instant(QDate(2026, 11, 23), QTime(7, 0, 1, 5), Qt::UTC);
    const QByteArray bytes("\0\xff\x01", 3);
    REQUIRE(
        Statement(*connection,
                  u"INSERT INTO things (name, born_date, seen_at, content, amount) VALUES (?, ?, ?, ?, ?)"_s)
            .bind(u"محمد ‎x"_s, QDate(1988, 2, 14), instant, bytes, 42)
            .run());
    Statement query(*connection, u"SELECT name, born_date, seen_at, content, amount FROM things"_s);
    REQUIRE(*query.step());
    CHECK(query.text(0) == u"محمد ‎x"_s);
    CHECK(query.date(1) == QDate(1988, 2, 14));
    CHECK(query.instant(2) == instant);
    CHECK(query.bytes(3) == bytes);
    CHECK(query.integer(4) == 42);
    CHECK_FALSE(*query.step());
}

TEST_CASE("types decide about NULL, not emptiness")
{
    const TempDir dir;
    const auto connection = openWithTable(dir.file(u"a.db"_s));
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

TEST_CASE("a statement can be used again in a loop and inside itself")
{
    const TempDir dir;
    const auto connection = openWithTable(dir.file(u"a.db"_s));
    Statement insertion(*connection, u"INSERT INTO things (name) VALUES (?)"_s);
    for (const auto &name : {u"a"_s, u"b"_s, u"c"_s}) {
        REQUIRE(insertion.bind(name).run());
        CHECK(insertion.insertedId() > 0);
    }
    const QString sql = u"SELECT name FROM things ORDER BY name"_s;
    QStringList pairs;
    Statement outer(*connection, sql);
    REQUIRE(outer.each([&](const Statement &row) {
        Statement inner(*connection, sql);
        REQUIRE(inner.each([&](const Statement &other) { pairs += row.text(0) + other.text(0); }));
    }));
    CHECK(pairs.size() == 9);
    CHECK(pairs.last() == u"cc"_s);
}

TEST_CASE("a finished statement holds no lock")
{
    const TempDir dir;
    const auto connection = openWithTable(dir.file(u"a.db"_s));
    REQUIRE(insert(*connection, u"a"_s));
    REQUIRE(insert(*connection, u"b"_s));
    {
        Statement query(*connection, u"SELECT name FROM things"_s);
        REQUIRE(*query.step());
    }
    CHECK(connection->execute(u"DROP TABLE things"_s));
}

TEST_CASE("a transaction that is not committed leaves nothing")
{
    const TempDir dir;
    const auto connection = openWithTable(dir.file(u"a.db"_s));
    {
        Transaction transaction(*connection);
        REQUIRE(insert(*connection, u"a"_s));
    }
    CHECK(count(*connection) == 0);
    {
        Transaction transaction(*connection);
        REQUIRE(insert(*connection, u"a"_s));
        REQUIRE(transaction.commit());
    }
    CHECK(count(*connection) == 1);
}

TEST_CASE("constraints have their own errors and the transaction goes on")
{
    const TempDir dir;
    const auto connection = openWithTable(dir.file(u"a.db"_s));
    Transaction transaction(*connection);
    REQUIRE(insert(*connection, u"a"_s));
    CHECK(insert(*connection, u"a"_s).error().code == ErrorCode::AlreadyExists);
    const auto refused = insert(*connection, u"b"_s, 100);
    CHECK(refused.error().code == ErrorCode::StoreFailed);
    CHECK(insert(*connection, u"c"_s));
    REQUIRE(transaction.commit());
    CHECK(count(*connection) == 2);
}

TEST_CASE("an error never repeats what was bound")
{
    const TempDir dir;
    const auto connection = openWithTable(dir.file(u"a.db"_s));
    REQUIRE(insert(*connection, u"SECRETNAME"_s));
    const auto error = insert(*connection, u"SECRETNAME"_s).error();
    CHECK_FALSE(error.detail.contains(u"SECRETNAME"_s));
    CHECK_FALSE(error.where.contains(u"SECRETNAME"_s));
}

TEST_CASE("when a transaction cannot begin nothing is written outside it")
{
    const TempDir dir;
    const auto first = openWithTable(dir.file(u"a.db"_s));
    const auto second = openWriter(dir.file(u"a.db"_s));
    REQUIRE(second->execute(u"PRAGMA busy_timeout=0"_s));
    Transaction holder(*first);
    {
        Transaction waiter(*second);
        CHECK(waiter.begun().error().code == ErrorCode::DeskBusy);
        CHECK(insert(*second, u"b"_s).error().code == ErrorCode::DeskBusy);
        CHECK(waiter.commit().error().code == ErrorCode::DeskBusy);
    }
    REQUIRE(insert(*first, u"a"_s));
    REQUIRE(holder.commit());
    CHECK(insert(*second, u"b"_s));
    CHECK(count(*first) == 2);
}

TEST_CASE("each database access can be made to fail, and then nothing of the transaction remains")
{
    const TempDir dir;
    const auto connection = openWithTable(dir.file(u"a.db"_s));
    const auto work = [&]() -> Result<> {
        Transaction transaction(*connection);
        if (const auto done = insert(*connection, u"a"_s); !done)
            return done;
        if (const auto done = insert(*connection, u"b"_s); !done)
            return done;
        return transaction.commit();
    };
    int failures = 0;
    for (int n = 1;; ++n) {
        connection->failAccess(n);
        const auto done = work();
        if (!connection->accessFailed()) {
            CHECK(done);
            break;
        }
        ++failures;
        CHECK_FALSE(done);
        CHECK(count(*connection) == 0);
    }
    CHECK(failures == 4); // begin, two inserts, commit
    connection->failAccess(-1);
    CHECK(count(*connection) == 2);
}

TEST_CASE("after a failure inside a transaction later statements are refused until it ends")
{
    const TempDir dir;
    const auto connection = openWithTable(dir.file(u"a.db"_s));
    {
        Transaction transaction(*connection);
        REQUIRE(insert(*connection, u"a"_s));
        connection->failAccess(1);
        CHECK_FALSE(insert(*connection, u"b"_s));
        CHECK_FALSE(insert(*connection, u"c"_s));
        CHECK_FALSE(transaction.commit());
    }
    CHECK(count(*connection) == 0);
    CHECK(insert(*connection, u"d"_s));
}

TEST_CASE("a full disk is told as such and leaves the last committed state")
{
    const TempDir dir;
    const auto connection = openWithTable(dir.file(u"a.db"_s));
    REQUIRE(insert(*connection, u"a"_s));
    REQUIRE(connection->execute(u"PRAGMA max_page_count=6"_s));
    {
        const ExpectedWarning warning(u"disk is full"_s);
        Transaction transaction(*connection);
        const auto done = Statement(*connection, u"INSERT INTO things (content) VALUES (?)"_s)
                              .bind(QByteArray(1 << 20, 'x'))
                              .run();
        REQUIRE_FALSE(done);
        CHECK(done.error().code == ErrorCode::DiskFull);
        CHECK(insert(*connection, u"b"_s).error().code == ErrorCode::DiskFull);
    }
    CHECK(count(*connection) == 1);
}

TEST_CASE("a reader sees what is committed and can write nothing")
{
    const TempDir dir;
    const auto writer = openWithTable(dir.file(u"a.db"_s));
    const auto reader = Connection::open(dir.file(u"a.db"_s), Access::Read, kId);
    REQUIRE(reader);
    Transaction transaction(*writer);
    REQUIRE(insert(*writer, u"a"_s));
    CHECK(count(**reader) == 0);
    REQUIRE(transaction.commit());
    CHECK(count(**reader) == 1);
    CHECK_FALSE(insert(**reader, u"b"_s));
    CHECK(*(*reader)->number(u"PRAGMA wal_autocheckpoint"_s) == 0);
}

TEST_CASE("a reader opens a database no writer holds")
{
    const TempDir dir;
    {
        const auto writer = openWithTable(dir.file(u"a.db"_s));
        REQUIRE(insert(*writer, u"a"_s));
    }
    const auto reader = Connection::open(dir.file(u"a.db"_s), Access::Read, kId);
    REQUIRE(reader);
    CHECK(count(**reader) == 1);
}

TEST_CASE("a reader makes no file")
{
    const TempDir dir;
    const auto reader = Connection::open(dir.file(u"a.db"_s), Access::Read, kId);
    REQUIRE_FALSE(reader);
    CHECK(reader.error().code == ErrorCode::CannotOpen);
    CHECK_FALSE(QFile::exists(dir.file(u"a.db"_s)));
}

TEST_CASE("another program's database is refused and left as it was")
{
    const TempDir dir;
    const QString path = dir.file(u"a.db"_s);
    {
        const auto other = Connection::open(path, Access::Write, 0x1234);
        REQUIRE(other);
        REQUIRE((*other)->execute(u"PRAGMA journal_mode=DELETE"_s));
        REQUIRE((*other)->execute(u"CREATE TABLE theirs (a) "_s));
    }
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    const QByteArray before = file.readAll();
    file.close();
    const auto connection = Connection::open(path, Access::Write, kId);
    REQUIRE_FALSE(connection);
    CHECK(connection.error().code == ErrorCode::ForeignFile);
    REQUIRE(file.open(QIODevice::ReadOnly));
    CHECK(file.readAll() == before);
}

TEST_CASE("a file that is no database is refused")
{
    const TempDir dir;
    QFile file(dir.file(u"a.db"_s));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray("not a database, but long enough to have a header. ").repeated(100));
    file.close();
    const auto connection = Connection::open(file.fileName(), Access::Write, kId);
    REQUIRE_FALSE(connection);
    CHECK(connection.error().code == ErrorCode::ForeignFile);
}
