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
    if (m_target != nullptr)
        m_target->removeEventFilter(this);
    m_target = focus != nullptr && m_window->isAncestorOf(focus) && wearsRing(focus) ? focus : nullptr;
    if (m_target == nullptr) {
        // Back to the window, so that the ring does not go with a page or card that is deleted.
        setParent(m_window);
        hide();
        return;
    }
    m_target->installEventFilter(this);
    setParent(m_target->parentWidget());
    place();
    show();
}

void FocusRing::place()
{
    setGeometry(m_target->geometry().adjusted(-kRingSpace, -kRingSpace, kRingSpace, kRingSpace));
    raise();
}

bool FocusRing::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_target)
        return false;
    switch (event->type()) {
    case QEvent::Move:
    case QEvent::Resize:
        place();
        break;
    case QEvent::Hide:
        hide();
        break;
    case QEvent::Show:
        show();
        break;
    case QEvent::Destroy:
    case QEvent::DeferredDelete:
        setParent(m_window);
        hide();
        break;
    default:
        break;
    }
    return false;
}

void FocusRing::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintFocusRing(painter, rect().adjusted(kRingSpace, kRingSpace, -kRingSpace, -kRingSpace), themeOf(this));
}

} // namespace desk
