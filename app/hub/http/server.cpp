#include "hub/http/server.h"

#include "base/logging.h"
#include "protocol/hubcode.h"
#include "protocol/json.h"

#include <microhttpd.h>

#include <netdb.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>
#include <unordered_set>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

using SteadyClock = std::chrono::steady_clock;

constexpr unsigned kIoThreads = 2;
constexpr size_t kConnectionMemory = 32 * 1024; // bounds the request line and headers
constexpr std::chrono::seconds kSweepEvery{1};
constexpr char kPriorities[] = "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:%SERVER_PRECEDENCE";

/// One client connection, for the sweep that ends those that drip: the library's own time-out starts again
/// with every byte.
struct Peer {
    explicit Peer(int socket)
        : fd(socket)
    {
    }

    void expectWithin(std::chrono::seconds time)
    {
        deadline = (SteadyClock::now() + time).time_since_epoch().count();
    }
    void expectNothing() { deadline = 0; }
    bool isLate() const
    {
        const auto at = deadline.load();
        return at && SteadyClock::now().time_since_epoch().count() > at;
    }

    const int fd;
    std::atomic<SteadyClock::rep> deadline{0}; ///< 0: the hub is working, the client owes nothing
};

/// One request on its way.
struct Exchange {
    HttpRequest request;
    const HttpServer::Route *route = nullptr;
    bool refused = false; ///< by its head
    bool handedOn = false;
    HttpResponse response;
    HttpServer::Ended ended; ///< what has become of it so far
    SteadyClock::time_point began = SteadyClock::now();
};

/// What stands in a path for the pattern's `{id}` or `{sha256}`; nullopt when the path is not of this
/// pattern.
std::optional<QString> match(const QString &pattern, const QString &path)
{
    const qsizetype at = pattern.indexOf(u'{');
    if (at < 0)
        return pattern == path ? std::optional(QString()) : std::nullopt;
    const qsizetype end = pattern.indexOf(u'}') + 1;
    const QStringView head = QStringView(pattern).left(at);
    const QStringView tail = QStringView(pattern).mid(end);
    if (path.size() < head.size() + tail.size() || !path.startsWith(head) || !path.endsWith(tail))
        return std::nullopt;
    const QString value = path.mid(at, path.size() - head.size() - tail.size());
    const bool fits =
        QStringView(pattern).mid(at, end - at) == "{sha256}"_L1 ? isSha256(value) : isUuid(value);
    return fits ? std::optional(value) : std::nullopt;
}

QByteArray header(MHD_Connection *connection, const char *name)
{
    return MHD_lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

Peer *peerOf(MHD_Connection *connection)
{
    return static_cast<Peer *>(
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context);
}

MHD_Result send(MHD_Connection *connection, const HttpResponse &response, HttpServer::Ended &ended)
{
    ended.status = response.status;
    ended.code = response.code;
    MHD_Response *reply = MHD_create_response_from_buffer(
        size_t(response.body.size()), const_cast<char *>(response.body.constData()), MHD_RESPMEM_MUST_COPY);
    MHD_add_response_header(reply, MHD_HTTP_HEADER_CONTENT_TYPE, response.contentType.constData());
    MHD_add_response_header(reply, MHD_HTTP_HEADER_CACHE_CONTROL, "no-store");
    for (const auto &[name, value] : response.headers)
        MHD_add_response_header(reply, name.constData(), value.constData());
    const MHD_Result queued = MHD_queue_response(connection, unsigned(response.status), reply);
    MHD_destroy_response(reply);
    return queued;
}

} // namespace

class HttpServer::Private
{
public:
    Private(QList<Route> table, Refusal refuse, const HttpLimits &bounds, Observer told)
        : routes(std::move(table))
        , refusal(std::move(refuse))
        , limits(bounds)
        , observer(std::move(told))
    {
    }

    std::optional<HttpResponse> admit(MHD_Connection *connection, Exchange &exchange);
    MHD_Result handle(MHD_Connection *connection, const char *url, const char *method, const char *data,
                      size_t *size, void **context);
    void handOn(MHD_Connection *connection, Exchange &exchange);
    void answer(MHD_Connection *connection, Exchange &exchange, HttpResponse response);
    HttpResponse refuse(int status, HubCode code) const { return refusal(status, codeOf(code)); }
    void sweep();
    void endAllPeers();

    const QList<Route> routes;
    const Refusal refusal;
    const HttpLimits limits;
    const Observer observer;
    MHD_Daemon *daemon = nullptr;
    quint16 port = 0;
    std::atomic<bool> stopping{false};
    std::atomic<quint64> requests{0};

    std::mutex mutex;
    std::condition_variable changed;
    std::unordered_set<Peer *> peers;
    int underWay = 0; ///< requests from their head to the last byte of the answer
    bool sweeping = false;
    std::thread sweeper;
};

namespace
{

MHD_Result onRequest(void *self, MHD_Connection *connection, const char *url, const char *method,
                     const char *, const char *data, size_t *size, void **context)
{
    return static_cast<HttpServer::Private *>(self)->handle(connection, url, method, data, size, context);
}

void onCompleted(void *self, MHD_Connection *connection, void **context, MHD_RequestTerminationCode)
{
    auto *server = static_cast<HttpServer::Private *>(self);
    const std::unique_ptr<Exchange> exchange(static_cast<Exchange *>(*context));
    *context = nullptr;
    if (!exchange)
        return;
    peerOf(connection)->expectWithin(server->limits.request);
    if (server->observer) {
        exchange->ended.route = exchange->route;
        exchange->ended.took = SteadyClock::now() - exchange->began;
        server->observer(exchange->ended);
    }
    const std::lock_guard lock(server->mutex);
    --server->underWay;
    server->changed.notify_all();
}

void onConnection(void *self, MHD_Connection *connection, void **context, MHD_ConnectionNotificationCode code)
{
    auto *server = static_cast<HttpServer::Private *>(self);
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        auto peer = std::make_unique<Peer>(
            MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd);
        peer->expectWithin(server->limits.request);
        const std::lock_guard lock(server->mutex);
        server->peers.insert(peer.get());
        *context = peer.release();
        return;
    }
    const std::unique_ptr<Peer> peer(static_cast<Peer *>(*context));
    const std::lock_guard lock(server->mutex); // the sweep never meets a closed socket
    server->peers.erase(peer.get());
}

MHD_Result addArgument(void *query, MHD_ValueKind, const char *key, const char *value)
{
    static_cast<QUrlQuery *>(query)->addQueryItem(QString::fromUtf8(key), QString::fromUtf8(value));
    return MHD_YES;
}

/// As the library's own, but a NUL stays as it was written: it would end the path before its end.
size_t unescape(void *, MHD_Connection *, char *text)
{
    return std::strstr(text, "%00") ? std::strlen(text) : MHD_http_unescape(text);
}

/// The listening socket, or -1; no SO_REUSEPORT, so a second hub on the port fails.
int listenOn(const QString &host, quint16 port)
{
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo *list = nullptr;
    if (getaddrinfo(host.toUtf8().constData(), QByteArray::number(port).constData(), &hints, &list) != 0)
        return -1;
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> owner(list, freeaddrinfo);
    for (const addrinfo *at = list; at; at = at->ai_next) {
        const int fd = socket(at->ai_family, at->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, at->ai_protocol);
        if (fd < 0)
            continue;
        const int on = 1;
        setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        // Inherited by what is accepted: a small answer does not wait for the peer to confirm the one before.
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        if (bind(fd, at->ai_addr, at->ai_addrlen) == 0 && listen(fd, SOMAXCONN) == 0)
            return fd;
        close(fd);
    }
    return -1;
}

quint16 portOf(int fd)
{
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    char service[NI_MAXSERV] = {};
    getsockname(fd, reinterpret_cast<sockaddr *>(&address), &size);
    getnameinfo(reinterpret_cast<sockaddr *>(&address), size, nullptr, 0, service, sizeof service,
                NI_NUMERICSERV);
    return quint16(QByteArray(service).toUInt());
}

} // namespace

/// Everything that can be refused by the head of a request alone.
std::optional<HttpResponse> HttpServer::Private::admit(MHD_Connection *connection, Exchange &exchange)
{
    HttpRequest &request = exchange.request;
    if (stopping)
        return refuse(503, HubCode::Stopping);
    QByteArrayList allowed;
    for (const Route &route : routes) {
        const std::optional<QString> id = match(route.path, request.path);
        if (!id)
            continue;
        allowed.append(route.method);
        if (route.method == request.method) {
            exchange.route = &route;
            request.parameter = *id;
        }
    }
    if (allowed.isEmpty())
        return refuse(404, HubCode::NotFound);
    if (!exchange.route) {
        HttpResponse response = refuse(405, HubCode::MethodNotAllowed);
        response.headers.emplaceBack("Allow", allowed.join(", "));
        return response;
    }
    if (!header(connection, "Expect").isEmpty())
        return refuse(417, HubCode::HeaderRefused);
    if (!header(connection, "Content-Encoding").isEmpty() || !header(connection, "Range").isEmpty())
        return refuse(400, HubCode::HeaderRefused);
    const QByteArray length = header(connection, "Content-Length");
    if (length.toLongLong() > exchange.route->maxBody)
        return refuse(413, HubCode::TooLarge);
    const bool hasBody = length.toLongLong() > 0 || !header(connection, "Transfer-Encoding").isEmpty();
    const QByteArray type = header(connection, "Content-Type").split(';').first().trimmed().toLower();
    if (hasBody && type != exchange.route->bodyType)
        return refuse(415, HubCode::UnsupportedMediaType);
    request.authorization = exchange.ended.authorization = header(connection, "Authorization");
    MHD_get_connection_values(connection, MHD_GET_ARGUMENT_KIND, addArgument, &request.query);
    return exchange.route->gate ? exchange.route->gate(request) : std::nullopt;
}

MHD_Result HttpServer::Private::handle(MHD_Connection *connection, const char *url, const char *method,
                                       const char *data, size_t *size, void **context)
{
    if (!*context) {
        auto exchange = std::make_unique<Exchange>();
        exchange->request.method = method;
        exchange->request.path = QString::fromUtf8(url);
        exchange->request.number = exchange->ended.number = ++requests;
        {
            // Counted before it is asked whether the server stops: it is either waited for or refused.
            const std::lock_guard lock(mutex);
            ++underWay;
        }
        const std::optional<HttpResponse> refused = admit(connection, *exchange);
        peerOf(connection)
            ->expectWithin(limits.request +
                           (exchange->route ? exchange->route->bodyTime : std::chrono::seconds(0)));
        exchange->refused = refused.has_value();
        Exchange &kept = *exchange;
        *context = exchange.release();
        return refused ? send(connection, *refused, kept.ended) : MHD_YES;
    }
    Exchange &exchange = *static_cast<Exchange *>(*context);
    // A library that is being stopped takes no answer and asks again.
    if (exchange.refused)
        return MHD_NO;
    if (*size > 0) {
        QByteArray &body = exchange.request.body;
        // A chunked body tells its size only now; an answer cannot be given in the middle of one.
        if (body.size() + qsizetype(*size) > exchange.route->maxBody)
            return MHD_NO;
        body.append(data, qsizetype(*size));
        *size = 0;
        return MHD_YES;
    }
    if (!exchange.handedOn) {
        handOn(connection, exchange);
        return MHD_YES;
    }
    peerOf(connection)->expectWithin(limits.request);
    return send(connection, exchange.response, exchange.ended);
}

void HttpServer::Private::handOn(MHD_Connection *connection, Exchange &exchange)
{
    exchange.handedOn = true;
    peerOf(connection)->expectNothing();
    MHD_suspend_connection(connection);
    bool tooMany = false;
    {
        const std::lock_guard lock(mutex);
        tooMany = underWay > limits.maxWaiting;
    }
    if (tooMany) {
        answer(connection, exchange, refuse(503, HubCode::Overloaded));
        return;
    }
    // The exchange lives until the connection, suspended now, has been resumed and answered.
    exchange.route->handler(std::move(exchange.request),
                            [this, connection, &exchange](HttpResponse response) {
                                answer(connection, exchange, std::move(response));
                            });
}

void HttpServer::Private::answer(MHD_Connection *connection, Exchange &exchange, HttpResponse response)
{
    exchange.response = std::move(response);
    MHD_resume_connection(connection);
}

void HttpServer::Private::sweep()
{
    std::unique_lock lock(mutex);
    while (sweeping) {
        changed.wait_for(lock, kSweepEvery, [this] { return !sweeping; });
        for (const Peer *peer : peers) {
            if (peer->isLate())
                shutdown(peer->fd, SHUT_RDWR); // the library sees the end and closes
        }
    }
}

void HttpServer::Private::endAllPeers()
{
    const std::lock_guard lock(mutex);
    for (const Peer *peer : peers)
        shutdown(peer->fd, SHUT_RDWR);
}

HttpServer::HttpServer(QList<Route> routes, Refusal refusal, const HttpLimits &limits, Observer observer)
    : d(std::make_unique<Private>(std::move(routes), std::move(refusal), limits, std::move(observer)))
{
}

HttpServer::~HttpServer()
{
    stop();
}

quint16 HttpServer::port() const
{
    return d->port;
}

const QList<HttpServer::Route> &HttpServer::routes() const
{
    return d->routes;
}

Result<> HttpServer::start(const QString &host, quint16 port, const Certificate &certificate)
{
    const QString where = u"%1:%2"_s.arg(host).arg(port);
    const int socket = listenOn(host, port);
    if (socket < 0)
        return failure(ErrorCode::CannotOpen, where, QString::fromLocal8Bit(std::strerror(errno)));
    d->port = portOf(socket);
    d->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_TLS | MHD_ALLOW_SUSPEND_RESUME, 0, nullptr, nullptr,
        onRequest, d.get(), MHD_OPTION_LISTEN_SOCKET, socket, MHD_OPTION_THREAD_POOL_SIZE, kIoThreads,
        MHD_OPTION_HTTPS_MEM_KEY, certificate.key.constData(), MHD_OPTION_HTTPS_MEM_CERT,
        certificate.certificate.constData(), MHD_OPTION_HTTPS_PRIORITIES, kPriorities,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, kConnectionMemory, MHD_OPTION_CONNECTION_LIMIT,
        d->limits.connections, MHD_OPTION_PER_IP_CONNECTION_LIMIT, d->limits.perAddress,
        MHD_OPTION_CONNECTION_TIMEOUT, unsigned(d->limits.inactivity.count()), MHD_OPTION_STRICT_FOR_CLIENT,
        1, MHD_OPTION_NOTIFY_COMPLETED, onCompleted, d.get(), MHD_OPTION_NOTIFY_CONNECTION, onConnection,
        d.get(), MHD_OPTION_UNESCAPE_CALLBACK, unescape, nullptr, MHD_OPTION_END);
    if (!d->daemon) {
        close(socket);
        return failure(ErrorCode::CannotOpen, where, u"TLS server did not start"_s);
    }
    d->stopping = false;
    d->sweeping = true;
    d->sweeper = std::thread([this] { d->sweep(); });
    return {};
}

void HttpServer::stop()
{
    if (!d->daemon)
        return;
    // New requests are refused from here on. Not by MHD_quiesce_daemon: of libmicrohttpd 0.9.75 it takes the
    // listening socket out of each I/O thread's epoll set while that thread does the same, and one of them
    // aborts.
    d->stopping = true;
    {
        std::unique_lock lock(d->mutex);
        d->changed.wait_for(lock, d->limits.stopping, [this] { return d->underWay == 0; });
    }
    d->endAllPeers();
    {
        // A handed-on request has to be answered before the library may go.
        std::unique_lock lock(d->mutex);
        d->changed.wait(lock, [this] { return d->underWay == 0; });
        d->sweeping = false;
        d->changed.notify_all();
    }
    d->sweeper.join();
    MHD_stop_daemon(d->daemon);
    d->daemon = nullptr;
}

} // namespace desk
