#pragma once

#include "base/result.h"
#include "sql/connection.h"

#include <QByteArray>
#include <QDate>
#include <QDateTime>
#include <QString>

#include <concepts>
#include <memory>
#include <optional>
#include <type_traits>

namespace desk
{

/// One use of a prepared statement: bind by position, step through rows, read typed columns. Ends (and so
/// lets go of its locks) when it leaves scope; the prepared form stays with the connection for the next use.
///
/// Types decide about NULL, not values: an empty QString is an empty text; a std::optional without a value,
/// an invalid QDate or QDateTime and nullptr are NULL. Dates are ISO text, instants `isoInstant` text, bool 0
/// or 1.
///
/// A statement that could not be prepared says so at the first `step` or `run`.
class Statement
{
public:
    Statement(Connection &connection, const QString &sql);
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;
    ~Statement();

    /// Binds all parameters and starts the statement afresh, so that it can be used again in a loop.
    template <class... Values>
    Statement &bind(const Values &...values)
    {
        restart();
        (bindNext(values), ...);
        return *this;
    }
    /// Binds one more parameter after those bound so far; for lists of a length known only at run time.
    template <class Value>
    Statement &add(const Value &value)
    {
        bindNext(value);
        return *this;
    }

    /// Moves to the next row; false after the last.
    Result<bool> step();
    /// Runs a statement whose rows, if any, nobody wants.
    Result<> run();
    /// The same without waiting for the outcome, in a transaction: on PostgreSQL the next statement that
    /// waits, the commit at the latest, fails instead.
    Result<> post();
    /// Calls `use(*this)` on each row; a `use` that gives a Result ends it with the first error.
    template <class Use>
    Result<> each(Use &&use)
    {
        for (;;) {
            const auto row = step();
            if (!row)
                return failure(row);
            if (!*row)
                return {};
            if constexpr (std::is_void_v<std::invoke_result_t<Use, Statement &>>) {
                use(*this);
            } else if (const Result<> used = use(*this); !used) {
                return used;
            }
        }
    }

    bool isNull(int column) const;
    QString text(int column) const;
    QByteArray bytes(int column) const;
    qint64 number(int column) const;
    int integer(int column) const;
    bool flag(int column) const;
    /// Invalid when NULL.
    QDate date(int column) const;
    QDateTime instant(int column) const;

    /// Rows changed by `run`.
    int changes() const;
    /// The row id given by the INSERT just run in SQLite; SQL for both databases says RETURNING.
    qint64 insertedId() const;

private:
    void bindNext(std::nullptr_t);
    void bindNext(const QString &value);
    void bindNext(const QByteArray &value);
    void bindNext(QDate value);
    void bindNext(const QDateTime &value);
    void bindNext(double value);
    void bindNext(std::integral auto value) { bindNumber(static_cast<qint64>(value)); }
    template <class Value>
    void bindNext(const std::optional<Value> &value)
    {
        if (value)
            bindNext(*value);
        else
            bindNext(nullptr);
    }
    void bindNumber(qint64 value);
    void bound(bool taken);
    void restart();

    Connection &m_connection;
    QString m_sql;
    std::unique_ptr<PreparedStatement> m_statement;
    std::optional<Error> m_error;
    int m_bound = 0;
    int m_changes = 0;
    bool m_ended = false; ///< stepped past the last row
};

} // namespace desk
