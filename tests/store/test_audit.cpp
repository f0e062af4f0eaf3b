#include "store/tempdesk.h"

using namespace desk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

AuditHead log(TempDesk &desk, const QString &event, const QByteArray &details = "{}")
{
    return desk.write([&] {
        return desk.db->audit().append({event, kClerk, u"RUH-2026-0700001"_s, details});
    });
}

/// Takes the triggers away, as someone with the file and a shell could.
void openTheTrail(TempDesk &desk)
{
    for (const auto &trigger : {u"audit_frozen"_s, u"audit_sealed_anew"_s, u"audit_stay"_s, u"audit_grows"_s})
        REQUIRE(desk.raw(u"DROP TRIGGER "_s + trigger).isEmpty());
}

} // namespace

TEST_CASE("entries follow each other and the chain holds after a restart")
{
    TempDesk desk;
    CHECK(desk.db->audit().head()->seq == 0);
    CHECK(desk.db->audit().verify()->intact);
    const auto first = log(desk, u"user.signed_in"_s);
    const auto second = log(desk, u"resident.opened"_s);
    CHECK(first.seq == 1);
    CHECK(second.seq == 2);
    CHECK(first.hash != second.hash);
    desk.reopen();
    CHECK(desk.db->audit().head()->hash == second.hash);
    const auto check = *desk.db->audit().verify();
    CHECK(check.entries == 2);
    CHECK(check.intact);
    CHECK(check.brokenAt == 0);
    const auto entries = *desk.db->audit().entries(10);
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].event.event == u"resident.opened"_s);
    CHECK(entries[1].event.actorId == kClerk);
    CHECK(desk.db->audit().entries(10, 2)->size() == 1);
}

TEST_CASE("the hash of an entry cannot be tried out")
{
    TempDesk one;
    TempDesk other;
    // A salt is part of what is hashed: nobody finds out what an entry is about by trying.
    CHECK(log(one, u"a"_s, "bc").hash != log(other, u"a"_s, "bc").hash);
}

TEST_CASE("the trail refuses to be changed, shortened or filled in")
{
    TempDesk desk;
    log(desk, u"a"_s);
    log(desk, u"b"_s);
    CHECK_FALSE(desk.raw(u"UPDATE audit SET actor_id = 'x' WHERE seq = 1"_s).isEmpty());
    CHECK_FALSE(desk.raw(u"UPDATE audit SET sealed = x'00' WHERE seq = 1"_s).isEmpty());
    CHECK_FALSE(desk.raw(u"DELETE FROM audit WHERE seq = 2"_s).isEmpty());
    CHECK_FALSE(
        desk.raw(
                u"INSERT OR REPLACE INTO audit SELECT seq, 'x', actor_id, sealed, key_generation, logged_at, "
                u"monotonic_ms, previous_hash, hash FROM audit WHERE seq = 2"_s)
            .isEmpty());
    CHECK(desk.db->audit().verify()->entries == 2);
}

TEST_CASE("whoever gets past the triggers is found at the entry touched")
{
    TempDesk desk;
    for (int i = 0; i < 20; ++i)
        log(desk, u"event.%1"_s.arg(i));
    openTheTrail(desk);
    SECTION("any field of any entry")
    {
        const auto field = GENERATE(
            u"event = event || 'x'"_s, u"actor_id = 'someone'"_s, u"sealed = zeroblob(length(sealed))"_s,
            u"sealed = (SELECT sealed FROM audit AS other WHERE other.seq = audit.seq % 20 + 1)"_s,
            u"key_generation = 0"_s, u"logged_at = '2026-11-23T07:00:00.001Z'"_s,
            u"monotonic_ms = monotonic_ms + 1"_s,
            u"hash = x'0000000000000000000000000000000000000000000000000000000000000000'"_s,
            u"previous_hash = x'0000000000000000000000000000000000000000000000000000000000000001'"_s);
        const int seq = GENERATE(1, 7, 20);
        REQUIRE(desk.raw(u"UPDATE audit SET %1 WHERE seq = %2"_s.arg(field).arg(seq)).isEmpty());
        const auto check = *desk.db->audit().verify();
        CHECK_FALSE(check.intact);
        CHECK(check.brokenAt == seq);
        CHECK(check.entries == 20);
    }
    SECTION("an entry taken out")
    {
        REQUIRE(desk.raw(u"DELETE FROM audit WHERE seq = 5"_s).isEmpty());
        CHECK(desk.db->audit().verify()->brokenAt == 5);
    }
    SECTION("two entries exchanged")
    {
        REQUIRE(desk.raw(u"UPDATE audit SET seq = 100 WHERE seq = 3"_s).isEmpty());
        REQUIRE(desk.raw(u"UPDATE audit SET seq = 3 WHERE seq = 4"_s).isEmpty());
        REQUIRE(desk.raw(u"UPDATE audit SET seq = 4 WHERE seq = 100"_s).isEmpty());
        CHECK(desk.db->audit().verify()->brokenAt == 3);
    }
}

TEST_CASE("a clock that goes back is an entry of its own")
{
    TempDesk desk;
    log(desk, u"a"_s);
    desk.clock.setUtc(desk.clock.utc().addSecs(-3600));
    log(desk, u"b"_s);
    log(desk, u"c"_s);
    const auto entries = *desk.db->audit().entries(10);
    REQUIRE(entries.size() == 4);
    CHECK(entries[2].event.event == u"clock.went_back"_s);
    CHECK(entries[2].event.details == "{\"before\":\"2026-11-23T07:00:00.000Z\"}");
    CHECK(entries[1].event.event == u"b"_s);
    CHECK(desk.db->audit().verify()->intact);
}

TEST_CASE("a clock corrected by less than a second is not worth an entry")
{
    TempDesk desk;
    log(desk, u"a"_s);
    desk.clock.setUtc(desk.clock.utc().addMSecs(-900));
    log(desk, u"b"_s);
    CHECK(desk.db->audit().entries(10)->size() == 2);
}

TEST_CASE("what an entry is about is sealed, and before anybody signed in it is about nothing")
{
    TempDesk desk;
    log(desk, u"a"_s, "{\"iqama\":\"2345678904\"}");
    desk.vault.close();
    CHECK(desk.attempt([&] {
                  return desk.db->audit().append({u"b"_s, {}, u"RUH-2026-0700001"_s});
              })
              .error()
              .code == ErrorCode::VaultLocked);
    desk.write([&] { return desk.db->audit().append({.event = u"user.refused"_s}); });
    CHECK(desk.db->audit().verify().error().code == ErrorCode::VaultLocked);
    CHECK(desk.count(u"audit WHERE instr(sealed, '2345678904') > 0"_s) == 0);
    CHECK(desk.count(u"audit WHERE instr(sealed, 'RUH') > 0"_s) == 0);
    desk.vault.reopen();
    CHECK(desk.db->audit().verify()->intact);
    CHECK(desk.db->audit().entries(10)->last().event.subject == u"RUH-2026-0700001"_s);
}

TEST_CASE("entries are sealed anew with the next key, and the chain holds through it")
{
    TempDesk desk;
    for (int i = 0; i < 25; ++i)
        log(desk, u"event.%1"_s.arg(i));
    const AuditHead head = *desk.db->audit().head();
    desk.vault.rotate();
    log(desk, u"during"_s);
    qint64 at = 0;
    int slices = 0;
    while (at != SealedTable::kAllSealed) {
        at = desk.write([&] {
            return AuditStore::sealedTable().resealAfter(desk.db->connection(),
                                                         **desk.vault.keys({KeyUse::Audit}), at, 10);
        });
        ++slices;
    }
    CHECK(slices == 3);
    desk.vault.dropOlder();
    CHECK(desk.count(u"audit WHERE key_generation <> 2"_s) == 0);
    CHECK(desk.db->audit().verify()->intact);
    CHECK(desk.db->audit().entries(100)->at(1).hash == head.hash);
}
