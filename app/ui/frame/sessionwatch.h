#pragma once

#include <QDBusConnection>
#include <QObject>
#include <QString>

namespace desk
{

/// Tells when this machine goes to sleep and when the desktop session is locked, by logind. Silent where
/// there is no logind.
class SessionWatch : public QObject
{
    Q_OBJECT

public:
    /// `bus` is the system's.
    explicit SessionWatch(const QDBusConnection &bus, QObject *parent = nullptr);

signals:
    /// Whoever was at the machine may be gone.
    void left();

private:
    void watchSession(const QString &path);

    QDBusConnection m_bus;
};

} // namespace desk
