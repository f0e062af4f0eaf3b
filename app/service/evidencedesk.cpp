#include "service/evidencedesk.h"

#include "base/bidi.h"
#include "service/parts.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{
constexpr qsizetype kLongestName = 100;
}

Result<QList<EvidenceItem>> EvidenceDesk::keep(const Actor &actor, EvidenceKind kind, const QString &fileName,
                                               const QList<QByteArray> &pictures)
{
    if (const auto allowed = Office::Parts::require(actor, Act::EnterCase); !allowed)
        return failure(allowed);
    const QString name = withoutBidiControls(QFileInfo(fileName).fileName()).simplified().right(kLongestName);
    QList<EvidenceItem> items;
    for (const QByteArray &picture : pictures) {
        const auto sha256 = m_parts.evidenceDatabase->keep(picture);
        if (!sha256)
            return failure(sha256);
        items.append({kind, name, *sha256});
    }
    return items;
}

Result<QByteArray> EvidenceDesk::picture(const Actor &actor, const QString &sha256) const
{
    if (const auto allowed = Office::Parts::require(actor, Act::ReadCases); !allowed)
        return failure(allowed);
    auto found = m_parts.evidenceDatabase->find(sha256);
    if (!found)
        return failure(found);
    return *found ? Result<QByteArray>(*std::move(*found)) : failure(ErrorCode::NoScan);
}

Result<QByteArray> EvidenceDesk::handOut(const Actor &actor, const QString &reference, const QString &sha256)
{
    auto found = picture(actor, sha256);
    if (!found)
        return found;
    Transaction transaction(m_parts.desk->connection());
    if (const auto noted = m_parts.note(actor, u"evidence.handed_out"_s, reference, {{u"sha256"_s, sha256}});
        !noted)
        return failure(noted);
    const auto done = transaction.commit();
    return done ? found : failure(done);
}

} // namespace desk
