#pragma once

#include "hub/http/server.h"
#include "hub/workers.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <list>
#include <mutex>
#include <thread>

namespace desk
{

/// Requests that are answered as soon as there is something to say, or when their time is up. Used from any
/// thread.
class LongPolls
{
public:
    using Time = std::chrono::steady_clock::time_point;

    /// What somebody who asks finds.
    struct Look {
        HttpResponse response;
        bool isNothing = false;  ///< nothing yet: worth waiting for more
        bool isHeldBack = false; ///< there is something that can be read in a moment
    };
    /// Looks, on a thread that reads.
    using Reading = std::function<Look(Connection &)>;

    explicit LongPolls(Readers &readers);
    LongPolls(const LongPolls &) = delete;
    LongPolls &operator=(const LongPolls &) = delete;
    /// Stops.
    ~LongPolls();

    void start();
    /// From now on whoever waits or asks is answered at once.
    void stop();

    void ask(Reading reading, Time until, HttpServer::Answer answer);
    /// There may be something new: everyone looks again.
    void wake();
    /// How many wait.
    int waiting() const;

private:
    struct Poll {
        Reading reading;
        Time until;
        HttpServer::Answer answer;
        Time lookAt = until;
    };
    void look(Poll poll);
    void watch();

    Readers &m_readers;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::list<Poll> m_waiting;
    quint64 m_news = 0; ///< how often there was perhaps something new
    bool m_watching = false;
    std::thread m_watcher;
};

} // namespace desk
