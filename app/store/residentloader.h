#pragma once

#include "domain/resident.h"
#include "store/keyset.h"
#include "store/nametokens.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <vector>

namespace desk
{

/// A new resident as the register keeps it: sealed for its row, with the hashes that find it.
struct LoadedResident {
    qint64 id = 0;
    QByteArray sealed;
    std::vector<quint64> numbers;
    std::vector<quint64> names; ///< as `NameTokens::of`
};

/// Makes new residents ready for `Registry::append`, which is most of the work, on whatever thread it lives
/// in. A copy does the same on another one.
class ResidentLoader
{
public:
    /// The first resident gets the row after `lastId`.
    ResidentLoader(std::shared_ptr<const KeySet> keys, qint64 lastId);

    /// The next resident gets the row after `lastId`.
    void goOnAfter(qint64 lastId) { m_lastId = lastId; }
    qint64 lastId() const { return m_lastId; }

    LoadedResident load(const Resident &resident);
    /// With the whole history of passports, as the hub gives it (newest first).
    LoadedResident load(const Resident &resident, const QList<PassportRecord> &passports);

private:
    std::shared_ptr<const KeySet> m_keys;
    NameTokens m_names;
    qint64 m_lastId;
};

} // namespace desk
