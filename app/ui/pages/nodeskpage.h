#pragma once

#include "ui/frame/page.h"

#include <memory>

namespace desk
{

namespace Ui
{
class NoDeskPage;
}

/// What stands instead of the sign-in page when the data directory holds no desk, or one that cannot be
/// opened: why, and what to do.
class NoDeskPage final : public Page
{
    Q_OBJECT

public:
    NoDeskPage(const PageContext &context, const QString &dataDirectory, QWidget *parent);
    ~NoDeskPage() override;

    QString title() const override;
    void activate(const QString &subject) override;
    QAbstractButton *primaryButton() const override;

    void setReason(const Error &error);

signals:
    /// The desk could be opened after all.
    void opened(const desk::DeskInfo &info);

protected:
    void retranslate() override;

private:
    void tryAgain();
    QStringList commands() const;

    const std::unique_ptr<Ui::NoDeskPage> m_ui;
    QString m_dataDirectory;
    Error m_reason{ErrorCode::NoDesk, {}, {}};
};

} // namespace desk
