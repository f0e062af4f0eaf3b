#include "hub/evidenceshelf.h"

#include "sql/statement.h"

using namespace Qt::StringLiterals;

namespace desk
{

Result<bool> EvidenceShelf::has(const QString &sha256)
{
    return Statement(m_connection, u"SELECT 1 FROM evidence WHERE sha256 = ?"_s).bind(sha256).step();
}

Result<> EvidenceShelf::keep(const Workstation &from, const QString &sha256, const QByteArray &scan)
{
    return Statement(m_connection, u"INSERT INTO evidence (sha256, content, workstation_id, received_at) "
                                   u"VALUES (?, ?, ?, ?) ON CONFLICT (sha256) DO NOTHING"_s)
        .bind(sha256, scan, from.id, m_clock.utc())
        .run();
}

Result<std::optional<QByteArray>> EvidenceShelf::find(const Workstation &reader, const QString &sha256)
{
    Statement query(m_connection, u"SELECT content FROM evidence WHERE sha256 = ? AND EXISTS ("
                                  u"SELECT 1 FROM case_evidence JOIN cases USING (resident_id, case_id) "
                                  u"WHERE case_evidence.sha256 = evidence.sha256 AND cases.branch = ?)"_s);
    const Result<bool> row = query.bind(sha256, reader.branch).step();
    if (!row)
        return failure(row);
    return *row ? std::optional(query.bytes(0)) : std::nullopt;
}

Result<QString> EvidenceShelf::missingFrom(const CaseContent &content)
{
    for (const QString &sha256 : scanHashes(content)) {
        const Result<bool> here = has(sha256);
        if (!here)
            return failure(here);
        if (!*here)
            return sha256;
    }
    return QString();
}

Result<> EvidenceShelf::link(qint64 residentId, const QString &caseId, const CaseContent &content)
{
    Statement insert(m_connection, u"INSERT INTO case_evidence (resident_id, case_id, sha256) "
                                   u"VALUES (?, ?, ?) ON CONFLICT DO NOTHING"_s);
    for (const QString &sha256 : scanHashes(content)) {
        if (const Result<> linked = insert.bind(residentId, caseId, sha256).post(); !linked)
            return linked;
    }
    return {};
}

} // namespace desk
