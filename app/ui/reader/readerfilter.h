#pragma once

#include "base/clock.h"
#include "ui/reader/wedgedecoder.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <deque>
#include <memory>

class QEvent;
class QInputMethodEvent;
class QKeyEvent;
class QWidget;

namespace desk
{

/// Catches what a passport reader types into a window, on any page and whatever has the focus: the focused
/// field keeps its text, cursor and undo, and no terminator presses a button. Keys are held back only while
/// they could be a machine-readable zone and come in a reader's rhythm; a person's are given back in order.
class ReaderFilter : public QObject
{
    Q_OBJECT

public:
    /// Watches `window`; `clock` outlives the filter.
    ReaderFilter(QWidget *window, const Clock &clock, WedgeTiming timing = {});
    ~ReaderFilter() override;

    /// Off, every key passes (the sign-in page).
    void setEnabled(bool enabled);

    bool eventFilter(QObject *watched, QEvent *event) override;

signals:
    /// A complete read: 2 lines of 44 or 36 characters, or 3 of 30.
    void read(const QStringList &lines);
    /// A reader's burst that is none: `characters` of `expected` came.
    void partialRead(int characters, int expected);

private:
    bool onKey(QKeyEvent *event);
    bool onCommit(QInputMethodEvent *event);
    /// True when the event is held back.
    bool take(QChar character, const QEvent &event);
    void finish(const WedgeDecoder::Step &step);
    void onSilence();
    void giveBack();

    QPointer<QWidget> m_window;
    const Clock &m_clock;
    WedgeDecoder m_decoder;
    std::deque<std::unique_ptr<QEvent>> m_held;
    QTimer m_silence;
    std::chrono::milliseconds m_tolerance;
    std::chrono::milliseconds m_lastKeyAt{0};  ///< by the events' own time, where they have one
    std::chrono::milliseconds m_lastSeenAt{0}; ///< by m_clock
    bool m_enabled = true;
    bool m_lookedAgain = false;
    bool m_givingBack = false;
};

} // namespace desk
