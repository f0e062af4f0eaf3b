#include "service/audittrail.h"
#include "service/demodesk.h"

#include <QSet>

using namespace desk;

TEST_CASE("the demo office has a case in every state and an intact audit chain")
{
    TempDir dir;
    const FakeClock clock;
    const QString path = dir.file(QStringLiteral("desk"));
    const auto made = makeDemoDesk(path, {.residents = 600, .seed = 3}, clock);
    REQUIRE(made);
    const auto office = Office::open(path, Office::Access::Read, clock);
    REQUIRE(office);
    REQUIRE((*office)->accounts().recognise(QStringLiteral("auditor"), QStringLiteral("demo-office")));
    const auto cases = (*office)->cases().list(std::nullopt, {});
    REQUIRE(cases);
    QSet<CaseState> states;
    for (const CaseRow &row : *cases)
        states.insert(row.state);
    CHECK(states.size() == 8);
    const auto audit = (*office)->audit().verify();
    REQUIRE(audit);
    CHECK(audit->intact);
    CHECK(audit->entries > 10);
    CHECK((*office)->info()->residents == 600);

    const auto again = makeDemoDesk(path, {}, clock);
    REQUIRE_FALSE(again);
    CHECK(again.error().code == ErrorCode::DeskExists);
}

TEST_CASE("a new desk is empty and has one administrator")
{
    TempDir dir;
    const FakeClock clock;
    const QString path = dir.file(QStringLiteral("desk"));
    DeskSetup setup{QStringLiteral("JED"), 4, QStringLiteral("sami"), QStringLiteral("correct horse")};
    setup.password = QStringLiteral("short");
    const auto weak = makeDesk(path, setup, clock);
    REQUIRE_FALSE(weak);
    CHECK(weak.error().code == ErrorCode::WeakPassword);
    setup.password = QStringLiteral("correct horse");
    REQUIRE(makeDesk(path, setup, clock));
    const auto second = makeDesk(path, setup, clock);
    REQUIRE_FALSE(second);
    CHECK(second.error().code == ErrorCode::DeskExists);
    const auto office = Office::open(path, Office::Access::Write, clock);
    REQUIRE(office);
    CHECK((*office)->info()->branchNameEn == QStringLiteral("Jeddah"));
    const auto session =
        (*office)->accounts().signIn(QStringLiteral("SAMI"), QStringLiteral("correct horse"));
    REQUIRE(session);
    CHECK(session->actor.roles == Roles(Role::Administrator));
}

TEST_CASE("one process writes a desk; others read")
{
    DemoDesk demo;
    const auto second = Office::open(demo.path(), Office::Access::Write, demo.clock());
    REQUIRE_FALSE(second);
    CHECK(second.error().code == ErrorCode::DeskBusy);
    CHECK(Office::open(demo.path(), Office::Access::Read, demo.clock()));
}
