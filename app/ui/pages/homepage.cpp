#include "ui/pages/homepage.h"

#include "base/bidi.h"
#include "text/dates.h"
#include "ui/frame/syncsign.h"
#include "ui/pages/caserow.h"
#include "ui_homepage.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kMostKeys = 9;

} // namespace

HomePage::HomePage(const PageContext &context, QWidget *parent)
    : Page(PageId::Home, context, parent)
    , m_ui(std::make_unique<Ui::HomePage>())
{
    m_ui->setupUi(this);
    m_ui->searchButton->setFixedHeight(m_ui->searchField->height());
    m_ui->returnedIcon->setTone(Tone::WarnIcon);
    connect(m_ui->searchButton, &ActionButton::clicked, this, &HomePage::find);
    connect(m_ui->outboxButton, &ActionButton::clicked, this, [this] { emit goTo(PageId::Outbox); });
    connect(&desk(), &Desk::casesChanged, this, [this] {
        if (isVisible())
            load();
    });
    connect(&desk(), &Desk::syncStatusChanged, this, [this] { showSync(); });
    retranslate();
}

HomePage::~HomePage() = default;

QString HomePage::title() const
{
    return tr("Home");
}

void HomePage::activate(const QString &subject)
{
    m_unfinished = subject;
    m_ui->searchField->clear();
    const bool looksUp = may(desk().actor().roles, Act::LookUpResident);
    m_ui->searchCard->setVisible(looksUp);
    if (looksUp)
        m_ui->searchField->setFocus();
    else
        m_ui->outboxButton->setFocus();
    load();
}

bool HomePage::takeRead(const QStringList &lines)
{
    emit goTo(PageId::Lookup, lines.join(u'\n'));
    return true;
}

void HomePage::load()
{
    request(desk().home(), [this](const Result<HomeView> &home) {
        if (home) {
            m_home = *home;
            m_problem.reset();
        } else {
            m_problem = home.error();
        }
        showHome();
    });
}

void HomePage::find()
{
    emit goTo(PageId::Lookup, m_ui->searchField->text());
}

void HomePage::enterPressed(QWidget *field, bool forward)
{
    if (field == m_ui->searchField && forward && m_ui->searchField->text().isEmpty() &&
        unfinished() != nullptr)
        emit goTo(PageId::Form, m_unfinished);
    else if (field == m_ui->searchField && forward)
        find();
    else
        Page::enterPressed(field, forward);
}

void HomePage::showRows(QVBoxLayout *rows, const QList<CaseRow> &cases, bool returned, int &key)
{
    clearRows(rows);
    for (const CaseRow &one : cases) {
        if (rows->count() > 0)
            rows->addWidget(new Rule(rows->parentWidget()));
        const QString hint = key <= kMostKeys ? u"Alt+%1"_s.arg(key) : QString();
        ++key;
        auto *row = new CaseListRow(one, returned, hint, clock().utc(), language(), catalogue(),
                                    rows->parentWidget());
        connect(row, &CaseListRow::opened, this,
                [this](const QString &caseId) { emit goTo(PageId::Form, caseId); });
        rows->addWidget(row);
    }
}

void HomePage::showHome()
{
    showSync();
    if (!m_home)
        return;
    int key = 1;
    showRows(m_ui->returnedRows, m_home->returned, true, key);
    showRows(m_ui->draftRows, m_home->drafts, false, key);
    m_ui->returnedEmptyLabel->setText(
        may(desk().actor().roles, Act::LookUpResident)
            ? tr("No cases are returned to you. Begin by finding a resident (F2).")
            : tr("No cases are returned to you."));
    m_ui->returnedEmptyLabel->setVisible(m_home->returned.isEmpty());
    m_ui->draftsEmptyLabel->setVisible(m_home->drafts.isEmpty());
    m_ui->returnedCountLabel->setText(QString::number(m_home->returned.size()));
    m_ui->draftsCountLabel->setText(QString::number(m_home->drafts.size()));
    m_ui->awaitingCountLabel->setText(QString::number(m_home->awaitingReview));
    m_ui->approvedCountLabel->setText(QString::number(m_home->approvedToday));
    m_ui->appliedCountLabel->setText(QString::number(m_home->appliedToday));
    m_ui->returnedTodayCountLabel->setText(QString::number(m_home->returnedToMe));
}

const CaseRow *HomePage::unfinished() const
{
    if (!m_home || m_unfinished.isEmpty())
        return nullptr;
    for (const QList<CaseRow> *rows : {&m_home->drafts, &m_home->returned}) {
        for (const CaseRow &row : *rows) {
            if (row.caseId == m_unfinished)
                return &row;
        }
    }
    return nullptr;
}

void HomePage::showSync()
{
    const SyncStatus status = desk().syncStatus();
    const SyncSign sign = syncSign(status, clock().utc());
    m_ui->outboxStatusLabel->setStatus(sign.kind, u"%1 %2"_s.arg(sign.text, sign.time).trimmed());
    m_ui->outboxTextLabel->setText(sign.detail);
    m_ui->outboxTextLabel->setVisible(!sign.detail.isEmpty());
    // One banner, and only for what concerns the whole desk (ux.md SYNC-08, SYNC-10).
    const bool wholeDesk =
        status.enrolled && (status.paused || (!status.online && status.offlineSince.isValid()));
    if (m_problem)
        m_ui->noticeBanner->show(StatusKind::Err, errorText(*m_problem));
    else if (const CaseRow *row = unfinished())
        m_ui->noticeBanner->show(StatusKind::Info,
                                 tr("You have a draft that was not sent: %1").arg(isolate(row->reference)),
                                 tr("Enter goes on with it."));
    else if (wholeDesk)
        m_ui->noticeBanner->show(sign.kind, u"%1 %2"_s.arg(sign.text, isolate(sign.time)), sign.detail);
    else
        m_ui->noticeBanner->hide();
}

void HomePage::retranslate()
{
    m_ui->retranslateUi(this);
    m_ui->readerStatusLabel->setStatus(StatusKind::Ok, tr("Ready to read a passport"));
    const QDate today = clock().todayInRiyadh();
    m_ui->todayDateLabel->setText(displayDate(today));
    m_ui->hijriLabel->setText(hijriDate(today, language()));
    showHome();
}

} // namespace desk
