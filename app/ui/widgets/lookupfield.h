#pragma once

#include "ui/widgets/textfield.h"

namespace desk
{

/// The one large field that finds residents: a lens at the start, and arrows for the list under it.
class LookUpField final : public TextField
{
    Q_OBJECT

public:
    explicit LookUpField(QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

signals:
    /// Up, Down, PageUp or PageDown: for the list of results.
    void listKey(int key);

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void leaveRoom();
};

} // namespace desk
