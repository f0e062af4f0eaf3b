#pragma once

#include "ui/delegates/celldelegate.h"

#include <QList>
#include <QString>

namespace desk
{

/// What differs between two values, for each side. Names differ by whole words, values of one length by their
/// places, others by what is not common to both (ux.md §2.8).
struct TextDiff {
    QList<MarkRange> before;
    QList<MarkRange> after;
};

TextDiff diffOf(const QString &before, const QString &after);

} // namespace desk
