#pragma once

#include "base/result.h"
#include "hub/hubserver.h"

#include <QJsonObject>
#include <QLocalServer>
#include <QObject>

namespace desk
{

/// The way into a hub that is running, for commands on the same machine by the same user: a local socket in
/// the hub's directory. Only one process writes the store, so the commands ask it.
class ControlServer : public QObject
{
    Q_OBJECT

public:
    explicit ControlServer(HubServer &hub, QObject *parent = nullptr);

    Result<> listen(const HubPlace &place);

private:
    void serve(QLocalSocket *socket);
    QJsonObject answer(const QByteArray &line);

    HubServer &m_hub;
    QLocalServer m_server;
};

/// Asks the hub that holds the store: {"command":"enrolment","branch":…,"url":…} gives {"code":…},
/// {"command":"revoke","workstation":…} gives {}, {"command":"accept_epoch"} gives {},
/// {"command":"rules","verb":…,"operand":…} what `changeRules` gives.
Result<QJsonObject> askRunningHub(const HubPlace &place, const QJsonObject &request);

/// True when a hub serves this place now.
bool isHubRunning(const HubPlace &place);

} // namespace desk
