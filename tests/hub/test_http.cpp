#include "support/catch.h"
#include "support/testhub.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QUrl>

using namespace desk;
using namespace Qt::StringLiterals;

TEST_CASE("every answer carries epoch and stable position", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    for (const QByteArray path : {"/healthz", "/readyz", "/v1/feed", "/nowhere", "/v1/feed?limit=0"}) {
        const QJsonObject answer = desk.client.get(path).json();
        INFO(path.toStdString());
        CHECK(answer.value("epoch"_L1).toString() == desk.enrolment.epoch);
        CHECK(answer.value("stable_position"_L1).toInteger(-1) >= 6);
    }
}

TEST_CASE("what is no route is told apart from what is no method", "[hub]")
{
    TestHub hub;
    const HttpsClient client(hub.url());
    CHECK(client.get("/v1/nothing").status == 404);
    CHECK(client.get("/v1/messages/not-a-uuid/void").status == 404);
    const HttpsAnswer answer = client.get("/v1/messages");
    CHECK(answer.status == 405);
    CHECK(answer.headers.value("allow") == "POST");
    CHECK(answer.headers.value("content-type") == "application/problem+json");
}

TEST_CASE("without a token of this hub nothing is told", "[hub]")
{
    TestHub hub;
    const QString token = hub.enrol().token;
    QString flipped = token;
    flipped.back() = flipped.back() == u'0' ? u'1' : u'0';
    for (const QString &wrong : {QString(), u"x"_s, flipped, newId() + token.mid(36), token + u"0"_s}) {
        const HttpsAnswer answer = HttpsClient(hub.url(), wrong).get("/v1/feed");
        CHECK(answer.status == 401);
        CHECK(answer.code() == u"unauthorised"_s);
    }
    CHECK(HttpsClient(hub.url(), token).get("/v1/feed").status == 200);
}

TEST_CASE("what the hub has done can be watched, and tells of nobody", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const HttpsClient stranger(hub.url());
    CHECK(stranger.get("/v1/feed").status == 401);
    CHECK(stranger.get("/v1/nothing").status == 404);
    CHECK(codeOfAnswer(desk.send(desk.submitted(newId(), someContent(), 3))) == u"accepted"_s);
    const HttpsAnswer watched = stranger.get("/metrics");
    REQUIRE(watched.status == 200);
    CHECK(watched.headers.value("content-type").startsWith("text/plain; version=0.0.4"));
    for (const auto &sample :
         QByteArrayList{"passport_hub_requests_total{route=\"POST /v1/messages\",status=\"200\"} 1",
                        "passport_hub_requests_total{route=\"GET /v1/feed\",status=\"401\"} 1",
                        "passport_hub_requests_total{route=\"other\",status=\"404\"} 1",
                        "passport_hub_request_seconds_count{route=\"POST /v1/messages\"} 1",
                        "passport_hub_request_seconds_bucket{route=\"POST /v1/messages\",le=\"+Inf\"} 1",
                        "passport_hub_accepted 1", "passport_hub_writes_queued 0"}) {
        INFO(sample.toStdString());
        CHECK(watched.body.contains(sample + '\n'));
    }
    CHECK_FALSE(watched.body.contains(someResident().iqamaNumber.toLatin1()));
}

TEST_CASE("bodies beyond the limit are refused, announced or not", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const QByteArray head =
        "POST /v1/messages HTTP/1.1\r\n" + desk.client.headers() + "Content-Type: application/json\r\n";
    CHECK(desk.client.raw(head + "Content-Length: 4194305\r\n\r\n").code() == u"too_large"_s);
    QByteArray chunks = head + "Transfer-Encoding: chunked\r\n\r\n";
    const QByteArray chunk = "10000\r\n" + QByteArray(0x10000, ' ') + "\r\n";
    for (int i = 0; i < 80; ++i)
        chunks += chunk;
    CHECK(desk.client.raw(chunks + "0\r\n\r\n").status == 0); // cut
    CHECK(HttpsClient(hub.url()).get("/healthz").status == 200);
}

TEST_CASE("a chunked body within the limit is as good as any", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const QByteArray body = messagesRequest({desk.submitted(newId(), someContent(), 3)});
    const HttpsAnswer answer =
        desk.client.raw("POST /v1/messages HTTP/1.1\r\n" + desk.client.headers() +
                        "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n" +
                        QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n0\r\n\r\n");
    CHECK(answer.status == 200);
    CHECK(answer.body.contains("accepted"));
}

TEST_CASE("bad JSON is refused with the place that is wrong", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const auto where = [&desk](const QByteArray &body) {
        const HttpsAnswer answer = desk.client.post("/v1/messages", body);
        CHECK(answer.status == 400);
        CHECK(answer.code() == u"malformed"_s);
        return answer.json().value("where"_L1).toString();
    };
    where("");
    where("{");
    where("\xff\xfe");
    where(QByteArray(20, '[') + QByteArray(20, ']'));
    CHECK(where("{\"messages\":7}") == u"/messages"_s);
    CHECK(where("{\"messages\":[{\"id\":1}]}") == u"/messages/0/id"_s);
    CHECK(where("{\"messages\":[],\"messages\":[]}") == u"/messages"_s);
    CHECK(where("{\"messages\":[],\"more\":1}") == u"/more"_s);
    CHECK(where("{\"messages\":[{\"id\":1.5}]}") == u"/messages/0/id"_s);
}

TEST_CASE("a batch of more than 200 is refused whole", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    QList<Message> many;
    for (int i = 0; i < 201; ++i)
        many.append(desk.submitted(newId(), someContent(), 3));
    CHECK(desk.client.post("/v1/messages", messagesRequest(many)).code() == u"batch_too_large"_s);
    many.removeLast();
    CHECK(desk.send(many).size() == 200);
}

TEST_CASE("only JSON is read, and no header that hides or splits a body", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    CHECK(desk.client.post("/v1/messages", "a=b", "application/x-www-form-urlencoded").status == 415);
    for (const QByteArray header : {"Content-Encoding: gzip", "Range: bytes=0-1"}) {
        CHECK(desk.client.raw("GET /v1/feed HTTP/1.1\r\n" + desk.client.headers() + header + "\r\n\r\n")
                  .code() == u"header_refused"_s);
    }
    CHECK(desk.client
              .raw("POST /v1/messages HTTP/1.1\r\n" + desk.client.headers() +
                   "Content-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n")
              .status == 417);
}

TEST_CASE("headers without end are cut", "[hub]")
{
    TestHub hub;
    const HttpsClient client(hub.url());
    const HttpsAnswer answer = client.raw("GET /healthz HTTP/1.1\r\nX: " + QByteArray(200'000, 'x'));
    CHECK((answer.status == 0 || answer.status >= 400));
    CHECK(client.get("/healthz").status == 200);
}

TEST_CASE("TLS 1.2 and 1.3 are spoken, nothing older", "[hub]")
{
    TestHub hub;
    const auto isSpoken = [&hub](const QString &version) {
        QProcess client;
        client.setStandardInputFile(QProcess::nullDevice());
        client.start(u"openssl"_s, {u"s_client"_s, u"-connect"_s, QUrl(hub.url()).authority(), version,
                                    u"-cipher"_s, u"ALL@SECLEVEL=0"_s});
        REQUIRE(client.waitForFinished(20'000));
        return client.exitCode() == 0;
    };
    CHECK(isSpoken(u"-tls1_3"_s));
    CHECK(isSpoken(u"-tls1_2"_s));
    CHECK_FALSE(isSpoken(u"-tls1_1"_s));
    CHECK_FALSE(isSpoken(u"-tls1"_s));
    CHECK(HttpsClient(hub.url()).get("/healthz").status == 200);
}

TEST_CASE("a client that drips is closed by the deadline, however steadily it drips", "[hub]")
{
    HttpLimits limits;
    limits.request = std::chrono::seconds(1);
    TestHub hub({someResident()}, limits);
    QSslSocket socket;
    socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    socket.connectToHostEncrypted(u"127.0.0.1"_s, quint16(QUrl(hub.url()).port()));
    REQUIRE(socket.waitForEncrypted(10'000));
    socket.write("GET /healthz HTTP/1.1\r\nX: ");
    QElapsedTimer since;
    since.start();
    // Every wait that ends without the end sends one more byte.
    while (!socket.waitForDisconnected(200) && since.elapsed() < 20'000)
        socket.write("x");
    CHECK(socket.state() == QAbstractSocket::UnconnectedState);
    CHECK(since.elapsed() < 10'000);
    CHECK(HttpsClient(hub.url()).get("/healthz").status == 200);
}

TEST_CASE("a desk that asks too often is slowed down", "[hub]")
{
    TestHub hub;
    Gatekeeper gate(hub.clock, {10, 50});
    Workstation desk;
    desk.id = newId();
    const QByteArray secret(32, 's');
    desk.tokenHash = QCryptographicHash::hash(secret, QCryptographicHash::Sha256);
    gate.put(desk);
    const QByteArray token = "Bearer " + desk.id.toLatin1() + '.' + secret.toHex();
    const auto passes = [&] { return std::holds_alternative<Workstation>(gate.admit(token)); };
    for (int i = 0; i < 50; ++i)
        CHECK(passes());
    CHECK(std::get<HubCode>(gate.admit(token)) == HubCode::RateLimited);
    hub.clock.advance(std::chrono::milliseconds(100));
    CHECK(passes());
    CHECK_FALSE(passes());
}

TEST_CASE("server and description name the same routes and codes", "[hub]")
{
    TestHub hub;
    QFile file(QStringLiteral(DESK_SOURCE_DIR "/resources/openapi.yaml"));
    REQUIRE(file.open(QIODevice::ReadOnly));
    QStringList described;
    QString path;
    const QString text = QString::fromUtf8(file.readAll());
    static const QRegularExpression pathLine(u"^  (/\\S+):$"_s);
    static const QRegularExpression methodLine(u"^    (get|put|post|delete|head|patch):$"_s);
    for (const QString &line : text.split(u'\n')) {
        if (const auto found = pathLine.match(line); found.hasMatch())
            path = found.captured(1);
        else if (const auto method = methodLine.match(line); method.hasMatch())
            described.append(method.captured(1).toUpper() + u' ' + path);
    }
    QStringList served = hub.server().routes();
    described.sort();
    served.sort();
    CHECK(described == served);
    for (const auto &[code, name] : Codes<HubCode>::kCodes) {
        INFO(QString::fromUtf16(name).toStdString());
        CHECK(text.contains(u"- "_s + QString::fromUtf16(name) + u'\n'));
    }
}
