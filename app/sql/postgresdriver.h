#pragma once

#include "base/result.h"
#include "sql/driver.h"

#include <QByteArray>
#include <QString>

#include <memory>

struct pg_conn;
struct pg_result;

namespace desk
{

enum class Access;

/// PostgreSQL by libpq, with the settings of reliability.md §3.2.
class PostgresDriver : public Driver
{
public:
    static Result<std::unique_ptr<PostgresDriver>> open(const QString &url, Access access);
    PostgresDriver(const PostgresDriver &) = delete;
    PostgresDriver &operator=(const PostgresDriver &) = delete;
    ~PostgresDriver() override;

    Dialect dialect() const override { return Dialect::Postgresql; }
    QString name() const override;
    bool execute(const QString &sql) override;
    /// `?` stands for the next parameter, as in SQLite.
    std::unique_ptr<PreparedStatement> prepare(const QString &sql) override;
    QString beginStatement() const override { return QStringLiteral("BEGIN"); }
    void rollback() override;
    SqlFailure failure() const override { return m_failure; }
    bool reopen() override;
    /// Not known: RETURNING says it.
    qint64 insertedId() const override { return 0; }

private:
    friend class PostgresStatement;

    PostgresDriver(pg_conn *connection, Access access);

    bool applySettings();
    /// False, with the failure noted, when it is no good answer.
    bool accept(const pg_result *answer);
    /// Waits for what was posted; false, with the first failure noted, when not all of it was done.
    bool settle();
    /// The same, and the answer to the last of it.
    pg_result *lastAnswer();

    pg_conn *m_connection;
    Access m_access;
    SqlFailure m_failure;
    int m_session = 0;    ///< counts the times it was opened: statements are prepared anew in each
    int m_posted = 0;     ///< statements under way whose outcome nobody has waited for
    int m_statements = 0; ///< names given so far
};

} // namespace desk
