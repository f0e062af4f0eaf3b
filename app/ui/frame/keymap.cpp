#include "ui/frame/keymap.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

KeyRow row(KeyAct act, const QString &hint, QList<QKeySequence> sequences, const char *meaning)
{
    return {act, hint, std::move(sequences), QCoreApplication::translate("KeyMap", meaning)};
}

} // namespace

QList<KeyRow> keyTable()
{
    QList<KeyRow> rows = {
        row(KeyAct::Help, u"F1"_s, {Qt::Key_F1}, QT_TRANSLATE_NOOP("KeyMap", "Help and keys")),
        row(KeyAct::Lookup, u"F2"_s, {Qt::Key_F2}, QT_TRANSLATE_NOOP("KeyMap", "Find a resident")),
        row(KeyAct::UpdatePassport, u"F3"_s, {Qt::Key_F3},
            QT_TRANSLATE_NOOP("KeyMap", "Update the passport of the resident shown")),
        row(KeyAct::SaveDraft, u"F4"_s, {Qt::Key_F4}, QT_TRANSLATE_NOOP("KeyMap", "Save as draft")),
        row(KeyAct::Refresh, u"F5"_s, {Qt::Key_F5},
            QT_TRANSLATE_NOOP("KeyMap", "Refresh the list, sync now")),
        row(KeyAct::Queue, u"F6"_s, {Qt::Key_F6}, QT_TRANSLATE_NOOP("KeyMap", "Review queue")),
        row(KeyAct::Outbox, u"F8"_s, {Qt::Key_F8}, QT_TRANSLATE_NOOP("KeyMap", "Outbox")),
        row(KeyAct::Reader, u"F11"_s, {Qt::Key_F11},
            QT_TRANSLATE_NOOP("KeyMap", "Read the passport again, which clears the last read")),
        row(KeyAct::Language, u"F12"_s, {Qt::Key_F12}, QT_TRANSLATE_NOOP("KeyMap", "Arabic or English")),
        row(KeyAct::Settings, u"Shift+F12"_s, {Qt::SHIFT | Qt::Key_F12},
            QT_TRANSLATE_NOOP("KeyMap", "Settings")),
        row(KeyAct::Primary, u"Ctrl+Enter"_s, {Qt::CTRL | Qt::Key_Return, Qt::CTRL | Qt::Key_Enter},
            QT_TRANSLATE_NOOP("KeyMap", "The page's main act")),
        row(KeyAct::Back, u"Esc"_s, {Qt::Key_Escape},
            QT_TRANSLATE_NOOP("KeyMap", "One step back; deletes nothing")),
        row(KeyAct::Lock, u"Shift+F9"_s, {Qt::SHIFT | Qt::Key_F9},
            QT_TRANSLATE_NOOP("KeyMap", "Lock the screen; nothing is lost")),
        row(KeyAct::SignOut, u"Shift+F10"_s, {Qt::SHIFT | Qt::Key_F10},
            QT_TRANSLATE_NOOP("KeyMap", "Sign out")),
    };
    for (int digit = 0; digit <= 9; ++digit) {
        KeyRow alt =
            row(KeyAct::PageAct, u"Alt+%1"_s.arg(digit), {QKeySequence(Qt::ALT | Qt::Key(Qt::Key_0 + digit))},
                QT_TRANSLATE_NOOP("KeyMap", "Acts of the page, as the buttons say"));
        alt.listed = digit == 1;
        rows += alt;
    }
    return rows;
}

QList<KeyRow> fieldKeys()
{
    return {
        row(KeyAct::PageAct, u"Enter"_s, {Qt::Key_Return},
            QT_TRANSLATE_NOOP("KeyMap", "Next field, or press the button")),
        row(KeyAct::PageAct, u"Shift+Enter"_s, {Qt::SHIFT | Qt::Key_Return},
            QT_TRANSLATE_NOOP("KeyMap", "Previous field")),
        row(KeyAct::PageAct, u"Space"_s, {Qt::Key_Space},
            QT_TRANSLATE_NOOP("KeyMap", "Tick a box, acknowledge a warning")),
        row(KeyAct::PageAct, u"Ctrl+Insert"_s, {Qt::CTRL | Qt::Key_Insert},
            QT_TRANSLATE_NOOP("KeyMap", "Copy")),
        row(KeyAct::PageAct, u"Shift+Insert"_s, {Qt::SHIFT | Qt::Key_Insert},
            QT_TRANSLATE_NOOP("KeyMap", "Paste")),
    };
}

} // namespace desk
