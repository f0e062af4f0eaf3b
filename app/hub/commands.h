#pragma once

#include "base/clock.h"

#include <QStringList>

namespace desk
{

/// Runs one command of passport-hub (contract §6); `arguments` begins with its name. The exit code.
int runHubCommand(const QStringList &arguments, const Clock &clock);

} // namespace desk
