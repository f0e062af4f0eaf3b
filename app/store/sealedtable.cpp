#include "store/sealedtable.h"

#include "sql/statement.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

QByteArray SealedTable::seal(const KeySet &keys, const char *column, qint64 row, QByteArrayView plain) const
{
    return keys.seal(use, {table, column, QByteArray::number(row)}, plain);
}

Result<QByteArray> SealedTable::open(const KeySet &keys, const char *column, qint64 row,
                                     QByteArrayView sealed) const
{
    return keys.open(use, {table, column, QByteArray::number(row)}, sealed);
}

Result<qint64> SealedTable::nextRow(Connection &connection) const
{
    return connection.number(u"SELECT coalesce(max(rowid), 0) + 1 FROM "_s + QLatin1StringView(table));
}

Result<qint64> SealedTable::resealAfter(Connection &connection, const KeySet &keys, qint64 row,
                                        int limit) const
{
    QString select = u"SELECT rowid"_s;
    QString assign;
    for (const char *column : columns) {
        select += u", "_s + QLatin1StringView(column);
        assign += (assign.isEmpty() ? u""_s : u", "_s) + QLatin1StringView(column) + u" = ?"_s;
    }
    const QString name = QLatin1StringView(table);
    if (frozen) {
        select += u", key_generation"_s;
        assign += u", key_generation = ?"_s;
    }
    Statement query(connection, select + u" FROM "_s + name + u" WHERE rowid > ? ORDER BY rowid LIMIT ?"_s);
    Statement update(connection, u"UPDATE "_s + name + u" SET "_s + assign + u" WHERE rowid = ?"_s);
    const int newest = keys.generation();
    const int count = static_cast<int>(columns.size());
    qint64 reached = row;
    query.bind(row, limit);
    for (int read = 0;; ++read) {
        const auto next = query.step();
        if (!next)
            return failure(next);
        if (!*next)
            return read < limit ? kAllSealed : reached;
        reached = query.number(0);
        if (frozen && (query.integer(count + 1) == 0 || query.integer(count + 1) == newest))
            continue;
        std::vector<QByteArray> anew;
        bool older = false;
        for (int at = 0; at < count; ++at) {
            const QByteArray sealed = query.bytes(at + 1);
            const auto plain = open(keys, columns[static_cast<size_t>(at)], reached, sealed);
            if (!plain)
                return failure(plain);
            older = older || KeySet::generationOf(sealed) != newest;
            anew.push_back(seal(keys, columns[static_cast<size_t>(at)], reached, *plain));
        }
        if (!older)
            continue;
        update.bind();
        for (const QByteArray &sealed : anew)
            update.add(sealed);
        if (frozen)
            update.add(newest);
        if (const auto done = update.add(reached).run(); !done)
            return failure(done);
    }
}

} // namespace desk
