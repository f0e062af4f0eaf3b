#include "store/sealedtable.h"

#include "sql/statement.h"

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

/// Whether the values in columns 1 to `count` of the row are sealed with this generation.
bool allOf(const Statement &row, int count, int generation)
{
    for (int at = 1; at <= count; ++at) {
        if (KeySet::generationOf(row.bytes(at)) != generation)
            return false;
    }
    return true;
}

} // namespace

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
        if (frozen ? query.integer(count + 1) == 0 || query.integer(count + 1) == newest
                   : allOf(query, count, newest))
            continue;
        update.bind();
        for (int at = 0; at < count; ++at) {
            const char *column = columns[static_cast<size_t>(at)];
            const auto plain = open(keys, column, reached, query.bytes(at + 1));
            if (!plain)
                return failure(plain);
            update.add(seal(keys, column, reached, *plain));
        }
        if (frozen)
            update.add(newest);
        if (const auto done = update.add(reached).run(); !done)
            return failure(done);
    }
}

} // namespace desk
