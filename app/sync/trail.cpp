#include "sync/trail.h"

#include "protocol/json.h"

namespace desk
{

Result<> noteInTrail(DeskDatabase &desk, const QString &event, const QString &subject,
                     const QJsonObject &details)
{
    const auto head = desk.audit().append({event, {}, subject, canonicalJson(details)});
    return head ? Result<>() : failure(head);
}

} // namespace desk
