#pragma once

#include "base/result.h"
#include "domain/rules/pack.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace desk
{

/// No pack is larger.
inline constexpr qsizetype kMostPackBytes = 1024 * 1024;

/// A rule pack as people hand it in and the hub's feed carries it. Signed, the file is one line
/// "passport-desk-rules ed25519 KEY SIGNATURE" in hexadecimal digits and after it, byte for byte, the JSON
/// that was signed; unsigned it is the JSON alone.
struct PackFile {
    QByteArray signer; ///< Ed25519 public key, 32 bytes; empty: unsigned
    QByteArray signature;
    QByteArray json;

    bool isSigned() const { return !signer.isEmpty(); }
    /// Whether the JSON is what the signer signed.
    bool isIntact() const;
};

/// Whoever publishes packs, as people here know them.
struct PackSigner {
    QByteArray key; ///< Ed25519 public key
    QString name;   ///< as its key file gives it; may be empty

    friend bool operator==(const PackSigner &, const PackSigner &) = default;
};

/// What people compare a key by: the first 80 bits of its SHA-256, "3f2a-09bc-…".
QString fingerprintOf(const QByteArray &signerKey);

/// The bytes of a file that a person names, as far as any pack or key goes. UnreadableInput.
Result<QByteArray> readPackFile(const QString &path);

/// MalformedPack when a signature line is none, or the file is larger than any pack.
Result<PackFile> packFileFromBytes(const QByteArray &bytes);

/// A new publisher's key pair as two files of one line each.
struct PublisherKeys {
    QByteArray secretFile; ///< for its owner's eyes only
    QByteArray publicFile; ///< "passport-desk-rules-key ed25519 KEY NAME"
};
/// `name` is for people, at most 64 characters without line ends (Usage).
Result<PublisherKeys> newPublisherKeys(const QString &name);
/// UnreadableInput for what is no public key file.
Result<PackSigner> packSignerFromFile(const QByteArray &publicFile);

/// The signed file of a pack that this program could judge by. UnreadableInput for what is no secret key
/// file.
Result<QByteArray> signPack(const QByteArray &json, const QByteArray &secretFile);

/// A pack that may be taken.
struct AdmittedPack {
    RulePack pack;
    QByteArray signerKey;
};

/// Whether a file may be taken where `keys` are trusted and `known` are the versions that were ever here, the
/// built-in one aside: UnsignedPack, UnknownSigner, ForgedPack, MalformedPack (also for a rule this
/// program does not know) or OlderPack.
Result<AdmittedPack> admitPack(const QByteArray &bytes, const QList<QByteArray> &keys,
                               const QStringList &known);

/// Reads a pack that was admitted before, by an earlier program perhaps. Damaged unless it still is what its
/// signer signed.
Result<RulePack> readAdmittedPack(const QByteArray &bytes);

} // namespace desk
