#include "ui/widgets/scanview.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QTransform>

#include <algorithm>

namespace desk
{

namespace
{
constexpr double kStep = 1.5;
constexpr double kMost = 12;
constexpr double kArrow = 40; // pixels
} // namespace

ScanView::ScanView(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ScanView::setPicture(const QImage &picture)
{
    m_picture = picture;
    m_zoom = 1;
    m_offset = {};
    update();
}

QSizeF ScanView::shownSize() const
{
    return QSizeF(m_picture.size()).scaled(QSizeF(size()), Qt::KeepAspectRatio) * m_zoom;
}

void ScanView::setZoom(double zoom)
{
    const double next = std::clamp(zoom, 1.0, kMost);
    m_offset *= next / m_zoom;
    m_zoom = next;
    move({});
}

void ScanView::zoomIn()
{
    setZoom(m_zoom * kStep);
}

void ScanView::zoomOut()
{
    setZoom(m_zoom / kStep);
}

void ScanView::turn()
{
    m_picture = m_picture.transformed(QTransform().rotate(90));
    m_offset = {};
    update();
}

void ScanView::move(const QPointF &by)
{
    const QSizeF shown = shownSize();
    const double x = std::max(0.0, (shown.width() - width()) / 2);
    const double y = std::max(0.0, (shown.height() - height()) / 2);
    m_offset = {std::clamp(m_offset.x() + by.x(), -x, x), std::clamp(m_offset.y() + by.y(), -y, y)};
    update();
}

void ScanView::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), themeOf(this).color(Tone::Muted));
    if (m_picture.isNull())
        return;
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    QRectF target({}, shownSize());
    target.moveCenter(QRectF(rect()).center() + m_offset);
    painter.drawImage(target, m_picture);
}

void ScanView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal:
        zoomIn();
        break;
    case Qt::Key_Minus:
        zoomOut();
        break;
    case Qt::Key_Left:
        move({kArrow, 0});
        break;
    case Qt::Key_Right:
        move({-kArrow, 0});
        break;
    case Qt::Key_Up:
        move({0, kArrow});
        break;
    case Qt::Key_Down:
        move({0, -kArrow});
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void ScanView::mousePressEvent(QMouseEvent *event)
{
    m_grabbed = event->position();
}

void ScanView::mouseMoveEvent(QMouseEvent *event)
{
    move(event->position() - m_grabbed);
    m_grabbed = event->position();
}

void ScanView::wheelEvent(QWheelEvent *event)
{
    if (!hasFocus() && !(event->modifiers() & Qt::ControlModifier)) {
        event->ignore();
        return;
    }
    event->angleDelta().y() > 0 ? zoomIn() : zoomOut();
}

} // namespace desk
