#pragma once

#include "cli/command.h"
#include "domain/rules/finding.h"

#include <QList>

namespace desk::cli
{

/// A verdict and its findings for people: severity, rule, message.
void showFindings(const Invocation &invocation, Verdict verdict, const QList<Finding> &findings);

} // namespace desk::cli
