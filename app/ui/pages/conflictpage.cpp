#include "ui/pages/conflictpage.h"

#include "base/bidi.h"
#include "base/clock.h"
#include "domain/decisionreason.h"
#include "text/dates.h"
#include "ui/delegates/celldelegate.h"
#include "ui/pages/codecombo.h"
#include "ui/theme/deskstyle.h"
#include "ui_conflictpage.h"

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kRowHeight = 48;

StatusKind kindOf(ChangedBy changedBy)
{
    switch (changedBy) {
    case ChangedBy::Nobody:
        return StatusKind::None;
    case ChangedBy::Case:
    case ChangedBy::BothAlike:
        return StatusKind::Info;
    case ChangedBy::Register:
        return StatusKind::Warn;
    case ChangedBy::BothOtherwise:
        return StatusKind::Err;
    }
    Q_UNREACHABLE();
}

} // namespace

ConflictModel::ConflictModel(const Catalogue &catalogue, QObject *parent)
    : QAbstractTableModel(parent)
    , m_catalogue(catalogue)
{
}

void ConflictModel::setFields(const QList<MergedField> &fields, Language language)
{
    beginResetModel();
    m_fields = fields;
    m_language = language;
    endResetModel();
}

int ConflictModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_fields.size());
}

int ConflictModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QString ConflictModel::text(const MergedField &field, int column) const
{
    const auto shown = [](const QString &value) {
        const auto date = isoDate(value);
        return date ? displayDate(*date) : value;
    };
    switch (column) {
    case FieldColumn:
        return m_catalogue.fieldName(field.field, m_language);
    case BaseColumn:
        return shown(field.base);
    case OursColumn:
        return shown(field.ours);
    case TheirsColumn:
        return shown(field.theirs);
    case ChangedColumn:
        return m_catalogue.wordOf(u"changed_by", codeOf(field.changedBy), m_language);
    default:
        return {};
    }
}

QVariant ConflictModel::data(const QModelIndex &index, int role) const
{
    const MergedField &field = m_fields.at(index.row());
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole)
        return text(field, index.column());
    switch (index.column()) {
    case BaseColumn:
    case OursColumn:
    case TheirsColumn:
        if (role == StrongRole)
            return index.column() != BaseColumn && field.changedBy == ChangedBy::BothOtherwise;
        return role == IdentifierRole ? QVariant(true) : QVariant();
    case ChangedColumn:
        return role == StatusRole ? QVariant(int(kindOf(field.changedBy))) : QVariant();
    default:
        return {};
    }
}

QVariant ConflictModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation != Qt::Horizontal)
        return {};
    const QStringList heads{tr("Field"), tr("When the case was made"), tr("In this case"),
                            tr("In the register now"), tr("Changed by")};
    return heads.value(section);
}

ConflictPage::ConflictPage(const PageContext &context, QWidget *parent)
    : Page(PageId::Conflict, context, parent)
    , m_ui(std::make_unique<Ui::ConflictPage>())
    , m_model(new ConflictModel(context.catalogue, this))
{
    m_ui->setupUi(this);
    m_ui->fieldTable->setModel(m_model);
    m_ui->fieldTable->setItemDelegate(new CellDelegate(kRowHeight, m_ui->fieldTable));
    m_ui->fieldTable->setRowHeight(kRowHeight);
    m_ui->fieldTable->setColumnWidths({176, 0, 0, 0, 224});
    connect(m_ui->sendAgainButton, &ActionButton::clicked, this, &ConflictPage::sendAgain);
    connect(m_ui->acceptRegisterButton, &ActionButton::clicked, this, &ConflictPage::acceptRegister);
    connect(m_ui->backButton, &ActionButton::clicked, this, &Page::goBack);
    retranslate();
}

ConflictPage::~ConflictPage() = default;

QString ConflictPage::title() const
{
    return tr("Conflict with the register");
}

QAbstractButton *ConflictPage::primaryButton() const
{
    return m_ui->sendAgainButton;
}

const Resident *ConflictPage::resident() const
{
    return m_loaded ? &m_view.resident : nullptr;
}

void ConflictPage::activate(const QString &subject)
{
    m_caseId = subject;
    m_loaded = false;
    m_ui->problemSummary->show(QList<ErrorSummary::Line>());
    m_ui->reasonCombo->setCurrentIndex(0);
    request(desk().caseView(subject), [this](const Result<CaseView> &view) {
        if (!view) {
            m_ui->problemSummary->show({{errorText(view.error()), m_ui->fieldTable}});
            return;
        }
        m_view = *view;
        m_loaded = true;
        show();
        m_ui->fieldTable->setFocus(Qt::OtherFocusReason);
        emit frameChanged();
    });
}

void ConflictPage::show()
{
    m_ui->referenceLabel->setText(m_view.row.reference);
    const bool open = m_view.conflict.has_value();
    const bool mayResolve = may(desk().actor().roles, Act::ResolveConflict);
    m_ui->sendAgainButton->setVisible(open && mayResolve);
    m_ui->acceptRegisterButton->setVisible(open && mayResolve);
    m_ui->reasonCard->setVisible(open && mayResolve);
    m_model->setFields(open ? m_view.conflict->fields : QList<MergedField>(), language());
    if (!open)
        m_ui->stateBanner->show(StatusKind::Ok, tr("This case is no longer in conflict."));
    else if (mayResolve)
        m_ui->stateBanner->show(
            StatusKind::Warn,
            tr("The register was changed after this case was made. Nothing was overwritten."),
            tr("Compare both sides with the passport. Sent again, the case is decided by another "
               "person; left as it is, the register stays and the case ends. Both sides stay in the "
               "case's history."));
    else
        m_ui->stateBanner->show(
            StatusKind::Warn,
            tr("The register was changed after this case was made. Nothing was overwritten."),
            tr("A supervisor settles it."));
}

void ConflictPage::sendAgain()
{
    request(desk().sendAgain(m_caseId), [this](const Result<> &done) { settled(done); });
}

void ConflictPage::acceptRegister()
{
    const QString reason = m_ui->reasonCombo->currentData().toString();
    setFailing(m_ui->reasonCombo, reason.isEmpty());
    if (reason.isEmpty()) {
        m_ui->problemSummary->show({{tr("Choose why the register is left as it is"), m_ui->reasonCombo}});
        return;
    }
    request(desk().acceptRegister(m_caseId, reason), [this](const Result<> &done) { settled(done); });
}

void ConflictPage::settled(const Result<> &done)
{
    if (done)
        emit goTo(PageId::Receipt, m_caseId);
    else
        m_ui->problemSummary->show({{errorText(done.error()), m_ui->sendAgainButton}});
}

void ConflictPage::retranslate()
{
    m_ui->retranslateUi(this);
    fillCombo<DecisionReason>(m_ui->reasonCombo, catalogue(), language());
    if (m_loaded)
        show();
}

} // namespace desk
