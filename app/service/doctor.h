#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <QList>
#include <QString>

#include <optional>

namespace desk
{

/// What `doctor` looks at, in this order.
enum class HealthCheck { Directory, DeskFile, RegistryFile, Clock, Hub, Fonts, FreeSpace };

/// One look. `fault` says what is wrong, its words say the way out.
struct HealthFinding {
    HealthCheck check = HealthCheck::Directory;
    bool looked = true; ///< false: nothing to look at, a desk without a hub
    std::optional<Error> fault = {};
};

/// Looks at the desk in `dataDirectory` without changing anything, also beside a running window; needs
/// nobody's password. Asks the hub whether it is alive, for a few seconds at most. Needs a QGuiApplication
/// for the fonts.
QList<HealthFinding> examineDesk(const QString &dataDirectory, const Clock &clock);

} // namespace desk
