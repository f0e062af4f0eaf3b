#include "ui/widgets/banner.h"

#include "ui/theme/deskstyle.h"
#include "ui/widgets/textlabel.h"

#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

namespace desk
{

namespace
{

constexpr int kPadding = 16;
constexpr int kTop = 12;
constexpr int kIconGap = 12;

} // namespace

Banner::Banner(QWidget *parent)
    : QFrame(parent)
    , m_head(new TextLabel(TextLabel::Kind::Strong, {}, this))
    , m_text(new TextLabel(TextLabel::Kind::Body, {}, this))
    , m_column(new QVBoxLayout(this))
{
    m_head->setWordWrap(true);
    m_text->setWordWrap(true);
    const int start = kPadding + themeOf(this).metric(Metric::Icon) + kIconGap;
    // Both sides alike: layouts do not mirror margins.
    m_column->setContentsMargins(start, kTop, start, kTop);
    m_column->setSpacing(2);
    m_column->addWidget(m_head);
    m_column->addWidget(m_text);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Minimum);
}

void Banner::show(StatusKind kind, const QString &head, const QString &text)
{
    m_kind = kind;
    m_head->setText(head);
    m_head->setVisible(!head.isEmpty());
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    const bool coloured = kind == StatusKind::Err || kind == StatusKind::Ok;
    m_head->setTone(coloured ? statusTone(kind) : Tone::Text);
    setAccessibleName(head);
    setAccessibleDescription(text);
    setVisible(true);
    update();
}

QString Banner::head() const
{
    return m_head->text();
}

QString Banner::text() const
{
    return m_text->text();
}

void Banner::setFlat(bool flat)
{
    m_flat = flat;
    update();
}

void Banner::setLarge(bool large)
{
    m_head->setKind(large ? TextLabel::Kind::Name : TextLabel::Kind::Strong);
}

void Banner::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int radius = theme.metric(Metric::CardRadius);
    QPainterPath shape;
    if (m_flat) {
        // The card's own rounded corners at the top, square at the foot.
        shape.addRoundedRect(QRectF(rect()).adjusted(1, 1, -1, radius), radius, radius);
        painter.setClipRect(rect());
    } else {
        shape.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    }
    painter.fillPath(shape, theme.color(statusFill(m_kind)));
    painter.save();
    painter.setClipPath(shape, Qt::IntersectClip);
    const QRect bar(0, 0, theme.metric(Metric::Bar) + 1, height());
    painter.fillRect(QStyle::visualRect(layoutDirection(), rect(), bar), theme.color(statusIconTone(m_kind)));
    painter.restore();
    painter.setPen(theme.color(statusLine(m_kind)));
    if (!m_flat)
        painter.drawPath(shape);
    const int size = theme.metric(Metric::Icon);
    const int lineHeight = m_head->isVisible() ? m_head->fontMetrics().height() : size;
    const QRect icon(kPadding, kTop + qMax(0, (lineHeight - size) / 2), size, size);
    theme.paintIcon(painter, QStyle::visualRect(layoutDirection(), rect(), icon), statusIcon(m_kind),
                    statusIconTone(m_kind), layoutDirection());
}

} // namespace desk
