#include "ui/pages/lookuppage.h"

#include "base/bidi.h"
#include "base/digits.h"
#include "domain/identitynumber.h"
#include "domain/issuers.h"
#include "domain/mrz.h"
#include "text/dates.h"
#include "ui/pages/lookupmodel.h"
#include "ui/widgets/filterchip.h"
#include "ui_lookuppage.h"

#include <QKeyEvent>
#include <QMenu>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk
{

namespace
{

constexpr int kRowHeight = 50;
constexpr int kMostChips = 4;

QString countryName(const QString &code, Language language)
{
    const Issuer *issuer = findIssuer(code);
    if (issuer == nullptr)
        return code;
    return QString::fromUtf16(language == Language::Arabic ? issuer->nameAr : issuer->nameEn);
}

} // namespace

LookupPage::LookupPage(const PageContext &context, QWidget *parent)
    : Page(PageId::Lookup, context, parent)
    , m_ui(std::make_unique<Ui::LookupPage>())
    , m_model(new LookupModel(context.catalogue, this))
{
    m_ui->setupUi(this);
    m_ui->resultsTable->setModel(m_model);
    m_ui->resultsTable->setRowHeight(kRowHeight);
    m_ui->resultsTable->setColumnWidths({262, 118, 104, 144, 0, 200});
    m_ui->employerChip->setLeadsToList(true);
    m_ui->birthYearChip->setLeadsToList(true);
    m_typing.setSingleShot(true);
    m_typing.setInterval(30ms);
    connect(&m_typing, &QTimer::timeout, this, &LookupPage::search);
    connect(m_ui->queryField, &QLineEdit::textChanged, this, [this] {
        m_openWhenFound = false;
        m_typing.start();
    });
    connect(m_ui->queryField, &LookUpField::listKey, this, &LookupPage::moveInList);
    connect(m_ui->resultsTable, &DeskTable::rowOpened, this, &LookupPage::open);
    connect(m_ui->openButton, &ActionButton::clicked, this,
            [this] { open(m_ui->resultsTable->currentRow()); });
    connect(m_ui->updateButton, &ActionButton::clicked, this,
            [this] { update(m_ui->resultsTable->currentRow()); });
    connect(m_ui->employerChip, &FilterChip::clicked, this, &LookupPage::chooseEmployer);
    connect(m_ui->birthYearChip, &FilterChip::clicked, this, &LookupPage::chooseBirthYear);
    retranslate();
}

LookupPage::~LookupPage() = default;

QString LookupPage::title() const
{
    return tr("Find a resident");
}

QAbstractButton *LookupPage::primaryButton() const
{
    return m_ui->openButton;
}

void LookupPage::activate(const QString &subject)
{
    m_ui->queryField->setFocus();
    if (subject.isEmpty()) {
        m_ui->queryField->selectAll();
        search();
        return;
    }
    const QStringList lines = subject.split(u'\n');
    if (lines.size() > 1 && takeRead(lines))
        return;
    if (m_ui->queryField->text() != subject) {
        m_request = {};
        m_ui->queryField->fill(subject);
    }
    m_typing.stop();
    m_openWhenFound = true;
    search();
}

bool LookupPage::takeRead(const QStringList &lines)
{
    const MrzDocument mrz = parseMrz(lines, clock().todayInRiyadh());
    if (mrz.number.isEmpty())
        return false;
    m_request = {};
    m_ui->queryField->fill(mrz.number);
    // A renewed passport's number is in no register yet; its holder's name may be.
    m_nameRead = QStringList{mrz.secondary, mrz.primary}.join(u' ').simplified();
    m_typing.stop();
    m_openWhenFound = true;
    search();
    return true;
}

void LookupPage::search()
{
    m_typing.stop();
    const QString query = m_ui->queryField->text().trimmed();
    if (query.isEmpty()) {
        m_result = {};
        m_answered.clear();
        m_problem.reset();
        showResult();
        return;
    }
    m_request.query = query;
    request(desk().find(m_request), [this, query](const Result<FindResult> &result) {
        // The field may have moved on; that text's own search is on its way.
        if (query != m_ui->queryField->text().trimmed())
            return;
        m_problem.reset();
        m_result = {};
        if (result)
            m_result = *result;
        else
            m_problem = result.error();
        m_answered = query;
        m_fromHub = result && result->mayAskHub ? FromHub::Asked : FromHub::NotAsked;
        showResult();
        if (m_fromHub == FromHub::Asked)
            askHub();
        else
            followUp();
    });
}

/// This desk holds part of the register, and nobody in it has the number.
void LookupPage::askHub()
{
    request(desk().askHub(m_request), [this, query = m_answered](const Result<FindResult> &result) {
        if (query != m_ui->queryField->text().trimmed())
            return;
        m_fromHub = result ? FromHub::Answered : FromHub::Unreachable;
        if (result)
            m_result = *result;
        showResult();
        followUp();
    });
}

/// A number that was read finds its holder's page, or the holder's name is looked for.
void LookupPage::followUp()
{
    const QString name = std::exchange(m_nameRead, {});
    if (m_result.residents.isEmpty() && !name.isEmpty()) {
        m_ui->queryField->fill(name);
        return;
    }
    if (std::exchange(m_openWhenFound, false) && m_result.residents.size() == 1)
        open(0);
}

QString LookupPage::wayToNarrow() const
{
    switch (m_result.narrowBy.value_or(NarrowBy::Name)) {
    case NarrowBy::Name:
        return tr("Add another name");
    case NarrowBy::BirthYear:
        return tr("Add the year of birth, as in %1").arg(isolate(u"1985"_s));
    case NarrowBy::Nationality:
        return tr("Add the country's code, as in %1").arg(isolate(u"EGY"_s));
    }
    Q_UNREACHABLE();
}

void LookupPage::showResult()
{
    m_model->setLanguage(language());
    m_model->show(m_result.residents, m_answered);
    m_ui->resultsTable->chooseRow(0);
    showChips();

    QString none;
    QString count;
    if (m_problem) {
        none = errorText(*m_problem);
    } else if (m_answered.isEmpty()) {
        none = tr("Enter the iqama number (10 digits) or swipe the card.");
    } else if (m_result.residents.isEmpty()) {
        const QString number = cleanIdentifier(m_answered);
        if (m_fromHub == FromHub::Asked)
            none = tr("Not on this desk, which holds part of the register. Asking the hub…");
        else if (m_fromHub == FromHub::Unreachable)
            none =
                tr("Not on this desk, which holds part of the register, and the hub cannot be reached. The "
                   "number may be a resident's all the same. Search again when the line is back.");
        else if (m_fromHub == FromHub::Answered)
            none = tr("Neither this desk nor the hub knows a resident with number %1. Compare the digits "
                      "with the "
                      "resident identity card.")
                       .arg(isolate(number));
        else if (isAsciiDigits(number))
            none = tr("No resident with number %1. Compare the digits with the resident identity card.")
                       .arg(isolate(number));
        else
            none = tr("Nobody found. Try fewer letters, or the iqama number.");
    } else if (m_result.capped) {
        count = tr("More than can be ranked. %1", "how to get fewer").arg(wayToNarrow());
    } else if (m_result.total > m_result.residents.size()) {
        count = tr("%1 of %2 shown, the closest first")
                    .arg(isolate(QString::number(m_result.residents.size())),
                         isolate(QString::number(m_result.total)));
        if (m_result.narrowBy)
            count = tr("%1. %2", "a count, and how to get fewer").arg(count, wayToNarrow());
    } else {
        count = tr("%n found, the closest first", nullptr, int(m_result.residents.size()));
    }
    m_ui->resultsTable->setEmptyText(none);
    m_ui->countLabel->setText(count);
    m_ui->openButton->setEnabled(!m_result.residents.isEmpty());
    m_ui->updateButton->setEnabled(!m_result.residents.isEmpty() &&
                                   may(desk().actor().roles, Act::EnterCase));

    const QString number = cleanIdentifier(m_ui->queryField->text());
    const bool mistyped = number.size() == 10 && isAsciiDigits(number) && number.startsWith(u'2') &&
                          m_result.residents.isEmpty() && !m_answered.isEmpty() && !luhnHolds(number);
    if (mistyped)
        m_ui->noticeBanner->show(
            StatusKind::Warn,
            tr("The iqama number does not match its check digit. Compare the digits with the card."));
    else
        m_ui->noticeBanner->hide();
}

void LookupPage::showChips()
{
    QLayout *chips = m_ui->nationalityChips;
    while (QLayoutItem *item = chips->takeAt(0)) {
        item->widget()->deleteLater();
        delete item;
    }
    QList<QPair<int, QString>> counts;
    for (auto i = m_result.nationalities.cbegin(); i != m_result.nationalities.cend(); ++i)
        counts += {i.value(), i.key()};
    std::sort(counts.begin(), counts.end(), std::greater<>());
    int shown = 0;
    const auto add = [&](const QString &code, int count) {
        auto *chip = new FilterChip(this);
        chip->setObjectName(u"nationalityChip"_s);
        const bool on = code == m_request.nationality;
        chip->setText(on ? tr("Nationality: %1").arg(countryName(code, language()))
                         : countryName(code, language()));
        chip->setCount(count);
        chip->setChecked(on);
        chip->setAccessibleName(tr("Nationality: %1").arg(countryName(code, language())));
        connect(chip, &FilterChip::clicked, this, [this, code](bool checked) {
            m_request.nationality = checked ? code : QString();
            m_ui->queryField->setFocus();
            search();
        });
        chips->addWidget(chip);
        ++shown;
    };
    if (!m_request.nationality.isEmpty())
        add(m_request.nationality, m_result.nationalities.value(m_request.nationality));
    const bool worthFiltering = counts.size() > 1;
    for (const auto &[count, code] : std::as_const(counts)) {
        if (worthFiltering && shown < kMostChips && code != m_request.nationality)
            add(code, count);
    }
    const bool several = m_result.residents.size() > 1;
    m_ui->employerChip->setVisible(several || !m_request.employerId.isEmpty());
    m_ui->birthYearChip->setVisible(several || m_request.birthYear != 0);
    m_ui->employerChip->setChecked(!m_request.employerId.isEmpty());
    m_ui->birthYearChip->setChecked(m_request.birthYear != 0);
    m_ui->birthYearChip->setText(m_request.birthYear != 0
                                     ? tr("Born %1").arg(isolate(QString::number(m_request.birthYear)))
                                     : tr("Year of birth"));
    m_ui->filterLabel->setVisible(several || shown > 0);
    QWidget *before = m_ui->queryField;
    for (int i = 0; i < chips->count(); ++i) {
        QWidget::setTabOrder(before, chips->itemAt(i)->widget());
        before = chips->itemAt(i)->widget();
    }
    QWidget::setTabOrder(before, m_ui->employerChip);
}

void LookupPage::chooseEmployer()
{
    if (!m_request.employerId.isEmpty()) {
        m_request.employerId.clear();
        search();
        return;
    }
    m_ui->employerChip->setChecked(false);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QMap<QString, QString> employers;
    for (const FoundResident &found : std::as_const(m_result.residents)) {
        if (!found.resident.employerId.isEmpty())
            employers.insert(found.resident.employerId, found.resident.employerName);
    }
    for (auto i = employers.cbegin(); i != employers.cend(); ++i) {
        const QString name = i.value().isEmpty() ? i.key() : i.value();
        connect(menu->addAction(name), &QAction::triggered, this, [this, id = i.key()] {
            m_request.employerId = id;
            search();
        });
    }
    if (employers.isEmpty())
        menu->addAction(tr("Nobody here has an employer"))->setEnabled(false);
    menu->popup(m_ui->employerChip->mapToGlobal(QPoint(0, m_ui->employerChip->height() + 2)));
}

void LookupPage::chooseBirthYear()
{
    if (m_request.birthYear != 0) {
        m_request.birthYear = 0;
        search();
        return;
    }
    m_ui->birthYearChip->setChecked(false);
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QMap<int, int> years;
    for (const FoundResident &found : std::as_const(m_result.residents)) {
        if (!found.resident.birthDate.isEmpty())
            ++years[found.resident.birthDate.year];
    }
    for (auto i = years.cbegin(); i != years.cend(); ++i) {
        connect(menu->addAction(QString::number(i.key())), &QAction::triggered, this, [this, year = i.key()] {
            m_request.birthYear = year;
            search();
        });
    }
    menu->popup(m_ui->birthYearChip->mapToGlobal(QPoint(0, m_ui->birthYearChip->height() + 2)));
}

void LookupPage::moveInList(int key)
{
    QKeyEvent press(QEvent::KeyPress, key, Qt::NoModifier);
    QCoreApplication::sendEvent(m_ui->resultsTable, &press);
}

void LookupPage::enterPressed(QWidget *field, bool forward)
{
    if (field != m_ui->queryField || !forward) {
        Page::enterPressed(field, forward);
        return;
    }
    const QString query = m_ui->queryField->text().trimmed();
    if (query.isEmpty())
        return;
    if (query == m_answered) {
        open(m_ui->resultsTable->currentRow());
        return;
    }
    m_typing.stop();
    m_openWhenFound = true;
    search();
}

void LookupPage::open(int row)
{
    if (row >= 0 && row < m_model->rowCount())
        emit goTo(PageId::Resident, m_model->at(row).resident.iqamaNumber);
}

void LookupPage::update(int row)
{
    if (row < 0 || row >= m_model->rowCount())
        return;
    const QString iqama = m_model->at(row).resident.iqamaNumber;
    request(desk().startCase(iqama), [this, iqama](const Result<DraftView> &draft) {
        // What stands in the way is explained on the card.
        if (draft)
            emit goTo(PageId::Form, draft->caseId);
        else
            emit goTo(PageId::Resident, iqama);
    });
}

void LookupPage::retranslate()
{
    m_ui->retranslateUi(this);
    m_ui->readerStatusLabel->setStatus(StatusKind::Ok, tr("Ready to read a passport"));
    request(desk().info(), [this](const Result<DeskInfo> &info) {
        m_ui->asOfLabel->setText(
            info && info->registerAsOf.isValid()
                ? tr("From this desk's copy, updated %1").arg(isolate(displayDateTime(info->registerAsOf)))
                : QString());
    });
    showResult();
}

} // namespace desk
