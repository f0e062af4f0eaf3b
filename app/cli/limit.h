#pragma once

#include "cli/command.h"

#include <QList>

namespace desk::cli
{

/// At most so many rows of a list are given, whatever was asked for.
inline constexpr int kMostRows = 100'000;

/// --limit, else `usual`. Usage when it is no number from 1 to `most`.
Result<int> limitOf(const Invocation &invocation, int usual, int most);

/// Of one row more than `limit`, which shows that a list goes on, takes the last off again. Whether it does.
template <class Row>
bool cutOff(QList<Row> &rows, int limit)
{
    const bool goesOn = rows.size() > limit;
    if (goesOn)
        rows.removeLast();
    return goesOn;
}

/// Says on standard error that a list goes on after the rows that were shown, and how to get at the rest.
void tellCutOff(const Invocation &invocation, qsizetype shown, const Words &howToNarrow);

} // namespace desk::cli
