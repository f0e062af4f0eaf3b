#include "ui/widgets/changetable.h"

#include "base/bidi.h"
#include "ui/theme/theme.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/difflabel.h"
#include "ui/widgets/statuslabel.h"
#include "ui/widgets/textlabel.h"
#include "ui/widgets/wordlist.h"

#include <QEvent>
#include <QGridLayout>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace desk
{

namespace
{

constexpr int kHeadRow = 32;
constexpr int kRow = 58;

} // namespace

ChangeTable::ChangeTable(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(16, 0, 16, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(0);
}

void ChangeTable::setRows(const QList<ChangeRow> &rows, Extra extra)
{
    m_rows = rows;
    m_extra = extra;
    m_unfolded = false;
    build();
}

void ChangeTable::build()
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        if (item->widget())
            item->widget()->deleteLater();
        delete item;
    }
    m_firstCells.clear();
    const bool zone = m_extra == Extra::Zone;
    const QStringList heads =
        zone ? QStringList{tr("What changes"), tr("On record now"), tr("New"), tr("Machine-readable zone")}
             : QStringList{tr("What changes"), tr("On record now"), tr("New")};
    for (int column = 0; column < heads.size(); ++column) {
        auto *head = new TextLabel(TextLabel::Kind::Small, heads.at(column), this);
        QFont font = head->font();
        font.setBold(true);
        head->setFont(font);
        m_grid->addWidget(head, 0, column);
    }
    m_grid->setRowMinimumHeight(0, kHeadRow);
    m_grid->setColumnMinimumWidth(0, zone ? 100 : 132);
    m_grid->setColumnStretch(1, 1);
    m_grid->setColumnStretch(2, zone ? 1 : 2);
    m_grid->setColumnStretch(3, zone ? 1 : 0);

    int line = 1;
    QStringList same;
    for (const ChangeRow &row : std::as_const(m_rows)) {
        if (row.changed || m_unfolded)
            addRow(line++, row);
        if (!row.changed)
            same += row.label;
    }
    if (same.isEmpty())
        return;
    auto *names = new TextLabel(TextLabel::Kind::Quiet, tr("Unchanged: %1").arg(commaList(same)), this);
    names->setElided(true);
    m_grid->addWidget(names, line, 0, 1, 3);
    auto *fold = new ActionButton(this);
    fold->setObjectName(QStringLiteral("unchangedButton"));
    fold->setKind(ActionButton::Kind::Link);
    const QString count = isolate(QString::number(same.size()));
    fold->setText(m_unfolded ? tr("Hide the unchanged (%1)").arg(count)
                             : tr("Show the unchanged (%1)").arg(count));
    connect(fold, &QAbstractButton::clicked, this, [this] {
        m_unfolded = !m_unfolded;
        // After this click: building takes the clicked button away.
        QMetaObject::invokeMethod(this, &ChangeTable::build, Qt::QueuedConnection);
    });
    m_grid->addWidget(fold, line, 3, layoutDirection() == Qt::RightToLeft ? Qt::AlignLeft : Qt::AlignRight);
    m_grid->setRowMinimumHeight(line, 40);
    m_firstCells += names;
}

void ChangeTable::addRow(int line, const ChangeRow &row)
{
    const bool zone = m_extra == Extra::Zone;
    const TextDiff diff = row.changed ? diffOf(row.before, row.after) : TextDiff();
    const bool marks = row.changed && (zone || row.before.contains(u' '));

    auto *label = new QWidget(this);
    auto *labelColumn = new QVBoxLayout(label);
    labelColumn->setContentsMargins(0, 0, 0, 0);
    labelColumn->setSpacing(0);
    labelColumn->addStretch(1);
    labelColumn->addWidget(new TextLabel(TextLabel::Kind::Quiet, row.label, label));
    const bool origin = zone && !row.origin.isEmpty();
    if (origin || !row.labelNote.isEmpty()) {
        auto *note = new TextLabel(TextLabel::Kind::Small, origin ? row.origin : row.labelNote, label);
        note->setWordWrap(!origin);
        labelColumn->addWidget(note);
    }
    labelColumn->addStretch(1);
    m_grid->addWidget(label, line, 0);
    m_firstCells += label;

    const QString nothing = tr("Not entered");
    auto *before = new DiffLabel(this);
    before->setValue(marks ? DiffLabel::Side::Before : DiffLabel::Side::Plain,
                     row.before.isEmpty() ? tr("None on record") : row.before, diff.before,
                     row.identifier && !row.before.isEmpty(), row.beforeNote);
    m_grid->addWidget(before, line, 1);
    auto *after = new DiffLabel(this);
    after->setValue(marks ? DiffLabel::Side::After : DiffLabel::Side::Plain,
                    row.after.isEmpty() ? nothing : row.after, diff.after,
                    row.identifier && !row.after.isEmpty(), row.afterNote);
    after->setAccessibleName(row.changed ? tr("%1: was %2, becomes %3").arg(row.label, row.before, row.after)
                                         : tr("%1: %2, unchanged").arg(row.label, row.after));
    m_grid->addWidget(after, line, 2);

    if (zone) {
        auto *cell = new QWidget(this);
        auto *column = new QVBoxLayout(cell);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(2);
        column->addStretch(1);
        if (!row.zone.isEmpty())
            column->addWidget(new TextLabel(TextLabel::Kind::Id, row.zone, cell));
        auto *verdict = new StatusLabel(cell);
        verdict->setStatus(row.zoneKind, row.zoneWord);
        column->addWidget(verdict);
        column->addStretch(1);
        m_grid->addWidget(cell, line, 3);
    } else if (!row.path.isEmpty()) {
        auto *change = new ActionButton(this);
        change->setObjectName(QStringLiteral("changeButton"));
        change->setKind(ActionButton::Kind::Link);
        change->setText(tr("Change"));
        change->setAccessibleName(tr("Change: %1").arg(row.label));
        connect(change, &QAbstractButton::clicked, this,
                [this, path = row.path] { emit changeWanted(path); });
        m_grid->addWidget(change, line, 3);
    }
    m_grid->setRowMinimumHeight(line, kRow);
}

void ChangeTable::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    painter.fillRect(1, 1, width() - 2, kHeadRow - 1, theme.color(Tone::Page));
    for (const QWidget *cell : std::as_const(m_firstCells)) {
        painter.fillRect(1, cell->geometry().top(), width() - 2, 1, theme.color(Tone::Line));
    }
}

void ChangeTable::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange && !m_rows.isEmpty())
        QMetaObject::invokeMethod(this, &ChangeTable::build, Qt::QueuedConnection);
}

} // namespace desk
