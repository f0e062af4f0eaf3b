#include "sql/listener.h"

#include "base/logging.h"

#include <libpq-fe.h>

#include <fcntl.h>
#include <memory>
#include <poll.h>
#include <unistd.h>

namespace desk
{

namespace
{

constexpr int kForEver = -1;
constexpr int kBetweenTries = 500; // milliseconds

} // namespace

Listener::Listener(QString url, QStringList channels, Ears ears)
    : m_url(std::move(url))
    , m_channels(std::move(channels))
    , m_ears(std::move(ears))
{
}

Listener::~Listener()
{
    stop();
}

Result<> Listener::start()
{
    if (::pipe2(m_stop, O_CLOEXEC) != 0 || !connect())
        return failure(ErrorCode::CannotOpen, {}, QStringLiteral("cannot listen to the database"));
    m_thread = std::thread([this] { loop(); });
    return {};
}

void Listener::stop()
{
    if (m_stop[1] >= 0)
        ::close(m_stop[1]);
    if (m_thread.joinable())
        m_thread.join();
    if (m_stop[0] >= 0)
        ::close(m_stop[0]);
    m_stop[0] = m_stop[1] = -1;
    PQfinish(m_connection);
    m_connection = nullptr;
}

bool Listener::connect()
{
    const QByteArray address = m_url.toUtf8();
    const char *const keys[] = {"dbname", "fallback_application_name", "connect_timeout", nullptr};
    const char *const values[] = {address.constData(), kListenerName, "5", nullptr};
    PQfinish(m_connection);
    m_connection = PQconnectdbParams(keys, values, 1);
    PQsetNoticeReceiver(
        m_connection, [](void *, const PGresult *) {}, nullptr);
    for (const QString &channel : m_channels) {
        PGresult *const listening = PQexec(m_connection, ("LISTEN " + channel.toUtf8()).constData());
        const bool done = PQresultStatus(listening) == PGRES_COMMAND_OK;
        PQclear(listening);
        if (!done)
            return false;
    }
    return PQstatus(m_connection) == CONNECTION_OK;
}

bool Listener::wait(int milliseconds)
{
    // poll() passes over a negative descriptor: a connection that is lost.
    pollfd descriptors[] = {{m_stop[0], POLLIN, 0}, {PQsocket(m_connection), POLLIN, 0}};
    ::poll(descriptors, 2, milliseconds);
    return descriptors[0].revents == 0;
}

bool Listener::hearAll()
{
    const bool isOpen = PQconsumeInput(m_connection) == 1;
    while (PGnotify *const notice = PQnotifies(m_connection)) {
        m_ears.heard(QString::fromUtf8(notice->relname), QString::fromUtf8(notice->extra));
        PQfreemem(notice);
    }
    return isOpen && PQstatus(m_connection) == CONNECTION_OK;
}

void Listener::loop()
{
    m_ears.began();
    while (wait(kForEver)) {
        if (hearAll())
            continue;
        qCWarning(lcStore, "the connection to the database that listens is lost");
        bool isOpen = false;
        do {
            isOpen = connect();
        } while (!isOpen && wait(kBetweenTries));
        if (isOpen)
            m_ears.began();
    }
}

} // namespace desk
