#pragma once

#include "base/clock.h"

/// The time of the simulated world, which only its steps move. Starts on 2026-11-23 10:00 in Riyadh.
class WorldClock final : public desk::Clock
{
public:
    QDateTime utc() const override { return kStart.addMSecs(m_passed.count()); }
    std::chrono::milliseconds monotonic() const override { return m_passed; }

    void advance(std::chrono::milliseconds by) { m_passed += by; }
    void reset() { m_passed = {}; }

private:
    const QDateTime kStart{QDate(2026, 11, 23), QTime(7, 0), Qt::UTC};
    std::chrono::milliseconds m_passed{0};
};

/// What a desk takes for the time: the world's, and by how much somebody has set it wrong.
class DeskClock final : public desk::Clock
{
public:
    explicit DeskClock(const WorldClock &world)
        : m_world(world)
    {
    }

    QDateTime utc() const override { return m_world.utc().addMSecs(wrongBy.count()); }
    std::chrono::milliseconds monotonic() const override { return m_world.monotonic(); }

    std::chrono::milliseconds wrongBy{0};

private:
    const WorldClock &m_world;
};
