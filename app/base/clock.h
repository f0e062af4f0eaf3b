#pragma once

#include <QDate>
#include <QDateTime>

#include <chrono>

namespace desk
{

/// The only source of time. Passed in, never global; tests use their own (tests/support/fakeclock.h).
class Clock
{
public:
    Clock() = default;
    Clock(const Clock &) = delete;
    Clock &operator=(const Clock &) = delete;
    virtual ~Clock() = default;

    /// Wall time, UTC, milliseconds. Evidence, never order.
    virtual QDateTime utc() const = 0;
    /// Time since an arbitrary start that never runs backwards.
    virtual std::chrono::milliseconds monotonic() const = 0;

    /// The rules' "today": the calendar day in Asia/Riyadh (UTC+3, no daylight saving).
    QDate todayInRiyadh() const;
};

class SystemClock final : public Clock
{
public:
    QDateTime utc() const override;
    std::chrono::milliseconds monotonic() const override;
};

/// The calendar day in Asia/Riyadh of a UTC instant.
QDate riyadhDate(const QDateTime &utc);

/// `utc` as Riyadh wall time, for display.
QDateTime riyadhTime(const QDateTime &utc);

/// "YYYY-MM-DDTHH:MM:SS.sssZ", the form instants have in every file and message (contract §3).
QString isoInstant(const QDateTime &utc);

/// Reads exactly what `isoInstant` writes; invalid otherwise.
QDateTime fromIsoInstant(QStringView text);

} // namespace desk
