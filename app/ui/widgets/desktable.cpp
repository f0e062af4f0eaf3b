#include "ui/widgets/desktable.h"

#include "ui/delegates/celldelegate.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

#include <numeric>

namespace desk
{

namespace
{

constexpr int kOneLine = 36;

} // namespace

DeskTable::DeskTable(QWidget *parent)
    : QTableView(parent)
{
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    // Qt's tab stops move a table and leave its viewport where it was in the round of Tab; as a proxy of the
    // table it would lead Shift+Tab back there. A click still gives the focus to the table, its parent.
    viewport()->setFocusProxy(nullptr);
    setWordWrap(false);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setCornerButtonEnabled(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setMinimumSectionSize(24);
    setRowHeight(kOneLine);
    connect(this, &QTableView::activated, this,
            [this](const QModelIndex &index) { emit rowOpened(index.row()); });
}

void DeskTable::setRowHeight(int height)
{
    verticalHeader()->setMinimumSectionSize(height);
    verticalHeader()->setDefaultSectionSize(height);
    if (itemDelegate() != nullptr && itemDelegate()->parent() == this)
        itemDelegate()->deleteLater();
    setItemDelegate(new CellDelegate(height, this));
}

void DeskTable::setColumnWidths(const QList<int> &widths)
{
    m_widths = widths;
    spreadColumns();
}

void DeskTable::setEmptyText(const QString &text)
{
    m_emptyText = text;
    setAccessibleDescription(text);
    viewport()->update();
}

int DeskTable::currentRow() const
{
    return currentIndex().isValid() ? currentIndex().row() : -1;
}

void DeskTable::chooseRow(int row)
{
    if (model() != nullptr && row >= 0 && row < model()->rowCount())
        setCurrentIndex(model()->index(row, 0));
}

void DeskTable::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    if (current.row() != previous.row() || !current.isValid())
        emit rowChosen(current.isValid() ? current.row() : -1);
}

void DeskTable::keyPressEvent(QKeyEvent *event)
{
    // Qt activates on Return only where the platform's style says so.
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (currentIndex().isValid() && !event->isAutoRepeat())
            emit rowOpened(currentIndex().row());
        return;
    }
    QTableView::keyPressEvent(event);
}

void DeskTable::spreadColumns()
{
    if (model() == nullptr || m_widths.isEmpty())
        return;
    const int columns = qMin(qsizetype(model()->columnCount()), m_widths.size());
    const int fixed = std::accumulate(m_widths.begin(), m_widths.begin() + columns, 0);
    const auto open = std::count(m_widths.begin(), m_widths.begin() + columns, 0);
    const int rest = open > 0 ? qMax(48, (viewport()->width() - fixed) / int(open)) : 0;
    for (int column = 0; column < columns; ++column)
        setColumnWidth(column, m_widths.at(column) > 0 ? m_widths.at(column) : rest);
}

void DeskTable::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    spreadColumns();
}

void DeskTable::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (model() == nullptr || model()->rowCount() > 0 || m_emptyText.isEmpty())
        return;
    const Theme &theme = themeOf(this);
    QPainter painter(viewport());
    painter.setFont(theme.font(Type::Body));
    painter.setPen(theme.color(Tone::Text2));
    painter.setLayoutDirection(layoutDirection());
    const int flags =
        (int(startAlignment(layoutDirection())) & ~Qt::AlignVCenter) | Qt::AlignTop | Qt::TextWordWrap;
    painter.drawText(viewport()->rect().adjusted(16, 16, -16, -16), flags, m_emptyText);
}

} // namespace desk
