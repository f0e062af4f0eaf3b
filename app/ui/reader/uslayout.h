#pragma once

#include <QChar>
#include <QStringView>

namespace desk
{

/// The character a key has on the US layout: '\n' for Return, Enter, line feed and Tab, a blank for
/// keys that type nothing of use here. `scanCode` is the X11 key code (evdev + 8), the same on Wayland.
QChar usCharacter(quint32 scanCode, bool shift, bool capsLock);

/// The character whose key typed `commit` on an Arabic layout: the lam-alef ligatures come as text of the
/// input method only, without a key (ux.md MRZ-02). Null for any other text.
QChar usCharacterOfCommit(QStringView commit);

} // namespace desk
