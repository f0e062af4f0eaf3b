#include "ui/widgets/errorsummary.h"

#include "ui/widgets/actionbutton.h"

#include <QEvent>
#include <QKeyEvent>
#include <QVBoxLayout>

namespace desk
{

ErrorSummary::ErrorSummary(QWidget *parent)
    : Banner(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setVisible(false);
}

void ErrorSummary::show(const QList<Line> &lines)
{
    m_lines = lines;
    build();
    setVisible(!lines.isEmpty());
    if (!lines.isEmpty())
        setFocus(Qt::OtherFocusReason);
}

QStringList ErrorSummary::lines() const
{
    QStringList texts;
    for (const Line &line : m_lines)
        texts += line.text;
    return texts;
}

void ErrorSummary::build()
{
    qDeleteAll(m_links);
    m_links.clear();
    Banner::show(StatusKind::Err, tr("There is a problem"));
    for (const Line &line : std::as_const(m_lines)) {
        auto *link = new ActionButton(this);
        link->setKind(ActionButton::Kind::Link);
        link->setObjectName(QStringLiteral("problemButton"));
        link->setText(line.text);
        connect(link, &ActionButton::clicked, this, [this, field = line.field] { go(field); });
        column()->addWidget(link);
        m_links += link;
    }
    setAccessibleDescription(lines().join(QLatin1Char('\n')));
}

void ErrorSummary::go(const QPointer<QWidget> &field)
{
    if (field == nullptr)
        return;
    field->setFocus(Qt::OtherFocusReason);
    emit fieldWanted(field);
}

void ErrorSummary::keyPressEvent(QKeyEvent *event)
{
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !m_lines.isEmpty()) {
        go(m_lines.first().field);
        return;
    }
    Banner::keyPressEvent(event);
}

void ErrorSummary::changeEvent(QEvent *event)
{
    Banner::changeEvent(event);
    if (event->type() == QEvent::LanguageChange && !m_lines.isEmpty())
        build();
}

} // namespace desk
