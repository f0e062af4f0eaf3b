#pragma once

#include "ui/widgets/status.h"

#include <QList>
#include <QString>
#include <QWidget>

class QGridLayout;

namespace desk
{

/// One fact of a case: what is on record, what is new, and what the read zone says of it.
struct ChangeRow {
    QString path; ///< of the field in the case file
    QString label;
    QString labelNote;
    QString origin; ///< how the value came; shown beside the read zone
    QString before;
    QString beforeNote;
    QString after;
    QString afterNote;
    bool identifier = false;
    bool changed = false;
    QString zone;
    StatusKind zoneKind = StatusKind::None;
    QString zoneWord;
};

/// Old beside new, the old value where reading starts; what did not change is folded away (ux.md CASE-03).
class ChangeTable final : public QWidget
{
    Q_OBJECT

public:
    enum class Extra {
        Links, ///< a link a row that leads back to its field
        Zone,  ///< a column for the read zone, and changed characters marked
    };

    explicit ChangeTable(QWidget *parent = nullptr);

    void setRows(const QList<ChangeRow> &rows, Extra extra);

signals:
    void changeWanted(const QString &path);

protected:
    void paintEvent(QPaintEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void addRow(int line, const ChangeRow &row);

    QGridLayout *m_grid;
    QList<ChangeRow> m_rows;
    Extra m_extra = Extra::Links;
    bool m_unfolded = false;
    QList<QWidget *> m_firstCells; ///< of each row under the head: a hairline is drawn above it
};

} // namespace desk
