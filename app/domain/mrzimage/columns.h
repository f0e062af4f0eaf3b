#pragma once

#include <QChar>

namespace desk
{

/// Whether the column of a TD3 zone may hold the character (Doc 9303-4 §4.2). `line` is 0 or 1, `column`
/// counts from 0.
bool mayStand(int line, int column, QChar c);

} // namespace desk
