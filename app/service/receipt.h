#pragma once

#include "base/result.h"
#include "service/views.h"
#include "text/catalogue.h"

#include <QDateTime>
#include <QRectF>
#include <QSizeF>
#include <QString>

class QPainter;

namespace desk
{

/// Everything a receipt says, in the case's true state at the time it is made.
struct ReceiptData {
    CaseView view;
    DeskInfo desk;
    QString clerkNameAr;
    QString clerkNameEn;
    QDateTime printedAt; ///< UTC
    bool copy = false;   ///< printed before: «نسخة»
};

/// A5 portrait in millimetres.
inline constexpr QSizeF kReceiptSize{148, 210};

/// Paints the receipt into `page` (any unit; A5 proportions). Direction, digits and isolates as ux.md §1.9.
void paintReceipt(QPainter &painter, const QRectF &page, const ReceiptData &receipt, Language language);

/// Writes the receipt as a one-page A5 PDF.
Result<> writeReceiptPdf(const ReceiptData &receipt, Language language, const QString &path);

/// What the QR code holds: reference, state and a short digest of the content; no personal data.
QString receiptCode(const ReceiptData &receipt);

} // namespace desk
