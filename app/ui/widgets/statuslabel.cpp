#include "ui/widgets/statuslabel.h"

#include <QPainter>

namespace desk
{

StatusLabel::StatusLabel(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StatusLabel::setStatus(StatusKind kind, const QString &text)
{
    m_status.kind = kind;
    m_status.text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

void StatusLabel::setChip(bool chip)
{
    m_status.chip = chip;
    updateGeometry();
    update();
}

QSize StatusLabel::sizeHint() const
{
    return m_status.size(themeOf(this));
}

void StatusLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    m_status.paint(painter, rect(), themeOf(this), layoutDirection());
}

} // namespace desk
