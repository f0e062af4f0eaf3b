#pragma once

#include "ui/frame/page.h"

#include <memory>

namespace desk
{

namespace Ui
{
class ReceiptPage;
}

/// After sending: where the case is, in its true state, and the paper to give away. Follows the case as it
/// goes on. The subject is a case id.
class ReceiptPage final : public Page
{
    Q_OBJECT

public:
    explicit ReceiptPage(const PageContext &context, QWidget *parent = nullptr);
    ~ReceiptPage() override;

    QString title() const override;
    void activate(const QString &subject) override;
    QAbstractButton *primaryButton() const override;
    const Resident *resident() const override;
    int step() const override { return 2; }
    std::optional<OpenCase> openCase() const override;

protected:
    void retranslate() override;

private:
    void refresh();
    void showReceipt();
    void showCompanions();
    void openCaseOf(const QString &iqamaNumber);
    void print();
    void savePdf();

    const std::unique_ptr<Ui::ReceiptPage> m_ui;
    QString m_caseId;
    ReceiptData m_receipt;
    bool m_loaded = false;
};

} // namespace desk
