#pragma once

#include "service/receipt.h"

#include <QWidget>

#include <optional>

namespace desk
{

/// The receipt as it will come from the printer, small.
class ReceiptPreview final : public QWidget
{
    Q_OBJECT

public:
    explicit ReceiptPreview(QWidget *parent = nullptr);

    void setReceipt(const ReceiptData &receipt, Language language);

    QSize sizeHint() const override { return {296, 420}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::optional<ReceiptData> m_receipt;
    Language m_language = Language::Arabic;
};

} // namespace desk
