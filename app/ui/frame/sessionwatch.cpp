#include "ui/frame/sessionwatch.h"

#include <QCoreApplication>
#include <QDBusAbstractInterface>
#include <QDBusObjectPath>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

// org.freedesktop.login1(5): members are named as they are on the bus.
constexpr char kService[] = "org.freedesktop.login1";

class LoginManager : public QDBusAbstractInterface
{
    Q_OBJECT

public:
    LoginManager(const QDBusConnection &bus, QObject *parent)
        : QDBusAbstractInterface(QLatin1StringView(kService), u"/org/freedesktop/login1"_s,
                                 "org.freedesktop.login1.Manager", bus, parent)
    {
    }

signals:
    void PrepareForSleep(bool begins); // NOLINT(readability-identifier-naming)
};

class LoginSession : public QDBusAbstractInterface
{
    Q_OBJECT

public:
    LoginSession(const QString &path, const QDBusConnection &bus, QObject *parent)
        : QDBusAbstractInterface(QLatin1StringView(kService), path, "org.freedesktop.login1.Session", bus,
                                 parent)
    {
    }

signals:
    void Lock(); // NOLINT(readability-identifier-naming)
};

} // namespace

SessionWatch::SessionWatch(const QDBusConnection &bus, QObject *parent)
    : QObject(parent)
    , m_bus(bus)
{
    if (!m_bus.isConnected())
        return;
    auto *manager = new LoginManager(m_bus, this);
    connect(manager, &LoginManager::PrepareForSleep, this, [this](bool begins) {
        if (begins)
            emit left();
    });
    auto *answer = new QDBusPendingCallWatcher(
        manager->asyncCall(u"GetSessionByPID"_s, static_cast<uint>(QCoreApplication::applicationPid())),
        this);
    connect(answer, &QDBusPendingCallWatcher::finished, this, [this, answer] {
        const QDBusPendingReply<QDBusObjectPath> session = *answer;
        answer->deleteLater();
        // A program that was not started from a desktop has none.
        if (!session.isError())
            watchSession(session.value().path());
    });
}

void SessionWatch::watchSession(const QString &path)
{
    connect(new LoginSession(path, m_bus, this), &LoginSession::Lock, this, &SessionWatch::left);
}

} // namespace desk

#include "sessionwatch.moc"
