#include "sql/packstore.h"

#include "sql/statement.h"

using namespace Qt::StringLiterals;

namespace desk
{

Result<QList<TrustedSigner>> PackStore::signers()
{
    QList<TrustedSigner> signers;
    Statement query(m_connection, u"SELECT public_key, name FROM rule_signers"_s);
    const auto read = query.each([&signers](const Statement &row) {
        signers.append({row.bytes(0), row.text(1)});
    });
    if (!read)
        return failure(read);
    return signers;
}

Result<> PackStore::trust(const TrustedSigner &signer, const QString &by)
{
    return Statement(m_connection, u"INSERT INTO rule_signers (public_key, name, trusted_at, trusted_by) "
                                   u"VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"_s)
        .bind(signer.key, signer.name, m_clock.utc(), by)
        .run();
}

Result<QList<StoredPack>> PackStore::packs()
{
    QList<StoredPack> packs;
    Statement query(m_connection, u"SELECT version, effective_from, valid_until, signer, installed_at, "
                                  u"installed_by, taken_back_at FROM rule_packs"_s);
    const auto read = query.each([&packs](const Statement &row) {
        packs.append({row.text(0), row.date(1), row.date(2), row.bytes(3), row.instant(4), row.text(5),
                      row.instant(6)});
    });
    if (!read)
        return failure(read);
    return packs;
}

Result<QByteArray> PackStore::file(const QString &version)
{
    Statement query(m_connection, u"SELECT file FROM rule_packs WHERE version = ?"_s);
    const auto row = query.bind(version).step();
    if (!row)
        return failure(row);
    if (!*row)
        return failure(ErrorCode::NotFound, version);
    return query.bytes(0);
}

Result<std::optional<StoredPack>> PackStore::installedFrom(const QByteArray &file)
{
    const auto installed = packs();
    if (!installed)
        return failure(installed);
    for (const StoredPack &pack : *installed) {
        const auto bytes = this->file(pack.version);
        if (!bytes)
            return failure(bytes);
        if (*bytes == file)
            return pack;
    }
    return std::nullopt;
}

Result<StoredPack> PackStore::examine(const QByteArray &file, const Admission &admit)
{
    const auto installed = packs();
    if (!installed)
        return failure(installed);
    QStringList known;
    for (const StoredPack &pack : *installed)
        known += pack.version;
    const auto trusted = signers();
    if (!trusted)
        return failure(trusted);
    QList<QByteArray> keys;
    for (const TrustedSigner &signer : *trusted)
        keys += signer.key;
    return admit(file, keys, known);
}

Result<PackStore::Adoption> PackStore::adopt(const QByteArray &file, const QString &by,
                                             const Admission &admit)
{
    const auto same = installedFrom(file);
    if (!same)
        return failure(same);
    if (*same && !(*same)->takenBackAt.isValid())
        return Adoption{**same, true};
    auto pack = examine(file, admit);
    if (!pack)
        return failure(pack);
    pack->installedBy = by;
    if (const auto added = add(*pack, file); !added)
        return failure(added);
    return Adoption{*pack, false};
}

Result<> PackStore::add(const StoredPack &pack, const QByteArray &file)
{
    Statement insert(m_connection,
                     u"INSERT INTO rule_packs (version, effective_from, valid_until, signer, file, "
                     u"installed_at, installed_by) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"_s);
    const auto done = insert
                          .bind(pack.version, pack.effectiveFrom, pack.validUntil, pack.signer, file,
                                m_clock.utc(), pack.installedBy)
                          .run();
    if (!done)
        return done;
    return insert.changes() == 1 ? Result<>() : failure(ErrorCode::AlreadyExists, pack.version);
}

Result<> PackStore::takeBack(const QString &version, const QString &by)
{
    Statement update(m_connection, u"UPDATE rule_packs SET taken_back_at = ?, taken_back_by = ? "
                                   u"WHERE version = ? AND taken_back_at IS NULL"_s);
    const auto done = update.bind(m_clock.utc(), by, version).run();
    if (!done)
        return done;
    return update.changes() == 1 ? Result<>() : failure(ErrorCode::NotFound, version);
}

} // namespace desk
