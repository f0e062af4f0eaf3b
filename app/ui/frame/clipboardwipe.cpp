#include "ui/frame/clipboardwipe.h"

#include <QClipboard>

namespace desk
{

ClipboardWipe::ClipboardWipe(QClipboard &clipboard, std::chrono::milliseconds after, QObject *parent)
    : QObject(parent)
    , m_clipboard(clipboard)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(after);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_clipboard.ownsClipboard())
            m_clipboard.clear();
    });
    connect(&m_clipboard, &QClipboard::dataChanged, this, [this] {
        if (m_clipboard.ownsClipboard() && !m_clipboard.text().isEmpty())
            m_timer.start();
        else
            m_timer.stop();
    });
}

void ClipboardWipe::wipe()
{
    m_timer.stop();
    if (m_clipboard.ownsClipboard())
        m_clipboard.clear();
    // What is selected with the mouse is pasted with its middle button.
    if (m_clipboard.ownsSelection())
        m_clipboard.clear(QClipboard::Selection);
}

} // namespace desk
