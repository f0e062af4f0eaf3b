#include "support/cutproxy.h"

#include "support/catch.h"

#include <QUrl>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <list>

namespace
{

constexpr qint64 kRecordHead = 5;

sockaddr_in loopback(quint16 port)
{
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

/// Ends with a reset, as a line that breaks does.
void reset(int socket)
{
    const linger now = {1, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    ::close(socket);
}

bool sendAll(int socket, const QByteArray &bytes)
{
    for (qsizetype at = 0; at < bytes.size();) {
        const auto sent = ::send(socket, bytes.constData() + at, size_t(bytes.size() - at), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        at += sent;
    }
    return true;
}

} // namespace

struct CutProxy::Line {
    int sockets[2] = {-1, -1}; ///< of the hub and of the desk, by `Towards`
    qint64 carried[2] = {0, 0};
    QByteArray head[2] = {}; ///< of the record under way
    qint64 recordEnd[2] = {0, 0};
    bool isOpen[2] = {true, true}; ///< that way
    bool isDone[2] = {false, false};
};

CutProxy::CutProxy(const QString &url)
    : m_hubPort(quint16(QUrl(url).port()))
{
    m_listening = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address = loopback(0);
    socklen_t size = sizeof address;
    REQUIRE(::bind(m_listening, reinterpret_cast<sockaddr *>(&address), size) == 0);
    REQUIRE(::listen(m_listening, 16) == 0);
    REQUIRE(::getsockname(m_listening, reinterpret_cast<sockaddr *>(&address), &size) == 0);
    m_port = ntohs(address.sin_port);
    REQUIRE(::pipe(m_wake) == 0);
    m_thread = std::thread([this] { run(); });
}

CutProxy::~CutProxy()
{
    ::close(m_wake[1]);
    m_thread.join();
    ::close(m_wake[0]);
    ::close(m_listening);
}

void CutProxy::use(Way way, Towards towards, qint64 after)
{
    const std::scoped_lock lock(m_mutex);
    m_way = way;
    m_towards = towards;
    m_after = after;
    m_happened = false;
}

std::vector<qint64> CutProxy::recordEnds(Towards towards) const
{
    const std::scoped_lock lock(m_mutex);
    return m_ends[size_t(towards)];
}

/// False when the line has ended.
bool CutProxy::carry(Line &line, Towards towards)
{
    const size_t way = size_t(towards);
    const int from = line.sockets[1 - way];
    const int to = line.sockets[way];
    std::array<char, 16384> buffer;
    const auto got = ::recv(from, buffer.data(), buffer.size(), 0);
    if (got < 0)
        return false;
    if (got == 0) {
        line.isOpen[way] = false;
        ::shutdown(to, SHUT_WR);
        return line.isOpen[1 - way];
    }
    QByteArray bytes(buffer.data(), got);
    const std::scoped_lock lock(m_mutex);
    for (qint64 at = 0; at < bytes.size(); ++at) {
        if (line.carried[way] + at == line.recordEnd[way]) {
            line.head[way].clear();
        }
        line.head[way] += bytes.at(at);
        if (line.head[way].size() == kRecordHead) {
            line.recordEnd[way] = line.carried[way] + at + 1 + quint8(line.head[way].at(3)) * 256 +
                                  quint8(line.head[way].at(4));
            if (m_way == Way::Through)
                m_ends[way].push_back(line.recordEnd[way]);
        }
    }
    const bool isHere = towards == m_towards && m_way != Way::Through && !line.isDone[way];
    const qint64 left = m_after - line.carried[way];
    line.carried[way] += bytes.size();
    if (!isHere || left > bytes.size() || (left == bytes.size() && m_way != Way::Cut))
        return sendAll(to, bytes);
    line.isDone[way] = true;
    m_happened = true;
    switch (m_way) {
    case Way::Through:
        break;
    case Way::Cut:
        sendAll(to, bytes.left(left));
        return false;
    case Way::HalfClose:
        sendAll(to, bytes.left(left));
        ::shutdown(to, SHUT_WR);
        line.isOpen[way] = false;
        return true;
    case Way::Silence:
        sendAll(to, bytes.left(left));
        line.isOpen[0] = line.isOpen[1] = false;
        return true;
    case Way::Garbage:
        bytes[left] = char(bytes.at(left) ^ 0x20);
        break;
    case Way::Twice:
        bytes.insert(left, bytes.at(left));
        break;
    }
    return sendAll(to, bytes);
}

void CutProxy::run()
{
    std::list<Line> lines;
    for (;;) {
        std::vector<pollfd> waiting = {{m_wake[0], POLLIN, 0}, {m_listening, POLLIN, 0}};
        for (const Line &line : lines) {
            for (const size_t way : {size_t(0), size_t(1)})
                waiting.push_back({line.isOpen[way] ? line.sockets[1 - way] : -1, POLLIN, 0});
        }
        ::poll(waiting.data(), waiting.size(), -1);
        if (waiting[0].revents != 0)
            break;
        size_t at = 2;
        for (auto line = lines.begin(); line != lines.end(); at += 2) {
            bool goesOn = true;
            for (const size_t way : {size_t(0), size_t(1)}) {
                if (goesOn && waiting[at + way].revents != 0)
                    goesOn = carry(*line, Towards(way));
            }
            if (!goesOn) {
                for (const int socket : line->sockets)
                    reset(socket);
            }
            line = goesOn ? std::next(line) : lines.erase(line);
        }
        if (waiting[1].revents != 0) {
            Line line;
            line.sockets[size_t(Towards::Desk)] = ::accept4(m_listening, nullptr, nullptr, SOCK_CLOEXEC);
            const int hub = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            line.sockets[size_t(Towards::Hub)] = hub;
            const sockaddr_in address = loopback(m_hubPort);
            const bool isUp =
                ::connect(hub, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0;
            if (isUp) {
                lines.push_back(line);
                const std::scoped_lock lock(m_mutex);
                if (m_way == Way::Through)
                    m_ends[0] = m_ends[1] = {};
            } else {
                for (const int socket : line.sockets)
                    reset(socket);
            }
        }
    }
    for (const Line &line : lines) {
        for (const int socket : line.sockets)
            reset(socket);
    }
}
