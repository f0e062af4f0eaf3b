// Desks that wait for news: how soon 500 of them hear of one change, how long an update takes at the national
// peak of ten a second while they wait, and what a hub with 3,000 connections takes of memory.
#define CATCH_CONFIG_RUNNER
#include "bench/bench.h"
#include "bench/servedhub.h"
#include "support/testpostgres.h"

#include "hub/accounts.h"
#include "sql/statement.h"
#include "sql/transaction.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QSslSocket>
#include <QTimer>
#include <QUrl>

#include <sys/resource.h>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

constexpr int kPolls = 500;
constexpr int kConnections = 3000;
constexpr int kDesksInBranch = 90;
constexpr int kPeak = 10; // updates a second
constexpr int kPeakSeconds = 30;
constexpr int kPatience = 120'000; // ms

/// Runs the event loop until it holds.
void waitFor(const std::function<bool()> &holds)
{
    QElapsedTimer patience;
    patience.start();
    QEventLoop loop;
    while (!holds()) {
        REQUIRE(patience.elapsed() < kPatience);
        QTimer::singleShot(5, &loop, &QEventLoop::quit);
        loop.exec();
    }
}

/// Desks of as many branches as it takes.
QStringList enrolMany(const HubPlace &place, const Clock &clock, int count)
{
    const auto opened = openHub(place, Access::Write);
    REQUIRE(opened);
    Connection &connection = **opened;
    Transaction transaction(connection);
    HubAccounts accounts(connection, clock);
    QStringList tokens;
    for (int i = 0; i < count; ++i) {
        const QString branch = u"B%1"_s.arg(i / kDesksInBranch, 2, 10, QLatin1Char('0'));
        if (i % kDesksInBranch == 0) {
            REQUIRE(
                Statement(connection, u"INSERT INTO branches (branch, name_ar, name_en) VALUES (?, ?, ?)"_s)
                    .bind(branch, branch, branch)
                    .run());
        }
        const auto secret = accounts.newEnrolmentCode(branch);
        REQUIRE(secret);
        EnrolRequest request;
        request.secret = *secret;
        request.workstationName = u"desk%1"_s.arg(i);
        request.administrator = {newId(), u"admin%1"_s.arg(i), Role::Administrator, true, {}, {}};
        request.signKeys.insert(request.administrator.userId, signKeyOf(request.administrator.userId));
        const auto enrolled = accounts.enrol(request);
        REQUIRE(enrolled);
        tokens.append(std::get<HubAccounts::Enrolment>(*enrolled).token);
    }
    REQUIRE(transaction.commit());
    return tokens;
}

/// A desk's connection that asks for news and notes when they came.
class Poll
{
public:
    Poll(const QString &url, const QString &token)
        : m_token(token)
    {
        m_socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        QObject::connect(&m_socket, &QSslSocket::encrypted, &m_socket, [this] { m_open = true; });
        QObject::connect(&m_socket, &QSslSocket::readyRead, &m_socket, [this] {
            m_received += m_socket.readAll();
            if (m_received.contains("\"entries\"") && !m_heardAt)
                m_heardAt = std::chrono::steady_clock::now();
        });
        m_socket.connectToHostEncrypted(QUrl(url).host(), quint16(QUrl(url).port()));
    }

    bool isOpen() const { return m_open; }
    void ask(const QByteArray &cursor)
    {
        m_received.clear();
        m_heardAt.reset();
        m_socket.write("GET /v1/feed?wait=60&after=" + cursor +
                       " HTTP/1.1\r\nHost: hub\r\nAuthorization: Bearer " + m_token.toLatin1() + "\r\n\r\n");
    }
    const std::optional<std::chrono::steady_clock::time_point> &heardAt() const { return m_heardAt; }
    const QByteArray &received() const { return m_received; }

private:
    QString m_token;
    QSslSocket m_socket;
    QByteArray m_received;
    bool m_open = false;
    std::optional<std::chrono::steady_clock::time_point> m_heardAt;
};

int waitingAt(const QString &url)
{
    const QByteArray text = HttpsClient(url).get("/metrics").body;
    const QByteArray name = "\npassport_hub_desks_waiting ";
    const qsizetype at = text.indexOf(name);
    return at < 0 ? -1 : text.mid(at + name.size(), 12).split('\n').first().toInt();
}

void measureOn(Dialect dialect, const std::string &name)
{
    const bench::BenchClock clock;
    const int updates = 1 + kPeak * kPeakSeconds;
    const QList<Resident> people = bench::renewers(updates);
    TestHub hub(people, {}, dialect);
    TestDesk sender(hub, u"sender"_s);
    const QList<QByteArray> requests = bench::renewalRequests(sender, people, clock.todayInRiyadh(), 1);
    hub.stop();
    const QStringList tokens = enrolMany(hub.place(), clock, kConnections);
    const bench::ServedHub served(hub.place());
    const HttpsClient client(served.url(), sender.enrolment.token);
    const QByteArray head = client.get("/v1/feed?limit=500").json()["cursor"_L1].toString().toLatin1();
    const double before = served.memory();

    std::vector<std::unique_ptr<Poll>> polls;
    const auto open = [&](int count) {
        while (int(polls.size()) < count) {
            // Not all at once: the accept queue is finite, and so is a client's patience.
            const size_t from = polls.size();
            for (int i = 0; i < 100 && int(polls.size()) < count; ++i)
                polls.push_back(std::make_unique<Poll>(served.url(), tokens[qsizetype(polls.size())]));
            waitFor([&] {
                return std::all_of(polls.begin() + long(from), polls.end(),
                                   [](const auto &poll) { return poll->isOpen(); });
            });
        }
    };
    open(kPolls);
    for (const auto &poll : polls)
        poll->ask(head);
    waitFor([&] { return waitingAt(served.url()) == kPolls; });

    std::vector<double> heard;
    const auto sent = std::chrono::steady_clock::now();
    REQUIRE(client.post("/v1/messages", requests.first()).body.count("accepted") == 2);
    const double answered = bench::secondsSince(sent) * 1e6;
    waitFor([&] {
        return std::all_of(polls.begin(), polls.end(), [](const auto &poll) { return poll->heardAt(); });
    });
    for (const auto &poll : polls)
        heard.push_back(std::chrono::duration<double, std::micro>(*poll->heardAt() - sent).count());
    bench::print({"longpoll", "one change heard by 500 desks, " + name, kPolls},
                 bench::timingOf(heard, kPolls), bench::timingOf({answered}, 1), "the sender's own answer");

    const QByteArray next =
        client.get("/v1/feed?limit=500&after=" + head).json()["cursor"_L1].toString().toLatin1();
    std::vector<double> took;
    for (int i = 1; i < updates; ++i) {
        QElapsedTimer watch;
        watch.start();
        REQUIRE(client.post("/v1/messages", requests[i]).body.count("accepted") == 2);
        took.push_back(double(watch.nsecsElapsed()) / 1000);
        waitFor([&] { return watch.elapsed() >= 1000 / kPeak; });
    }
    std::vector<double> alive;
    for (int i = 0; i < 100; ++i) {
        QElapsedTimer watch;
        watch.start();
        REQUIRE(client.get("/healthz").status == 200);
        alive.push_back(double(watch.nsecsElapsed()) / 1000);
    }
    bench::print({"longpoll", "a case and its approval at 10 a second with a new connection each, " + name,
                  long(took.size())},
                 bench::timingOf(took, long(took.size())), bench::timingOf(alive, 100),
                 "GET /healthz with a new connection each");

    const double withPolls = served.memory();
    open(kConnections);
    bench::print({"longpoll", "memory of the hub with 3,000 connections, " + name, kConnections}, "MiB",
                 served.memory(), before, "with none");
    bench::print({"longpoll", "memory of the hub with 500 connections, " + name, kPolls}, "MiB", withPolls,
                 before, "with none");
}

} // namespace

TEST_CASE("longpoll")
{
    // Both ends of 3,000 connections; the hub has a process of its own.
    rlimit files{};
    getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
    measureOn(Dialect::Sqlite, "SQLite");
    TestPostgres *const server = TestPostgres::running();
    if (!server)
        return;
    server->keepEverything();
    measureOn(Dialect::Postgresql, "PostgreSQL");
}

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    if (const auto served = bench::ServedHub::serve(QCoreApplication::arguments()))
        return *served;
    Catch::Session session;
    session.configData().outputFilename = "/dev/stderr";
    return session.run();
}
