#include "ui/pages/lookupmodel.h"

#include "domain/personname.h"
#include "text/dates.h"

namespace desk
{

QList<MarkRange> nameMarks(const QString &name, const QString &query)
{
    QStringList wanted;
    const QStringList queryWords = query.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const QString &word : queryWords) {
        const QString folded = normalName(word);
        if (!folded.isEmpty())
            wanted += folded;
    }

    QList<MarkRange> marks;
    qsizetype start = 0;
    while (start < name.size()) {
        if (name.at(start).isSpace()) {
            ++start;
            continue;
        }
        qsizetype end = start;
        while (end < name.size() && !name.at(end).isSpace())
            ++end;
        const QString word = name.mid(start, end - start);
        const QString folded = normalName(word);
        qsizetype best = 0;
        for (const QString &one : std::as_const(wanted)) {
            if (folded.startsWith(one))
                best = qMax(best, one.size());
        }
        if (best > 0) {
            // The shortest beginning of the written word that folds to as many letters.
            qsizetype length = 1;
            while (length < word.size() && normalName(word.left(length)).size() < best)
                ++length;
            // Marks over the last letter belong to it.
            while (length < word.size() && word.at(length).isMark())
                ++length;
            marks += MarkRange{int(start), int(length)};
        }
        start = end;
    }
    return marks;
}

LookupModel::LookupModel(const Catalogue &catalogue, QObject *parent)
    : QAbstractTableModel(parent)
    , m_catalogue(catalogue)
{
}

void LookupModel::show(const QList<FoundResident> &residents, const QString &query)
{
    beginResetModel();
    m_residents = residents;
    m_query = query;
    endResetModel();
}

void LookupModel::setLanguage(Language language)
{
    m_language = language;
    emit headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!m_residents.isEmpty())
        emit dataChanged(index(0, 0), index(int(m_residents.size()) - 1, ColumnCount - 1));
}

int LookupModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_residents.size());
}

int LookupModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString LookupModel::firstName(const Resident &resident) const
{
    const bool arabic = m_language == Language::Arabic;
    const QString &first = arabic ? resident.nameAr : resident.nameEn;
    return first.isEmpty() ? (arabic ? resident.nameEn : resident.nameAr) : first;
}

QString LookupModel::secondName(const Resident &resident) const
{
    const bool arabic = m_language == Language::Arabic;
    if ((arabic ? resident.nameAr : resident.nameEn).isEmpty())
        return {};
    return arabic ? resident.nameEn : resident.nameAr;
}

QString LookupModel::reason(const FoundResident &found) const
{
    switch (found.matchedBy) {
    case MatchedBy::Iqama:
        return tr("Iqama number");
    case MatchedBy::Passport:
        return tr("Passport number");
    case MatchedBy::Border:
        return tr("Border number");
    case MatchedBy::Mobile:
        return tr("Mobile number");
    case MatchedBy::Employer:
        return tr("Employer's number");
    case MatchedBy::Household:
        return tr("Head of household");
    case MatchedBy::Name:
        break;
    }
    switch (found.nameMatch) {
    case NameMatchKind::AllWords:
        return tr("Every word, together");
    case NameMatchKind::AllWordsApart:
        return tr("Every word, others between");
    case NameMatchKind::Prefix:
        return tr("The beginning of a word");
    case NameMatchKind::SpellingForm:
        return tr("Once spelling is made even");
    case NameMatchKind::Sound:
        return tr("Sounds alike");
    case NameMatchKind::None:
        break;
    }
    return tr("Name");
}

QPair<StatusKind, QString> LookupModel::eligibility(const FoundResident &found) const
{
    if (found.eligibilityFindings.isEmpty())
        return {StatusKind::Ok, tr("Can be updated")};
    const Finding &first = found.eligibilityFindings.first();
    const StatusKind kind = statusOf(first.severity);
    if (first.rule == QLatin1String("RC-014"))
        return {kind, tr("A case is open")};
    if (first.rule == QLatin1String("EL-008"))
        return {kind, tr("Iqama expired")};
    if (found.resident.iqamaStatus != IqamaStatus::Valid && first.severity == Severity::Block)
        return {kind, m_catalogue.word(found.resident.iqamaStatus, m_language)};
    if (first.severity == Severity::Supervisor)
        return {kind, tr("Needs the supervisor")};
    return {kind, m_catalogue.word(found.eligibility, m_language)};
}

QString LookupModel::text(const FoundResident &found, Column column) const
{
    const Resident &resident = found.resident;
    switch (column) {
    case Name:
        return firstName(resident);
    case Iqama:
        return resident.iqamaNumber;
    case Birth:
        return resident.birthDate.isFull()    ? displayDate(resident.birthDate.earliest())
               : resident.birthDate.isEmpty() ? QString()
                                              : QString::number(resident.birthDate.year);
    case PassportNumber:
        return resident.passport.isEmpty() ? tr("None") : resident.passport.number;
    case Reason:
        return reason(found);
    case Eligibility:
        return eligibility(found).second;
    case ColumnCount:
        break;
    }
    return {};
}

QVariant LookupModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const FoundResident &found = m_residents.at(index.row());
    const auto column = Column(index.column());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        return text(found, column);
    case SecondLineRole:
        return column == Name ? secondName(found.resident) : QVariant();
    case StrongRole:
        return column == Name && index.row() == 0;
    case QuietRole:
        return column == PassportNumber && found.resident.passport.isEmpty();
    case IdentifierRole:
        return column == Iqama || (column == PassportNumber && !found.resident.passport.isEmpty());
    case StatusRole:
        return column == Eligibility ? QVariant(int(eligibility(found).first)) : QVariant();
    case MarksRole:
        return column == Name && found.matchedBy == MatchedBy::Name
                   ? QVariant::fromValue(nameMarks(firstName(found.resident), m_query))
                   : QVariant();
    case SecondMarksRole:
        return column == Name && found.matchedBy == MatchedBy::Name
                   ? QVariant::fromValue(nameMarks(secondName(found.resident), m_query))
                   : QVariant();
    default:
        return {};
    }
}

QVariant LookupModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (Column(section)) {
    case Name:
        return tr("Name");
    case Iqama:
        return tr("Iqama number");
    case Birth:
        //: head of a column: date of birth
        return tr("Birth");
    case PassportNumber:
        return tr("Passport on record");
    case Reason:
        return tr("Why it was found");
    case Eligibility:
        return tr("Eligibility");
    case ColumnCount:
        break;
    }
    return {};
}

} // namespace desk
