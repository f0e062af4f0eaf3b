#include "store/loadruns.h"

#include "sql/statement.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

/// Of a country's load a part is 15 MB.
constexpr int kRunsInStep = 100;
/// A resident's place among those of a run.
constexpr int kPlaceBits = 64 - postings::kTokenBits;
constexpr quint64 kPlaceMask = (quint64(1) << kPlaceBits) - 1;
/// Sorted without a stage of its own, in some milliseconds.
constexpr qsizetype kBytesSortedAtOnce = 200'000;

// The runs of a part stand together, in the order of their residents, so that whole pages go with it.
constexpr int kRunBits = 32;
static_assert(postings::kResidentBits <= kRunBits);
qint64 beginOf(size_t part)
{
    return qint64(part) << kRunBits;
}

} // namespace

LoadRuns::Run LoadRuns::runOf(std::span<const LoadedResident> residents)
{
    Run run;
    if (residents.empty())
        return run;
    run.firstResident = residents.front().id;
    std::vector<quint64> all; // a token, then the place of who has it
    for (size_t place = 0; place < residents.size(); ++place) {
        for (const quint64 number : residents[place].numbers)
            all.push_back(number << kPlaceBits | place);
        for (const quint64 token : residents[place].names)
            all.push_back(token << kPlaceBits | place);
    }
    postings::sortFrom(kPlaceBits, all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    std::vector<postings::Packed> packed;
    auto next = all.cbegin();
    for (size_t part = 0; part < postings::kParts; ++part) {
        packed.clear();
        for (; next != all.cend() && postings::partOf(*next >> kPlaceBits) == part; ++next)
            packed.push_back(postings::packed(*next >> kPlaceBits, residents[*next & kPlaceMask].id));
        postings::append(run.postings, packed, run.firstResident);
        run.ends[part] = run.postings.size();
    }
    return run;
}

Result<> LoadRuns::append(const Run &run)
{
    Statement insert(m_connection, u"INSERT INTO load_runs (place, postings) VALUES (?, ?)"_s);
    qsizetype begin = 0;
    for (size_t part = 0; part < postings::kParts; ++part) {
        const qsizetype end = run.ends[part];
        const auto bytes = QByteArray::fromRawData(run.postings.constData() + begin, end - begin);
        begin = end;
        if (bytes.isEmpty())
            continue;
        const auto kept = insert.bind(beginOf(part) + run.firstResident, bytes).run();
        if (!kept)
            return kept;
    }
    return {};
}

Result<> LoadRuns::clear()
{
    return m_connection.execute(u"DELETE FROM load_runs"_s);
}

Result<bool> LoadRuns::isWaiting()
{
    return Statement(m_connection, u"SELECT 1 FROM load_runs LIMIT 1"_s).step();
}

void LoadRuns::Sorting::sort()
{
    std::vector<postings::Packed> all = std::exchange(m_laid, {});
    for (const QByteArray &run : std::exchange(m_runs, {}))
        postings::append(all, run);
    postings::sortFrom(postings::kResidentBits, all);
    m_blocks = postings::blocksOf(static_cast<size_t>(m_part), all);
    m_stage = Stage::Lay;
}

Result<bool> LoadRuns::step(Sorting &sorting)
{
    Result<> done;
    switch (sorting.m_stage) {
    case Sorting::Stage::Begin:
        return begin(sorting);
    case Sorting::Stage::Read:
        done = read(sorting);
        break;
    case Sorting::Stage::Lay:
        done = lay(sorting);
        break;
    case Sorting::Stage::Sort:
        Q_ASSERT(false);
        break;
    }
    return done ? Result<bool>(true) : failure(done);
}

Result<bool> LoadRuns::begin(Sorting &sorting)
{
    Statement first(m_connection, u"SELECT place FROM load_runs WHERE place >= ? ORDER BY place LIMIT 1"_s);
    const auto row = first.bind(beginOf(static_cast<size_t>(sorting.m_part + 1))).step();
    if (!row || !*row)
        return row;
    sorting.m_part = static_cast<int>(first.number(0) >> kRunBits);
    sorting.m_place = beginOf(static_cast<size_t>(sorting.m_part));
    sorting.m_stage = Sorting::Stage::Read;
    // What was laid before stands before the runs: residents come in the order of their rows.
    const auto laid = postings::read(m_connection, static_cast<size_t>(sorting.m_part), sorting.m_laid);
    return laid ? Result<bool>(true) : failure(laid);
}

Result<> LoadRuns::read(Sorting &sorting)
{
    Statement query(m_connection, u"SELECT place, postings FROM load_runs WHERE place > ? AND place < ? "
                                  u"ORDER BY place LIMIT ?"_s);
    int runs = 0;
    const auto done =
        query.bind(sorting.m_place, beginOf(static_cast<size_t>(sorting.m_part) + 1), kRunsInStep)
            .each([&](const Statement &row) {
                sorting.m_place = row.number(0);
                sorting.m_runs.push_back(row.bytes(1));
                sorting.m_bytes += sorting.m_runs.back().size();
                ++runs;
            });
    if (done && runs < kRunsInStep) {
        sorting.m_stage = Sorting::Stage::Sort;
        if (sorting.m_bytes + qsizetype(sorting.m_laid.size() * sizeof(postings::Packed)) <=
            kBytesSortedAtOnce)
            sorting.sort();
    }
    return done;
}

/// In one step with the end of the runs: what is laid again is laid of all that was there.
Result<> LoadRuns::lay(Sorting &sorting)
{
    const int part = sorting.m_part;
    if (const auto laid = postings::lay(m_connection, static_cast<size_t>(part), sorting.m_blocks); !laid)
        return laid;
    sorting = {};
    sorting.m_part = part;
    return Statement(m_connection, u"DELETE FROM load_runs WHERE place >= ? AND place < ?"_s)
        .bind(beginOf(static_cast<size_t>(part)), beginOf(static_cast<size_t>(part) + 1))
        .run();
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
    const auto laid = m_runs.lay(*part.sorting);
    return laid ? Result<bool>(true) : failure(laid);
}

Result<> LoadRuns::Indexing::readAhead()
{
    while (m_hasMore && m_ahead.size() < kAhead) {
        auto next = std::make_unique<Sorting>();
        next->m_part = m_part;
        const auto begun = m_runs.begin(*next);
        if (!begun)
            return failure(begun);
        m_hasMore = *begun;
        if (!m_hasMore)
            break;
        while (next->m_stage == Sorting::Stage::Read) {
            if (const auto read = m_runs.read(*next); !read)
                return read;
        }
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
