#include "hubprogram.h"
#include "support/catch.h"
#include "support/packs.h"
#include "support/tempdir.h"
#include "support/testhub.h"

#include "protocol/residentsfile.h"

#include <QJsonDocument>

#include <csignal>
#include <future>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

/// Makes a demo hub, and a code of it for a hub whose place is not known yet.
EnrolmentCode demoCode(HubProgram &hub)
{
    REQUIRE(hub.run({u"init"_s, u"--demo"_s, u"--residents"_s, u"50"_s}) == 0);
    REQUIRE(hub.run({u"enrolment"_s, u"--branch"_s, u"RUH"_s, u"--url"_s, u"https://127.0.0.1:1"_s}) == 0);
    const auto code = enrolmentCodeFromText(hub.out());
    REQUIRE(code);
    return *code;
}

EnrolAnswer enrolWith(const QString &text)
{
    const auto code = enrolmentCodeFromText(text);
    REQUIRE(code);
    const DemoUser admin = demoUser(u"admin"_s);
    const EnrolRequest request{
        code->secret, u"desk"_s, {admin.userId, admin.userName, admin.roles, true, {}, {}}};
    const auto answer =
        enrolAnswerFromJson(HttpsClient(code->url).post("/v1/enrol", enrolRequestToJson(request)).body);
    REQUIRE(answer);
    return *answer;
}

} // namespace

TEST_CASE("the demo hub is made once and says what it holds", "[hub][program]")
{
    TempDir directory;
    const HubPlace place = newHubPlace(directory);
    HubProgram hub(place);
    CHECK(hub.run({u"init"_s, u"--demo"_s, u"--residents"_s, u"100"_s, u"--seed"_s, u"7"_s}) == 0);
    CHECK(hub.run({u"status"_s, u"--json"_s}) == 0);
    const QJsonObject status = QJsonDocument::fromJson(hub.out().toUtf8()).object();
    CHECK(status.value("residents"_L1).toInt() == 100);
    CHECK(status.value("users"_L1).toInt() == 6);
    CHECK(status.value("training"_L1).toBool());
    CHECK_FALSE(status.value("running"_L1).toBool());
    CHECK(hub.run({u"init"_s}) == 1);
    CHECK(hub.out().isEmpty());
    CHECK_FALSE(hub.err().isEmpty());
}

TEST_CASE("a running hub enrols a desk, a second hub on its store does not start", "[hub][program]")
{
    TempDir directory;
    const HubPlace place = newHubPlace(directory);
    HubProgram hub(place);
    REQUIRE(hub.run({u"init"_s, u"--demo"_s, u"--residents"_s, u"50"_s}) == 0);
    const QString url = hub.serve();
    CHECK(url.startsWith("https://127.0.0.1:"_L1));
    HubProgram other(place);
    if (!onPostgresql()) {
        CHECK(other.run({u"serve"_s, u"--listen"_s, u"127.0.0.1:0"_s}) == 3);
        CHECK(other.err().contains("another hub"_L1));
    }
    REQUIRE(other.run({u"status"_s, u"--json"_s}) == 0);
    CHECK(QJsonDocument::fromJson(other.out().toUtf8()).object().value("running"_L1).toBool());
    REQUIRE(other.run({u"enrolment"_s, u"--branch"_s, u"RUH"_s, u"--url"_s, url}) == 0);
    const EnrolAnswer desk = enrolWith(other.out());
    CHECK(desk.training);
    CHECK(HttpsClient(url, desk.token).get("/v1/feed").status == 200);
    CHECK(other.run({u"enrolment"_s, u"--branch"_s, u"XXX"_s, u"--url"_s, url}) == 1);
    CHECK(other.run({u"workstations"_s, u"revoke"_s, desk.workstationId}) == 0);
    CHECK(HttpsClient(url, desk.token).get("/v1/feed").status == 403);
    CHECK(other.run({u"workstations"_s, u"--json"_s}) == 0);
    CHECK(QJsonDocument::fromJson(other.out().toUtf8()).object().value("revoked"_L1).toBool());
    CHECK(hub.terminate() == 0);
}

TEST_CASE("a hub's log tells programs what happened and nothing of what people or strangers sent",
          "[hub][program]")
{
    TempDir directory;
    const HubPlace place = newHubPlace(directory);
    HubProgram hub(place);
    EnrolmentCode code = demoCode(hub);
    CHECK(hub.run({u"serve"_s, u"--log"_s, u"xml"_s}) == 2);
    code.url = hub.serve({u"--log"_s, u"json"_s});
    const EnrolAnswer desk = enrolWith(enrolmentCodeText(code));
    const HttpsClient client(code.url, desk.token);
    REQUIRE(client.get("/v1/feed").status == 200);
    REQUIRE(client.post("/v1/residents/lookup", R"({"kind":"iqama","number":"2345678904","issuer":null})")
                .status == 200);
    REQUIRE(client.post("/v1/messages", R"({"messages":[{"id":"AHMED\n"}]})").status == 400);
    REQUIRE(client
                .post("/v1/messages", R"({"messages":[{"id":")" + newId().toLatin1() +
                                          R"(","kind":"\u0645\u062d\u0645\u062f"}]})")
                .status == 200);
    client.raw("GET /v1/AHMED%0aSALEH?name=SALEH%1b[31m HTTP/1.1\r\nHost: AHMED\r\n"
               "Authorization: Bearer \x1b[31mAHMED\r\nX-Name: \xd9\x85\xd8\xad\xd9\x85\xd8\xaf\r\n"
               "Connection: close\r\n\r\n");
    client.raw("PUT /v1/evidence/SALEH HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
    CHECK(hub.terminate() == 0);

    const QByteArray log = hub.log();
    for (const QByteArray &mark :
         {QByteArray("AHMED"), QByteArray("SALEH"), QByteArray("محمد"), QByteArray("2345678904"),
          QByteArray("\x1b"), desk.token.mid(37).toLatin1()})
        CHECK_FALSE(log.contains(mark));
    QStringList requests;
    QStringList events;
    for (const QByteArray &line : log.trimmed().split('\n')) {
        INFO(line.toStdString());
        const QJsonObject event = QJsonDocument::fromJson(line).object();
        for (const QString &key : {u"time"_s, u"level"_s, u"event"_s, u"message"_s})
            CHECK_FALSE(event.value(key).toString().isEmpty());
        events += event.value("event"_L1).toString();
        if (events.last() != "request"_L1)
            continue;
        CHECK(event.value("ms"_L1).isDouble());
        CHECK(event.value("request"_L1).toInt() == requests.size() + 1);
        requests += u"%1 %2 %3 %4"_s.arg(
            event.value("route"_L1).toString(), QString::number(event.value("status"_L1).toInt()),
            event.value("code"_L1).toString(),
            event.value("workstation"_L1).toString() == desk.workstationId ? u"the desk"_s : u"nobody"_s);
    }
    CHECK(requests == QStringList{u"POST /v1/enrol 200  nobody"_s, u"GET /v1/feed 200  the desk"_s,
                                  u"POST /v1/residents/lookup 200  the desk"_s,
                                  u"POST /v1/messages 400 malformed the desk"_s,
                                  u"POST /v1/messages 200  the desk"_s, u"other 404 not_found nobody"_s,
                                  u"other 404 not_found nobody"_s});
    for (const QString &event : {u"serving"_s, u"enrolled"_s, u"looked_up"_s})
        CHECK(events.contains(event));
}

TEST_CASE("a hub that writes into systemd's journal writes JSON, also why it does not start",
          "[hub][program]")
{
    TempDir directory;
    HubProgram hub(newHubPlace(directory));
    hub.writeIntoJournal(directory.file(u"journal"_s));
    CHECK(hub.run({u"serve"_s, u"--listen"_s, u"nowhere"_s}) == 2);
    QFile journal(directory.file(u"journal"_s));
    REQUIRE(journal.open(QIODevice::ReadOnly));
    const QJsonObject event = QJsonDocument::fromJson(journal.readAll()).object();
    CHECK(event.value("event"_L1) == u"command_failed"_s);
    CHECK(event.value("level"_L1) == u"critical"_s);
    CHECK(event.value("code"_L1) == u"usage"_s);
}

TEST_CASE("rule packs go into a hub that runs and into one that does not", "[hub][program]")
{
    TempDir directory;
    const HubPlace place = newHubPlace(directory);
    const Publisher publisher;
    const auto written = [&directory](const QString &name, const QByteArray &bytes) {
        QFile file(directory.file(name));
        REQUIRE(file.open(QIODevice::WriteOnly));
        REQUIRE(file.write(bytes) == bytes.size());
        return file.fileName();
    };
    HubProgram hub(place);
    REQUIRE(hub.run({u"init"_s}) == 0);
    CHECK(hub.run({u"rules"_s, u"install"_s, written(u"p1"_s, publisher.signedPack(u"2026.12"_s))}) != 0);
    REQUIRE(hub.run({u"rules"_s, u"trust"_s, written(u"key"_s, publisher.keys.publicFile)}) == 0);
    REQUIRE(hub.run({u"rules"_s, u"install"_s, directory.file(u"p1"_s)}) == 0);
    hub.serve();
    HubProgram other(place);
    REQUIRE(other.run({u"rules"_s, u"install"_s, written(u"p2"_s, publisher.signedPack(u"2027.1"_s)),
                       u"--json"_s}) == 0);
    CHECK(QJsonDocument::fromJson(other.out().toUtf8()).object().value("version"_L1) == u"2027.1"_s);
    CHECK(other.run({u"rules"_s, u"install"_s, directory.file(u"none"_s)}) == 2);
    CHECK(other.run({u"rules"_s, u"burn"_s, u"2027.1"_s}) == 2);
    REQUIRE(other.run({u"rules"_s, u"rollback"_s, u"2027.1"_s}) == 0);
    CHECK(hub.terminate() == 0);
    REQUIRE(other.run({u"rules"_s, u"list"_s, u"--json"_s}) == 0);
    const QStringList lines = other.out().split(u'\n');
    REQUIRE(lines.size() == 3);
    const auto line = [&lines](int i) { return QJsonDocument::fromJson(lines[i].toUtf8()).object(); };
    CHECK(line(0).value("taken_back"_L1).toBool());
    CHECK(line(1).value("version"_L1) == u"2026.12"_s);
    CHECK(line(1).value("in_force"_L1).toBool());
    CHECK_FALSE(line(2).value("in_force"_L1).toBool());
}

TEST_CASE("what was acknowledged before a kill is there after it", "[hub][program]")
{
    TempDir directory;
    const HubPlace place = newHubPlace(directory);
    HubProgram hub(place);
    EnrolmentCode code = demoCode(hub);
    code.url = hub.serve();
    const EnrolAnswer desk = enrolWith(enrolmentCodeText(code));
    hub.kill();
    const QString url = hub.serve();
    CHECK(HttpsClient(url, desk.token).get("/v1/feed").status == 200);
    CHECK(hub.terminate() == 0);
}

TEST_CASE("SIGTERM ends a hub whose desks are asking, and every answer given was whole", "[hub][program]")
{
    TempDir directory;
    const HubPlace place = newHubPlace(directory);
    HubProgram hub(place);
    REQUIRE(hub.run({u"init"_s, u"--demo"_s, u"--residents"_s, u"50"_s}) == 0);
    const QString url = hub.serve();
    std::atomic<int> answered = 0;
    auto asking = std::async(std::launch::async, [&] {
        for (;;) {
            const HttpsAnswer answer = HttpsClient(url).get("/healthz");
            if (answer.status == 0)
                return true;
            if (answer.body.size() != answer.headers.value("content-length").toInt())
                return false;
            ++answered;
        }
    });
    while (answered < 3)
        std::this_thread::yield();
    CHECK(hub.terminate() == 0);
    CHECK(asking.get());
}

TEST_CASE("an import goes in once, and says what did not", "[hub][program]")
{
    TempDir directory;
    const HubPlace place = newHubPlace(directory);
    HubProgram hub(place);
    REQUIRE(hub.run({u"init"_s}) == 0);
    Resident broken = someResident();
    broken.iqamaNumber = u"2345678905"_s;
    QFile file(directory.file(u"people.csv"_s));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(residentsCsvHeader() + residentToCsv(someResident()) + residentToCsv(broken));
    file.close();
    const auto import = [&hub, &file, &directory] {
        const int code =
            hub.run({u"import"_s, u"--json"_s, u"--rejects"_s, directory.file(u"r.csv"_s), file.fileName()});
        CHECK(code == 1);
        return QJsonDocument::fromJson(hub.out().toUtf8()).object();
    };
    const QJsonObject first = import();
    CHECK(first.value("added"_L1).toInt() == 1);
    CHECK(first.value("rejected"_L1).toInt() == 1);
    CHECK(import().value("unchanged"_L1).toInt() == 1);
    QFile rejects(directory.file(u"r.csv"_s));
    REQUIRE(rejects.open(QIODevice::ReadOnly));
    CHECK(rejects.readAll().contains("iqama"));

    hub.serve();
    HubProgram other(place);
    CHECK(other.run({u"import"_s, file.fileName()}) == (onPostgresql() ? 1 : 3));
    CHECK(hub.terminate() == 0);
    CHECK(hub.run({u"import"_s, directory.file(u"none.csv"_s)}) == 2);
    CHECK(hub.out().isEmpty());
}

TEST_CASE("a store of a newer version, or of another program, is left alone", "[hub][program]")
{
    TempDir directory;
    const HubPlace place = newHubPlace(directory);
    HubProgram hub(place);
    REQUIRE(hub.run({u"init"_s}) == 0);
    {
        const auto connection = openHub(place, Access::Write);
        REQUIRE(connection);
        SECTION("newer")
        {
            REQUIRE((*connection)
                        ->execute(onPostgresql() ? u"UPDATE schema_version SET version = 99"_s
                                                 : u"PRAGMA user_version=99"_s));
        }
        SECTION("foreign")
        {
            REQUIRE((*connection)
                        ->execute(onPostgresql() ? u"UPDATE schema_version SET application_id = 7"_s
                                                 : u"PRAGMA application_id=7"_s));
        }
    }
    CHECK(hub.run({u"status"_s}) == 3);
    CHECK(hub.out().isEmpty());
    CHECK(hub.run({u"serve"_s, u"--listen"_s, u"127.0.0.1:0"_s}) == 3);
    CHECK_FALSE(hub.err().isEmpty());
}

TEST_CASE("wrong usage says which argument and exits 2", "[hub][program]")
{
    TempDir directory;
    const HubPlace place = newHubPlace(directory);
    HubProgram hub(place);
    CHECK(hub.run({u"frobnicate"_s}) == 2);
    CHECK(hub.run({u"serve"_s, u"--listen"_s, u"8443"_s}) == 2);
    CHECK(hub.err().contains("--listen"_L1));
    CHECK(hub.run({u"serve"_s, u"--per-address"_s, u"0"_s}) == 2);
    CHECK(hub.err().contains("--per-address"_L1));
    CHECK(hub.run({u"enrolment"_s, u"--branch"_s, u"RUH"_s, u"--url"_s, u"http://x"_s}) == 2);
    CHECK(hub.run({u"init"_s, u"--branch"_s, u"riyadh"_s}) == 2);
    CHECK(hub.run({u"init"_s, u"--database"_s, u"mysql://x"_s}) == 2);
    CHECK(hub.err().contains("postgresql://"_L1));
    CHECK(hubPlace(u"postgresql:///x"_s, {}).error().where == u"--data"_s);
    CHECK(hub.run({u"status"_s}) == 3);
    CHECK(hub.out().isEmpty());
}
