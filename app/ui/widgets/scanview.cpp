#include "ui/widgets/scanview.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QPainter>
#include <QTransform>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace desk
{

namespace
{
constexpr double kStep = 1.5;
constexpr double kMost = 12;
constexpr double kArrow = 40;       // pixels
constexpr double kPartShare = 0.94; // of the view that a part fills
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
    m_original = picture.size();
    m_turns = 0;
    m_part.clear();
    m_own = false;
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
    m_own = true;
    setZoom(m_zoom * kStep);
}

void ScanView::zoomOut()
{
    m_own = true;
    setZoom(m_zoom / kStep);
}

void ScanView::turn()
{
    m_own = true;
    setTurns(m_turns + 1);
    m_offset = {};
    update();
}

void ScanView::setTurns(int quarters)
{
    const int by = ((quarters - m_turns) % 4 + 4) % 4;
    if (by != 0)
        m_picture = m_picture.transformed(QTransform().rotate(90.0 * by));
    m_turns = (m_turns + by) % 4;
}

void ScanView::showPart(const QPolygonF &part)
{
    if (part == m_part || m_picture.isNull())
        return;
    m_part = part;
    m_own = false;
    if (part.size() > 1) {
        const QPointF along = part.at(1) - part.at(0);
        setTurns(-int(std::lround(std::atan2(along.y(), along.x()) / std::numbers::pi * 2)));
    }
    bringNear();
}

void ScanView::bringNear()
{
    m_zoom = 1;
    m_offset = {};
    if (!m_part.isEmpty() && !m_picture.isNull()) {
        QPolygonF seen;
        for (const QPointF &corner : std::as_const(m_part))
            seen += shownAt(corner);
        const QRectF part = seen.boundingRect();
        const double zoom = std::min(width() / part.width(), height() / part.height()) * kPartShare;
        m_offset = QRectF(rect()).center() - part.center();
        setZoom(zoom);
    }
    update();
}

QPointF ScanView::shownAt(const QPointF &point) const
{
    const QTransform turned =
        QImage::trueMatrix(QTransform().rotate(90.0 * m_turns), m_original.width(), m_original.height());
    QRectF target({}, shownSize());
    target.moveCenter(QRectF(rect()).center() + m_offset);
    const QPointF at = turned.map(point);
    return target.topLeft() + QPointF(at.x() * target.width() / m_picture.width(),
                                      at.y() * target.height() / m_picture.height());
}

void ScanView::move(const QPointF &by)
{
    const QSizeF shown = shownSize();
    const double x = std::max(0.0, (shown.width() - width()) / 2);
    const double y = std::max(0.0, (shown.height() - height()) / 2);
    m_offset = {std::clamp(m_offset.x() + by.x(), -x, x), std::clamp(m_offset.y() + by.y(), -y, y)};
    update();
}

void ScanView::moveByHand(const QPointF &by)
{
    m_own = true;
    move(by);
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
    if (m_part.isEmpty())
        return;
    QPolygonF frame;
    for (const QPointF &corner : std::as_const(m_part))
        frame += shownAt(corner);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(themeOf(this).color(Tone::Accent), 2));
    painter.drawPolygon(frame);
}

void ScanView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    if (!m_own)
        bringNear();
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
        moveByHand({kArrow, 0});
        break;
    case Qt::Key_Right:
        moveByHand({-kArrow, 0});
        break;
    case Qt::Key_Up:
        moveByHand({0, kArrow});
        break;
    case Qt::Key_Down:
        moveByHand({0, -kArrow});
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
    moveByHand(event->position() - m_grabbed);
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
