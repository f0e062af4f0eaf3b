#include "ui/pages/queuepage.h"

#include "base/bidi.h"
#include "domain/mrz.h"
#include "service/whendone.h"
#include "text/dates.h"
#include "ui/delegates/celldelegate.h"
#include "ui/pages/casechanges.h"

#include "ui/widgets/statuslabel.h"
#include "ui/widgets/textlabel.h"

#include "ui_queuepage.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kRowHeight = 54;
constexpr int kFilterHeight = 32;
constexpr qint64 kQuarter = 15 * 60;
constexpr qint64 kHour = 60 * 60;

} // namespace

QueueModel::QueueModel(const Catalogue &catalogue, const Clock &clock, QObject *parent)
    : QAbstractTableModel(parent)
    , m_catalogue(catalogue)
    , m_clock(clock)
{
}

void QueueModel::setRows(const QList<QueueRow> &rows, Language language)
{
    beginResetModel();
    m_rows = rows;
    m_language = language;
    endResetModel();
}

int QueueModel::rowOf(const QString &caseId) const
{
    for (int row = 0; row < m_rows.size(); ++row) {
        if (m_rows.at(row).row.caseId == caseId)
            return row;
    }
    return -1;
}

QString QueueModel::reviewerOf(const QueueRow &queued) const
{
    if (!queued.lease || queued.lease->own)
        return {};
    return tr("%1 is reviewing this case")
        .arg(isolateAuto(m_language == Language::Arabic ? queued.lease->ownerNameAr
                                                        : queued.lease->ownerNameEn));
}

int QueueModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int QueueModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant QueueModel::data(const QModelIndex &index, int role) const
{
    const QueueRow &queued = m_rows.at(index.row());
    const CaseRow &row = queued.row;
    const bool arabic = m_language == Language::Arabic;
    switch (index.column()) {
    case RiskColumn:
        switch (role) {
        case Qt::DisplayRole:
        case Qt::AccessibleTextRole:
            return queued.risk == Risk::High     ? tr("High")
                   : queued.risk == Risk::Medium ? tr("Medium")
                                                 : tr("Ordinary");
        case StatusRole:
            return int(queued.risk == Risk::High     ? StatusKind::Err
                       : queued.risk == Risk::Medium ? StatusKind::Warn
                                                     : StatusKind::None);
        case PlainStatusRole:
            return true;
        default:
            return {};
        }
    case PersonColumn:
        switch (role) {
        case Qt::DisplayRole:
            return arabic || row.nameEn.isEmpty() ? row.nameAr : row.nameEn;
        case Qt::AccessibleTextRole:
            return u"%1 %2"_s.arg(arabic || row.nameEn.isEmpty() ? row.nameAr : row.nameEn, row.reference);
        case SecondLineRole:
            return row.reference;
        case StrongRole:
        case SecondIdentifierRole:
            return true;
        default:
            return {};
        }
    case TypeColumn:
        if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
            return m_catalogue.word(row.caseType, m_language);
        if (role == SecondLineRole)
            return countryName(row.nationality, m_language);
        return {};
    case WaitingColumn: {
        const QString reviewer = reviewerOf(queued);
        switch (role) {
        case Qt::DisplayRole:
            return ageWords(row.submittedAt, m_clock.utc());
        case Qt::AccessibleTextRole:
            return reviewer.isEmpty() ? ageWords(row.submittedAt, m_clock.utc())
                                      : tr("%1. %2").arg(ageWords(row.submittedAt, m_clock.utc()), reviewer);
        case SecondLineRole:
            return queued.own            ? QVariant(tr("Your own case"))
                   : !reviewer.isEmpty() ? QVariant(tr("In review", "somebody reviews the case now"))
                                         : QVariant();
        case Qt::ToolTipRole:
            return reviewer.isEmpty() ? displayDateTime(row.submittedAt)
                                      : tr("%1. %2").arg(displayDateTime(row.submittedAt), reviewer);
        default:
            return {};
        }
    }
    case FindingsColumn: {
        const bool supervisor = row.supervisorFindings > 0;
        const bool warned = row.warningFindings > 0;
        const QString supervisorText =
            tr("%1 %2").arg(m_catalogue.word(Severity::Supervisor, m_language)).arg(row.supervisorFindings);
        const QString warningText =
            tr("%1 %2").arg(m_catalogue.word(Severity::Warning, m_language)).arg(row.warningFindings);
        switch (role) {
        case Qt::DisplayRole:
        case Qt::AccessibleTextRole:
            return supervisor ? supervisorText : warned ? warningText : tr("No findings");
        case SecondLineRole:
            return supervisor && warned ? QVariant(warningText) : QVariant();
        case StatusRole:
            return int(supervisor ? StatusKind::Sup : warned ? StatusKind::Warn : StatusKind::Ok);
        case PlainStatusRole:
            return true;
        default:
            return {};
        }
    }
    default:
        return {};
    }
}

QVariant QueueModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    switch (section) {
    case RiskColumn:
        return tr("Risk");
    case PersonColumn:
        return tr("Resident and case");
    case TypeColumn:
        return tr("Type");
    case WaitingColumn:
        return tr("Waiting");
    case FindingsColumn:
        return tr("Findings");
    default:
        return {};
    }
}

QueuePage::QueuePage(const PageContext &context, QWidget *parent)
    : Page(PageId::Queue, context, parent)
    , m_ui(std::make_unique<Ui::QueuePage>())
    , m_model(new QueueModel(context.catalogue, context.clock, this))
{
    m_ui->setupUi(this);
    m_ui->queueTable->setModel(m_model);
    m_ui->queueTable->setItemDelegate(new CellDelegate(kRowHeight, m_ui->queueTable));
    m_ui->queueTable->setRowHeight(kRowHeight);
    m_ui->filterListWidget->setItemDelegate(new CellDelegate(kFilterHeight, m_ui->filterListWidget));
    m_ui->filterListWidget->setFrameShape(QFrame::NoFrame);
    m_ui->noticeBanner->hide();
    m_ui->filterChip->hide();
    connect(m_ui->queueTable, &DeskTable::rowOpened, this, &QueuePage::openChosen);
    connect(m_ui->queueTable, &DeskTable::rowChosen, this, &QueuePage::showPreview);
    connect(m_ui->openButton, &QAbstractButton::clicked, this, &QueuePage::openChosen);
    connect(m_ui->refreshButton, &QAbstractButton::clicked, this, [this] {
        desk().syncNow();
        refresh();
    });
    connect(m_ui->filterListWidget, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0) {
            m_filter = row;
            applyFilter();
        }
    });
    connect(m_ui->filterChip, &QAbstractButton::clicked, this, [this] {
        m_filter = 0;
        showFilters();
        applyFilter();
    });
    connect(&desk(), &Desk::casesChanged, this, [this] {
        if (isVisible())
            refresh();
    });
    retranslate();
}

QueuePage::~QueuePage() = default;

QString QueuePage::title() const
{
    return tr("Review queue");
}

QAbstractButton *QueuePage::primaryButton() const
{
    return m_ui->openButton;
}

void QueuePage::activate(const QString &)
{
    m_filter = 0;
    request(desk().queue(), [this](const Result<QueueView> &queue) {
        m_ui->noticeBanner->setVisible(!queue);
        if (!queue) {
            m_ui->noticeBanner->Banner::show(StatusKind::Err, errorText(queue.error()));
            m_ui->noticeBanner->setVisible(true);
            return;
        }
        m_queue = *queue;
        showQueue();
        m_ui->queueTable->setFocus(Qt::OtherFocusReason);
    });
}

void QueuePage::refresh()
{
    whenDone(desk().queue(), this, [this](const Result<QueueView> &queue) {
        if (!queue)
            return;
        m_queue = *queue;
        showQueue();
    });
}

QList<QueuePage::Filter> QueuePage::filters() const
{
    const QDateTime now = clock().utc();
    const auto waited = [now](const QueueRow &row) { return row.row.submittedAt.secsTo(now); };
    QList<Filter> list{
        {tr("All"), [](const QueueRow &) { return true; }},
        {tr("Your own"), [](const QueueRow &row) { return row.own; }},
        {tr("Verdict"), {}},
        {catalogue().word(Severity::Supervisor, language()),
         [](const QueueRow &row) { return row.row.supervisorFindings > 0; }},
        {tr("Warnings only"),
         [](const QueueRow &row) { return row.row.supervisorFindings == 0 && row.row.warningFindings > 0; }},
        {tr("No findings"),
         [](const QueueRow &row) { return row.row.supervisorFindings == 0 && row.row.warningFindings == 0; }},
        {tr("Waiting"), {}},
        {tr("More than an hour"), [waited](const QueueRow &row) { return waited(row) > kHour; }},
        {tr("15 to 60 minutes"),
         [waited](const QueueRow &row) { return waited(row) >= kQuarter && waited(row) <= kHour; }},
        {tr("Under 15 minutes"), [waited](const QueueRow &row) { return waited(row) < kQuarter; }},
        {tr("Type"), {}},
    };
    for (const auto &[type, code] : Codes<CaseType>::kCodes) {
        const CaseType wanted = type;
        const auto takes = [wanted](const QueueRow &row) { return row.row.caseType == wanted; };
        if (std::any_of(m_queue.rows.begin(), m_queue.rows.end(), takes))
            list += {catalogue().word(type, language()), takes};
    }
    return list;
}

void QueuePage::showQueue()
{
    showFilters();
    applyFilter();
    m_ui->decidedLabel->setText(tr("%n decided today", nullptr, m_queue.decidedToday));
}

void QueuePage::showFilters()
{
    const QSignalBlocker blocker(m_ui->filterListWidget);
    m_ui->filterListWidget->clear();
    for (const Filter &filter : filters()) {
        auto *item = new QListWidgetItem(m_ui->filterListWidget);
        if (!filter.takes) {
            item->setData(QuietRole, true);
            item->setData(StrongRole, true);
            item->setText(filter.text);
            item->setFlags(Qt::NoItemFlags);
            continue;
        }
        const auto count = std::count_if(m_queue.rows.begin(), m_queue.rows.end(), filter.takes);
        item->setText(tr("%1  %2").arg(filter.text, QString::number(count)));
    }
    m_filter = std::min(m_filter, m_ui->filterListWidget->count() - 1);
    m_ui->filterListWidget->setCurrentRow(m_filter);
}

void QueuePage::applyFilter()
{
    const QList<Filter> list = filters();
    const Filter &filter = list.at(std::clamp(m_filter, 0, int(list.size()) - 1));
    QList<QueueRow> rows;
    if (filter.takes)
        std::copy_if(m_queue.rows.begin(), m_queue.rows.end(), std::back_inserter(rows), filter.takes);
    const int chosen = m_ui->queueTable->currentRow();
    const QString kept =
        chosen >= 0 && chosen < m_model->rowCount() ? m_model->row(chosen).row.caseId : QString();
    m_model->setRows(rows, language());
    m_ui->filterChip->setVisible(m_filter > 0);
    m_ui->filterChip->setText(filter.text);
    m_ui->filterChip->setChecked(m_filter > 0);
    m_ui->filterChip->setCount(int(rows.size()));
    m_ui->queueTable->setEmptyText(
        m_filter > 0 ? tr("No case fits the filter.")
                     : tr("No cases wait for review. %n decided today.", nullptr, m_queue.decidedToday));
    if (!rows.isEmpty())
        m_ui->queueTable->chooseRow(std::max(0, m_model->rowOf(kept)));
    m_ui->openButton->setEnabled(!rows.isEmpty());
    showPreview();
}

void QueuePage::showPreview()
{
    const int row = m_ui->queueTable->currentRow();
    m_ui->previewPane->setVisible(row >= 0 && row < m_model->rowCount());
    if (!m_ui->previewPane->isVisibleTo(this))
        return;
    const CaseRow &chosen = m_model->row(row).row;
    m_ui->previewNameLabel->setText(inArabic() || chosen.nameEn.isEmpty() ? chosen.nameAr : chosen.nameEn);
    m_ui->previewIqamaLabel->setText(chosen.iqamaNumber);
    m_ui->previewNationalityLabel->setText(countryName(chosen.nationality, language()));
    m_ui->previewTypeLabel->setText(catalogue().word(chosen.caseType, language()));
    m_ui->previewClerkLabel->setText(inArabic() ? chosen.makerNameAr : chosen.makerNameEn);
    m_ui->previewSentLabel->setText(displayDateTime(chosen.submittedAt));
    const QString reviewer = m_model->reviewerOf(m_model->row(row));
    m_ui->previewReviewerLabel->setText(reviewer);
    m_ui->previewReviewerLabel->setVisible(!reviewer.isEmpty());
    clearRows(m_ui->previewRows->layout());
    clearRows(m_ui->previewFindings->layout());
    m_previewId = chosen.caseId;
    whenDone(desk().caseView(chosen.caseId), this, [this, id = chosen.caseId](const Result<CaseView> &view) {
        if (!view || id != m_previewId || view->revisions.isEmpty())
            return;
        clearRows(m_ui->previewRows->layout());
        clearRows(m_ui->previewFindings->layout());
        const RevisionView &revision = view->revisions.last();
        auto *grid = qobject_cast<QGridLayout *>(m_ui->previewRows->layout());
        grid->addWidget(new TextLabel(TextLabel::Kind::Small, tr("On record"), m_ui->previewRows), 0, 1);
        grid->addWidget(new TextLabel(TextLabel::Kind::Small, tr("New"), m_ui->previewRows), 0, 2);
        int line = 1;
        for (const ChangeRow &change : caseChanges(revision.content, view->recorded, view->resident,
                                                   MrzDocument(), catalogue(), language())) {
            if (!change.changed || change.path.isEmpty())
                continue;
            auto *name = new TextLabel(TextLabel::Kind::Small, change.label, m_ui->previewRows);
            name->setWordWrap(true);
            grid->addWidget(name, line, 0);
            const auto kind = change.identifier ? TextLabel::Kind::Id : TextLabel::Kind::SmallText;
            auto *before = new TextLabel(kind, change.before, m_ui->previewRows);
            before->setTone(Tone::Text2);
            grid->addWidget(before, line, 1);
            auto *after = new TextLabel(kind, change.after, m_ui->previewRows);
            QFont bold = after->font();
            bold.setBold(true);
            after->setFont(bold);
            grid->addWidget(after, line, 2);
            ++line;
        }
        for (const Finding &finding : revision.judgement.findings) {
            if (finding.severity == Severity::Info)
                continue;
            auto *word = new StatusLabel(m_ui->previewFindings);
            word->setChip(true);
            word->setStatus(statusOf(finding.severity), catalogue().word(finding.severity, language()));
            m_ui->previewFindings->layout()->addWidget(word);
            auto *text = new TextLabel(TextLabel::Kind::Body,
                                       catalogue().ruleMessage(finding, language(), Isolation::Isolated),
                                       m_ui->previewFindings);
            text->setWordWrap(true);
            m_ui->previewFindings->layout()->addWidget(text);
        }
    });
}

void QueuePage::openChosen()
{
    const int row = m_ui->queueTable->currentRow();
    if (row >= 0 && row < m_model->rowCount())
        emit goTo(PageId::Review, m_model->row(row).row.caseId);
}

void QueuePage::retranslate()
{
    // Latin names are long, and English words wider than the Arabic ones in some columns.
    m_ui->queueTable->setColumnWidths(inArabic() ? QList<int>{92, 0, 132, 104, 116}
                                                 : QList<int>{104, 0, 88, 100, 116});
    m_ui->retranslateUi(this);
    showQueue();
}

} // namespace desk
