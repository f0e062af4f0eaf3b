#include "support/httpsclient.h"

#include <QJsonDocument>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace
{

constexpr int kTime = 30'000;

std::unique_ptr<QSslSocket> connected(const QString &host, quint16 port)
{
    auto socket = std::make_unique<QSslSocket>();
    socket->setPeerVerifyMode(QSslSocket::VerifyNone);
    socket->connectToHostEncrypted(host, port);
    socket->waitForEncrypted(kTime);
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1); // as the desk's own client does
    return socket;
}

} // namespace

QJsonObject HttpsAnswer::json() const
{
    return QJsonDocument::fromJson(body).object();
}

QString HttpsAnswer::code() const
{
    return json().value("code"_L1).toString();
}

HttpsClient::HttpsClient(const QString &url, const QString &token)
    : m_host(QUrl(url).host())
    , m_port(quint16(QUrl(url).port()))
    , m_token(token)
{
}

QByteArray HttpsClient::headers() const
{
    QByteArray lines = "Host: " + m_host.toLatin1() + "\r\nConnection: close\r\n";
    if (!m_token.isEmpty())
        lines += "Authorization: Bearer " + m_token.toLatin1() + "\r\n";
    return lines;
}

HttpsAnswer HttpsClient::get(const QByteArray &path) const
{
    return raw("GET " + path + " HTTP/1.1\r\n" + headers() + "\r\n");
}

HttpsAnswer HttpsClient::post(const QByteArray &path, const QByteArray &body,
                              const QByteArray &contentType) const
{
    return withBody("POST", path, body, contentType);
}

HttpsAnswer HttpsClient::put(const QByteArray &path, const QByteArray &body,
                             const QByteArray &contentType) const
{
    return withBody("PUT", path, body, contentType);
}

HttpsAnswer HttpsClient::head(const QByteArray &path) const
{
    return raw("HEAD " + path + " HTTP/1.1\r\n" + headers() + "\r\n");
}

HttpsAnswer HttpsClient::withBody(const QByteArray &method, const QByteArray &path, const QByteArray &body,
                                  const QByteArray &contentType) const
{
    return raw(method + ' ' + path + " HTTP/1.1\r\n" + headers() + "Content-Type: " + contentType +
               "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body);
}

QByteArray HttpsClient::exchange(const QByteArray &bytes) const
{
    const auto socket = connected(m_host, m_port);
    socket->write(bytes);
    QByteArray received;
    while (socket->waitForReadyRead(kTime))
        received += socket->readAll();
    return received + socket->readAll();
}

HttpsAnswer HttpsClient::raw(const QByteArray &bytes) const
{
    const QByteArray received = exchange(bytes);
    HttpsAnswer answer;
    const qsizetype end = received.indexOf("\r\n\r\n");
    if (end < 0)
        return answer;
    const QList<QByteArray> lines = received.left(end).split('\n');
    answer.status = lines.first().mid(9, 3).toInt();
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        answer.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    }
    answer.body = received.mid(end + 4);
    return answer;
}

QByteArray HttpsClient::fingerprint() const
{
    return connected(m_host, m_port)->peerCertificate().digest(QCryptographicHash::Sha256);
}
