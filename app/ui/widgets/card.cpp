#include "ui/widgets/card.h"

#include "ui/theme/deskstyle.h"

#include <QPainter>

namespace desk
{

Card::Card(QWidget *parent)
    : QFrame(parent)
{
}

void Card::setStatus(std::optional<StatusKind> kind)
{
    m_kind = kind;
    update();
}

void Card::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    paintFrame(painter, rect(), theme.metric(Metric::CardRadius),
               theme.color(m_kind ? statusLine(*m_kind) : Tone::Line), theme.color(Tone::Card));
}

Rule::Rule(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Rule::paintEvent(QPaintEvent *)
{
    QPainter(this).fillRect(rect(), themeOf(this).color(Tone::Line));
}

FooterBar::FooterBar(QWidget *parent)
    : QFrame(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize FooterBar::sizeHint() const
{
    return {QFrame::sizeHint().width(), themeOf(this).metric(Metric::Footer)};
}

void FooterBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Tone::Card));
    painter.fillRect(QRect(0, 0, width(), 1), theme.color(Tone::Line2));
}

} // namespace desk
