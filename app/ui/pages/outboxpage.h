#pragma once

#include "ui/frame/page.h"

#include <QAbstractTableModel>

#include <memory>

namespace desk
{

namespace Ui
{
class OutboxPage;
}

/// What has to reach the hub, or has reached it lately.
class OutboxModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        CaseColumn,
        StateColumn,
        SinceColumn,
        TriesColumn,
        NextColumn,
        CauseColumn,
        ActColumn,
        ColumnCount
    };

    OutboxModel(const Catalogue &catalogue, const Clock &clock, QObject *parent = nullptr);

    void setRows(const QList<OutboxRow> &rows, Language language);
    const OutboxRow &row(int row) const { return m_rows.at(row); }
    int rowOf(const QString &id) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString timeOrDay(const QDateTime &at) const;
    QString firstLine(const OutboxRow &row, int column) const;

    const Catalogue &m_catalogue;
    const Clock &m_clock;
    Language m_language = Language::Arabic;
    QList<OutboxRow> m_rows;
};

/// The outbox in words: what is not sent yet, why, and what to do about it.
class OutboxPage final : public Page
{
    Q_OBJECT

public:
    explicit OutboxPage(const PageContext &context, QWidget *parent = nullptr);
    ~OutboxPage() override;

    QString title() const override;
    void activate(const QString &subject) override;
    QAbstractButton *primaryButton() const override;

protected:
    void retranslate() override;

private:
    enum Segment { Unsent, Failed, Waiting, Sending, Conflicted, Sent };

    void refresh();
    void setRows(const QList<OutboxRow> &rows);
    int count(Segment segment) const;
    void showOutbox();
    void showHealth();
    void showItem();
    void choose(Segment segment);
    bool belongs(const OutboxRow &row, Segment segment) const;
    bool canBeCancelled(const OutboxRow &row) const;
    void cancelItem();
    void copyReport();
    const OutboxRow *chosen() const;

    const std::unique_ptr<Ui::OutboxPage> m_ui;
    OutboxModel *m_model;
    QList<OutboxRow> m_rows;
    bool m_isCutOff = false; ///< there are more
    OutboxRow m_item; ///< the chosen one with its steps
    Segment m_segment = Unsent;
};

} // namespace desk
