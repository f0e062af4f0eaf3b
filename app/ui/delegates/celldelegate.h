#pragma once

#include "ui/widgets/status.h"

#include <QList>
#include <QMetaType>
#include <QStyledItemDelegate>

namespace desk
{

/// Part of a text that matched a search.
struct MarkRange {
    int start = 0;
    int length = 0;

    friend bool operator==(const MarkRange &, const MarkRange &) = default;
};

/// What a table model says about a cell beyond its text. Texts hold no bidi controls (ux.md BIDI-03).
enum CellRole {
    SecondLineRole = Qt::UserRole + 100, ///< QString: a smaller line under the first
    StatusRole,                          ///< int of StatusKind: the text is the word of a chip
    PlainStatusRole,                     ///< bool: icon and word without the chip's tint
    StrongRole,                          ///< bool: the first line is bold
    QuietRole,                           ///< bool: the first line in the second colour
    IdentifierRole,                      ///< bool: the first line is an identifier, left to right
    SecondIdentifierRole,                ///< bool: the second line is one
    MarksRole,                           ///< QList<MarkRange> of the first line
    SecondMarksRole,                     ///< QList<MarkRange> of the second line
    WrapRole,                            ///< bool: the first line may take two
};

/// Paints the rows of every table: current row tinted with a bar at the start, hairlines between, one or two
/// lines a cell, identifiers left to right at the edge where reading starts, matches bold and underlined
/// without breaking the joining of Arabic letters.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit CellDelegate(int rowHeight, QObject *parent = nullptr);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

protected:
    /// Tint, bar and hairline.
    void paintRow(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index,
                  const Theme &theme) const;

private:
    int m_rowHeight;
};

/// One text with its matches, cut at the end where it does not fit.
void paintMarkedText(QPainter &painter, const QRect &rect, const QString &text, const QList<MarkRange> &marks,
                     const QFont &font, Tone tone, const Theme &theme, Qt::LayoutDirection reading, bool identifier);

} // namespace desk

Q_DECLARE_METATYPE(QList<desk::MarkRange>)
