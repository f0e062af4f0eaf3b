#pragma once

#include "domain/rules/engine.h"
#include "text/catalogue.h"
#include "ui/widgets/status.h"

#include <QAbstractListModel>
#include <QListView>
#include <QSet>
#include <QWidget>

namespace desk
{

class TextLabel;

/// One line of the panel: the head of a group, or a rule's state in words.
struct PanelRow {
    bool head = false;
    QString rule;
    QString text;
    StatusKind kind = StatusKind::None;
    QString word;
    QString field;                ///< of the first finding
    bool acknowledgeable = false; ///< a warning
    bool acknowledged = false;

    friend bool operator==(const PanelRow &, const PanelRow &) = default;
};

/// Every rule about the case, with its state (ux.md FORM-06).
class PanelModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    explicit PanelModel(QObject *parent = nullptr);

    /// A rule about `silentFields` waits: nobody is judged on what they are still typing.
    void setJudgement(const Judgement &judgement, const QSet<QString> &silentFields,
                      const Catalogue &catalogue, Language language);
    const PanelRow &row(int row) const { return m_rows.at(row); }
    int count(StatusKind kind) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    QList<PanelRow> m_rows;
};

/// The checks beside the form: grouped, counted, advisory. Never takes the focus by itself; on a warning's
/// row Space acknowledges it, on any row Enter leads to its field.
class ValidationPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit ValidationPanel(QWidget *parent = nullptr);

    void setJudgement(const Judgement &judgement, const QSet<QString> &silentFields,
                      const Catalogue &catalogue, Language language);
    PanelModel *model() const { return m_model; }

    QSize sizeHint() const override;

signals:
    void acknowledged(const QString &rule, bool on);
    void fieldWanted(const QString &field);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void describe();

    PanelModel *m_model;
    QListView *m_list;
    TextLabel *m_head;
    QWidget *m_counts;
};

} // namespace desk
