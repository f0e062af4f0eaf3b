#pragma once

#include "base/result.h"
#include "sql/connection.h"

namespace desk
{

/// BEGIN … COMMIT (on SQLite BEGIN IMMEDIATE); rolls back when it leaves scope without `commit`. Never
/// nested, never open across a wait. When it could not begin, or the database gave it up (full disk, I/O
/// error, lost connection), every statement until its end fails with that reason, so nothing is written
/// outside.
class Transaction
{
public:
    explicit Transaction(Connection &connection);
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;
    ~Transaction();

    /// Whether it began: DeskBusy when another process writes, MustRestart once a disk did not sync.
    Result<> begun() const;
    /// Makes everything durable. After a failure nothing of it is.
    Result<> commit();

private:
    Connection &m_connection;
    bool m_open = false;
};

} // namespace desk
