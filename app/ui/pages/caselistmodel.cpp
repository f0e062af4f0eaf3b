#include "ui/pages/caselistmodel.h"

#include "base/clock.h"
#include "text/dates.h"
#include "ui/delegates/celldelegate.h"

namespace desk
{

StatusKind statusOf(CaseState state)
{
    switch (state) {
    case CaseState::Draft:
        return StatusKind::None;
    case CaseState::Submitted:
        return StatusKind::Clock;
    case CaseState::Returned:
        return StatusKind::Warn;
    case CaseState::Approved:
        return StatusKind::Info;
    case CaseState::Rejected:
        return StatusKind::Err;
    case CaseState::Conflicted:
        return StatusKind::Warn;
    case CaseState::Applied:
        return StatusKind::Ok;
    case CaseState::Withdrawn:
        return StatusKind::None;
    }
    Q_UNREACHABLE();
}

CaseListModel::CaseListModel(const Catalogue &catalogue, QObject *parent)
    : QAbstractTableModel(parent)
    , m_catalogue(catalogue)
{
}

void CaseListModel::show(const QList<CaseRow> &rows, Language language)
{
    beginResetModel();
    m_rows = rows;
    m_language = language;
    endResetModel();
}

int CaseListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

int CaseListModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant CaseListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CaseRow &row = m_rows.at(index.row());
    const auto column = Column(index.column());
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) {
        switch (column) {
        case Reference:
            return row.reference;
        case Type:
            return m_catalogue.word(row.caseType, m_language);
        case State:
            return m_catalogue.word(row.state, m_language);
        case Changed:
            return displayDate(riyadhDate(row.changedAt.isValid() ? row.changedAt : row.createdAt));
        case ColumnCount:
            break;
        }
        return {};
    }
    if (role == IdentifierRole)
        return column == Reference;
    if (role == StatusRole && column == State)
        return int(statusOf(row.state));
    return {};
}

QVariant CaseListModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Reference:
        return tr("Case");
    case Type:
        return tr("Type");
    case State:
        return tr("State");
    case Changed:
        return tr("Last change");
    case ColumnCount:
        break;
    }
    return {};
}

HouseholdModel::HouseholdModel(const Catalogue &catalogue, QObject *parent)
    : QAbstractTableModel(parent)
    , m_catalogue(catalogue)
{
}

void HouseholdModel::show(const QList<Resident> &people, Language language)
{
    beginResetModel();
    m_people = people;
    m_language = language;
    endResetModel();
}

int HouseholdModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_people.size());
}

int HouseholdModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant HouseholdModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Resident &person = m_people.at(index.row());
    const auto column = Column(index.column());
    const bool arabic = m_language == Language::Arabic;
    if (role == Qt::DisplayRole || role == Qt::AccessibleTextRole) {
        switch (column) {
        case Name:
            return arabic && !person.nameAr.isEmpty() ? person.nameAr : person.nameEn;
        case Iqama:
            return person.iqamaNumber;
        case RelationToHead:
            return person.relation ? m_catalogue.word(*person.relation, m_language) : QString();
        case PassportNumber:
            return person.passport.number;
        case ColumnCount:
            break;
        }
        return {};
    }
    if (role == IdentifierRole)
        return column == Iqama || column == PassportNumber;
    return {};
}

QVariant HouseholdModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Name:
        return tr("Name");
    case Iqama:
        return tr("Iqama number");
    case RelationToHead:
        return tr("Relation");
    case PassportNumber:
        return tr("Passport on record");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace desk
