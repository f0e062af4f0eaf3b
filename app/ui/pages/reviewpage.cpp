#include "ui/pages/reviewpage.h"

#include "base/bidi.h"
#include "base/digits.h"
#include "service/whendone.h"
#include "text/dates.h"
#include "ui/pages/casechanges.h"
#include "ui/pages/decisiondialog.h"
#include "ui/widgets/findingblock.h"
#include "ui/widgets/lookalikenotice.h"

#include "ui/widgets/statuslabel.h"
#include "ui/widgets/textlabel.h"

#include "ui_reviewpage.h"

#include <QComboBox>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr std::chrono::minutes kHeartbeat{kLeaseMinutes / 3};

} // namespace

ReviewPage::ReviewPage(const PageContext &context, QWidget *parent)
    : Page(PageId::Review, context, parent)
    , m_ui(std::make_unique<Ui::ReviewPage>())
{
    m_ui->setupUi(this);
    m_ui->mrzField->setReadOnly(true);
    m_ui->errorSummary->hide();
    m_ui->noticeBanner->hide();
    connect(m_ui->approveButton, &QAbstractButton::clicked, this, &ReviewPage::approve);
    connect(m_ui->returnButton, &QAbstractButton::clicked, this, [this] { askReason(Decision::Return); });
    connect(m_ui->rejectButton, &QAbstractButton::clicked, this, [this] { askReason(Decision::Reject); });
    connect(m_ui->backButton, &QAbstractButton::clicked, this, [this] { emit goTo(PageId::Queue); });
    connect(m_ui->scanPanel, &ScanPanel::pictureWanted, this, [this](const QString &sha256) {
        request(desk().scan(sha256), [this, sha256](const Result<QImage> &picture) {
            if (picture)
                m_ui->scanPanel->setPicture(sha256, *picture);
            else
                m_ui->scanPanel->setTrouble(sha256, errorText(picture.error()));
        });
    });
    connect(m_ui->undoBar, &UndoBar::undoWanted, this, &ReviewPage::undo);
    m_ui->takeOverButton->hide();
    connect(m_ui->takeOverButton, &QAbstractButton::clicked, this,
            [this] { askForLease(LeaseAct::TakeOver); });
    m_heartbeat.setInterval(kHeartbeat);
    connect(&m_heartbeat, &QTimer::timeout, this, [this] { askForLease(LeaseAct::Renew); });
    connect(&desk(), &Desk::casesChanged, this, &ReviewPage::lookAgain);
}

ReviewPage::~ReviewPage() = default;

QString ReviewPage::title() const
{
    const QString name = tr("Case review");
    return m_ui->errorSummary->isHidden() ? name : tr("Error — %1").arg(name);
}

QAbstractButton *ReviewPage::primaryButton() const
{
    return m_ui->approveButton;
}

const Resident *ReviewPage::resident() const
{
    return m_loaded ? &m_view.resident : nullptr;
}

void ReviewPage::activate(const QString &subject)
{
    m_caseId = subject;
    m_loaded = false;
    m_lease.reset();
    m_heartbeat.stop();
    m_ui->errorSummary->show({});
    m_ui->noticeBanner->hide();
    for (ActionButton *button : {m_ui->approveButton, m_ui->returnButton, m_ui->rejectButton})
        button->setEnabled(false);
    request(desk().caseView(m_caseId), [this](const Result<CaseView> &view) {
        if (!view) {
            m_ui->noticeBanner->Banner::show(StatusKind::Err, errorText(view.error()));
            m_ui->noticeBanner->setVisible(true);
            return;
        }
        m_view = *view;
        m_loaded = true;
        showCase();
        focusFirst();
        askForLease(LeaseAct::Take);
        emit frameChanged();
        m_ui->reviewScroll->ensureVisible(0, 0);
    });
    request(desk().queue(), [this](const Result<QueueView> &queue) {
        if (queue)
            m_queue = *queue;
        showPlace();
    });
}

void ReviewPage::deactivate()
{
    m_heartbeat.stop();
    if (m_loaded && m_lease && m_lease->own)
        desk().lease(m_caseId, LeaseAct::Release);
}

/// Only a case that this person may decide.
void ReviewPage::askForLease(LeaseAct act)
{
    if (!m_loaded || m_view.row.state != CaseState::Submitted || ownCase())
        return;
    m_heartbeat.start();
    whenDone(desk().lease(m_caseId, act), this,
             [this, act, asked = m_caseId](const Result<std::optional<LeaseView>> &lease) {
                 if (!lease || asked != m_caseId)
                     return;
                 m_lease = *lease;
                 showStanding();
                 if (act == LeaseAct::TakeOver && m_lease && m_lease->own)
                     focusFirst();
             });
}

/// Another supervisor may have taken the review over, or the case have moved on.
void ReviewPage::lookAgain()
{
    if (!isVisible() || !m_loaded || m_caseId == m_decidedCase)
        return;
    whenDone(desk().caseView(m_caseId), this, [this, asked = m_caseId](const Result<CaseView> &view) {
        if (!view || asked != m_caseId || asked == m_decidedCase)
            return;
        if (view->row.state != m_view.row.state || view->revisions.size() != m_view.revisions.size()) {
            activate(asked);
            return;
        }
        whenDone(desk().lease(asked), this, [this, asked](const Result<std::optional<LeaseView>> &lease) {
            if (!lease || asked != m_caseId)
                return;
            m_lease = *lease;
            showStanding();
        });
    });
}

/// Own cases cannot be decided (ux.md CASE-08).
bool ReviewPage::ownCase() const
{
    return std::any_of(m_view.revisions.begin(), m_view.revisions.end(),
                       [this](const RevisionView &each) { return each.makerId == desk().actor().userId; });
}

void ReviewPage::showCase()
{
    const CaseRow &row = m_view.row;
    m_ui->referenceLabel->setText(row.reference);
    m_ui->caseTypeLabel->setText(catalogue().word(row.caseType, language()));
    m_ui->stateStatusLabel->setStatus(StatusKind::Info, catalogue().word(row.state, language()));
    m_ui->mrzCard->setVisible(false);
    m_ui->scanCard->setVisible(false);
    if (m_view.revisions.isEmpty())
        return;

    const RevisionView &revision = m_view.revisions.last();
    const CaseContent &content = revision.content;
    const MrzDocument zone = content.mrz ? parseMrz(*content.mrz, riyadhDate(revision.at)) : MrzDocument();
    m_ui->changeTable->setRows(
        caseChanges(content, m_view.recorded, m_view.resident, zone, catalogue(), language()),
        ChangeTable::Extra::Zone);
    const QString number = cleanIdentifier(content.passport.number);
    m_ui->numberGroups->setNumber(number);

    m_ui->mrzCard->setVisible(true);
    m_ui->mrzField->setVisible(content.mrz.has_value());
    m_ui->mrzField->setLines(content.mrz.value_or(QStringList()));
    m_ui->mrzField->setChecks(zone.checks);
    m_ui->digitsStatusLabel->setStatus(!content.mrz ? StatusKind::Sup
                                       : zone.valid ? StatusKind::Ok
                                                    : StatusKind::Warn,
                                       !content.mrz ? tr("The zone was not read")
                                       : zone.valid ? tr("Check digits agree")
                                                    : tr("The zone has a problem"));
    const QString places = LookAlikeNotice::positionWords(number);
    m_ui->comparedStatusLabel->setVisible(!places.isEmpty());
    m_ui->comparedStatusLabel->setStatus(StatusKind::Warn, tr("Compare positions %1 yourself").arg(places));

    m_ui->scanCard->setVisible(!content.evidence.isEmpty());
    m_ui->scanPanel->setScans(content.evidence, catalogue(), language());
    showFindings(revision);
    showHistory();
    const QString comma = inArabic() ? u"، "_s : u", "_s;
    m_ui->applicantLabel->setText(applicantLine(content.applicant, catalogue(), language()));
    QStringList facts;
    if (content.reason)
        facts += catalogue().word(*content.reason, language());
    facts += content.feeRecorded ? tr("Fee recorded") : tr("Fee not recorded");
    if (!content.lossReport.isEmpty())
        facts += tr("Loss report %1").arg(isolate(content.lossReport));
    if (content.oldPassportPresented)
        facts += *content.oldPassportPresented ? tr("Previous passport presented")
                                               : tr("Previous passport not presented");
    if (!content.corrects.isEmpty())
        facts += tr("Corrects %1").arg(isolate(content.corrects));
    for (const CaseRow &linked : std::as_const(m_view.linked))
        facts += tr("Linked with %1: %2").arg(caseWords(linked), catalogue().word(linked.state, language()));
    for (const ChecklistItem item : content.checked)
        facts += catalogue().word(item, language());
    for (const ChecklistItem item : std::as_const(m_view.unchecked))
        facts += tr("Not ticked: %1").arg(catalogue().word(item, language()));
    if (!content.note.isEmpty())
        facts += isolateAuto(content.note);
    m_ui->applicantDetailLabel->setText(facts.join(comma));

    showStanding();
    showPlace();
}

/// Whether the case may be decided now, and why not, in words that are there to be read.
void ReviewPage::showStanding()
{
    const CaseRow &row = m_view.row;
    const bool own = ownCase();
    const bool waits = row.state == CaseState::Submitted;
    const bool elsewhere = waits && !own && m_lease && !m_lease->own;
    for (ActionButton *button : {m_ui->approveButton, m_ui->returnButton, m_ui->rejectButton}) {
        button->setEnabled(waits && !own && !elsewhere);
        button->setVisible(!elsewhere);
    }
    m_ui->takeOverButton->setVisible(elsewhere);
    if (!waits) {
        const DecisionView decision = m_view.decisions.isEmpty() ? DecisionView() : m_view.decisions.last();
        const QString who = inArabic() ? decision.deciderNameAr : decision.deciderNameEn;
        m_ui->noticeBanner->Banner::show(
            StatusKind::Info, catalogue().word(row.state, language()),
            who.isEmpty()
                ? QString()
                : tr("Decided by %1, %2").arg(isolateAuto(who), isolate(displayDateTime(decision.at))));
    } else if (own) {
        m_ui->noticeBanner->Banner::show(StatusKind::Warn, tr("You made this case"),
                                         tr("Another supervisor has to decide it."));
    } else if (elsewhere) {
        const QString who = inArabic() ? m_lease->ownerNameAr : m_lease->ownerNameEn;
        m_ui->noticeBanner->Banner::show(StatusKind::Warn,
                                         tr("%1 is reviewing this case").arg(isolateAuto(who)),
                                         tr("At desk %1, since %2. Review another case, or take this one "
                                            "over: what either of you has chosen "
                                            "is kept.")
                                             .arg(isolate(QString::number(m_lease->workstation)),
                                                  isolate(displayDateTime(m_lease->since))));
    }
    m_ui->noticeBanner->setVisible(!waits || own || elsewhere);
}

void ReviewPage::showFindings(const RevisionView &revision)
{
    clearRows(m_ui->findingRows->layout());
    m_reasons.clear();
    const QMap<QString, QString> chosen = m_chosen.value(m_caseId);
    for (const Finding &finding : m_view.fromHub + m_view.toAnswer) {
        if (finding.severity == Severity::Info)
            continue;
        auto *row = new FindingBlock(finding, catalogue(), language(), m_ui->findingRows);
        for (const Override &override : revision.content.overrides) {
            if (override.rule == finding.rule)
                row->addQuote(tr("The clerk's reason"), override.reason);
        }
        if (finding.severity == Severity::Supervisor && m_view.row.state == CaseState::Submitted &&
            !m_view.fromHub.contains(finding)) {
            QComboBox *choice = row->addChoice(u"reasonCombo"_s, tr("Your reason"), tr("needed to approve"));
            choice->addItem(tr("Choose, keys 1 to 9"), QString());
            const QStringList reasons = numberedReasons(catalogue(), language());
            for (qsizetype i = 0; i < reasons.size(); ++i)
                choice->addItem(reasons.at(i),
                                QString::fromUtf16(Codes<DecisionReason>::kCodes.at(std::size_t(i)).second));
            choice->setCurrentIndex(std::max(0, choice->findData(chosen.value(finding.rule))));
            connect(choice, &QComboBox::currentIndexChanged, this, [this, choice, rule = finding.rule] {
                m_chosen[m_caseId].insert(rule, choice->currentData().toString());
            });
            m_reasons.insert(finding.rule, choice);
        }
        m_ui->findingRows->layout()->addWidget(row);
    }
    if (m_ui->findingRows->layout()->count() == 0) {
        auto *line = new QWidget(m_ui->findingRows);
        auto *row = new QHBoxLayout(line);
        row->setContentsMargins(16, 12, 16, 12);
        auto *none = new StatusLabel(line);
        none->setStatus(StatusKind::Ok, tr("No findings"));
        row->addWidget(none);
        row->addStretch(1);
        m_ui->findingRows->layout()->addWidget(line);
    }
}

/// What has to be chosen, else what has to be compared: never a decision, which the Enter that opened the
/// case would press when it is struck twice.
void ReviewPage::focusFirst()
{
    QWidget *first = m_reasons.isEmpty()
                         ? m_ui->changeTable->findChild<QAbstractButton *>(u"unchangedButton"_s)
                         : static_cast<QWidget *>(m_reasons.first());
    if (first == nullptr)
        first = m_ui->backButton;
    first->setFocus(Qt::OtherFocusReason);
}

void ReviewPage::showHistory()
{
    clearRows(m_ui->historyRows->layout());
    for (auto entry = m_view.timeline.rbegin(); entry != m_view.timeline.rend(); ++entry) {
        const QString who = inArabic() ? entry->actorNameAr : entry->actorNameEn;
        auto *line = new TextLabel(TextLabel::Kind::Small,
                                   tr("%1, %2, %3")
                                       .arg(isolate(displayDateTime(entry->at)),
                                            catalogue().word(entry->event, language()), isolateAuto(who)),
                                   m_ui->historyRows);
        line->setWordWrap(true);
        m_ui->historyRows->layout()->addWidget(line);
    }
}

void ReviewPage::showPlace()
{
    const QList<QueueRow> &rows = m_queue.rows;
    const auto here = std::find_if(rows.begin(), rows.end(),
                                   [this](const QueueRow &row) { return row.row.caseId == m_caseId; });
    if (here == rows.end()) {
        m_ui->footLabel->clear();
        return;
    }
    m_ui->footLabel->setText(
        tr("%1 of %2")
            .arg(isolate(QString::number(here - rows.begin() + 1)), isolate(QString::number(rows.size()))));
}

void ReviewPage::approve()
{
    if (!m_loaded || isBusy() || m_view.revisions.isEmpty())
        return;
    DecisionInput decision;
    QList<ErrorSummary::Line> lines;
    for (auto each = m_reasons.cbegin(); each != m_reasons.cend(); ++each) {
        const QString reason = each.value()->currentData().toString();
        if (reason.isEmpty())
            lines += {tr("Choose your reason for: %1").arg(catalogue().ruleTitle(each.key(), language())),
                      each.value()};
        decision.ruleReasons.insert(each.key(), reason);
    }
    m_ui->errorSummary->show(lines);
    emit frameChanged();
    if (!lines.isEmpty())
        return;
    decision.decision = Decision::Approve;
    decide(decision);
}

void ReviewPage::askReason(Decision decision)
{
    if (!m_loaded || m_view.revisions.isEmpty())
        return;
    auto *dialog = new DecisionDialog(decision, caseWords(m_view.row), catalogue(), language(), window());
    connect(dialog, &DecisionDialog::decided, this,
            [this, decision](const QString &reason, const QString &comment) {
                DecisionInput input;
                input.decision = decision;
                input.reason = reason;
                input.comment = comment;
                decide(input);
            });
    dialog->open();
}

void ReviewPage::decide(const DecisionInput &decision)
{
    DecisionInput input = decision;
    input.contentSha256 = m_view.revisions.last().contentSha256;
    for (ActionButton *button : {m_ui->approveButton, m_ui->returnButton, m_ui->rejectButton})
        button->setEnabled(false);
    const QString decidedId = m_caseId;
    const QString message =
        input.decision == Decision::Approve  ? tr("Approved: %1").arg(caseWords(m_view.row))
        : input.decision == Decision::Return ? tr("Returned for correction: %1").arg(caseWords(m_view.row))
                                             : tr("Rejected: %1").arg(caseWords(m_view.row));
    request(desk().decide(decidedId, input), [this, decidedId, message](const Result<> &decided) {
        if (!decided) {
            m_ui->errorSummary->show({{errorText(decided.error()), m_ui->backButton}});
            showStanding();
            return;
        }
        m_decidedCase = decidedId;
        m_chosen.remove(decidedId);
        m_ui->undoBar->start(message, std::chrono::seconds(Desk::kUndoSeconds), clock());
        openNext();
    });
}

void ReviewPage::openNext()
{
    request(desk().queue(), [this](const Result<QueueView> &queue) {
        if (queue)
            m_queue = *queue;
        const auto next = std::find_if(m_queue.rows.begin(), m_queue.rows.end(), [this](const QueueRow &row) {
            const bool elsewhere = row.lease && !row.lease->own;
            return !row.own && !elsewhere && row.row.caseId != m_decidedCase;
        });
        if (next != m_queue.rows.end()) {
            activate(next->row.caseId);
            return;
        }
        // Nothing is left to decide; the last decision can still be taken back from here.
        m_ui->noticeBanner->Banner::show(StatusKind::Ok, tr("No more cases wait for review"));
        m_ui->noticeBanner->setVisible(true);
        m_ui->stateStatusLabel->setStatus(StatusKind::Info, tr("Decided"));
        m_ui->backButton->setFocus(Qt::OtherFocusReason);
    });
}

void ReviewPage::undo()
{
    request(desk().undoDecision(m_decidedCase), [this](const Result<> &undone) {
        if (!undone) {
            m_ui->errorSummary->show({{errorText(undone.error()), m_ui->backButton}});
            return;
        }
        activate(std::exchange(m_decidedCase, QString()));
    });
}

QString ReviewPage::caseWords(const CaseRow &row) const
{
    const QString name = inArabic() || row.nameEn.isEmpty() ? row.nameAr : row.nameEn;
    return u"%1 %2"_s.arg(isolateAuto(name), isolate(row.reference));
}

void ReviewPage::retranslate()
{
    m_ui->retranslateUi(this);
    if (m_loaded)
        showCase();
}

} // namespace desk
