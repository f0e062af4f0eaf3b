#include "ui/widgets/progresssteps.h"

#include "base/bidi.h"
#include "ui/theme/theme.h"

#include <QPainter>

namespace desk
{

namespace
{

constexpr int kStep = 46;
constexpr int kIconColumn = 28;
constexpr int kTimeColumn = 112;

} // namespace

ProgressSteps::ProgressSteps(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ProgressSteps::setSteps(const QList<Step> &steps)
{
    m_steps = steps;
    QStringList words;
    for (const Step &step : steps)
        words += withoutBidiControls(QStringList{step.text, step.note, step.time}.join(u' ').simplified());
    setAccessibleDescription(words.join(QStringLiteral(". ")));
    updateGeometry();
    update();
}

QSize ProgressSteps::sizeHint() const
{
    return {360, int(m_steps.size()) * kStep};
}

void ProgressSteps::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Theme &theme = themeOf(this);
    const bool mirrored = layoutDirection() == Qt::RightToLeft;
    const auto start = [&](int x, int width) { return mirrored ? this->width() - x - width : x; };
    const int side = int(startAlignment(layoutDirection()));
    for (int i = 0; i < m_steps.size(); ++i) {
        const Step &step = m_steps.at(i);
        const int y = i * kStep;
        const QRect icon(start(4, 20), y, 20, 20);
        theme.paintIcon(painter, icon, statusIcon(step.kind),
                        step.kind == StatusKind::Clock ? Tone::Info : statusIconTone(step.kind),
                        layoutDirection());
        if (i + 1 < m_steps.size())
            painter.fillRect(icon.center().x(), y + 22, 2, kStep - 24, theme.color(Tone::Line2));
        const int textWidth = width() - kIconColumn - 12 - kTimeColumn;
        const bool toCome = step.kind == StatusKind::Wait;
        painter.setFont(theme.font(Type::Body, !toCome));
        painter.setPen(theme.color(toCome ? Tone::Text2 : Tone::Text));
        painter.setLayoutDirection(layoutDirection());
        painter.drawText(QRect(start(kIconColumn + 12, textWidth), y - 1, textWidth, 22),
                         side | Qt::AlignVCenter, step.text);
        painter.setFont(theme.font(Type::Small));
        painter.setPen(theme.color(Tone::Text2));
        painter.drawText(QRect(start(kIconColumn + 12, textWidth), y + 21, textWidth, 18),
                         side | Qt::AlignVCenter, step.note);
        painter.setFont(theme.font(Type::Body));
        painter.drawText(
            QRect(mirrored ? 0 : width() - kTimeColumn, y - 1, kTimeColumn, 22),
            int(mirrored ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignAbsolute | Qt::AlignVCenter, step.time);
    }
}

} // namespace desk
