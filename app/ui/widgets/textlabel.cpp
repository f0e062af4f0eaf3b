#include "ui/widgets/textlabel.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>

namespace desk
{

namespace
{

struct Looks {
    Type type;
    bool bold;
    Tone tone;
};

Looks looksOf(TextLabel::Kind kind)
{
    switch (kind) {
    case TextLabel::Kind::Body:
        return {Type::Body, false, Tone::Text};
    case TextLabel::Kind::Quiet:
        return {Type::Body, false, Tone::Text2};
    case TextLabel::Kind::Strong:
        return {Type::Body, true, Tone::Text};
    case TextLabel::Kind::Small:
        return {Type::Small, false, Tone::Text2};
    case TextLabel::Kind::SmallText:
        return {Type::Small, false, Tone::Text};
    case TextLabel::Kind::Section:
    case TextLabel::Kind::Number:
        return {Type::Section, true, Tone::Text};
    case TextLabel::Kind::Name:
        return {Type::Name, true, Tone::Text};
    case TextLabel::Kind::Title:
        return {Type::Title, true, Tone::Text};
    case TextLabel::Kind::Display:
        return {Type::Display, true, Tone::Text};
    case TextLabel::Kind::Id:
        return {Type::Id, false, Tone::Text};
    case TextLabel::Kind::IdLarge:
        return {Type::IdField, false, Tone::Text};
    case TextLabel::Kind::Reference:
        return {Type::Reference, true, Tone::Text};
    }
    Q_UNREACHABLE();
}

} // namespace

TextLabel::TextLabel(QWidget *parent)
    : TextLabel(Kind::Body, {}, parent)
{
}

TextLabel::TextLabel(Kind kind, const QString &text, QWidget *parent)
    : QLabel(text, parent)
    , m_kind(kind)
{
    setTextFormat(Qt::PlainText);
    applyKind();
}

void TextLabel::setKind(Kind kind)
{
    m_kind = kind;
    applyKind();
}

void TextLabel::setTone(Tone tone)
{
    m_tone = tone;
    update();
}

void TextLabel::setElided(bool elided)
{
    m_elided = elided;
    updateGeometry();
    update();
}

QSize TextLabel::minimumSizeHint() const
{
    const QSize whole = QLabel::minimumSizeHint();
    return m_elided ? QSize(qMin(whole.width(), 48), whole.height()) : whole;
}

bool TextLabel::isIdentifier() const
{
    return m_kind == Kind::Id || m_kind == Kind::IdLarge || m_kind == Kind::Reference;
}

void TextLabel::applyKind()
{
    const Looks looks = looksOf(m_kind);
    setFont(themeOf(this).font(looks.type, looks.bold));
    m_tone = looks.tone;
    update();
}

void TextLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::StyleChange) {
        const Tone tone = m_tone;
        applyKind();
        m_tone = tone;
    }
}

void TextLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Qt::LayoutDirection reading = layoutDirection();
    painter.setLayoutDirection(isIdentifier() ? Qt::LeftToRight : reading);
    painter.setPen(themeOf(this).color(isEnabled() ? m_tone : Tone::Disabled));

    int flags = int(startAlignment(reading)) | Qt::TextHideMnemonic;
    flags |=
        isIdentifier() || reading == Qt::LeftToRight ? Qt::TextForceLeftToRight : Qt::TextForceRightToLeft;
    if (buddy() == nullptr)
        flags &= ~Qt::TextHideMnemonic;
    if (wordWrap())
        flags |= Qt::TextWordWrap;
    if (alignment().testFlag(Qt::AlignTop))
        flags = (flags & ~Qt::AlignVCenter) | Qt::AlignTop;
    const QRect area = contentsRect().adjusted(margin(), margin(), -margin(), -margin());
    QString shown = text();
    if (m_elided && !wordWrap()) {
        shown = fontMetrics().elidedText(shown, Qt::ElideRight, area.width() + 1);
        setToolTip(shown == text() ? QString() : text());
    }
    painter.drawText(area, flags, shown);
}

} // namespace desk
