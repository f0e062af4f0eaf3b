// Messages a hub accepts over HTTPS, on SQLite and on PostgreSQL, beside bare INSERTs of the same rows with
// as many commits. Half of the messages are approvals, each a resident's new passport. Hub, database and the
// desks that send share this machine's cores.
#define CATCH_CONFIG_RUNNER
#include "bench/bench.h"
#include "bench/hubload.h"
#include "support/testpostgres.h"

#include "sql/statement.h"
#include "sql/transaction.h"

#include <QCoreApplication>

#include <thread>
#include <variant>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

constexpr int kDesks = 4;
constexpr int kCasesEach = 500;
constexpr int kCases = kDesks * kCasesEach;
constexpr int kMessages = 2 * kCases;
constexpr int kCasesInBatch = 25;
constexpr int kMessagesInCommit = 32; // what the writer takes together

/// Messages a second that the hub accepts of all desks at once.
double acceptedPerSecond(TestHub &hub)
{
    const bench::BenchClock clock;
    const QList<Resident> people = bench::renewers(kCases);
    std::vector<QList<QByteArray>> requests;
    QStringList tokens;
    for (int i = 0; i < kDesks; ++i) {
        TestDesk desk(hub, u"desk%1"_s.arg(i));
        tokens.append(desk.enrolment.token);
        requests.push_back(bench::renewalRequests(desk, people.mid(i * kCasesEach, kCasesEach),
                                                  clock.todayInRiyadh(), kCasesInBatch));
    }
    hub.stop();
    const auto certificate = ownCertificate(hub.place().directory, clock);
    REQUIRE(certificate);
    HubServer server(clock, {hub.place(), u"127.0.0.1"_s, 0, *certificate, {}, {1'000'000, 1'000'000}});
    REQUIRE(server.start());
    std::atomic<int> accepted = 0;
    std::vector<std::thread> desks;
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < kDesks; ++i) {
        desks.emplace_back([&, i] {
            const HttpsClient client(server.url(), tokens[i]);
            for (const QByteArray &request : requests[size_t(i)]) {
                QByteArray body;
                do {
                    body = client.post("/v1/messages", request).body;
                } while (body.contains(R"("outcome":"retry")"));
                accepted += int(body.count(R"("outcome":"accepted")"));
            }
        });
    }
    for (std::thread &desk : desks)
        desk.join();
    const double seconds = bench::secondsSince(start);
    REQUIRE(accepted == kMessages);
    return kMessages / seconds;
}

struct Table {
    QString name;
    QString columns;
    QString rows; ///< the condition for those that the messages made
};

const QList<Table> kTables = {
    {u"receipts"_s, u"message_id, workstation_id, resident_id, sha256, outcome, answer, replays, at"_s,
     u"TRUE"_s},
    {u"cases"_s, u"resident_id, case_id, reference, branch, state, revision, opened_at, changed_at"_s,
     u"TRUE"_s},
    {u"revisions"_s, u"resident_id, case_id, revision, content_sha256, maker, message_id"_s, u"TRUE"_s},
    {u"messages"_s,
     u"resident_id, message_id, workstation_id, kind, sequence, base_version, created_at, received_at, "
     u"actor, "
     u"payload"_s,
     u"TRUE"_s},
    {u"decisions"_s, u"resident_id, case_id, message_id, revision, decision, decider"_s, u"TRUE"_s},
    {u"passports"_s,
     u"resident_id, ordinal, number, compared, issuer, issued_on, expires_on, state, case_reference, "
     u"personal_number"_s,
     u"ordinal > 1"_s},
    {u"resident_versions"_s, u"resident_id, version, doc, passports, case_id, message_id, at"_s,
     u"case_id IS NOT NULL"_s},
    {u"chains"_s, u"resident_id, workstation_id, subject, sequence"_s, u"TRUE"_s},
    {u"feed"_s, u"kind, resident_id, version, message_id, user_id, pack, branch, workstation_id, at"_s,
     u"kind <> 'user.changed'"_s},
};

bool isNumber(const QString &column)
{
    static const QStringList numbers = {u"resident_id"_s,  u"replays"_s, u"revision"_s, u"sequence"_s,
                                        u"base_version"_s, u"ordinal"_s, u"version"_s};
    return numbers.contains(column);
}

using Value = std::variant<std::nullptr_t, qint64, QString>;
using Row = std::vector<Value>;

std::vector<Row> rowsOf(Connection &connection, const Table &table)
{
    const QStringList columns = table.columns.split(u", "_s);
    std::vector<Row> rows;
    Statement query(connection, u"SELECT %1 FROM %2 WHERE %3 ORDER BY resident_id"_s.arg(
                                    table.columns, table.name, table.rows));
    REQUIRE(query.each([&](const Statement &read) {
        Row row;
        for (int i = 0; i < int(columns.size()); ++i) {
            row.push_back(read.isNull(i)         ? Value(nullptr)
                          : isNumber(columns[i]) ? Value(read.number(i))
                                                 : Value(read.text(i)));
        }
        rows.push_back(std::move(row));
    }));
    return rows;
}

/// Takes out what the messages made and puts it back, row by row.
double bareInsertsPerSecond(const TestHub &hub)
{
    const auto opened = openHub(hub.place(), Access::Write);
    REQUIRE(opened);
    Connection &connection = **opened;
    std::vector<std::vector<Row>> rows;
    QStringList inserts;
    for (const Table &table : kTables) {
        rows.push_back(rowsOf(connection, table));
        QStringList places(table.columns.count(u',') + 1, u"?"_s);
        inserts.append(
            u"INSERT INTO %1 (%2) VALUES (%3)"_s.arg(table.name, table.columns, places.join(u", "_s)));
    }
    for (auto table = kTables.rbegin(); table != kTables.rend(); ++table)
        REQUIRE(connection.execute(u"DELETE FROM %1 WHERE %2"_s.arg(table->name, table->rows)));

    constexpr size_t kCommits = kMessages / kMessagesInCommit;
    const auto start = std::chrono::steady_clock::now();
    for (size_t commit = 0; commit < kCommits; ++commit) {
        Transaction transaction(connection);
        for (size_t table = 0; table < rows.size(); ++table) {
            const size_t all = rows[table].size();
            for (size_t i = all * commit / kCommits; i < all * (commit + 1) / kCommits; ++i) {
                Statement insert(connection, inserts[qsizetype(table)]);
                insert.bind();
                for (const Value &value : rows[table][i])
                    std::visit([&insert](const auto &bound) { insert.add(bound); }, value);
                REQUIRE(insert.run());
            }
        }
        REQUIRE(transaction.commit());
    }
    return kMessages / bench::secondsSince(start);
}

void measureOn(Dialect dialect, const char *name)
{
    TestHub hub(bench::renewers(kCases), {}, dialect);
    const double accepted = acceptedPerSecond(hub);
    const double bare = bareInsertsPerSecond(hub);
    bench::print({"ingest", std::string("messages accepted, ") + name, kMessages}, "messages/s", accepted,
                 bare, "bare INSERTs of the same rows, a commit for 32 messages");
}

} // namespace

TEST_CASE("ingest")
{
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
    Catch::Session session;
    session.configData().outputFilename = "/dev/stderr";
    return session.run();
}
