#define CATCH_CONFIG_EXTERNAL_INTERFACES
#include "support/expectedwarning.h"

#include "support/catch.h"

#include <QMutex>
#include <QStringList>

#include <map>

namespace
{

struct Expectation {
    QString fragment;
    int seen = 0;
};

QMutex mutex;
std::map<int, Expectation> expectations;
QStringList unexpected;
int lastId = 0;

void onMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    if (type == QtDebugMsg || type == QtInfoMsg)
        return;
    // The offscreen platform says so of every top-level window.
    if (message.startsWith(QLatin1String("This plugin does not support propagateSizeHints")))
        return;
    const QMutexLocker lock(&mutex);
    for (auto &[id, expectation] : expectations) {
        if (message.contains(expectation.fragment)) {
            ++expectation.seen;
            return;
        }
    }
    unexpected += QStringLiteral("%1: %2").arg(QLatin1String(context.category), message);
}

/// Messages may come from any thread, so they are collected there and judged here.
class WarningListener final : public Catch::TestEventListenerBase
{
public:
    using TestEventListenerBase::TestEventListenerBase;

    void testCaseStarting(const Catch::TestCaseInfo &info) override
    {
        TestEventListenerBase::testCaseStarting(info);
        const QMutexLocker lock(&mutex);
        unexpected.clear();
    }

    void sectionEnded(const Catch::SectionStats &stats) override
    {
        QStringList messages;
        {
            const QMutexLocker lock(&mutex);
            messages.swap(unexpected);
        }
        for (const QString &message : messages)
            failSection(message);
        TestEventListenerBase::sectionEnded(stats);
    }

private:
    static void failSection(const QString &message)
    {
        FAIL_CHECK("unexpected warning: " << message.toStdString());
    }
};

} // namespace

CATCH_REGISTER_LISTENER(WarningListener)

ExpectedWarning::ExpectedWarning(const QString &fragment)
{
    const QMutexLocker lock(&mutex);
    m_id = ++lastId;
    expectations[m_id] = {fragment};
}

ExpectedWarning::~ExpectedWarning()
{
    const QMutexLocker lock(&mutex);
    const Expectation expectation = expectations[m_id];
    expectations.erase(m_id);
    if (expectation.seen == 0)
        unexpected += QStringLiteral("expected but not seen: %1").arg(expectation.fragment);
}

void installWarningTrap()
{
    qInstallMessageHandler(onMessage);
}
