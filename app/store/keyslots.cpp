#include "store/keyslots.h"

#include "sql/statement.h"
#include "store/settingsstore.h"

#include <sodium.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

const QString kRecovery = u"recovery"_s;

constexpr qsizetype kSaltSize = crypto_pwhash_SALTBYTES;
constexpr qsizetype kKeySize = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr qsizetype kNonceSize = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype kTagSize = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr qsizetype kBoxSecretSize = crypto_box_SECRETKEYBYTES;
constexpr qsizetype kSignSecretSize = crypto_sign_SECRETKEYBYTES;
constexpr qsizetype kChecksumSize = 16;

const unsigned char *raw(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

unsigned char *raw(QByteArray &bytes)
{
    return reinterpret_cast<unsigned char *>(bytes.data());
}

QByteArray joined(std::initializer_list<QByteArrayView> parts)
{
    QByteArray bytes;
    for (const QByteArrayView part : parts) {
        bytes += QByteArray::number(part.size());
        bytes += ':';
        bytes += part;
    }
    return bytes;
}

/// Tells damage from a wrong password; protects nothing.
QByteArray checksum(QByteArrayView of)
{
    QByteArray hash(kChecksumSize, Qt::Uninitialized);
    crypto_generichash(raw(hash), static_cast<size_t>(hash.size()), raw(of),
                       static_cast<unsigned long long>(of.size()), nullptr, 0);
    return hash;
}

} // namespace

struct KeySlots::Slot {
    QString slotId;
    KdfCost cost;
    QByteArray salt;
    QByteArray boxKey;  ///< public
    QByteArray signKey; ///< public
    QByteArray sealed;  ///< nonce, then both secret keys under the password's key

    QByteArray described(const QByteArray &storeId) const
    {
        return joined({storeId, slotId.toUtf8(), QByteArray::number(cost.passes),
                       QByteArray::number(cost.memory), salt, boxKey, signKey});
    }

    void sealKeys(const QByteArray &storeId, const Secret &key, const Secret &boxSecret,
                  const Secret &signSecret)
    {
        Secret both(kBoxSecretSize + kSignSecretSize);
        std::copy_n(boxSecret.data(), kBoxSecretSize, both.data());
        std::copy_n(signSecret.data(), kSignSecretSize, both.data() + kBoxSecretSize);
        sealed = QByteArray(kNonceSize + both.size() + kTagSize, Qt::Uninitialized);
        randombytes_buf(sealed.data(), static_cast<size_t>(kNonceSize));
        const QByteArray context = described(storeId);
        crypto_aead_xchacha20poly1305_ietf_encrypt(
            raw(sealed) + kNonceSize, nullptr, both.data(), static_cast<unsigned long long>(both.size()),
            raw(QByteArrayView(context)), static_cast<unsigned long long>(context.size()), nullptr,
            raw(QByteArrayView(sealed)), key.data());
    }

    /// Both secret keys; nullopt: another key sealed them.
    std::optional<Secret> openKeys(const QByteArray &storeId, const Secret &key) const
    {
        Secret both(kBoxSecretSize + kSignSecretSize);
        if (sealed.size() != kNonceSize + both.size() + kTagSize)
            return std::nullopt;
        const QByteArray context = described(storeId);
        const int refused = crypto_aead_xchacha20poly1305_ietf_decrypt(
            both.data(), nullptr, nullptr, raw(QByteArrayView(sealed)) + kNonceSize,
            static_cast<unsigned long long>(sealed.size() - kNonceSize), raw(QByteArrayView(context)),
            static_cast<unsigned long long>(context.size()), raw(QByteArrayView(sealed)), key.data());
        return refused == 0 ? std::optional(std::move(both)) : std::nullopt;
    }
};

KeySlots::KeySlots(Connection &connection, SettingsStore &settings)
    : m_connection(connection)
    , m_settings(settings)
{
}

Result<QByteArray> KeySlots::storeId()
{
    const auto identity = m_settings.identity();
    if (!identity)
        return failure(identity);
    return identity->storeId.toUtf8();
}

Result<std::optional<KeySlots::Slot>> KeySlots::slot(const QString &slotId)
{
    const auto desk = storeId();
    if (!desk)
        return failure(desk);
    Statement query(m_connection, u"SELECT passes, memory, salt, box_key, sign_key, sealed_keys, checksum "
                                  u"FROM key_slots WHERE slot_id = ?"_s);
    const auto row = query.bind(slotId).step();
    if (!row)
        return failure(row);
    if (!*row)
        return std::optional<Slot>();
    Slot slot{slotId,         {quint64(query.number(0)), quint64(query.number(1))},
              query.bytes(2), query.bytes(3),
              query.bytes(4), query.bytes(5)};
    if (checksum(slot.described(*desk) + slot.sealed) != query.bytes(6))
        return failure(ErrorCode::SlotDamaged, slotId);
    return std::optional(std::move(slot));
}

Result<> KeySlots::store(const Slot &slot)
{
    const auto desk = storeId();
    if (!desk)
        return failure(desk);
    return Statement(m_connection,
                     u"INSERT INTO key_slots (slot_id, passes, memory, salt, box_key, sign_key, sealed_keys, "
                     u"checksum) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (slot_id) DO UPDATE SET "
                     u"passes = excluded.passes, memory = excluded.memory, salt = excluded.salt, "
                     u"box_key = excluded.box_key, sign_key = excluded.sign_key, "
                     u"sealed_keys = excluded.sealed_keys, checksum = excluded.checksum"_s)
        .bind(slot.slotId, qint64(slot.cost.passes), qint64(slot.cost.memory), slot.salt, slot.boxKey,
              slot.signKey, slot.sealed, checksum(slot.described(*desk) + slot.sealed))
        .run();
}

Result<> KeySlots::wrap(const Slot &slot, int generation, const Secret &dataKey, const KeySet &proving)
{
    QByteArray wrapped(dataKey.size() + qsizetype(crypto_box_SEALBYTES), Qt::Uninitialized);
    if (crypto_box_seal(raw(wrapped), dataKey.data(), static_cast<unsigned long long>(dataKey.size()),
                        raw(QByteArrayView(slot.boxKey))) != 0)
        return failure(ErrorCode::SlotDamaged, slot.slotId);
    const QByteArray proof = proving.proof(
        KeyUse::KeySlots, joined({slot.slotId.toUtf8(), slot.boxKey, slot.signKey}), generation);
    return Statement(m_connection,
                     u"INSERT INTO key_wraps (slot_id, generation, wrapped, proof) VALUES (?, ?, ?, ?) "
                     u"ON CONFLICT (slot_id, generation) DO UPDATE SET wrapped = excluded.wrapped, "
                     u"proof = excluded.proof"_s)
        .bind(slot.slotId, generation, wrapped, proof)
        .run();
}

Result<> KeySlots::make(const QString &slotId, const Secret &secret, const KdfCost &cost, const KeySet &keys)
{
    const auto desk = storeId();
    if (!desk)
        return failure(desk);
    Slot slot{slotId, cost, QByteArray(kSaltSize, Qt::Uninitialized), {}, {}, {}};
    randombytes_buf(slot.salt.data(), static_cast<size_t>(kSaltSize));
    slot.boxKey = QByteArray(crypto_box_PUBLICKEYBYTES, Qt::Uninitialized);
    slot.signKey = QByteArray(crypto_sign_PUBLICKEYBYTES, Qt::Uninitialized);
    Secret boxSecret(kBoxSecretSize);
    Secret signSecret(kSignSecretSize);
    crypto_box_keypair(raw(slot.boxKey), boxSecret.data());
    crypto_sign_keypair(raw(slot.signKey), signSecret.data());
    const auto key = deriveKey(secret, slot.salt, cost);
    if (!key)
        return failure(key);
    slot.sealKeys(*desk, *key, boxSecret, signSecret);
    if (const auto stored = store(slot); !stored)
        return stored;
    for (const int generation : keys.generations()) {
        const Secret *dataKey = keys.dataKey(generation);
        if (!dataKey)
            return failure(ErrorCode::VaultLocked);
        if (const auto wrapped = wrap(slot, generation, *dataKey, keys); !wrapped)
            return wrapped;
    }
    return {};
}

Result<> KeySlots::set(const QString &userId, const Secret &password, const KdfCost &cost, const KeySet &keys)
{
    return make(userId, password, cost, keys);
}

Result<> KeySlots::setRecovery(const RecoveryKey &key, const KeySet &keys)
{
    return make(kRecovery, key.secret(), {}, keys);
}

Result<> KeySlots::remove(const QString &userId)
{
    Statement removal(m_connection, u"DELETE FROM key_slots WHERE slot_id = ?"_s);
    if (const auto removed = removal.bind(userId).run(); !removed || removal.changes() == 0)
        return removed;
    auto state = m_settings.rotation();
    if (!state)
        return failure(state);
    state->wanted = true;
    return m_settings.setRotation(*state);
}

Result<bool> KeySlots::exists(const QString &userId)
{
    return Statement(m_connection, u"SELECT 1 FROM key_slots WHERE slot_id = ?"_s).bind(userId).step();
}

Result<OpenedSlot> KeySlots::openSlot(const Slot &slot, const Secret &secret)
{
    const auto desk = storeId();
    if (!desk)
        return failure(desk);
    const auto key = deriveKey(secret, slot.salt, slot.cost);
    if (!key)
        return failure(key);
    const std::optional<Secret> both = slot.openKeys(*desk, *key);
    if (!both)
        return failure(ErrorCode::WrongPassword);
    Secret boxSecret = Secret::copyOf(both->view().first(kBoxSecretSize));
    Secret signSecret = Secret::copyOf(both->view().sliced(kBoxSecretSize));
    std::vector<DataKey> dataKeys;
    bool damaged = false;
    Statement query(m_connection, u"SELECT generation, wrapped FROM key_wraps WHERE slot_id = ?"_s);
    const auto read = query.bind(slot.slotId).each([&](const Statement &row) {
        const QByteArray wrapped = row.bytes(1);
        DataKey dataKey{row.integer(0), Secret(kKeySize)};
        damaged = damaged || wrapped.size() != kKeySize + qsizetype(crypto_box_SEALBYTES) ||
                  crypto_box_seal_open(dataKey.secret.data(), raw(QByteArrayView(wrapped)),
                                       static_cast<unsigned long long>(wrapped.size()),
                                       raw(QByteArrayView(slot.boxKey)), boxSecret.data()) != 0;
        dataKeys.push_back(std::move(dataKey));
    });
    if (!read)
        return failure(read);
    if (damaged || dataKeys.empty())
        return failure(ErrorCode::SlotDamaged, slot.slotId);
    return OpenedSlot{std::make_shared<KeySet>(*desk, dataKeys), std::move(signSecret), slot.cost,
                      std::move(boxSecret)};
}

Result<OpenedSlot> KeySlots::open(const QString &userId, const Secret &password)
{
    const auto found = slot(userId);
    if (!found)
        return failure(found);
    if (!*found)
        return failure(ErrorCode::WrongPassword);
    return openSlot(**found, password);
}

Result<OpenedSlot> KeySlots::openWithRecovery(const QString &typed)
{
    const auto found = slot(kRecovery);
    if (!found)
        return failure(found);
    if (!*found)
        return failure(ErrorCode::NotFound, kRecovery);
    if (const auto key = RecoveryKey::fromText(typed)) {
        auto opened = openSlot(**found, key->secret());
        if (opened || opened.error().code != ErrorCode::WrongPassword)
            return opened;
    }
    for (const QString &candidate : RecoveryKey::nearby(typed)) {
        auto opened = openSlot(**found, RecoveryKey::fromText(candidate)->secret());
        if (opened || opened.error().code != ErrorCode::WrongPassword)
            return opened;
    }
    return failure(ErrorCode::WrongPassword);
}

Result<> KeySlots::seal(const QString &userId, const OpenedSlot &opened, const Secret &password,
                        const KdfCost &cost)
{
    const auto found = slot(userId);
    if (!found)
        return failure(found);
    if (!*found)
        return failure(ErrorCode::NotFound, userId);
    const auto desk = storeId();
    if (!desk)
        return failure(desk);
    Slot slot = **found;
    slot.cost = cost;
    randombytes_buf(slot.salt.data(), static_cast<size_t>(slot.salt.size()));
    const auto key = deriveKey(password, slot.salt, cost);
    if (!key)
        return failure(key);
    slot.sealKeys(*desk, *key, opened.boxKey, opened.signingKey);
    return store(slot);
}

Result<QByteArray> KeySlots::signKey(const QString &userId)
{
    const auto found = slot(userId);
    if (!found)
        return failure(found);
    return *found ? (*found)->signKey : QByteArray();
}

Result<QMap<QString, QByteArray>> KeySlots::signKeys()
{
    QMap<QString, QByteArray> keys;
    Statement query(m_connection, u"SELECT slot_id, sign_key FROM key_slots"_s);
    const auto read = query.each([&](const Statement &row) { keys.insert(row.text(0), row.bytes(1)); });
    if (!read)
        return failure(read);
    return keys;
}

Result<DataKey> KeySlots::beginGeneration(const KeySet &keys)
{
    QStringList slotIds;
    Statement all(m_connection, u"SELECT slot_id FROM key_slots ORDER BY slot_id"_s);
    if (const auto read = all.each([&](const Statement &row) { slotIds += row.text(0); }); !read)
        return failure(read);
    const int current = keys.generation();
    const auto desk = storeId();
    if (!desk)
        return failure(desk);
    DataKey next = DataKey::random(current + 1);
    std::vector<DataKey> proving;
    proving.push_back({next.generation, Secret::copyOf(next.secret.view())});
    const KeySet nextKeys(*desk, proving);
    for (const QString &slotId : std::as_const(slotIds)) {
        const auto found = slot(slotId);
        if (!found)
            return failure(found);
        Statement query(m_connection, u"SELECT proof FROM key_wraps WHERE slot_id = ? AND generation = ?"_s);
        const auto row = query.bind(slotId, current).step();
        if (!row)
            return failure(row);
        const QByteArray expected = keys.proof(
            KeyUse::KeySlots, joined({slotId.toUtf8(), (*found)->boxKey, (*found)->signKey}), current);
        if (!*row || query.bytes(0) != expected)
            return failure(ErrorCode::SlotDamaged, slotId);
        if (const auto wrapped = wrap(**found, next.generation, next.secret, nextKeys); !wrapped)
            return failure(wrapped);
    }
    return next;
}

Result<> KeySlots::dropGenerationsBefore(int generation)
{
    return Statement(m_connection, u"DELETE FROM key_wraps WHERE generation < ?"_s).bind(generation).run();
}

} // namespace desk
