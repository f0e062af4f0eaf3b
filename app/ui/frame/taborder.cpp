#include "ui/frame/taborder.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QList>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QTabBar>
#include <QTabWidget>

#include <algorithm>

namespace desk
{

namespace
{

/// One widget to the keyboard, whatever it is made of.
bool isWhole(const QWidget *widget)
{
    return qobject_cast<const QAbstractItemView *>(widget) || qobject_cast<const QComboBox *>(widget) ||
           qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QPlainTextEdit *>(widget);
}

void visit(QWidget *widget, QList<QWidget *> &order);

void visit(QLayout *layout, QList<QWidget *> &order)
{
    struct Place {
        int row;
        int column;
        QLayoutItem *item;
    };
    QList<Place> places;
    const auto *grid = qobject_cast<const QGridLayout *>(layout);
    for (int i = 0; i < layout->count(); ++i) {
        Place place{0, i, layout->itemAt(i)};
        int rows = 0;
        int columns = 0;
        if (grid != nullptr)
            grid->getItemPosition(i, &place.row, &place.column, &rows, &columns);
        places += place;
    }
    std::stable_sort(places.begin(), places.end(), [](const Place &a, const Place &b) {
        return a.row != b.row ? a.row < b.row : a.column < b.column;
    });
    for (const Place &place : std::as_const(places)) {
        if (place.item->layout() != nullptr)
            visit(place.item->layout(), order);
        else if (place.item->widget() != nullptr)
            visit(place.item->widget(), order);
    }
}

void visit(QWidget *widget, QList<QWidget *> &order)
{
    if ((widget->focusPolicy() & Qt::TabFocus) == Qt::TabFocus && widget->focusProxy() == nullptr)
        order += widget;
    if (isWhole(widget))
        return;
    if (auto *scroll = qobject_cast<QScrollArea *>(widget)) {
        if (scroll->widget() != nullptr)
            visit(scroll->widget(), order);
    } else if (auto *tabs = qobject_cast<QTabWidget *>(widget)) {
        order += tabs->tabBar();
        for (int i = 0; i < tabs->count(); ++i)
            visit(tabs->widget(i), order);
    } else if (widget->layout() != nullptr) {
        visit(widget->layout(), order);
    }
}

} // namespace

void tabAsLaidOut(QWidget *root)
{
    QList<QWidget *> order;
    visit(root, order);
    for (qsizetype i = 1; i < order.size(); ++i)
        QWidget::setTabOrder(order.at(i - 1), order.at(i));
}

} // namespace desk
