#include "store/tempdesk.h"

#include <QCryptographicHash>

using namespace desk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const QString kEpoch = u"epoch-1"_s;

OutboxItem append(TempDesk &desk, const QString &resident = kIqama, const QDateTime &notBefore = {},
                  const QString &caseId = u"case"_s)
{
    return desk.write([&] {
        return desk.db->outbox().append({.kind = u"case.submitted"_s,
                                         .residentKey = resident,
                                         .caseId = caseId,
                                         .revision = 1,
                                         .payload = "{\"x\":1}",
                                         .baseVersion = 3,
                                         .actorId = kClerk,
                                         .notBefore = notBefore});
    });
}

QList<OutboxItem> claim(TempDesk &desk, int max = 10)
{
    return desk.write([&] { return desk.db->outbox().claim(max, kEpoch); });
}

OutboxHead settle(TempDesk &desk, const OutboxHead &item, const Settlement &settlement)
{
    return desk.write([&] { return desk.db->outbox().settle(item.itemId, settlement); });
}

Settlement accepted(qint64 position)
{
    return {.event = OutboxEvent::Accept, .hubPosition = position, .hubVersion = 4, .hubEpoch = kEpoch};
}

template <class Item>
QStringList ids(const QList<Item> &items)
{
    QStringList list;
    for (const OutboxHead &item : items)
        list += item.itemId;
    return list;
}

} // namespace

TEST_CASE("an item keeps its message and its place in the resident's chain")
{
    TempDesk desk;
    const auto first = append(desk);
    const auto other = append(desk, kOtherIqama);
    const auto second = append(desk);
    CHECK(first.chainSeq == 1);
    CHECK(other.chainSeq == 1);
    CHECK(second.chainSeq == 2);
    CHECK(first.state == OutboxState::Queued);
    CHECK(first.payload == "{\"x\":1}");
    CHECK(first.payloadSha256 ==
          QString::fromLatin1(QCryptographicHash::hash("{\"x\":1}", QCryptographicHash::Sha256).toHex()));
    desk.reopen();
    CHECK(desk.db->outbox().byId(first.itemId)->payload == first.payload);
    CHECK(ids(*desk.db->outbox().waitingFirst(9)) == QStringList{first.itemId, other.itemId, second.itemId});
}

TEST_CASE("an id is used once")
{
    TempDesk desk;
    const auto item = append(desk);
    const auto again = desk.attempt([&] {
        return desk.db->outbox().append(
            {.itemId = item.itemId, .kind = u"case.decided"_s, .residentKey = kIqama});
    });
    CHECK(again.error().code == ErrorCode::AlreadyExists);
}

TEST_CASE("the database refuses that a message changes or goes")
{
    TempDesk desk;
    append(desk);
    for (const auto &change : {u"payload = x'00'"_s, u"subject = x'00'"_s, u"subject_id = 1"_s,
                               u"kind = 'x'"_s, u"chain_seq = 9"_s, u"item_id = item_id"_s,
                               u"created_at = 'x'"_s, u"actor_id = 'x'"_s, u"base_version = 9"_s})
        CHECK_FALSE(desk.raw(u"UPDATE outbox SET "_s + change).isEmpty());
    CHECK_FALSE(desk.raw(u"DELETE FROM outbox"_s).isEmpty());
    CHECK_FALSE(
        desk.raw(u"INSERT OR REPLACE INTO outbox (item_id, kind, subject_id, chain_seq, case_id, revision, "
                 u"subject, payload, key_generation, base_version, actor_id, created_at, state, state_at) "
                 u"SELECT item_id, kind, subject_id, chain_seq, case_id, revision, subject, x'00', 1, "
                 u"base_version, actor_id, created_at, state, state_at FROM outbox"_s)
            .isEmpty());
    REQUIRE(desk.raw(u"UPDATE outbox SET attempt = 4"_s).isEmpty());
    CHECK_FALSE(desk.raw(u"UPDATE outbox SET attempt = 3"_s).isEmpty());
}

TEST_CASE("a claim takes one item per resident, the oldest first, and is durable")
{
    TempDesk desk;
    const auto first = append(desk);
    const auto second = append(desk);
    const auto other = append(desk, kOtherIqama);
    const auto claimed = claim(desk);
    CHECK(ids(claimed) == QStringList{first.itemId, other.itemId});
    CHECK(claimed[0].attempt == 1);
    CHECK(claimed[0].hubEpoch == kEpoch);
    desk.reopen();
    const auto stored = *desk.db->outbox().byId(first.itemId);
    CHECK(stored.state == OutboxState::Sending);
    CHECK(stored.attempt == 1);
    CHECK(stored.hubEpoch == kEpoch);
    CHECK(claim(desk).isEmpty());
    settle(desk, first, accepted(10));
    CHECK(ids(claim(desk)) == QStringList{second.itemId});
}

TEST_CASE("a claim takes no more than asked")
{
    TempDesk desk;
    for (int i = 0; i < 5; ++i)
        append(desk, QString::number(2000000000 + i));
    CHECK(claim(desk, 3).size() == 3);
    CHECK(claim(desk, 3).size() == 2);
}

TEST_CASE("an item waits until it is due, and a decision until its seconds are over")
{
    TempDesk desk;
    const auto decision = append(desk, kIqama, desk.clock.utc().addSecs(8));
    CHECK(claim(desk).isEmpty());
    CHECK(desk.db->outbox().counts()->nextDueAt == decision.notBefore);
    desk.clock.advance(8s);
    REQUIRE(claim(desk).size() == 1);
    const auto waiting = settle(desk, decision,
                                {.event = OutboxEvent::Transient,
                                 .errorClass = u"S"_s,
                                 .errorCode = u"server_error"_s,
                                 .nextAt = desk.clock.utc().addSecs(20)});
    CHECK(waiting.state == OutboxState::Waiting);
    CHECK(waiting.failCount == 1);
    CHECK(waiting.errorCode == u"server_error"_s);
    desk.clock.advance(19s);
    CHECK(claim(desk).isEmpty());
    desk.clock.advance(1s);
    const auto again = claim(desk);
    REQUIRE(again.size() == 1);
    CHECK(again[0].attempt == 2);
    CHECK(again[0].payload == decision.payload);
}

TEST_CASE("a clock set back a year holds nothing up for a year")
{
    TempDesk desk;
    const auto item = append(desk);
    claim(desk);
    settle(desk, item, {.event = OutboxEvent::Transient, .nextAt = desk.clock.utc().addSecs(1800)});
    desk.clock.setUtc(desk.clock.utc().addYears(-1));
    CHECK(claim(desk).size() == 1);
}

TEST_CASE("what was not sent does not count as a failure")
{
    TempDesk desk;
    const auto item = append(desk);
    claim(desk);
    const auto waiting =
        settle(desk, item, {.event = OutboxEvent::Transient, .errorClass = u"N"_s, .countsAsFailure = false});
    CHECK(waiting.failCount == 0);
    CHECK(waiting.attempt == 1);
}

TEST_CASE("a refused item holds its own resident only")
{
    TempDesk desk;
    const auto poison = append(desk);
    const auto held = append(desk);
    const auto other = append(desk, kOtherIqama);
    claim(desk);
    settle(desk, poison, {.event = OutboxEvent::Permanent, .errorClass = u"P"_s, .errorCode = u"schema"_s});
    settle(desk, other, accepted(11));
    CHECK(claim(desk).isEmpty());
    CHECK(desk.db->outbox().byId(held.itemId)->held);
    CHECK_FALSE(desk.db->outbox().byId(other.itemId)->held);

    const auto released = desk.write([&] { return desk.db->outbox().release(poison.itemId, kSupervisor); });
    CHECK(released.state == OutboxState::Queued);
    CHECK(released.errorCode.isEmpty());
    CHECK_FALSE(desk.db->outbox().byId(held.itemId)->held);
    CHECK(ids(claim(desk)) == QStringList{poison.itemId});
}

TEST_CASE("something is pending while it is sent or could be, not while it waits or is held")
{
    TempDesk desk;
    OutboxStore &outbox = desk.db->outbox();
    CHECK_FALSE(outbox.pulse()->isPending);
    const auto first = append(desk);
    append(desk);
    CHECK(outbox.pulse()->isPending);
    const qint64 before = outbox.pulse()->lastMove;
    claim(desk);
    CHECK(outbox.pulse()->isPending);
    CHECK(outbox.pulse()->lastMove > before);
    settle(desk, first,
           {.event = OutboxEvent::Transient, .errorClass = u"O"_s, .nextAt = desk.clock.utc().addSecs(60)});
    CHECK_FALSE(outbox.pulse()->isPending);
    desk.clock.advance(60s);
    CHECK(outbox.pulse()->isPending);
    claim(desk);
    settle(desk, first, {.event = OutboxEvent::Permanent, .errorCode = u"schema"_s});
    CHECK_FALSE(outbox.pulse()->isPending);
}

TEST_CASE("what was tried before is put off, and what was not goes")
{
    TempDesk desk;
    const auto tried = append(desk);
    claim(desk);
    settle(desk, tried, {.event = OutboxEvent::Transient, .errorClass = u"T"_s});
    const auto fresh = append(desk, kOtherIqama);
    const QDateTime until = desk.clock.utc().addSecs(60);
    desk.write([&] { return desk.db->outbox().postponeRetries(until); });
    CHECK(desk.db->outbox().head(tried.itemId)->state == OutboxState::Waiting);
    CHECK(desk.db->outbox().head(tried.itemId)->nextAt == until);
    CHECK(ids(claim(desk)) == QStringList{fresh.itemId});
    desk.clock.advance(60s);
    CHECK(ids(claim(desk)) == QStringList{tried.itemId});
}

TEST_CASE("a corrected revision replaces what lies in quarantine and the chain goes on")
{
    TempDesk desk;
    const auto poison = append(desk);
    claim(desk);
    settle(desk, poison, {.event = OutboxEvent::Permanent, .errorCode = u"blocked_by_rules"_s});
    const auto corrected = append(desk);
    CHECK(desk.write([&] { return desk.db->outbox().supersede(u"case"_s, kClerk); }) == 1);
    const auto superseded = *desk.db->outbox().byId(poison.itemId);
    CHECK(superseded.state == OutboxState::Cancelled);
    CHECK(superseded.errorCode == u"superseded"_s);
    CHECK(ids(claim(desk)) == QStringList{corrected.itemId});
}

TEST_CASE("acknowledged is remembered with version and position and confirmed when stable")
{
    TempDesk desk;
    const auto first = append(desk);
    const auto second = append(desk, kOtherIqama);
    claim(desk);
    const auto acknowledged = settle(desk, first, accepted(10));
    settle(desk, second, accepted(12));
    CHECK(acknowledged.state == OutboxState::Acknowledged);
    CHECK(acknowledged.hubPosition == 10);
    CHECK(acknowledged.hubVersion == 4);
    CHECK(acknowledged.acknowledgedAt == desk.clock.utc());
    CHECK(desk.write([&] { return desk.db->outbox().confirmUpTo(u"epoch-2"_s, 20); }) == 0);
    CHECK(desk.write([&] { return desk.db->outbox().confirmUpTo(kEpoch, 11); }) == 1);
    CHECK(desk.db->outbox().byId(first.itemId)->state == OutboxState::Confirmed);
    CHECK(desk.db->outbox().byId(second.itemId)->state == OutboxState::Acknowledged);
    CHECK(desk.db->outbox().counts()->unsent() == 0);
    CHECK(desk.db->outbox().waitingFirst(9)->size() == 2);
}

TEST_CASE("what waits is listed before all that is over, however much that is")
{
    TempDesk desk;
    const auto first = append(desk);
    claim(desk);
    settle(desk, first, accepted(10));
    desk.clock.advance(std::chrono::hours(24));
    const QDateTime since = desk.clock.utc();
    const auto second = append(desk);
    claim(desk);
    settle(desk, second, accepted(12));
    const auto third = append(desk);
    const auto other = append(desk, kOtherIqama);
    OutboxStore &outbox = desk.db->outbox();
    CHECK(ids(*outbox.waitingFirst(9)) ==
          QStringList{third.itemId, other.itemId, second.itemId, first.itemId});
    CHECK(ids(*outbox.waitingFirst(9, since)) == QStringList{third.itemId, other.itemId, second.itemId});
    CHECK(ids(*outbox.waitingFirst(3)) == QStringList{third.itemId, other.itemId, second.itemId});
    CHECK(ids(*outbox.waitingFirst(1)) == QStringList{third.itemId});
}

TEST_CASE("what a dead process was sending is tried again, and quarantined the third time")
{
    TempDesk desk;
    const auto item = append(desk);
    for (int crash = 1; crash <= 3; ++crash) {
        REQUIRE(claim(desk).size() == 1);
        desk.reopen();
        const auto recovered = desk.write([&] { return desk.db->outbox().recover(); });
        REQUIRE(recovered.size() == 1);
        CHECK(recovered.first().crashCount == crash);
        CHECK(recovered.first().state == (crash < 3 ? OutboxState::Waiting : OutboxState::Quarantined));
    }
    CHECK(desk.db->outbox().byId(item.itemId)->errorCode == u"crash_loop"_s);
    CHECK(desk.write([&] { return desk.db->outbox().recover(); }).isEmpty());
    const auto released = desk.write([&] { return desk.db->outbox().release(item.itemId, kSupervisor); });
    CHECK(released.crashCount == 0);
    CHECK(released.attempt == 3);
}

TEST_CASE("what never left can be cancelled, what did only with the hub's word")
{
    TempDesk desk;
    const auto fresh = append(desk);
    const auto sent = append(desk, kOtherIqama);
    CHECK(
        desk.write([&] { return desk.db->outbox().cancel(fresh.itemId, kSupervisor, u"mistake"_s); }).state ==
        OutboxState::Cancelled);
    claim(desk);
    const auto cancelSent = [&](bool voided) {
        return desk.attempt(
            [&] { return desk.db->outbox().cancel(sent.itemId, kSupervisor, u"mistake"_s, voided); });
    };
    CHECK(cancelSent(true).error().code == ErrorCode::WrongState);
    settle(desk, sent, {.event = OutboxEvent::Transient});
    CHECK(cancelSent(false).error() == Error{ErrorCode::WrongState, u"waiting"_s, {}});
    CHECK(cancelSent(true)->state == OutboxState::Cancelled);
}

TEST_CASE("undo cancels only while the decision's seconds lie ahead")
{
    TempDesk desk;
    const auto decision = append(desk, kIqama, desk.clock.utc().addSecs(8), u"the case"_s);
    const auto undo = [&] {
        return desk.attempt([&] { return desk.db->outbox().cancelUnsent(u"the case"_s, kSupervisor); });
    };
    SECTION("in time")
    {
        desk.clock.advance(7s);
        CHECK(undo());
        CHECK(desk.db->outbox().byId(decision.itemId)->state == OutboxState::Cancelled);
    }
    SECTION("too late")
    {
        desk.clock.advance(8s);
        CHECK(undo().error().code == ErrorCode::WrongState);
        CHECK(desk.db->outbox().byId(decision.itemId)->state == OutboxState::Queued);
    }
    SECTION("what came after it is not undone, nor is it itself")
    {
        const auto later = append(desk, kIqama, {}, u"the case"_s);
        CHECK(undo().error().code == ErrorCode::WrongState);
        CHECK(desk.db->outbox().byId(decision.itemId)->state == OutboxState::Queued);
        CHECK(desk.db->outbox().byId(later.itemId)->state == OutboxState::Queued);
    }
}

TEST_CASE("trying again now ends a wait, but not one the hub asked for")
{
    TempDesk desk;
    const auto mine = append(desk);
    const auto asked = append(desk, kOtherIqama);
    claim(desk);
    const QDateTime later = desk.clock.utc().addSecs(600);
    settle(desk, mine, {.event = OutboxEvent::Transient, .errorClass = u"T"_s, .nextAt = later});
    settle(desk, asked, {.event = OutboxEvent::Transient, .errorClass = u"O"_s, .nextAt = later});
    CHECK(desk.write([&] { return desk.db->outbox().retryNow(); }) == 1);
    CHECK(ids(claim(desk)) == QStringList{mine.itemId});
}

TEST_CASE("every step of an item is logged in its order")
{
    TempDesk desk;
    const auto item = append(desk);
    claim(desk);
    settle(desk, item, {.event = OutboxEvent::Pause, .errorClass = u"A"_s, .errorCode = u"device_revoked"_s});
    claim(desk);
    settle(desk, item, accepted(5));
    const auto steps = *desk.db->outbox().steps(item.itemId);
    REQUIRE(steps.size() == 4);
    CHECK(steps[0].event == OutboxEvent::Claim);
    CHECK(steps[1].event == OutboxEvent::Pause);
    CHECK(steps[1].errorCode == u"device_revoked"_s);
    CHECK(steps[2].to == OutboxState::Sending);
    CHECK(steps[3].from == OutboxState::Sending);
    CHECK(steps[3].to == OutboxState::Acknowledged);
    CHECK_FALSE(desk.raw(u"DELETE FROM outbox_moves"_s).isEmpty());
}

TEST_CASE("a pair of state and event that is not in the table is refused")
{
    TempDesk desk;
    const auto item = append(desk);
    for (const OutboxEvent event : {OutboxEvent::Accept, OutboxEvent::Transient, OutboxEvent::Permanent,
                                    OutboxEvent::Stable, OutboxEvent::Release, OutboxEvent::OwnerGone}) {
        const auto refused =
            desk.attempt([&] { return desk.db->outbox().settle(item.itemId, {.event = event}); });
        CHECK(refused.error() == Error{ErrorCode::WrongState, u"queued"_s, {}});
    }
    CHECK(desk.db->outbox().steps(item.itemId)->isEmpty());
}

TEST_CASE("counts say how much is where")
{
    TempDesk desk;
    CHECK(desk.db->outbox().counts()->unsent() == 0);
    const auto oldest = append(desk);
    desk.clock.advance(1min);
    append(desk, kOtherIqama);
    claim(desk, 1);
    settle(desk, oldest, {.event = OutboxEvent::Permanent});
    const auto counts = *desk.db->outbox().counts();
    CHECK(counts.quarantined == 1);
    CHECK(counts.queued == 1);
    CHECK(counts.unsent() == 2);
    CHECK(counts.oldestUnsentAt == oldest.createdAt);
}

TEST_CASE("thousands of settled items do not slow the next claim down")
{
    TempDesk desk;
    {
        Transaction transaction(desk.db->connection());
        Statement subject(desk.db->connection(), u"INSERT INTO subjects VALUES (?, ?, x'00', 1)"_s);
        Statement insertion(
            desk.db->connection(),
            u"INSERT INTO outbox (item_id, kind, subject_id, chain_seq, case_id, revision, subject, payload, "
            u"signature, key_generation, base_version, actor_id, created_at, state, state_at) VALUES (?, "
            u"'k', "
            u"?, 1, '', 0, x'00', x'00', x'00', 1, 0, '', '2026-01-01T00:00:00.000Z', 'confirmed', "
            u"'2026-01-01T00:00:00.000Z')"_s);
        for (int i = 1; i <= 3000; ++i) {
            REQUIRE(subject.bind(i, i).run());
            REQUIRE(insertion.bind(u"%1"_s.arg(i, 36, 10, QLatin1Char('0')), i).run());
        }
        REQUIRE(transaction.commit());
    }
    const auto plan = [&](const QString &sql) {
        QString text;
        Statement query(desk.db->connection(), u"EXPLAIN QUERY PLAN "_s + sql);
        REQUIRE(query.each([&](const Statement &row) { text += row.text(3) + u'\n'; }));
        return text;
    };
    const QString claiming =
        plan(u"SELECT item_id FROM outbox WHERE state IN ('queued', 'waiting') AND NOT EXISTS "
             u"(SELECT 1 FROM outbox AS head WHERE head.subject_id = outbox.subject_id AND "
             u"head.chain_seq < outbox.chain_seq AND head.state IN ('queued', 'sending', "
             u"'waiting', 'quarantined')) ORDER BY position"_s);
    CHECK(claiming.contains(u"SEARCH outbox"_s));
    CHECK(claiming.contains(u"SEARCH head USING INDEX outbox_unsent_chain"_s));
    append(desk);
    CHECK(claim(desk).size() == 1);
}

TEST_CASE("only an earlier item of the same resident holds a new one")
{
    TempDesk desk;
    const auto append = [&](const QString &key) {
        return desk.write(
            [&] { return desk.db->outbox().append({.kind = u"case.submitted"_s, .residentKey = key}); });
    };
    const auto first = append(kIqama);
    desk.write([&] { return desk.db->outbox().claim(1, {}); });
    desk.write([&] {
        return desk.db->outbox().settle(first.itemId,
                                        {.event = OutboxEvent::Permanent, .errorClass = u"P"_s});
    });
    const auto behind = append(kIqama);
    CHECK(behind.held);
    CHECK(behind.chainSeq == 2);
    CHECK(desk.db->outbox().byId(behind.itemId)->held);
    CHECK_FALSE(append(kOtherIqama).held);
}
