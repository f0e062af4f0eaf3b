#include "service/demodesk.h"
#include "support/testhub.h"

#include "domain/demooffice.h"
#include "service/desk.h"
#include "service/exchange.h"
#include "service/hubregister.h"

#include <QSignalSpy>
#include <QtTest>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

constexpr int kHere = 200; ///< residents of the demo desk
constexpr int kAtHub = 230;

QList<Resident> everybody()
{
    QList<Resident> list;
    for (int i = 0; i < kAtHub; ++i)
        list.append(demoResident(1, i));
    return list;
}

/// A demo desk that holds part of the register of a hub, which knows more.
class PartialDesk
{
public:
    explicit PartialDesk(ResidentsHeld held = ResidentsHeld::Asked)
        : hub(everybody())
    {
        const Actor admin = demo.signIn("admin");
        REQUIRE(demo.office().delivery().enrol(admin, hub.enrolmentCode(), held));
        exchange();
    }

    void exchange()
    {
        hub.enrolmentCode(); // a commit of the hub's own: it looks at what others wrote
        ExchangeOutcome outcome;
        do {
            outcome = m_exchange.run(onStore(), true);
            REQUIRE_FALSE(outcome.error);
            REQUIRE(outcome.link.online);
        } while (!outcome.report.snapshotIsWhole);
    }
    Result<bool> ask(const QString &query)
    {
        return HubRegister::fetch(onStore(), m_stop, [&query](HubRegister &at) { return at.about(query); });
    }
    OnStore onStore()
    {
        return [this](const std::function<void(Office &)> &task) { task(demo.office()); };
    }
    QList<FoundResident> find(const QString &query)
    {
        const auto found = demo.office().residents().find({.query = query});
        REQUIRE(found);
        return found->residents;
    }

    TestHub hub;
    DemoDesk demo;

private:
    std::atomic<bool> m_stop = false;
    Exchange m_exchange{demo.clock(), m_stop};
};

} // namespace

TEST_CASE("who is not on a desk of part of the register is had from the hub, and followed from then on")
{
    PartialDesk desk;
    CHECK(desk.demo.office().info().value().held == ResidentsHeld::Asked);
    const Resident wanted = demoResident(1, kHere + 7);
    for (const QString &query : {wanted.iqamaNumber, wanted.passport.number,
                                 wanted.passport.issuer + u' ' + wanted.passport.number}) {
        CHECK(desk.demo.office().hubRegister().about(query).value());
    }
    // Names and parts of numbers are looked for here alone.
    for (const QString &query : {wanted.nameEn, wanted.iqamaNumber.left(6) + u"x y"_s, u"1234"_s})
        CHECK_FALSE(desk.demo.office().hubRegister().about(query).value());

    REQUIRE(desk.find(wanted.iqamaNumber).isEmpty());
    CHECK(desk.ask(wanted.iqamaNumber).value());
    REQUIRE(desk.find(wanted.iqamaNumber).size() == 1);
    CHECK(desk.find(wanted.passport.number).size() == 1);
    CHECK_FALSE(desk.ask(u"2999999990"_s).value_or(true)); // nobody's

    Resident changed = wanted;
    changed.version += 1;
    changed.nameEn = u"FOLLOWED FROM THEN ON"_s;
    desk.hub.learns(changed);
    Resident stranger = demoResident(1, kHere + 8);
    stranger.version += 1;
    stranger.nameEn = u"NEVER ASKED FOR"_s;
    desk.hub.learns(stranger);
    desk.exchange();
    CHECK(desk.find(wanted.iqamaNumber).first().resident.nameEn == changed.nameEn);
    CHECK(desk.find(stranger.iqamaNumber).isEmpty());
}

TEST_CASE("with the line down a desk of part of the register says that the hub cannot be reached")
{
    PartialDesk desk;
    desk.hub.stop();
    const auto asked = desk.ask(demoResident(1, kHere + 7).iqamaNumber);
    REQUIRE_FALSE(asked);
    CHECK(asked.error().code == ErrorCode::HubUnreachable);
}

TEST_CASE("an answer that the feed has overtaken is not kept")
{
    PartialDesk desk;
    HubRegister &hub = desk.demo.office().hubRegister();
    const Resident older = demoResident(1, kHere + 7);
    const auto question = hub.about(older.iqamaNumber);
    REQUIRE(question);
    REQUIRE(*question);
    Resident newer = older;
    newer.version += 1;
    newer.nameEn = u"A NEWER NAME"_s;
    desk.hub.learns(newer);
    desk.exchange(); // passes the change over: nobody here has asked for this resident yet
    const auto kept = hub.keep(**question, {{older, {}}});
    REQUIRE(kept);
    CHECK_FALSE(*kept);
    CHECK(desk.find(older.iqamaNumber).isEmpty());
    CHECK(desk.ask(older.iqamaNumber).value());
    CHECK(desk.find(older.iqamaNumber).first().resident.nameEn == newer.nameEn);
}

TEST_CASE("before a case is submitted the hub says who else has its passport's number")
{
    PartialDesk desk;
    const Resident holder = demoResident(1, kHere + 7);
    CaseContent content;
    content.iqamaNumber = demoResident(1, 3).iqamaNumber;
    content.passport.number = holder.passport.number;
    content.passport.issuer = holder.passport.issuer;
    const auto holders = [&] {
        const auto context =
            desk.demo.office().residents().contextFor(content, {}, desk.demo.clock().todayInRiyadh());
        REQUIRE(context);
        return context->holders;
    };
    CHECK(holders().isEmpty());
    const std::atomic<bool> stop = false;
    CHECK(
        HubRegister::fetch(desk.onStore(), stop, [&](HubRegister &at) { return at.about(content); }).value());
    REQUIRE(holders().size() == 1);
    CHECK(holders().first().iqamaNumber == holder.iqamaNumber);
}

TEST_CASE("whoever's case comes for review comes, too")
{
    PartialDesk desk;
    TestDesk other(desk.hub, u"other"_s);
    CaseContent content = someContent();
    content.iqamaNumber = demoResident(1, kHere + 9).iqamaNumber;
    REQUIRE(desk.find(content.iqamaNumber).isEmpty());
    const auto sent = other.send(other.submitted(newId(), content, demoResident(1, kHere + 9).version));
    REQUIRE(codeOfAnswer(sent) == u"accepted"_s);
    desk.exchange();
    CHECK(desk.find(content.iqamaNumber).size() == 1);
}

TEST_CASE("a desk of the whole register has everybody and asks nobody")
{
    PartialDesk desk(ResidentsHeld::All);
    CHECK(desk.demo.office().info().value().residents == kAtHub);
    CHECK(desk.find(demoResident(1, kHere + 7).iqamaNumber).size() == 1);
    CHECK_FALSE(desk.demo.office().hubRegister().about(u"2999999990"_s).value());
}

TEST_CASE("the window asks the hub for whom it has not got, and says when it cannot")
{
    PartialDesk partial;
    partial.demo.close();
    {
        Desk desk(partial.demo.clock());
        const auto opened = desk.open(partial.demo.path());
        REQUIRE(QTest::qWaitFor([&] { return opened.isFinished(); }));
        REQUIRE(opened.result());
        const auto session = desk.signIn(u"clerk"_s, u"demo-office"_s);
        REQUIRE(QTest::qWaitFor([&] { return desk.actor().userName == u"clerk"_s; }));
        const FindRequest request{.query = demoResident(1, kHere + 7).iqamaNumber};
        const auto found = desk.find(request);
        REQUIRE(QTest::qWaitFor([&] { return found.isFinished(); }));
        REQUIRE(found.result());
        CHECK(found.result()->residents.isEmpty());
        CHECK(found.result()->mayAskHub);
        const auto asked = desk.askHub(request);
        REQUIRE(QTest::qWaitFor([&] { return asked.isFinished(); }));
        REQUIRE(asked.result());
        CHECK(asked.result()->residents.size() == 1);
        const auto again = desk.find(request);
        REQUIRE(QTest::qWaitFor([&] { return again.isFinished(); }));
        CHECK_FALSE(again.result()->mayAskHub);
        partial.hub.stop();
        const auto unheard = desk.askHub({.query = demoResident(1, kHere + 8).iqamaNumber});
        REQUIRE(QTest::qWaitFor([&] { return unheard.isFinished(); }));
        REQUIRE_FALSE(unheard.result());
        CHECK(unheard.result().error().code == ErrorCode::HubUnreachable);
    }
    partial.demo.open();
}
