#include "support/builders.h"
#include "support/catch.h"
#include "support/expectedwarning.h"
#include "sync/httpshublink.h"
#include "sync/reconciler.h"
#include "sync/syncdesk.h"

#include "hub/epochs.h"
#include "protocol/reconcile.h"
#include "sql/transaction.h"

#include <QFile>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

const QString kOlder = u"the store is an older copy"_s;

/// A hub whose store is set aside and put back, as a backup of it would be.
class RestoredHub
{
public:
    explicit RestoredHub(const QList<Resident> &residents = {someResident()})
        : hub(residents)
    {
    }

    void backUp()
    {
        hub.stop();
        QFile::remove(backup());
        REQUIRE(QFile::copy(hub.place().database, backup()));
        hub.start();
    }
    void restore()
    {
        hub.stop();
        REQUIRE(QFile::remove(hub.place().database));
        REQUIRE(QFile::copy(backup(), hub.place().database));
        const ExpectedWarning older(kOlder);
        hub.start();
    }
    void accept() { REQUIRE(hub.server().acceptEpoch()); }

    TestHub hub;

private:
    QString backup() const { return hub.place().directory + u"/backup"_s; }
};

/// One desk's line to the hub as it is served now.
class Line
{
public:
    Line(RestoredHub &restored, SyncDesk &desk)
        : m_link(restored.hub.url(), restored.hub.fingerprint(), m_stop)
        , m_desk(desk)
    {
        m_desk.hub.url = restored.hub.url();
    }

    void exchange()
    {
        m_desk.sender.resume();
        m_desk.send(m_link);
        m_desk.pull(m_link);
    }
    Reconciler::Report reconcile()
    {
        const auto report = Reconciler(m_desk.store).run(m_link, m_desk.hub, m_desk.state);
        REQUIRE(report);
        const auto enrolment = m_desk.store.enrolment();
        REQUIRE(*enrolment);
        m_desk.hub.epoch = (*enrolment)->epoch;
        return *report;
    }
    HubLink &link() { return m_link; }

private:
    const std::atomic<bool> m_stop{false};
    HttpsHubLink m_link;
    SyncDesk &m_desk;
};

/// Both are enrolled.
struct TwoDesks {
    TwoDesks()
    {
        first.enrol(restored.hub, u"first"_s);
        second.enrol(restored.hub, u"second"_s);
    }

    RestoredHub restored;
    SyncDesk first{restored.hub.clock};
    SyncDesk second{restored.hub.clock};
};

QString stateOf(SyncDesk &desk, const QString &caseId)
{
    return codeOf(desk.caseOf(caseId).state);
}

/// The register's version of the resident, at the hub.
int versionAt(TestHub &hub)
{
    const auto connection = openHub(hub.place(), Access::Read);
    REQUIRE(connection);
    const auto version = (*connection)->number(u"SELECT version FROM residents"_s);
    REQUIRE(version);
    return int(*version);
}

} // namespace

TEST_CASE("A hub restored from a backup is offered again what it forgot, once, and all desks agree")
{
    TwoDesks branch;
    auto &[restored, maker, other] = branch;
    const CaseRecord record = maker.submit(someContent());
    {
        Line(restored, maker).exchange();
        Line(restored, other).exchange();
    }
    restored.backUp();
    const OutboxItem decision = other.decide(record.caseId, Decision::Approve);
    {
        Line(restored, other).exchange();
        Line(restored, maker).exchange();
        CHECK(stateOf(maker, record.caseId) == u"applied"_s);
        CHECK(versionAt(restored.hub) == 4);
    }
    restored.restore();
    CHECK(versionAt(restored.hub) == 3);

    Line makers(restored, maker);
    Line others(restored, other);
    const QString epochBefore = maker.hub.epoch;
    others.exchange();
    CHECK(other.state.errorCode == u"epoch_pending"_s); // nobody is served before an administrator says so
    restored.accept();
    {
        const ExpectedWarning cursor(u"cursor is of another epoch"_s);
        others.exchange();
    }
    CHECK(other.state.errorCode == u"epoch_changed"_s);
    const auto report = others.reconcile();
    CHECK(report.done);
    CHECK(report.missing == 1);
    CHECK(other.hub.epoch != epochBefore);
    CHECK(other.item(decision.itemId).state == OutboxState::Queued);
    CHECK(others.reconcile().missing == 0); // it is not believed there any more
    CHECK(makers.reconcile().missing == 0);

    others.exchange();
    CHECK(other.item(decision.itemId).state == OutboxState::Confirmed);
    makers.exchange();
    others.exchange();
    CHECK(versionAt(restored.hub) == 4);
    for (SyncDesk *desk : {&maker, &other}) {
        CHECK(stateOf(*desk, record.caseId) == u"applied"_s);
        const auto resident = desk->registry->registry().byIqama(someResident().iqamaNumber);
        CHECK((*resident)->version == 4);
    }
    // Every desk goes on in the new epoch as in the old.
    CHECK(maker.states() == QStringList{u"confirmed"_s});
}

TEST_CASE(
    "What a restored hub forgot and another update overtook goes to a person, never over the other's head")
{
    TwoDesks branch;
    auto &[restored, first, second] = branch;
    Line(restored, second).exchange();
    restored.backUp();
    const CaseRecord forgotten = first.submit(someContent());
    first.decide(forgotten.caseId, Decision::Approve);
    Line(restored, first).exchange();
    restored.restore();
    restored.accept();

    // The other desk comes first, with an update of its own.
    CaseContent content = someContent();
    content.passport.number = u"Z9999999"_s;
    content.mrz.reset();
    const CaseRecord overtaking = second.submit(content);
    Line seconds(restored, second);
    {
        const ExpectedWarning cursor(u"cursor is of another epoch"_s);
        seconds.exchange();
    }
    seconds.reconcile();
    seconds.exchange();
    CHECK(second.states() == QStringList{u"confirmed"_s});

    Line firsts(restored, first);
    {
        const ExpectedWarning cursor(u"cursor is of another epoch"_s);
        firsts.exchange();
    }
    CHECK(firsts.reconcile().missing == 2);
    firsts.exchange();
    // The other's case is open at the hub, so neither message can be taken: both wait for a person.
    CHECK(first.states() == QStringList{u"quarantined"_s, u"queued"_s});
    CHECK(first.items().first().errorCode == u"open_case_exists"_s);
    CHECK(versionAt(restored.hub) == 3);
    CHECK_FALSE(overtaking.caseId.isEmpty());
}

TEST_CASE("What the feed had brought and a restored hub lost is taken back, and comes again with its message")
{
    TwoDesks branch;
    auto &[restored, maker, decider] = branch;
    const CaseRecord record = maker.submit(someContent());
    Line(restored, maker).exchange();
    Line(restored, decider).exchange();
    restored.backUp();
    const OutboxItem decision = decider.decide(record.caseId, Decision::Approve);
    Line(restored, decider).exchange();
    Line(restored, maker).exchange();
    const auto shown = [](SyncDesk &desk) {
        return *desk.registry->registry().byIqama(someResident().iqamaNumber);
    };
    REQUIRE(stateOf(maker, record.caseId) == u"applied"_s);
    REQUIRE(shown(maker)->version == 4);
    restored.restore();
    restored.accept();

    Line makers(restored, maker);
    CHECK(makers.reconcile().done);
    CHECK(stateOf(maker, record.caseId) == u"submitted"_s);
    CHECK(shown(maker)->version == 3);
    CHECK(shown(maker)->passport == someResident().passport);
    Line deciders(restored, decider);
    CHECK(deciders.reconcile().missing == 1);
    CHECK(stateOf(decider, record.caseId) == u"approved"_s); // it is offered again
    CHECK(shown(decider)->version == 3);
    SECTION("nothing came between")
    {
        deciders.exchange();
        makers.exchange();
        deciders.exchange();
        for (SyncDesk *desk : {&maker, &decider}) {
            CHECK(stateOf(*desk, record.caseId) == u"applied"_s);
            CHECK(shown(*desk)->version == 4);
        }
    }
    SECTION("the register has another passport since")
    {
        Resident other = someResident();
        other.version = 0;
        other.passport.number = u"B1112223"_s;
        restored.hub.learns(other);
        deciders.exchange();
        makers.exchange();
        deciders.exchange();
        CHECK(stateOf(decider, record.caseId) == u"conflicted"_s);
        CHECK(decider.item(decision.itemId).state == OutboxState::Acknowledged);
        CHECK(stateOf(maker, record.caseId) == u"submitted"_s);
        for (SyncDesk *desk : {&maker, &decider})
            CHECK(shown(*desk)->passport.number == u"B1112223"_s);
    }
}

TEST_CASE(
    "A case that a restored hub has further back is taken back once the resident's next one is over here")
{
    TwoDesks branch;
    auto &[restored, maker, decider] = branch;
    const CaseRecord record = maker.submit(someContent());
    Line(restored, maker).exchange();
    Line(restored, decider).exchange();
    restored.backUp();
    decider.decide(record.caseId, Decision::Approve);
    Line(restored, decider).exchange();
    Line(restored, maker).exchange();
    REQUIRE(stateOf(maker, record.caseId) == u"applied"_s);
    const CaseRecord next = maker.submit(someContent());
    restored.restore();
    restored.accept();
    CHECK(Line(restored, maker).reconcile().done);
    CHECK(stateOf(maker, record.caseId) == u"applied"_s);
    const auto waiting = maker.desk->settings().missedFeed();
    REQUIRE(waiting);
    CHECK(waiting->further == QList<HubCase>{{record.caseId, CaseState::Submitted, 1}});
    SECTION("at once") {}
    SECTION("after another restore")
    {
        restored.restore();
        restored.accept();
        CHECK(Line(restored, maker).reconcile().done);
        CHECK(stateOf(maker, record.caseId) == u"applied"_s);
    }
    SECTION("when the decision has come again")
    {
        CHECK(Line(restored, decider).reconcile().done);
        Line(restored, decider).exchange();
        Line(restored, maker).exchange();
        CHECK(stateOf(maker, record.caseId) == u"applied"_s);
    }

    maker.move(next.caseId, CaseEvent::Withdraw);
    Line makers(restored, maker);
    makers.exchange();
    const auto moves = maker.desk->cases().timeline(record.caseId);
    REQUIRE(moves);
    CHECK(std::any_of(moves->begin(), moves->end(),
                      [](const CaseMove &one) { return one.event == CaseEvent::Forgotten; }));
    CHECK(maker.desk->settings().missedFeed()->isEmpty());
    Line deciders(restored, decider);
    deciders.reconcile();
    deciders.exchange();
    makers.exchange();
    CHECK(stateOf(maker, record.caseId) == u"applied"_s);
    CHECK(stateOf(decider, record.caseId) == u"applied"_s);
}

TEST_CASE("A decision counts again when the one that was before it at the hub is lost there")
{
    TwoDesks branch;
    auto &[restored, late, early] = branch;
    const CaseRecord record = late.submit(someContent());
    Line(restored, late).exchange();
    Line(restored, early).exchange();
    restored.backUp();
    late.decide(record.caseId, Decision::Return);
    early.decide(record.caseId, Decision::Approve);
    Line(restored, early).exchange();
    late.pull(Line(restored, late).link());
    REQUIRE(stateOf(late, record.caseId) == u"applied"_s);
    REQUIRE(late.states() == QStringList{u"confirmed"_s, u"queued"_s});
    restored.restore();
    restored.accept();

    Line lates(restored, late);
    CHECK(lates.reconcile().done);
    CHECK(stateOf(late, record.caseId) == u"returned"_s);
    lates.exchange();
    CHECK(late.states() == QStringList{u"confirmed"_s, u"confirmed"_s});
    Line earlys(restored, early);
    earlys.reconcile();
    earlys.exchange();
    CHECK(stateOf(late, record.caseId) == u"returned"_s);
    CHECK(stateOf(early, record.caseId) == u"returned"_s);
}

TEST_CASE(
    "A decision that the hub refused and another's overtook comes to count when that one is lost as well")
{
    TwoDesks branch;
    auto &[restored, maker, decider] = branch;
    restored.backUp();
    const CaseRecord record = maker.submit(someContent());
    Line(restored, maker).exchange();
    Line(restored, decider).exchange();
    decider.decide(record.caseId, Decision::Approve);
    Line(restored, decider).exchange();
    Line(restored, maker).exchange();
    REQUIRE(stateOf(maker, record.caseId) == u"applied"_s);
    const auto restore = [&](SyncDesk &desk) {
        restored.restore();
        restored.accept();
        REQUIRE(Line(restored, desk).reconcile().done);
    };
    restore(decider);
    Line(restored, decider).exchange();
    REQUIRE(decider.states() == QStringList{u"quarantined"_s}); // the hub does not know the case
    REQUIRE(Line(restored, maker).reconcile().done);
    maker.decide(record.caseId, Decision::Reject);
    Line(restored, maker).exchange();
    Line(restored, decider).exchange();
    REQUIRE(stateOf(decider, record.caseId) == u"rejected"_s);
    CHECK(decider.standingDecisions(record.caseId) == 1);

    restore(decider);
    CHECK(stateOf(decider, record.caseId) == u"approved"_s); // its message is in quarantine and says why
    CHECK(decider.standingDecisions(record.caseId) == 1);
}

TEST_CASE("What met a conflict is not offered to a restored hub again")
{
    RestoredHub restored;
    SyncDesk maker(restored.hub.clock);
    maker.enrol(restored.hub, u"maker"_s);
    Resident other = someResident();
    other.version = 0;
    other.passport.number = u"B1112223"_s;
    restored.hub.learns(other);
    restored.backUp();
    other.iqamaNumber = u"2345678912"_s;
    restored.hub.learns(other); // a conflict leaves no trace of its own
    const CaseRecord record = maker.submit(someContent());
    Line(restored, maker).exchange();
    REQUIRE(stateOf(maker, record.caseId) == u"conflicted"_s);
    restored.restore();
    restored.accept();

    Line makers(restored, maker);
    CHECK(makers.reconcile().done);
    makers.exchange();
    CHECK(maker.states() == QStringList{u"acknowledged"_s});
    CHECK(maker.items().first().attempt == 1);
    CHECK(stateOf(maker, record.caseId) == u"conflicted"_s);
}

TEST_CASE("Nobody can decide a case that a restored hub has lost before its maker's desk brings it again")
{
    TwoDesks branch;
    auto &[restored, maker, decider] = branch;
    restored.backUp();
    const CaseRecord record = maker.submit(someContent());
    Line(restored, maker).exchange();
    Line(restored, decider).exchange();
    REQUIRE(stateOf(decider, record.caseId) == u"submitted"_s);
    restored.restore();
    restored.accept();

    Line deciders(restored, decider);
    CHECK(deciders.reconcile().done);
    CHECK(stateOf(decider, record.caseId) == u"returned"_s);
    Line makers(restored, maker);
    CHECK(makers.reconcile().missing == 1);
    CHECK(stateOf(maker, record.caseId) == u"submitted"_s); // it is offered again
    makers.exchange();
    deciders.exchange();
    CHECK(stateOf(decider, record.caseId) == u"submitted"_s);
}

TEST_CASE("A hub that does not know that it was restored is told by a desk that had seen more")
{
    RestoredHub restored;
    SyncDesk desk(restored.hub.clock);
    desk.enrol(restored.hub, u"desk"_s);
    restored.backUp();
    const CaseRecord record = desk.submit(someContent());
    desk.decide(record.caseId, Decision::Approve);
    Line(restored, desk).exchange();
    // The whole directory came back, the mark beside the store too.
    restored.hub.stop();
    REQUIRE(QFile::remove(restored.hub.place().database + u".mark"_s));
    restored.hub.start();
    restored.hub.stop();
    REQUIRE(QFile::remove(restored.hub.place().database + u".mark"_s));
    REQUIRE(QFile::remove(restored.hub.place().database));
    REQUIRE(QFile::copy(restored.hub.place().directory + u"/backup"_s, restored.hub.place().database));
    restored.hub.start();

    Line line(restored, desk);
    {
        const ExpectedWarning cursor(u"cursor is of another epoch"_s);
        line.exchange();
    }
    CHECK(desk.state.errorCode == u"epoch_changed"_s);
    {
        const ExpectedWarning undone(u"a write was undone"_s);
        CHECK(restored.hub.server().acceptEpoch().error().code == ErrorCode::DeskBusy);
    }
    // Even before anybody has looked, nothing of the desk's is lost: it is asked and offers it again.
    CHECK(line.reconcile().missing == 2);
    line.exchange();
    CHECK(desk.states() == QStringList{u"confirmed"_s, u"confirmed"_s});
    CHECK(versionAt(restored.hub) == 4);
}

TEST_CASE("A reconciliation is page by page, and begins again where it was broken off")
{
    FakeClock clock;
    SyncDesk desk(clock);
    for (int i = 0; i < 3; ++i)
        desk.addUserItem(u"user%1"_s.arg(i));
    ScriptedHub hub;
    desk.send(hub);
    REQUIRE(desk.states().count(u"confirmed"_s) + desk.states().count(u"acknowledged"_s) == 3);
    const QString epoch = newId();
    int asked = 0;
    ScriptedHub changed([&](const HubRequest &request) {
        ++asked;
        const auto wanted = reconcileRequestFromJson(request.body);
        REQUIRE(wanted);
        REQUIRE(wanted->items.size() == 3);
        ScriptedHub none;
        HubReply reply;
        reply.outcome = asked == 1 ? OutcomeClass::Unknown : OutcomeClass::Ok;
        reply.body = reconcileAnswerToJson({epoch, 0, epoch + u".0"_s, 0, {wanted->items[1].id}, {}, {}});
        return reply;
    });
    Reconciler reconciler(desk.store);
    CHECK_FALSE(reconciler.run(changed, desk.hub, desk.state)->done);
    CHECK_FALSE(desk.states().contains(u"queued"_s));
    const auto report = reconciler.run(changed, desk.hub, desk.state);
    REQUIRE(report);
    CHECK(report->done);
    CHECK(desk.states()[1] == u"queued"_s);
    CHECK(desk.store.cursor() == epoch + u".0"_s);
    CHECK(desk.items()[0].hubEpoch == epoch);
}

TEST_CASE("Where a desk goes on in the feed is no later than what every restored store still had")
{
    TestHub hub;
    hub.stop();
    const auto connection = openHub(hub.place(), Access::Write);
    REQUIRE(connection);
    Transaction transaction(**connection);
    Epochs epochs(**connection, hub.clock);
    const QString first = epochs.current()->id;
    const auto second = epochs.restored(0);
    REQUIRE(second);
    CHECK_FALSE(epochs.current()->acceptedAt.isValid());
    REQUIRE(epochs.accept());
    CHECK(epochs.current()->acceptedAt.isValid());
    CHECK(epochs.continueFrom(first, 100) == 0);
    CHECK(epochs.continueFrom(newId(), 100) == 0);
    CHECK(epochs.continueFrom(*second, 0) == 0);
}
