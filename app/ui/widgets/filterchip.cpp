#include "ui/widgets/filterchip.h"

#include "ui/theme/deskstyle.h"

#include <QKeyEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kPadding = 10;
constexpr int kGap = 8;
constexpr int kIcon = 14;

} // namespace

FilterChip::FilterChip(QWidget *parent)
    : QToolButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void FilterChip::setCount(int count)
{
    m_count = count;
    updateGeometry();
    update();
}

void FilterChip::setLeadsToList(bool leads)
{
    m_leadsToList = leads;
    updateGeometry();
    update();
}

QString FilterChip::countText() const
{
    return m_count < 0 ? QString() : QString::number(m_count);
}

QSize FilterChip::sizeHint() const
{
    const Theme &theme = themeOf(this);
    int width = 2 * kPadding + QFontMetrics(theme.font(Type::Body)).horizontalAdvance(text());
    if (m_count >= 0)
        width += kGap + QFontMetrics(theme.font(Type::Small)).horizontalAdvance(countText());
    if (m_leadsToList || isChecked())
        width += kGap + kIcon;
    return {width, theme.metric(Metric::SmallControl)};
}

void FilterChip::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        click();
        return;
    }
    QToolButton::keyPressEvent(event);
}

void FilterChip::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    const bool on = isChecked();
    const Tone line = hasFocus() ? Tone::Focus : on ? Tone::Brand : Tone::Border;
    paintFrame(painter, rect(), theme.metric(Metric::Radius), theme.color(line),
               theme.color(on             ? Tone::Soft
                           : underMouse() ? Tone::Hover
                                          : Tone::Card),
               hasFocus() ? theme.metric(Metric::Ring) : 1);

    int x = kPadding;
    const auto place = [&](int width) {
        const QRect logical(x, 0, width, height());
        x += width + kGap;
        return QStyle::visualRect(layoutDirection(), rect(), logical);
    };
    painter.setLayoutDirection(layoutDirection());
    painter.setPen(theme.color(on ? Tone::OnSoft : Tone::Text));
    painter.setFont(theme.font(Type::Body));
    painter.drawText(place(painter.fontMetrics().horizontalAdvance(text())),
                     Qt::AlignCenter | Qt::TextDontClip, text());
    if (m_count >= 0) {
        painter.setPen(theme.color(on ? Tone::OnSoft : Tone::Text2));
        painter.setFont(theme.font(Type::Small));
        painter.drawText(place(painter.fontMetrics().horizontalAdvance(countText())),
                         Qt::AlignCenter | Qt::TextDontClip, countText());
    }
    if (on || m_leadsToList)
        theme.paintIcon(painter, place(kIcon).adjusted(0, 7, 0, -7), on ? u"x"_s : u"down"_s,
                        on ? Tone::OnSoft : Tone::Text2, layoutDirection());
}

} // namespace desk
