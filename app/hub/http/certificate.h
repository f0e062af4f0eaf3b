#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <QByteArray>
#include <QString>

namespace desk
{

/// The hub's TLS identity, PEM.
struct Certificate {
    QByteArray certificate; ///< may be a chain, the hub's own first
    QByteArray key;
    QByteArray fingerprint; ///< SHA-256 of the first certificate's DER: what desks pin
};

/// Reads a certificate and its key; UnreadableInput names the file that is unreadable or no PEM.
Result<Certificate> readCertificate(const QString &certificateFile, const QString &keyFile);

/// Reads a certificate without its key, for its fingerprint.
Result<Certificate> readPublicCertificate(const QString &certificateFile);

/// The certificate kept in `directory` (hub-cert.pem, hub-key.pem), made there when there is none: ECDSA
/// P-256, self-signed, ten years. Desks trust it by its fingerprint alone.
Result<Certificate> ownCertificate(const QString &directory, const Clock &clock);

} // namespace desk
