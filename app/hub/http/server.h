#pragma once

#include "base/result.h"
#include "hub/http/certificate.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QUrlQuery>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

namespace desk
{

/// A request whose body arrived whole and within its route's limit.
struct HttpRequest {
    QByteArray method;
    QString path;
    QString parameter; ///< what stood for `{id}` or `{sha256}` in the route
    QUrlQuery query;
    QByteArray authorization; ///< the header as sent; never log it
    quint64 number = 0;       ///< of the requests since the hub was started
    QByteArray body;
};

struct HttpResponse {
    int status = 200;
    QByteArray body;
    QByteArray contentType = "application/json";
    QList<std::pair<QByteArray, QByteArray>> headers = {}; ///< of our own making only
    QString code = {};                                     ///< of a refusal
};

/// Limits of reliability.md §3.1.
struct HttpLimits {
    unsigned connections = 4000;
    unsigned perAddress = 16;
    std::chrono::seconds inactivity{15};
    std::chrono::seconds request{30}; ///< for a whole request to arrive, and for its answer to be taken
    std::chrono::seconds stopping{20};
    int maxWaiting = 2000; ///< requests being worked on at once; more are answered 503
};

/// The HTTPS face of the hub. Its I/O threads parse and enforce limits and never wait: a complete request is
/// handed on with a function to answer it, from any thread, once.
class HttpServer
{
public:
    using Answer = std::function<void(HttpResponse)>;
    using Handler = std::function<void(HttpRequest, Answer)>;
    /// Looks at the head of a request before its body is read; a response refuses it. Called on I/O threads.
    using Gate = std::function<std::optional<HttpResponse>(const HttpRequest &)>;

    struct Route {
        QByteArray method;
        QString path; ///< "/v1/messages/{id}/void"; `{id}` is a UUID, `{sha256}` 64 lower-case hex digits
        qint64 maxBody = 0;
        Gate gate;
        Handler handler;
        QByteArray bodyType = "application/json";
        std::chrono::seconds bodyTime{0}; ///< for the body to arrive, beyond the time of any request
    };
    /// Makes the refusals the server itself gives: the status and a code of protocol/hubcode.h.
    using Refusal = std::function<HttpResponse(int status, QStringView code)>;

    /// A request that has ended, however it did.
    struct Ended {
        quint64 number = 0;
        const Route *route = nullptr;     ///< nullptr: of none
        QByteArray authorization;         ///< the header as sent; never log it
        int status = 0;                   ///< 0: cut before an answer
        QString code;                     ///< of a refusal
        std::chrono::nanoseconds took{0}; ///< from its head to the end of the answer
    };
    /// Called on I/O threads.
    using Observer = std::function<void(const Ended &ended)>;

    HttpServer(QList<Route> routes, Refusal refusal, const HttpLimits &limits = {}, Observer observer = {});
    HttpServer(const HttpServer &) = delete;
    HttpServer &operator=(const HttpServer &) = delete;
    /// Stops.
    ~HttpServer();

    /// Listens on a numeric address or name; port 0 picks one. CannotOpen with `where` = host:port when the
    /// port is taken.
    Result<> start(const QString &host, quint16 port, const Certificate &certificate);
    quint16 port() const;
    /// Refuses new requests with 503, waits for those under way, closes. Every handed-on request must still
    /// be answered.
    void stop();

    const QList<Route> &routes() const;

    class Private;

private:
    std::unique_ptr<Private> d;
};

} // namespace desk
