#include "hub/control.h"

#include "base/sha256.h"
#include "hub/rulescommand.h"
#include "protocol/json.h"

#include <QDir>
#include <QJsonDocument>
#include <QLocalSocket>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kLongestSocketPath = 100; // sun_path holds 108
constexpr int kAnswerTime = 10'000;     // milliseconds
constexpr qint64 kLongestLine = 4096;

QString socketName(const HubPlace &place)
{
    const QString name = QDir(place.directory).filePath(u"hub.sock"_s);
    if (name.toUtf8().size() <= kLongestSocketPath)
        return name;
    return QDir::temp().filePath(u"passport-hub-%1.sock"_s.arg(sha256Hex(name.toUtf8()).left(16)));
}

QJsonObject errorToJson(const Error &error)
{
    return {{u"error"_s, int(error.code)}, {u"where"_s, error.where}};
}

} // namespace

ControlServer::ControlServer(HubServer &hub, QObject *parent)
    : QObject(parent)
    , m_hub(hub)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            connect(socket, &QLocalSocket::readyRead, this, [this, socket] { serve(socket); });
        }
    });
}

Result<> ControlServer::listen(const HubPlace &place)
{
    const QString name = socketName(place);
    QLocalServer::removeServer(name); // left by a hub that was killed: this one holds the lock
    if (!m_server.listen(name))
        return failure(ErrorCode::CannotOpen, name, m_server.errorString());
    return {};
}

void ControlServer::serve(QLocalSocket *socket)
{
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() > kLongestLine)
            socket->abort();
        return;
    }
    socket->write(QJsonDocument(answer(socket->readLine())).toJson(QJsonDocument::Compact) + '\n');
    socket->disconnectFromServer();
}

QJsonObject ControlServer::answer(const QByteArray &line)
{
    const Result<QJsonObject> request = parseJsonObject(line);
    if (!request)
        return errorToJson(request.error());
    JsonReader in(*request);
    const QString command = in.text("command");
    if (command == "enrolment"_L1) {
        const Result<QString> code = m_hub.enrolmentCode(in.text("branch"), in.text("url"));
        return code ? QJsonObject{{u"code"_s, *code}} : errorToJson(code.error());
    }
    if (command == "revoke"_L1) {
        const Result<> done = m_hub.revoke(in.text("workstation"));
        return done ? QJsonObject() : errorToJson(done.error());
    }
    if (command == "accept_epoch"_L1) {
        const Result<> done = m_hub.acceptEpoch();
        return done ? QJsonObject() : errorToJson(done.error());
    }
    if (command == "rules"_L1) {
        QJsonObject said;
        const Result<> done = m_hub.changeRules([&](HubRules &rules) -> Result<> {
            Result<QJsonObject> changed = desk::changeRules(rules, in.text("verb"), in.text("operand"));
            if (!changed)
                return failure(changed);
            said = *std::move(changed);
            return {};
        });
        return done ? said : errorToJson(done.error());
    }
    return errorToJson({ErrorCode::Usage, command});
}

Result<QJsonObject> askRunningHub(const HubPlace &place, const QJsonObject &request)
{
    QLocalSocket socket;
    socket.connectToServer(socketName(place));
    if (!socket.waitForConnected(kAnswerTime))
        return failure(ErrorCode::HubUnreachable, socketName(place), socket.errorString());
    socket.write(QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n');
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(kAnswerTime))
            return failure(ErrorCode::HubUnreachable, socketName(place), socket.errorString());
    }
    const Result<QJsonObject> answer = parseJsonObject(socket.readLine());
    if (!answer)
        return failure(answer);
    if (const QJsonValue error = answer->value("error"_L1); !error.isUndefined())
        return failure(ErrorCode(error.toInt()), answer->value("where"_L1).toString());
    return answer;
}

bool isHubRunning(const HubPlace &place)
{
    QLocalSocket socket;
    socket.connectToServer(socketName(place));
    return socket.waitForConnected(kAnswerTime);
}

} // namespace desk
