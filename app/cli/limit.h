#pragma once

#include "cli/command.h"

namespace desk::cli
{

/// --limit, else `usual`. Usage when it is no number from 1 to `most`.
Result<int> limitOf(const Invocation &invocation, int usual, int most);

/// Says on standard error that a list goes on after the rows that were shown, and how to get at the rest.
void tellCutOff(const Invocation &invocation, qsizetype shown, const Words &howToNarrow);

} // namespace desk::cli
