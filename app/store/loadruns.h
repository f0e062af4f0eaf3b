#pragma once

#include "base/result.h"
#include "sql/connection.h"
#include "store/namepostings.h"
#include "store/residentloader.h"

#include <QByteArray>
#include <QtGlobal>

#include <array>
#include <compare>
#include <deque>
#include <future>
#include <memory>
#include <span>
#include <vector>

namespace desk
{

/// A keyed hash of a number, and whom it finds.
struct NumberPair {
    qint64 hash = 0;
    qint64 residentId = 0;

    friend auto operator<=>(const NumberPair &, const NumberPair &) = default;
};

/// What finds the residents that a first load appends, by number and by name: kept as it comes, and put into
/// the indexes in order when the load has ended, which is many times faster than one by one. It finds nobody
/// before that. Writing calls belong to the caller's Transaction.
class LoadRuns
{
public:
    explicit LoadRuns(Connection &connection)
        : m_connection(connection)
    {
    }

    static constexpr size_t kNumberParts = 16;
    /// What finds some residents, by the parts in which it is put into order.
    struct Run {
        std::array<std::vector<NumberPair>, kNumberParts> numbers;
        QByteArray names; ///< one part behind another
        std::array<qsizetype, postings::kParts> namesEnd{};
    };
    /// Takes most of the time, on whatever thread. Residents in the order of their rows, fewer than 16
    /// million.
    static Run runOf(std::span<const LoadedResident> residents);
    /// In the order of their rows, too.
    Result<> append(const Run &run);
    /// Forgets what is waiting of names.
    Result<> dropNames();
    /// Whether there is something that finds nobody yet.
    Result<bool> isWaiting();

    /// How far putting into order has come. May be dropped at any time: what was put in is put in again.
    class Sorting
    {
    public:
        /// The next thing to do is `sort`, which needs no database.
        bool isToSort() const { return m_stage == Stage::Sort; }
        void sort();

    private:
        friend class LoadRuns;
        enum class Stage { Read, Sort, Put, Drop };
        Stage m_stage = Stage::Read;
        int m_part = -1; ///< that was reached
        bool m_hasPart = false;
        qint64 m_place = 0; ///< read up to here
        std::vector<NumberPair> m_pairs;
        size_t m_put = 0; ///< of the pairs
        std::vector<postings::Packed> m_laid;
        std::vector<QByteArray> m_names;
        std::vector<postings::Block> m_blocks;
        size_t m_bytes = 0; ///< read
    };
    /// One step, some milliseconds' work; not while there is something to sort. False when nothing is left.
    Result<bool> step(Sorting &sorting);
    /// Every step.
    Result<> index();
    class Indexing;

private:
    Result<> append(size_t part, const QByteArray &entries);
    Result<bool> read(Sorting &sorting);
    Result<> putNumbers(Sorting &sorting);
    Result<> putNames(Sorting &sorting);
    Result<> drop(Sorting &sorting, int runs);

    Connection &m_connection;
};

/// Puts everything in as fast as it goes: while a part is written the next are sorted on threads of their
/// own. May be dropped at any time.
class LoadRuns::Indexing
{
public:
    explicit Indexing(Connection &connection)
        : m_runs(connection)
    {
    }

    /// A part, in the caller's Transaction. False when nothing is left.
    Result<bool> step();

private:
    /// As many as keep two cores busy.
    static constexpr size_t kAhead = 2;
    struct Part {
        std::unique_ptr<Sorting> sorting;
        std::future<void> sorted; ///< last: it uses `sorting`
    };
    Result<> readAhead();

    LoadRuns m_runs;
    std::deque<Part> m_ahead;
    int m_part = -1; ///< the last that was read
    bool m_hasMore = true;
};

} // namespace desk
