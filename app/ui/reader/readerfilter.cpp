#include "ui/reader/readerfilter.h"

#include "ui/reader/uslayout.h"

#include <QApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QWidget>
#include <QWindow>

#include <algorithm>

namespace desk
{

namespace
{

constexpr quint32 kXLockMask = 0x2; // Caps Lock in the native modifiers of X11

bool isModifierKey(int key)
{
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt || key == Qt::Key_AltGr ||
           key == Qt::Key_Meta || key == Qt::Key_CapsLock || key == Qt::Key_NumLock;
}

QChar characterOf(const QKeyEvent &event)
{
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return u' ';
    if (event.nativeScanCode() != 0)
        return usCharacter(event.nativeScanCode(), event.modifiers() & Qt::ShiftModifier,
                           event.nativeModifiers() & kXLockMask);
    // Screen keyboards and remote desktops send text without a key.
    if (event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter || event.key() == Qt::Key_Tab)
        return u'\n';
    return event.text().size() == 1 ? event.text().front() : QChar(u' ');
}

} // namespace

ReaderFilter::ReaderFilter(QWidget *window, const Clock &clock, WedgeTiming timing)
    : QObject(window)
    , m_window(window)
    , m_clock(clock)
    , m_decoder(timing)
    , m_tolerance(timing.tolerance)
{
    m_silence.setSingleShot(true);
    connect(&m_silence, &QTimer::timeout, this, &ReaderFilter::onSilence);
    qApp->installEventFilter(this);
}

ReaderFilter::~ReaderFilter() = default;

void ReaderFilter::setEnabled(bool enabled)
{
    if (!enabled && m_enabled) {
        m_silence.stop();
        finish(m_decoder.silence());
    }
    m_enabled = enabled;
}

bool ReaderFilter::eventFilter(QObject *watched, QEvent *event)
{
    if (!m_enabled || m_givingBack || !m_window)
        return false;
    switch (event->type()) {
    case QEvent::ShortcutOverride:
        // While a read may be under way a key is text, whatever shortcut it has.
        if (!m_decoder.isWaiting() || !m_window->isActiveWindow())
            return false;
        event->accept();
        return true;
    case QEvent::KeyPress:
        // Before any widget sees it; the same event comes again for each widget it is offered to.
        return watched == m_window->windowHandle() && onKey(static_cast<QKeyEvent *>(event));
    case QEvent::InputMethod:
        return m_window->isActiveWindow() && onCommit(static_cast<QInputMethodEvent *>(event));
    default:
        return false;
    }
}

bool ReaderFilter::onKey(QKeyEvent *event)
{
    if (isModifierKey(event->key()) || event->isAutoRepeat())
        return false;
    m_lastKeyAt =
        event->timestamp() != 0 ? std::chrono::milliseconds(event->timestamp()) : m_clock.monotonic();
    return take(characterOf(*event), *event);
}

bool ReaderFilter::onCommit(QInputMethodEvent *event)
{
    if (event->commitString().isEmpty() || !event->preeditString().isEmpty() ||
        event->replacementLength() != 0)
        return false;
    const QChar character = usCharacterOfCommit(event->commitString());
    if (!m_decoder.isWaiting())
        return false; // no zone begins with one of these
    // Input methods give no time: what passed since the key before, by our own clock, and soon enough because
    // the decoder still waits.
    m_lastKeyAt += std::min(m_clock.monotonic() - m_lastSeenAt, m_tolerance);
    return take(character.isNull() ? QChar(u' ') : character, *event);
}

bool ReaderFilter::take(QChar character, const QEvent &event)
{
    m_lastSeenAt = m_clock.monotonic();
    const WedgeDecoder::Step step = m_decoder.key(character, m_lastKeyAt);
    if (step.giveBack)
        giveBack();
    const bool hold = step.key == WedgeDecoder::Key::Hold;
    if (hold && m_decoder.mayGiveBack())
        m_held.emplace_back(event.clone());
    finish({.lines = step.lines, .partial = step.partial});
    m_lookedAgain = false;
    if (m_decoder.isWaiting())
        m_silence.start(m_tolerance);
    else
        m_silence.stop();
    return hold;
}

void ReaderFilter::finish(const WedgeDecoder::Step &step)
{
    if (step.giveBack)
        giveBack();
    if (step.lines) {
        m_held.clear();
        emit read(*step.lines);
    }
    if (step.partial) {
        m_held.clear();
        emit partialRead(*step.partial, m_decoder.expectedCharacters());
    }
}

void ReaderFilter::onSilence()
{
    // When the program was busy, keys that came in time still wait behind this timer.
    if (!m_lookedAgain) {
        m_lookedAgain = true;
        m_silence.start(0);
        return;
    }
    finish(m_decoder.silence());
}

void ReaderFilter::giveBack()
{
    m_givingBack = true;
    auto held = std::move(m_held);
    m_held.clear();
    for (const auto &event : held) {
        if (QWidget *target = QApplication::focusWidget())
            QCoreApplication::sendEvent(target, event.get());
    }
    m_givingBack = false;
}

} // namespace desk
