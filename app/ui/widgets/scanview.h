#pragma once

#include <QImage>
#include <QPointF>
#include <QWidget>

namespace desk
{

/// A scan to look at: whole at first, larger in steps, turned by quarters, moved with the arrow keys or the
/// mouse. Never mirrored.
class ScanView final : public QWidget
{
    Q_OBJECT

public:
    explicit ScanView(QWidget *parent = nullptr);

    void setPicture(const QImage &picture);
    void zoomIn();
    void zoomOut();
    void turn();

    QSize sizeHint() const override { return {296, 224}; }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;

private:
    void setZoom(double zoom);
    void move(const QPointF &by);
    QSizeF shownSize() const;

    QImage m_picture;
    double m_zoom = 1; ///< 1: the whole picture fits
    QPointF m_offset;  ///< of its middle from the widget's
    QPointF m_grabbed;
};

} // namespace desk
