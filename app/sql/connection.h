#pragma once

#include "base/result.h"
#include "sql/driver.h"

#include <QString>

#include <memory>
#include <optional>
#include <unordered_map>

namespace desk
{

/// Who may do what with a database. One connection per SQLite file writes and checkpoints; all others only
/// read (SQLite 3.40 has the WAL-reset race, reliability.md §4.1).
enum class Access { Write, Read };

/// True for the address of a PostgreSQL database, "postgresql://host/name"; anything else is an SQLite file.
bool isPostgresql(const QString &database);

/// One database, opened for the thread that made the object and used, closed and removed there.
///
/// SQLite files have the settings of reliability.md §4.1: WAL, synchronous=FULL, foreign keys on, nothing
/// trusted from the schema. Readers are opened read-only and never checkpoint; close them before the writer.
/// PostgreSQL has the time-outs of §3.2. A connection it lost is an error of whatever runs at the time and is
/// opened again for the next.
class Connection
{
public:
    /// Opens a file or a PostgreSQL database; a writer makes a missing file, a reader does not.
    /// `applicationId` marks what is ours: another program's file, or a file that is no database, is
    /// ForeignFile and stays as it was. Errors: CannotOpen, ForeignFile, Damaged, DeskBusy.
    static Result<std::unique_ptr<Connection>> open(const QString &database, Access access,
                                                    qint32 applicationId);
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;
    /// Every Statement and Transaction on it has ended before.
    ~Connection();

    const QString &path() const { return m_path; }
    /// What people may read of where it is.
    QString name() const { return m_driver->name(); }
    Access access() const { return m_access; }
    Dialect dialect() const { return m_driver->dialect(); }
    qint32 applicationId() const { return m_applicationId; }
    bool inTransaction() const { return m_inTransaction; }

    /// Runs one statement without parameters and without rows: pragmas, schema changes.
    Result<> execute(const QString &sql);
    /// The first column of the first row of a query without parameters; NotFound without a row.
    Result<qint64> number(const QString &sql);

    /// A compact, consistent copy of the whole SQLite database in a new file. Not inside a transaction.
    Result<> copyInto(const QString &path);

    /// For tests: the n-th database access from now (1 = the next) fails once as a full disk would.
    void failAccess(int n) { m_failAt = n; }
    /// True once the access named to `failAccess` has come.
    bool accessFailed() const { return m_failAt == 0; }

private:
    friend class Statement;
    friend class Transaction;

    Connection(QString path, Access access, qint32 applicationId, std::unique_ptr<Driver> driver);

    Result<> applySettings();
    Result<> checkOwner();
    /// Counts an access; the error when it may not happen.
    Result<> admit();
    /// The error the database had last. After one that ends the transaction everything is refused until the
    /// Transaction ends, so that nothing slips out on its own.
    Error failed();

    Result<std::unique_ptr<PreparedStatement>> take(const QString &sql);
    void giveBack(const QString &sql, std::unique_ptr<PreparedStatement> statement);

    QString m_path;
    Access m_access;
    qint32 m_applicationId;
    bool m_inTransaction = false;
    bool m_lost = false;
    bool m_mustRestart = false; ///< a sync has failed: the next one would lie (reliability.md §4.1)
    int m_failAt = -1;
    int m_live = 0;
    std::optional<Error> m_refusal;
    std::unique_ptr<Driver> m_driver;
    std::unordered_map<QString, std::unique_ptr<PreparedStatement>> m_idle; ///< null while in use
};

} // namespace desk
