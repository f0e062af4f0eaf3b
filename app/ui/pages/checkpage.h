#pragma once

#include "ui/frame/page.h"

#include <memory>

namespace desk
{

namespace Ui
{
class CheckPage;
}

/// What was entered, once more before it is sent: the number enlarged, what changes, what the rules found.
/// Only here it is declared correct, and only here it leaves. The subject is a case id.
class CheckPage final : public Page
{
    Q_OBJECT

public:
    explicit CheckPage(const PageContext &context, QWidget *parent = nullptr);
    ~CheckPage() override;

    QString title() const override;
    void activate(const QString &subject) override;
    QAbstractButton *primaryButton() const override;
    const Resident *resident() const override;
    int step() const override { return 1; }
    std::optional<OpenCase> openCase() const override;

protected:
    void retranslate() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void showDraft();
    void showFindings();
    void showChecklist();
    void onChanged();
    void submit();
    void showErrors(const QList<Finding> &findings);
    QAbstractButton *nextToTick() const;
    void goOn(bool ticked);
    bool lookAlikesOpen() const;

    const std::unique_ptr<Ui::CheckPage> m_ui;
    DraftView m_draft;
    bool m_loaded = false;
    bool m_showing = false;
};

} // namespace desk
