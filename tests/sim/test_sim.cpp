#include "sim/simulation.h"
#include "sim/trace.h"
#include "support/catch.h"

namespace
{

/// The warnings of hub and desks are what the faults are for.
class NoWarnings
{
public:
    NoWarnings()
        : m_before(qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {}))
    {
    }
    ~NoWarnings() { qInstallMessageHandler(m_before); }

private:
    const QtMessageHandler m_before;
};

quint64 hashOf(const SimStage &stage, quint64 seed)
{
    Trace trace(false);
    return Simulation(stage, seed, 15, {nameOf(SimFault::HubRestoreUnseen)}, trace).run().hash;
}

} // namespace

TEST_CASE("The same seed gives the same run, another seed another")
{
    const NoWarnings quiet;
    const SimStage stage;
    const quint64 first = hashOf(stage, 7);
    CHECK(hashOf(stage, 8) != first);
    CHECK(hashOf(stage, 7) == first);
    const SimStage anew;
    CHECK(hashOf(anew, 7) == first);
}
