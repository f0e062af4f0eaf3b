#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

namespace desk
{

/// What a key of the window does. Letters are never used: with an Arabic layout alone they do not arrive
/// (ux.md §0.6).
enum class KeyAct {
    Help,
    Lookup,
    UpdatePassport,
    SaveDraft,
    Refresh,
    Queue,
    Outbox,
    Reader,
    Language,
    Settings,
    Primary,
    Back,
    Lock,
    SignOut,
    PageAct, ///< Alt+0 to Alt+9
};

/// One key: shortcuts and the list on the help page are both made from these rows (ux.md KEY-07).
struct KeyRow {
    KeyAct act;
    QString hint;                  ///< as buttons show it, "Ctrl+Enter"
    QList<QKeySequence> sequences; ///< the main and the keypad's form
    QString meaning;               ///< in the window's language
    bool listed = true;            ///< Alt+0 to Alt+9 are one row of the list
};

/// In the order of ux.md §2.0, in the present language.
QList<KeyRow> keyTable();

/// Keys that fields and lists have by themselves; rows of the same list.
QList<KeyRow> fieldKeys();

} // namespace desk
