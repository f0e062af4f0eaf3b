#pragma once

#include "base/result.h"
#include "sql/connection.h"

#include <QByteArray>
#include <QDate>
#include <QDateTime>
#include <QString>
#include <QVariant>

#include <concepts>
#include <memory>
#include <optional>

namespace desk
{

/// One use of a prepared statement: bind by position, step through rows, read typed columns. Ends (and so
/// lets go of its locks) when it leaves scope; the prepared form stays with the connection for the next use.
///
/// Types decide about NULL, not values: an empty QString is an empty text; a std::optional without a value,
/// an invalid QDate or QDateTime and nullptr are NULL. Dates are ISO text, instants `isoInstant` text, bool 0
/// or 1.
///
/// Parameters are plain `?`: Qt rewrites numbered ones.
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
        (bindNext(variant(values)), ...);
        return *this;
    }
    /// Binds one more parameter after those bound so far; for lists of a length known only at run time.
    template <class Value>
    Statement &add(const Value &value)
    {
        bindNext(variant(value));
        return *this;
    }

    /// Moves to the next row; false after the last.
    Result<bool> step();
    /// Runs a statement whose rows, if any, nobody wants.
    Result<> run();
    /// Calls `use(*this)` on each row.
    template <class Use>
    Result<> each(Use &&use)
    {
        for (;;) {
            const auto row = step();
            if (!row)
                return failure(row);
            if (!*row)
                return {};
            use(*this);
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
    /// The row id given by the INSERT just run.
    qint64 insertedId() const;

private:
    static QVariant variant(std::nullptr_t) { return {}; }
    static QVariant variant(const QString &value)
    {
        return value.isNull() ? QVariant(QLatin1String("")) : value;
    }
    static QVariant variant(const QByteArray &value)
    {
        return value.isNull() ? QVariant(QByteArray("")) : value;
    }
    static QVariant variant(QDate value);
    static QVariant variant(const QDateTime &value);
    static QVariant variant(bool value) { return value ? 1 : 0; }
    static QVariant variant(double value) { return value; }
    static QVariant variant(std::integral auto value) { return static_cast<qlonglong>(value); }
    template <class Value>
    static QVariant variant(const std::optional<Value> &value)
    {
        return value ? variant(*value) : QVariant();
    }

    void restart();
    void bindNext(const QVariant &value);

    Connection &m_connection;
    QString m_sql;
    std::unique_ptr<QSqlQuery> m_query;
    std::optional<Error> m_error;
    int m_bound = 0;
    bool m_started = false;
};

} // namespace desk
