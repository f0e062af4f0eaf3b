#include "ui/widgets/passwordfield.h"

#include <QKeyEvent>

namespace desk
{

PasswordField::PasswordField(QWidget *parent)
    : TextField(parent)
{
    setEchoMode(QLineEdit::Password);
    setLayoutDirection(Qt::LeftToRight);
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText |
                        Qt::ImhNoAutoUppercase);
}

void PasswordField::setShown(bool shown)
{
    setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
}

void PasswordField::keyPressEvent(QKeyEvent *event)
{
    const QString text = event->text();
    if (event->key() == Qt::Key_CapsLock) {
        m_capsLock = !m_capsLock;
        emit capsLockSeen(m_capsLock);
    } else if (text.size() == 1 && text.at(0).isLetter()) {
        const QChar letter = text.at(0);
        emit scriptSeen(letter.script() == QChar::Script_Arabic);
        if (letter.script() == QChar::Script_Latin) {
            m_capsLock = letter.isUpper() != event->modifiers().testFlag(Qt::ShiftModifier);
            emit capsLockSeen(m_capsLock);
        }
    }
    TextField::keyPressEvent(event);
}

} // namespace desk
