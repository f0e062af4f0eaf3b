#include "ui/widgets/receiptpreview.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace desk
{

ReceiptPreview::ReceiptPreview(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void ReceiptPreview::setReceipt(const ReceiptData &receipt, Language language)
{
    m_receipt = receipt;
    m_language = language;
    update();
}

void ReceiptPreview::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), Qt::white); // paper, in every theme
    if (m_receipt)
        paintReceipt(painter, QRectF(rect()).adjusted(1, 1, -1, -1), *m_receipt, m_language);
    painter.setPen(themeOf(this).color(Tone::Line2));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

} // namespace desk
