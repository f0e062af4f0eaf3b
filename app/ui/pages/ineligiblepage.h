#pragma once

#include "ui/frame/page.h"

#include <memory>

namespace desk
{

namespace Ui
{
class IneligiblePage;
}

/// True for a finding that no field can be blamed for: the passport is not valid yet or any more, or the
/// resident may not be updated now. It is explained on a page of its own (ux.md FORM-07).
bool needsExplanation(const Finding &finding);

/// Why the passport in a draft cannot be recorded, what to do next, and the way back in case a date was
/// mistyped. The draft stays. The subject is its case id.
class IneligiblePage final : public Page
{
    Q_OBJECT

public:
    explicit IneligiblePage(const PageContext &context, QWidget *parent = nullptr);
    ~IneligiblePage() override;

    QString title() const override;
    void activate(const QString &subject) override;
    QAbstractButton *primaryButton() const override;
    const Resident *resident() const override;
    int step() const override { return 0; }

protected:
    void retranslate() override;

private:
    void showReasons();

    const std::unique_ptr<Ui::IneligiblePage> m_ui;
    QString m_caseId;
    std::optional<DraftView> m_draft;
    QString m_mistyped; ///< path of the date that may be a slip; empty: none
};

} // namespace desk
