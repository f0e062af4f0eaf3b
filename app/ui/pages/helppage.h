#pragma once

#include "ui/frame/page.h"

#include <memory>

namespace desk
{

namespace Ui
{
class HelpPage;
}

/// The keys, from the table that makes them; how to read the marks; what this program is and is made of.
class HelpPage final : public Page
{
    Q_OBJECT

public:
    HelpPage(const PageContext &context, QWidget *parent);
    ~HelpPage() override;

    QString title() const override;
    void activate(const QString &subject) override;

protected:
    void retranslate() override;

private:
    const std::unique_ptr<Ui::HelpPage> m_ui;
    DeskInfo m_info;
};

} // namespace desk
