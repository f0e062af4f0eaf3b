#include "ui/widgets/lookupfield.h"

#include "ui/theme/theme.h"

#include <QEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>

namespace desk
{

namespace
{

constexpr int kRoom = 32;
constexpr int kStart = 12;

} // namespace

LookUpField::LookUpField(QWidget *parent)
    : TextField(parent)
{
    QFont font = themeOf(this).font(Type::Section);
    font.setBold(false);
    setFont(font);
    setFixedHeight(themeOf(this).metric(Metric::LookUp));
    leaveRoom();
}

QSize LookUpField::sizeHint() const
{
    return {240, themeOf(this).metric(Metric::LookUp)};
}

void LookUpField::leaveRoom()
{
    const bool rtl = layoutDirection() == Qt::RightToLeft;
    setTextMargins(rtl ? 0 : kRoom, 0, rtl ? kRoom : 0, 0);
}

void LookUpField::changeEvent(QEvent *event)
{
    TextField::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::LanguageChange)
        leaveRoom();
}

void LookUpField::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
        emit listKey(event->key());
        return;
    default:
        TextField::keyPressEvent(event);
    }
}

void LookUpField::paintEvent(QPaintEvent *event)
{
    TextField::paintEvent(event);
    const Theme &theme = themeOf(this);
    const int size = theme.metric(Metric::Icon);
    const QRect lens(kStart, (height() - size) / 2, size, size);
    QPainter painter(this);
    theme.paintIcon(painter, QStyle::visualRect(layoutDirection(), rect(), lens), QStringLiteral("search"),
                    Tone::Text2, layoutDirection());
}

} // namespace desk
