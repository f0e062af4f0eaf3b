#include "store/vault.h"

#include <sodium.h>

#include <algorithm>

namespace desk
{

Result<std::shared_ptr<const KeySet>> Vault::keys(std::initializer_list<KeyUse> uses) const
{
    const std::scoped_lock lock(m_mutex);
    if (!m_keys || !std::all_of(uses.begin(), uses.end(), [this](KeyUse use) { return m_keys->has(use); }))
        return failure(ErrorCode::VaultLocked);
    return m_keys;
}

Result<std::shared_ptr<const KeySet>> Vault::keys() const
{
    const std::scoped_lock lock(m_mutex);
    if (!m_keys || !m_keys->dataKey(m_keys->generation()))
        return failure(ErrorCode::VaultLocked);
    return m_keys;
}

bool Vault::isOpen() const
{
    const std::scoped_lock lock(m_mutex);
    return m_keys != nullptr;
}

void Vault::open(std::shared_ptr<const KeySet> keys)
{
    const std::scoped_lock lock(m_mutex);
    m_keys = std::move(keys);
}

void Vault::setSigner(Signer signer)
{
    const std::scoped_lock lock(m_mutex);
    m_signer = std::move(signer);
}

void Vault::narrow()
{
    const std::scoped_lock lock(m_mutex);
    m_signer.reset();
    if (m_keys)
        m_keys = m_keys->only({KeyUse::Outbox, KeyUse::Audit, KeyUse::Settings, KeyUse::Evidence});
}

void Vault::close()
{
    const std::scoped_lock lock(m_mutex);
    m_signer.reset();
    m_keys.reset();
}

std::optional<QByteArray> Vault::sign(const QString &userId, QByteArrayView message) const
{
    const std::scoped_lock lock(m_mutex);
    if (!m_signer || m_signer->userId != userId)
        return std::nullopt;
    QByteArray signature(crypto_sign_BYTES, Qt::Uninitialized);
    crypto_sign_detached(reinterpret_cast<unsigned char *>(signature.data()), nullptr,
                         reinterpret_cast<const unsigned char *>(message.data()),
                         static_cast<unsigned long long>(message.size()), m_signer->secretKey.data());
    return signature;
}

} // namespace desk
