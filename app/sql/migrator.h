#pragma once

#include "base/result.h"
#include "sql/connection.h"

#include <QList>
#include <QString>

#include <optional>

namespace desk
{

/// One numbered step of a schema, "0002_outbox.sql".
struct Migration {
    int version = 0;
    QString name;
    struct Part {
        QString statement;
        std::optional<Dialect> only = {}; ///< the one database it is for
    };
    QList<Part> parts;
};

/// Brings a database to the schema this program knows (house-style.md §5.5). New databases run every file;
/// there is no second description of the schema. Statements in a file are separated by lines `-- @next`, or
/// `-- @next sqlite` and `-- @next postgresql` where the two differ by more than words: for PostgreSQL
/// INTEGER is read as bigint, BLOB as bytea, and the options of a table (STRICT, WITHOUT ROWID) are left out.
class Migrator
{
public:
    /// Reads the files NNNN_name.sql of `directory` (a resource prefix or a folder): 1, 2, 3 … without a gap.
    static Result<Migrator> fromDirectory(const QString &directory);

    /// The schema version after the last file.
    int target() const { return static_cast<int>(m_migrations.size()); }

    /// Runs what is missing. An SQLite file takes each step in one transaction with a foreign-key check and
    /// is first copied aside to `<file>.v<old version>`; PostgreSQL takes all steps in one transaction, for
    /// which two programs wait for one another. NewerSchema (`where` is its version) when a later program
    /// wrote it. Not inside a Transaction.
    Result<> migrate(Connection &connection) const;
    /// For readers: NewerSchema, or CannotOpen when a writer has yet to bring it up to date.
    Result<> check(Connection &connection) const;

private:
    Result<int> knownVersion(Connection &connection) const;
    Result<> migrateFile(Connection &connection) const;
    Result<> migrateServer(Connection &connection) const;
    Result<> step(Connection &connection, const Migration &migration) const;
    Result<> apply(Connection &connection, const Migration &migration) const;

    QList<Migration> m_migrations;
};

} // namespace desk
