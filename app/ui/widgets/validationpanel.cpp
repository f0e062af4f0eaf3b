#include "ui/widgets/validationpanel.h"

#include "base/bidi.h"
#include "ui/theme/theme.h"
#include "ui/widgets/statuslabel.h"
#include "ui/widgets/textlabel.h"

#include <QAbstractScrollArea>
#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTextLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kPadding = 16;
constexpr int kIcon = 16;
constexpr int kGap = 8;
constexpr int kMostHeights = 1000;

enum class Group { Reading, Passport, Record, Eligibility };

/// The group a rule is read in: by its family, with the rules that compare with the read among the readings.
Group groupOf(QStringView rule)
{
    if (rule.startsWith(u"MZ-"))
        return Group::Reading;
    if (rule.startsWith(u"FM-") || rule.startsWith(u"DT-"))
        return Group::Passport;
    if (rule.startsWith(u"RC-"))
        return Group::Record;
    return Group::Eligibility;
}

qreal textHeight(const QString &text, const QFont &font, int width, Qt::LayoutDirection direction,
                 QPainter *painter = nullptr, QPointF at = {})
{
    QTextLayout layout(text, font);
    QTextOption option;
    option.setTextDirection(direction);
    option.setAlignment(startAlignment(direction));
    option.setWrapMode(QTextOption::WordWrap);
    layout.setTextOption(option);
    layout.beginLayout();
    qreal height = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, height});
        height += 20;
    }
    layout.endLayout();
    if (painter)
        layout.draw(painter, at);
    return height;
}

class PanelDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto &row = static_cast<const PanelModel *>(index.model())->row(index.row());
        if (row.head)
            return {0, 28};
        const Theme &theme = themeOf(option.widget);
        return {0, 8 + heightOf(row.text, theme.font(Type::Finding), textWidth(option, row, theme),
                                option.direction)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const auto &row = static_cast<const PanelModel *>(index.model())->row(index.row());
        const Theme &theme = themeOf(option.widget);
        const bool mirrored = option.direction == Qt::RightToLeft;
        painter->save();
        if (row.head) {
            painter->setFont(theme.font(Type::Small, true));
            painter->setPen(theme.color(Tone::Text2));
            painter->drawText(option.rect.adjusted(kPadding, 6, -kPadding, 0),
                              int(startAlignment(option.direction)) | Qt::AlignVCenter, row.text);
            painter->restore();
            return;
        }
        if ((option.state & QStyle::State_Selected) && (option.state & QStyle::State_HasFocus)) {
            painter->fillRect(option.rect, theme.color(Tone::Soft));
            const int bar = theme.metric(Metric::Bar);
            painter->fillRect(mirrored ? option.rect.right() + 1 - bar : option.rect.left(),
                              option.rect.top(), bar, option.rect.height(), theme.color(Tone::Accent));
        }
        const int top = option.rect.top() + 4;
        const QRect icon(mirrored ? option.rect.right() + 1 - kPadding - kIcon
                                  : option.rect.left() + kPadding,
                         top + 2, kIcon, kIcon);
        theme.paintIcon(*painter, icon, statusIcon(row.kind), statusIconTone(row.kind), option.direction);

        const int width = textWidth(option, row, theme);
        const int textLeft = mirrored ? icon.left() - kGap - width : icon.right() + 1 + kGap;
        const bool quiet = row.kind == StatusKind::Wait || row.kind == StatusKind::None;
        painter->setPen(theme.color(quiet ? Tone::Text2 : Tone::Text));
        textHeight(row.text, theme.font(Type::Finding), width, option.direction, painter,
                   QPointF(textLeft, top));

        painter->setFont(theme.font(Type::Small));
        painter->setPen(theme.color(statusTone(row.kind)));
        const QRect word(option.rect.left() + kPadding, top, option.rect.width() - 2 * kPadding, 20);
        painter->drawText(
            word, int(mirrored ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignAbsolute | Qt::AlignVCenter,
            row.word);
        painter->restore();
    }

private:
    /// Every row is asked for its height whenever one of them changes, which is at every key.
    int heightOf(const QString &text, const QFont &font, int width, Qt::LayoutDirection direction) const
    {
        if (const Wrapping wrapping{font, direction};
            m_wrapping != wrapping || m_heights.size() > kMostHeights) {
            m_heights.clear();
            m_wrapping = wrapping;
        }
        int &height = m_heights[{text, width}];
        if (height == 0)
            height = int(std::ceil(textHeight(text, font, width, direction)));
        return height;
    }

    static int textWidth(const QStyleOptionViewItem &option, const PanelRow &row, const Theme &theme)
    {
        const int word = QFontMetrics(theme.font(Type::Small)).horizontalAdvance(row.word);
        // Without the scroll bar, which the rows do not have.
        const auto *view = qobject_cast<const QAbstractScrollArea *>(option.widget);
        const int all = view != nullptr ? view->viewport()->width() : option.rect.width();
        return std::max(80, all - 2 * kPadding - kIcon - 2 * kGap - word);
    }

    struct Wrapping {
        QFont font;
        Qt::LayoutDirection direction = Qt::LayoutDirectionAuto;

        friend bool operator==(const Wrapping &, const Wrapping &) = default;
    };
    mutable Wrapping m_wrapping;
    mutable QHash<std::pair<QString, int>, int> m_heights; ///< by text and width
};

StatusKind kindOf(const RuleOutcome &outcome)
{
    if (outcome.state != RuleState::Found || outcome.findings.isEmpty())
        return statusOf(outcome.state);
    const auto worst =
        std::min_element(outcome.findings.begin(), outcome.findings.end(),
                         [](const Finding &a, const Finding &b) { return a.severity < b.severity; });
    return statusOf(worst->severity);
}

} // namespace

PanelModel::PanelModel(QObject *parent)
    : QAbstractListModel(parent)
{
}

void PanelModel::setJudgement(const Judgement &judgement, const QSet<QString> &silentFields,
                              const Catalogue &catalogue, Language language)
{
    const std::array<QString, 4> heads = {tr("Reading"), tr("New passport"), tr("Against the record"),
                                          tr("Eligibility and authority")};
    std::array<QList<PanelRow>, 4> groups;
    for (const RuleOutcome &outcome : judgement.outcomes) {
        // A missing field is asked for when the form is sent to the check page, not while it is being filled.
        if (outcome.state == RuleState::NotApplicable || outcome.rule == "FM-001"_L1)
            continue;
        PanelRow row;
        row.rule = outcome.rule;
        row.kind = kindOf(outcome);
        if (!outcome.findings.isEmpty())
            row.field = outcome.findings.first().field;
        const bool silent =
            std::any_of(outcome.findings.begin(), outcome.findings.end(),
                        [&](const Finding &finding) { return silentFields.contains(finding.field); });
        if (silent &&
            (row.kind == StatusKind::Err || row.kind == StatusKind::Warn || row.kind == StatusKind::Sup))
            row.kind = StatusKind::Wait;
        const bool found = outcome.state == RuleState::Found && row.kind != StatusKind::Wait;
        row.text = found ? catalogue.ruleMessage(outcome.findings.first(), language, Isolation::Isolated)
                         : catalogue.ruleTitle(outcome.rule, language);
        if (row.kind == StatusKind::Wait)
            row.word = catalogue.word(RuleState::NotChecked, language);
        else if (found)
            row.word = catalogue.word(outcome.findings.first().severity, language);
        else
            row.word = catalogue.word(outcome.state, language);
        row.acknowledgeable = row.kind == StatusKind::Warn;
        row.acknowledged = row.acknowledgeable && outcome.findings.first().acknowledged;
        if (row.acknowledged)
            row.word = tr("Seen");
        groups.at(std::size_t(groupOf(outcome.rule))) += row;
    }
    QList<PanelRow> rows;
    for (std::size_t group = 0; group < groups.size(); ++group) {
        if (groups.at(group).isEmpty())
            continue;
        PanelRow head;
        head.head = true;
        head.text = heads.at(group);
        rows += head;
        rows += groups.at(group);
    }
    // Where the same rules stand in the same order only the words change: the current row stays.
    const bool sameShape = rows.size() == m_rows.size() &&
                           std::equal(rows.begin(), rows.end(), m_rows.begin(),
                                      [](const PanelRow &a, const PanelRow &b) { return a.rule == b.rule; });
    if (!sameShape) {
        beginResetModel();
        m_rows = rows;
        endResetModel();
    } else if (rows != m_rows) {
        m_rows = rows;
        emit dataChanged(index(0), index(int(m_rows.size()) - 1),
                         {Qt::DisplayRole, Qt::AccessibleTextRole, Qt::SizeHintRole});
    }
}

int PanelModel::count(StatusKind kind) const
{
    return int(std::count_if(m_rows.begin(), m_rows.end(),
                             [kind](const PanelRow &row) { return !row.head && row.kind == kind; }));
}

int PanelModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PanelModel::data(const QModelIndex &index, int role) const
{
    const PanelRow &row = m_rows.at(index.row());
    if (role == Qt::DisplayRole)
        return row.text;
    if (role == Qt::AccessibleTextRole)
        return row.head ? row.text : withoutBidiControls(tr("%1: %2").arg(row.word, row.text));
    return {};
}

Qt::ItemFlags PanelModel::flags(const QModelIndex &index) const
{
    return m_rows.at(index.row()).head ? Qt::NoItemFlags : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

ValidationPanel::ValidationPanel(QWidget *parent)
    : QWidget(parent)
    , m_model(new PanelModel(this))
    , m_list(new QListView(this))
    , m_head(new TextLabel(TextLabel::Kind::Section, {}, this))
    , m_counts(new QWidget(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 12, 1, 0);
    column->setSpacing(0);
    auto *top = new QVBoxLayout;
    top->setContentsMargins(kPadding, 0, kPadding, 8);
    top->setSpacing(2);
    top->addWidget(m_head);
    auto *counts = new QHBoxLayout(m_counts);
    counts->setContentsMargins(0, 0, 0, 0);
    counts->setSpacing(12);
    top->addWidget(m_counts);
    column->addLayout(top);
    m_list->setObjectName(QStringLiteral("findingsListView"));
    m_list->setModel(m_model);
    m_list->setItemDelegate(new PanelDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Rows keep the width they were measured for.
    m_list->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setResizeMode(QListView::Adjust);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->installEventFilter(this);
    column->addWidget(m_list);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    describe();
}

QSize ValidationPanel::sizeHint() const
{
    return {themeOf(this).metric(Metric::Panel), 300};
}

void ValidationPanel::setJudgement(const Judgement &judgement, const QSet<QString> &silentFields,
                                   const Catalogue &catalogue, Language language)
{
    m_model->setJudgement(judgement, silentFields, catalogue, language);
    qDeleteAll(m_counts->findChildren<StatusLabel *>(QString(), Qt::FindDirectChildrenOnly));
    const std::array<std::pair<StatusKind, QString>, 4> kinds = {
        {{StatusKind::Err, catalogue.word(Severity::Block, language)},
         {StatusKind::Sup, catalogue.word(Severity::Supervisor, language)},
         {StatusKind::Warn, catalogue.word(Severity::Warning, language)},
         //: Number of rules that could not be judged yet
         {StatusKind::Wait, tr("Open")}}};
    auto *row = qobject_cast<QHBoxLayout *>(m_counts->layout());
    while (QLayoutItem *item = row->takeAt(0))
        delete item;
    for (const auto &[kind, word] : kinds) {
        const int count = m_model->count(kind);
        if (count == 0)
            continue;
        auto *label = new StatusLabel(m_counts);
        label->setStatus(kind, tr("%1 %2").arg(word, isolate(QString::number(count))));
        row->addWidget(label);
        label->show();
    }
    if (row->count() == 0) {
        auto *label = new StatusLabel(m_counts);
        label->setStatus(StatusKind::Ok, catalogue.word(RuleState::Passed, language));
        row->addWidget(label);
        label->show();
    }
    row->addStretch(1);
}

void ValidationPanel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    painter.fillRect(rect(), theme.color(Tone::Card));
    const int edge = layoutDirection() == Qt::RightToLeft ? width() - 1 : 0;
    painter.fillRect(edge, 0, 1, height(), theme.color(Tone::Line));
    painter.fillRect(0, m_list->y() - 1, width(), 1, theme.color(Tone::Line));
}

void ValidationPanel::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        describe();
}

bool ValidationPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress && m_list->currentIndex().isValid()) {
        auto *key = static_cast<QKeyEvent *>(event);
        const PanelRow row = m_model->row(m_list->currentIndex().row());
        if (key->key() == Qt::Key_Space && row.acknowledgeable) {
            emit acknowledged(row.rule, !row.acknowledged);
            return true;
        }
        if ((key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) && !row.field.isEmpty()) {
            emit fieldWanted(row.field);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void ValidationPanel::describe()
{
    m_head->setText(tr("Checks"));
    m_list->setAccessibleName(tr("Checks"));
    m_list->setAccessibleDescription(tr("Space acknowledges a warning, Enter goes to its field"));
}

} // namespace desk
