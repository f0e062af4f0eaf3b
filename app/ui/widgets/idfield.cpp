#include "ui/widgets/idfield.h"

#include "base/bidi.h"
#include "base/digits.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDropEvent>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMimeData>

#include <memory>

namespace desk
{

IdField::IdField(QWidget *parent)
    : TextField(parent)
{
    setLayoutDirection(Qt::LeftToRight);
    setFont(themeOf(this).font(Type::IdField));
    setInputMethodHints(Qt::ImhLatinOnly | Qt::ImhNoPredictiveText);
}

void IdField::setLimit(int limit)
{
    m_limit = limit;
}

void IdField::setVerbatim(bool verbatim)
{
    m_verbatim = verbatim;
    setInputMethodHints(verbatim ? Qt::ImhLatinOnly | Qt::ImhNoAutoUppercase : Qt::ImhLatinOnly);
}

void IdField::setColumns(int columns)
{
    setFixedWidth(fontMetrics().horizontalAdvance(QLatin1Char('0')) * columns + 28);
}

QString IdField::cleaned(const QString &text) const
{
    return m_verbatim ? withoutBidiControls(toAsciiDigits(text)).trimmed() : cleanIdentifier(text);
}

void IdField::put(const QString &typed)
{
    QString clean = cleaned(typed);
    if (m_limit > 0) {
        const auto room = m_limit - (text().size() - selectedText().size());
        clean.truncate(qMax(qsizetype(0), room));
    }
    if (clean.isEmpty() && !hasSelectedText())
        return;
    if (clean.isEmpty() && !cleaned(typed).isEmpty())
        return;
    insert(clean);
}

void IdField::paste()
{
    if (!isReadOnly())
        put(QGuiApplication::clipboard()->text());
}

void IdField::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Paste)) {
        paste();
        event->accept();
        return;
    }
    const QString text = event->text();
    const bool chord =
        event->modifiers().testFlag(Qt::ControlModifier) || event->modifiers().testFlag(Qt::AltModifier);
    if (!isReadOnly() && !chord && !text.isEmpty() && text.at(0).isPrint()) {
        put(text);
        event->accept();
        return;
    }
    TextField::keyPressEvent(event);
}

void IdField::inputMethodEvent(QInputMethodEvent *event)
{
    if (!isReadOnly() && !event->commitString().isEmpty()) {
        put(event->commitString());
        event->accept();
        return;
    }
    TextField::inputMethodEvent(event);
}

void IdField::dropEvent(QDropEvent *event)
{
    if (isReadOnly() || !event->mimeData()->hasText())
        return;
    put(event->mimeData()->text());
    event->acceptProposedAction();
}

void IdField::contextMenuEvent(QContextMenuEvent *event)
{
    const std::unique_ptr<QMenu> menu(createStandardContextMenu());
    // Qt's own paste would put the text in as it is.
    if (auto *paste = menu->findChild<QAction *>(QStringLiteral("edit-paste"))) {
        paste->disconnect(this);
        connect(paste, &QAction::triggered, this, [this] { this->paste(); });
    }
    menu->exec(event->globalPos());
}

} // namespace desk
