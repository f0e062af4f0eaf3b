#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "hub/positionmark.h"
#include "hub/store.h"
#include "sql/connection.h"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace desk
{

/// Who writes: one thread on SQLite, on PostgreSQL a few, each with its own connection. Jobs that wait
/// together are committed together, each in a savepoint of its own, so that one that fails takes no other
/// with it; nobody hears of a result before the commit.
class Writer
{
public:
    struct Job {
        /// Reads and writes; an error undoes what this job wrote.
        std::function<Result<>(Connection &)> work;
        /// Called on the thread that wrote after the commit, or with the reason why nothing was written.
        std::function<void(const Result<> &)> done;
    };

    Writer(HubPlace place, const Clock &clock);
    Writer(const Writer &) = delete;
    Writer &operator=(const Writer &) = delete;
    ~Writer();

    /// Opens the store and starts. `onMoved` is called on a writing thread when it has made the feed grow.
    Result<> start(std::function<void()> onMoved);
    /// Does what is queued, checkpoints and ends.
    void stop();

    /// The jobs are done one after another, after those that were posted for the same `whom` (a workstation).
    void post(std::vector<Job> jobs, const QString &whom = {});
    /// Runs one job and waits for it; not on a thread that writes.
    Result<> run(std::function<Result<>(Connection &)> work);

    /// Jobs that wait.
    qint64 queued() const;
    /// Marks from now on how far the store has come.
    void keepMark(std::shared_ptr<PositionMark> mark, const PositionMark::Standing &standing);

    /// The newest committed feed position this process knows of.
    qint64 lastPosition() const { return m_last; }
    /// Another process committed this position.
    void sawPosition(qint64 position);

private:
    struct Lane {
        std::deque<Job> queue;
        std::thread thread;
    };

    Result<> start(Lane &lane);
    void loop(Connection &connection, Lane &lane);
    std::vector<Job> nextGroup(Lane &lane);
    /// False when the group as a whole could not be committed; nothing of it was.
    bool commitGroup(Connection &connection, Lane &lane, std::vector<Job> &group);
    void mark(qint64 position);

    const HubPlace m_place;
    const Clock &m_clock;
    std::function<void()> m_onMoved;
    std::mutex m_markMutex;
    std::shared_ptr<PositionMark> m_mark;
    QString m_epoch;
    std::atomic<qint64> m_last{0};
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::vector<Lane> m_lanes;
    bool m_stopping = false;
};

/// A few threads that read, each with its own connection.
class Readers
{
public:
    using Job = std::function<void(Connection &)>;

    explicit Readers(HubPlace place);
    Readers(const Readers &) = delete;
    Readers &operator=(const Readers &) = delete;
    ~Readers();

    Result<> start(int threads);
    /// Does what is queued and ends.
    void stop();
    void post(Job job);

private:
    const HubPlace m_place;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<Job> m_queue;
    bool m_stopping = false;
    std::vector<std::thread> m_threads;
};

} // namespace desk
