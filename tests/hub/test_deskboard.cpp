#include "hub/hubprogram.h"
#include "support/catch.h"
#include "support/testhub.h"

#include "hub/deskboard.h"
#include "protocol/json.h"

using namespace desk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// Looks at the feed and tells that, and waits until the hub has written what it was told.
void tells(TestDesk &desk, const QByteArray &what)
{
    CHECK(desk.client.get("/v1/feed?" + what).status == 200);
    desk.send(desk.submitted(newId(), someContent(), 3)); // written after it, whatever becomes of it
}

QList<DeskBoard::Standing> standings(const TestHub &hub)
{
    const auto store = openHub(hub.place(), Access::Read);
    REQUIRE(store);
    const auto standings = DeskBoard(**store, hub.clock).standings();
    REQUIRE(standings);
    return *standings;
}

} // namespace

TEST_CASE("a desk that looks at the feed tells how long its oldest message waits and what is in quarantine",
          "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const DeskBoard::Standing before = standings(hub).first();
    CHECK_FALSE(before.heardAt.isValid());
    CHECK(before.workstation.id == desk.enrolment.workstationId);
    tells(desk, "oldest_unsent_seconds=7200&quarantined=2");
    DeskBoard::Standing now = standings(hub).first();
    CHECK(now.heardAt == hub.clock.utc());
    CHECK(now.oldestUnsentAt == hub.clock.utc().addSecs(-7200));
    CHECK(now.quarantined == 2);
    CHECK_FALSE(now.isRed);

    // Written now and then only.
    const QDateTime first = hub.clock.utc();
    hub.clock.advance(5min - 1s);
    tells(desk, "quarantined=0");
    CHECK(standings(hub).first().heardAt == first);
    hub.clock.advance(1s);
    tells(desk, "quarantined=0");
    now = standings(hub).first();
    CHECK(now.heardAt == hub.clock.utc());
    CHECK_FALSE(now.oldestUnsentAt.isValid());
    CHECK(now.quarantined == 0);

    for (const QByteArray &wrong : QByteArrayList{"oldest_unsent_seconds=-1", "quarantined=many"})
        CHECK(desk.client.get("/v1/feed?" + wrong).status == 400);
}

TEST_CASE("red is a desk whose oldest message has waited, or of which nothing was heard, for 72 hours",
          "[hub]")
{
    TestHub hub;
    TestDesk silent(hub, u"silent"_s);
    TestDesk late(hub, u"late"_s);
    TestDesk revoked(hub, u"revoked"_s);
    REQUIRE(hub.server().revoke(revoked.enrolment.workstationId));
    const auto red = [&hub] {
        QStringList names;
        for (const DeskBoard::Standing &desk : standings(hub)) {
            if (desk.isRed)
                names += desk.workstation.name;
        }
        return names;
    };
    const HttpsClient watcher(hub.url());
    tells(silent, "quarantined=0");
    hub.clock.advance(72h - 1s);
    tells(late, "oldest_unsent_seconds=259199");
    CHECK(red().isEmpty());
    CHECK(watcher.get("/metrics").body.contains("passport_hub_desks_red 0\n"));
    hub.clock.advance(1s);
    CHECK(red() == QStringList{u"silent"_s, u"late"_s});
    CHECK(watcher.get("/metrics").body.contains("passport_hub_desks_red 2\n"));
    hub.clock.advance(5min);
    tells(late, "quarantined=1");
    CHECK(red() == QStringList{u"silent"_s});
}

TEST_CASE("whoever looks after the desks sees the board in the shell", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub, u"counter 3"_s);
    tells(desk, "oldest_unsent_seconds=60&quarantined=2");
    hub.stop();
    HubProgram program(hub.place());
    CHECK(program.run({u"desks"_s, u"--json"_s}) == 0);
    const auto told = parseJsonObject(program.out().toUtf8());
    REQUIRE(told);
    CHECK(told->keys() == QStringList{u"branch"_s, u"heard_at"_s, u"name"_s, u"number"_s,
                                      u"oldest_unsent_at"_s, u"quarantined"_s, u"red"_s, u"revoked"_s,
                                      u"workstation"_s});
    CHECK(told->value("workstation"_L1).toString() == desk.enrolment.workstationId);
    CHECK(told->value("heard_at"_L1).toString() == isoInstant(hub.clock.utc()));
    CHECK(told->value("quarantined"_L1).toInt() == 2);
    CHECK(program.run({u"desks"_s}) == 0);
    CHECK(program.out().contains(u"counter 3"_s));
    CHECK(program.out().startsWith(u"RED"_s) == told->value("red"_L1).toBool());
}
