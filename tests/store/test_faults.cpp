#include "store/tempdesk.h"

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

/// What a clerk's submission writes, in one transaction.
Result<> submitLike(TempDesk &desk, const QString &caseId)
{
    Transaction transaction(desk.db->connection());
    const auto revision = desk.db->cases().submit(someRevision(caseId));
    if (!revision)
        return failure(revision);
    if (const auto logged = desk.db->audit().append({u"case.submitted"_s, kClerk, caseId}); !logged)
        return failure(logged);
    const auto item = desk.db->outbox().append({.kind = u"case.submitted"_s,
                                                .residentKey = kIqama,
                                                .caseId = caseId,
                                                .revision = revision->revision,
                                                .payload = "{}",
                                                .actorId = kClerk});
    if (!item)
        return failure(item);
    return transaction.commit();
}

} // namespace

TEST_CASE("a submission is stored whole or not at all, whichever access fails")
{
    TempDesk desk;
    const auto draft = newDraft(desk);
    int failures = 0;
    for (int n = 1;; ++n) {
        desk.db->connection().failAccess(n);
        const auto done = submitLike(desk, draft.caseId);
        const bool untouched = !desk.db->connection().accessFailed();
        desk.db->connection().failAccess(-1);
        const bool stored = desk.db->cases().byId(draft.caseId)->state == CaseState::Submitted;
        INFO("access " << n);
        CHECK(stored == done.has_value());
        CHECK(desk.count(u"revisions"_s) == (stored ? 1 : 0));
        CHECK(desk.count(u"case_moves"_s) == (stored ? 1 : 0));
        CHECK(desk.count(u"audit"_s) == (stored ? 1 : 0));
        CHECK(desk.count(u"outbox"_s) == (stored ? 1 : 0));
        if (untouched) {
            CHECK(stored);
            break;
        }
        ++failures;
        CHECK_FALSE(stored);
        CHECK(done.error().code == ErrorCode::DiskFull);
        CHECK(*desk.db->cases().draft(draft.caseId) == "{}");
    }
    CHECK(failures >= 9);
    CHECK(desk.db->audit().verify()->intact);
    CHECK(*desk.db->connection().number(u"SELECT count(*) FROM pragma_foreign_key_check"_s) == 0);
}

TEST_CASE("a submission survives the end of the process at once after it")
{
    TempDesk desk;
    const auto draft = newDraft(desk);
    REQUIRE(submitLike(desk, draft.caseId));
    // What another process sees now is what a killed one leaves: the file and its log as they are.
    const auto reader = DeskDatabase::open(desk.path(), Access::Read, desk.vault, desk.clock);
    REQUIRE(reader);
    CHECK((*reader)->cases().byId(draft.caseId)->state == CaseState::Submitted);
    CHECK((*reader)->outbox().counts()->queued == 1);
    CHECK((*reader)->audit().head()->seq == 1);
    Statement check((*reader)->connection(), u"PRAGMA quick_check"_s);
    REQUIRE(*check.step());
    CHECK(check.text(0) == u"ok"_s);
}

TEST_CASE("a claim that could not be stored sends nothing")
{
    TempDesk desk;
    desk.write([&] {
        return desk.db->outbox().append(
            {.kind = u"case.submitted"_s, .residentKey = kIqama, .payload = "{}"});
    });
    int failures = 0;
    for (int n = 1;; ++n) {
        desk.db->connection().failAccess(n);
        QList<OutboxItem> claimed;
        const auto done = [&]() -> Result<> {
            Transaction transaction(desk.db->connection());
            const auto items = desk.db->outbox().claim(4, u"e"_s);
            if (!items)
                return failure(items);
            if (const auto committed = transaction.commit(); !committed)
                return committed;
            claimed = *items;
            return {};
        }();
        const bool untouched = !desk.db->connection().accessFailed();
        desk.db->connection().failAccess(-1);
        if (untouched) {
            CHECK(claimed.size() == 1);
            break;
        }
        ++failures;
        CHECK(claimed.isEmpty());
        CHECK(desk.db->outbox().counts()->queued == 1);
        CHECK(desk.count(u"outbox_moves"_s) == 0);
    }
    CHECK(failures >= 5);
}
