#pragma once

#include "ui/widgets/textfield.h"

namespace desk
{

/// A password: left to right like what is typed, pasted freely, shown on wish. Tells what a person who
/// cannot see the letters must know: which script the keyboard writes and whether Caps Lock is on.
class PasswordField final : public TextField
{
    Q_OBJECT

public:
    explicit PasswordField(QWidget *parent = nullptr);

    void setShown(bool shown);

signals:
    /// A letter was typed: Arabic or Latin.
    void scriptSeen(bool arabic);
    /// Caps Lock as the last letter or the key itself showed it.
    void capsLockSeen(bool on);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    bool m_capsLock = false;
};

} // namespace desk
