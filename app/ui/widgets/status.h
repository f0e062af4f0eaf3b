#pragma once

#include "domain/rules/finding.h"
#include "ui/theme/theme.h"

#include <QSize>
#include <QString>

namespace desk
{

/// How a thing stands; each kind has an icon of its own shape, so that colour is never alone (ux.md A11Y-10).
enum class StatusKind { Ok, Err, Warn, Sup, Info, Wait, None, Clock };

StatusKind statusOf(Severity severity);
StatusKind statusOf(Verdict verdict);
StatusKind statusOf(RuleState state);

/// The name of the kind's icon in resources/icons.
QString statusIcon(StatusKind kind);
Tone statusTone(StatusKind kind);
Tone statusIconTone(StatusKind kind);
Tone statusFill(StatusKind kind);
Tone statusLine(StatusKind kind);

/// Icon and word, alone or as a chip with tint and line.
struct Status {
    StatusKind kind = StatusKind::None;
    QString text;
    bool chip = false;

    QSize size(const Theme &theme) const;
    /// At the start side of `rect`, in the middle of its height.
    void paint(QPainter &painter, const QRect &rect, const Theme &theme, Qt::LayoutDirection direction) const;
};

} // namespace desk
