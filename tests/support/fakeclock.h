#pragma once

#include "base/clock.h"

/// A clock that stands still until a test moves it. Starts on 2026-11-23 10:00 in Riyadh.
class FakeClock final : public desk::Clock
{
public:
    QDateTime utc() const override { return m_utc; }
    std::chrono::milliseconds monotonic() const override { return m_monotonic; }

    void advance(std::chrono::milliseconds by)
    {
        m_utc = m_utc.addMSecs(by.count());
        m_monotonic += by;
    }
    /// Moves the wall clock only, as a person does who sets it.
    void setUtc(const QDateTime &utc) { m_utc = utc; }

private:
    QDateTime m_utc{QDate(2026, 11, 23), QTime(7, 0), Qt::UTC};
    std::chrono::milliseconds m_monotonic{1000};
};
