#include "ui/frame/navlist.h"

#include "ui/theme/deskstyle.h"

#include <QAbstractListModel>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

namespace desk
{

namespace
{

constexpr int kStart = 16;
constexpr int kEnd = 12;
constexpr int kGap = 12;
constexpr int kBadge = 20;
constexpr int kBadgeMin = 24;
constexpr int kHeading = 38;
constexpr int kTwoLines = 52;

} // namespace

class NavList::Model final : public QAbstractListModel
{
public:
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_items.size());
    }

    QVariant data(const QModelIndex &index, int role) const override
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid))
            return {};
        const NavItem &entry = m_items.at(index.row());
        if (role == Qt::DisplayRole)
            return entry.text;
        if (role == Qt::AccessibleTextRole)
            return entry.badge > 0 ? QStringLiteral("%1, %2").arg(entry.text, entry.badgeMeaning)
                                   : entry.text;
        return {};
    }

    Qt::ItemFlags flags(const QModelIndex &index) const override
    {
        return m_items.value(index.row()).heading ? Qt::NoItemFlags
                                                  : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
    }

    void set(const QList<NavItem> &items)
    {
        beginResetModel();
        m_items = items;
        endResetModel();
    }

    const NavItem &item(int row) const { return m_items.at(row); }
    int shown = -1; ///< the row of the page shown

private:
    QList<NavItem> m_items;
};

namespace
{

template <class Model>
class Delegate final : public QStyledItemDelegate
{
public:
    Delegate(const Model &model, QObject *parent)
        : QStyledItemDelegate(parent)
        , m_model(model)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const NavItem &item = m_model.item(index.row());
        const int row = themeOf(option.widget).metric(Metric::NavRow);
        return {themeOf(option.widget).metric(Metric::Nav) - 1, item.heading            ? kHeading
                                                                : item.second.isEmpty() ? row
                                                                                        : kTwoLines};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = themeOf(option.widget);
        const NavItem &item = m_model.item(index.row());
        const bool shown = index.row() == m_model.shown;
        const Qt::LayoutDirection direction = option.direction;
        const QRect row = option.rect;
        const auto visual = [&](const QRect &logical) { return QStyle::visualRect(direction, row, logical); };
        painter->save();
        painter->setLayoutDirection(direction);
        const int start = int(startAlignment(direction));

        if (item.heading) {
            painter->setFont(theme.font(Type::Small, true));
            painter->setPen(theme.color(Tone::Text2));
            painter->drawText(row.adjusted(kStart, 16, -kStart, 0), start, item.text);
            painter->restore();
            return;
        }

        if (shown)
            painter->fillRect(row, theme.color(Tone::Soft));
        else if (option.state.testFlag(QStyle::State_MouseOver))
            painter->fillRect(row, theme.color(Tone::Hover));
        if (shown)
            painter->fillRect(visual(QRect(row.x(), row.y(), theme.metric(Metric::Bar), row.height())),
                              theme.color(Tone::Accent));
        const auto *view = qobject_cast<const QWidget *>(option.widget);
        if (view != nullptr && view->hasFocus() && option.state.testFlag(QStyle::State_HasFocus))
            paintFrame(*painter, row.adjusted(2, 2, -2, -2), theme.metric(Metric::Radius),
                       theme.color(Tone::Focus), Qt::transparent, theme.metric(Metric::Ring));

        const Tone tone = shown ? Tone::OnSoft : Tone::Text;
        const int icon = theme.metric(Metric::Icon);
        theme.paintIcon(*painter,
                        visual(QRect(row.x() + kStart, row.center().y() - icon / 2 + 1, icon, icon)),
                        item.glyph, tone, direction);

        const int left = row.x() + kStart + icon + kGap;
        const QString number = QString::number(item.badge);
        const int badgeWidth =
            item.badge == 0
                ? 0
                : qMax(kBadgeMin,
                       QFontMetrics(theme.font(Type::Small, shown)).horizontalAdvance(number) + 12);
        const int keyWidth = QFontMetrics(theme.font(Type::Small)).horizontalAdvance(item.key);
        const int words = QFontMetrics(theme.font(Type::Body, shown)).horizontalAdvance(item.text);
        // Where there is no room for all three, the name and the count are worth more than the key.
        const bool keyFits = left + words + badgeWidth + keyWidth + 10 <= row.right() - kEnd;

        // From the end: key, then count.
        int end = row.right() - kEnd;
        if (!item.key.isEmpty() && (keyFits || item.badge == 0)) {
            painter->setFont(theme.font(Type::Small));
            painter->setPen(theme.color(shown ? Tone::OnSoft : Tone::Hint));
            painter->drawText(visual(QRect(end - keyWidth + 1, row.y(), keyWidth, row.height())),
                              Qt::AlignCenter | Qt::TextDontClip, item.key);
            end -= keyWidth + 5;
        }
        if (item.badge > 0) {
            painter->setFont(theme.font(Type::Small, shown));
            const QRect badge =
                visual(QRect(end - badgeWidth + 1, row.center().y() - kBadge / 2 + 1, badgeWidth, kBadge));
            paintFrame(*painter, badge, theme.metric(Metric::Radius), theme.color(Tone::Muted),
                       theme.color(Tone::Muted));
            painter->setPen(theme.color(Tone::Text));
            painter->drawText(badge, Qt::AlignCenter, number);
            end -= badgeWidth + 5;
        }

        const QRect text(left, row.y(), end - left, row.height());
        painter->setFont(theme.font(Type::Body, shown));
        painter->setPen(theme.color(tone));
        if (item.second.isEmpty()) {
            painter->drawText(visual(text), start,
                              painter->fontMetrics().elidedText(item.text, Qt::ElideRight, text.width() + 1));
        } else {
            const int half = row.height() / 2;
            const QRect upper(left, row.y() + 4, row.right() - kEnd - left, half - 4);
            painter->drawText(
                visual(upper), start,
                painter->fontMetrics().elidedText(item.text, Qt::ElideRight, upper.width() + 1));
            painter->setFont(theme.font(Type::Small));
            painter->setLayoutDirection(Qt::LeftToRight);
            painter->drawText(visual(QRect(left, row.y() + half, upper.width(), half - 6)), start,
                              item.second);
        }
        painter->restore();
    }

private:
    const Model &m_model;
};

} // namespace

NavList::NavList(QWidget *parent)
    : QListView(parent)
    , m_model(new Model(this))
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setModel(m_model);
    setItemDelegate(new Delegate<Model>(*m_model, this));
    connect(this, &QListView::clicked, this, &NavList::choose);
}

NavList::~NavList() = default;

void NavList::setItems(const QList<NavItem> &items)
{
    const int row = currentIndex().row();
    m_model->set(items);
    if (row >= 0 && row < items.size())
        setCurrentIndex(m_model->index(row));
    updateGeometry();
}

void NavList::setShownPage(PageId page)
{
    m_model->shown = -1;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (!m_model->item(row).heading && m_model->item(row).page == page)
            m_model->shown = row;
    }
    if (m_model->shown >= 0)
        setCurrentIndex(m_model->index(m_model->shown));
    viewport()->update();
}

QSize NavList::sizeHint() const
{
    int height = 0;
    for (int row = 0; row < m_model->rowCount(); ++row)
        height += sizeHintForRow(row);
    return {themeOf(this).metric(Metric::Nav) - 1, height};
}

void NavList::choose(const QModelIndex &index)
{
    if (index.isValid() && !m_model->item(index.row()).heading)
        emit chosen(m_model->item(index.row()).page);
}

void NavList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        choose(currentIndex());
        return;
    }
    QListView::keyPressEvent(event);
}

} // namespace desk
