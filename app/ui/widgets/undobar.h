#pragma once

#include "base/clock.h"

#include <QFrame>
#include <QTimer>

#include <chrono>

namespace desk
{

class ActionButton;
class TextLabel;

/// A decision can be taken back until its seconds are over (ux.md CASE-05). Hidden otherwise.
class UndoBar final : public QFrame
{
    Q_OBJECT

public:
    explicit UndoBar(QWidget *parent = nullptr);

    /// `message` says what was decided; `clock` outlives the bar.
    void start(const QString &message, std::chrono::seconds duration, const Clock &clock);
    void stop();

    QSize sizeHint() const override;

signals:
    void undoWanted();

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void tick();
    void describe();

    const Clock *m_clock = nullptr;
    std::chrono::milliseconds m_startedAt{0};
    std::chrono::milliseconds m_duration{0};
    std::chrono::milliseconds m_left{0};
    QTimer m_ticks;
    TextLabel *m_message;
    TextLabel *m_seconds;
    ActionButton *m_undo;
};

} // namespace desk
