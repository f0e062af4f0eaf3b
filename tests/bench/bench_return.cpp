// The line is back: how soon 10,000 waiting messages of one desk begin to move and how long they take, and
// how many requests a second 3,000 desks make whose hub was away for an hour.
#define CATCH_CONFIG_RUNNER
#include "bench/bench.h"
#include "bench/servedhub.h"
#include "sync/syncdesk.h"

#include "base/sha256.h"
#include "sql/transaction.h"
#include "sync/httpshublink.h"

#include <map>
#include <queue>
#include <random>

using namespace desk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr int kWaiting = 10'000;
constexpr int kCountry = 3000;
constexpr auto kAway = 1h;
constexpr auto kPollInterval = 5s; // as service/exchange.cpp

/// Notes when the first request was answered.
class TimedLink final : public HubLink
{
public:
    explicit TimedLink(HubLink &link)
        : m_link(link)
    {
    }
    HubReply send(const HubRequest &request) override
    {
        HubReply reply = m_link.send(request);
        if (!first && reply.outcome == OutcomeClass::Ok)
            first = std::chrono::steady_clock::now();
        return reply;
    }
    std::optional<std::chrono::steady_clock::time_point> first;

private:
    HubLink &m_link;
};

/// The store of a desk with a few messages, each about somebody else.
class FewMessages final : public SyncStore
{
public:
    explicit FewMessages(const Clock &clock)
        : m_clock(clock)
    {
        for (int i = 0; i < 3; ++i) {
            OutboxItem item;
            item.itemId = newId();
            item.kind = u"user.changed"_s;
            item.residentKey = item.itemId;
            item.chainSeq = 1;
            item.actorId = newId();
            item.createdAt = clock.utc();
            item.payload = "{}";
            item.payloadSha256 = sha256Hex(item.payload);
            m_items.append(item);
        }
    }
    bool isEmpty() const { return m_items.isEmpty(); }

    Result<std::optional<HubEnrolment>> enrolment() override { return std::optional<HubEnrolment>(); }
    Result<QList<OutboxItem>> claim(int most, const QString &, const QDateTime &retriesAt) override
    {
        QList<OutboxItem> due;
        for (OutboxItem &item : m_items) {
            if (item.nextAt.isValid() && item.nextAt > m_clock.utc())
                continue;
            if (retriesAt.isValid() && item.attempt > 0) {
                item.nextAt = retriesAt;
            } else if (due.size() < most) {
                ++item.attempt;
                due.append(item);
            }
        }
        return due;
    }
    Result<> settle(const QList<ItemOutcome> &outcomes) override
    {
        for (const ItemOutcome &outcome : outcomes) {
            const auto item = std::find_if(m_items.begin(), m_items.end(), [&](const OutboxItem &one) {
                return one.itemId == outcome.itemId;
            });
            if (outcome.settlement.event == OutboxEvent::Accept)
                m_items.erase(item);
            else
                item->nextAt = outcome.settlement.nextAt;
        }
        return {};
    }
    Result<> confirm(const QString &, qint64) override { return {}; }
    Result<QString> cursor() override { return QString(); }
    Result<QString> takenCursor() override { return QString(); }
    Result<Heartbeat> heartbeat() override { return Heartbeat(); }
    Result<int> apply(const FeedPage &) override { return 0; }
    Result<Believed> believed(qint64, int) override { return Believed(); }
    Result<> reconciled(const QList<BelievedItem> &, const QStringList &, const QString &) override
    {
        return {};
    }
    Result<Doubted> doubted(const DoubtPlace &) override { return Doubted(); }
    Result<> relearn(const QList<HubResident> &, const QList<HubCase> &) override { return {}; }
    Result<> adoptEpoch(const ReconcileAnswer &) override { return {}; }
    Result<QByteArray> scan(const QString &) override { return failure(ErrorCode::NoScan); }
    Result<QStringList> missingScans() override { return QStringList(); }
    Result<> keepScan(const QByteArray &) override { return {}; }

private:
    const Clock &m_clock;
    QList<OutboxItem> m_items;
};

struct Branch {
    Branch(const Clock &clock, std::mt19937_64 &random)
        : store(clock)
        , scans(store)
        , sender(store, scans, clock,
                 [&random] { return std::uniform_real_distribution<double>(0, 1)(random); })
    {
    }
    FewMessages store;
    ScanExchange scans;
    OutboxSender sender;
    LinkState state;
};

} // namespace

TEST_CASE("ten thousand")
{
    FakeClock clock;
    const QList<Resident> people = bench::renewers(kWaiting);
    TestHub hub(people);
    SyncDesk desk(clock);
    desk.enrol(hub, u"desk"_s);
    {
        Transaction transaction(desk.registry->connection());
        for (const Resident &resident : people)
            REQUIRE(desk.registry->registry().upsert(resident));
        REQUIRE(transaction.commit());
    }
    for (const Resident &resident : people)
        desk.submit(bench::renewalOf(resident, clock.todayInRiyadh()));
    hub.stop();
    const bench::ServedHub served(hub.place());
    const std::atomic<bool> stop = false;
    HttpsHubLink https(served.url(), hub.fingerprint(), stop);
    TimedLink link(https);
    const auto start = std::chrono::steady_clock::now();
    const auto sent = desk.sender.run(link, desk.hub, desk.state);
    const double took = bench::secondsSince(start);
    REQUIRE(sent);
    REQUIRE(sent->acknowledged == kWaiting);
    REQUIRE(link.first);
    const double first = std::chrono::duration<double>(*link.first - start).count();
    bench::print({"return", "10,000 waiting: the first acknowledged", kWaiting}, "ms", first * 1000, 0, {});
    bench::print({"return", "10,000 waiting: all acknowledged", kWaiting}, "s", took, 0, {});
}

TEST_CASE("three thousand desks")
{
    FakeClock clock;
    std::mt19937_64 random(1);
    std::vector<std::unique_ptr<Branch>> desks;
    using Due = std::pair<std::chrono::milliseconds, int>;
    std::priority_queue<Due, std::vector<Due>, std::greater<>> due;
    for (int i = 0; i < kCountry; ++i) {
        desks.push_back(std::make_unique<Branch>(clock, random));
        due.emplace(clock.monotonic() + std::chrono::milliseconds(random() % 5000), i);
    }
    const auto back = clock.monotonic() + kAway;
    std::map<qint64, int> perSecond; // after the return
    std::vector<double> startedAfter;
    ScriptedHub hub([&](const HubRequest &request) {
        if (clock.monotonic() < back)
            return ScriptedHub::failing(OutcomeClass::NotSent);
        ++perSecond[std::chrono::duration_cast<std::chrono::seconds>(clock.monotonic() - back).count()];
        if (request.method == "GET") {
            HubReply alive;
            alive.outcome = OutcomeClass::Ok;
            return alive;
        }
        return ScriptedHub::acceptAll(request);
    });
    HubEnrolment enrolment;
    enrolment.epoch = QString::fromLatin1(ScriptedHub::kEpoch);
    while (!due.empty()) {
        const auto [at, number] = due.top();
        due.pop();
        if (at > clock.monotonic())
            clock.advance(at - clock.monotonic());
        Branch &desk = *desks[size_t(number)];
        const bool waited = !desk.store.isEmpty();
        const auto report = desk.sender.run(hub, enrolment, desk.state);
        REQUIRE(report);
        if (waited && desk.store.isEmpty())
            startedAfter.push_back(
                std::chrono::duration<double, std::micro>(clock.monotonic() - back).count());
        if (!desk.store.isEmpty())
            due.emplace(clock.monotonic() +
                            std::max<std::chrono::milliseconds>(report->nextIn, kPollInterval),
                        number);
        hub.requests.clear();
    }
    const auto busiest = std::max_element(perSecond.begin(), perSecond.end(),
                                          [](const auto &a, const auto &b) { return a.second < b.second; });
    bench::print(
        {"return", "3,000 desks after an hour without a hub: requests in the busiest second", kCountry},
        "requests", busiest->second, kCountry, "all at once");
    const bench::Timing waits = bench::timingOf(startedAfter, kCountry);
    bench::print({"return", "3,000 desks: everything of a desk sent after, median", kCountry}, "s",
                 waits.median / 1e6, 0, {});
    bench::print({"return", "3,000 desks: everything of a desk sent after, p99", kCountry}, "s",
                 waits.p99 / 1e6, 0, {});
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
