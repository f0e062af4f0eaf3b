// After a week without a line: what a hub takes to drain everything that waited, how its memory and its store
// grow with it. Hub, database and the desks that send share this machine's cores. DESK_BENCH_MESSAGES says
// how many messages waited (100,000 when it is not set).
#define CATCH_CONFIG_RUNNER
#include "bench/bench.h"
#include "bench/servedhub.h"
#include "support/testpostgres.h"

#include "sql/statement.h"

#include <QFileInfo>

#include <thread>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

constexpr int kDesks = 50;
constexpr int kAtOnce = 8; // the others wait for their turn, as after Retry-After
constexpr int kCasesInBatch = 100;
constexpr int kPieces = 10;

int messages()
{
    const int wanted = qEnvironmentVariableIntValue("DESK_BENCH_MESSAGES");
    return wanted > 0 ? wanted : 100'000;
}

/// Of the store, MiB.
double storeSize(const HubPlace &place)
{
    if (!isPostgresql(place.database))
        return double(QFileInfo(place.database).size() + QFileInfo(place.database + u"-wal"_s).size()) /
               (1024 * 1024);
    const auto opened = openHub(place, Access::Read);
    REQUIRE(opened);
    const auto size = (*opened)->number(u"SELECT pg_database_size(current_database())"_s);
    REQUIRE(size);
    return double(*size) / (1024 * 1024);
}

/// Seconds in which the hub accepted all of it.
double drain(const QString &url, const std::vector<QString> &tokens,
             const std::vector<QList<QByteArray>> &requests, int expected)
{
    std::atomic<size_t> next = 0;
    std::atomic<int> accepted = 0;
    std::vector<std::thread> senders;
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < kAtOnce; ++i) {
        senders.emplace_back([&] {
            for (size_t desk = next++; desk < requests.size(); desk = next++) {
                const HttpsClient client(url, tokens[desk]);
                for (const QByteArray &request : requests[desk]) {
                    QByteArray body;
                    do {
                        body = client.post("/v1/messages", request).body;
                    } while (body.contains(R"("outcome":"retry")") || !body.contains(R"("results")"));
                    accepted += int(body.count(R"("outcome":"accepted")"));
                    INFO(body.toStdString());
                    REQUIRE(body.count("rejected") == 0);
                }
            }
        });
    }
    for (std::thread &sender : senders)
        sender.join();
    const double seconds = bench::secondsSince(start);
    REQUIRE(accepted == expected);
    return seconds;
}

void measureOn(Dialect dialect, const std::string &name)
{
    const int all = messages();
    const int casesInPiece = all / 2 / kPieces;
    const bench::BenchClock clock;
    const QList<Resident> people = bench::renewers(all / 2);
    TestHub hub(people, {}, dialect);
    std::vector<std::unique_ptr<TestDesk>> desks;
    std::vector<QString> tokens;
    for (int i = 0; i < kDesks; ++i) {
        desks.push_back(std::make_unique<TestDesk>(hub, u"desk%1"_s.arg(i)));
        tokens.push_back(desks.back()->enrolment.token);
    }
    hub.stop();
    const double emptyStore = storeSize(hub.place());
    const bench::ServedHub served(hub.place());
    double seconds = 0;
    double firstPiece = 0;
    double lastPiece = 0;
    double memoryAfterFirst = 0;
    // Made piece by piece, since a million messages do not fit into this program.
    for (int piece = 0; piece < kPieces; ++piece) {
        const QList<Resident> some = people.mid(piece * casesInPiece, casesInPiece);
        const int each = (int(some.size()) + kDesks - 1) / kDesks;
        std::vector<QList<QByteArray>> requests;
        for (int i = 0; i < kDesks; ++i)
            requests.push_back(bench::renewalRequests(*desks[size_t(i)], some.mid(i * each, each),
                                                      clock.todayInRiyadh(), kCasesInBatch));
        lastPiece = drain(served.url(), tokens, requests, 2 * int(some.size()));
        seconds += lastPiece;
        if (piece == 0) {
            firstPiece = lastPiece;
            memoryAfterFirst = served.memory();
        }
    }
    const double perPiece = 2.0 * casesInPiece;
    bench::print({"backlog", "drained, " + name, all}, "s", seconds, 0, {});
    bench::print({"backlog", "messages of the last tenth, " + name, all}, "messages/s", perPiece / lastPiece,
                 perPiece / firstPiece, "those of the first tenth");
    bench::print({"backlog", "memory of the hub after it, " + name, all}, "MiB", served.memory(),
                 memoryAfterFirst, "after the first tenth");
    bench::print({"backlog", "store for a message, " + name, all}, "KiB",
                 (storeSize(hub.place()) - emptyStore) * 1024 / all, 0, {});
}

} // namespace

TEST_CASE("backlog")
{
    TestPostgres *const server = TestPostgres::running();
    if (server) {
        server->keepEverything();
        measureOn(Dialect::Postgresql, "PostgreSQL");
    }
    measureOn(Dialect::Sqlite, "SQLite");
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
