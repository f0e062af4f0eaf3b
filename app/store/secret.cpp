#include "store/secret.h"

#include "base/logging.h"

#include <sodium.h>

#include <algorithm>
#include <new>
#include <utility>

namespace desk
{

namespace
{

/// sodium_malloc goes on without the lock when the system refuses it, so it is asked for again and looked at.
void keepOutOfSwap(unsigned char *bytes, qsizetype size)
{
    static bool told = false;
    if (sodium_mlock(bytes, static_cast<size_t>(size)) == 0 || std::exchange(told, true))
        return;
    qCInfo(lcStore) << "keys may be swapped out: the limit of locked memory is too low";
}

} // namespace

bool prepareCrypto()
{
    return sodium_init() >= 0;
}

Secret::Secret(qsizetype size)
    : m_bytes(static_cast<unsigned char *>(sodium_malloc(static_cast<size_t>(std::max<qsizetype>(size, 1)))))
    , m_size(size)
{
    if (!m_bytes)
        throw std::bad_alloc();
    keepOutOfSwap(m_bytes.get(), m_size);
    sodium_memzero(m_bytes.get(), static_cast<size_t>(m_size));
}

Secret Secret::random(qsizetype size)
{
    Secret secret(size);
    randombytes_buf(secret.data(), static_cast<size_t>(size));
    return secret;
}

Secret Secret::copyOf(QByteArrayView bytes)
{
    Secret secret(bytes.size());
    std::copy_n(reinterpret_cast<const unsigned char *>(bytes.data()), bytes.size(), secret.data());
    return secret;
}

Secret Secret::ofPassword(const QString &password)
{
    QString composed = password.normalized(QString::NormalizationForm_C);
    QByteArray bytes = composed.toUtf8();
    Secret secret = copyOf(bytes);
    sodium_memzero(bytes.data(), static_cast<size_t>(bytes.size()));
    sodium_memzero(composed.data(), static_cast<size_t>(composed.size()) * sizeof(QChar));
    return secret;
}

void Secret::Free::operator()(unsigned char *bytes) const
{
    sodium_free(bytes);
}

} // namespace desk
