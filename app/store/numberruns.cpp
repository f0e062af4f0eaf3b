#include "store/numberruns.h"

#include "sql/statement.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <cstring>
#include <type_traits>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

/// Of a country's numbers one part, 80 MB, is in memory at a time.
constexpr int kPartBits = 4;
constexpr size_t kParts = size_t(1) << kPartBits;
constexpr int kRunsInStep = 100;
constexpr size_t kInsertsInStep = 4'000;
/// Within one statement SQLite goes on from the row before; each statement looks for its place from the root.
constexpr size_t kRowsAtOnce = 100;

static_assert(std::has_unique_object_representations_v<NumberPair>);

QString insertOf(size_t rows)
{
    // Not IGNORE: to replace a row by itself SQLite need not look for it first.
    QString sql = u"INSERT OR REPLACE INTO numbers (hash, resident_id) VALUES (?, ?)"_s;
    for (size_t row = 1; row < rows; ++row)
        sql += u", (?, ?)"_s;
    return sql;
}

/// Parts are in the order of their hashes.
size_t partOf(qint64 hash)
{
    return (static_cast<quint64>(hash) ^ (quint64(1) << 63)) >> (64 - kPartBits);
}

} // namespace

Result<> NumberRuns::append(const std::vector<NumberPair> &pairs)
{
    std::array<QByteArray, kParts> parts;
    for (const NumberPair &pair : pairs)
        parts[partOf(pair.hash)].append(reinterpret_cast<const char *>(&pair), sizeof pair);
    // Not INSERT ... SELECT: for a statement of several rows SQLite sets a savepoint, at which the full-text
    // index writes out what it gathers.
    Statement last(m_connection, u"SELECT coalesce(max(run), 0) FROM number_runs WHERE part = ?"_s);
    Statement insert(m_connection, u"INSERT INTO number_runs (part, run, pairs) VALUES (?, ?, ?)"_s);
    for (size_t part = 0; part < kParts; ++part) {
        if (parts[part].isEmpty())
            continue;
        if (const auto row = last.bind(part).step(); !row)
            return failure(row);
        if (const auto kept = insert.bind(part, last.number(0) + 1, parts[part]).run(); !kept)
            return kept;
    }
    return {};
}

Result<bool> NumberRuns::isWaiting()
{
    return Statement(m_connection, u"SELECT 1 FROM number_runs LIMIT 1"_s).step();
}

void NumberRuns::Sorting::sort()
{
    std::sort(m_pairs.begin(), m_pairs.end());
    m_stage = Stage::Insert;
}

Result<bool> NumberRuns::step(Sorting &sorting)
{
    switch (sorting.m_stage) {
    case Sorting::Stage::Read:
        return read(sorting);
    case Sorting::Stage::Insert:
        if (const auto done = insert(sorting); !done)
            return failure(done);
        break;
    case Sorting::Stage::Drop:
        if (const auto done = drop(sorting); !done)
            return failure(done);
        break;
    case Sorting::Stage::Sort:
        Q_ASSERT(false);
        break;
    }
    return true;
}

Result<bool> NumberRuns::read(Sorting &sorting)
{
    if (sorting.m_part < 0) {
        Statement first(m_connection, u"SELECT part FROM number_runs ORDER BY part LIMIT 1"_s);
        const auto row = first.step();
        if (!row || !*row)
            return row;
        sorting.m_part = first.integer(0);
    }
    Statement query(m_connection, u"SELECT run, pairs FROM number_runs WHERE part = ? AND run > ? "
                                  u"ORDER BY run LIMIT ?"_s);
    int runs = 0;
    const auto done = query.bind(sorting.m_part, sorting.m_run, kRunsInStep).each([&](const Statement &row) {
        sorting.m_run = row.number(0);
        const QByteArray pairs = row.bytes(1);
        const size_t before = sorting.m_pairs.size();
        sorting.m_pairs.resize(before + size_t(pairs.size()) / sizeof(NumberPair));
        std::memcpy(sorting.m_pairs.data() + before, pairs.constData(),
                    (sorting.m_pairs.size() - before) * sizeof(NumberPair));
        ++runs;
    });
    if (!done)
        return failure(done);
    if (runs < kRunsInStep)
        sorting.m_stage = Sorting::Stage::Sort;
    return true;
}

Result<> NumberRuns::insert(Sorting &sorting)
{
    const size_t end = std::min(sorting.m_inserted + kInsertsInStep, sorting.m_pairs.size());
    for (const size_t rows : {kRowsAtOnce, size_t(1)}) {
        Statement numbers(m_connection, insertOf(rows));
        while (end - sorting.m_inserted >= rows) {
            numbers.bind();
            for (const size_t next = sorting.m_inserted + rows; sorting.m_inserted < next;
                 ++sorting.m_inserted) {
                const NumberPair &pair = sorting.m_pairs[sorting.m_inserted];
                numbers.add(pair.hash).add(pair.residentId);
            }
            if (const auto kept = numbers.run(); !kept)
                return kept;
        }
    }
    if (end == sorting.m_pairs.size())
        sorting.m_stage = Sorting::Stage::Drop;
    return {};
}

Result<> NumberRuns::drop(Sorting &sorting)
{
    Statement removal(m_connection,
                      u"DELETE FROM number_runs WHERE part = ? AND run IN (SELECT run FROM number_runs "
                      u"WHERE part = ? ORDER BY run LIMIT ?)"_s);
    const auto done = removal.bind(sorting.m_part, sorting.m_part, kRunsInStep).run();
    if (done && removal.changes() < kRunsInStep)
        sorting = {};
    return done;
}

Result<> NumberRuns::index()
{
    Sorting sorting;
    for (bool more = true; more;) {
        if (sorting.isToSort())
            sorting.sort();
        const auto stepped = step(sorting);
        if (!stepped)
            return failure(stepped);
        more = *stepped;
    }
    return {};
}

} // namespace desk
