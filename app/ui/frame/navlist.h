#pragma once

#include "ui/frame/pageid.h"

#include <QListView>

namespace desk
{

/// One entry of the navigation, or the heading over some.
struct NavItem {
    PageId page = PageId::Home;
    QString glyph;
    QString text;
    QString second; ///< a reference under the text
    QString key;
    int badge = 0;
    QString badgeMeaning; ///< what the number counts, for screen readers
    bool heading = false;
};

/// The pages at the start side: icon, name, count and key. Enter or a click goes there; arrows only move.
class NavList final : public QListView
{
    Q_OBJECT

public:
    explicit NavList(QWidget *parent = nullptr);
    ~NavList() override;

    void setItems(const QList<NavItem> &items);
    /// Marks the entry of the page shown; none when there is no such entry.
    void setShownPage(PageId page);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    void chosen(desk::PageId page);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    class Model;
    void choose(const QModelIndex &index);

    Model *m_model;
};

} // namespace desk
