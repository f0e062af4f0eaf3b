#include "hub/http/certificate.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QSaveFile>

#include <gnutls/crypto.h>
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include <memory>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr qint64 kLifetimeDays = 3650;

struct FreeCertificate {
    void operator()(gnutls_x509_crt_t certificate) const { gnutls_x509_crt_deinit(certificate); }
};
using X509 = std::unique_ptr<gnutls_x509_crt_int, FreeCertificate>;

struct FreeKey {
    void operator()(gnutls_x509_privkey_t key) const { gnutls_x509_privkey_deinit(key); }
};
using PrivateKey = std::unique_ptr<gnutls_x509_privkey_int, FreeKey>;

gnutls_datum_t view(const QByteArray &bytes)
{
    return {reinterpret_cast<unsigned char *>(const_cast<char *>(bytes.constData())), unsigned(bytes.size())};
}

QByteArray taken(gnutls_datum_t datum)
{
    const QByteArray bytes(reinterpret_cast<const char *>(datum.data), qsizetype(datum.size));
    gnutls_free(datum.data);
    return bytes;
}

/// Empty when the PEM holds no certificate.
QByteArray fingerprintOf(const QByteArray &pem)
{
    gnutls_x509_crt_t raw = nullptr;
    gnutls_x509_crt_init(&raw);
    const X509 certificate(raw);
    const gnutls_datum_t in = view(pem);
    gnutls_datum_t der{};
    if (gnutls_x509_crt_import(certificate.get(), &in, GNUTLS_X509_FMT_PEM) < 0 ||
        gnutls_x509_crt_export2(certificate.get(), GNUTLS_X509_FMT_DER, &der) < 0)
        return {};
    return QCryptographicHash::hash(taken(der), QCryptographicHash::Sha256);
}

bool isPrivateKey(const QByteArray &pem)
{
    gnutls_x509_privkey_t raw = nullptr;
    gnutls_x509_privkey_init(&raw);
    const PrivateKey key(raw);
    const gnutls_datum_t in = view(pem);
    return gnutls_x509_privkey_import(key.get(), &in, GNUTLS_X509_FMT_PEM) >= 0;
}

Result<Certificate> generate(const Clock &clock)
{
    gnutls_x509_privkey_t rawKey = nullptr;
    gnutls_x509_privkey_init(&rawKey);
    const PrivateKey key(rawKey);
    gnutls_x509_crt_t rawCertificate = nullptr;
    gnutls_x509_crt_init(&rawCertificate);
    const X509 certificate(rawCertificate);

    unsigned char serial[16];
    gnutls_rnd(GNUTLS_RND_NONCE, serial, sizeof serial);
    serial[0] &= 0x7f; // positive
    const QByteArray name = "passport-hub";
    const unsigned char loopback4[] = {127, 0, 0, 1};
    const unsigned char loopback6[16] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    const qint64 now = clock.utc().toSecsSinceEpoch();
    const qint64 day = 24 * 60 * 60;

    gnutls_x509_crt_t crt = certificate.get();
    int worst = gnutls_x509_privkey_generate(key.get(), GNUTLS_PK_ECDSA,
                                             GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0);
    const auto keep = [&worst](int code) { worst = std::min(worst, code); };
    keep(gnutls_x509_crt_set_version(crt, 3));
    keep(gnutls_x509_crt_set_serial(crt, serial, sizeof serial));
    keep(gnutls_x509_crt_set_activation_time(crt, time_t(now - day))); // clocks of desks may be behind
    keep(gnutls_x509_crt_set_expiration_time(crt, time_t(now + kLifetimeDays * day)));
    keep(gnutls_x509_crt_set_dn_by_oid(crt, GNUTLS_OID_X520_COMMON_NAME, 0, name.constData(),
                                       unsigned(name.size())));
    keep(gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_DNSNAME, "localhost", 9, GNUTLS_FSAN_SET));
    keep(gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_IPADDRESS, loopback4, sizeof loopback4,
                                              GNUTLS_FSAN_APPEND));
    keep(gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_IPADDRESS, loopback6, sizeof loopback6,
                                              GNUTLS_FSAN_APPEND));
    keep(gnutls_x509_crt_set_basic_constraints(crt, 0, -1));
    keep(gnutls_x509_crt_set_key_usage(crt, GNUTLS_KEY_DIGITAL_SIGNATURE));
    keep(gnutls_x509_crt_set_key_purpose_oid(crt, GNUTLS_KP_TLS_WWW_SERVER, 0));
    keep(gnutls_x509_crt_set_key(crt, key.get()));
    if (worst >= 0)
        keep(gnutls_x509_crt_sign2(crt, crt, key.get(), GNUTLS_DIG_SHA256, 0));
    gnutls_datum_t certificatePem{};
    gnutls_datum_t keyPem{};
    if (worst >= 0)
        keep(gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_PEM, &certificatePem));
    if (worst >= 0)
        keep(gnutls_x509_privkey_export2(key.get(), GNUTLS_X509_FMT_PEM, &keyPem));
    if (worst < 0)
        return failure(ErrorCode::CannotOpen, u"certificate"_s, QString::fromLatin1(gnutls_strerror(worst)));
    Certificate made{taken(certificatePem), taken(keyPem), {}};
    made.fingerprint = fingerprintOf(made.certificate);
    return made;
}

Result<> writeFile(const QString &path, const QByteArray &bytes, QFile::Permissions permissions)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(permissions) ||
        file.write(bytes) != bytes.size() || !file.commit())
        return failure(ErrorCode::CannotOpen, path, file.errorString());
    return {};
}

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::UnreadableInput, path, file.errorString());
    return file.readAll();
}

} // namespace

Result<Certificate> readPublicCertificate(const QString &certificateFile)
{
    const Result<QByteArray> certificate = readFile(certificateFile);
    if (!certificate)
        return failure(certificate);
    Certificate read{*certificate, {}, fingerprintOf(*certificate)};
    if (read.fingerprint.isEmpty())
        return failure(ErrorCode::UnreadableInput, certificateFile, u"no certificate in PEM"_s);
    return read;
}

Result<Certificate> readCertificate(const QString &certificateFile, const QString &keyFile)
{
    Result<Certificate> read = readPublicCertificate(certificateFile);
    if (!read)
        return read;
    const Result<QByteArray> key = readFile(keyFile);
    if (!key)
        return failure(key);
    if (!isPrivateKey(*key))
        return failure(ErrorCode::UnreadableInput, keyFile, u"no private key in PEM"_s);
    read->key = *key;
    return read;
}

Result<Certificate> ownCertificate(const QString &directory, const Clock &clock)
{
    const QString certificateFile = QDir(directory).filePath(u"hub-cert.pem"_s);
    const QString keyFile = QDir(directory).filePath(u"hub-key.pem"_s);
    // The certificate is written last, so a half-made pair is made anew.
    if (QFile::exists(certificateFile))
        return readCertificate(certificateFile, keyFile);
    Result<Certificate> made = generate(clock);
    if (!made)
        return made;
    if (const auto done = writeFile(keyFile, made->key, QFile::ReadOwner | QFile::WriteOwner); !done)
        return failure(done);
    if (const auto done =
            writeFile(certificateFile, made->certificate,
                      QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther);
        !done)
        return failure(done);
    return made;
}

} // namespace desk
