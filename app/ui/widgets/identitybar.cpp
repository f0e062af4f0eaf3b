#include "ui/widgets/identitybar.h"

#include "domain/issuers.h"
#include "text/dates.h"
#include "ui/theme/theme.h"
#include "ui/widgets/statuslabel.h"
#include "ui/widgets/textlabel.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>

namespace desk
{

namespace
{

constexpr int kSide = 24;
constexpr int kFactGap = 24;
constexpr int kStepGap = 8;
constexpr int kChevron = 16;

QString countryName(const QString &code, Language language)
{
    const Issuer *issuer = findIssuer(code);
    if (issuer == nullptr)
        return code;
    return QString::fromUtf16(language == Language::Arabic ? issuer->nameAr : issuer->nameEn);
}

QString birthText(const PartialDate &birth)
{
    if (birth.isFull())
        return displayDate(birth.earliest());
    if (birth.month != 0)
        return QStringLiteral("%1/%2").arg(birth.month, 2, 10, QLatin1Char('0')).arg(birth.year);
    return birth.isEmpty() ? QString() : QString::number(birth.year);
}

QVBoxLayout *pair(QWidget *upper, QWidget *lower)
{
    auto *column = new QVBoxLayout;
    column->setSpacing(1);
    column->addStretch();
    column->addWidget(upper);
    column->addWidget(lower);
    column->addStretch();
    return column;
}

} // namespace

IdentityBar::IdentityBar(QWidget *parent)
    : QFrame(parent)
    , m_row(new QHBoxLayout(this))
    , m_steps(new Steps(this))
{
    m_row->setContentsMargins(kSide, 0, kSide, 0);
    m_row->setSpacing(kFactGap);
    m_row->addStretch();
    m_row->addWidget(m_steps);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize IdentityBar::sizeHint() const
{
    return {QFrame::sizeHint().width(), themeOf(this).metric(Metric::Identity)};
}

void IdentityBar::setStep(int step)
{
    m_steps->setVisible(step >= 0);
    if (step >= 0)
        m_steps->setStep(step);
}

void IdentityBar::addFact(const QString &label, QWidget *value, QWidget *beside)
{
    auto *column = new QVBoxLayout;
    column->setSpacing(1);
    column->addStretch();
    column->addWidget(new TextLabel(TextLabel::Kind::Small, label, m_facts));
    if (beside != nullptr) {
        auto *row = new QHBoxLayout;
        row->setSpacing(8);
        row->addWidget(value);
        row->addWidget(beside);
        row->addStretch();
        column->addLayout(row);
    } else {
        column->addWidget(value);
    }
    column->addStretch();
    static_cast<QBoxLayout *>(m_facts->layout())->addLayout(column);
}

void IdentityBar::setResident(const Resident &resident, QDate today, Language language)
{
    delete m_facts;
    m_facts = new QWidget(this);
    auto *facts = new QHBoxLayout(m_facts);
    facts->setContentsMargins(0, 0, 0, 0);
    facts->setSpacing(kFactGap);
    m_row->insertWidget(0, m_facts);

    const bool arabic = language == Language::Arabic;
    const QString first = arabic ? resident.nameAr : resident.nameEn;
    const QString second = arabic ? resident.nameEn : resident.nameAr;
    auto *name = new TextLabel(TextLabel::Kind::Name, first.isEmpty() ? second : first, m_facts);
    name->setObjectName(QStringLiteral("residentNameLabel"));
    auto *other = new TextLabel(TextLabel::Kind::Small, first.isEmpty() ? QString() : second, m_facts);
    name->setElided(true);
    other->setElided(true);
    facts->addLayout(pair(name, other));

    addFact(tr("Iqama number"), new TextLabel(TextLabel::Kind::Id, resident.iqamaNumber, m_facts));
    addFact(tr("Nationality"),
            new TextLabel(TextLabel::Kind::Body, countryName(resident.nationality, language), m_facts));
    if (!resident.birthDate.isEmpty())
        addFact(tr("Date of birth"),
                new TextLabel(TextLabel::Kind::Body, birthText(resident.birthDate), m_facts));
    if (resident.iqamaExpiresOn.isValid()) {
        StatusLabel *expired = nullptr;
        if (resident.iqamaExpiresOn < today) {
            expired = new StatusLabel(m_facts);
            //: of an iqama, beside its date
            expired->setStatus(StatusKind::Warn, tr("expired"));
        }
        addFact(tr("Iqama expiry"),
                new TextLabel(TextLabel::Kind::Body, displayDate(resident.iqamaExpiresOn), m_facts), expired);
    }
    if (!resident.employerName.isEmpty()) {
        auto *employer = new TextLabel(TextLabel::Kind::Body, resident.employerName, m_facts);
        employer->setElided(true);
        addFact(tr("Employer"), employer);
    } else if (!resident.headId.isEmpty()) {
        addFact(tr("Head of household"), new TextLabel(TextLabel::Kind::Id, resident.headId, m_facts));
    }
}

void IdentityBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.fillRect(rect(), theme.color(Tone::Card));
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme.color(Tone::Line));
}

Steps::Steps(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QStringList Steps::words() const
{
    return {
        //: the step of a case in which the passport is typed or read
        tr("1 Enter"),
        //: the step of a case in which the clerk checks before sending
        tr("2 Check"),
        //: the step of a case with the receipt
        tr("3 Receipt"),
    };
}

void Steps::setStep(int step)
{
    m_step = step;
    describe();
    update();
}

void Steps::describe()
{
    setAccessibleName(words().value(m_step));
}

void Steps::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange) {
        describe();
        updateGeometry();
        update();
    }
}

QSize Steps::sizeHint() const
{
    const Theme &theme = themeOf(this);
    const QFontMetrics bold(theme.font(Type::Small, true));
    int width = 0;
    for (const QString &word : words())
        width += bold.horizontalAdvance(word);
    return {width + 2 * (2 * kStepGap + kChevron), bold.height()};
}

void Steps::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    QPainter painter(this);
    painter.setLayoutDirection(layoutDirection());
    int x = 0;
    const QStringList all = words();
    for (int i = 0; i < all.size(); ++i) {
        if (i > 0) {
            const QRect chevron(x + kStepGap, (height() - kChevron) / 2, kChevron, kChevron);
            theme.paintIcon(painter, QStyle::visualRect(layoutDirection(), rect(), chevron),
                            QStringLiteral("chev"), Tone::Scroll, layoutDirection());
            x += 2 * kStepGap + kChevron;
        }
        painter.setFont(theme.font(Type::Small, i == m_step));
        painter.setPen(theme.color(i == m_step ? Tone::Text : Tone::Text2));
        const int width = QFontMetrics(theme.font(Type::Small, true)).horizontalAdvance(all.at(i));
        const QRect word(x, 0, width, height());
        painter.drawText(QStyle::visualRect(layoutDirection(), rect(), word),
                         int(startAlignment(layoutDirection())), all.at(i));
        x += width;
    }
}

} // namespace desk
