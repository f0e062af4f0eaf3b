#pragma once

#include "ui/frame/page.h"

#include <QAbstractTableModel>

#include <memory>

namespace desk
{

namespace Ui
{
class QueuePage;
}

/// The cases that wait for a decision, riskiest and oldest first.
class QueueModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { RiskColumn, PersonColumn, TypeColumn, WaitingColumn, FindingsColumn, ColumnCount };

    QueueModel(const Catalogue &catalogue, const Clock &clock, QObject *parent = nullptr);

    void setRows(const QList<QueueRow> &rows, Language language);
    const QueueRow &row(int row) const { return m_rows.at(row); }
    int rowOf(const QString &caseId) const;
    /// That another supervisor reviews the case, as a sentence; empty: nobody does.
    QString reviewerOf(const QueueRow &queued) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const Catalogue &m_catalogue;
    const Clock &m_clock;
    Language m_language = Language::Arabic;
    QList<QueueRow> m_rows;
};

/// The review queue: filters with counts, the cases, what the chosen one changes.
class QueuePage final : public Page
{
    Q_OBJECT

public:
    explicit QueuePage(const PageContext &context, QWidget *parent = nullptr);
    ~QueuePage() override;

    QString title() const override;
    void activate(const QString &subject) override;
    QAbstractButton *primaryButton() const override;

protected:
    void retranslate() override;

private:
    /// One line of the filter column.
    struct Filter {
        QString text;
        std::function<bool(const QueueRow &)> takes; ///< empty: a head
    };

    void refresh();
    void showQueue();
    void showFilters();
    QList<Filter> filters() const;
    void applyFilter();
    void showPreview();
    void openChosen();

    const std::unique_ptr<Ui::QueuePage> m_ui;
    QueueModel *m_model;
    QueueView m_queue;
    int m_filter = 0;
    CaseView m_preview;
    QString m_previewId;
};

} // namespace desk
