#include "hub/http/server.h"
#include "support/catch.h"
#include "support/fakeclock.h"
#include "support/faultyhub.h"
#include "sync/httpshublink.h"

#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>
#include <QTcpServer>
#include <QTcpSocket>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

/// A TLS server on one port whose certificate can be exchanged; counts the requests it reads.
class ChangingServer final : public QTcpServer
{
public:
    ChangingServer() { REQUIRE(listen(QHostAddress::LocalHost)); }
    void use(const Certificate &certificate)
    {
        m_tls.setLocalCertificate(QSslCertificate(certificate.certificate));
        m_tls.setPrivateKey(QSslKey(certificate.key, QSsl::Ec));
        for (QSslSocket *socket : findChildren<QSslSocket *>())
            socket->abort();
    }
    QString url() const { return u"https://127.0.0.1:%1"_s.arg(serverPort()); }

    int requests = 0;

protected:
    void incomingConnection(qintptr descriptor) override
    {
        auto *socket = new QSslSocket(this);
        REQUIRE(socket->setSocketDescriptor(descriptor));
        socket->setSslConfiguration(m_tls);
        connect(socket, &QSslSocket::readyRead, this, [this, socket] {
            if (!socket->readAll().contains("\r\n\r\n"))
                return;
            ++requests;
            socket->write("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
        });
        socket->startServerEncryption();
    }

private:
    QSslConfiguration m_tls = QSslConfiguration::defaultConfiguration();
};

/// Answers whatever is said to it with these bytes and closes.
class OneAnswer final : public QTcpServer
{
public:
    explicit OneAnswer(const QByteArray &bytes)
    {
        REQUIRE(listen(QHostAddress::LocalHost));
        connect(this, &QTcpServer::newConnection, this, [this, bytes] {
            QTcpSocket *const socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, this, [socket, bytes] {
                socket->readAll();
                socket->write(bytes);
                socket->disconnectFromHost();
            });
        });
    }
    QString url() const { return u"https://127.0.0.1:%1"_s.arg(serverPort()); }
};

} // namespace

TEST_CASE("The pinned hub is believed; another certificate at the same address gets nothing")
{
    FakeClock clock;
    TempDir one;
    TempDir two;
    const auto pinned = ownCertificate(one.path(), clock);
    const auto other = ownCertificate(two.path(), clock);
    REQUIRE(pinned);
    REQUIRE(other);
    ChangingServer server;
    server.use(*pinned);
    const std::atomic<bool> stop{false};
    HttpsHubLink link(server.url(), pinned->fingerprint, stop);

    CHECK(link.send({"GET", u"/healthz"_s, {}, {}}).outcome == OutcomeClass::Ok);
    CHECK(server.requests == 1);

    server.use(*other);
    for (int again = 0; again < 3; ++again) {
        const HubReply reply = link.send({"POST", u"/v1/messages"_s, "{\"secret\":1}", u"token"_s});
        CHECK(reply.outcome == OutcomeClass::Identity);
        CHECK(reply.body.isEmpty());
    }
    CHECK(server.requests == 1);

    server.use(*pinned);
    CHECK(link.send({"GET", u"/healthz"_s, {}, {}}).outcome == OutcomeClass::Ok);
}

TEST_CASE("A hub without TLS, or without a pin, is never spoken to")
{
    QTcpServer plain;
    REQUIRE(plain.listen(QHostAddress::LocalHost));
    const std::atomic<bool> stop{false};
    HttpsHubLink open(u"http://127.0.0.1:%1"_s.arg(plain.serverPort()), QByteArray(32, 'x'), stop);
    CHECK(open.send({"GET", u"/healthz"_s, {}, {}}).outcome == OutcomeClass::Identity);
    CHECK_FALSE(plain.hasPendingConnections());

    FaultyHub hub;
    HttpsHubLink unpinned(hub.url(), {}, stop);
    CHECK(unpinned.send({"GET", u"/healthz"_s, {}, {}}).outcome == OutcomeClass::Identity);
    CHECK(hub.requests().isEmpty());
}

TEST_CASE("A line that breaks before TLS stands has sent nothing; who speaks no TLS of ours is a stranger")
{
    const std::atomic<bool> stop{false};
    const auto meeting = [&stop](const QByteArray &words) {
        OneAnswer server(words);
        HttpsHubLink link(server.url(), QByteArray(32, 'x'), stop);
        return link.send({"POST", u"/v1/messages"_s, "{}", u"token"_s}).outcome;
    };
    CHECK(meeting({}) == OutcomeClass::NotSent);
    CHECK(meeting(QByteArray::fromHex("1603030040")) == OutcomeClass::NotSent);         // cut off
    CHECK(meeting(QByteArray::fromHex("160303000402000000")) == OutcomeClass::NotSent); // no ServerHello
    CHECK(meeting(QByteArray::fromHex("15030100020246")) == OutcomeClass::Identity);    // an older TLS
    CHECK(meeting("HTTP/1.1 400 Bad Request\r\n\r\n") == OutcomeClass::Identity);
}

TEST_CASE("Where nobody listens nothing was sent")
{
    quint16 port = 0;
    {
        QTcpServer server;
        REQUIRE(server.listen(QHostAddress::LocalHost));
        port = server.serverPort();
    }
    const std::atomic<bool> stop{false};
    HttpsHubLink link(u"https://127.0.0.1:%1"_s.arg(port), QByteArray(32, 'x'), stop);
    const HubReply reply = link.send({"GET", u"/healthz"_s, {}, {}});
    CHECK(reply.outcome == OutcomeClass::NotSent);
    CHECK(reply.code == u"no_connection"_s);
}

TEST_CASE("What the hub asked for is kept: how long to wait, and its code")
{
    FaultyHub hub;
    const std::atomic<bool> stop{false};
    HttpsHubLink link(hub.url(), hub.fingerprint(), stop);
    hub.otherwise(Fault::answering(503, "Retry-After: 7\r\n"));
    const HubReply busy = link.send({"GET", u"/healthz"_s, {}, {}});
    CHECK(busy.outcome == OutcomeClass::Overload);
    CHECK(busy.retryAfter == std::chrono::seconds(7));
    hub.otherwise(Fault::answering(
        503, "Date: Mon, 23 Nov 2026 07:00:00 GMT\r\nRetry-After: Mon, 23 Nov 2026 07:01:00 GMT\r\n"));
    CHECK(link.send({"GET", u"/healthz"_s, {}, {}}).retryAfter == std::chrono::minutes(1));
}

TEST_CASE("A program that is told to stop does not wait for the hub")
{
    FaultyHub hub;
    hub.otherwise(Fault::late(std::chrono::milliseconds(500)));
    const std::atomic<bool> stop{true};
    HttpsHubLink link(hub.url(), hub.fingerprint(), stop);
    CHECK(link.send({"GET", u"/healthz"_s, {}, {}}).outcome != OutcomeClass::Ok);
}
