#pragma once

#include "ui/theme/theme.h"

#include <QProxyStyle>

namespace desk
{

/// Fusion with the measures and colours of the token file: what Qt's own controls look like here. Our own
/// widgets paint themselves with the same theme.
class DeskStyle final : public QProxyStyle
{
    Q_OBJECT

public:
    explicit DeskStyle(const Theme &theme);

    const Theme &theme() const { return m_theme; }

    using QProxyStyle::polish;
    void polish(QWidget *widget) override;
    void unpolish(QWidget *widget) override;
    QPalette standardPalette() const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *data) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option,
                         const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                         const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;

private:
    void drawField(QPainter &painter, const QRect &rect, QStyle::State state, bool failing) const;
    void drawCheckBox(QPainter &painter, const QRect &rect, QStyle::State state) const;

    Theme m_theme;
};

/// A rounded rectangle whose line lies wholly inside `rect`.
void paintFrame(QPainter &painter, const QRect &rect, qreal radius, QColor line, QColor fill, int width = 1);
/// The ring around a focused control: 2 px, after a gap of 3 px, outside `control`.
void paintFocusRing(QPainter &painter, const QRect &control, const Theme &theme);

/// The space a control keeps free around itself for its focus ring.
inline constexpr int kRingSpace = 5;

/// The name of the property that makes a field look failed, bool.
inline constexpr char kFailingProperty[] = "failing";
/// Sets it and repaints.
void setFailing(QWidget *field, bool failing);

} // namespace desk
