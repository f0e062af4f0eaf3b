#pragma once

#include <QImage>
#include <QPointF>
#include <QPolygonF>
#include <QWidget>

namespace desk
{

/// A scan to look at: whole at first, larger in steps, turned by quarters, moved with the arrow keys or the
/// mouse. A part of it can be brought near and framed; what the person does to the view holds until another
/// part is asked for. Never mirrored.
class ScanView final : public QWidget
{
    Q_OBJECT

public:
    explicit ScanView(QWidget *parent = nullptr);

    void setPicture(const QImage &picture);
    /// Brings the part near, in the picture's pixels with the corner first where one begins to read, and
    /// turns the picture so that it is read upright; empty: the whole picture, as it is turned.
    void showPart(const QPolygonF &part);
    /// Where a point of the picture is in the widget.
    QPointF shownAt(const QPointF &point) const;
    void zoomIn();
    void zoomOut();
    void turn();

    QSize sizeHint() const override { return {296, 224}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void setZoom(double zoom);
    void move(const QPointF &by);
    void moveByHand(const QPointF &by);
    QSizeF shownSize() const;
    void setTurns(int quarters);
    void bringNear();

    QImage m_picture;
    QSize m_original;   ///< of the picture before it was turned
    int m_turns = 0;    ///< quarters
    QPolygonF m_part;   ///< of the picture before it was turned
    bool m_own = false; ///< the person chose what is seen
    double m_zoom = 1;  ///< 1: the whole picture fits
    QPointF m_offset;   ///< of its middle from the widget's
    QPointF m_grabbed;
};

} // namespace desk
