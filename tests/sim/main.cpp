#include "sim/simulation.h"
#include "sim/trace.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QHashSeed>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace
{

int number(const QCommandLineParser &options, const QString &name)
{
    return options.value(name).toInt();
}

/// False when an invariant was broken, which is told.
bool runOne(const SimStage &stage, quint64 seed, int cases, const QStringList &without, bool traced,
            SimReport &sum)
{
    Trace trace(traced);
    try {
        const SimReport report = Simulation(stage, seed, cases, without, trace).run();
        sum.hash = report.hash;
        sum.cases += report.cases;
        sum.steps += report.steps;
        for (size_t i = 0; i < report.injected.size(); ++i)
            sum.injected[i] += report.injected[i];
        return true;
    } catch (const Violation &violation) {
        std::printf("seed %llu, after %d cases: %s\n", static_cast<unsigned long long>(seed), sum.cases,
                    violation.what());
        if (!traced) {
            for (const QString &event : trace.last())
                std::printf("  %s\n", qPrintable(event));
        }
        return false;
    }
}

} // namespace

int main(int argc, char *argv[])
{
    QHashSeed::setDeterministicGlobalSeed();
    QCoreApplication application(argc, argv);
    // Warnings of the hub and the desks are what the faults are for.
    qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &) {});
    QCommandLineParser options;
    options.setApplicationDescription(u"Desks, a hub and the network between them, by a seed."_s);
    options.addHelpOption();
    options.addOptions({{u"seed"_s, u"The first run's seed."_s, u"N"_s, u"1"_s},
                        {u"runs"_s, u"How many runs, each with the next seed."_s, u"M"_s, u"1"_s},
                        {u"cases"_s, u"Cases that are entered in a run."_s, u"K"_s, u"40"_s},
                        {u"without"_s, u"A kind of fault to leave out; may be repeated."_s, u"FAULT"_s},
                        {u"unseen"_s, u"With hubs that are restored and cannot know it: what they have lost "
                                      u"is lost until a desk tells them."_s},
                        {u"trace"_s, u"Print every event."_s},
                        {u"keep-going"_s, u"Go on after a broken invariant."_s}});
    options.process(application);
    QStringList without = options.values(u"without"_s);
    if (!options.isSet(u"unseen"_s))
        without += nameOf(SimFault::HubRestoreUnseen);
    const SimStage stage;
    SimReport sum;
    int broken = 0;
    const quint64 first = options.value(u"seed"_s).toULongLong();
    for (int run = 0; run < number(options, u"runs"_s); ++run) {
        if (runOne(stage, first + quint64(run), number(options, u"cases"_s), without,
                   options.isSet(u"trace"_s), sum))
            continue;
        ++broken;
        if (!options.isSet(u"keep-going"_s))
            break;
    }
    std::printf("%d cases, %d steps, %d broken, hash %016llx\n", sum.cases, sum.steps, broken,
                static_cast<unsigned long long>(sum.hash));
    for (int i = 0; i < kSimFaults; ++i)
        std::printf("  %s %d\n", qPrintable(nameOf(SimFault(i))), sum.injected[size_t(i)]);
    return broken > 0 ? 1 : 0;
}
