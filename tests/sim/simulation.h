#pragma once

#include "protocol/enrolment.h"
#include "sim/simdesk.h"
#include "sim/simhub.h"
#include "sim/simlink.h"
#include "sim/watch.h"

#include <QTemporaryDir>

#include <array>
#include <memory>
#include <vector>

/// The files of a new hub and its desks, made once and copied for every run.
class SimStage
{
public:
    static constexpr int kDesks = 3;

    SimStage();
    /// Puts fresh files in the place of the last run's.
    void reset() const;
    QString hub() const { return m_directory.filePath(QStringLiteral("hub")); }
    QString desk(int number) const { return m_directory.filePath(QStringLiteral("desk%1").arg(number)); }

private:
    QTemporaryDir m_directory;
};

struct SimReport {
    quint64 hash = 0;
    int cases = 0;
    int steps = 0;
    std::array<int, kSimFaults> injected{};
};

/// One run: desks, hub, people and faults by one seed. Throws a Violation.
class Simulation
{
public:
    /// `without`: names of faults that are left out.
    Simulation(const SimStage &stage, quint64 seed, int cases, const QStringList &without, Trace &trace);
    SimReport run();

private:
    void step();
    void faultStep();
    void exchange(int desk, bool urgent);
    void act(int desk);
    void import();
    void underWay(int desk);
    bool strikes(SimFault fault, double probability);
    void check();
    void quieten();
    int cases() const;

    const int m_wanted;
    Trace &m_trace;
    SimRandom m_random;
    WorldClock m_clock;
    SimHub m_hub;
    SimNetwork m_network;
    std::vector<std::unique_ptr<SimLink>> m_links;
    std::vector<std::unique_ptr<SimDesk>> m_desks;
    Watch m_watch;
    int m_steps = 0;
    std::array<bool, SimStage::kDesks> m_touched{}; ///< since the last check
    std::array<int, SimStage::kDesks> m_acting{};   ///< things that are being done at the desk
    int m_depth = 0;                                ///< of things that go on while a request is under way
};
