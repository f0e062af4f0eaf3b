#pragma once

#include "base/result.h"
#include "sql/connection.h"

#include <QtGlobal>

#include <compare>
#include <vector>

namespace desk
{

/// A keyed hash of a number, and whom it finds.
struct NumberPair {
    qint64 hash = 0;
    qint64 residentId = 0;

    friend auto operator<=>(const NumberPair &, const NumberPair &) = default;
};

/// The numbers of residents that a first load appends: kept as they come, and put into the index of numbers
/// in order when the load has ended, which is many times faster than one by one. They find nobody before
/// that. Writing calls belong to the caller's Transaction.
class NumberRuns
{
public:
    explicit NumberRuns(Connection &connection)
        : m_connection(connection)
    {
    }

    Result<> append(const std::vector<NumberPair> &pairs);
    /// Whether there are numbers that find nobody yet.
    Result<bool> isWaiting();

    /// How far putting into order has come. May be dropped at any time: what was put in is put in again.
    class Sorting
    {
    public:
        /// The next thing to do is `sort`, which needs no database.
        bool isToSort() const { return m_stage == Stage::Sort; }
        void sort();

    private:
        friend class NumberRuns;
        enum class Stage { Read, Sort, Insert, Drop };
        Stage m_stage = Stage::Read;
        int m_part = -1;
        qint64 m_run = 0; ///< read up to here
        std::vector<NumberPair> m_pairs;
        size_t m_inserted = 0;
    };
    /// One step, a few milliseconds' work; not while there is something to sort. False when nothing is left.
    Result<bool> step(Sorting &sorting);
    /// Every step.
    Result<> index();

private:
    Result<bool> read(Sorting &sorting);
    Result<> insert(Sorting &sorting);
    Result<> drop(Sorting &sorting);

    Connection &m_connection;
};

} // namespace desk
