#include "protocol/packfile.h"

#include <QCryptographicHash>
#include <QFile>

#include <sodium.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr QByteArrayView kSignedMark("passport-desk-rules ed25519 ");
constexpr QByteArrayView kPublicMark("passport-desk-rules-key ed25519 ");
constexpr QByteArrayView kSecretMark("passport-desk-rules-secret-key ed25519 ");
constexpr qsizetype kLongestName = 64;
constexpr qsizetype kFingerprintDigits = 20;
constexpr qsizetype kFingerprintGroup = 4;

const unsigned char *raw(const QByteArray &bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.constData());
}

unsigned char *raw(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

/// The bytes that `digits` writes in hexadecimal; empty unless they are exactly `size`.
QByteArray bytesOf(const QByteArray &digits, qsizetype size)
{
    const QByteArray bytes = QByteArray::fromHex(digits);
    return bytes.size() == size && bytes.toHex() == digits ? bytes : QByteArray();
}

/// What stands after `mark` in a file of one line; empty when it is none.
QByteArray afterMark(const QByteArray &file, QByteArrayView mark)
{
    const QByteArray line = file.trimmed();
    return line.startsWith(mark) && !line.contains('\n') ? line.mid(mark.size()) : QByteArray();
}

tl::unexpected<Error> noKey(const QString &why)
{
    return failure(ErrorCode::UnreadableInput, u"KEYFILE"_s, why);
}

} // namespace

bool PackFile::isIntact() const
{
    return signer.size() == qsizetype(crypto_sign_PUBLICKEYBYTES) &&
           signature.size() == qsizetype(crypto_sign_BYTES) &&
           crypto_sign_verify_detached(raw(signature), raw(json),
                                       static_cast<unsigned long long>(json.size()), raw(signer)) == 0;
}

QString fingerprintOf(const QByteArray &signerKey)
{
    const QString digits = QString::fromLatin1(
        QCryptographicHash::hash(signerKey, QCryptographicHash::Sha256).toHex().first(kFingerprintDigits));
    QStringList groups;
    for (qsizetype i = 0; i < digits.size(); i += kFingerprintGroup)
        groups += digits.mid(i, kFingerprintGroup);
    return groups.join(u'-');
}

Result<QByteArray> readPackFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::UnreadableInput, path, file.errorString());
    return file.read(kMostPackBytes + 1);
}

Result<PackFile> packFileFromBytes(const QByteArray &bytes)
{
    if (bytes.size() > kMostPackBytes)
        return failure(ErrorCode::MalformedPack, {}, u"too large"_s);
    PackFile file;
    if (!bytes.startsWith(kSignedMark)) {
        file.json = bytes;
        return file;
    }
    const qsizetype end = bytes.indexOf('\n');
    const QList<QByteArray> words = bytes.mid(kSignedMark.size(), end - kSignedMark.size()).split(' ');
    file.signer = bytesOf(words.value(0), crypto_sign_PUBLICKEYBYTES);
    file.signature = bytesOf(words.value(1), crypto_sign_BYTES);
    if (end < 0 || words.size() != 2 || file.signer.isEmpty() || file.signature.isEmpty())
        return failure(ErrorCode::MalformedPack, u"ed25519"_s, u"not a key and a signature"_s);
    file.json = bytes.mid(end + 1);
    return file;
}

Result<PublisherKeys> newPublisherKeys(const QString &name)
{
    const bool fits = std::none_of(name.begin(), name.end(), [](QChar c) { return !c.isPrint(); });
    if (!fits || name.size() > kLongestName || name.trimmed() != name)
        return failure(ErrorCode::Usage, u"--name"_s);
    if (sodium_init() < 0)
        return failure(ErrorCode::CannotOpen, u"libsodium"_s);
    QByteArray publicKey(crypto_sign_PUBLICKEYBYTES, '\0');
    QByteArray secretKey(crypto_sign_SECRETKEYBYTES, '\0');
    crypto_sign_keypair(raw(publicKey), raw(secretKey));
    PublisherKeys keys;
    keys.secretFile = kSecretMark.toByteArray() + secretKey.toHex() + '\n';
    keys.publicFile = kPublicMark.toByteArray() + publicKey.toHex() +
                      (name.isEmpty() ? QByteArray() : ' ' + name.toUtf8()) + '\n';
    sodium_memzero(secretKey.data(), size_t(secretKey.size()));
    return keys;
}

Result<PackSigner> packSignerFromFile(const QByteArray &publicFile)
{
    const QByteArray rest = afterMark(publicFile, kPublicMark);
    const qsizetype blank = rest.indexOf(' ');
    PackSigner signer;
    signer.key = bytesOf(blank < 0 ? rest : rest.first(blank), crypto_sign_PUBLICKEYBYTES);
    signer.name = blank < 0 ? QString() : QString::fromUtf8(rest.mid(blank + 1));
    if (signer.key.isEmpty())
        return noKey(u"no public key"_s);
    if (signer.name.size() > kLongestName)
        return noKey(u"name too long"_s);
    return signer;
}

Result<QByteArray> signPack(const QByteArray &json, const QByteArray &secretFile)
{
    if (const auto pack = RulePack::fromJson(json); !pack)
        return failure(pack);
    QByteArray secretKey = bytesOf(afterMark(secretFile, kSecretMark), crypto_sign_SECRETKEYBYTES);
    if (secretKey.isEmpty())
        return noKey(u"no secret key"_s);
    PackFile file;
    file.json = json;
    file.signer = secretKey.last(crypto_sign_PUBLICKEYBYTES);
    file.signature.resize(crypto_sign_BYTES);
    const int done = crypto_sign_detached(raw(file.signature), nullptr, raw(json),
                                          static_cast<unsigned long long>(json.size()), raw(secretKey));
    sodium_memzero(secretKey.data(), size_t(secretKey.size()));
    if (done != 0 || !file.isIntact())
        return noKey(u"its halves do not belong together"_s);
    return kSignedMark.toByteArray() + file.signer.toHex() + ' ' + file.signature.toHex() + '\n' + json;
}

Result<AdmittedPack> admitPack(const QByteArray &bytes, const QList<QByteArray> &keys,
                               const QStringList &known)
{
    const auto file = packFileFromBytes(bytes);
    if (!file)
        return failure(file);
    if (!file->isSigned())
        return failure(ErrorCode::UnsignedPack);
    if (!keys.contains(file->signer))
        return failure(ErrorCode::UnknownSigner, fingerprintOf(file->signer));
    if (!file->isIntact())
        return failure(ErrorCode::ForgedPack, fingerprintOf(file->signer));
    auto pack = RulePack::fromJson(file->json);
    if (!pack)
        return failure(pack);
    QString newest = RulePack::builtIn().version();
    for (const QString &version : known) {
        if (comparePackVersions(version, newest) > 0)
            newest = version;
    }
    if (comparePackVersions(pack->version(), newest) <= 0)
        return failure(ErrorCode::OlderPack, newest);
    return AdmittedPack{*std::move(pack), file->signer};
}

Result<RulePack> readAdmittedPack(const QByteArray &bytes)
{
    const auto file = packFileFromBytes(bytes);
    if (!file || !file->isIntact())
        return failure(ErrorCode::Damaged, u"rule_packs"_s);
    return RulePack::fromJson(file->json, &RulePack::builtIn());
}

} // namespace desk
