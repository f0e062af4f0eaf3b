#include "sim/simulation.h"

#include "hub/register.h"
#include "sim/trace.h"

#include <QDir>
#include <QFile>

using namespace desk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const QString kMemory = u"/dev/shm"_s;
constexpr int kWholeEvery = 64;
constexpr int kStepsPerCase = 60;

QString stagePlace()
{
    return (QDir(kMemory).exists() ? kMemory : QDir::tempPath()) + u"/desk-sim-XXXXXX"_s;
}

} // namespace

SimStage::SimStage()
    : m_directory(stagePlace())
{
    const WorldClock clock;
    QDir(m_directory.path()).mkpath(u"made/hub"_s);
    const QString made = m_directory.filePath(u"made"_s);
    const auto enrolments = SimHub::make(made + u"/hub"_s, clock, kDesks);
    QDir().mkpath(hub());
    for (int i = 0; i < kDesks; ++i) {
        QDir().mkpath(desk(i));
        QDir().mkpath(made + u"/desk%1"_s.arg(i));
        SimDesk::make(made + u"/desk%1"_s.arg(i), clock, enrolments[i]);
    }
}

void SimStage::reset() const
{
    for (const QString &name :
         QDir(m_directory.filePath(u"made"_s)).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        QDir place(m_directory.filePath(name));
        for (const QString &file : place.entryList(QDir::Files))
            place.remove(file);
        const QDir made(m_directory.filePath(u"made/"_s + name));
        for (const QString &file : made.entryList(QDir::Files))
            QFile::copy(made.filePath(file), place.filePath(file));
    }
}

Simulation::Simulation(const SimStage &stage, quint64 seed, int wanted, const QStringList &without,
                       Trace &trace)
    : m_wanted(wanted)
    , m_trace(trace)
    , m_random(seed)
    , m_hub((stage.reset(), stage.hub()), m_clock)
    , m_network(m_hub, m_clock, m_random, trace)
    , m_watch(m_hub, m_desks)
{
    const int desks = m_random.between(2, SimStage::kDesks);
    for (int i = 0; i < desks; ++i) {
        m_links.push_back(std::make_unique<SimLink>(m_network, i));
        m_desks.push_back(
            std::make_unique<SimDesk>(i, stage.desk(i), m_clock, *m_links.back(), m_random.next()));
        SimDesk &desk = *m_desks.back();
        desk.onPage = [this, &desk](const QString &cursor, const FeedPage &page) {
            m_watch.page(desk, cursor, page);
        };
    }
    for (int fault = 0; fault < kSimFaults; ++fault)
        m_network.turn(SimFault(fault), m_random.chance(0.5) && !without.contains(nameOf(SimFault(fault))));
    m_network.underWay = [this](int desk) { underWay(desk); };
    m_network.onRequest = [this](int desk, const HubRequest &request) { m_watch.request(desk, request); };
    m_network.onReply = [this](int desk, const HubRequest &request, const HubReply &reply) {
        m_watch.reply(desk, request, reply);
    };
}

int Simulation::cases() const
{
    int entered = 0;
    for (const auto &desk : m_desks)
        entered += desk->casesEntered();
    return entered;
}

bool Simulation::strikes(SimFault fault, double probability)
{
    if (!m_network.isOn(fault) || !m_random.chance(probability))
        return false;
    ++m_network.injected[size_t(fault)];
    m_trace.add(nameOf(fault));
    return true;
}

void Simulation::exchange(int number, bool urgent)
{
    SimDesk &desk = *m_desks[size_t(number)];
    if (desk.isExchanging())
        return;
    if (strikes(SimFault::DeskKilledInStore, 0.05))
        desk.arm(SimDesk::StoreFault::Killed, m_random.below(3), m_random.between(1, 60));
    else if (strikes(SimFault::DeskDiskFull, 0.05))
        desk.arm(SimDesk::StoreFault::DiskFull, m_random.below(3), m_random.between(1, 60));
    m_touched[size_t(number)] = true;
    desk.exchange(urgent);
    m_trace.add(
        u"exchange %1%2: %3"_s.arg(number).arg(urgent ? u" now"_s : QString(), desk.state().errorCode));
}

void Simulation::act(int number)
{
    SimDesk &desk = *m_desks[size_t(number)];
    if (!desk.isExchanging() && m_acting[size_t(number)] == 0) {
        if (strikes(SimFault::DeskKilledInStore, 0.03))
            desk.arm(SimDesk::StoreFault::Killed, 0, m_random.between(1, 20));
        else if (strikes(SimFault::DeskDiskFull, 0.03))
            desk.arm(SimDesk::StoreFault::DiskFull, 0, m_random.between(1, 20));
    }
    m_touched[size_t(number)] = true;
    // What somebody does may wait for the hub while somebody else does something at the same desk.
    ++m_acting[size_t(number)];
    const QString done = desk.act(m_random);
    if (--m_acting[size_t(number)] == 0 && !desk.isExchanging())
        desk.disarm();
    if (!done.isEmpty())
        m_trace.add(u"desk %1 %2"_s.arg(number).arg(done));
}

/// The register learns something of a resident from elsewhere.
void Simulation::import()
{
    Resident resident = m_random.pick(Cast::instance().residents);
    const auto known = Register(m_hub.connection(), m_clock).find(resident.iqamaNumber.toLongLong());
    if (!known || !*known)
        throw Violation(u"the hub has lost a resident"_s);
    resident = **known;
    resident.mobile = u"+9665%1"_s.arg(m_random.below(100'000'000), 8, 10, QLatin1Char('0'));
    resident.version = 0;
    const auto done = m_hub.import(resident);
    m_trace.add(u"import %1: %2"_s.arg(resident.iqamaNumber).arg(done.has_value()));
}

/// While a request is under way: the process dies, people go on, the register changes.
void Simulation::underWay(int number)
{
    if (m_depth > 0)
        return;
    if (strikes(SimFault::DeskKilled, 0.02) || m_desks[size_t(number)]->isDying())
        throw DeskKilled();
    if (!m_network.isOn(SimFault::Meanwhile) || !m_random.chance(0.2))
        return;
    ++m_depth;
    const int other = m_random.below(int(m_desks.size()));
    const int what = m_random.below(10);
    if (what < 7)
        act(other);
    else if (what < 9)
        exchange(other, false);
    else
        import();
    --m_depth;
}

void Simulation::faultStep()
{
    const int number = m_random.below(int(m_desks.size()));
    SimDesk &desk = *m_desks[size_t(number)];
    if (strikes(SimFault::Partition, 0.3))
        m_network.cutOff[size_t(number)] = !m_network.cutOff[size_t(number)];
    if (strikes(SimFault::DeskKilled, 0.2)) {
        m_touched[size_t(number)] = true;
        desk.kill();
    }
    if (strikes(SimFault::DeskClock, 0.2)) {
        static const QList<std::chrono::hours> jumps = {0h, 1h, -1h, 365 * 24h, -365 * 24h};
        desk.clock.wrongBy = m_random.pick(jumps);
    }
    if (strikes(SimFault::HubCrashBeforeCommit, 0.1)) {
        m_hub.restart();
        m_network.hubWentDown();
    }
    m_network.deliverLate();
    if (!m_network.isOn(SimFault::HubRestore) && !m_network.isOn(SimFault::HubRestoreUnseen))
        return;
    if (m_hub.isPending()) {
        if (m_random.chance(0.3)) {
            m_hub.accept();
            m_trace.add(u"accept"_s);
        }
        return;
    }
    if (m_random.chance(0.15)) {
        m_hub.backUp();
        m_network.hubWentDown();
        m_trace.add(u"back up at %1"_s.arg(m_hub.stablePosition()));
    } else if (m_hub.hasBackup()) {
        const bool seen = strikes(SimFault::HubRestore, 0.08);
        if (seen || strikes(SimFault::HubRestoreUnseen, 0.08)) {
            m_hub.restore(!seen);
            m_network.hubWentDown();
        }
    }
}

void Simulation::step()
{
    ++m_steps;
    const int pace = m_random.below(100);
    m_clock.advance(std::chrono::milliseconds(pace < 70   ? m_random.below(5'000)
                                              : pace < 92 ? m_random.below(60'000)
                                              : pace < 99 ? m_random.below(20 * 60'000)
                                                          : m_random.below(8 * 3'600'000)));
    const int number = m_random.below(int(m_desks.size()));
    const int what = m_random.below(100);
    if (what < 45)
        act(number);
    else if (what < 92) {
        const bool urgent = m_random.chance(0.15);
        if (urgent || m_desks[size_t(number)]->isDue())
            exchange(number, urgent);
    } else if (what < 94)
        import();
    else
        faultStep();
}

void Simulation::check()
{
    for (size_t i = 0; i < m_desks.size(); ++i) {
        if (m_touched[i])
            m_watch.look(*m_desks[i]);
    }
    m_touched.fill(false);
    m_watch.lookAtHub();
    if (m_steps % kWholeEvery == 0)
        m_watch.whole(*m_desks[size_t(m_random.below(int(m_desks.size())))]);
}

/// No more faults, and time for everything to arrive.
void Simulation::quieten()
{
    for (int fault = 0; fault < kSimFaults; ++fault)
        m_network.turn(SimFault(fault), false);
    m_network.cutOff.fill(false);
    m_network.hubWentDown();
    if (m_hub.isPending())
        m_hub.accept();
    for (const auto &desk : m_desks)
        desk->clock.wrongBy = 0h;
    constexpr int kRounds = 12;
    const auto deliver = [this] {
        for (int round = 0; round < kRounds; ++round) {
            m_clock.advance(2h);
            for (size_t i = 0; i < m_desks.size(); ++i)
                exchange(int(i), false);
            check();
        }
    };
    m_trace.add(u"quiet"_s);
    deliver();
    m_watch.settled();
}

SimReport Simulation::run()
{
    while (cases() < m_wanted && m_steps < m_wanted * kStepsPerCase) {
        step();
        check();
    }
    quieten();
    return {m_trace.hash(), cases(), m_steps, m_network.injected};
}
