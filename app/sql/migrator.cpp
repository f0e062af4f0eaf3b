#include "sql/migrator.h"

#include "sql/statement.h"
#include "sql/transaction.h"

#include <QDir>
#include <QFile>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

std::optional<Dialect> dialectOf(const QString &name)
{
    return name.isEmpty() ? std::nullopt
                          : std::optional(name == "sqlite"_L1 ? Dialect::Sqlite : Dialect::Postgresql);
}

Result<Migration> readMigration(const QString &path, int version)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::UnreadableInput, path);
    static const QRegularExpression separator(u"^-- @next(?: (sqlite|postgresql))?[ \\t]*$"_s,
                                              QRegularExpression::MultilineOption);
    Migration migration{version, QFileInfo(path).fileName(), {}};
    const QString text = QString::fromUtf8(file.readAll());
    qsizetype begin = 0;
    std::optional<Dialect> only;
    const auto take = [&](qsizetype end) {
        if (const QString statement = text.sliced(begin, end - begin).trimmed(); !statement.isEmpty())
            migration.parts.append({statement, only});
    };
    for (const QRegularExpressionMatch &match : separator.globalMatch(text)) {
        take(match.capturedStart());
        begin = match.capturedEnd();
        only = dialectOf(match.captured(1));
    }
    take(text.size());
    return migration;
}

/// PostgreSQL's words for what the files say in SQLite's.
QString forPostgresql(QString statement)
{
    static const QRegularExpression number(u"\\bINTEGER\\b"_s);
    static const QRegularExpression bytes(u"\\bBLOB\\b"_s);
    static const QRegularExpression options(u"\\) STRICT(, WITHOUT ROWID)?;?$"_s);
    return statement.replace(number, u"bigint"_s).replace(bytes, u"bytea"_s).replace(options, u")"_s);
}

/// What a PostgreSQL database says of its schema; 0 when it is empty.
Result<qint64> serverVersion(Connection &connection)
{
    // Counted first: a schema that comes meanwhile comes whole, with its mark.
    const auto tables = connection.number(u"SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p') "
                                          u"AND relnamespace = current_schema()::regnamespace"_s);
    const auto marked = connection.number(u"SELECT to_regclass('schema_version') IS NOT NULL"_s);
    if (!tables)
        return tables;
    if (!marked)
        return marked;
    if (!*marked)
        return *tables == 0 ? Result<qint64>(0) : failure(ErrorCode::ForeignFile, connection.name());
    const auto owner = connection.number(u"SELECT application_id FROM schema_version"_s);
    if (!owner)
        return owner;
    if (*owner != connection.applicationId())
        return failure(ErrorCode::ForeignFile, connection.name());
    return connection.number(u"SELECT version FROM schema_version"_s);
}

/// What a broken foreign key or page says in a row of a checking pragma; empty when all is well.
Result<QString> firstComplaint(Connection &connection, const QString &pragma, const QString &allWell)
{
    Statement statement(connection, pragma);
    const auto row = statement.step();
    if (!row)
        return failure(row);
    if (!*row || statement.text(0) == allWell)
        return QString();
    return u"%1: %2"_s.arg(pragma, statement.text(0));
}

} // namespace

Result<Migrator> Migrator::fromDirectory(const QString &directory)
{
    Migrator migrator;
    const QStringList names = QDir(directory).entryList({u"*.sql"_s}, QDir::Files, QDir::Name);
    for (const QString &name : names) {
        const int expected = migrator.target() + 1;
        if (name.left(5) != u"%1_"_s.arg(expected, 4, 10, QLatin1Char('0')))
            return failure(ErrorCode::MalformedFile, name, u"expected migration %1"_s.arg(expected));
        auto migration = readMigration(QDir(directory).filePath(name), expected);
        if (!migration)
            return failure(migration);
        migrator.m_migrations += *migration;
    }
    if (migrator.m_migrations.isEmpty())
        return failure(ErrorCode::UnreadableInput, directory, u"no migrations"_s);
    return migrator;
}

Result<int> Migrator::knownVersion(Connection &connection) const
{
    const auto version = connection.dialect() == Dialect::Sqlite ? connection.number(u"PRAGMA user_version"_s)
                                                                 : serverVersion(connection);
    if (!version)
        return failure(version);
    if (*version > target())
        return failure(ErrorCode::NewerSchema, QString::number(*version));
    return static_cast<int>(*version);
}

Result<> Migrator::check(Connection &connection) const
{
    const auto version = knownVersion(connection);
    if (!version)
        return failure(version);
    if (*version < target())
        return failure(ErrorCode::CannotOpen, connection.name(), u"older schema"_s);
    return {};
}

Result<> Migrator::migrate(Connection &connection) const
{
    return connection.dialect() == Dialect::Sqlite ? migrateFile(connection) : migrateServer(connection);
}

Result<> Migrator::migrateServer(Connection &connection) const
{
    const auto before = knownVersion(connection);
    if (!before)
        return failure(before);
    if (*before == target())
        return {};
    const auto run = [&connection](const QStringList &statements) -> Result<> {
        for (const QString &statement : statements) {
            if (const auto done = connection.execute(statement); !done)
                return done;
        }
        return {};
    };
    Transaction transaction(connection);
    if (const auto locked = run({u"SET LOCAL lock_timeout = 0"_s, u"SET LOCAL statement_timeout = 0"_s,
                                 u"SELECT pg_advisory_xact_lock(%1)"_s.arg(connection.applicationId())});
        !locked)
        return locked;
    const auto version = knownVersion(connection); // by now another program may have done it
    if (!version)
        return failure(version);
    for (const Migration &migration : m_migrations) {
        if (migration.version <= *version)
            continue;
        if (const auto applied = apply(connection, migration); !applied)
            return applied;
    }
    // Both values are our own numbers.
    if (const auto marked = run(
            {u"CREATE TABLE IF NOT EXISTS schema_version (version integer, application_id integer)"_s,
             u"DELETE FROM schema_version"_s,
             u"INSERT INTO schema_version VALUES (%1, %2)"_s.arg(target()).arg(connection.applicationId())});
        !marked)
        return marked;
    return transaction.commit();
}

Result<> Migrator::migrateFile(Connection &connection) const
{
    const auto version = knownVersion(connection);
    if (!version)
        return failure(version);
    if (*version == target())
        return {};
    if (*version > 0) {
        const QString copy = u"%1.v%2"_s.arg(connection.path()).arg(*version);
        QFile::remove(copy); // left by an attempt that did not finish
        if (const auto copied = connection.copyInto(copy); !copied)
            return copied;
    }
    // Has no effect inside a transaction, so here (and on again below, whatever happens).
    if (const auto off = connection.execute(u"PRAGMA foreign_keys=OFF"_s); !off)
        return off;
    Result<> applied;
    for (const Migration &migration : m_migrations) {
        if (migration.version <= *version)
            continue;
        applied = step(connection, migration);
        if (!applied)
            break;
    }
    if (const auto on = connection.execute(u"PRAGMA foreign_keys=ON"_s); !on && applied)
        return on;
    if (!applied)
        return applied;
    const auto complaint = firstComplaint(connection, u"PRAGMA quick_check(1)"_s, u"ok"_s);
    if (!complaint)
        return failure(complaint);
    if (!complaint->isEmpty())
        return failure(ErrorCode::Damaged, connection.name(), *complaint);
    return {};
}

Result<> Migrator::step(Connection &connection, const Migration &migration) const
{
    Transaction transaction(connection);
    if (const auto applied = apply(connection, migration); !applied)
        return applied;
    const auto complaint = firstComplaint(connection, u"PRAGMA foreign_key_check"_s, {});
    if (!complaint)
        return failure(complaint);
    if (!complaint->isEmpty())
        return failure(ErrorCode::Damaged, migration.name, *complaint);
    // Pragmas take no parameters; both values are our own numbers.
    if (const auto marked = connection.execute(u"PRAGMA application_id=%1"_s.arg(connection.applicationId()));
        !marked)
        return marked;
    if (const auto marked = connection.execute(u"PRAGMA user_version=%1"_s.arg(migration.version)); !marked)
        return marked;
    return transaction.commit();
}

Result<> Migrator::apply(Connection &connection, const Migration &migration) const
{
    const Dialect dialect = connection.dialect();
    for (const Migration::Part &part : migration.parts) {
        if (part.only.value_or(dialect) != dialect)
            continue;
        const bool translate = dialect == Dialect::Postgresql && !part.only;
        const auto done = connection.execute(translate ? forPostgresql(part.statement) : part.statement);
        if (!done) {
            Error error = done.error();
            error.where = migration.name;
            return tl::unexpected<Error>(error);
        }
    }
    return {};
}

} // namespace desk
