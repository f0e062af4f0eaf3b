#pragma once

#include <QList>
#include <QPointer>
#include <QWidget>

namespace desk
{

/// The ring around the focused button or error summary of one window, after a gap, without moving anything
/// (ux.md A11Y-08). Fields and lists show the focus in place.
class FocusRing final : public QWidget
{
    Q_OBJECT

public:
    explicit FocusRing(QWidget *window);

    bool eventFilter(QObject *watched, QEvent *event) override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void follow(QWidget *focus);
    void place();

    QPointer<QWidget> m_window;
    QPointer<QWidget> m_target;
    QList<QPointer<QWidget>> m_watched; ///< the target and what it lies in
};

} // namespace desk
