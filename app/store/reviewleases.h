#pragma once

#include "base/result.h"
#include "domain/reviewlease.h"
#include "sql/connection.h"

#include <QString>

#include <optional>

namespace desk
{

/// Who reviews which case, as this desk last heard. Writing calls belong to the caller's Transaction.
class ReviewLeases
{
public:
    explicit ReviewLeases(Connection &connection)
        : m_connection(connection)
    {
    }

    Result<std::optional<ReviewLease>> of(const QString &caseId);
    /// nullopt: nobody. True when that was news.
    Result<bool> set(const QString &caseId, const std::optional<ReviewLease> &lease);
    /// The hub that knew them began a new life.
    Result<> forgetAll();

private:
    Connection &m_connection;
};

} // namespace desk
