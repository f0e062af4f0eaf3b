#include "ui/widgets/textfield.h"

#include "ui/theme/theme.h"

#include <QCompleter>
#include <QEvent>

namespace desk
{

TextField::TextField(QWidget *parent)
    : QLineEdit(parent)
{
    alignToReading();
}

void TextField::setChoices(const QStringList &choices)
{
    auto *completer = new QCompleter(choices, this);
    completer->setCaseSensitivity(Qt::CaseInsensitive);
    completer->setCompletionMode(QCompleter::InlineCompletion);
    delete this->completer();
    setCompleter(completer);
}

void TextField::fill(const QString &text)
{
    if (text == this->text())
        return;
    selectAll();
    insert(text);
}

void TextField::alignToReading()
{
    setAlignment(startAlignment());
}

void TextField::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::LayoutDirectionChange)
        alignToReading();
}

} // namespace desk
