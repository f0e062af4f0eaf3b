#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "sql/connection.h"
#include "store/sealedtable.h"
#include "store/vault.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>

namespace desk
{

/// evidence.db: the pictures that cases rest on, sealed, each kept once and found by the SHA-256 (lower-case
/// hexadecimal) of its bytes. Can not be rebuilt. Lives in the thread that opened it.
class EvidenceDatabase
{
public:
    static constexpr qint32 kApplicationId = 0x50446b45; ///< "PDkE"

    /// As DeskDatabase::open.
    static Result<std::unique_ptr<EvidenceDatabase>> open(const QString &path, Access access, Vault &vault,
                                                          const Clock &clock);

    Connection &connection() { return *m_connection; }

    /// In a transaction of its own, durable when it returns. The picture's name; one that is there is not
    /// kept again.
    Result<QString> keep(const QByteArray &picture);
    Result<bool> has(const QString &sha256);
    /// nullopt: this desk has not got it.
    Result<std::optional<QByteArray>> find(const QString &sha256);

    /// As SealedTable's, with the hashes.
    Result<qint64> resealAfter(const KeySet &keys, qint64 scanNo, int limit);

private:
    EvidenceDatabase(std::unique_ptr<Connection> connection, Vault &vault, const Clock &clock);

    std::unique_ptr<Connection> m_connection;
    Vault &m_vault;
    const Clock &m_clock;
};

} // namespace desk
