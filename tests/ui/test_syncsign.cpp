#include "ui/frame/syncsign.h"

#include "support/catch.h"

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{
const QDateTime kNow(QDate(2026, 11, 23), QTime(8, 0), Qt::UTC);
} // namespace

TEST_CASE("the sign is green only when nothing waits, nothing failed, nothing conflicts and the line is up")
{
    for (int bits = 0; bits < 32; ++bits) {
        SyncStatus status;
        status.enrolled = true;
        status.online = bits & 1;
        status.queued = bits & 2 ? 1 : 0;
        status.waiting = bits & 4 ? 1 : 0;
        status.quarantined = bits & 8 ? 1 : 0;
        status.conflicted = bits & 16 ? 1 : 0;
        INFO("case " << bits);
        CHECK((syncSign(status, kNow).kind == StatusKind::Ok) == (bits == 1));
    }
    SyncStatus paused;
    paused.enrolled = true;
    paused.paused = true;
    CHECK(syncSign(paused, kNow).kind == StatusKind::Err);
}

TEST_CASE("a conflict is called a conflict, not a case that was not sent")
{
    SyncStatus status;
    status.enrolled = true;
    status.online = true;
    status.conflicted = 1;
    CHECK(syncSign(status, kNow).text.contains(QStringLiteral("conflict")));
}

TEST_CASE("what has waited for hours is an alarm that says whom to tell")
{
    SyncStatus status;
    status.enrolled = true;
    status.online = true;
    status.waiting = 1;
    status.oldestUnsentAt = QDateTime(QDate(2026, 11, 23), QTime(7, 0), Qt::UTC);
    const auto after = [&status](int minutes) {
        status.age = unsentAge(status.oldestUnsentAt, status.oldestUnsentAt.addSecs(60 * minutes));
        return syncSign(status, kNow);
    };
    CHECK(after(14).kind == StatusKind::Warn);
    CHECK_FALSE(after(14).detail.contains(u"oldest"_s));
    CHECK(after(15).detail.contains(u"oldest"_s));
    CHECK(after(239).kind == StatusKind::Warn);
    CHECK(after(240).kind == StatusKind::Err);
    CHECK(after(240).detail.contains(u"supervisor"_s));
    CHECK(after(24 * 60).detail.contains(u"head of the branch"_s));
    CHECK(after(-60).kind == StatusKind::Warn);
    status.online = false;
    status.offlineSince = status.oldestUnsentAt;
    CHECK(after(240).kind == StatusKind::Err);
    CHECK(after(240).detail.contains(u"supervisor"_s));
}

TEST_CASE("while the register comes the sign says how far it has come, and is not green")
{
    SyncStatus status;
    status.enrolled = true;
    status.online = true;
    status.snapshot = SnapshotPace{250'000, 1'000'000, 41'000};
    const SyncSign sign = syncSign(status, kNow);
    CHECK(sign.kind == StatusKind::Wait);
    for (const char16_t *number : {u"250000", u"1000000", u"41000"})
        CHECK(sign.detail.contains(QString::fromUtf16(number)));
    status.online = false;
    status.offlineSince = QDateTime(QDate(2026, 11, 23), QTime(7, 0), Qt::UTC);
    CHECK(syncSign(status, kNow).kind == StatusKind::Warn);
}

TEST_CASE("a sign that speaks of another day names it")
{
    SyncStatus status;
    status.enrolled = true;
    status.offlineSince = kNow.addSecs(-3600);
    CHECK(syncSign(status, kNow).time == u"10:00"_s);
    CHECK(syncSign(status, kNow.addDays(1)).time == u"23/11/2026 10:00"_s);
    status.online = true;
    status.lastSuccessAt = kNow;
    CHECK(syncSign(status, kNow).time == u"11:00"_s);
    CHECK(syncSign(status, kNow.addDays(1)).time == u"23/11/2026 11:00"_s);
}

TEST_CASE("before the hub has said how large the register is the sign gives no numbers")
{
    SyncStatus status;
    status.enrolled = true;
    status.online = true;
    status.snapshot = SnapshotPace{};
    const SyncSign sign = syncSign(status, kNow);
    CHECK(sign.kind == StatusKind::Wait);
    CHECK_FALSE(sign.detail.contains(u'0'));
}
