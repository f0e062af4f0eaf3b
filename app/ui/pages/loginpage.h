#pragma once

#include "ui/frame/page.h"

#include <QTimer>

#include <memory>

namespace desk
{

namespace Ui
{
class LoginPage;
}

/// Signing in. Says what a person who cannot see the password's letters must know, and how long to wait after
/// wrong tries.
class LoginPage final : public Page
{
    Q_OBJECT

public:
    LoginPage(const PageContext &context, QWidget *parent);
    ~LoginPage() override;

    QString title() const override;
    void activate(const QString &subject) override;
    QAbstractButton *primaryButton() const override;

signals:
    void signedIn(const desk::SessionView &session);

protected:
    void retranslate() override;

private:
    void signIn();
    void refuse(const Error &error);
    void showProblem();
    void showDesk();
    void showPurpose();

    const std::unique_ptr<Ui::LoginPage> m_ui;
    std::optional<Error> m_problem;
    std::optional<bool> m_arabicKeys;
    bool m_capsLock = false;
    DeskInfo m_info;
    QString m_lockedBy; ///< who locked the screen; empty: nobody
    QTimer m_second;    ///< counts a forced wait down
};

} // namespace desk
