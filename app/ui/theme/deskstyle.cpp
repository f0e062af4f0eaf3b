#include "ui/theme/deskstyle.h"

#include <QAbstractButton>
#include <QAbstractScrollArea>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QPainterPath>
#include <QPlainTextEdit>
#include <QStyleOption>
#include <QTabBar>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kFieldPadding = 10; // QLineEdit adds 2 of its own
constexpr int kCheckBox = 18;
constexpr int kScrollBar = 12;
constexpr int kThumb = 8;
constexpr int kTabHeight = 40;
constexpr int kTabPadding = 16;
constexpr int kTabLine = 3;
constexpr int kMenuRow = 32;

bool isField(const QWidget *widget)
{
    return qobject_cast<const QLineEdit *>(widget) &&
           !qobject_cast<const QComboBox *>(widget->parentWidget());
}

} // namespace

void paintFrame(QPainter &painter, const QRect &rect, qreal radius, QColor line, QColor fill, int width)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal half = width / 2.0;
    painter.setPen(QPen(line, width));
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect).adjusted(half, half, -half, -half), radius - half, radius - half);
    painter.restore();
}

void paintFocusRing(QPainter &painter, const QRect &control, const Theme &theme)
{
    paintFrame(painter, control.adjusted(-kRingSpace, -kRingSpace, kRingSpace, kRingSpace),
               theme.metric(Metric::Radius) + 4, theme.color(Tone::Focus), Qt::transparent,
               theme.metric(Metric::Ring));
}

void setFailing(QWidget *field, bool failing)
{
    field->setProperty(kFailingProperty, failing);
    field->update();
}

DeskStyle::DeskStyle(const Theme &theme)
    : QProxyStyle(u"Fusion"_s)
    , m_theme(theme)
{
}

void DeskStyle::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (isField(widget) || qobject_cast<QComboBox *>(widget) || qobject_cast<QAbstractButton *>(widget))
        widget->setAttribute(Qt::WA_Hover);
    if (auto *tabs = qobject_cast<QTabBar *>(widget))
        tabs->setDrawBase(false);
}

void DeskStyle::unpolish(QWidget *widget)
{
    QProxyStyle::unpolish(widget);
}

QPalette DeskStyle::standardPalette() const
{
    return m_theme.palette();
}

int DeskStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return kCheckBox;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 8;
    case PM_ScrollBarExtent:
        return kScrollBar;
    case PM_ScrollBarSliderMin:
        return 32;
    case PM_ScrollView_ScrollBarSpacing:
    case PM_TabBarTabHSpace:
    case PM_TabBarTabShiftVertical:
    case PM_TabBarTabShiftHorizontal:
    case PM_TabBarBaseOverlap:
        return 0;
    case PM_HeaderMargin:
        return 12;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
        return 18;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int DeskStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                         QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_ComboBox_Popup:
    case SH_EtchDisabledText:
    case SH_ItemView_ShowDecorationSelected:
    case SH_Widget_Animate:
        return 0;
    case SH_LineEdit_PasswordCharacter:
        return 0x2022;
    case SH_ScrollBar_LeftClickAbsolutePosition:
        return 1;
    case SH_TabBar_Alignment:
        return Qt::AlignLeft;
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize DeskStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                  const QWidget *widget) const
{
    const int control = m_theme.metric(Metric::Control);
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_LineEdit:
        return {size.width() + 2 * kFieldPadding, control};
    case CT_ComboBox:
    case CT_PushButton:
        return {result.width() + 16, control};
    case CT_CheckBox:
    case CT_RadioButton:
        return result.expandedTo({0, 28}) + QSize(2 * kRingSpace, 0);
    case CT_TabBarTab: {
        const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option);
        const QString text = tab ? tab->text : QString();
        const int width = QFontMetrics(m_theme.font(Type::Body, true)).horizontalAdvance(text);
        return {width + 2 * kTabPadding, kTabHeight};
    }
    case CT_HeaderSection:
        return {result.width(), m_theme.metric(Metric::TableHead)};
    case CT_MenuItem:
        return result.expandedTo({0, kMenuRow});
    default:
        return result;
    }
}

QRect DeskStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    switch (element) {
    case SE_LineEditContents:
        return isField(widget) ? option->rect.adjusted(kFieldPadding, 0, -kFieldPadding, 0)
                               : QProxyStyle::subElementRect(element, option, widget);
    case SE_CheckBoxIndicator:
    case SE_RadioButtonIndicator: {
        const QRect box(option->rect.x() + kRingSpace, option->rect.center().y() - kCheckBox / 2 + 1,
                        kCheckBox, kCheckBox);
        return visualRect(option->direction, option->rect, box);
    }
    case SE_CheckBoxContents:
    case SE_RadioButtonContents:
        return visualRect(option->direction, option->rect,
                          option->rect.adjusted(2 * kRingSpace + kCheckBox + 3, 0, 0, 0));
    case SE_CheckBoxFocusRect:
    case SE_RadioButtonFocusRect:
        return subElementRect(SE_CheckBoxIndicator, option, widget);
    default:
        return QProxyStyle::subElementRect(element, option, widget);
    }
}

QRect DeskStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option,
                                SubControl subControl, const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option);
        if (!bar)
            return {};
        const bool upright = bar->orientation == Qt::Vertical;
        const int length = upright ? bar->rect.height() : bar->rect.width();
        const int range = bar->maximum - bar->minimum;
        int thumb = length;
        if (range > 0)
            thumb = qBound(32, int(qint64(bar->pageStep) * length / (range + bar->pageStep)), length);
        const int start = sliderPositionFromValue(bar->minimum, bar->maximum, bar->sliderPosition,
                                                  length - thumb, bar->upsideDown);
        const auto part = [&](int from, int to) {
            const QRect rect = upright ? QRect(0, from, bar->rect.width(), to - from)
                                       : QRect(from, 0, to - from, bar->rect.height());
            return visualRect(bar->direction, bar->rect, rect);
        };
        switch (subControl) {
        case SC_ScrollBarSlider:
            return part(start, start + thumb);
        case SC_ScrollBarSubPage:
            return part(0, start);
        case SC_ScrollBarAddPage:
            return part(start + thumb, length);
        case SC_ScrollBarGroove:
            return bar->rect;
        default:
            return {};
        }
    }
    if (control == CC_ComboBox) {
        const QRect rect = option->rect;
        switch (subControl) {
        case SC_ComboBoxEditField:
            return visualRect(option->direction, rect, rect.adjusted(kFieldPadding, 0, -36, 0));
        case SC_ComboBoxArrow:
            return visualRect(option->direction, rect, QRect(rect.right() - 31, rect.y(), 24, rect.height()));
        default:
            break;
        }
    }
    return QProxyStyle::subControlRect(control, option, subControl, widget);
}

void DeskStyle::drawField(QPainter &painter, const QRect &rect, State state, bool failing) const
{
    const bool focused = state.testFlag(State_HasFocus);
    const bool enabled = state.testFlag(State_Enabled);
    Tone line = enabled ? Tone::Border : Tone::DisabledLine;
    if (failing)
        line = Tone::Err;
    if (focused)
        line = Tone::Focus;
    paintFrame(painter, rect, m_theme.metric(Metric::Radius), m_theme.color(line),
               m_theme.color(enabled ? Tone::Card : Tone::Muted),
               focused || failing ? m_theme.metric(Metric::Ring) : 1);
}

void DeskStyle::drawCheckBox(QPainter &painter, const QRect &rect, State state) const
{
    const bool checked = state.testFlag(State_On);
    const bool enabled = state.testFlag(State_Enabled);
    const Tone line = !enabled ? Tone::DisabledLine : checked ? Tone::Brand : Tone::Border;
    const Tone fill = !enabled ? Tone::Muted : checked ? Tone::Brand : Tone::Card;
    paintFrame(painter, rect, 3, m_theme.color(line), m_theme.color(fill));
    if (checked)
        m_theme.paintIcon(painter, rect.adjusted(2, 2, -2, -2), u"check"_s,
                          enabled ? Tone::OnBrand : Tone::Disabled, Qt::RightToLeft);
}

void DeskStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    switch (element) {
    case PE_PanelLineEdit:
        if (isField(widget))
            drawField(*painter, option->rect, option->state, widget->property(kFailingProperty).toBool());
        return;
    case PE_FrameLineEdit:
        return;
    case PE_Frame:
        if (qobject_cast<const QPlainTextEdit *>(widget)) {
            drawField(*painter, option->rect, option->state, widget->property(kFailingProperty).toBool());
            return;
        }
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth > 0)
            paintFrame(*painter, option->rect, m_theme.metric(Metric::CardRadius), m_theme.color(Tone::Line),
                       Qt::transparent);
        return;
    case PE_IndicatorCheckBox:
        drawCheckBox(*painter, option->rect, option->state);
        return;
    case PE_IndicatorRadioButton: {
        const bool on = option->state.testFlag(State_On);
        paintFrame(*painter, option->rect, kCheckBox / 2.0, m_theme.color(on ? Tone::Brand : Tone::Border),
                   m_theme.color(Tone::Card), on ? 5 : 1);
        return;
    }
    case PE_FrameFocusRect:
        if (qobject_cast<const QAbstractButton *>(widget) && option->rect.width() == kCheckBox) {
            paintFrame(*painter, option->rect.adjusted(-4, -4, 4, 4), 6, m_theme.color(Tone::Focus),
                       Qt::transparent, m_theme.metric(Metric::Ring));
            return;
        }
        paintFrame(*painter, option->rect, m_theme.metric(Metric::Radius), m_theme.color(Tone::Focus),
                   Qt::transparent, m_theme.metric(Metric::Ring));
        return;
    case PE_FrameTabWidget:
    case PE_FrameTabBarBase:
    case PE_PanelItemViewItem:
    case PE_PanelItemViewRow:
    case PE_PanelScrollAreaCorner:
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void DeskStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                            const QWidget *widget) const
{
    switch (element) {
    case CE_TabBarTabShape: {
        if (option->state.testFlag(State_Selected)) {
            QRect line = option->rect;
            line.setTop(line.bottom() - kTabLine + 1);
            painter->fillRect(line, m_theme.color(Tone::Accent));
        }
        if (option->state.testFlag(State_HasFocus))
            paintFrame(*painter, option->rect.adjusted(2, 4, -2, -6), m_theme.metric(Metric::Radius),
                       m_theme.color(Tone::Focus), Qt::transparent, m_theme.metric(Metric::Ring));
        return;
    }
    case CE_TabBarTabLabel:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option)) {
            const bool selected = option->state.testFlag(State_Selected);
            painter->save();
            painter->setFont(m_theme.font(Type::Body, selected));
            painter->setPen(m_theme.color(selected ? Tone::Text : Tone::Text2));
            painter->drawText(option->rect, Qt::AlignCenter | Qt::TextHideMnemonic, tab->text);
            painter->restore();
            return;
        }
        break;
    case CE_HeaderSection:
        painter->fillRect(option->rect, m_theme.color(Tone::Page));
        painter->fillRect(QRect(option->rect.bottomLeft(), QSize(option->rect.width(), 1)),
                          m_theme.color(Tone::Line2));
        return;
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option)) {
            painter->save();
            painter->setFont(m_theme.font(Type::Small, true));
            painter->setPen(m_theme.color(Tone::Text2));
            painter->setLayoutDirection(option->direction);
            // The margin Qt takes off is meant for the sides.
            const QRect whole = option->rect.adjusted(0, -pixelMetric(PM_HeaderMargin, option, widget), 0,
                                                      pixelMetric(PM_HeaderMargin, option, widget));
            painter->drawText(whole, int(startAlignment(option->direction)), header->text);
            painter->restore();
            return;
        }
        break;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, m_theme.color(Tone::Page));
        painter->fillRect(QRect(option->rect.bottomLeft(), QSize(option->rect.width(), 1)),
                          m_theme.color(Tone::Line2));
        return;
    case CE_PushButtonBevel: {
        const bool pressed = option->state.testFlag(State_Sunken);
        const bool hovered = option->state.testFlag(State_MouseOver);
        const bool enabled = option->state.testFlag(State_Enabled);
        paintFrame(*painter, option->rect, m_theme.metric(Metric::Radius),
                   m_theme.color(option->state.testFlag(State_HasFocus) ? Tone::Focus
                                 : enabled                              ? Tone::Border
                                                                        : Tone::DisabledLine),
                   m_theme.color(!enabled || pressed ? Tone::Muted
                                 : hovered           ? Tone::Hover
                                                     : Tone::Card),
                   option->state.testFlag(State_HasFocus) ? m_theme.metric(Metric::Ring) : 1);
        return;
    }
    case CE_ShapedFrame:
        drawPrimitive(PE_Frame, option, painter, widget);
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void DeskStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option,
                                   QPainter *painter, const QWidget *widget) const
{
    switch (control) {
    case CC_ScrollBar:
        if (const auto *bar = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            if (bar->maximum == bar->minimum)
                return;
            const int inset = (kScrollBar - kThumb) / 2;
            const QRect thumb = subControlRect(CC_ScrollBar, bar, SC_ScrollBarSlider, widget)
                                    .adjusted(inset, inset, -inset, -inset);
            painter->save();
            painter->setRenderHint(QPainter::Antialiasing);
            painter->setPen(Qt::NoPen);
            painter->setBrush(m_theme.color(bar->activeSubControls.testFlag(SC_ScrollBarSlider) &&
                                                    bar->state.testFlag(State_Sunken)
                                                ? Tone::Border
                                                : Tone::Scroll));
            painter->drawRoundedRect(thumb, kThumb / 2.0, kThumb / 2.0);
            painter->restore();
            return;
        }
        break;
    case CC_ComboBox: {
        drawField(*painter, option->rect, option->state,
                  widget && widget->property(kFailingProperty).toBool());
        const QRect arrow = subControlRect(CC_ComboBox, option, SC_ComboBoxArrow, widget);
        m_theme.paintIcon(*painter, arrow.adjusted(4, 4, -4, -4), u"down"_s,
                          option->state.testFlag(State_Enabled) ? Tone::Text2 : Tone::Disabled,
                          option->direction);
        return;
    }
    default:
        break;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace desk
