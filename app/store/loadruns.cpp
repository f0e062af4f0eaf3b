#include "store/loadruns.h"

#include "sql/statement.h"

#include <QByteArray>

#include <algorithm>
#include <array>
#include <cstring>
#include <type_traits>
#include <utility>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

// Of a country's load one part is in memory at a time: 80 MB of numbers, 30 MB of names. Those of numbers
// come first.
constexpr int kNumberPartBits = 4;
constexpr size_t kNumberParts = LoadRuns::kNumberParts;
static_assert(kNumberParts == size_t(1) << kNumberPartBits);
constexpr int kRunsInStep = 100;
constexpr int kEveryRun = -1;
/// A resident's place among those of a run.
constexpr int kPlaceBits = 64 - kNameTokenBits;
constexpr quint64 kPlaceMask = (quint64(1) << kPlaceBits) - 1;
/// Sorted without a stage of its own, in some milliseconds.
constexpr size_t kBytesSortedAtOnce = 200'000;
constexpr size_t kInsertsInStep = 4'000;
/// Within one statement SQLite goes on from the row before; each statement looks for its place from the root.
constexpr size_t kRowsAtOnce = 100;

QString insertOf(size_t rows)
{
    // Not IGNORE: to replace a row by itself SQLite need not look for it first.
    QString sql = u"INSERT OR REPLACE INTO numbers (hash, resident_id) VALUES (?, ?)"_s;
    for (size_t row = 1; row < rows; ++row)
        sql += u", (?, ?)"_s;
    return sql;
}

static_assert(std::has_unique_object_representations_v<NumberPair>);

// The rows of a part stand together, so that whole pages go with it.
constexpr int kRunBits = 32;
qint64 beginOf(size_t part)
{
    return qint64(part) << kRunBits;
}

/// Parts are in the order of their hashes.
size_t partOf(qint64 hash)
{
    return (static_cast<quint64>(hash) ^ (quint64(1) << 63)) >> (64 - kNumberPartBits);
}

} // namespace

LoadRuns::Run LoadRuns::runOf(std::span<const LoadedResident> residents)
{
    Run run;
    std::vector<quint64> names; // a token, then who has it
    for (size_t i = 0; i < residents.size(); ++i) {
        const LoadedResident &resident = residents[i];
        for (const quint64 number : resident.numbers) {
            const auto hash = static_cast<qint64>(number);
            run.numbers[partOf(hash)].push_back({hash, resident.id});
        }
        for (const quint64 token : resident.names)
            names.push_back(token << kPlaceBits | i);
    }
    postings::sortFrom(kPlaceBits, names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    std::vector<postings::Packed> packed;
    auto name = names.cbegin();
    for (size_t part = 0; part < postings::kParts; ++part) {
        packed.clear();
        for (; name != names.cend() && postings::partOf(*name >> kPlaceBits) == part; ++name)
            packed.push_back(postings::packed(*name >> kPlaceBits, residents[*name & kPlaceMask].id));
        postings::append(run.names, packed, residents.empty() ? 0 : residents.front().id);
        run.namesEnd[part] = run.names.size();
    }
    return run;
}

Result<> LoadRuns::append(const Run &run)
{
    for (size_t part = 0; part < kNumberParts; ++part) {
        const std::vector<NumberPair> &pairs = run.numbers[part];
        const auto bytes = QByteArray::fromRawData(reinterpret_cast<const char *>(pairs.data()),
                                                   static_cast<qsizetype>(pairs.size() * sizeof(NumberPair)));
        if (const auto kept = append(part, bytes); !kept)
            return kept;
    }
    qsizetype begin = 0;
    for (size_t part = 0; part < postings::kParts; ++part) {
        const auto bytes = QByteArray::fromRawData(run.names.constData() + begin, run.namesEnd[part] - begin);
        begin = run.namesEnd[part];
        if (const auto kept = append(kNumberParts + part, bytes); !kept)
            return kept;
    }
    return {};
}

Result<> LoadRuns::append(size_t part, const QByteArray &entries)
{
    if (entries.isEmpty())
        return {};
    // Not INSERT ... SELECT: for a statement of several rows SQLite sets a savepoint, at which the full-text
    // index writes out what it gathers.
    Statement last(m_connection, u"SELECT max(place) FROM load_runs WHERE place < ?"_s);
    if (const auto row = last.bind(beginOf(part + 1)).step(); !row)
        return failure(row);
    return Statement(m_connection, u"INSERT INTO load_runs (place, entries) VALUES (?, ?)"_s)
        .bind(std::max(last.number(0) + 1, beginOf(part)), entries)
        .run();
}

Result<> LoadRuns::dropNames()
{
    return Statement(m_connection, u"DELETE FROM load_runs WHERE place >= ?"_s)
        .bind(beginOf(kNumberParts))
        .run();
}

Result<bool> LoadRuns::isWaiting()
{
    return Statement(m_connection, u"SELECT 1 FROM load_runs LIMIT 1"_s).step();
}

void LoadRuns::Sorting::sort()
{
    std::sort(m_pairs.begin(), m_pairs.end());
    if (m_part >= int(kNumberParts)) {
        std::vector<postings::Packed> all = std::exchange(m_laid, {});
        for (const QByteArray &run : std::exchange(m_names, {}))
            postings::append(all, run);
        postings::sortFrom(postings::kResidentBits, all);
        m_blocks = postings::blocksOf(size_t(m_part) - kNumberParts, all);
    }
    m_stage = Stage::Put;
}

Result<bool> LoadRuns::step(Sorting &sorting)
{
    Result<> done;
    switch (sorting.m_stage) {
    case Sorting::Stage::Read:
        return read(sorting);
    case Sorting::Stage::Put:
        done = sorting.m_part < int(kNumberParts) ? putNumbers(sorting) : putNames(sorting);
        break;
    case Sorting::Stage::Drop:
        done = drop(sorting, kRunsInStep);
        break;
    case Sorting::Stage::Sort:
        Q_ASSERT(false);
        break;
    }
    return done ? Result<bool>(true) : failure(done);
}

Result<bool> LoadRuns::read(Sorting &sorting)
{
    if (!sorting.m_hasPart) {
        Statement first(m_connection,
                        u"SELECT place FROM load_runs WHERE place >= ? ORDER BY place LIMIT 1"_s);
        const auto row = first.bind(beginOf(size_t(sorting.m_part + 1))).step();
        if (!row || !*row)
            return row;
        sorting.m_part = static_cast<int>(first.number(0) >> kRunBits);
        sorting.m_hasPart = true;
        // What was laid before stands before the runs: residents come in the order of their rows.
        if (sorting.m_part >= int(kNumberParts)) {
            const auto laid =
                postings::read(m_connection, size_t(sorting.m_part) - kNumberParts, sorting.m_laid);
            if (!laid)
                return failure(laid);
        }
    }
    Statement query(m_connection, u"SELECT place, entries FROM load_runs WHERE place > ? AND place < ? "
                                  u"ORDER BY place LIMIT ?"_s);
    const auto part = size_t(sorting.m_part);
    query.bind(std::max(sorting.m_place, beginOf(part) - 1), beginOf(part + 1), kRunsInStep);
    int runs = 0;
    const auto done = query.each([&](const Statement &row) {
        sorting.m_place = row.number(0);
        const QByteArray entries = row.bytes(1);
        if (sorting.m_part < int(kNumberParts)) {
            const size_t before = sorting.m_pairs.size();
            sorting.m_pairs.resize(before + static_cast<size_t>(entries.size()) / sizeof(NumberPair));
            std::memcpy(sorting.m_pairs.data() + before, entries.constData(),
                        (sorting.m_pairs.size() - before) * sizeof(NumberPair));
        } else {
            sorting.m_names.push_back(entries);
        }
        sorting.m_bytes += static_cast<size_t>(entries.size());
        ++runs;
    });
    if (!done)
        return failure(done);
    if (runs < kRunsInStep) {
        sorting.m_stage = Sorting::Stage::Sort;
        if (sorting.m_bytes + sorting.m_laid.size() * sizeof(postings::Packed) <= kBytesSortedAtOnce)
            sorting.sort();
    }
    return true;
}

Result<> LoadRuns::putNumbers(Sorting &sorting)
{
    const size_t end = std::min(sorting.m_put + kInsertsInStep, sorting.m_pairs.size());
    for (const size_t rows : {kRowsAtOnce, size_t(1)}) {
        Statement numbers(m_connection, insertOf(rows));
        while (end - sorting.m_put >= rows) {
            numbers.bind();
            for (const size_t next = sorting.m_put + rows; sorting.m_put < next; ++sorting.m_put) {
                const NumberPair &pair = sorting.m_pairs[sorting.m_put];
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

/// In one step with the end of the runs: what is laid again is laid of all that was there.
Result<> LoadRuns::putNames(Sorting &sorting)
{
    const auto laid = postings::lay(m_connection, size_t(sorting.m_part) - kNumberParts, sorting.m_blocks);
    return laid ? drop(sorting, kEveryRun) : laid;
}

Result<> LoadRuns::drop(Sorting &sorting, int runs)
{
    Statement removal(m_connection, u"DELETE FROM load_runs WHERE place IN (SELECT place FROM load_runs "
                                    u"WHERE place >= ? AND place < ? ORDER BY place LIMIT ?)"_s);
    const auto part = size_t(sorting.m_part);
    const auto done = removal.bind(beginOf(part), beginOf(part + 1), runs).run();
    if (done && (runs == kEveryRun || removal.changes() < runs)) {
        sorting = {};
        sorting.m_part = int(part);
    }
    return done;
}

Result<> LoadRuns::index()
{
    Indexing indexing(m_connection);
    for (;;) {
        const auto stepped = indexing.step();
        if (!stepped || !*stepped)
            return stepped ? Result<>() : failure(stepped);
    }
}

Result<bool> LoadRuns::Indexing::step()
{
    if (const auto read = readAhead(); !read)
        return failure(read);
    if (m_ahead.empty())
        return false;
    Part part = std::move(m_ahead.front());
    m_ahead.pop_front();
    if (part.sorted.valid())
        part.sorted.get();
    if (const auto read = readAhead(); !read)
        return failure(read);
    while (part.sorting->m_hasPart) {
        const auto put = m_runs.step(*part.sorting);
        if (!put)
            return put;
    }
    return true;
}

Result<> LoadRuns::Indexing::readAhead()
{
    while (m_hasMore && m_ahead.size() < kAhead) {
        auto next = std::make_unique<Sorting>();
        next->m_part = m_part;
        while (m_hasMore && next->m_stage == Sorting::Stage::Read) {
            const auto read = m_runs.step(*next);
            if (!read)
                return failure(read);
            m_hasMore = *read;
        }
        if (!m_hasMore)
            break;
        m_part = next->m_part;
        Sorting &sorting = *next;
        const bool isToSort = sorting.isToSort();
        m_ahead.push_back({std::move(next), {}});
        if (isToSort)
            m_ahead.back().sorted = std::async(std::launch::async, [&sorting] { sorting.sort(); });
    }
    return {};
}

} // namespace desk
