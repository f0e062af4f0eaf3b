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

Result<Migration> readMigration(const QString &path, int version)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::UnreadableInput, path);
    static const QRegularExpression separator(u"^-- @next[ \\t]*$"_s, QRegularExpression::MultilineOption);
    Migration migration{version, QFileInfo(path).fileName(), {}};
    const auto parts = QString::fromUtf8(file.readAll()).split(separator, Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        if (const QString statement = part.trimmed(); !statement.isEmpty())
            migration.statements += statement;
    }
    return migration;
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
    const auto version = connection.number(u"PRAGMA user_version"_s);
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
        return failure(ErrorCode::CannotOpen, QFileInfo(connection.path()).fileName(), u"older schema"_s);
    return {};
}

Result<> Migrator::migrate(Connection &connection) const
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
        applied = apply(connection, migration);
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
        return failure(ErrorCode::Damaged, QFileInfo(connection.path()).fileName(), *complaint);
    return {};
}

Result<> Migrator::apply(Connection &connection, const Migration &migration) const
{
    Transaction transaction(connection);
    for (const QString &statement : migration.statements) {
        if (const auto done = connection.execute(statement); !done) {
            Error error = done.error();
            error.where = migration.name;
            return tl::unexpected<Error>(error);
        }
    }
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

} // namespace desk
