#include "ui/frame/page.h"

#include "ui/widgets/actionbutton.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QKeyEvent>
#include <QLayout>
#include <QLineEdit>
#include <QRadioButton>

namespace desk
{

namespace
{

bool isField(const QWidget *widget)
{
    return qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QComboBox *>(widget) ||
           qobject_cast<const QCheckBox *>(widget) || qobject_cast<const QRadioButton *>(widget) ||
           widget->inherits("QPlainTextEdit");
}

bool takesTab(const QWidget *widget)
{
    return (widget->focusPolicy() & Qt::TabFocus) != 0 && widget->isVisible() && widget->isEnabled() &&
           widget->focusProxy() == nullptr;
}

} // namespace

Page::Page(PageId id, const PageContext &context, QWidget *parent)
    : QWidget(parent)
    , m_id(id)
    , m_context(context)
{
}

bool Page::takeRead(const QStringList &)
{
    return false;
}

void Page::takePartialRead(int, int) {}

void Page::clearRows(QLayout *rows)
{
    while (QLayoutItem *item = rows->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
}

bool Page::pressKey(const QString &hint)
{
    const auto buttons = findChildren<ActionButton *>();
    for (ActionButton *button : buttons) {
        if (button->keyHint() == hint && button->isVisible() && button->isEnabled()) {
            button->click();
            return true;
        }
    }
    return false;
}

QString Page::errorText(const Error &error) const
{
    return catalogue().errorText(error, language(), Isolation::Isolated);
}

void Page::enterPressed(QWidget *field, bool forward)
{
    QWidget *next = field;
    for (;;) {
        next = forward ? next->nextInFocusChain() : next->previousInFocusChain();
        if (next == field || next == this)
            break;
        if (!isAncestorOf(next)) {
            // The chain runs through the whole window; this page's part has ended.
            break;
        }
        if (takesTab(next) && isField(next)) {
            next->setFocus(forward ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return;
        }
    }
    if (!forward)
        return;
    QAbstractButton *primary = primaryButton();
    if (primary != nullptr && primary->isVisible() && primary->isEnabled())
        primary->click();
}

void Page::keyPressEvent(QKeyEvent *event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    const auto modifiers = event->modifiers() & ~Qt::KeypadModifier;
    QWidget *field = focusWidget();
    if (enter && field != nullptr && isField(field) &&
        (modifiers == Qt::NoModifier || modifiers == Qt::ShiftModifier)) {
        if (!event->isAutoRepeat())
            enterPressed(field, modifiers == Qt::NoModifier);
        return;
    }
    QWidget::keyPressEvent(event);
}

void Page::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        emit frameChanged();
    }
}

void Page::beginRequest()
{
    if (m_requests++ == 0)
        emit busyChanged();
}

void Page::endRequest()
{
    if (--m_requests == 0)
        emit busyChanged();
}

} // namespace desk
