#pragma once

#include "sync/hublink.h"

#include <memory>

class QNetworkAccessManager;
class QNetworkReply;
class QSslCertificate;

namespace desk
{

/// HTTPS to one hub whose certificate is pinned by the enrolment code. No system roots, no redirects,
/// HTTP/1.1 only (reliability.md §5.4). Lives in the thread that made it.
class HttpsHubLink final : public HubLink
{
public:
    /// `fingerprint`: SHA-256 of the certificate (DER), 32 bytes. `stop` ends a request early.
    HttpsHubLink(const QString &url, const QByteArray &fingerprint, const std::atomic<bool> &stop);
    /// To the hub this desk is bound to.
    HttpsHubLink(const HubEnrolment &hub, const std::atomic<bool> &stop);
    ~HttpsHubLink() override;

    HubReply send(const HubRequest &request) override;

private:
    bool isPinned(const QSslCertificate &certificate) const;
    HubReply replyOf(QNetworkReply &reply, bool bytesWritten) const;

    QString m_url;
    QByteArray m_fingerprint;
    const std::atomic<bool> &m_stop;
    std::unique_ptr<QNetworkAccessManager> m_network;
};

} // namespace desk
