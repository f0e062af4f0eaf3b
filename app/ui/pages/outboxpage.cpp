#include "ui/pages/outboxpage.h"

#include "base/bidi.h"
#include "base/clock.h"
#include "domain/decisionreason.h"
#include "service/whendone.h"
#include "text/dates.h"
#include "ui/delegates/celldelegate.h"
#include "ui/frame/prompts.h"
#include "ui/frame/syncsign.h"
#include "ui/pages/casechanges.h"
#include "ui/pages/codecombo.h"

#include "ui/theme/deskstyle.h"
#include "ui/widgets/statuslabel.h"
#include "ui/widgets/textlabel.h"

#include "ui_outboxpage.h"

#include <QClipboard>
#include <QGuiApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kRowHeight = 68;
/// Of what waits the first are shown; more than that in one list nobody reads.
constexpr int kMostRows = 1000;

StatusKind kindOf(OutboxState state)
{
    switch (state) {
    case OutboxState::Queued:
    case OutboxState::Sending:
        return StatusKind::Info;
    case OutboxState::Waiting:
        return StatusKind::Clock;
    case OutboxState::Acknowledged:
    case OutboxState::Confirmed:
        return StatusKind::Ok;
    case OutboxState::Quarantined:
        return StatusKind::Err;
    case OutboxState::Cancelled:
        return StatusKind::None;
    }
    Q_UNREACHABLE();
}

} // namespace

OutboxModel::OutboxModel(const Catalogue &catalogue, const Clock &clock, QObject *parent)
    : QAbstractTableModel(parent)
    , m_catalogue(catalogue)
    , m_clock(clock)
{
}

void OutboxModel::setRows(const QList<OutboxRow> &rows, Language language)
{
    beginResetModel();
    m_rows = rows;
    m_language = language;
    endResetModel();
}

int OutboxModel::rowOf(const QString &id) const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows.at(row).id == id)
            return row;
    }
    return -1;
}

int OutboxModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int OutboxModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

/// The day of what was not today: how long ago and the time stand beside it.
QString OutboxModel::timeOrDay(const QDateTime &at) const
{
    const QDate day = riyadhDate(at);
    return day == m_clock.todayInRiyadh() ? displayTime(at) : displayDate(day);
}

QString OutboxModel::firstLine(const OutboxRow &row, int column) const
{
    switch (column) {
    case CaseColumn:
        return m_language == Language::Arabic || row.nameEn.isEmpty() ? row.nameAr : row.nameEn;
    case StateColumn:
        return m_catalogue.word(row.state, m_language);
    case SinceColumn:
        return timeOrDay(row.since);
    case TriesColumn:
        return QString::number(row.attempts);
    case NextColumn:
        if (row.state == OutboxState::Quarantined)
            return tr("Not by itself");
        return row.nextTryAt.isValid() ? timeOrDay(row.nextTryAt) : QString();
    case CauseColumn:
        return row.errorCode.isEmpty() ? QString()
                                       : withoutBidiControls(m_catalogue.outboxMessage(
                                             row.errorCode, m_language, Isolation::Plain));
    case ActColumn:
        return row.errorCode.isEmpty() ? tr("Nothing now.")
                                       : m_catalogue.outboxWayOut(row.errorCode, m_language);
    default:
        return {};
    }
}

QVariant OutboxModel::data(const QModelIndex &index, int role) const
{
    const OutboxRow &row = m_rows.at(index.row());
    const int column = index.column();
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return firstLine(row, column);
    switch (column) {
    case CaseColumn:
        if (role == SecondLineRole)
            return row.reference;
        return role == StrongRole || role == SecondIdentifierRole ? QVariant(true) : QVariant();
    case StateColumn:
        return role == StatusRole ? QVariant(int(kindOf(row.state))) : QVariant();
    case SinceColumn:
        if (role == SecondLineRole)
            return ageWords(row.since, m_clock.utc());
        return role == Qt::ToolTipRole ? QVariant(displayDateTime(row.since)) : QVariant();
    case CauseColumn:
    case ActColumn:
        return role == WrapRole ? QVariant(true) : QVariant();
    default:
        return {};
    }
}

QVariant OutboxModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    const QStringList heads{tr("Case"),     tr("State"), tr("Since"),     tr("Tries"),
                            tr("Next try"), tr("Cause"), tr("What to do")};
    return heads.value(section);
}

OutboxPage::OutboxPage(const PageContext &context, QWidget *parent)
    : Page(PageId::Outbox, context, parent)
    , m_ui(std::make_unique<Ui::OutboxPage>())
    , m_model(new OutboxModel(context.catalogue, context.clock, this))
{
    m_ui->setupUi(this);
    m_ui->outboxTable->setModel(m_model);
    m_ui->outboxTable->setItemDelegate(new CellDelegate(kRowHeight, m_ui->outboxTable));
    m_ui->outboxTable->setRowHeight(kRowHeight);
    m_ui->outboxTable->setColumnWidths({176, 176, 100, 80, 112, 0, 0});
    const QList<FilterChip *> chips{m_ui->unsentChip,  m_ui->failedChip,     m_ui->waitingChip,
                                    m_ui->sendingChip, m_ui->conflictedChip, m_ui->sentChip};
    for (int i = 0; i < chips.size(); ++i)
        connect(chips.at(i), &QAbstractButton::clicked, this, [this, i] { choose(Segment(i)); });
    connect(m_ui->outboxTable, &DeskTable::rowChosen, this, &OutboxPage::showItem);
    const auto open = [this] {
        if (const OutboxRow *row = chosen()) {
            const bool mine =
                row->state == OutboxState::Quarantined && may(desk().actor().roles, Act::EnterCase);
            emit goTo(mine ? PageId::Form : PageId::Receipt, row->caseId);
        }
    };
    connect(m_ui->outboxTable, &DeskTable::rowOpened, this, open);
    connect(m_ui->openButton, &QAbstractButton::clicked, this, open);
    connect(m_ui->retryButton, &QAbstractButton::clicked, this, [this] {
        if (const OutboxRow *row = chosen())
            request(desk().retry(row->id), [this](const Result<> &retried) {
                if (!retried)
                    m_ui->retryHintLabel->setText(errorText(retried.error()));
                refresh();
            });
    });
    connect(m_ui->retryAllButton, &QAbstractButton::clicked, this, [this] {
        request(desk().retryAll(), [this](const Result<> &) {
            desk().syncNow();
            refresh();
        });
    });
    connect(m_ui->cancelButton, &QAbstractButton::clicked, this, &OutboxPage::cancelItem);
    connect(m_ui->copyReportButton, &QAbstractButton::clicked, this, &OutboxPage::copyReport);
    connect(&desk(), &Desk::outboxChanged, this, [this] {
        if (isVisible())
            refresh();
    });
    connect(&desk(), &Desk::syncStatusChanged, this, [this] {
        if (isVisible())
            showHealth();
    });
    retranslate();
}

OutboxPage::~OutboxPage() = default;

QString OutboxPage::title() const
{
    return tr("Outbox");
}

QAbstractButton *OutboxPage::primaryButton() const
{
    return m_ui->openButton;
}

void OutboxPage::activate(const QString &)
{
    m_segment = Unsent;
    request(desk().outbox(kMostRows + 1), [this](const Result<QList<OutboxRow>> &rows) {
        if (!rows) {
            m_ui->stateBanner->show(StatusKind::Err, errorText(rows.error()));
            return;
        }
        setRows(*rows);
        if (count(Unsent) == 0 && count(Conflicted) > 0)
            m_segment = Conflicted; // the only thing here that waits for somebody
        showOutbox();
        m_ui->outboxTable->setFocus(Qt::OtherFocusReason);
    });
}

void OutboxPage::refresh()
{
    whenDone(desk().outbox(kMostRows + 1), this, [this](const Result<QList<OutboxRow>> &rows) {
        if (!rows)
            return;
        setRows(*rows);
        showOutbox();
    });
}

void OutboxPage::setRows(const QList<OutboxRow> &rows)
{
    m_isCutOff = rows.size() > kMostRows;
    m_rows = rows.first(std::min<qsizetype>(rows.size(), kMostRows));
}

/// Of all there are, though the list may be cut off.
int OutboxPage::count(Segment segment) const
{
    const SyncStatus status = desk().syncStatus();
    if (m_isCutOff && segment == Unsent)
        return status.unsent();
    if (m_isCutOff && segment == Failed)
        return status.quarantined;
    if (m_isCutOff && segment == Waiting)
        return status.waiting;
    if (m_isCutOff && segment == Sending)
        return status.queued;
    return int(std::count_if(m_rows.begin(), m_rows.end(),
                             [&](const OutboxRow &row) { return belongs(row, segment); }));
}

bool OutboxPage::belongs(const OutboxRow &row, Segment segment) const
{
    switch (segment) {
    case Unsent:
        return isUnsent(row.state);
    case Failed:
        return row.state == OutboxState::Quarantined;
    case Waiting:
        return row.state == OutboxState::Waiting;
    case Sending:
        return row.state == OutboxState::Sending || row.state == OutboxState::Queued;
    case Conflicted:
        return row.conflicted;
    case Sent:
        return row.state == OutboxState::Acknowledged || row.state == OutboxState::Confirmed;
    }
    Q_UNREACHABLE();
}

void OutboxPage::choose(Segment segment)
{
    m_segment = segment;
    showOutbox();
}

void OutboxPage::showOutbox()
{
    const QList<FilterChip *> chips{m_ui->unsentChip,  m_ui->failedChip,     m_ui->waitingChip,
                                    m_ui->sendingChip, m_ui->conflictedChip, m_ui->sentChip};
    for (int i = 0; i < chips.size(); ++i) {
        chips.at(i)->setCount(count(Segment(i)));
        chips.at(i)->setChecked(m_segment == Segment(i));
    }
    const QString kept = chosen() ? chosen()->id : QString();
    QList<OutboxRow> rows;
    std::copy_if(m_rows.begin(), m_rows.end(), std::back_inserter(rows),
                 [this](const OutboxRow &row) { return belongs(row, m_segment); });
    m_model->setRows(rows, language());
    m_ui->outboxTable->setEmptyText(m_segment == Unsent ? tr("Nothing waits to be sent.")
                                                        : tr("Nothing here."));
    if (!rows.isEmpty())
        m_ui->outboxTable->chooseRow(std::max(0, m_model->rowOf(kept)));
    showHealth();
    showItem();
}

void OutboxPage::showHealth()
{
    const SyncStatus status = desk().syncStatus();
    const int unsent = count(Unsent);
    QStringList health;
    if (status.lastSuccessAt.isValid())
        health += tr("Last successful exchange %1")
                      .arg(isolate(displayMoment(status.lastSuccessAt, clock().utc())));
    if (status.online)
        health += tr("Response time %1").arg(isolate(u"%1 ms"_s.arg(status.roundTripMs)));
    health += tr("Not sent %1").arg(isolate(QString::number(unsent)));
    if (m_isCutOff)
        health += tr("the first %1 are listed").arg(isolate(QString::number(kMostRows)));
    m_ui->healthLabel->setText(health.join(inArabic() ? u"، "_s : u", "_s));

    const QString cause = status.errorCode.isEmpty()
                              ? QString()
                              : catalogue().outboxMessage(status.errorCode, language(), Isolation::Isolated);
    const StatusKind late = status.isOverdue() ? StatusKind::Err : StatusKind::Warn;
    const QString alarm = unsentAlarm(status);
    if (!status.enrolled)
        m_ui->stateBanner->show(StatusKind::Warn, tr("This desk knows no hub yet"),
                                tr("Everything is kept here until it is enrolled."));
    else if (status.paused)
        m_ui->stateBanner->show(StatusKind::Err, tr("Sending is stopped"), cause);
    else if (!status.online)
        m_ui->stateBanner->show(late,
                                status.offlineSince.isValid()
                                    ? tr("Not connected since %1. Entering and saving go on.")
                                          .arg(isolate(displayMoment(status.offlineSince, clock().utc())))
                                    : tr("Not connected yet. Entering and saving go on."),
                                cause.isEmpty() || alarm.isEmpty() ? cause + alarm : cause + u". "_s + alarm);
    else if (status.allSent() && unsent == 0)
        m_ui->stateBanner->show(StatusKind::Ok, tr("Everything is sent"));
    else if (unsent > 0)
        m_ui->stateBanner->show(late, tr("%n items are not sent, and no data is lost.", nullptr, unsent),
                                alarm);
    else
        m_ui->stateBanner->show(StatusKind::Warn,
                                tr("%n cases conflict with the register.", nullptr, status.conflicted));
}

const OutboxRow *OutboxPage::chosen() const
{
    const int row = m_ui->outboxTable->currentRow();
    return row >= 0 && row < m_model->rowCount() ? &m_model->row(row) : nullptr;
}

void OutboxPage::showItem()
{
    const OutboxRow *row = chosen();
    m_ui->stepsCard->setVisible(row);
    m_ui->messageCard->setVisible(row);
    m_ui->openButton->setEnabled(row);
    m_ui->copyReportButton->setEnabled(row);
    const bool held = row && row->state == OutboxState::Quarantined;
    const bool mayRelease = may(desk().actor().roles, Act::ReleaseHold);
    m_ui->retryButton->setEnabled(row && (row->state == OutboxState::Waiting || (held && mayRelease)));
    m_ui->retryHintLabel->setText(held && !mayRelease ? tr("It is not sent again before it is corrected")
                                                      : QString());
    m_ui->cancelButton->setVisible(row && canBeCancelled(*row));
    m_ui->cancelReasonLabel->setVisible(row && canBeCancelled(*row));
    m_ui->cancelReasonCombo->setVisible(row && canBeCancelled(*row));
    clearRows(m_ui->stepRows->layout());
    if (!row)
        return;
    m_ui->openButton->setText(row->state == OutboxState::Quarantined ? tr("Open the case to correct it")
                                                                     : tr("Open case"));
    m_ui->stepsReferenceLabel->setText(row->reference);
    m_ui->actLabel->setText(catalogue().wordOf(u"message_kind", row->kind, language()));
    m_ui->passportNumberLabel->setText(row->passportNumber.isEmpty() ? tr("Not in it") : row->passportNumber);
    m_ui->iqamaNumberLabel->setText(row->iqamaNumber);
    whenDone(desk().outboxItem(row->id), this, [this, id = row->id](const Result<OutboxRow> &item) {
        if (!item || !chosen() || chosen()->id != id)
            return;
        m_item = *item;
        clearRows(m_ui->stepRows->layout());
        const auto stepTime = [today = clock().todayInRiyadh()](const QDateTime &at) {
            const QDateTime local = riyadhTime(at);
            return local.toString(local.date() == today ? u"HH:mm:ss"_s : u"dd/MM/yyyy HH:mm:ss"_s);
        };
        auto *grid = qobject_cast<QGridLayout *>(m_ui->stepRows->layout());
        int line = 0;
        for (auto step = m_item.steps.rbegin(); step != m_item.steps.rend(); ++step, ++line) {
            auto *time = new TextLabel(TextLabel::Kind::Id, stepTime(step->at), m_ui->stepRows);
            time->setTone(Tone::Text2);
            grid->addWidget(time, line, 0);
            auto *kind = new StatusLabel(m_ui->stepRows);
            kind->setStatus(kindOf(step->to), QString());
            grid->addWidget(kind, line, 1);
            const QString text =
                step->errorCode.isEmpty()
                    ? catalogue().word(step->event, language())
                    : catalogue().outboxMessage(step->errorCode, language(), Isolation::Isolated);
            auto *words = new TextLabel(TextLabel::Kind::Body, text, m_ui->stepRows);
            words->setWordWrap(true);
            grid->addWidget(words, line, 2);
        }
        auto *saved = new TextLabel(TextLabel::Kind::Id, stepTime(m_item.since), m_ui->stepRows);
        saved->setTone(Tone::Text2);
        grid->addWidget(saved, line, 0);
        auto *mark = new StatusLabel(m_ui->stepRows);
        mark->setStatus(StatusKind::None, QString());
        grid->addWidget(mark, line, 1);
        grid->addWidget(
            new TextLabel(TextLabel::Kind::Body, tr("Kept in the outbox with the case"), m_ui->stepRows),
            line, 2);
    });
}

/// The hub is asked first where it may have it.
bool OutboxPage::canBeCancelled(const OutboxRow &row) const
{
    return may(desk().actor().roles, Act::ReleaseHold) && next(row.state, OutboxEvent::Cancel).has_value();
}

void OutboxPage::cancelItem()
{
    const OutboxRow *row = chosen();
    if (!row)
        return;
    const QString reason = m_ui->cancelReasonCombo->currentData().toString();
    setFailing(m_ui->cancelReasonCombo, reason.isEmpty());
    if (reason.isEmpty()) {
        m_ui->retryHintLabel->setText(tr("Choose the reason first"));
        m_ui->cancelReasonCombo->setFocus(Qt::OtherFocusReason);
        return;
    }
    const Question question{
        tr("Cancel this message?"),
        tr("The hub never gets it. A case that is cancelled goes back to its maker, a decision "
           "that is cancelled waits for review again."),
        {{tr("Case"), isolate(row->reference)},
         {tr("Act"), catalogue().wordOf(u"message_kind", row->kind, language())}},
        {tr("Keep it"), tr("Cancel sending")},
        1};
    prompts().ask(window(), question, [this, id = row->id, reason](int answer) {
        if (answer != 1)
            return;
        request(desk().cancelItem(id, reason), [this](const Result<> &cancelled) {
            m_ui->retryHintLabel->setText(cancelled ? tr("Cancelled") : errorText(cancelled.error()));
            m_ui->cancelReasonCombo->setCurrentIndex(0);
            refresh();
        });
    });
}

void OutboxPage::copyReport()
{
    if (!chosen() || m_item.id != chosen()->id)
        return;
    // For support: what happened to the message, nothing about the person.
    QStringList lines{u"item %1"_s.arg(m_item.id), u"kind %1"_s.arg(m_item.kind),
                      u"state %1"_s.arg(codeOf(m_item.state)), u"attempts %1"_s.arg(m_item.attempts),
                      u"error %1"_s.arg(m_item.errorCode.isEmpty() ? u"none"_s : m_item.errorCode)};
    for (const OutboxRow::Step &step : std::as_const(m_item.steps))
        lines +=
            u"%1 %2 %3 %4"_s.arg(isoInstant(step.at), codeOf(step.event), codeOf(step.to), step.errorCode)
                .trimmed();
    const SyncStatus status = desk().syncStatus();
    lines += u"desk online %1 paused %2 error %3"_s.arg(QString::number(status.online),
                                                        QString::number(status.paused), status.errorCode);
    QGuiApplication::clipboard()->setText(lines.join(u'\n'));
    m_ui->retryHintLabel->setText(tr("Report copied, without personal data"));
}

void OutboxPage::retranslate()
{
    m_ui->retranslateUi(this);
    m_ui->scopeLabel->setText(tr("What this desk has to send"));
    fillCombo<DecisionReason>(m_ui->cancelReasonCombo, catalogue(), language());
    showOutbox();
}

} // namespace desk
