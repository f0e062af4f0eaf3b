#pragma once

#include "base/result.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <thread>

struct pg_conn;

namespace desk
{

/// What a listening connection calls itself to the database (pg_stat_activity).
inline constexpr const char *kListenerName = "passport-hub listening";

/// Hears what is said to channels of a PostgreSQL database (NOTIFY), by whichever connection, on a connection
/// and a thread of its own. A lost connection is opened again.
class Listener
{
public:
    struct Ears {
        /// Listening has begun, at first and again after each loss: what was said before was perhaps not
        /// heard.
        std::function<void()> began;
        std::function<void(const QString &channel, const QString &payload)> heard;
    };

    Listener(QString url, QStringList channels, Ears ears);
    Listener(const Listener &) = delete;
    Listener &operator=(const Listener &) = delete;
    ~Listener();

    /// Returns once it listens. CannotOpen.
    Result<> start();
    void stop();

private:
    bool connect();
    void loop();
    /// False when the connection is lost.
    bool hearAll();
    /// Waits for something to be said, at most so long; false when it is time to stop.
    bool wait(int milliseconds);

    const QString m_url;
    const QStringList m_channels;
    const Ears m_ears;
    pg_conn *m_connection = nullptr;
    int m_stop[2] = {-1, -1}; ///< a pipe: closed at the writing end to stop
    std::thread m_thread;
};

} // namespace desk
