#include "ui/pages/residentpage.h"

#include "base/bidi.h"
#include "domain/issuers.h"
#include "text/dates.h"
#include "ui/pages/caselistmodel.h"
#include "ui/pages/findingrow.h"
#include "ui/widgets/iconlabel.h"
#include "ui_residentpage.h"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>
#include <chrono>
#include <utility>

#include <QTabBar>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk
{

namespace
{

QString withHijri(QDate date, Language language)
{
    if (!date.isValid())
        return {};
    const QString hijri = hijriDate(date, language);
    return hijri.isEmpty() ? displayDate(date) : u"%1   %2"_s.arg(isolate(displayDate(date)), hijri);
}

bool isBeingEntered(CaseState state)
{
    return state == CaseState::Draft || state == CaseState::Returned;
}

} // namespace

ResidentPage::ResidentPage(const PageContext &context, QWidget *parent)
    : Page(PageId::Resident, context, parent)
    , m_ui(std::make_unique<Ui::ResidentPage>())
    , m_cases(new CaseListModel(context.catalogue, this))
    , m_household(new HouseholdModel(context.catalogue, this))
{
    m_ui->setupUi(this);
    m_ui->verdictBanner->setFlat(true);
    m_ui->verdictBanner->setLarge(true);
    m_ui->historyTable->setModel(m_cases);
    m_ui->historyTable->setColumnWidths({170, 0, 200, 110});
    m_ui->householdTable->setModel(m_household);
    m_ui->householdTable->setColumnWidths({0, 130, 130, 130});
    m_ui->recordTabs->setDocumentMode(true);
    // Rows keep their height; what is left over stays at the foot.
    for (auto *grid : m_ui->passportTab->findChildren<QGridLayout *>())
        grid->setRowStretch(grid->rowCount(), 1);
    m_copied.setSingleShot(true);
    m_copied.setInterval(4s);
    connect(&m_copied, &QTimer::timeout, m_ui->copiedLabel, &QWidget::hide);
    connect(m_ui->updateButton, &ActionButton::clicked, this, &ResidentPage::update);
    connect(m_ui->copyButton, &ActionButton::clicked, this, &ResidentPage::copyNumber);
    connect(m_ui->backButton, &ActionButton::clicked, this, &Page::goBack);
    connect(m_ui->showChecksButton, &ActionButton::toggled, this, &ResidentPage::showCard);
    connect(m_ui->historyTable, &DeskTable::rowOpened, this, [this](int row) { showCase(m_cases->at(row)); });
    connect(m_ui->householdTable, &DeskTable::rowOpened, this,
            [this](int row) { emit goTo(PageId::Resident, m_household->at(row).iqamaNumber); });
    connect(&desk(), &Desk::casesChanged, this, [this] {
        if (isVisible())
            load();
    });
    retranslate();
}

ResidentPage::~ResidentPage() = default;

QString ResidentPage::title() const
{
    if (!m_card)
        return tr("Resident");
    const Resident &who = m_card->resident;
    return inArabic() && !who.nameAr.isEmpty() ? who.nameAr : who.nameEn;
}

QAbstractButton *ResidentPage::primaryButton() const
{
    return m_ui->updateButton;
}

const Resident *ResidentPage::resident() const
{
    return m_card ? &m_card->resident : nullptr;
}

void ResidentPage::activate(const QString &subject)
{
    if (subject != m_iqamaNumber) {
        m_iqamaNumber = subject;
        m_card.reset();
        m_ui->recordTabs->setCurrentIndex(0);
        m_ui->showChecksButton->setChecked(false);
    }
    m_problem.reset();
    m_arriving = true;
    showCard();
    load();
}

void ResidentPage::load()
{
    request(desk().openResident(m_iqamaNumber),
            [this, asked = m_iqamaNumber](const Result<ResidentCard> &card) {
                if (asked != m_iqamaNumber)
                    return;
                m_problem.reset();
                if (card)
                    m_card = *card;
                else
                    m_problem = card.error();
                showCard();
                // Once, so that a card that refreshes itself takes the focus from nothing.
                if (std::exchange(m_arriving, false))
                    (m_ui->updateButton->isEnabled() ? m_ui->updateButton : m_ui->backButton)->setFocus();
                emit frameChanged();
            });
}

void ResidentPage::showCard()
{
    m_ui->mainColumn->setVisible(m_card.has_value());
    m_ui->beginCard->setVisible(m_card.has_value());
    m_ui->copyButton->setEnabled(m_card.has_value());
    if (m_problem)
        m_ui->noticeBanner->show(StatusKind::Err, errorText(*m_problem));
    else
        m_ui->noticeBanner->hide();
    if (!m_card) {
        m_ui->updateButton->setEnabled(false);
        return;
    }
    showVerdict();
    showRecord();
    showWhatToBring();
}

void ResidentPage::showVerdict()
{
    const Judgement &judgement = m_card->eligibility;
    const QList<Finding> &findings = judgement.findings;
    const auto count = [&findings](Severity severity) {
        return int(std::count_if(findings.begin(), findings.end(), [severity](const Finding &finding) {
            return finding.severity == severity;
        }));
    };
    const int blocks = count(Severity::Block);
    const int supervisor = count(Severity::Supervisor);
    const int warnings = count(Severity::Warning);

    QString explanation;
    if (m_card->openCase)
        explanation =
            isBeingEntered(m_card->openCase->state)
                ? tr("Case %1 of this resident is open. Go on with it.")
                      .arg(isolate(m_card->openCase->reference))
                : tr("Case %1 of this resident is under way.").arg(isolate(m_card->openCase->reference));
    else if (blocks > 0)
        explanation = tr("%n thing(s) must be settled first.", nullptr, blocks);
    else if (supervisor > 0)
        explanation = tr("Nothing keeps it from being sent. %n thing(s) for the supervisor to decide.",
                         nullptr, supervisor);
    else if (warnings > 0)
        explanation =
            tr("Nothing keeps it from being sent. %n thing(s) to read and acknowledge.", nullptr, warnings);
    else
        explanation = tr("Nothing stands in the way.");

    StatusKind kind = statusOf(judgement.verdict);
    if (kind == StatusKind::Ok && warnings > 0)
        kind = StatusKind::Warn;
    m_ui->verdictBanner->show(kind, catalogue().word(judgement.verdict, language()), explanation);
    m_ui->verdictCard->setStatus(kind);

    clearRows(m_ui->findingRows);
    for (const Finding &finding : findings) {
        m_ui->findingRows->addWidget(new Rule(m_ui->verdictCard));
        m_ui->findingRows->addWidget(new FindingRow(finding, language(), catalogue(), m_ui->verdictCard));
    }
    m_ui->findingsHead->setVisible(!findings.isEmpty());

    QStringList passed;
    for (const RuleOutcome &outcome : judgement.outcomes) {
        if (outcome.state == RuleState::Passed)
            passed += outcome.rule;
    }
    m_ui->passedStatusLabel->setStatus(StatusKind::Ok, catalogue().word(RuleState::Passed, language()));
    m_ui->passedLabel->setText(tr("%n check(s) passed", nullptr, int(passed.size())));
    const bool shown = m_ui->showChecksButton->isChecked();
    m_ui->showChecksButton->setText(shown ? tr("Hide the checks") : tr("Show the checks"));
    m_ui->showChecksButton->setVisible(!passed.isEmpty());
    if (shown) {
        for (const QString &rule : std::as_const(passed)) {
            auto *row = new QWidget(m_ui->verdictCard);
            auto *line = new QHBoxLayout(row);
            line->setContentsMargins(16, 4, 16, 4);
            line->setSpacing(16);
            auto *mark = new StatusLabel(row);
            mark->setStatus(StatusKind::Ok, catalogue().word(RuleState::Passed, language()));
            auto *verdict = new QWidget(row);
            verdict->setFixedWidth(FindingRow::kVerdictWidth);
            auto *inside = new QHBoxLayout(verdict);
            inside->setContentsMargins(0, 0, 0, 0);
            inside->addWidget(mark);
            inside->addStretch();
            line->addWidget(verdict);
            line->addWidget(
                new TextLabel(TextLabel::Kind::Body, catalogue().ruleTitle(rule, language()), row));
            line->addWidget(new TextLabel(TextLabel::Kind::Small, tr("Rule %1").arg(isolate(rule)), row));
            line->addStretch();
            m_ui->findingRows->addWidget(row);
        }
    }

    const bool mayEnter = may(desk().actor().roles, Act::EnterCase);
    const bool continues = m_card->openCase && isBeingEntered(m_card->openCase->state) &&
                           m_card->openCase->makerId == desk().actor().userId;
    m_ui->updateButton->setText(continues ? tr("Go on with the open case")
                                          : tr("Update passport information"));
    m_ui->updateButton->setEnabled(mayEnter &&
                                   (continues || (!m_card->openCase && judgement.verdict != Verdict::Block)));
}

void ResidentPage::showRecord()
{
    const Resident &who = m_card->resident;
    const Passport &passport = who.passport;
    const bool none = passport.isEmpty();
    m_ui->noPassportLabel->setVisible(none);
    for (TextLabel *label : {m_ui->passportNumberNameLabel, m_ui->issuerNameLabel, m_ui->recordedByNameLabel,
                             m_ui->issuedOnNameLabel, m_ui->expiresOnNameLabel,
                             m_ui->passportNumberValueLabel, m_ui->issuerValueLabel,
                             m_ui->recordedByValueLabel, m_ui->issuedOnValueLabel, m_ui->expiresOnValueLabel})
        label->setVisible(!none);
    m_ui->passportNumberValueLabel->setText(passport.number);
    const Issuer *issuer = findIssuer(passport.issuer);
    const QString country =
        issuer == nullptr ? QString() : QString::fromUtf16(inArabic() ? issuer->nameAr : issuer->nameEn);
    m_ui->issuerValueLabel->setText(u"%1  %2"_s.arg(isolate(passport.issuer), country).trimmed());
    m_ui->issuedOnValueLabel->setText(withHijri(passport.issuedOn, language()));
    m_ui->expiresOnValueLabel->setText(withHijri(passport.expiresOn, language()));
    const QString recordedBy =
        m_card->passports.isEmpty() ? QString() : m_card->passports.first().caseReference;
    m_ui->recordedByNameLabel->setVisible(!recordedBy.isEmpty());
    m_ui->recordedByValueLabel->setVisible(!recordedBy.isEmpty());
    m_ui->recordedByValueLabel->setText(recordedBy);
    const QDate today = clock().todayInRiyadh();
    const bool expired = passport.expiresOn.isValid() && passport.expiresOn < today;
    m_ui->expiredStatusLabel->setVisible(expired);
    if (expired)
        m_ui->expiredStatusLabel->setStatus(
            StatusKind::Warn, tr("Expired %n day(s) ago", nullptr, int(passport.expiresOn.daysTo(today))));

    m_cases->show(m_card->cases, language());
    m_household->show(m_card->household, language());
    m_ui->historyTable->setEmptyText(tr("No earlier cases."));
    m_ui->householdTable->setEmptyText(tr("Nobody else is recorded in this household."));
    const auto counted = [](const QString &word, qsizetype number) {
        return u"%1  %2"_s.arg(word, isolate(QString::number(number)));
    };
    m_ui->recordTabs->setTabText(0, tr("Passport on record"));
    m_ui->recordTabs->setTabText(1, counted(tr("Earlier cases"), m_card->cases.size()));
    m_ui->recordTabs->setTabText(2, counted(tr("Household"), m_card->household.size()));
}

void ResidentPage::showWhatToBring()
{
    const CaseType type = m_card->proposal.type;
    m_ui->suggestedLabel->setText(catalogue().word(type, language()));
    m_ui->causeLabel->setText(catalogue().word(m_card->proposal.cause, language()));
    clearRows(m_ui->askForRows);
    clearRows(m_ui->attachRows);
    const auto add = [this](QLayout *rows, const QString &glyph, const QString &text) {
        auto *row = new QWidget(m_ui->beginCard);
        auto *line = new QHBoxLayout(row);
        line->setContentsMargins(0, 2, 0, 2);
        line->setSpacing(8);
        line->addWidget(new IconLabel(glyph, Tone::Text2, row));
        auto *words = new TextLabel(TextLabel::Kind::Body, text, row);
        words->setWordWrap(true);
        line->addWidget(words, 1);
        rows->addWidget(row);
    };
    add(m_ui->askForRows, u"book"_s, tr("The renewed passport itself"));
    if (type != CaseType::Lost && type != CaseType::Newborn)
        add(m_ui->askForRows, u"book"_s, tr("The former passport"));
    add(m_ui->askForRows, u"user"_s, tr("The holder, or who may act for them"));
    add(m_ui->attachRows, u"clip"_s, tr("The data page"));
    switch (type) {
    case CaseType::Lost:
        add(m_ui->attachRows, u"pen"_s, tr("The number of the loss report"));
        break;
    case CaseType::Newborn:
        add(m_ui->attachRows, u"file"_s, tr("The birth record"));
        break;
    case CaseType::SecondInFiveYears:
    case CaseType::Correction:
        add(m_ui->attachRows, u"pen"_s, tr("The reason"));
        break;
    case CaseType::Extension:
        add(m_ui->attachRows, u"file"_s, tr("The extension page"));
        break;
    case CaseType::Renewal:
    case CaseType::Damaged:
    case CaseType::Separated:
    case CaseType::TravelDocument:
        break;
    }
    const QDateTime asOf = m_card->resident.asOf;
    m_ui->registerStatusLabel->setVisible(asOf.isValid());
    if (asOf.isValid())
        m_ui->registerStatusLabel->setStatus(StatusKind::Info,
                                             tr("Record of %1").arg(isolate(displayDateTime(asOf))));
}

void ResidentPage::showCase(const CaseRow &row)
{
    if (isBeingEntered(row.state) && row.makerId == desk().actor().userId)
        emit goTo(PageId::Form, row.caseId);
    else
        emit goTo(PageId::Receipt, row.caseId);
}

void ResidentPage::update()
{
    if (!m_card)
        return;
    if (m_card->openCase) {
        showCase(*m_card->openCase);
        return;
    }
    m_ui->updateButton->setEnabled(false);
    request(desk().startCase(m_iqamaNumber), [this](const Result<DraftView> &draft) {
        m_ui->updateButton->setEnabled(true);
        if (draft) {
            emit goTo(PageId::Form, draft->caseId);
            return;
        }
        m_problem = draft.error();
        showCard();
    });
}

void ResidentPage::copyNumber()
{
    QGuiApplication::clipboard()->setText(m_iqamaNumber);
    m_ui->copiedLabel->show();
    m_copied.start();
}

bool ResidentPage::takeRead(const QStringList &lines)
{
    emit goTo(PageId::Lookup, lines.join(u'\n'));
    return true;
}

void ResidentPage::retranslate()
{
    m_ui->retranslateUi(this);
    m_ui->readerStatusLabel->setStatus(StatusKind::Ok, tr("Ready to read a passport"));
    showCard();
}

} // namespace desk
