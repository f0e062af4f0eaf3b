#include "ui/delegates/celldelegate.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace desk
{

namespace
{

constexpr int kPadding = 12;
constexpr int kLineGap = 1;

/// The marks that are left of a text cut to `length`.
QList<MarkRange> marksWithin(QList<MarkRange> marks, int length)
{
    marks.removeIf([&](const MarkRange &mark) { return mark.start >= length; });
    for (MarkRange &mark : marks)
        mark.length = std::min(mark.length, length - mark.start);
    return marks;
}

} // namespace

void paintMarkedText(QPainter &painter, const QRect &rect, const QString &text, const QList<MarkRange> &marks,
                     const QFont &font, Tone tone, const Theme &theme, Qt::LayoutDirection reading,
                     bool identifier)
{
    if (text.isEmpty())
        return;
    painter.save();
    painter.setFont(font);
    painter.setPen(theme.color(tone));
    const QFontMetrics metrics(font);
    if (marks.isEmpty()) {
        painter.setLayoutDirection(identifier ? Qt::LeftToRight : reading);
        // An identifier is shown whole or not at all: cut, it would be another one.
        const QString shown = identifier ? text : metrics.elidedText(text, Qt::ElideRight, rect.width() + 1);
        painter.drawText(rect, int(startAlignment(reading)) | Qt::TextSingleLine | Qt::TextDontClip, shown);
        painter.restore();
        return;
    }

    QTextLayout layout(text, font);
    QTextOption option(startAlignment(reading) & Qt::AlignHorizontal_Mask);
    option.setTextDirection(identifier ? Qt::LeftToRight : reading);
    option.setWrapMode(QTextOption::NoWrap);
    layout.setTextOption(option);
    QList<QTextLayout::FormatRange> formats;
    for (const MarkRange &mark : marks) {
        QTextLayout::FormatRange range;
        range.start = mark.start;
        range.length = mark.length;
        range.format.setFontWeight(QFont::Bold);
        range.format.setFontUnderline(true);
        range.format.setUnderlineColor(theme.color(Tone::Accent));
        formats += range;
    }
    layout.setFormats(formats);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setLineWidth(rect.width());
    layout.endLayout();
    if (!identifier && line.naturalTextWidth() > rect.width() + 1) {
        // Measured in bold, the widest it can be.
        QFont bold(font);
        bold.setWeight(QFont::Bold);
        const QString shown = QFontMetrics(bold).elidedText(text, Qt::ElideRight, rect.width());
        if (shown != text) {
            painter.restore();
            paintMarkedText(painter, rect, shown, marksWithin(marks, static_cast<int>(shown.size()) - 1),
                            font, tone, theme, reading, identifier);
            return;
        }
    }
    painter.setClipRect(rect);
    layout.draw(&painter, QPointF(rect.x(), rect.y() + (rect.height() - line.height()) / 2));
    painter.restore();
}

CellDelegate::CellDelegate(int rowHeight, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_rowHeight(rowHeight)
{
}

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return {QStyledItemDelegate::sizeHint(option, index).width(), m_rowHeight};
}

void CellDelegate::paintRow(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                            const Theme &theme) const
{
    const bool current = option.state.testFlag(QStyle::State_Selected);
    if (current)
        painter.fillRect(option.rect, theme.color(Tone::Soft));
    painter.fillRect(QRect(option.rect.x(), option.rect.bottom(), option.rect.width(), 1),
                     theme.color(Tone::Line));
    if (current && index.column() == 0) {
        const QRect bar(option.rect.x(), option.rect.y(), theme.metric(Metric::Bar), option.rect.height());
        painter.fillRect(QStyle::visualRect(option.direction, option.rect, bar), theme.color(Tone::Accent));
    }
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &given, const QModelIndex &index) const
{
    QStyleOptionViewItem option = given;
    initStyleOption(&option, index);
    const Theme &theme = themeOf(option.widget);
    paintRow(*painter, option, index, theme);

    const bool current = option.state.testFlag(QStyle::State_Selected);
    const Qt::LayoutDirection reading = option.direction;
    const QRect inside = option.rect.adjusted(kPadding, 0, -kPadding, -1);
    const QString text = index.data(Qt::DisplayRole).toString();

    const QVariant status = index.data(StatusRole);
    if (status.isValid()) {
        Status{StatusKind(status.toInt()), text, !index.data(PlainStatusRole).toBool()}.paint(
            *painter, inside, theme, reading);
        return;
    }

    const bool identifier = index.data(IdentifierRole).toBool();
    const Tone first = current ? Tone::OnSoft : index.data(QuietRole).toBool() ? Tone::Text2 : Tone::Text;
    const QFont font = theme.font(identifier ? Type::Id : Type::Body, index.data(StrongRole).toBool());
    const QString second = index.data(SecondLineRole).toString();
    if (second.isEmpty()) {
        if (index.data(WrapRole).toBool()) {
            painter->save();
            painter->setFont(font);
            painter->setPen(theme.color(first));
            painter->setLayoutDirection(reading);
            painter->drawText(inside, int(startAlignment(reading)) | Qt::TextWordWrap, text);
            painter->restore();
            return;
        }
        paintMarkedText(*painter, inside, text, index.data(MarksRole).value<QList<MarkRange>>(), font, first,
                        theme, reading, identifier);
        return;
    }

    const bool secondIdentifier = index.data(SecondIdentifierRole).toBool();
    QFont small = theme.font(secondIdentifier ? Type::Id : Type::Small);
    if (secondIdentifier)
        small.setPixelSize(theme.font(Type::Small).pixelSize());
    const int upper = QFontMetrics(font).height();
    const int lower = QFontMetrics(small).height();
    const int top = inside.y() + (inside.height() - upper - lower - kLineGap) / 2;
    paintMarkedText(*painter, QRect(inside.x(), top, inside.width(), upper), text,
                    index.data(MarksRole).value<QList<MarkRange>>(), font, first, theme, reading, identifier);
    paintMarkedText(*painter, QRect(inside.x(), top + upper + kLineGap, inside.width(), lower), second,
                    index.data(SecondMarksRole).value<QList<MarkRange>>(), small,
                    current ? Tone::OnSoft : Tone::Text2, theme, reading, secondIdentifier);
}

} // namespace desk
