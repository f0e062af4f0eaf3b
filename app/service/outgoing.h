#pragma once

#include "base/result.h"
#include "protocol/message.h"
#include "protocol/payload.h"
#include "service/office.h"

#include <QDateTime>
#include <QString>

namespace desk
{

/// What an outbox item is about.
struct Outgoing {
    MessageKind kind = MessageKind::CaseSubmitted;
    QString residentKey; ///< iqama number; for user.changed the user, whose changes keep their order too
    QString caseId = {};
    int revision = 0;
    int baseVersion = 0;
    QString actorId;
    QDateTime notBefore = {};
};

/// Writes an outbox row in the caller's transaction, with the payload's canonical bytes, signed by the actor.
/// VaultLocked when that is not who is signed in.
Result<> enqueue(Office::Parts &parts, const Outgoing &about, const QByteArray &payload);

} // namespace desk
