#include "ui/widgets/iconlabel.h"

#include <QPainter>

namespace desk
{

IconLabel::IconLabel(QWidget *parent)
    : IconLabel({}, Tone::Text2, parent)
{
}

IconLabel::IconLabel(const QString &glyph, Tone tone, QWidget *parent)
    : QWidget(parent)
    , m_glyph(glyph)
    , m_tone(tone)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void IconLabel::setGlyph(const QString &glyph)
{
    m_glyph = glyph;
    update();
}

void IconLabel::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

QSize IconLabel::sizeHint() const
{
    const int size = themeOf(this).metric(Metric::Icon);
    return {size, size};
}

void IconLabel::paintEvent(QPaintEvent *)
{
    if (m_glyph.isEmpty())
        return;
    QPainter painter(this);
    themeOf(this).paintIcon(painter, rect(), m_glyph, m_tone, layoutDirection());
}

} // namespace desk
