#include "ui/frame/sessionwatch.h"

#include <QCoreApplication>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

// org.freedesktop.login1(5)
const QString kService = u"org.freedesktop.login1"_s;
const QString kManagerPath = u"/org/freedesktop/login1"_s;
const QString kManager = u"org.freedesktop.login1.Manager"_s;
const QString kSession = u"org.freedesktop.login1.Session"_s;

} // namespace

SessionWatch::SessionWatch(QDBusConnection bus, QObject *parent)
    : QObject(parent)
    , m_bus(std::move(bus))
{
    if (!m_bus.isConnected())
        return;
    m_bus.connect(kService, kManagerPath, kManager, u"PrepareForSleep"_s, this, SLOT(prepareForSleep(bool)));
    QDBusMessage asking =
        QDBusMessage::createMethodCall(kService, kManagerPath, kManager, u"GetSessionByPID"_s);
    asking << static_cast<uint>(QCoreApplication::applicationPid());
    auto *answer = new QDBusPendingCallWatcher(m_bus.asyncCall(asking), this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        const QDBusPendingReply<QDBusObjectPath> session = *answer;
        answer->deleteLater();
        // A program that was not started from a desktop has none.
        if (!session.isError())
            watch(session.value());
    });
}

void SessionWatch::watch(const QDBusObjectPath &session)
{
    m_bus.connect(kService, session.path(), kSession, u"Lock"_s, this, SIGNAL(left()));
}

void SessionWatch::prepareForSleep(bool begins)
{
    if (begins)
        emit left();
}

} // namespace desk
