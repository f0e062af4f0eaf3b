#include "ui/widgets/actionbutton.h"

#include "ui/theme/deskstyle.h"

#include <QKeyEvent>
#include <QPainter>
#include <QStyleOption>

namespace desk
{

namespace
{

constexpr int kIcon = 18;
constexpr int kGap = 8;

struct Looks {
    Tone text;
    Tone hint;
    Tone line;
    Tone fill;
    bool lined;
    bool filled;
};

Looks looksOf(ActionButton::Kind kind, bool enabled, bool pressed, bool hovered)
{
    switch (kind) {
    case ActionButton::Kind::Primary:
        if (enabled) {
            const Tone fill = pressed ? Tone::BrandActive : hovered ? Tone::BrandHover : Tone::Brand;
            return {Tone::OnBrand, Tone::OnBrand, fill, fill, true, true};
        }
        break;
    case ActionButton::Kind::Ghost:
        return {enabled ? Tone::Link : Tone::Disabled,
                enabled ? Tone::Text2 : Tone::Disabled,
                Tone::Line,
                Tone::Hover,
                false,
                hovered || pressed};
    case ActionButton::Kind::Link:
        return {enabled ? Tone::Link : Tone::Disabled, Tone::Text2, Tone::Line, Tone::Hover, false, false};
    case ActionButton::Kind::Danger:
        if (enabled)
            return {Tone::Err, Tone::Err, Tone::Err, hovered || pressed ? Tone::ErrBg : Tone::Card,
                    true,      true};
        break;
    case ActionButton::Kind::OnDark:
        return {Tone::OnHeader, Tone::OnHeader, Tone::OnHeader, Tone::Undo, true, false};
    case ActionButton::Kind::OnHeader:
        return {Tone::OnHeader, Tone::OnHeader2, Tone::Header, Tone::HeaderDeep, false, hovered || pressed};
    case ActionButton::Kind::Secondary:
    case ActionButton::Kind::Small:
        if (enabled)
            return {Tone::Text,   Tone::Text2,
                    Tone::Border, pressed ? Tone::Muted : hovered ? Tone::Hover : Tone::Card,
                    true,         true};
        break;
    }
    return {Tone::Disabled, Tone::Disabled, Tone::DisabledLine, Tone::Muted, true, true};
}

} // namespace

ActionButton::ActionButton(QWidget *parent)
    : QPushButton(parent)
{
    setAutoDefault(false);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
}

void ActionButton::setKind(Kind kind)
{
    m_kind = kind;
    updateGeometry();
    update();
}

void ActionButton::setGlyph(const QString &glyph)
{
    m_glyph = glyph;
    updateGeometry();
    update();
}

void ActionButton::setKeyHint(const QString &hint)
{
    m_keyHint = hint;
    updateGeometry();
    update();
}

int ActionButton::controlHeight() const
{
    const Theme &theme = themeOf(this);
    switch (m_kind) {
    case Kind::Primary:
        return theme.metric(Metric::Primary);
    case Kind::Small:
        return theme.metric(Metric::SmallControl);
    case Kind::OnDark:
        return 32;
    case Kind::Link:
        return 24;
    default:
        return theme.metric(Metric::Control);
    }
}

int ActionButton::padding() const
{
    switch (m_kind) {
    case Kind::Ghost:
    case Kind::Small:
    case Kind::OnHeader:
        return 8;
    case Kind::Link:
        return 0;
    default:
        return 16;
    }
}

QFont ActionButton::textFont() const
{
    return themeOf(this).font(m_kind == Kind::Small ? Type::Small : Type::Body, m_kind == Kind::Primary);
}

QFont ActionButton::hintFont() const
{
    return themeOf(this).font(Type::Small);
}

QSize ActionButton::sizeHint() const
{
    int width = 2 * padding() + QFontMetrics(textFont()).size(Qt::TextShowMnemonic, text()).width();
    if (!m_glyph.isEmpty())
        width += kIcon + kGap;
    if (!m_keyHint.isEmpty())
        width += kGap + QFontMetrics(hintFont()).horizontalAdvance(m_keyHint);
    return {width, controlHeight()};
}

void ActionButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        if (!event->isAutoRepeat())
            click();
        return;
    }
    QPushButton::keyPressEvent(event);
}

void ActionButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = themeOf(this);
    const Looks looks = looksOf(m_kind, isEnabled(), isDown() || isChecked(), underMouse());
    const Qt::LayoutDirection direction = layoutDirection();
    QPainter painter(this);
    const int radius = theme.metric(Metric::Radius);
    if (looks.lined)
        paintFrame(painter, rect(), radius, theme.color(looks.line),
                   looks.filled ? theme.color(looks.fill) : QColor(Qt::transparent));
    else if (looks.filled)
        paintFrame(painter, rect(), radius, theme.color(looks.fill), theme.color(looks.fill));

    // Elsewhere FocusRing stands around the button; dark surfaces need a light line.
    if (hasFocus() && (m_kind == Kind::OnDark || m_kind == Kind::OnHeader))
        paintFrame(painter, rect(), radius, theme.color(Tone::OnHeader), Qt::transparent,
                   theme.metric(Metric::Ring));

    QFont font = textFont();
    font.setUnderline(m_kind == Kind::Link);
    const int textWidth = QFontMetrics(font).size(Qt::TextShowMnemonic, text()).width();
    int content = textWidth;
    if (!m_glyph.isEmpty())
        content += kIcon + kGap;
    const int hintWidth = m_keyHint.isEmpty() ? 0 : QFontMetrics(hintFont()).horizontalAdvance(m_keyHint);
    if (hintWidth > 0)
        content += kGap + hintWidth;

    int x = m_kind == Kind::Link ? 0 : qMax(0, (width() - content) / 2);
    const auto place = [&](int wide, int high) {
        const QRect logical(x, (height() - high) / 2, wide, high);
        x += wide + kGap;
        return QStyle::visualRect(direction, rect(), logical);
    };
    painter.setLayoutDirection(direction);
    if (!m_glyph.isEmpty())
        theme.paintIcon(painter, place(kIcon, kIcon), m_glyph, looks.text, direction);
    painter.setFont(font);
    painter.setPen(theme.color(looks.text));
    painter.drawText(place(textWidth, height()), Qt::AlignCenter | Qt::TextHideMnemonic | Qt::TextDontClip,
                     text());
    if (hintWidth > 0) {
        painter.setFont(hintFont());
        painter.setPen(theme.color(looks.hint));
        painter.setLayoutDirection(Qt::LeftToRight);
        painter.drawText(place(hintWidth, height()), Qt::AlignCenter | Qt::TextDontClip, m_keyHint);
    }
}

} // namespace desk
