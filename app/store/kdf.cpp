#include "store/kdf.h"

#include <QElapsedTimer>

#include <sodium.h>

#include <algorithm>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr qsizetype kDerivedSize = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;

constexpr quint64 kMebibyte = 1024 * 1024;
constexpr quint64 kEnoughMemory = 4096 * kMebibyte;
constexpr quint64 kFewestPasses = 3;
constexpr quint64 kMostPasses = 64;
constexpr qint64 kWantedMs = 500;

} // namespace

Result<Secret> deriveKey(const Secret &secret, const QByteArray &salt, const KdfCost &cost)
{
    Secret key(kDerivedSize);
    if (cost.passes == 0) {
        // The recovery key is all chance: nothing would be gained by deriving slowly.
        crypto_generichash(key.data(), static_cast<size_t>(kDerivedSize),
                           reinterpret_cast<const unsigned char *>(salt.constData()),
                           static_cast<unsigned long long>(salt.size()), secret.data(),
                           static_cast<size_t>(secret.size()));
        return key;
    }
    const int failed = crypto_pwhash(key.data(), static_cast<unsigned long long>(kDerivedSize),
                                     reinterpret_cast<const char *>(secret.data()),
                                     static_cast<unsigned long long>(secret.size()),
                                     reinterpret_cast<const unsigned char *>(salt.constData()), cost.passes,
                                     static_cast<size_t>(cost.memory), crypto_pwhash_ALG_ARGON2ID13);
    if (failed != 0)
        return failure(ErrorCode::StoreFailed, {}, u"not enough memory to derive a key from a password"_s);
    return key;
}

KdfCost KdfCost::interactive()
{
    return {crypto_pwhash_OPSLIMIT_INTERACTIVE, crypto_pwhash_MEMLIMIT_INTERACTIVE};
}

KdfCost KdfCost::calibrated()
{
    const quint64 installed =
        static_cast<quint64>(sysconf(_SC_PHYS_PAGES)) * static_cast<quint64>(sysconf(_SC_PAGE_SIZE));
    const quint64 memory = installed < kEnoughMemory ? quint64(crypto_pwhash_MEMLIMIT_INTERACTIVE)
                                                     : quint64(crypto_pwhash_MEMLIMIT_MODERATE);
    const QByteArray salt(qsizetype(crypto_pwhash_SALTBYTES), '\0');
    QElapsedTimer timer;
    timer.start();
    if (!deriveKey(Secret(kDerivedSize), salt, {1, memory}))
        return interactive();
    const qint64 onePass = std::max<qint64>(timer.elapsed(), 1);
    return {std::clamp(quint64(kWantedMs / onePass), kFewestPasses, kMostPasses), memory};
}

} // namespace desk
