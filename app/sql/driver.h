#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace desk
{

/// Which database stands behind a connection. The SQL is the same text for both as far as it can be.
enum class Dialect { Sqlite, Postgresql };

/// What a database said last.
struct SqlFailure {
    Error error = {};
    bool endsTransaction = false; ///< nothing more can be done in the transaction it happened in
    bool isAlarming = false;      ///< a disk or a file, not a statement
    bool isLost = false;          ///< the connection is gone
    bool isUnsure = false;        ///< what was written before may not be on the disk, whatever it says later
};

/// A statement as a database keeps it between uses. Parameters count from 1, columns from 0.
class PreparedStatement
{
public:
    enum class Step { Row, Done, Failed };

    virtual ~PreparedStatement() = default;

    /// Each is false when the database refuses the value.
    virtual bool bindNull(int parameter) = 0;
    virtual bool bindText(int parameter, const QString &value) = 0;
    virtual bool bindBytes(int parameter, const QByteArray &value) = 0;
    virtual bool bindReal(int parameter, double value) = 0;
    virtual bool bindNumber(int parameter, qint64 value) = 0;

    virtual Step step() = 0;
    /// Runs it without waiting where the database can; false when it is known to have failed.
    virtual bool post() = 0;
    /// Ready to be run again; what is bound stays.
    virtual void reset() = 0;
    /// Forgets what is bound.
    virtual void clear() = 0;
    /// Rows changed by the last step.
    virtual int changes() const = 0;

    virtual bool isNull(int column) const = 0;
    virtual QString text(int column) const = 0;
    virtual QByteArray bytes(int column) const = 0;
    virtual qint64 number(int column) const = 0;
};

/// One open database, spoken to in its own way.
class Driver
{
public:
    virtual ~Driver() = default;

    virtual Dialect dialect() const = 0;
    /// What people may read of where it is: no path, no password.
    virtual QString name() const = 0;
    /// Runs one statement without parameters and without rows; false when it failed.
    virtual bool execute(const QString &sql) = 0;
    /// nullptr when it failed.
    virtual std::unique_ptr<PreparedStatement> prepare(const QString &sql) = 0;
    /// The statement that begins a writing transaction.
    virtual QString beginStatement() const = 0;
    /// Undoes the transaction under way; harmless when there is none any more.
    virtual void rollback() = 0;
    virtual SqlFailure failure() const = 0;
    /// Opens again what was lost; false when it cannot.
    virtual bool reopen() = 0;
    virtual qint64 insertedId() const = 0;
};

} // namespace desk
