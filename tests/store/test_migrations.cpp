#include "sql/connection.h"
#include "sql/migrator.h"
#include "sql/statement.h"
#include "store/deskdatabase.h"
#include "store/openvault.h"
#include "store/registrydatabase.h"
#include "support/catch.h"
#include "support/fakeclock.h"
#include "support/tempdir.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

constexpr qint32 kId = 0x50440001;

QString shipped(const QString &database)
{
    return u":/migrations/"_s + database;
}

QStringList filesOf(const QString &database)
{
    return QDir(shipped(database)).entryList({u"*.sql"_s}, QDir::Files, QDir::Name);
}

/// A folder with the first `count` shipped migrations.
QString prefixOf(const TempDir &dir, const QString &database, qsizetype count)
{
    const QString folder = dir.file(u"%1-%2"_s.arg(database).arg(count));
    REQUIRE(QDir().mkpath(folder));
    const QStringList files = filesOf(database);
    for (qsizetype i = 0; i < count; ++i)
        REQUIRE(QFile::copy(shipped(database) + u'/' + files[i], folder + u'/' + files[i]));
    return folder;
}

QString schemaOf(Connection &connection)
{
    QString dump;
    Statement query(
        connection,
        u"SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master ORDER BY type, name"_s);
    REQUIRE(query.each([&](const Statement &row) {
        dump += row.text(0) + u' ' + row.text(1) + u' ' + row.text(2) + u' ' + row.text(3) + u'\n';
    }));
    return dump;
}

std::unique_ptr<Connection> openWriter(const QString &path)
{
    auto connection = Connection::open(path, Access::Write, kId);
    REQUIRE(connection);
    return std::move(*connection);
}

Migrator migratorFor(const QString &directory)
{
    auto migrator = Migrator::fromDirectory(directory);
    REQUIRE(migrator);
    return *migrator;
}

} // namespace

TEST_CASE("every earlier version is brought to the same schema as a new database")
{
    const QString database = GENERATE(u"desk"_s, u"registry"_s, u"evidence"_s);
    const TempDir dir;
    const Migrator all = migratorFor(shipped(database));
    REQUIRE(all.target() == filesOf(database).size());
    const auto fresh = openWriter(dir.file(u"fresh.db"_s));
    REQUIRE(all.migrate(*fresh));
    const QString expected = schemaOf(*fresh);
    CHECK(expected.contains(u"CREATE"_s));
    for (int version = 1; version < all.target(); ++version) {
        const auto older = openWriter(dir.file(u"v%1.db"_s.arg(version)));
        REQUIRE(migratorFor(prefixOf(dir, database, version)).migrate(*older));
        REQUIRE(all.migrate(*older));
        CHECK(schemaOf(*older) == expected);
    }
}

TEST_CASE("a shipped migration that fails at any access leaves the version before it")
{
    const QString database = GENERATE(u"desk"_s, u"registry"_s); // of more than one version
    const TempDir dir;
    const Migrator all = migratorFor(shipped(database));
    const Migrator before = migratorFor(prefixOf(dir, database, all.target() - 1));
    QString expected;
    {
        const auto model = openWriter(dir.file(u"model.db"_s));
        REQUIRE(before.migrate(*model));
        expected = schemaOf(*model);
    }
    int failures = 0;
    for (int n = 1;; ++n) {
        const auto connection = openWriter(dir.file(u"n%1.db"_s.arg(n)));
        REQUIRE(before.migrate(*connection));
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
        CHECK((version == all.target()) == (schemaOf(*connection) != expected));
        CHECK(version >= all.target() - 1);
    }
    CHECK(failures > 5);
}

TEST_CASE("every table is strict and says what it holds")
{
    const QString database = GENERATE(u"desk"_s, u"registry"_s, u"evidence"_s);
    const TempDir dir;
    const auto connection = openWriter(dir.file(u"a.db"_s));
    REQUIRE(migratorFor(shipped(database)).migrate(*connection));
    Statement query(*connection,
                    u"SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
                    u"AND name NOT LIKE 'sqlite_%'"_s);
    REQUIRE(query.each([](const Statement &row) {
        INFO(row.text(0).toStdString());
        CHECK(row.flag(1));
    }));
}

TEST_CASE("a database of a newer program is refused by its version and keeps it")
{
    const TempDir dir;
    const FakeClock clock;
    OpenVault vault;
    const QString path = dir.file(u"desk.db"_s);
    {
        const auto desk = DeskDatabase::open(path, Access::Write, vault, clock);
        REQUIRE(desk);
        REQUIRE((*desk)->connection().execute(u"PRAGMA user_version=99"_s));
    }
    for (const Access access : {Access::Write, Access::Read}) {
        const auto refused = DeskDatabase::open(path, access, vault, clock);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().code == ErrorCode::NewerSchema);
        CHECK(refused.error().where == u"99"_s);
    }
}

TEST_CASE("the desk's two databases are not taken for each other")
{
    const TempDir dir;
    const FakeClock clock;
    OpenVault vault;
    REQUIRE(DeskDatabase::open(dir.file(u"a.db"_s), Access::Write, vault, clock));
    CHECK(RegistryDatabase::open(dir.file(u"a.db"_s), Access::Write, vault, clock).error().code ==
          ErrorCode::ForeignFile);
}

TEST_CASE("shipped migrations have the bytes they were shipped with")
{
    QFile list(QStringLiteral(DESK_TEST_DATA "/migrations.sha256"));
    REQUIRE(list.open(QIODevice::ReadOnly | QIODevice::Text));
    QMap<QString, QByteArray> expected;
    for (const QByteArray &line : list.readAll().split('\n')) {
        if (!line.isEmpty())
            expected.insert(QString::fromUtf8(line.mid(66)), line.left(64));
    }
    int known = 0;
    for (const QString &database : {u"desk"_s, u"registry"_s, u"evidence"_s}) {
        for (const QString &name : filesOf(database)) {
            QFile file(shipped(database) + u'/' + name);
            REQUIRE(file.open(QIODevice::ReadOnly));
            const QString path = u"resources/migrations/%1/%2"_s.arg(database, name);
            INFO(path.toStdString());
            CHECK(expected.value(path) ==
                  QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex());
            ++known;
        }
    }
    CHECK(known == 7);
}
