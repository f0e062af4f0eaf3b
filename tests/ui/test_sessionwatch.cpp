#include "ui/frame/sessionwatch.h"

#include "support/catch.h"

#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusVirtualObject>
#include <QProcess>
#include <QTest>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

const QString kManagerPath = u"/org/freedesktop/login1"_s;
const QString kSessionPath = u"/org/freedesktop/login1/session/_37"_s;

/// A bus of its own, with something on it that answers as logind does.
class Bus
{
public:
    Bus()
    {
        m_daemon.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
        REQUIRE(m_daemon.waitForStarted());
        REQUIRE(m_daemon.waitForReadyRead());
        m_address = QString::fromUtf8(m_daemon.readLine()).trimmed();
        REQUIRE(logind().registerService(u"org.freedesktop.login1"_s));
        REQUIRE(logind().registerVirtualObject(kManagerPath, &m_login, QDBusConnection::SubPath));
    }
    ~Bus()
    {
        QDBusConnection::disconnectFromBus(u"watch"_s);
        QDBusConnection::disconnectFromBus(u"logind"_s);
        m_daemon.kill();
        m_daemon.waitForFinished();
    }

    QDBusConnection logind() { return QDBusConnection::connectToBus(m_address, u"logind"_s); }
    QDBusConnection watched() { return QDBusConnection::connectToBus(m_address, u"watch"_s); }
    bool wasAsked() const { return m_login.asked; }

    void send(const QString &path, const QString &interface, const QString &name,
              const QVariantList &arguments = {})
    {
        QDBusMessage signal =
            QDBusMessage::createSignal(path, u"org.freedesktop.login1."_s + interface, name);
        signal.setArguments(arguments);
        REQUIRE(logind().send(signal));
    }

private:
    struct Login : QDBusVirtualObject {
        bool asked = false;

        QString introspect(const QString &) const override { return {}; }
        bool handleMessage(const QDBusMessage &message, const QDBusConnection &connection) override
        {
            if (message.member() != u"GetSessionByPID"_s)
                return false;
            asked = true;
            return connection.send(message.createReply(QVariant::fromValue(QDBusObjectPath(kSessionPath))));
        }
    };

    QProcess m_daemon;
    QString m_address;
    Login m_login;
};

} // namespace

TEST_CASE("sleep and a locked session are told, waking up is not")
{
    Bus bus;
    SessionWatch watch(bus.watched());
    int left = 0;
    QObject::connect(&watch, &SessionWatch::left, [&left] { ++left; });
    const auto becomes = [&](int count) { return QTest::qWaitFor([&] { return left == count; }, 20000); };

    bus.send(kManagerPath, u"Manager"_s, u"PrepareForSleep"_s, {true});
    CHECK(becomes(1));
    REQUIRE(QTest::qWaitFor([&] { return bus.wasAsked(); }, 20000));
    bus.send(kManagerPath, u"Manager"_s, u"PrepareForSleep"_s, {false});
    bus.send(kSessionPath + u"_2"_s, u"Session"_s, u"Lock"_s);
    bus.send(kManagerPath, u"Manager"_s, u"PrepareForSleep"_s, {true});
    CHECK(becomes(2));
    // Until the watch has the answer, and knows which session is its own, nothing of it is told.
    CHECK(QTest::qWaitFor(
        [&] {
            bus.send(kSessionPath, u"Session"_s, u"Lock"_s);
            return left > 2;
        },
        20000));
}

TEST_CASE("without a bus nothing is told and nothing fails")
{
    const SessionWatch watch{QDBusConnection(u"none"_s)};
    CHECK(watch.parent() == nullptr);
}
