#pragma once

#include "service/views.h"
#include "ui/widgets/status.h"

namespace desk
{

/// What every sign about sending says, made in one place from the one status (ux.md SYNC-01, SYNC-02).
struct SyncSign {
    StatusKind kind = StatusKind::None;
    QString glyph;
    QString text;   ///< «متصل، كل شيء أُرسل»
    QString time;   ///< of the last exchange, or since when there was none; may be empty
    QString detail; ///< a sentence: what still works, what waits
};

SyncSign syncSign(const SyncStatus &status, const QDateTime &now);
/// Who is to be told how long the oldest case has waited; empty while nobody is. Part of the sign's detail.
QString unsentAlarm(const SyncStatus &status);

} // namespace desk
