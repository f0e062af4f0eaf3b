#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QMap>
#include <QString>

/// What came back; status 0 when nothing that is HTTP did.
struct HttpsAnswer {
    int status = 0;
    QMap<QByteArray, QByteArray> headers; ///< names in lower case
    QByteArray body;

    QJsonObject json() const;
    /// The `code` of a problem document.
    QString code() const;
};

/// A small blocking HTTPS client that checks no certificate and sends exactly what it is told to; one
/// connection a request. For tests only.
class HttpsClient
{
public:
    explicit HttpsClient(const QString &url, const QString &token = {});

    HttpsAnswer get(const QByteArray &path) const;
    HttpsAnswer post(const QByteArray &path, const QByteArray &body,
                     const QByteArray &contentType = "application/json") const;
    HttpsAnswer put(const QByteArray &path, const QByteArray &body,
                    const QByteArray &contentType = "application/octet-stream") const;
    HttpsAnswer head(const QByteArray &path) const;
    /// Sends these bytes and reads until the hub closes.
    HttpsAnswer raw(const QByteArray &bytes) const;
    /// The same, unparsed.
    QByteArray exchange(const QByteArray &bytes) const;
    /// "Host: …\r\nAuthorization: …\r\n"
    QByteArray headers() const;

    /// The certificate the server shows, SHA-256 of its DER.
    QByteArray fingerprint() const;

private:
    HttpsAnswer withBody(const QByteArray &method, const QByteArray &path, const QByteArray &body,
                         const QByteArray &contentType) const;

    QString m_host;
    quint16 m_port = 0;
    QString m_token;
};
