#pragma once

#include "base/result.h"
#include "store/keyset.h"

#include <QByteArray>
#include <QString>

#include <initializer_list>
#include <memory>
#include <mutex>
#include <optional>

namespace desk
{

/// A person's signing key, held while that person is signed in.
struct Signer {
    QString userId;
    Secret secretKey; ///< Ed25519, 64 bytes
};

/// The keys of an open desk, shared by its threads. Closed at first; signing in opens it (store/keyslots.h).
class Vault
{
public:
    /// The keys for one piece of work that needs these uses; VaultLocked when they are not there. What a
    /// caller holds stays usable until it lets go, so take them anew for each piece of work.
    Result<std::shared_ptr<const KeySet>> keys(std::initializer_list<KeyUse> uses) const;
    /// The whole set, for key slots and rotation.
    Result<std::shared_ptr<const KeySet>> keys() const;
    bool isOpen() const;

    void open(std::shared_ptr<const KeySet> keys);
    void setSigner(Signer signer);
    /// Nobody is signed in: only what delivering needs stays.
    void narrow();
    /// Forgets everything.
    void close();

    /// Ed25519 signature of the person signed in; nullopt when nobody is, or it is not `userId`.
    std::optional<QByteArray> sign(const QString &userId, QByteArrayView message) const;

private:
    mutable std::mutex m_mutex;
    std::shared_ptr<const KeySet> m_keys;
    std::optional<Signer> m_signer;
};

} // namespace desk
