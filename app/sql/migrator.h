#pragma once

#include "base/result.h"
#include "sql/connection.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace desk
{

/// One numbered step of a schema, "0002_outbox.sql".
struct Migration {
    int version = 0;
    QString name;
    QStringList statements;
};

/// Brings a database to the schema this program knows (house-style.md §5.5). New databases run every file;
/// there is no second description of the schema. Statements in a file are separated by lines `-- @next`.
class Migrator
{
public:
    /// Reads the files NNNN_name.sql of `directory` (a resource prefix or a folder): 1, 2, 3 … without a gap.
    static Result<Migrator> fromDirectory(const QString &directory);

    /// The schema version after the last file.
    int target() const { return static_cast<int>(m_migrations.size()); }

    /// Runs what is missing, each file in one transaction with a foreign-key check; an existing database is
    /// first copied aside to `<file>.v<old version>`. NewerSchema (`where` is its version) when a later
    /// program wrote it. Not inside a Transaction.
    Result<> migrate(Connection &connection) const;
    /// For readers: NewerSchema, or CannotOpen when a writer has yet to bring it up to date.
    Result<> check(Connection &connection) const;

private:
    Result<int> knownVersion(Connection &connection) const;
    Result<> apply(Connection &connection, const Migration &migration) const;

    QList<Migration> m_migrations;
};

} // namespace desk
