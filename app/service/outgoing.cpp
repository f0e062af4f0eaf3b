#include "service/outgoing.h"

#include "base/sha256.h"
#include "service/parts.h"

namespace desk
{

Result<> enqueue(Office::Parts &parts, const Outgoing &about, const QByteArray &payload)
{
    const auto signature = parts.vault->sign(about.actorId, sha256Hex(payload).toLatin1());
    if (!signature)
        return failure(ErrorCode::VaultLocked);
    NewOutboxItem item;
    item.kind = codeOf(about.kind);
    item.residentKey = about.residentKey;
    item.caseId = about.caseId;
    item.revision = about.revision;
    item.payload = payload;
    item.actorSignature = *signature;
    item.baseVersion = about.baseVersion;
    item.actorId = about.actorId;
    item.notBefore = about.notBefore;
    const auto appended = parts.desk->outbox().append(item);
    return appended ? Result<>() : failure(appended);
}

} // namespace desk
