#include "ui/widgets/difflabel.h"

#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QPainter>
#include <QTextLayout>
#include <QTextOption>

#include <cmath>

namespace desk
{

DiffLabel::DiffLabel(QWidget *parent)
    : QWidget(parent)
{
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void DiffLabel::setValue(Side side, const QString &text, const QList<MarkRange> &changed, bool identifier,
                         const QString &secondLine)
{
    m_side = side;
    m_text = text;
    m_changed = changed;
    m_identifier = identifier;
    m_secondLine = secondLine;
    updateGeometry();
    update();
}

QSize DiffLabel::sizeHint() const
{
    const Theme &theme = themeOf(this);
    const int first =
        QFontMetrics(theme.font(m_identifier ? Type::Id : Type::Body, true)).horizontalAdvance(m_text) + 4;
    const int second = QFontMetrics(theme.font(Type::Small)).horizontalAdvance(m_secondLine) + 4;
    const int width = std::max(first, second);
    return {width, heightForWidth(width)};
}

QSize DiffLabel::minimumSizeHint() const
{
    return {60, heightForWidth(sizeHint().width())};
}

int DiffLabel::heightForWidth(int width) const
{
    return int(std::ceil(layOut(width, nullptr)));
}

void DiffLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const qreal height = layOut(width(), nullptr);
    painter.translate(0, (this->height() - height) / 2);
    layOut(width(), &painter);
}

qreal DiffLabel::layOut(int width, QPainter *painter) const
{
    const Theme &theme = themeOf(this);
    const bool before = m_side == Side::Before;
    qreal y = 0;
    const auto line = [&](const QString &text, const QFont &font, Tone tone, bool identifier,
                          const QList<QTextLayout::FormatRange> &formats) {
        QTextLayout layout(text, font);
        QTextOption option;
        option.setTextDirection(identifier ? Qt::LeftToRight : layoutDirection());
        option.setAlignment(startAlignment(layoutDirection()));
        option.setWrapMode(QTextOption::WordWrap);
        layout.setTextOption(option);
        layout.setFormats(formats);
        layout.beginLayout();
        qreal used = 0;
        for (QTextLine row = layout.createLine(); row.isValid(); row = layout.createLine()) {
            row.setLineWidth(width);
            row.setPosition({0, used});
            used += row.height();
        }
        layout.endLayout();
        if (painter) {
            painter->setPen(theme.color(tone));
            layout.draw(painter, {0, y});
        }
        y += used;
    };

    QList<QTextLayout::FormatRange> formats;
    if (m_side != Side::Plain) {
        QTextCharFormat changed;
        changed.setFontWeight(QFont::Bold);
        changed.setForeground(theme.color(before ? Tone::Err : Tone::Ok));
        changed.setBackground(theme.color(before ? Tone::ErrBg : Tone::Soft));
        changed.setFontStrikeOut(before);
        changed.setFontUnderline(!before);
        for (const MarkRange &range : m_changed)
            formats += {range.start, range.length, changed};
    }
    line(m_text, theme.font(m_identifier ? Type::Id : Type::Body), before ? Tone::Text2 : Tone::Text,
         m_identifier, formats);
    if (!m_secondLine.isEmpty())
        line(m_secondLine, theme.font(Type::Small), Tone::Text2, false, {});
    return y;
}

} // namespace desk
