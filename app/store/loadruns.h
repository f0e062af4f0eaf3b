#pragma once

#include "base/result.h"
#include "sql/connection.h"
#include "store/postings.h"
#include "store/residentloader.h"

#include <QByteArray>
#include <QtGlobal>

#include <array>
#include <deque>
#include <future>
#include <memory>
#include <span>
#include <vector>

namespace desk
{

/// What finds the residents that a first load appends, by number and by name: kept as it comes, and laid in
/// order when the load has ended, which is many times faster than one by one. It finds nobody before that.
/// Writing calls belong to the caller's Transaction.
class LoadRuns
{
public:
    explicit LoadRuns(Connection &connection)
        : m_connection(connection)
    {
    }

    /// What finds some residents.
    struct Run {
        qint64 firstResident = 0;
        QByteArray postings; ///< one part behind another
        std::array<qsizetype, postings::kParts> ends{};
    };
    /// Takes most of the time, on whatever thread. Residents in the order of their rows, fewer than 16
    /// million.
    static Run runOf(std::span<const LoadedResident> residents);
    /// In the order of their rows, too.
    Result<> append(const Run &run);
    /// Forgets what is waiting.
    Result<> clear();
    /// Whether there is something that finds nobody yet.
    Result<bool> isWaiting();

    /// How far laying has come. May be dropped at any time: a part that is not laid is begun again.
    class Sorting
    {
    public:
        /// The next thing to do is `sort`, which needs no database.
        bool isToSort() const { return m_stage == Stage::Sort; }
        void sort();

    private:
        friend class LoadRuns;
        enum class Stage { Begin, Read, Sort, Lay };
        Stage m_stage = Stage::Begin;
        int m_part = -1;    ///< that was reached
        qint64 m_place = 0; ///< read up to here
        std::vector<postings::Packed> m_laid;
        std::vector<QByteArray> m_runs;
        qsizetype m_bytes = 0; ///< of the runs
        std::vector<postings::Block> m_blocks;
    };
    /// One step, some milliseconds' work; not while there is something to sort. False when nothing is left.
    Result<bool> step(Sorting &sorting);
    /// Every step.
    Result<> index();
    class Indexing;

private:
    Result<bool> begin(Sorting &sorting);
    Result<> read(Sorting &sorting);
    Result<> lay(Sorting &sorting);

    Connection &m_connection;
};

/// Lays everything as fast as it goes: while a part is written the next are sorted on threads of their own.
/// May be dropped at any time.
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
