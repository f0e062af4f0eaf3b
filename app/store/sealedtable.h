#pragma once

#include "base/result.h"
#include "sql/connection.h"
#include "store/keyset.h"

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace desk
{

/// The sealed columns of a table of desk.db whose rows have an integer primary key and are never deleted. A
/// value opens in its own row and column only.
struct SealedTable {
    KeyUse use = KeyUse::Cases;
    const char *table = nullptr;
    std::vector<const char *> columns;
    /// Its rows never change; `key_generation` says what sealed them, and only a newer key may seal them
    /// anew. 0: a row that is not sealed.
    bool frozen = true;

    QByteArray seal(const KeySet &keys, const char *column, qint64 row, QByteArrayView plain) const;
    /// Damaged (`where` is "table.column") for anything but what `seal` made for this cell.
    Result<QByteArray> open(const KeySet &keys, const char *column, qint64 row, QByteArrayView sealed) const;

    /// The key of the row to be inserted next, which its sealed values are bound to; in the transaction of
    /// the insertion.
    Result<qint64> nextRow(Connection &connection) const;

    /// Seals up to `limit` rows after `row` with the newest key; the row reached, `kAllSealed` after the
    /// last.
    Result<qint64> resealAfter(Connection &connection, const KeySet &keys, qint64 row, int limit) const;
    static constexpr qint64 kAllSealed = -1;
};

} // namespace desk
