#pragma once

#include <QList>
#include <QTableView>

namespace desk
{

/// A list of rows with columns: whole rows are chosen, Enter and double click open, hairlines only, the
/// columns' widths follow the given ones. An empty table says what to do next (ux.md VIS-07).
class DeskTable final : public QTableView
{
    Q_OBJECT

public:
    explicit DeskTable(QWidget *parent = nullptr);

    void setRowHeight(int height);
    /// In pixels; 0 takes what is left over.
    void setColumnWidths(const QList<int> &widths);
    void setEmptyText(const QString &text);

    /// The chosen row; -1: none.
    int currentRow() const;
    void chooseRow(int row);

signals:
    void rowOpened(int row);
    void rowChosen(int row);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    void spreadColumns();

    QList<int> m_widths;
    QString m_emptyText;
};

} // namespace desk
