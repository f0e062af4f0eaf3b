#pragma once

#include "base/result.h"
#include "sql/connection.h"
#include "store/kdf.h"
#include "store/keyset.h"
#include "store/recoverykey.h"

#include <QMap>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>
#include <vector>

namespace desk
{

class SettingsStore;

/// What a slot gives to who opens it.
struct OpenedSlot {
    std::shared_ptr<const KeySet> keys;
    Secret signingKey; ///< Ed25519, 64 bytes
    KdfCost cost;

    Secret boxKey; ///< X25519: opens the wraps of generations to come
};

/// The ways into the desk: one slot per person, under a key derived from the password, and one under the
/// printed recovery key. A slot holds two key pairs: one that every generation of the data key is wrapped
/// for, so that a rotation needs nobody's password, and one that signs what its owner decides.
///
/// WrongPassword and SlotDamaged are told apart by a checksum. Writing calls belong to the caller's
/// Transaction.
class KeySlots
{
public:
    KeySlots(Connection &connection, SettingsStore &settings);

    /// A new slot in place of any the person had. `keys` is a whole set.
    Result<> set(const QString &userId, const Secret &password, const KdfCost &cost, const KeySet &keys);
    Result<> setRecovery(const RecoveryKey &key, const KeySet &keys);
    /// Whoever had the slot may have kept the data key, so a new one is wanted from now on.
    Result<> remove(const QString &userId);
    Result<bool> exists(const QString &userId);

    Result<OpenedSlot> open(const QString &userId, const Secret &password);
    /// With one slip of the hand mended. WrongPassword when no key near what was typed opens the slot.
    Result<OpenedSlot> openWithRecovery(const QString &typed);
    /// The same key pairs under another password or cost.
    Result<> seal(const QString &userId, const OpenedSlot &slot, const Secret &password, const KdfCost &cost);

    /// Ed25519 public key; empty: no slot.
    Result<QByteArray> signKey(const QString &userId);
    /// Of everyone with a slot, by user id, and of "recovery".
    Result<QMap<QString, QByteArray>> signKeys();

    /// Begins a rotation: a new generation of the data key, wrapped for every slot. SlotDamaged (`where` is
    /// the slot) when one of them was not made by a holder of the data key: nothing is wrapped for a
    /// stranger.
    Result<DataKey> beginGeneration(const KeySet &keys);
    /// Ends it: nothing opens what older generations sealed.
    Result<> dropGenerationsBefore(int generation);

private:
    struct Slot;
    struct Fresh;

    Result<std::optional<Slot>> slot(const QString &slotId);
    Result<> store(const Slot &slot);
    Result<> wrap(const Slot &slot, int generation, const Secret &dataKey, const KeySet &proving);
    Result<> make(const QString &slotId, const Secret &secret, const KdfCost &cost, const KeySet &keys);
    Result<OpenedSlot> openSlot(const Slot &slot, const Secret &secret);
    Result<QByteArray> storeId();

    Connection &m_connection;
    SettingsStore &m_settings;
};

} // namespace desk
