#pragma once

#include <QObject>
#include <QTimer>

#include <chrono>

class QClipboard;

namespace desk
{

/// Empties the clipboard of what this program put there: after a while, or at once. What another program put
/// there since is left alone.
class ClipboardWipe final : public QObject
{
public:
    ClipboardWipe(QClipboard &clipboard, std::chrono::milliseconds after, QObject *parent);

    /// At once, and what is selected for the mouse's middle button too.
    void wipe();

private:
    QClipboard &m_clipboard;
    QTimer m_timer;
};

} // namespace desk
