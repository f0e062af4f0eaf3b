#include "ui/pages/rulespage.h"

#include "base/bidi.h"
#include "domain/decisionreason.h"
#include "text/dates.h"
#include "ui/delegates/celldelegate.h"
#include "ui/theme/deskstyle.h"
#include "ui_rulespage.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kRowHeight = 48;

StatusKind kindOf(PackState state)
{
    switch (state) {
    case PackState::InForce:
        return StatusKind::Ok;
    case PackState::Pending:
        return StatusKind::Clock;
    case PackState::Superseded:
    case PackState::TakenBack:
        return StatusKind::None;
    case PackState::Offered:
        return StatusKind::Warn;
    }
    Q_UNREACHABLE();
}

/// Whether going back from it changes anything.
bool canBeTakenBack(const PackView &pack)
{
    return !pack.builtIn && (pack.state == PackState::InForce || pack.state == PackState::Pending);
}

} // namespace

RulePacksModel::RulePacksModel(const Catalogue &catalogue, QObject *parent)
    : QAbstractTableModel(parent)
    , m_catalogue(catalogue)
{
}

void RulePacksModel::setPacks(const QList<PackView> &packs, Language language)
{
    beginResetModel();
    m_packs = packs;
    m_language = language;
    endResetModel();
}

int RulePacksModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_packs.size());
}

int RulePacksModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString RulePacksModel::text(const PackView &pack, int column) const
{
    switch (column) {
    case VersionColumn:
        return pack.version;
    case StateColumn:
        return m_catalogue.wordOf(u"pack_state", codeOf(pack.state), m_language);
    case FromColumn:
        return displayDate(pack.effectiveFrom);
    case UntilColumn:
        return pack.validUntil.isValid() ? displayDate(pack.validUntil) : tr("No limit");
    case PublisherColumn:
        if (pack.builtIn)
            return tr("Came with the program");
        return pack.signerName.isEmpty() ? pack.signerFingerprint : pack.signerName;
    case SinceColumn:
        return pack.installedAt.isValid() ? displayDateTime(pack.installedAt) : QString();
    default:
        return {};
    }
}

QVariant RulePacksModel::data(const QModelIndex &index, int role) const
{
    const PackView &pack = m_packs.at(index.row());
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return text(pack, index.column());
    switch (index.column()) {
    case VersionColumn:
        return role == StrongRole || role == IdentifierRole ? QVariant(true) : QVariant();
    case StateColumn:
        return role == StatusRole ? QVariant(int(kindOf(pack.state))) : QVariant();
    case PublisherColumn:
        if (role == SecondLineRole && !pack.signerName.isEmpty())
            return pack.signerFingerprint;
        if (role == IdentifierRole)
            return !pack.builtIn && pack.signerName.isEmpty();
        return role == SecondIdentifierRole ? QVariant(true) : QVariant();
    default:
        return {};
    }
}

QVariant RulePacksModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    const QStringList heads{tr("Version"),     tr("State"),     tr("Effective from"),
                            tr("Valid until"), tr("Publisher"), tr("Here since")};
    return heads.value(section);
}

RulesPage::RulesPage(const PageContext &context, QWidget *parent)
    : Page(PageId::Rules, context, parent)
    , m_ui(std::make_unique<Ui::RulesPage>())
    , m_model(new RulePacksModel(context.catalogue, this))
{
    m_ui->setupUi(this);
    m_ui->packTable->setModel(m_model);
    m_ui->packTable->setItemDelegate(new CellDelegate(kRowHeight, m_ui->packTable));
    m_ui->packTable->setRowHeight(kRowHeight);
    m_ui->packTable->setColumnWidths({112, 224, 120, 120, 0, 160});
    connect(m_ui->packTable, &DeskTable::rowChosen, this, &RulesPage::showChosen);
    connect(m_ui->installButton, &ActionButton::clicked, this, &RulesPage::installFromFile);
    connect(m_ui->takeOfferedButton, &ActionButton::clicked, this, &RulesPage::takeOffered);
    connect(m_ui->takeBackButton, &ActionButton::clicked, this, &RulesPage::takeBack);
    connect(m_ui->backButton, &ActionButton::clicked, this, &Page::goBack);
    retranslate();
}

RulesPage::~RulesPage() = default;

QString RulesPage::title() const
{
    return tr("Rule packs");
}

QAbstractButton *RulesPage::primaryButton() const
{
    return m_ui->installButton;
}

void RulesPage::activate(const QString &)
{
    m_ui->doneBanner->hide();
    m_ui->problemSummary->show(QList<ErrorSummary::Line>());
    m_ui->reasonField->clear();
    const bool mayChange = may(desk().actor().roles, Act::InstallRules);
    m_ui->installButton->setVisible(mayChange);
    m_ui->whoLabel->setVisible(!mayChange);
    request(desk().rulePacks(), [this](const Result<QList<PackView>> &packs) {
        show(packs);
        m_ui->packTable->setFocus(Qt::OtherFocusReason);
    });
}

void RulesPage::show(const Result<QList<PackView>> &packs)
{
    if (!packs) {
        m_ui->problemSummary->show({{errorText(packs.error()), m_ui->packTable}});
        return;
    }
    m_model->setPacks(*packs, language());
    const auto first = std::find_if(packs->begin(), packs->end(), [](const PackView &pack) {
        return pack.state == PackState::Offered || pack.state == PackState::InForce;
    });
    m_ui->packTable->chooseRow(int(first - packs->begin()));
    showChosen();
}

const PackView *RulesPage::chosen() const
{
    const int row = m_ui->packTable->currentRow();
    return row < 0 ? nullptr : &m_model->packs().at(row);
}

/// What can be done with the chosen pack, and why an offered one was not taken.
void RulesPage::showChosen()
{
    const PackView *pack = chosen();
    const bool mayChange = may(desk().actor().roles, Act::InstallRules);
    const bool offered = pack && pack->state == PackState::Offered;
    const bool canGoBack = pack && canBeTakenBack(*pack);
    m_ui->takeOfferedButton->setVisible(mayChange && offered);
    m_ui->takeBackButton->setVisible(mayChange && canGoBack);
    m_ui->takeBackCard->setVisible(mayChange && canGoBack);
    m_ui->offerBanner->setVisible(offered);
    if (offered && pack->refusal)
        m_ui->offerBanner->show(StatusKind::Warn, tr("The hub gave this pack, and this desk did not take it."),
                                errorText(*pack->refusal));
    else if (offered)
        m_ui->offerBanner->show(StatusKind::Info, tr("Nothing hinders this pack of the hub any more."));
}

void RulesPage::installFromFile()
{
    prompts().chooseFile(window(), tr("Install a rule pack"), [this](const QString &path) {
        if (!path.isEmpty())
            install(path, SignerTrust::AsKnown);
    });
}

void RulesPage::install(const QString &path, SignerTrust trust)
{
    request(desk().installRules(path, trust), [this, path](const Result<QList<PackView>> &packs) {
        if (packs || packs.error().code != ErrorCode::UnknownSigner) {
            changed(packs, tr("The rule pack is installed."));
            return;
        }
        prompts().ask(window(), trustQuestion(packs.error().where), [this, path](int answer) {
            if (answer == 1)
                install(path, SignerTrust::FromNowOn);
        });
    });
}

Question RulesPage::trustQuestion(const QString &fingerprint) const
{
    return {
        tr("Trust this publisher?"),
        tr("Compare the fingerprint with the one the publisher tells you, not with one that came with the "
           "pack. From now on every pack signed with this key is taken, also from the hub."),
        {{tr("Fingerprint"), isolate(fingerprint)}},
        {tr("Do not install"), tr("Trust and install")},
        1};
}

void RulesPage::takeOffered()
{
    const PackView *pack = chosen();
    if (!pack)
        return;
    const auto take = [this, version = pack->version] {
        request(desk().takeOfferedRules(version), [this](const Result<QList<PackView>> &packs) {
            changed(packs, tr("The rule pack is installed."));
        });
    };
    if (!pack->refusal || pack->refusal->code != ErrorCode::UnknownSigner) {
        take();
        return;
    }
    prompts().ask(window(), trustQuestion(pack->signerFingerprint), [take](int answer) {
        if (answer == 1)
            take();
    });
}

void RulesPage::takeBack()
{
    const PackView *pack = chosen();
    if (!pack)
        return;
    const QString reason = m_ui->reasonField->text().trimmed();
    const bool enough = reason.size() >= kMinCommentLength;
    setFailing(m_ui->reasonField, !enough);
    if (!enough) {
        m_ui->problemSummary->show(
            {{tr("Enter why the pack is taken back, in at least %1 characters").arg(kMinCommentLength),
              m_ui->reasonField}});
        return;
    }
    const Question question{
        tr("Take this rule pack back?"),
        tr("Cases are judged by the next older one at once. This pack, and older ones, are "
           "never taken here again; a newer one is."),
        {{tr("Version"), isolate(pack->version)}},
        {tr("Keep it"), tr("Take it back")},
        1};
    prompts().ask(window(), question, [this, version = pack->version, reason](int answer) {
        if (answer != 1)
            return;
        request(desk().takeBackRules(version, reason), [this](const Result<QList<PackView>> &packs) {
            m_ui->reasonField->clear();
            changed(packs, tr("The rule pack is taken back."));
        });
    });
}

void RulesPage::changed(const Result<QList<PackView>> &packs, const QString &done)
{
    m_ui->problemSummary->show(QList<ErrorSummary::Line>());
    m_ui->doneBanner->setVisible(packs.has_value());
    if (packs)
        m_ui->doneBanner->show(StatusKind::Ok, done);
    show(packs);
}

void RulesPage::retranslate()
{
    m_ui->retranslateUi(this);
    m_model->setPacks(m_model->packs(), language());
    showChosen();
}

} // namespace desk
