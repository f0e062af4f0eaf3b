#pragma once

#include "base/result.h"

#include <QLoggingCategory>
#include <QString>

namespace desk
{

Q_DECLARE_LOGGING_CATEGORY(lcStore)   // desk.store
Q_DECLARE_LOGGING_CATEGORY(lcSync)    // desk.sync
Q_DECLARE_LOGGING_CATEGORY(lcService) // desk.service
Q_DECLARE_LOGGING_CATEGORY(lcUi)      // desk.ui
Q_DECLARE_LOGGING_CATEGORY(lcHub)     // desk.hub

/// `text` with everything that could be a person's datum masked: runs of 6 or more digits, MRZ text, Arabic
/// words; control characters are escaped. The last line of defence: callers log no personal data.
QString redacted(const QString &text);

/// Sends Qt's log, redacted, to `directory/<program>.log`, rotated at 1 MiB with four older files kept, and
/// warnings also to stderr. Default directory: $XDG_STATE_HOME/passport-desk. Call once, early in main().
Result<> startLogFile(const QString &program, const QString &directory = {});

} // namespace desk
