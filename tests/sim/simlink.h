#pragma once

#include "sim/simclock.h"
#include "sim/simhub.h"
#include "sim/simrandom.h"
#include "sim/trace.h"
#include "sync/hublink.h"

#include <array>
#include <deque>
#include <functional>

/// What can go wrong. A run turns a random half of them on.
enum class SimFault {
    Delay,
    RequestLost,
    AnswerLost,
    Duplicated,
    LateDuplicate,
    Cut,
    Reset,
    Portal,
    EmptyOk,
    HalfAnswer,
    Status,
    Partition,
    HubCrashBeforeCommit,
    HubCrashAfterCommit,
    HubDiskFull,
    HubRestore,
    HubRestoreUnseen,
    DeskKilled,
    DeskKilledInStore,
    DeskDiskFull,
    DeskClock,
    Meanwhile, ///< no fault: people and the register go on while a request is under way
};
inline constexpr int kSimFaults = int(SimFault::Meanwhile) + 1;
QString nameOf(SimFault fault);

class SimDesk;

/// The network of all desks, and what it does wrong.
class SimNetwork
{
public:
    SimNetwork(SimHub &hub, WorldClock &clock, SimRandom &random, Trace &trace)
        : m_hub(hub)
        , m_clock(clock)
        , m_random(random)
        , m_trace(trace)
    {
    }

    desk::HubReply send(int desk, const desk::HubRequest &request);
    bool isOn(SimFault fault) const { return m_on[size_t(fault)]; }
    void turn(SimFault fault, bool on) { m_on[size_t(fault)] = on; }
    /// Requests that a middlebox kept and sends once more.
    void deliverLate();
    /// No connection outlives the hub's process.
    void hubWentDown() { m_late.clear(); }

    std::array<bool, 8> cutOff{}; ///< by desk
    /// What goes on between a request and its answer; throws DeskKilled.
    std::function<void(int desk)> underWay;
    std::function<void(int desk, const desk::HubRequest &request)> onRequest;
    std::function<void(int desk, const desk::HubRequest &request, const desk::HubReply &reply)> onReply;
    std::array<int, kSimFaults> injected{};

private:
    bool strikes(SimFault fault, double probability);
    std::optional<WireAnswer> serve(const desk::HubRequest &request);
    QByteArray halved(const QByteArray &body);

    SimHub &m_hub;
    WorldClock &m_clock;
    SimRandom &m_random;
    Trace &m_trace;
    std::array<bool, kSimFaults> m_on{};
    std::deque<desk::HubRequest> m_late;
    int m_burst = 0; ///< further requests that get `m_burstStatus`
    int m_burstStatus = 503;
};

/// One desk's line.
class SimLink final : public desk::HubLink
{
public:
    SimLink(SimNetwork &network, int desk)
        : m_network(network)
        , m_desk(desk)
    {
    }
    desk::HubReply send(const desk::HubRequest &request) override { return m_network.send(m_desk, request); }

private:
    SimNetwork &m_network;
    const int m_desk;
};
