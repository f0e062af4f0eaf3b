#include "hub/workers.h"

#include "hub/eventlog.h"
#include "hub/feedlog.h"
#include "sql/statement.h"
#include "sql/transaction.h"

#include <future>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr size_t kGroupSize = 32;
constexpr std::chrono::milliseconds kGroupTime{5};
constexpr std::chrono::milliseconds kServerGroupTime{20}; // a statement costs a round trip
constexpr size_t kServerLanes = 3;

} // namespace

Writer::Writer(HubPlace place, const Clock &clock)
    : m_place(std::move(place))
    , m_clock(clock)
    , m_lanes(isPostgresql(m_place.database) ? kServerLanes : 1)
{
}

Writer::~Writer()
{
    stop();
}

Result<> Writer::start(std::function<void()> onMoved)
{
    m_onMoved = std::move(onMoved);
    m_stopping = false;
    for (Lane &lane : m_lanes) {
        if (const auto started = start(lane); !started) {
            stop();
            return started;
        }
    }
    return {};
}

Result<> Writer::start(Lane &lane)
{
    const auto opened = std::make_shared<std::promise<Result<>>>(); // outlives whichever side is later
    lane.thread = std::thread([this, opened, &lane] {
        auto connection = openHub(m_place, Access::Write);
        const Result<qint64> last =
            connection ? FeedLog(**connection, m_clock).last() : Result<qint64>(failure(connection));
        if (!last) {
            opened->set_value(failure(last));
            return;
        }
        sawPosition(*last);
        opened->set_value({});
        loop(**connection, lane);
        if ((*connection)->dialect() != Dialect::Sqlite)
            return;
        // The readers are gone by now; an empty log makes the file whole for whoever copies it.
        if (const auto done = (*connection)->execute(u"PRAGMA wal_checkpoint(TRUNCATE)"_s); !done)
            logEvent(QtWarningMsg, "checkpoint_failed", "checkpoint at the end failed",
                     {{"code", errorCodeName(done.error().code)}});
    });
    return opened->get_future().get();
}

void Writer::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_changed.notify_all();
    }
    for (Lane &lane : m_lanes) {
        if (lane.thread.joinable())
            lane.thread.join();
    }
}

void Writer::post(std::vector<Job> jobs, const QString &whom)
{
    const std::lock_guard lock(m_mutex);
    Lane &lane = m_lanes[qHash(whom) % m_lanes.size()];
    for (Job &job : jobs)
        lane.queue.push_back(std::move(job));
    m_changed.notify_all();
}

qint64 Writer::queued() const
{
    const std::lock_guard lock(m_mutex);
    qint64 jobs = 0;
    for (const Lane &lane : m_lanes)
        jobs += qint64(lane.queue.size());
    return jobs;
}

Result<> Writer::run(std::function<Result<>(Connection &)> work)
{
    const auto done = std::make_shared<std::promise<Result<>>>();
    post({{std::move(work), [done](const Result<> &result) { done->set_value(result); }}});
    return done->get_future().get();
}

void Writer::keepMark(std::shared_ptr<PositionMark> mark, const PositionMark::Standing &standing)
{
    const std::lock_guard lock(m_markMutex);
    m_mark = std::move(mark);
    m_epoch = standing.epoch;
    m_mark->write(standing);
}

void Writer::mark(qint64 position)
{
    const std::lock_guard lock(m_markMutex);
    if (m_mark)
        m_mark->write({m_epoch, position});
}

void Writer::sawPosition(qint64 position)
{
    for (qint64 known = m_last; known < position;) {
        if (m_last.compare_exchange_weak(known, position))
            return;
    }
}

std::vector<Writer::Job> Writer::nextGroup(Lane &lane)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this, &lane] { return m_stopping || !lane.queue.empty(); });
    std::vector<Job> group;
    while (!lane.queue.empty() && group.size() < kGroupSize) {
        group.push_back(std::move(lane.queue.front()));
        lane.queue.pop_front();
    }
    return group;
}

void Writer::loop(Connection &connection, Lane &lane)
{
    for (std::vector<Job> group = nextGroup(lane); !group.empty(); group = nextGroup(lane)) {
        if (commitGroup(connection, lane, group))
            continue;
        // One of them may be what the store cannot take: give each its own transaction.
        for (Job &job : group) {
            std::vector<Job> alone{job};
            if (!commitGroup(connection, lane, alone))
                job.done(failure(ErrorCode::StoreFailed));
        }
    }
}

bool Writer::commitGroup(Connection &connection, Lane &lane, std::vector<Job> &group)
{
    const auto time = connection.dialect() == Dialect::Sqlite ? kGroupTime : kServerGroupTime;
    std::vector<Result<>> results;
    qint64 position = 0;
    size_t taken = 0;
    {
        Transaction transaction(connection);
        const auto started = m_clock.monotonic();
        for (const Job &job : group) {
            if (taken > 0 && m_clock.monotonic() - started > time)
                break;
            if (!Statement(connection, u"SAVEPOINT item"_s).post())
                return false;
            Result<> result = job.work(connection);
            // The item is whole once its savepoint is released: what was posted may have failed.
            if (result)
                result = Statement(connection, u"RELEASE item"_s).run();
            if (!result) {
                logEvent(QtWarningMsg, "write_undone", "a write was undone",
                         {{"code", errorCodeName(result.error().code)}, {"detail", result.error().detail}});
                if (!connection.execute(u"ROLLBACK TO item"_s) || !connection.execute(u"RELEASE item"_s))
                    return false;
            }
            results.push_back(result);
            ++taken;
        }
        const Result<qint64> last = FeedLog(connection, m_clock).last();
        if (!last || !transaction.commit())
            return false;
        position = *last;
    }
    const bool moved = position > m_last;
    sawPosition(position);
    if (moved)
        mark(position);
    for (size_t i = 0; i < taken; ++i)
        group[i].done(results[i]);
    if (moved)
        m_onMoved();
    if (taken < group.size()) {
        // Out of time: the rest goes back to the head of the queue, in order.
        const std::lock_guard lock(m_mutex);
        for (size_t i = group.size(); i > taken; --i)
            lane.queue.push_front(std::move(group[i - 1]));
    }
    return true;
}

Readers::Readers(HubPlace place)
    : m_place(std::move(place))
{
}

Readers::~Readers()
{
    stop();
}

Result<> Readers::start(int threads)
{
    m_stopping = false;
    for (int i = 0; i < threads; ++i) {
        const auto opened = std::make_shared<std::promise<Result<>>>();
        m_threads.emplace_back([this, opened] {
            auto connection = openHub(m_place, Access::Read);
            opened->set_value(connection ? Result<>() : Result<>(failure(connection)));
            if (!connection)
                return;
            for (;;) {
                std::unique_lock lock(m_mutex);
                m_changed.wait(lock, [this] { return m_stopping || !m_queue.empty(); });
                if (m_queue.empty())
                    return;
                const Job job = std::move(m_queue.front());
                m_queue.pop_front();
                lock.unlock();
                job(**connection);
            }
        });
        if (const Result<> result = opened->get_future().get(); !result) {
            stop();
            return result;
        }
    }
    return {};
}

void Readers::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
        m_changed.notify_all();
    }
    for (std::thread &thread : m_threads)
        thread.join();
    m_threads.clear();
}

void Readers::post(Job job)
{
    const std::lock_guard lock(m_mutex);
    m_queue.push_back(std::move(job));
    m_changed.notify_one();
}

} // namespace desk
