#include "ui/widgets/brandpanel.h"

#include "base/clock.h"
#include "text/dates.h"
#include "ui/frame/syncsign.h"
#include "ui/theme/deskstyle.h"
#include "ui/widgets/iconlabel.h"
#include "ui/widgets/textlabel.h"

#include <QEvent>
#include <QGridLayout>
#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kSide = 40;
constexpr int kTop = 48;
constexpr int kMark = 40;
constexpr int kPatternHeight = 400;
constexpr int kStar = 64;

class TrainingNote final : public QFrame
{
public:
    using QFrame::QFrame;

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = themeOf(this);
        QPainter painter(this);
        paintFrame(painter, rect(), theme.metric(Metric::Radius), theme.color(Tone::Gold),
                   theme.color(Tone::HeaderDeep));
    }
};

} // namespace

BrandPanel::BrandPanel(QWidget *parent)
    : QFrame(parent)
    , m_name(new TextLabel(TextLabel::Kind::Display, {}, this))
    , m_purpose(new TextLabel(TextLabel::Kind::Body, {}, this))
    , m_training(new TrainingNote(this))
    , m_trainingText(new TextLabel(TextLabel::Kind::Body, {}, m_training))
{
    m_name->setTone(Tone::OnHeader);
    m_purpose->setTone(Tone::OnHeader2);
    m_trainingText->setTone(Tone::Gold);
    m_trainingText->setWordWrap(true);

    auto *note = new QHBoxLayout(m_training);
    note->setContentsMargins(12, 8, 12, 8);
    note->setSpacing(8);
    note->addWidget(new IconLabel(u"info"_s, Tone::Gold, m_training));
    note->addWidget(m_trainingText, 1);
    m_training->hide();

    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addSpacing(kMark + 12);
    head->addWidget(m_name);
    head->addStretch();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSide, kTop, kSide, kTop);
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(m_purpose);
    column->addSpacing(kSide - 4);
    column->addStretch();
    column->addWidget(m_training);
    retranslate();
}

void BrandPanel::clear()
{
    delete m_facts;
    m_facts = nullptr;
    m_training->hide();
}

void BrandPanel::addFact(const QString &label, const QString &value, const QString &second, bool strong)
{
    const int row = m_grid->rowCount();
    auto *name = new TextLabel(TextLabel::Kind::Body, label, m_facts);
    name->setTone(Tone::OnHeader2);
    auto *text = new TextLabel(strong ? TextLabel::Kind::Strong : TextLabel::Kind::Body, value, m_facts);
    text->setTone(Tone::OnHeader);
    m_grid->addWidget(name, row, 0);
    m_grid->addWidget(text, row, 1);
    if (second.isEmpty())
        return;
    auto *small = new TextLabel(TextLabel::Kind::Small, second, m_facts);
    small->setTone(Tone::OnHeader2);
    m_grid->addWidget(small, row + 1, 1);
}

void BrandPanel::setDesk(const DeskInfo &info, const SyncStatus &status, const QDateTime &now,
                         Language language)
{
    clear();
    m_facts = new QWidget(this);
    m_grid = new QGridLayout(m_facts);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setVerticalSpacing(10);
    m_grid->setColumnMinimumWidth(0, 120);
    m_grid->setColumnStretch(1, 1);

    addFact(tr("Branch"), language == Language::Arabic ? info.branchNameAr : info.branchNameEn, {}, true);
    addFact(tr("Desk"), QString::number(info.workstation).rightJustified(2, u'0'), {}, true);
    const QDate today = riyadhDate(now);
    addFact(tr("Today"), u"%1 %2"_s.arg(weekdayName(today, language), longDate(today, language)),
            hijriDate(today, language), true);
    const SyncSign sign = syncSign(status, now);
    addFact(tr("Connection"), u"%1 %2"_s.arg(sign.text, sign.time).trimmed());
    addFact(tr("Register copy"),
            info.registerAsOf.isValid() ? displayDateTime(info.registerAsOf) : tr("Never updated"));
    addFact(tr("Rule pack"), info.pack.version);
    static_cast<QVBoxLayout *>(layout())->insertWidget(3, m_facts);
    m_training->setVisible(info.training);
}

void BrandPanel::retranslate()
{
    m_name->setText(tr("Passport Desk"));
    m_purpose->setText(tr("Passport updates for residents"));
    m_trainingText->setText(tr("Training. Names and numbers are not real."));
}

void BrandPanel::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void BrandPanel::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Tone::Header));
    painter.setRenderHint(QPainter::Antialiasing);

    painter.save();
    painter.setClipRect(0, height() - kPatternHeight, width(), kPatternHeight);
    painter.setOpacity(0.55);
    painter.setPen(theme.color(Tone::HeaderLine));
    const int top = height() - kPatternHeight;
    for (int y = -kStar; y < kPatternHeight + kStar; y += kStar) {
        for (int x = 0; x < width() + kStar; x += kStar) {
            const QPointF centre(x, top + y + 40);
            QPainterPath star;
            star.moveTo(centre + QPointF(0, -24));
            star.lineTo(centre + QPointF(24, 0));
            star.lineTo(centre + QPointF(0, 24));
            star.lineTo(centre + QPointF(-24, 0));
            star.closeSubpath();
            star.addRect(QRectF(centre + QPointF(-17, -17), QSizeF(34, 34)));
            painter.drawPath(star);
            painter.drawLine(centre + QPointF(24, 0), centre + QPointF(40, 0));
            painter.drawLine(centre + QPointF(0, 24), centre + QPointF(0, 40));
        }
    }
    painter.restore();

    const QRect place(kSide, m_name->geometry().center().y() - kMark / 2, kMark, kMark);
    const QRect mark = QStyle::visualRect(layoutDirection(), rect(), place);
    theme.paintIcon(painter, mark, u"mark"_s, Tone::OnHeader, layoutDirection());
    painter.setPen(QPen(theme.color(Tone::Gold), 3));
    const qreal scale = kMark / 24.0;
    painter.drawLine(mark.topLeft() + QPointF(8, 17.5) * scale, mark.topLeft() + QPointF(16, 17.5) * scale);
}

} // namespace desk
