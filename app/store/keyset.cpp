#include "store/keyset.h"

#include <QVarLengthArray>
#include <QtEndian>

#include <sodium.h>

#include <cstring>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

// A sealed value: format, generation, nonce, ciphertext with tag.
constexpr char kFormat = 1;
constexpr qsizetype kGenerationAt = 1;
constexpr qsizetype kNonceAt = kGenerationAt + 4;
constexpr qsizetype kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype kTextAt = kNonceAt + kNonceSize;
constexpr qsizetype kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr qsizetype kKeySize = crypto_kdf_KEYBYTES;
static_assert(kKeySize == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(kKeySize == crypto_generichash_KEYBYTES);
static_assert(crypto_shorthash_BYTES == sizeof(quint64));

constexpr char kContext[crypto_kdf_CONTEXTBYTES] = {'P', 'a', 's', 's', 'D', 'e', 's', 'k'};
/// Added to the number of a use: the subkey that blinds.
constexpr quint64 kBlinding = 100;
constexpr qsizetype kProofSize = 32;

const unsigned char *raw(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

unsigned char *raw(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

/// Random bytes in larger gulps: the system call costs more than sealing a short value.
void fillNonce(unsigned char *nonce)
{
    constexpr size_t kGulp = 64 * kNonceSize;
    thread_local std::array<unsigned char, kGulp> pool;
    thread_local size_t used = kGulp;
    if (used == kGulp) {
        randombytes_buf(pool.data(), kGulp);
        used = 0;
    }
    std::memcpy(nonce, pool.data() + used, kNonceSize);
    used += kNonceSize;
}

/// The associated data: each part preceded by its length, so that no two cells look alike.
QByteArray context(QByteArrayView storeId, const Cell &cell, KeyUse use, int generation)
{
    QByteArray bytes;
    bytes.reserve(storeId.size() + cell.table.size() + cell.column.size() + cell.row.size() + 24);
    const auto add = [&bytes](QByteArrayView part) {
        const quint32 length = qToLittleEndian(static_cast<quint32>(part.size()));
        bytes.append(reinterpret_cast<const char *>(&length), sizeof length);
        bytes.append(part);
    };
    add(storeId);
    add(cell.table);
    add(cell.column);
    add(cell.row);
    const quint32 numbers[] = {qToLittleEndian(static_cast<quint32>(use)),
                               qToLittleEndian(static_cast<quint32>(generation))};
    bytes.append(reinterpret_cast<const char *>(numbers), sizeof numbers);
    return bytes;
}

} // namespace

const qsizetype KeySet::kOverhead = kTextAt + kTagSize;

DataKey DataKey::random(int generation)
{
    return {generation, Secret::random(kKeySize)};
}

KeySet::KeySet(QByteArray storeId)
    : m_storeId(std::move(storeId))
{
}

KeySet::KeySet(QByteArray storeId, const std::vector<DataKey> &keys)
    : m_storeId(std::move(storeId))
{
    Q_ASSERT(!keys.empty());
    for (const DataKey &key : keys)
        add(key);
}

void KeySet::add(const DataKey &key)
{
    Generation &generation = m_generations[key.generation];
    generation.dataKey = std::make_shared<Secret>(Secret::copyOf(key.secret.view()));
    for (size_t use = 1; use <= kUses; ++use) {
        auto subkey = std::make_shared<Secret>(kKeySize);
        crypto_kdf_derive_from_key(subkey->data(), static_cast<size_t>(kKeySize), use, kContext,
                                   key.secret.data());
        generation.subkeys[use] = std::move(subkey);
        auto hashKey = std::make_shared<Secret>(qsizetype(crypto_shorthash_KEYBYTES));
        crypto_kdf_derive_from_key(hashKey->data(), crypto_shorthash_KEYBYTES, kBlinding + use, kContext,
                                   key.secret.data());
        generation.hashKeys[use] = std::move(hashKey);
    }
}

std::shared_ptr<const KeySet> KeySet::with(const DataKey &next) const
{
    std::shared_ptr<KeySet> set(new KeySet(*this));
    set->add(next);
    return set;
}

std::shared_ptr<const KeySet> KeySet::newest() const
{
    std::shared_ptr<KeySet> set(new KeySet(m_storeId));
    set->m_generations.insert(*m_generations.rbegin());
    return set;
}

std::shared_ptr<const KeySet> KeySet::only(const QList<KeyUse> &uses) const
{
    std::shared_ptr<KeySet> narrowed(new KeySet(m_storeId));
    for (const auto &[number, generation] : m_generations) {
        Generation &kept = narrowed->m_generations[number];
        for (const KeyUse use : uses) {
            kept.subkeys[static_cast<size_t>(use)] = generation.subkeys[static_cast<size_t>(use)];
            kept.hashKeys[static_cast<size_t>(use)] = generation.hashKeys[static_cast<size_t>(use)];
        }
    }
    return narrowed;
}

const Secret *KeySet::key(KeyUse use, int generation) const
{
    const auto found = m_generations.find(generation);
    return found == m_generations.end() ? nullptr : found->second.subkeys[static_cast<size_t>(use)].get();
}

const Secret *KeySet::dataKey(int generation) const
{
    const auto found = m_generations.find(generation);
    return found == m_generations.end() ? nullptr : found->second.dataKey.get();
}

bool KeySet::has(KeyUse use) const
{
    return key(use, generation()) != nullptr;
}

QList<int> KeySet::generations() const
{
    QList<int> numbers;
    for (auto each = m_generations.rbegin(); each != m_generations.rend(); ++each)
        numbers += each->first;
    return numbers;
}

QByteArray KeySet::seal(KeyUse use, const Cell &cell, QByteArrayView plain) const
{
    const int number = generation();
    const Secret *secret = key(use, number);
    Q_ASSERT(secret);
    QByteArray sealed(kTextAt + plain.size() + kTagSize, Qt::Uninitialized);
    sealed[0] = kFormat;
    qToLittleEndian(static_cast<quint32>(number), sealed.data() + kGenerationAt);
    unsigned char *nonce = raw(sealed) + kNonceAt;
    fillNonce(nonce);
    const QByteArray associated = context(m_storeId, cell, use, number);
    crypto_aead_xchacha20poly1305_ietf_encrypt(
        raw(sealed) + kTextAt, nullptr, raw(plain), static_cast<unsigned long long>(plain.size()),
        raw(QByteArrayView(associated)), static_cast<unsigned long long>(associated.size()), nullptr, nonce,
        secret->data());
    return sealed;
}

Result<QByteArray> KeySet::open(KeyUse use, const Cell &cell, QByteArrayView sealed) const
{
    const auto damaged = [&cell] {
        return failure(ErrorCode::Damaged,
                       QString::fromUtf8(cell.table) + u'.' + QString::fromUtf8(cell.column));
    };
    const int number = generationOf(sealed);
    if (number == 0)
        return damaged();
    const Secret *secret = key(use, number);
    if (!secret)
        // A generation that is neither older nor the one in use was never made by this desk.
        return has(use) && number > generation() ? Result<QByteArray>(damaged())
                                                 : failure(ErrorCode::VaultLocked);
    QByteArray plain(sealed.size() - kOverhead, Qt::Uninitialized);
    const QByteArray associated = context(m_storeId, cell, use, number);
    const int refused = crypto_aead_xchacha20poly1305_ietf_decrypt(
        raw(plain), nullptr, nullptr, raw(sealed) + kTextAt,
        static_cast<unsigned long long>(sealed.size() - kTextAt), raw(QByteArrayView(associated)),
        static_cast<unsigned long long>(associated.size()), raw(sealed) + kNonceAt, secret->data());
    if (refused != 0)
        return damaged();
    return plain;
}

int KeySet::generationOf(QByteArrayView sealed)
{
    if (sealed.size() < kTextAt + kTagSize || sealed[0] != kFormat)
        return 0;
    const auto number = qFromLittleEndian<quint32>(sealed.data() + kGenerationAt);
    return number <= quint32(std::numeric_limits<int>::max()) ? static_cast<int>(number) : 0;
}

quint64 KeySet::blind(KeyUse use, QByteArrayView column, QByteArrayView value, int generation) const
{
    const auto found = m_generations.find(generation);
    Q_ASSERT(found != m_generations.end() && found->second.hashKeys[static_cast<size_t>(use)]);
    QVarLengthArray<char, 128> text;
    text.append(column.begin(), column.size());
    text.append('\0');
    text.append(value.begin(), value.size());
    std::array<unsigned char, crypto_shorthash_BYTES> hash;
    crypto_shorthash(hash.data(), raw(QByteArrayView(text)), static_cast<unsigned long long>(text.size()),
                     found->second.hashKeys[static_cast<size_t>(use)]->data());
    return qFromLittleEndian<quint64>(hash.data());
}

QByteArray KeySet::proof(KeyUse use, QByteArrayView of, int generation) const
{
    const Secret *secret = key(use, generation);
    Q_ASSERT(secret);
    QByteArray hash(kProofSize, Qt::Uninitialized);
    crypto_generichash(raw(hash), static_cast<size_t>(hash.size()), raw(of),
                       static_cast<unsigned long long>(of.size()), secret->data(),
                       static_cast<size_t>(secret->size()));
    return hash;
}

} // namespace desk
