#pragma once

#include "base/result.h"
#include "sql/connection.h"
#include "store/keyset.h"
#include "store/sealedtable.h"

#include <QString>

#include <optional>

namespace desk
{

/// What cases and messages are about, iqama numbers above all: found by keyed hash, kept sealed. Rows refer
/// to a subject by its number, which tells nothing.
class Subjects
{
public:
    explicit Subjects(Connection &connection);

    /// The subject's number; a new subject gets the next. In the caller's Transaction.
    Result<qint64> keep(const KeySet &keys, const QString &subject);
    /// nullopt: nothing was ever about it.
    Result<std::optional<qint64>> find(const KeySet &keys, const QString &subject);
    /// What the row `subjectId` holds in `sealed`.
    static Result<QString> open(const KeySet &keys, qint64 subjectId, QByteArrayView sealed);

    /// As SealedTable's, with the hashes.
    Result<qint64> resealAfter(const KeySet &keys, qint64 subjectId, int limit);

private:
    Connection &m_connection;
};

} // namespace desk
