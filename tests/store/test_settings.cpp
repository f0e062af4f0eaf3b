#include "store/tempdesk.h"

using namespace desk;
using namespace Qt::StringLiterals;

TEST_CASE("a desk knows what it is")
{
    TempDesk desk;
    desk.reopen();
    const auto identity = *desk.db->settings().identity();
    CHECK(identity.branch == u"RUH"_s);
    CHECK(identity.branchNameAr == u"الرياض"_s);
    CHECK(identity.workstation == 7);
    CHECK(identity.training);
    CHECK(identity.storeId == kTestStore);
    CHECK(identity.madeAt == desk.clock.utc());
    CHECK(desk.attempt([&] { return desk.db->settings().initialise({.branch = u"JED"_s}); }).error().code ==
          ErrorCode::DeskExists);
    CHECK(desk.db->settings().identity()->branch == u"RUH"_s);
}

TEST_CASE("a desk that was begun and not finished is no desk")
{
    const TempDir dir;
    const FakeClock clock;
    OpenVault vault;
    const auto desk = DeskDatabase::open(dir.file(u"desk.db"_s), Access::Write, vault, clock);
    REQUIRE(desk);
    CHECK((*desk)->settings().identity().error().code == ErrorCode::NoDesk);
    CHECK(DeskDatabase::open(dir.file(u"none.db"_s), Access::Read, vault, clock).error().code ==
          ErrorCode::NoDesk);
}

TEST_CASE("an enrolment is kept and its epoch follows the hub")
{
    TempDesk desk;
    CHECK_FALSE(*desk.db->settings().enrolment());
    desk.write([&] {
        return desk.db->settings().setEnrolment(
            {u"https://hub:8443"_s, u"ab12"_s, u"ws-id"_s, 9, u"token"_s, u"epoch-1"_s});
    });
    desk.write([&] { return desk.db->settings().setHubEpoch(u"epoch-2"_s); });
    const auto enrolment = **desk.db->settings().enrolment();
    CHECK(enrolment.url == u"https://hub:8443"_s);
    CHECK(enrolment.workstation == 9);
    CHECK(enrolment.token == u"token"_s);
    CHECK(enrolment.epoch == u"epoch-2"_s);
    CHECK(desk.db->settings().identity()->workstation == 9);
}

TEST_CASE("the cursor and when the window locks itself are remembered")
{
    TempDesk desk;
    CHECK(desk.db->settings().feedCursor()->isEmpty());
    desk.write([&] { return desk.db->settings().setFeedCursor(u"c1"_s); });
    desk.write([&] { return desk.db->settings().setFeedCursor(u"c2"_s); });
    CHECK(*desk.db->settings().feedCursor() == u"c2"_s);
    CHECK_FALSE(*desk.db->settings().lockAfter());
    desk.write([&] { return desk.db->settings().setLockAfter(std::chrono::minutes(7)); });
    CHECK(*desk.db->settings().lockAfter() == std::chrono::minutes(7));
}

TEST_CASE("the scanner's folder is remembered, and can be taken back")
{
    TempDesk desk;
    CHECK(desk.db->settings().scannerFolder()->isEmpty());
    desk.write([&] { return desk.db->settings().setScannerFolder(u"/srv/scans"_s); });
    CHECK(*desk.db->settings().scannerFolder() == u"/srv/scans"_s);
    desk.write([&] { return desk.db->settings().setScannerFolder({}); });
    CHECK(desk.db->settings().scannerFolder()->isEmpty());
}
