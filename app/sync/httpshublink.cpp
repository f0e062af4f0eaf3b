#include "sync/httpshublink.h"

#include "base/logging.h"
#include "protocol/problem.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QSslConfiguration>
#include <QSslError>
#include <QTimer>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk
{

namespace
{

constexpr auto kRequestTime = 30s;
constexpr auto kPerChunk = 1s;
constexpr qint64 kChunk = 64 * 1024;
constexpr qint64 kLargestAnswer = 8 * 1024 * 1024;
constexpr auto kStopInterval = 100ms;

QDateTime httpDate(const QByteArray &value)
{
    // Qt reads RFC 2822, which has no "GMT".
    return QDateTime::fromString(QString::fromLatin1(value.trimmed()).replace(u" GMT"_s, u" +0000"_s),
                                 Qt::RFC2822Date);
}

/// Seconds, or an HTTP date relative to the answer's own Date header.
std::chrono::milliseconds retryAfterOf(const QNetworkReply &reply)
{
    const QByteArray value = reply.rawHeader("Retry-After").trimmed();
    bool isNumber = false;
    const qint64 seconds = value.toLongLong(&isNumber);
    if (isNumber)
        return std::chrono::seconds(std::clamp<qint64>(seconds, 0, 24 * 60 * 60));
    const QDateTime at = httpDate(value);
    const QDateTime now = httpDate(reply.rawHeader("Date"));
    if (!at.isValid() || !now.isValid())
        return 0ms;
    return std::chrono::milliseconds(std::clamp<qint64>(now.msecsTo(at), 0, 24 * 60 * 60 * 1000));
}

/// No TLS of ours is spoken there. Qt tells this from a record that was damaged on its way by the words of
/// OpenSSL alone.
bool speaksOtherwise(const QNetworkReply &reply)
{
    if (reply.error() != QNetworkReply::SslHandshakeFailedError)
        return false;
    const QString why = reply.errorString();
    return why.contains("wrong version number"_L1) || why.contains("unsupported protocol"_L1) ||
           why.contains("alert protocol version"_L1);
}

} // namespace

HttpsHubLink::HttpsHubLink(const QString &url, const QByteArray &fingerprint, const std::atomic<bool> &stop)
    : m_url(url)
    , m_fingerprint(fingerprint)
    , m_stop(stop)
    , m_network(std::make_unique<QNetworkAccessManager>())
{
    QNetworkProxyFactory::setUseSystemConfiguration(true);
    // The branch's own machine is never behind a proxy, whatever the environment says.
    const QString host = QUrl(url).host();
    if (host == "localhost"_L1 || QHostAddress(host).isLoopback())
        m_network->setProxy(QNetworkProxy::NoProxy);
}

HttpsHubLink::HttpsHubLink(const HubEnrolment &hub, const std::atomic<bool> &stop)
    : HttpsHubLink(hub.url, QByteArray::fromHex(hub.fingerprint.toLatin1()), stop)
{
}

HttpsHubLink::~HttpsHubLink() = default;

bool HttpsHubLink::isPinned(const QSslCertificate &certificate) const
{
    return !certificate.isNull() && !m_fingerprint.isEmpty() &&
           certificate.digest(QCryptographicHash::Sha256) == m_fingerprint;
}

HubReply HttpsHubLink::send(const HubRequest &request)
{
    const QUrl url(m_url + request.path);
    if (url.scheme() != "https"_L1) {
        HubReply answer;
        answer.outcome = OutcomeClass::Identity;
        answer.code = causeOf(answer.outcome);
        return answer;
    }
    QNetworkRequest http(url);
    http.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    http.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    http.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    http.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    http.setRawHeader("Accept", "application/json");
    if (!request.body.isEmpty())
        http.setHeader(QNetworkRequest::ContentTypeHeader, QString::fromLatin1(request.bodyType));
    if (!request.token.isEmpty())
        http.setRawHeader("Authorization", "Bearer " + request.token.toLatin1());
    // The pin stands in place of a chain: no root is trusted, so every certificate is an error until it is
    // the one.
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates({});
    tls.setProtocol(QSsl::TlsV1_2OrLater);
    http.setSslConfiguration(tls);

    QElapsedTimer elapsed;
    elapsed.start();
    // As a custom request Qt would wait for the body that the answer's length speaks of.
    const std::unique_ptr<QNetworkReply> reply(
        request.method == "HEAD" ? m_network->head(http)
                                 : m_network->sendCustomRequest(http, request.method, request.body));
    QEventLoop loop;
    bool bytesWritten = false;
    bool stranger = false;
    bool late = false;
    QObject::connect(reply.get(), &QNetworkReply::sslErrors, &loop, [&](const QList<QSslError> &errors) {
        // Just these errors of this certificate, not whatever a later connection may bring.
        if (isPinned(reply->sslConfiguration().peerCertificate()))
            reply->ignoreSslErrors(errors);
        else
            stranger = true;
    });
    QObject::connect(reply.get(), &QNetworkReply::encrypted, &loop, [&] {
        if (!isPinned(reply->sslConfiguration().peerCertificate())) {
            stranger = true;
            reply->abort();
        }
    });
    QObject::connect(reply.get(), &QNetworkReply::requestSent, &loop, [&] { bytesWritten = true; });
    QObject::connect(reply.get(), &QNetworkReply::uploadProgress, &loop,
                     [&](qint64 sent, qint64) { bytesWritten = bytesWritten || sent > 0; });
    QObject::connect(reply.get(), &QNetworkReply::downloadProgress, &loop, [&](qint64 received, qint64) {
        bytesWritten = bytesWritten || received > 0; // said too of a request that ends before it was sent
        if (received > kLargestAnswer)
            reply->abort();
    });
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    // Qt's own transfer time-out starts afresh with every byte; this one does not.
    QTimer deadline;
    deadline.setSingleShot(true);
    QObject::connect(&deadline, &QTimer::timeout, &loop, [&] {
        late = true;
        reply->abort();
    });
    deadline.start(kRequestTime + kPerChunk * (request.body.size() / kChunk));
    QTimer stopCheck;
    QObject::connect(&stopCheck, &QTimer::timeout, &loop, [&] {
        if (m_stop.load())
            reply->abort();
    });
    stopCheck.start(kStopInterval);
    if (!reply->isFinished())
        loop.exec();

    HubReply answer;
    if (stranger || (!bytesWritten && speaksOtherwise(*reply))) {
        answer.outcome = OutcomeClass::Identity;
        answer.code = causeOf(answer.outcome);
    } else {
        answer = replyOf(*reply, bytesWritten);
        if (late)
            answer.code = u"timeout"_s;
    }
    answer.roundTrip = std::chrono::milliseconds(elapsed.elapsed());
    return answer;
}

HubReply HttpsHubLink::replyOf(QNetworkReply &reply, bool bytesWritten) const
{
    HubReply answer;
    answer.status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool broken = answer.status == 0 || (reply.error() != QNetworkReply::NoError &&
                                               reply.error() < QNetworkReply::ContentAccessDenied);
    if (broken) {
        answer.outcome = classifyError(reply.error(), bytesWritten);
        answer.code = causeOf(answer.outcome);
        qCInfo(lcSync) << "no answer:" << int(reply.error()) << (bytesWritten ? "sent" : "not sent");
        return answer;
    }
    // Checked again on the finished answer, before its body is believed.
    if (!isPinned(reply.sslConfiguration().peerCertificate())) {
        answer.outcome = OutcomeClass::Identity;
        answer.code = causeOf(answer.outcome);
        return answer;
    }
    answer.outcome = classifyStatus(answer.status);
    answer.retryAfter = retryAfterOf(reply);
    answer.body = reply.readAll();
    answer.code = causeOf(answer.outcome);
    const QByteArray type = reply.header(QNetworkRequest::ContentTypeHeader).toByteArray();
    if (answer.outcome == OutcomeClass::Ok) {
        if (!type.startsWith("application/json")) {
            answer.outcome = OutcomeClass::Unknown; // a captive portal says 200 too
            answer.code = u"bad_answer"_s;
        }
    } else if (type.startsWith("application/problem+json")) {
        if (const auto problem = problemFromJson(answer.body))
            answer.code = problem->code;
    }
    return answer;
}

} // namespace desk
