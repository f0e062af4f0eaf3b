#pragma once

#include "base/result.h"

#include <QString>

#include <memory>
#include <optional>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace desk
{

/// Who may do what with a database file. One connection per file writes and checkpoints; all others only read
/// (SQLite 3.40 has the WAL-reset race, reliability.md §4.1).
enum class Access { Write, Read };

/// One SQLite database, opened for the thread that made the object and used, closed and removed there.
///
/// Settings are those of reliability.md §4.1: WAL, synchronous=FULL, foreign keys on, nothing trusted from
/// the schema. Readers are opened read-only and never checkpoint; close them before the writer.
class Connection
{
public:
    /// Opens `path`; a writer makes a missing file, a reader does not. `applicationId` marks our files:
    /// another program's database, or a file that is none, is ForeignFile and stays as it was. Errors:
    /// CannotOpen, ForeignFile, Damaged, DeskBusy.
    static Result<std::unique_ptr<Connection>> open(const QString &path, Access access, qint32 applicationId);
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;
    /// Every Statement and Transaction on it has ended before.
    ~Connection();

    const QString &path() const { return m_path; }
    Access access() const { return m_access; }
    qint32 applicationId() const { return m_applicationId; }
    bool inTransaction() const { return m_inTransaction; }

    /// Runs one statement without parameters and without rows: pragmas, schema changes.
    Result<> execute(const QString &sql);
    /// The first column of the first row of a query without parameters; NotFound without a row.
    Result<qint64> number(const QString &sql);

    /// A compact, consistent copy of the whole database in a new file. Not inside a transaction.
    Result<> copyInto(const QString &path);

    /// For tests: the n-th database access from now (1 = the next) fails once as a full disk would.
    void failAccess(int n) { m_failAt = n; }
    /// True once the access named to `failAccess` has come.
    bool accessFailed() const { return m_failAt == 0; }

private:
    friend class Statement;
    friend class Transaction;

    Connection(QString path, Access access, qint32 applicationId);

    Result<> applySettings();
    Result<> checkOwner();
    /// Counts an access; the error when it may not happen.
    Result<> admit();
    /// The error SQLite had last; inside a transaction that SQLite may have rolled back by itself, everything
    /// after it is refused until the Transaction ends, so that nothing slips out on its own.
    Error failed();

    Result<sqlite3_stmt *> take(const QString &sql);
    void giveBack(const QString &sql, sqlite3_stmt *statement);

    QString m_path;
    QString m_name;
    Access m_access;
    qint32 m_applicationId;
    bool m_inTransaction = false;
    int m_failAt = -1;
    int m_live = 0;
    std::optional<Error> m_refusal;
    sqlite3 *m_database = nullptr;                      ///< of Qt's driver, which closes it
    std::unordered_map<QString, sqlite3_stmt *> m_idle; ///< prepared and not in use
};

} // namespace desk
