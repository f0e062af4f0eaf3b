#include "ui/frame/focusring.h"

#include "ui/theme/deskstyle.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/errorsummary.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>

namespace desk
{

namespace
{

bool wearsRing(QWidget *widget)
{
    if (const auto *button = qobject_cast<ActionButton *>(widget))
        return button->kind() != ActionButton::Kind::OnDark && button->kind() != ActionButton::Kind::OnHeader;
    return qobject_cast<ErrorSummary *>(widget) != nullptr;
}

} // namespace

FocusRing::FocusRing(QWidget *window)
    : QWidget(window)
    , m_window(window)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget *, QWidget *now) { follow(now); });
}

void FocusRing::follow(QWidget *focus)
{
    for (const QPointer<QWidget> &one : std::as_const(m_watched)) {
        if (one != nullptr)
            one->removeEventFilter(this);
    }
    m_watched.clear();
    m_target = focus != nullptr && m_window->isAncestorOf(focus) && wearsRing(focus) ? focus : nullptr;
    if (m_target == nullptr) {
        hide();
        return;
    }
    // The ring lies on the window, where no container cuts it; it has to move with every one of them.
    for (QWidget *one = m_target; one != nullptr && one != m_window; one = one->parentWidget()) {
        one->installEventFilter(this);
        m_watched += one;
    }
    place();
}

void FocusRing::place()
{
    if (m_target == nullptr || !m_target->isVisible()) {
        hide();
        return;
    }
    const QRect control(m_target->mapTo(m_window, QPoint()), m_target->size());
    setGeometry(control.adjusted(-kRingSpace, -kRingSpace, kRingSpace, kRingSpace));
    raise();
    show();
}

bool FocusRing::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::Show:
    case QEvent::Hide:
        // After the event: the layout may move more than one.
        QMetaObject::invokeMethod(this, &FocusRing::place, Qt::QueuedConnection);
        break;
    default:
        break;
    }
    return QWidget::eventFilter(watched, event);
}

void FocusRing::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintFocusRing(painter, rect().adjusted(kRingSpace, kRingSpace, -kRingSpace, -kRingSpace), themeOf(this));
}

} // namespace desk
