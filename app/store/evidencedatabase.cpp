#include "store/evidencedatabase.h"

#include "base/sha256.h"
#include "sql/statement.h"
#include "sql/transaction.h"
#include "store/schema.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

const SealedTable kScans{.use = KeyUse::Evidence, .table = "scans", .columns = {"content"}};

qint64 hashOf(const KeySet &keys, const QString &sha256, int generation)
{
    return static_cast<qint64>(keys.blind(KeyUse::Evidence, "sha256", sha256.toLatin1(), generation));
}

} // namespace

EvidenceDatabase::EvidenceDatabase(std::unique_ptr<Connection> connection, Vault &vault, const Clock &clock)
    : m_connection(std::move(connection))
    , m_vault(vault)
    , m_clock(clock)
{
}

Result<std::unique_ptr<EvidenceDatabase>> EvidenceDatabase::open(const QString &path, Access access,
                                                                 Vault &vault, const Clock &clock)
{
    if (access == Access::Read && !QFileInfo::exists(path))
        return failure(ErrorCode::NoDesk, path);
    auto connection = openWithSchema(path, access, kApplicationId, u":/migrations/evidence"_s);
    if (!connection)
        return failure(connection);
    return std::unique_ptr<EvidenceDatabase>(new EvidenceDatabase(std::move(*connection), vault, clock));
}

Result<std::optional<QByteArray>> EvidenceDatabase::find(const QString &sha256)
{
    const auto keys = m_vault.keys({KeyUse::Evidence});
    if (!keys)
        return failure(keys);
    Statement query(*m_connection, u"SELECT scan_no, content FROM scans WHERE hash = ?"_s);
    for (const int generation : (*keys)->generations()) {
        query.bind(hashOf(**keys, sha256, generation));
        for (;;) {
            const auto row = query.step();
            if (!row)
                return failure(row);
            if (!*row)
                break;
            auto picture = kScans.open(**keys, "content", query.number(0), query.bytes(1));
            if (!picture)
                return failure(picture);
            if (sha256Hex(*picture) == sha256)
                return std::optional(*std::move(picture));
        }
    }
    return std::nullopt;
}

Result<bool> EvidenceDatabase::has(const QString &sha256)
{
    const auto keys = m_vault.keys({KeyUse::Evidence});
    if (!keys)
        return failure(keys);
    Statement query(*m_connection, u"SELECT 1 FROM scans WHERE hash = ?"_s);
    for (const int generation : (*keys)->generations()) {
        const auto row = query.bind(hashOf(**keys, sha256, generation)).step();
        if (!row || *row)
            return row;
    }
    return false;
}

Result<QString> EvidenceDatabase::keep(const QByteArray &picture)
{
    const auto keys = m_vault.keys({KeyUse::Evidence});
    if (!keys)
        return failure(keys);
    const QString sha256 = sha256Hex(picture);
    Transaction transaction(*m_connection);
    const auto known = find(sha256);
    if (!known)
        return failure(known);
    if (*known)
        return sha256;
    const auto row = kScans.nextRow(*m_connection);
    if (!row)
        return failure(row);
    const auto stored =
        Statement(*m_connection, u"INSERT INTO scans (scan_no, hash, content, key_generation, kept_at) "
                                 u"VALUES (?, ?, ?, ?, ?)"_s)
            .bind(*row, hashOf(**keys, sha256, (*keys)->generation()),
                  kScans.seal(**keys, "content", *row, picture), (*keys)->generation(),
                  isoInstant(m_clock.utc()))
            .run();
    if (!stored)
        return failure(stored);
    const auto done = transaction.commit();
    return done ? Result<QString>(sha256) : failure(done);
}

Result<qint64> EvidenceDatabase::resealAfter(const KeySet &keys, qint64 scanNo, int limit)
{
    const auto reached = kScans.resealAfter(*m_connection, keys, scanNo, limit);
    if (!reached)
        return reached;
    Statement query(*m_connection,
                    u"SELECT scan_no, content FROM scans WHERE scan_no > ? ORDER BY scan_no LIMIT ?"_s);
    Statement update(*m_connection, u"UPDATE scans SET hash = ? WHERE scan_no = ?"_s);
    const auto moved = query.bind(scanNo, limit).each([&](const Statement &row) -> Result<> {
        const qint64 scan = row.number(0);
        const auto picture = kScans.open(keys, "content", scan, row.bytes(1));
        if (!picture)
            return failure(picture);
        return update.bind(hashOf(keys, sha256Hex(*picture), keys.generation()), scan).run();
    });
    return moved ? reached : failure(moved);
}

} // namespace desk
