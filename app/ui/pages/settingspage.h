#pragma once

#include "ui/frame/page.h"

#include <memory>

class QLineEdit;

namespace desk
{

namespace Ui
{
class SettingsPage;
}

/// How this desk is set (ux.md §2.13). Everybody may read it, administrators change it; nothing needs a
/// restart.
class SettingsPage final : public Page
{
    Q_OBJECT

public:
    SettingsPage(const PageContext &context, QWidget *parent);
    ~SettingsPage() override;

    QString title() const override;
    void activate(const QString &subject) override;
    QAbstractButton *primaryButton() const override;

protected:
    void retranslate() override;

private:
    void save();
    void saveFolder(const QString &folder);
    void fail(QLineEdit *field, const QString &problem);
    void done(const DeskInfo &info);
    QString heldText(const DeskInfo &info) const;
    void show(const DeskInfo &info);

    const std::unique_ptr<Ui::SettingsPage> m_ui;
    QString m_scannerFolder; ///< as it is saved
};

} // namespace desk
