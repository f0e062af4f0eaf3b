#include "ui/pages/checkpage.h"

#include "base/bidi.h"
#include "base/digits.h"
#include "domain/mrz.h"
#include "service/whendone.h"
#include "ui/pages/casechanges.h"
#include "ui/widgets/findingblock.h"
#include "ui/widgets/lookalikenotice.h"
#include "ui/widgets/wordlist.h"

#include "ui/widgets/statuslabel.h"
#include "ui/widgets/textlabel.h"

#include "ui_checkpage.h"

#include <QKeyEvent>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

const QString kDeclaration = u"declaration"_s;

} // namespace

CheckPage::CheckPage(const PageContext &context, QWidget *parent)
    : Page(PageId::Check, context, parent)
    , m_ui(std::make_unique<Ui::CheckPage>())
{
    m_ui->setupUi(this);
    m_ui->errorSummary->hide();
    const auto change = [this](const QString &path) {
        emit goTo(PageId::Form, u"%1 %2"_s.arg(m_draft.caseId, path));
    };
    connect(m_ui->changeTable, &ChangeTable::changeWanted, this, change);
    connect(m_ui->changeNumberButton, &QAbstractButton::clicked, this,
            [change] { change(u"passport.number"_s); });
    connect(m_ui->changeApplicantButton, &QAbstractButton::clicked, this,
            [change] { change(u"applicant.role"_s); });
    connect(m_ui->comparedCheck, &QAbstractButton::toggled, this, &CheckPage::onChanged);
    connect(m_ui->comparedCheck, &QAbstractButton::clicked, this, &CheckPage::goOn);
    connect(m_ui->declarationCheck, &QAbstractButton::toggled, this, &CheckPage::onChanged);
    connect(m_ui->submitButton, &QAbstractButton::clicked, this, &CheckPage::submit);
    connect(m_ui->backButton, &QAbstractButton::clicked, this,
            [this] { emit goTo(PageId::Form, m_draft.caseId); });
    for (QWidget *child : findChildren<QWidget *>())
        child->installEventFilter(this);
}

CheckPage::~CheckPage() = default;

QString CheckPage::title() const
{
    const QString name = tr("Check before sending");
    return m_ui->errorSummary->isHidden() ? name : tr("Error — %1").arg(name);
}

QAbstractButton *CheckPage::primaryButton() const
{
    return m_ui->submitButton;
}

const Resident *CheckPage::resident() const
{
    return m_loaded ? &m_draft.resident : nullptr;
}

std::optional<OpenCase> CheckPage::openCase() const
{
    if (!m_loaded)
        return std::nullopt;
    const Resident &who = m_draft.resident;
    return OpenCase{inArabic() || who.nameEn.isEmpty() ? who.nameAr : who.nameEn, m_draft.reference};
}

void CheckPage::activate(const QString &subject)
{
    m_loaded = false;
    m_ui->submitButton->setEnabled(false);
    m_ui->errorSummary->show({});
    request(desk().openDraft(subject), [this](const Result<DraftView> &draft) {
        if (!draft) {
            m_ui->errorSummary->show({{errorText(draft.error()), m_ui->backButton}});
            return;
        }
        m_draft = *draft;
        m_loaded = true;
        showDraft();
        m_ui->submitButton->setEnabled(true);
        emit frameChanged();
        nextToTick()->setFocus(Qt::OtherFocusReason);
    });
}

/// Compared, then every warning seen, then the checklist, then declared: Space after Space.
QAbstractButton *CheckPage::nextToTick() const
{
    if (lookAlikesOpen())
        return m_ui->comparedCheck;
    for (QCheckBox *seen : m_ui->findingRows->findChildren<QCheckBox *>()) {
        if (!seen->isChecked())
            return seen;
    }
    for (QCheckBox *item : m_ui->checklistRows->findChildren<QCheckBox *>()) {
        if (!item->isChecked())
            return item;
    }
    return m_ui->declarationCheck;
}

void CheckPage::goOn(bool ticked)
{
    if (ticked)
        nextToTick()->setFocus(Qt::TabFocusReason);
}

bool CheckPage::lookAlikesOpen() const
{
    return m_loaded && !lookAlikePositions(cleanIdentifier(m_draft.form.content.passport.number)).isEmpty() &&
           !m_draft.form.lookAlikesCompared;
}

void CheckPage::showDraft()
{
    m_showing = true;
    const CaseContent &content = m_draft.form.content;
    const QString number = cleanIdentifier(content.passport.number);
    m_ui->numberGroups->setNumber(number);
    clearRows(m_ui->lookAlikeRows->layout());
    const QList<int> places = lookAlikePositions(number);
    for (const QChar character : u"68GS"_s) {
        QList<int> same;
        for (const int place : places) {
            if (number.at(place - 1) == character)
                same += place;
        }
        if (same.isEmpty())
            continue;
        QStringList words;
        for (const int place : std::as_const(same))
            words += isolate(QString::number(place));
        const QString other = character == u'6'   ? u"G"_s
                              : character == u'8' ? u"S"_s
                              : character == u'G' ? u"6"_s
                                                  : u"8"_s;
        auto *line = new StatusLabel(m_ui->lookAlikeRows);
        const QString at = andList(words);
        line->setStatus(StatusKind::Warn, character.isDigit()
                                              ? tr("Position %1: the digit %2, not the letter %3")
                                                    .arg(at, isolate(QString(character)), isolate(other))
                                              : tr("Position %1: the letter %2, not the digit %3")
                                                    .arg(at, isolate(QString(character)), isolate(other)));
        m_ui->lookAlikeRows->layout()->addWidget(line);
    }
    m_ui->comparedCheck->setVisible(!places.isEmpty());
    m_ui->comparedCheck->setChecked(m_draft.form.lookAlikesCompared);
    m_ui->declarationCheck->setChecked(content.declaration);

    const MrzDocument zone = content.mrz ? parseMrz(*content.mrz, clock().todayInRiyadh()) : MrzDocument();
    QList<ChangeRow> rows =
        caseChanges(content, m_draft.resident.passport, m_draft.resident, zone, catalogue(), language());
    for (ChangeRow &row : rows) {
        if (m_draft.form.placeSuggested && row.path == "passport.place_of_issue"_L1) {
            row.changed = true;
            row.before.clear();
            row.afterNote = tr("The usual place of earlier cases: compare it with the passport");
        }
    }
    m_ui->changeTable->setRows(rows, ChangeTable::Extra::Links);

    const QString comma = inArabic() ? u"، "_s : u", "_s;
    QStringList facts{catalogue().word(m_draft.judgement.caseType, language())};
    if (content.reason)
        facts += catalogue().word(*content.reason, language());
    m_ui->applicantLabel->setText(applicantLine(content.applicant, catalogue(), language()));
    m_ui->applicantDetailLabel->setText(facts.join(comma));
    m_ui->feeLabel->setText(content.feeRecorded ? tr("Fee recorded") : tr("Fee not recorded"));
    showFindings();
    showChecklist();
    m_showing = false;
}

void CheckPage::showChecklist()
{
    clearRows(m_ui->checklistRows->layout());
    m_ui->checklistCard->setVisible(!m_draft.judgement.checklist.isEmpty());
    for (const ChecklistItem item : std::as_const(m_draft.judgement.checklist)) {
        auto *check = new QCheckBox(catalogue().word(item, language()), m_ui->checklistRows);
        check->setObjectName(u"checklistCheck"_s);
        check->setChecked(m_draft.form.content.checked.contains(item));
        check->installEventFilter(this);
        connect(check, &QCheckBox::toggled, this, [this, item](bool on) {
            QList<ChecklistItem> &checked = m_draft.form.content.checked;
            checked.removeAll(item);
            if (on)
                checked += item;
            onChanged();
        });
        connect(check, &QCheckBox::clicked, this, &CheckPage::goOn);
        m_ui->checklistRows->layout()->addWidget(check);
    }
}

void CheckPage::showFindings()
{
    clearRows(m_ui->findingRows->layout());
    const CaseContent &content = m_draft.form.content;
    int shown = 0;
    for (const Finding &finding : std::as_const(m_draft.judgement.findings)) {
        if (finding.field == kDeclaration || finding.severity == Severity::Info)
            continue;
        auto *row = new FindingBlock(finding, catalogue(), language(), m_ui->findingRows);
        for (const Override &override : content.overrides) {
            if (override.rule == finding.rule)
                row->addQuote(tr("Reason"), override.reason);
        }
        if (finding.severity == Severity::Warning) {
            QCheckBox *seen = row->addCheck(u"seenCheck"_s, tr("I have seen it"));
            seen->setChecked(content.acknowledged.contains(finding.rule));
            seen->installEventFilter(this);
            connect(seen, &QCheckBox::toggled, this, [this, rule = finding.rule](bool on) {
                QStringList &acknowledged = m_draft.form.content.acknowledged;
                acknowledged.removeAll(rule);
                if (on)
                    acknowledged += rule;
                onChanged();
            });
            connect(seen, &QAbstractButton::clicked, this, &CheckPage::goOn);
        }
        m_ui->findingRows->layout()->addWidget(row);
        ++shown;
    }
    const int passed =
        int(std::count_if(m_draft.judgement.outcomes.begin(), m_draft.judgement.outcomes.end(),
                          [](const RuleOutcome &outcome) { return outcome.state == RuleState::Passed; }));
    auto *rest = new QWidget(m_ui->findingRows);
    auto *line = new QHBoxLayout(rest);
    line->setContentsMargins(16, 8, 16, 8);
    auto *label = new StatusLabel(rest);
    label->setStatus(StatusKind::Ok, shown == 0 ? tr("No findings, %n checks agree", nullptr, passed)
                                                : tr("%n other checks agree", nullptr, passed));
    line->addWidget(label);
    line->addStretch(1);
    m_ui->findingRows->layout()->addWidget(rest);
    m_ui->noteQuote->setVisible(!content.note.isEmpty());
    m_ui->noteQuote->setText(content.note);
}

void CheckPage::onChanged()
{
    if (!m_loaded || m_showing)
        return;
    m_draft.form.lookAlikesCompared = m_ui->comparedCheck->isChecked();
    m_draft.form.content.declaration = m_ui->declarationCheck->isChecked();
    whenDone(desk().saveDraft(m_draft.caseId, m_draft.form), this, [this](const Result<QDateTime> &saved) {
        if (!saved)
            m_ui->errorSummary->show({{errorText(saved.error()), m_ui->submitButton}});
    });
}

void CheckPage::submit()
{
    if (!m_loaded || isBusy())
        return;
    QList<ErrorSummary::Line> lines;
    if (lookAlikesOpen())
        lines += {tr("Compare the marked characters of the number with the passport"), m_ui->comparedCheck};
    const auto checks = m_ui->findingRows->findChildren<QCheckBox *>();
    const auto unseen = std::find_if(checks.begin(), checks.end(),
                                     [](const QCheckBox *check) { return !check->isChecked(); });
    if (unseen != checks.end())
        lines += {tr("Say of each warning that you have seen it"), *unseen};
    for (QCheckBox *item : m_ui->checklistRows->findChildren<QCheckBox *>()) {
        if (!item->isChecked())
            lines += {tr("Tick when it is so: %1").arg(item->text()), item};
    }
    if (!m_ui->declarationCheck->isChecked())
        lines += {tr("Declare that the data is correct"), m_ui->declarationCheck};
    m_ui->errorSummary->show(lines);
    emit frameChanged();
    if (!lines.isEmpty())
        return;

    m_ui->submitButton->setEnabled(false);
    request(desk().submit(m_draft.caseId, m_draft.form.content),
            [this](const Result<Submission> &submission) {
                m_ui->submitButton->setEnabled(true);
                if (!submission) {
                    m_ui->errorSummary->show({{errorText(submission.error()), m_ui->submitButton}});
                    emit frameChanged();
                    return;
                }
                if (!submission->stored) {
                    showErrors(submission->findings);
                    return;
                }
                m_loaded = false;
                emit goTo(PageId::Receipt, submission->caseId);
            });
}

void CheckPage::showErrors(const QList<Finding> &findings)
{
    QList<ErrorSummary::Line> lines;
    for (const Finding &finding : findings) {
        const bool stands = finding.severity == Severity::Block ||
                            (finding.severity == Severity::Warning && !finding.acknowledged);
        if (stands)
            lines += {catalogue().ruleMessage(finding, language(), Isolation::Isolated), m_ui->backButton};
    }
    m_draft.judgement.findings = findings;
    showFindings();
    m_ui->errorSummary->show(lines);
    emit frameChanged();
}

bool CheckPage::eventFilter(QObject *watched, QEvent *event)
{
    // Space compares wherever the focus is, until it is done (ux.md MRZ-09).
    if (event->type() == QEvent::KeyPress && watched != m_ui->comparedCheck && lookAlikesOpen()) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Space && key->modifiers() == Qt::NoModifier && !key->isAutoRepeat()) {
            m_ui->comparedCheck->click();
            return true;
        }
    }
    return Page::eventFilter(watched, event);
}

void CheckPage::retranslate()
{
    m_ui->retranslateUi(this);
    if (m_loaded)
        showDraft();
}

} // namespace desk
