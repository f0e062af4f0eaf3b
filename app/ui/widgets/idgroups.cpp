#include "ui/widgets/idgroups.h"

#include "domain/mrz.h"
#include "ui/theme/deskstyle.h"
#include "ui/theme/theme.h"

#include <QFontMetrics>
#include <QPainter>

namespace desk
{

namespace
{

constexpr int kCellWidth = 44;
constexpr int kCellHeight = 60;
constexpr int kCellGap = 4;
constexpr int kGroupGap = 16;
constexpr int kCompactGap = 8;
constexpr int kFoot = 3;

} // namespace

QList<int> numberGroups(const QString &number)
{
    QList<int> groups;
    for (qsizetype i = 0; i < number.size();) {
        const bool digits = number.at(i).isDigit();
        qsizetype end = i;
        while (end < number.size() && number.at(end).isDigit() == digits)
            ++end;
        int left = int(end - i);
        // 7 digits are read 3 and 4, 9 are read 3, 3 and 3
        while (left > 4 || (left > 3 && left % 4 != 0)) {
            const int size = left == 5 ? 2 : left == 8 ? 4 : 3;
            groups += size;
            left -= size;
        }
        groups += left;
        i = end;
    }
    return groups;
}

IdGroups::IdGroups(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setLayoutDirection(Qt::LeftToRight);
}

void IdGroups::setNumber(const QString &number)
{
    m_number = number;
    // Digit by digit: a voice reads a whole number as billions (ux.md A11Y-13).
    QStringList characters;
    for (const QChar character : number)
        characters += QString(character);
    setAccessibleDescription(characters.join(u' '));
    updateGeometry();
    update();
}

void IdGroups::setCompact(bool compact)
{
    m_compact = compact;
    updateGeometry();
    update();
}

int IdGroups::cellWidth() const
{
    return m_compact ? QFontMetrics(themeOf(this).font(Type::IdField)).horizontalAdvance(u'0') + 2
                     : kCellWidth;
}

QSize IdGroups::sizeHint() const
{
    const int groups = int(numberGroups(m_number).size());
    const int count = int(m_number.size());
    if (count == 0)
        return {0, m_compact ? 24 : kCellHeight};
    if (m_compact)
        return {count * cellWidth() + (groups - 1) * kCompactGap, 24};
    return {count * kCellWidth + (count - groups) * kCellGap + (groups - 1) * kGroupGap, kCellHeight};
}

void IdGroups::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setLayoutDirection(Qt::LeftToRight);
    const Theme &theme = themeOf(this);
    const QList<int> look = lookAlikePositions(m_number);
    int x = 0;
    int position = 0;
    for (const int size : numberGroups(m_number)) {
        for (int i = 0; i < size; ++i, ++position) {
            const bool marked = look.contains(position + 1);
            const QString character(m_number.at(position));
            const QRect cell(x, 0, cellWidth(), height());
            if (m_compact) {
                painter.setFont(theme.font(Type::IdField));
                painter.setPen(theme.color(Tone::Text));
                painter.drawText(cell, Qt::AlignCenter, character);
                if (marked)
                    painter.fillRect(cell.x(), cell.bottom() - 2, cell.width(), 2,
                                     theme.color(Tone::WarnIcon));
                x += cell.width();
                continue;
            }
            paintFrame(painter, cell, theme.metric(Metric::Radius),
                       theme.color(marked ? Tone::WarnIcon : Tone::Line2),
                       theme.color(marked ? Tone::WarnBg : Tone::Card));
            if (marked)
                painter.fillRect(cell.x() + 1, cell.bottom() - kFoot, cell.width() - 2, kFoot,
                                 theme.color(Tone::WarnIcon));
            painter.setFont(theme.font(Type::Enlarged));
            painter.setPen(theme.color(Tone::Text));
            painter.drawText(QRect(cell.x(), 4, cell.width(), 38), Qt::AlignCenter, character);
            QFont small = theme.font(Type::Id);
            small.setPixelSize(12);
            painter.setFont(small);
            painter.setPen(theme.color(Tone::Text2));
            painter.drawText(QRect(cell.x(), 41, cell.width(), 14), Qt::AlignCenter,
                             QString::number(position + 1));
            x += kCellWidth + (i + 1 < size ? kCellGap : 0);
        }
        x += m_compact ? kCompactGap : kGroupGap;
    }
}

} // namespace desk
