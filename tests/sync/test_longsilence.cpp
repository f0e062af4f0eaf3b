// A desk that works for a week without a line.

#include "sql/statement.h"
#include "sql/transaction.h"
#include "support/builders.h"
#include "support/faultvfs.h"
#include "sync/httpshublink.h"
#include "sync/syncdesk.h"

#include <chrono>
#include <iostream>

using namespace desk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr int kPeople = 250;
constexpr int kItemsEach = 4; ///< two cases, each sent and rejected
constexpr int kDays = 7;

/// No byte leaves the machine.
class DeadLine final : public HubLink
{
public:
    HubReply send(const HubRequest &) override
    {
        ++tries;
        HubReply reply;
        reply.outcome = OutcomeClass::NotSent;
        reply.code = causeOf(OutcomeClass::NotSent);
        return reply;
    }
    int tries = 0;
};

QList<Resident> people()
{
    QList<Resident> all;
    for (int i = 0; i < kPeople; ++i) {
        Resident resident = someResident();
        resident.iqamaNumber = QString::number(2'100'000'000 + i);
        resident.passport.number = u"L%1"_s.arg(i, 7, 10, QLatin1Char('0'));
        resident.version = 1;
        all.append(resident);
    }
    return all;
}

/// Lets the sender work for that long, as often as it wants to.
void passTime(SyncDesk &desk, HubLink &link, std::chrono::milliseconds time)
{
    while (time > 0ms) {
        const auto step = std::clamp<std::chrono::milliseconds>(desk.send(link).nextIn, 5s, time);
        desk.clock.advance(step);
        time -= step;
    }
}

} // namespace

TEST_CASE("What was entered in a week without a line arrives when it is back, in order and once", "[silence]")
{
    FaultVfs::instance(); // a week's commits need not wait for this machine's disk
    TestHub hub(people());
    SyncDesk desk(hub.clock);
    desk.enrol(hub, u"remote"_s);
    {
        Transaction known(desk.registry->connection());
        for (const Resident &resident : people())
            REQUIRE(desk.registry->registry().upsert(resident));
        REQUIRE(known.commit());
    }
    DeadLine dead;
    const QDateTime began = hub.clock.utc();
    for (const Resident &resident : people()) {
        for (int n = 0; n < kItemsEach / 2; ++n) {
            CaseContent content = someContent();
            content.iqamaNumber = resident.iqamaNumber;
            content.note = QString::number(n);
            desk.decide(desk.submit(content).caseId, Decision::Reject);
        }
        passTime(desk, dead, std::chrono::duration_cast<std::chrono::milliseconds>(24h * kDays) / kPeople);
    }
    CHECK(began.daysTo(hub.clock.utc()) == kDays);
    const auto counts = desk.desk->outbox().counts();
    REQUIRE(counts);
    CHECK(counts->unsent() == kPeople * kItemsEach);
    CHECK(counts->queued + counts->waiting == kPeople * kItemsEach); // none is ever given up
    CHECK(counts->oldestUnsentAt == began);
    CHECK(desk.state.offlineSince <= began.addSecs(60));
    // No more than one probe in two and a half minutes, once that is clear.
    CHECK(dead.tries < kDays * 24 * 60 / 2);
    CHECK(dead.tries > kDays * 24 * 60 / 10);

    const std::atomic<bool> stop{false};
    HttpsHubLink line(hub.url(), hub.fingerprint(), stop);
    const QDateTime back = hub.clock.utc();
    const auto started = std::chrono::steady_clock::now();
    int requests = 0;
    for (; desk.desk->outbox().counts()->unsent() > 0; ++requests) {
        REQUIRE(requests < 100);
        if (const auto wait = desk.send(line).nextIn; wait > 0ms)
            hub.clock.advance(wait);
        else
            hub.clock.advance(5s);
    }
    const auto took = std::chrono::steady_clock::now() - started;
    std::cout << kPeople * kItemsEach << " items of a week drained in "
              << std::chrono::duration_cast<std::chrono::milliseconds>(took).count() << " ms, "
              << back.secsTo(hub.clock.utc()) << " s of the clock after the line was back; " << dead.tries
              << " tries without it\n";
    CHECK(back.secsTo(hub.clock.utc()) < 6 * 60); // a probe waits five minutes at most

    desk.pull(line);
    for (const QString &state : desk.states())
        CHECK((state == u"acknowledged"_s || state == u"confirmed"_s));
    const auto store = openHub(hub.place(), Access::Read);
    REQUIRE(store);
    CHECK(*(*store)->number(u"SELECT count(*) FROM receipts WHERE outcome = 'accepted'"_s) ==
          kPeople * kItemsEach);
    CHECK(*(*store)->number(u"SELECT count(*) FROM receipts WHERE replays > 0"_s) == 0);
    CHECK(*(*store)->number(u"SELECT count(*) FROM (SELECT message_id FROM messages GROUP BY message_id "
                            u"HAVING count(*) > 1) AS twice"_s) == 0);
    // Of one resident everything came in the order it was entered.
    Statement arrived(**store,
                      u"SELECT m.resident_id, m.sequence FROM feed f JOIN messages m "
                      u"ON m.message_id = f.message_id WHERE f.kind = 'case.changed' ORDER BY f.position"_s);
    QHash<qint64, qint64> last;
    REQUIRE(arrived.each([&last](const Statement &row) {
        CHECK(row.number(1) == last.value(row.number(0)) + 1);
        last.insert(row.number(0), row.number(1));
    }));
    CHECK(last.size() == kPeople);
}
