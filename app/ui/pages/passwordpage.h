#pragma once

#include "ui/frame/page.h"

#include <memory>

namespace desk
{

namespace Ui
{
class PasswordPage;
}

/// Changing one's own password.
class PasswordPage final : public Page
{
    Q_OBJECT

public:
    PasswordPage(const PageContext &context, QWidget *parent);
    ~PasswordPage() override;

    QString title() const override;
    void activate(const QString &subject) override;
    void deactivate() override;
    QAbstractButton *primaryButton() const override;

protected:
    void retranslate() override;

private:
    void change();
    void clearFields();

    const std::unique_ptr<Ui::PasswordPage> m_ui;
};

} // namespace desk
