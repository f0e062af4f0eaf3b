#include "ui/widgets/lookalikenotice.h"

#include "base/bidi.h"
#include "domain/mrz.h"
#include "ui/theme/deskstyle.h"
#include "ui/widgets/idgroups.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/wordlist.h"

#include <QCheckBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>

namespace desk
{

LookAlikeNotice::LookAlikeNotice(QWidget *parent)
    : QFrame(parent)
    , m_text(new TextLabel(TextLabel::Kind::SmallText, {}, this))
    , m_groups(new IdGroups(this))
    , m_compared(new QCheckBox(this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(44, 3, 44, 3);
    row->setSpacing(8);
    m_text->setWordWrap(true);
    m_text->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    row->addWidget(m_text, 3);
    m_groups->setCompact(true);
    row->addWidget(m_groups);
    row->addStretch(1);
    m_compared->setObjectName(QStringLiteral("lookAlikesComparedCheckBox"));
    row->addWidget(m_compared);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    connect(m_compared, &QCheckBox::toggled, this, &LookAlikeNotice::comparedChanged);
    setFocusProxy(m_compared);
    setNumber({});
}

void LookAlikeNotice::setNumber(const QString &number)
{
    if (number != m_number)
        setCompared(false);
    m_number = number;
    m_groups->setNumber(number);
    setVisible(!lookAlikePositions(number).isEmpty());
    describe();
}

bool LookAlikeNotice::isCompared() const
{
    return m_compared->isChecked();
}

void LookAlikeNotice::setCompared(bool compared)
{
    m_compared->setChecked(compared);
}

QString LookAlikeNotice::positionWords(const QString &number)
{
    QStringList places;
    for (const int position : lookAlikePositions(number))
        places += isolate(QString::number(position));
    return andList(places);
}

void LookAlikeNotice::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &theme = themeOf(this);
    paintFrame(painter, rect(), theme.metric(Metric::Radius), theme.color(Tone::WarnLine),
               theme.color(Tone::WarnBg));
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const int bar = theme.metric(Metric::Bar);
    painter.fillRect(mirrored ? width() - bar : 0, 0, bar, height(), theme.color(Tone::WarnIcon));
    const QRect icon(mirrored ? width() - 36 : 16, (height() - 20) / 2, 20, 20);
    theme.paintIcon(painter, icon, QStringLiteral("warn"), Tone::WarnIcon, layoutDirection());
}

void LookAlikeNotice::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        describe();
}

void LookAlikeNotice::describe()
{
    const QString text =
        lookAlikePositions(m_number).size() == 1
            ? tr("Compare the character in position %1 by eye:").arg(positionWords(m_number))
            : tr("Compare the characters in positions %1 by eye:").arg(positionWords(m_number));
    m_text->setText(text);
    m_compared->setText(tr("Compared with the passport"));
    m_compared->setAccessibleName(m_compared->text());
    m_compared->setAccessibleDescription(withoutBidiControls(text));
}

} // namespace desk
