#include "ui/frame/syncsign.h"

#include "support/catch.h"

using namespace desk;

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
        CHECK((syncSign(status).kind == StatusKind::Ok) == (bits == 1));
    }
    SyncStatus paused;
    paused.enrolled = true;
    paused.paused = true;
    CHECK(syncSign(paused).kind == StatusKind::Err);
}

TEST_CASE("a conflict is called a conflict, not a case that was not sent")
{
    SyncStatus status;
    status.enrolled = true;
    status.online = true;
    status.conflicted = 1;
    CHECK(syncSign(status).text.contains(QStringLiteral("conflict")));
}
