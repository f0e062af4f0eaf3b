#pragma once

#include <QObject>

namespace desk
{

/// Keeps the wheel from changing a combo or slider that has no focus; the page scrolls instead (ux.md
/// KEY-09). Installed on the application.
class WheelGuard final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    bool eventFilter(QObject *watched, QEvent *event) override;
};

} // namespace desk
