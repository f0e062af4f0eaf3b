#pragma once

#include "service/views.h"
#include "text/catalogue.h"
#include "ui/widgets/status.h"

#include <QAbstractTableModel>

namespace desk
{

/// A resident's cases, newest first: reference, type, state and the day it changed last.
class CaseListModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Reference, Type, State, Changed, ColumnCount };

    explicit CaseListModel(const Catalogue &catalogue, QObject *parent = nullptr);

    void show(const QList<CaseRow> &rows, Language language);
    const CaseRow &at(int row) const { return m_rows.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const Catalogue &m_catalogue;
    Language m_language = Language::Arabic;
    QList<CaseRow> m_rows;
};

/// The others of a household.
class HouseholdModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Name, Iqama, RelationToHead, PassportNumber, ColumnCount };

    explicit HouseholdModel(const Catalogue &catalogue, QObject *parent = nullptr);

    void show(const QList<Resident> &people, Language language);
    const Resident &at(int row) const { return m_people.at(row); }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const Catalogue &m_catalogue;
    Language m_language = Language::Arabic;
    QList<Resident> m_people;
};

/// How a case's state is shown everywhere.
StatusKind statusOf(CaseState state);

} // namespace desk
