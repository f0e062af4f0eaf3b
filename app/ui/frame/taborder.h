#pragma once

class QWidget;

namespace desk
{

/// Lets Tab go through everything below `root` as its layouts read: top to bottom and, in a row, from the
/// start side on. Rows that come and go take their places; Qt would put them behind everything that was there
/// before.
void tabAsLaidOut(QWidget *root);

} // namespace desk
