#include "ui/widgets/undobar.h"

#include "ui/theme/theme.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/textlabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

using namespace std::chrono_literals;

namespace desk
{

UndoBar::UndoBar(QWidget *parent)
    : QFrame(parent)
    , m_message(new TextLabel(TextLabel::Kind::Body, {}, this))
    , m_seconds(new TextLabel(TextLabel::Kind::Body, {}, this))
    , m_undo(new ActionButton(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(24, 3, 24, 0);
    row->setSpacing(12);
    m_message->setTone(Tone::OnHeader);
    m_seconds->setTone(Tone::OnHeader);
    m_undo->setObjectName(QStringLiteral("undoButton"));
    m_undo->setKind(ActionButton::Kind::OnDark);
    m_undo->setGlyph(QStringLiteral("undo"));
    m_undo->setKeyHint(QStringLiteral("Alt+0"));
    row->addWidget(m_message);
    row->addStretch(1);
    row->addWidget(m_seconds);
    row->addWidget(m_undo);
    connect(m_undo, &ActionButton::clicked, this, [this] {
        stop();
        emit undoWanted();
    });
    m_ticks.setInterval(100ms);
    connect(&m_ticks, &QTimer::timeout, this, &UndoBar::tick);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    describe();
    hide();
}

void UndoBar::start(const QString &message, std::chrono::seconds duration, const Clock &clock)
{
    m_clock = &clock;
    m_startedAt = clock.monotonic();
    m_duration = duration;
    m_left = duration;
    m_message->setText(message);
    describe();
    m_ticks.start();
    show();
}

void UndoBar::stop()
{
    m_ticks.stop();
    hide();
}

QSize UndoBar::sizeHint() const
{
    return {200, 44};
}

void UndoBar::tick()
{
    m_left = m_duration - (m_clock->monotonic() - m_startedAt);
    if (m_left <= 0ms)
        stop();
    describe();
    update();
}

void UndoBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    painter.fillRect(rect(), theme.color(Tone::Undo));
    if (m_duration > 0ms) {
        const int length = int(width() * m_left.count() / m_duration.count());
        const bool mirrored = layoutDirection() == Qt::RightToLeft;
        painter.fillRect(mirrored ? width() - length : 0, 0, length, 3, theme.color(Tone::Countdown));
    }
}

void UndoBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        describe();
}

void UndoBar::describe()
{
    const int seconds = int((m_left.count() + 999) / 1000);
    m_seconds->setText(tr("Leaves in %n seconds", nullptr, seconds));
    //: Takes back the decision just made
    m_undo->setText(tr("Undo"));
    m_undo->setAccessibleName(m_undo->text());
}

} // namespace desk
