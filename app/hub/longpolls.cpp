#include "hub/longpolls.h"

#include <algorithm>

namespace desk
{

namespace
{

using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kLookAgain{20}; // where something is held back
constexpr std::chrono::seconds kLongestWait{60};    // of a watcher with nothing to watch

} // namespace

LongPolls::LongPolls(Readers &readers)
    : m_readers(readers)
{
}

LongPolls::~LongPolls()
{
    stop();
}

void LongPolls::start()
{
    m_watching = true;
    m_watcher = std::thread([this] { watch(); });
}

void LongPolls::stop()
{
    {
        const std::lock_guard guard(m_mutex);
        m_watching = false;
        m_changed.notify_all();
    }
    if (m_watcher.joinable())
        m_watcher.join();
    wake();
}

void LongPolls::ask(Reading reading, Time until, HttpServer::Answer answer)
{
    look({std::move(reading), until, std::move(answer)});
}

void LongPolls::look(Poll poll)
{
    m_readers.post([this, poll = std::move(poll)](Connection &connection) mutable {
        quint64 heard = 0;
        {
            const std::lock_guard guard(m_mutex);
            heard = m_news;
        }
        Look found = poll.reading(connection);
        if (found.isNothing && SteadyClock::now() < poll.until) {
            const std::lock_guard guard(m_mutex);
            // What was heard since it was read has woken nobody: look again at once.
            if (m_watching && m_news != heard) {
                look(std::move(poll));
                return;
            }
            if (m_watching) {
                poll.lookAt = found.isHeldBack ? SteadyClock::now() + kLookAgain : poll.until;
                m_waiting.push_back(std::move(poll));
                m_changed.notify_all();
                return;
            }
        }
        poll.answer(std::move(found.response));
    });
}

void LongPolls::wake()
{
    std::list<Poll> all;
    {
        const std::lock_guard guard(m_mutex);
        ++m_news;
        all.swap(m_waiting);
    }
    for (Poll &poll : all)
        look(std::move(poll));
}

int LongPolls::waiting() const
{
    const std::lock_guard guard(m_mutex);
    return int(m_waiting.size());
}

/// Looks again for those whose time has come, and so answers those whose time is up.
void LongPolls::watch()
{
    std::unique_lock guard(m_mutex);
    while (m_watching) {
        Time next = SteadyClock::now() + kLongestWait;
        for (auto at = m_waiting.begin(); at != m_waiting.end();) {
            const Time lookAt = std::min(at->lookAt, at->until);
            if (lookAt <= SteadyClock::now()) {
                look(std::move(*at));
                at = m_waiting.erase(at);
            } else {
                next = std::min(next, lookAt);
                ++at;
            }
        }
        m_changed.wait_until(guard, next);
    }
}

} // namespace desk
