#include "ui/widgets/findingblock.h"

#include "base/bidi.h"
#include "ui/theme/theme.h"
#include "ui/widgets/statuslabel.h"
#include "ui/widgets/textlabel.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace desk
{

FindingBlock::FindingBlock(const Finding &finding, const Catalogue &catalogue, Language language,
                           QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
    , m_message(catalogue.ruleMessage(finding, language, Isolation::Isolated))
{
    m_column->setContentsMargins(16, 8, 16, 8);
    m_column->setSpacing(4);
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    auto *word = new StatusLabel(this);
    word->setStatus(statusOf(finding.severity), catalogue.word(finding.severity, language));
    head->addWidget(word, 0, Qt::AlignTop);
    auto *message = new TextLabel(TextLabel::Kind::Body, m_message, this);
    message->setWordWrap(true);
    head->addWidget(message, 1);
    m_column->addLayout(head);
}

void FindingBlock::addQuote(const QString &label, const QString &text)
{
    auto *quote = new QWidget(this);
    auto *column = new QVBoxLayout(quote);
    column->setContentsMargins(12, 0, 12, 0);
    column->setSpacing(0);
    column->addWidget(new TextLabel(TextLabel::Kind::Small, label, quote));
    auto *words = new TextLabel(TextLabel::Kind::Body, text, quote);
    words->setWordWrap(true);
    column->addWidget(words);
    m_column->addWidget(quote);
    m_quotes += quote;
}

QCheckBox *FindingBlock::addCheck(const QString &objectName, const QString &text)
{
    auto *check = new QCheckBox(text, this);
    check->setObjectName(objectName);
    check->setAccessibleName(QStringLiteral("%1: %2").arg(withoutBidiControls(m_message), text));
    m_column->addWidget(check);
    return check;
}

QComboBox *FindingBlock::addChoice(const QString &objectName, const QString &label, const QString &note)
{
    auto *head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(new TextLabel(TextLabel::Kind::Strong, label, this));
    head->addWidget(new TextLabel(TextLabel::Kind::Small, note, this));
    head->addStretch(1);
    m_column->addLayout(head);
    auto *choice = new QComboBox(this);
    choice->setObjectName(objectName);
    choice->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choice->setAccessibleName(label);
    choice->setAccessibleDescription(withoutBidiControls(m_message));
    m_column->addWidget(choice);
    return choice;
}

void FindingBlock::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    painter.fillRect(1, height() - 1, width() - 2, 1, theme.color(Tone::Line));
    for (const QWidget *quote : std::as_const(m_quotes)) {
        const int x = layoutDirection() == Qt::RightToLeft ? quote->geometry().right() - 1 : quote->x();
        painter.fillRect(x, quote->y(), 2, quote->height(), theme.color(Tone::Line2));
    }
}

} // namespace desk
