#pragma once

#include "ui/frame/page.h"

#include <QAbstractTableModel>

#include <memory>

namespace desk
{

namespace Ui
{
class ConflictPage;
}

/// What the case enters beside what the register holds, and what it held when the case was made.
class ConflictModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { FieldColumn, BaseColumn, OursColumn, TheirsColumn, ChangedColumn, ColumnCount };

    explicit ConflictModel(const Catalogue &catalogue, QObject *parent = nullptr);

    void setFields(const QList<MergedField> &fields, Language language);
    const QList<MergedField> &fields() const { return m_fields; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const MergedField &field, int column) const;

    const Catalogue &m_catalogue;
    Language m_language = Language::Arabic;
    QList<MergedField> m_fields;
};

/// Settling a case that the register overtook: it goes again as a new revision for another person to decide,
/// or the register stays as it is. Neither side is lost: both stand in the case's history. The subject is a
/// case id.
class ConflictPage final : public Page
{
    Q_OBJECT

public:
    ConflictPage(const PageContext &context, QWidget *parent);
    ~ConflictPage() override;

    QString title() const override;
    void activate(const QString &subject) override;
    QAbstractButton *primaryButton() const override;
    const Resident *resident() const override;

protected:
    void retranslate() override;

private:
    void show();
    void sendAgain();
    void acceptRegister();
    void settled(const Result<> &done);

    const std::unique_ptr<Ui::ConflictPage> m_ui;
    ConflictModel *m_model;
    QString m_caseId;
    CaseView m_view;
    bool m_loaded = false;
};

} // namespace desk
