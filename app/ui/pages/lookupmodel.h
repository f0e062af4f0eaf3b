#pragma once

#include "service/views.h"
#include "text/catalogue.h"
#include "ui/delegates/celldelegate.h"

#include <QAbstractTableModel>

namespace desk
{

/// Residents found, best first, with why each was found and whether the passport can be updated.
class LookupModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Iqama, Birth, PassportNumber, Reason, Eligibility, ColumnCount };

    explicit LookupModel(const Catalogue &catalogue, QObject *parent = nullptr);

    void show(const QList<FoundResident> &residents, const QString &query);
    void setLanguage(Language language);
    const FoundResident &at(int row) const { return m_residents.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const FoundResident &found, Column column) const;
    QString reason(const FoundResident &found) const;
    QPair<StatusKind, QString> eligibility(const FoundResident &found) const;
    QString firstName(const Resident &resident) const;
    QString secondName(const Resident &resident) const;

    const Catalogue &m_catalogue;
    Language m_language = Language::Arabic;
    QList<FoundResident> m_residents;
    QString m_query;
};

/// The parts of `name` that the words of `query` begin, in the folding of the search; identifiers match none.
QList<MarkRange> nameMarks(const QString &name, const QString &query);

} // namespace desk
