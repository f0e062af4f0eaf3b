#pragma once

#include "base/result.h"
#include "sql/driver.h"

#include <QString>

#include <memory>

struct sqlite3;

namespace desk
{

enum class Access;

/// SQLite's own interface on a connection that Qt's driver opens and closes: a QSqlQuery costs more than a
/// look-up does.
class SqliteDriver : public Driver
{
public:
    static Result<std::unique_ptr<SqliteDriver>> open(const QString &path, Access access);
    SqliteDriver(const SqliteDriver &) = delete;
    SqliteDriver &operator=(const SqliteDriver &) = delete;
    ~SqliteDriver() override;

    Dialect dialect() const override { return Dialect::Sqlite; }
    QString name() const override;
    bool execute(const QString &sql) override;
    /// `FOR UPDATE` at the end is left out: there is one writer.
    std::unique_ptr<PreparedStatement> prepare(const QString &sql) override;
    QString beginStatement() const override { return QStringLiteral("BEGIN IMMEDIATE"); }
    void rollback() override;
    SqlFailure failure() const override;
    bool reopen() override { return false; }
    qint64 insertedId() const override;

private:
    explicit SqliteDriver(QString path);

    QString m_path;
    QString m_connectionName; ///< Qt's
    sqlite3 *m_database = nullptr;
};

} // namespace desk
