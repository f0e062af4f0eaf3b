#pragma once

#include <QToolButton>

namespace desk
{

/// A filter that is on or off, with the number of rows it leaves. On, it shows a cross: pressing removes it.
class FilterChip final : public QToolButton
{
    Q_OBJECT

public:
    explicit FilterChip(QWidget *parent = nullptr);

    /// -1: no number.
    void setCount(int count);
    /// Opens a list instead of switching by itself.
    void setLeadsToList(bool leads);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QString countText() const;

    int m_count = -1;
    bool m_leadsToList = false;
};

} // namespace desk
