#pragma once

#include "base/result.h"
#include "store/secret.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <array>
#include <map>
#include <memory>
#include <vector>

namespace desk
{

/// What a key of the desk is for. Each use has a subkey of its own of every generation of the data key; the
/// numbers are part of what was sealed and never change.
enum class KeyUse : quint8 {
    RegistryRecords = 1,
    RegistryNumbers = 2, ///< blind index
    RegistryNames = 3,   ///< blind index
    Subjects = 4,        ///< blind index of the residents that desk.db speaks of
    Cases = 5,
    Outbox = 6,
    Audit = 7,
    Settings = 8,
    KeySlots = 9, ///< proof that a slot was made by someone who held the data key
    Evidence = 10,
};

/// Where a sealed value belongs; it opens nowhere else.
struct Cell {
    QByteArrayView table;
    QByteArrayView column;
    QByteArrayView row; ///< what identifies the row for good
};

/// One generation of the desk's data key. A rotation makes the next.
struct DataKey {
    int generation = 1;
    Secret secret; ///< 32 bytes

    static DataKey random(int generation);
};

/// Seals, opens and hashes with the generations of the data key that are in use. Never changes, so that any
/// thread may use it; its keys are wiped when the last holder lets go of it.
class KeySet
{
public:
    /// `storeId` binds what is sealed to this desk. `keys` holds at least one generation; all uses, or only
    /// those named, get their subkeys.
    KeySet(QByteArray storeId, const std::vector<DataKey> &keys);
    /// The same with nothing but these uses.
    std::shared_ptr<const KeySet> only(const QList<KeyUse> &uses) const;

    /// A whole set with one generation more.
    std::shared_ptr<const KeySet> with(const DataKey &next) const;
    /// Without what older generations sealed.
    std::shared_ptr<const KeySet> newest() const;

    bool has(KeyUse use) const;
    /// The data key itself, to be wrapped for another slot; nullptr in a narrowed set.
    const Secret *dataKey(int generation) const;
    /// The newest, which seals.
    int generation() const { return m_generations.rbegin()->first; }
    /// Newest first; more than one while a rotation goes on.
    QList<int> generations() const;

    /// XChaCha20-Poly1305 with the store, the cell and the generation as associated data. The key of `use`
    /// must be there (`has`).
    QByteArray seal(KeyUse use, const Cell &cell, QByteArrayView plain) const;
    /// Damaged (`where` is "table.column") for anything but what `seal` made for this very cell; VaultLocked
    /// when the key of its use or generation is not there.
    Result<QByteArray> open(KeyUse use, const Cell &cell, QByteArrayView sealed) const;
    /// The generation a value was sealed with; 0 for something that is no sealed value.
    static int generationOf(QByteArrayView sealed);

    /// Keyed hash (SipHash-2-4) of a value of a column: equal values are found, nothing else is learned from
    /// it.
    quint64 blind(KeyUse use, QByteArrayView column, QByteArrayView value, int generation) const;
    /// 32 bytes that only someone with the key can make.
    QByteArray proof(KeyUse use, QByteArrayView of, int generation) const;

    /// What sealing adds to a value's length.
    static const qsizetype kOverhead;

private:
    static constexpr size_t kUses = 10;
    struct Generation {
        std::shared_ptr<const Secret> dataKey;
        std::array<std::shared_ptr<const Secret>, kUses + 1> subkeys;
        std::array<std::shared_ptr<const Secret>, kUses + 1> hashKeys;
    };
    explicit KeySet(QByteArray storeId);
    void add(const DataKey &key);
    const Secret *key(KeyUse use, int generation) const;

    QByteArray m_storeId;
    std::map<int, Generation> m_generations;
};

} // namespace desk
