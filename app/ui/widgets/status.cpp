#include "ui/widgets/status.h"

#include "ui/theme/deskstyle.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kIcon = 16;
constexpr int kGap = 6;
constexpr int kChipHeight = 24;
constexpr int kChipPadding = 8;

struct Looks {
    const char16_t *icon;
    Tone text;
    Tone iconTone;
    Tone fill;
    Tone line;
};

Looks looksOf(StatusKind kind)
{
    switch (kind) {
    case StatusKind::Ok:
        return {u"ok", Tone::Ok, Tone::Ok, Tone::OkBg, Tone::OkLine};
    case StatusKind::Err:
        return {u"err", Tone::Err, Tone::Err, Tone::ErrBg, Tone::ErrLine};
    case StatusKind::Warn:
        return {u"warn", Tone::Warn, Tone::WarnIcon, Tone::WarnBg, Tone::WarnLine};
    case StatusKind::Sup:
        return {u"sup", Tone::Sup, Tone::Sup, Tone::SupBg, Tone::SupLine};
    case StatusKind::Info:
        return {u"info", Tone::Info, Tone::Info, Tone::InfoBg, Tone::InfoLine};
    case StatusKind::Wait:
        return {u"wait", Tone::Text2, Tone::Text2, Tone::Muted, Tone::Line2};
    case StatusKind::None:
        return {u"none", Tone::Text2, Tone::Text2, Tone::Muted, Tone::Line2};
    case StatusKind::Clock:
        return {u"clock", Tone::Text2, Tone::Text2, Tone::Muted, Tone::Line2};
    }
    Q_UNREACHABLE();
}

} // namespace

StatusKind statusOf(Severity severity)
{
    switch (severity) {
    case Severity::Block:
        return StatusKind::Err;
    case Severity::Supervisor:
        return StatusKind::Sup;
    case Severity::Warning:
        return StatusKind::Warn;
    case Severity::Info:
        return StatusKind::Info;
    }
    Q_UNREACHABLE();
}

StatusKind statusOf(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Accept:
        return StatusKind::Ok;
    case Verdict::Supervisor:
        return StatusKind::Sup;
    case Verdict::Block:
        return StatusKind::Err;
    }
    Q_UNREACHABLE();
}

StatusKind statusOf(RuleState state)
{
    switch (state) {
    case RuleState::Passed:
        return StatusKind::Ok;
    case RuleState::Found:
        return StatusKind::Err;
    case RuleState::NotChecked:
        return StatusKind::Wait;
    case RuleState::NotApplicable:
        return StatusKind::None;
    }
    Q_UNREACHABLE();
}

QString statusIcon(StatusKind kind)
{
    return QString::fromUtf16(looksOf(kind).icon);
}

Tone statusTone(StatusKind kind)
{
    return looksOf(kind).text;
}

Tone statusIconTone(StatusKind kind)
{
    return looksOf(kind).iconTone;
}

Tone statusFill(StatusKind kind)
{
    return looksOf(kind).fill;
}

Tone statusLine(StatusKind kind)
{
    return looksOf(kind).line;
}

QSize Status::size(const Theme &theme) const
{
    const QFontMetrics metrics(theme.font(Type::Small));
    const int padding = chip ? 2 * kChipPadding : 0;
    const int word = text.isEmpty() ? 0 : kGap + metrics.horizontalAdvance(text);
    return {kIcon + word + padding, chip ? kChipHeight : qMax(kIcon, metrics.height())};
}

void Status::paint(QPainter &painter, const QRect &rect, const Theme &theme,
                   Qt::LayoutDirection direction) const
{
    const Looks looks = looksOf(kind);
    const QSize wanted = size(theme);
    const QRect whole(rect.x(), rect.y() + (rect.height() - wanted.height()) / 2,
                      qMin(wanted.width(), rect.width()), wanted.height());
    const auto visual = [&](const QRect &logical) { return QStyle::visualRect(direction, rect, logical); };

    painter.save();
    if (chip)
        paintFrame(painter, visual(whole), theme.metric(Metric::Radius), theme.color(looks.line),
                   theme.color(looks.fill));
    const QRect inside = chip ? whole.adjusted(kChipPadding, 0, -kChipPadding, 0) : whole;
    theme.paintIcon(painter, visual(QRect(inside.x(), inside.center().y() - kIcon / 2 + 1, kIcon, kIcon)),
                    statusIcon(kind), looks.iconTone, direction);
    painter.setFont(theme.font(Type::Small));
    painter.setPen(theme.color(looks.text));
    painter.setLayoutDirection(direction);
    const QRect words = visual(inside.adjusted(kIcon + kGap, 0, 0, 0));
    painter.drawText(words, int(startAlignment(direction)) | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, words.width() + 1));
    painter.restore();
}

} // namespace desk
