#include "hub/deskboard.h"
#include "protocol/casefile.h"
#include "protocol/json.h"
#include "support/builders.h"
#include "support/catch.h"
#include "support/packs.h"
#include "sync/httpshublink.h"
#include "sync/reconciler.h"
#include "sync/syncdesk.h"

using namespace desk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

Passport renewedPassport()
{
    return {u"A7654386"_s, u"JOR"_s, QDate(2026, 11, 9), QDate(2031, 11, 8)};
}

/// What the register says once the case has been applied.
ResidentChanged appliedBy(const CaseRecord &record, const Passport &passport = renewedPassport())
{
    ResidentChanged change;
    change.resident = someResident();
    change.resident.version = 4;
    change.resident.passport = passport;
    change.passports = {{passport, PassportState::Active, record.reference},
                        {someResident().passport, PassportState::Superseded, {}}};
    change.caseId = record.caseId;
    return change;
}

/// Another desk's decision about the latest revision.
CaseChanged decidedElsewhere(SyncDesk &desk, const CaseRecord &record, Decision decision)
{
    CaseDecidedPayload payload;
    payload.caseId = record.caseId;
    payload.reference = record.reference;
    payload.revision = record.revision;
    payload.contentSha256 = desk.hashOf(record.caseId);
    payload.decision = decision;
    payload.reason = decision == Decision::Approve ? QString() : u"data_mismatch"_s;
    payload.deciderId = demoUser(u"supervisor2"_s).userId;
    CaseChanged change;
    change.message = MessageKind::CaseDecided;
    change.messageId = newId();
    change.caseId = record.caseId;
    change.resident = record.iqamaNumber;
    change.actor = payload.deciderId;
    change.workstation = 2;
    change.createdAt = QDateTime(QDate(2026, 11, 23), QTime(7, 30), Qt::UTC);
    change.payload = toPayload(payload);
    return change;
}

/// Its maker's.
CaseChanged withdrawnElsewhere(const QString &caseId)
{
    CaseChanged change = revisedElsewhere(caseId, 1);
    change.message = MessageKind::CaseWithdrawn;
    change.messageId = newId();
    change.payload =
        toPayload(CaseWithdrawnPayload{caseId, u"RUH-2026-0200001"_s, u"data_mismatch"_s, change.actor});
    return change;
}

int applied(SyncDesk &desk, const FeedPage &page)
{
    const auto count = desk.store.apply(page);
    INFO((count ? std::string() : count.error().detail.toStdString()));
    REQUIRE(count);
    return *count;
}

Resident registered(SyncDesk &desk)
{
    const auto resident = desk.registry->registry().byIqama(someResident().iqamaNumber);
    REQUIRE(resident);
    REQUIRE(*resident);
    return **resident;
}

/// Settles every item as the hub would that decided otherwise before.
HubReply tooLate(const HubRequest &request)
{
    return ScriptedHub::all(request, Outcome::Rejected, u"already_decided"_s);
}

} // namespace

TEST_CASE(
    "From one desk to another through a hub: entered, approved, and applied only on the register's word")
{
    TestHub hub;
    SyncDesk clerk(hub.clock);
    SyncDesk supervisor(hub.clock);
    clerk.enrol(hub, u"clerk"_s);
    supervisor.enrol(hub, u"supervisor"_s);
    const std::atomic<bool> stop{false};
    HttpsHubLink link(hub.url(), hub.fingerprint(), stop);

    const CaseRecord record = clerk.submit(someContent());
    clerk.send(link);
    CHECK(supervisor.pull(link) > 0);
    const CaseRecord seen = supervisor.caseOf(record.caseId);
    CHECK(seen.state == CaseState::Submitted);
    CHECK(seen.remote);
    CHECK(seen.reference == record.reference);
    CHECK(supervisor.hashOf(record.caseId) == clerk.hashOf(record.caseId));

    supervisor.decide(record.caseId, Decision::Approve);
    CHECK(supervisor.caseOf(record.caseId).state == CaseState::Approved);
    supervisor.send(link);
    CHECK(supervisor.caseOf(record.caseId).state == CaseState::Approved);
    supervisor.pull(link);
    CHECK(supervisor.caseOf(record.caseId).state == CaseState::Applied);

    clerk.pull(link);
    CHECK(clerk.caseOf(record.caseId).state == CaseState::Applied);
    CHECK(registered(clerk).passport == renewedPassport());
    CHECK(registered(clerk).version > someResident().version);
    const auto passports = clerk.registry->registry().passports(someResident().iqamaNumber);
    REQUIRE(passports);
    REQUIRE(passports->size() == 2);
    CHECK(passports->first().caseReference == record.reference);
    CHECK(passports->last().state == PassportState::Superseded);
    CHECK(clerk.auditEvents().contains(u"case.applied"_s));
    // Nothing comes twice.
    CHECK(clerk.pull(link) == 0);
    CHECK(supervisor.pull(link) == 0);
}

TEST_CASE("The day the hub was last heard of is known, and only of a whole feed")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const auto heard = [&] { return *desk.desk->settings().hubHeardOn(); };
    CHECK_FALSE(heard().isValid());
    FeedPage page = pageOf({}, u"c1"_s);
    page.more = true;
    REQUIRE(desk.store.apply(page));
    CHECK_FALSE(heard().isValid());
    page.more = false; // there is nothing new in it
    REQUIRE(desk.store.apply(page));
    CHECK(heard() == QDate(2026, 11, 23));
    clock.advance(std::chrono::hours(48));
    CHECK(heard() == QDate(2026, 11, 23));
    REQUIRE(desk.store.apply(page));
    CHECK(heard() == QDate(2026, 11, 25));
}

TEST_CASE("A page applied again changes nothing")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const CaseRecord record = desk.submit(someContent());
    desk.decide(record.caseId, Decision::Approve);
    const FeedPage page = pageOf({appliedBy(record)}, u"c1"_s);
    CHECK(applied(desk, page) == 2);
    const QStringList events = desk.auditEvents();
    CHECK(applied(desk, page) == 0);
    CHECK(desk.auditEvents() == events);
    CHECK(desk.store.cursor() == u"c1"_s);
    CHECK(desk.caseOf(record.caseId).state == CaseState::Applied);
}

TEST_CASE("A crash between the two databases is made good by the same page")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const CaseRecord record = desk.submit(someContent());
    desk.decide(record.caseId, Decision::Approve);
    const FeedPage page = pageOf({appliedBy(record)}, u"c1"_s);
    bool whole = false;
    for (int access = 1; !whole; ++access) {
        REQUIRE(access < 100);
        desk.desk->connection().failAccess(access);
        whole = desk.store.apply(page).has_value();
        if (!whole)
            CHECK(desk.caseOf(record.caseId).state == CaseState::Approved);
    }
    desk.desk->connection().failAccess(0);
    applied(desk, page);
    CHECK(desk.caseOf(record.caseId).state == CaseState::Applied);
    CHECK(registered(desk).passport == renewedPassport());
}

TEST_CASE("A register that shows something else than was approved makes a conflict, never applied")
{
    for (int field = 0; field < 4; ++field) {
        FakeClock clock;
        SyncDesk desk(clock);
        const CaseRecord record = desk.submit(someContent());
        desk.decide(record.caseId, Decision::Approve);
        Passport other = renewedPassport();
        switch (field) {
        case 0:
            other.number = u"A7654387"_s;
            break;
        case 1:
            other.issuer = u"PSE"_s;
            break;
        case 2:
            other.issuedOn = other.issuedOn.addDays(1);
            break;
        default:
            other.expiresOn = other.expiresOn.addDays(1);
            break;
        }
        INFO(field);
        applied(desk, pageOf({appliedBy(record, other)}, u"c1"_s));
        CHECK(desk.caseOf(record.caseId).state == CaseState::Conflicted);
        CHECK(desk.auditEvents().contains(u"case.conflicted"_s));
    }
}

TEST_CASE("A change of the resident that names another case, or none, applies nothing")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const CaseRecord record = desk.submit(someContent());
    desk.decide(record.caseId, Decision::Approve);
    ResidentChanged import = appliedBy(record);
    import.caseId.clear();
    import.passports.first().caseReference.clear();
    applied(desk, pageOf({import}, u"c1"_s));
    CHECK(desk.caseOf(record.caseId).state == CaseState::Approved);
}

TEST_CASE("A later case in the same page does not hide that the earlier one was applied")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const CaseRecord record = desk.submit(someContent());
    desk.decide(record.caseId, Decision::Approve);
    ResidentChanged later = appliedBy(record);
    later.caseId = newId();
    later.resident.version = 5;
    later.resident.passport.number = u"B1111111"_s;
    later.passports.first().state = PassportState::Superseded;
    later.passports.prepend({later.resident.passport, PassportState::Active, u"RUH-2026-0299999"_s});
    applied(desk, pageOf({appliedBy(record), later}, u"c1"_s));
    CHECK(desk.caseOf(record.caseId).state == CaseState::Applied);
    CHECK(registered(desk).passport.number == u"B1111111"_s);
}

TEST_CASE("An older version of a resident changes nothing")
{
    FakeClock clock;
    SyncDesk desk(clock);
    ResidentChanged old;
    old.resident = someResident();
    old.resident.version = 2;
    old.resident.nameEn = u"OLD NAME"_s;
    old.passports = {{someResident().passport, PassportState::Active, {}}};
    CHECK(applied(desk, pageOf({old}, u"c1"_s)) == 0);
    CHECK(registered(desk).nameEn == someResident().nameEn);
    CHECK(desk.store.cursor() == u"c1"_s);
}

TEST_CASE(
    "Two supervisors decide at once: the hub's first decision stands at both desks, in either order of news")
{
    for (const bool feedFirst : {true, false}) {
        for (const Decision here : {Decision::Approve, Decision::Return, Decision::Reject}) {
            for (const Decision there : {Decision::Approve, Decision::Return, Decision::Reject}) {
                FakeClock clock;
                SyncDesk desk(clock);
                const CaseRecord record = desk.submit(someContent());
                ScriptedHub accepting;
                desk.send(accepting);
                const OutboxItem item = desk.decide(record.caseId, here);
                const FeedPage page =
                    pageOf({decidedElsewhere(desk, desk.caseOf(record.caseId), there)}, u"c1"_s);
                ScriptedHub late(tooLate);
                if (feedFirst)
                    applied(desk, page);
                desk.send(late);
                if (!feedFirst)
                    applied(desk, page);

                INFO(feedFirst << ' ' << int(here) << ' ' << int(there));
                const CaseState expected = there == Decision::Approve  ? CaseState::Approved
                                           : there == Decision::Return ? CaseState::Returned
                                                                       : CaseState::Rejected;
                CHECK(desk.caseOf(record.caseId).state == expected);
                CHECK(desk.item(item.itemId).state == OutboxState::Quarantined);
                const auto decisions = desk.desk->cases().decisions(record.caseId);
                REQUIRE(decisions);
                REQUIRE(decisions->size() == 2);
                CHECK(decisions->first().undoneAt.isValid());
                CHECK_FALSE(decisions->last().undoneAt.isValid());
                CHECK(decisions->last().deciderId == demoUser(u"supervisor2"_s).userId);
            }
        }
    }
}

TEST_CASE("A case taken back here but approved there before that was known is approved")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const CaseRecord record = desk.submit(someContent());
    desk.move(record.caseId, CaseEvent::Recall);
    applied(desk, pageOf({decidedElsewhere(desk, record, Decision::Approve), appliedBy(record)}, u"c1"_s));
    CHECK(desk.caseOf(record.caseId).state == CaseState::Applied);
}

TEST_CASE("An entry that cannot be applied is noted and does not stop the ones after it")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const CaseRecord record = desk.submit(someContent());
    desk.decide(record.caseId, Decision::Approve);
    CaseChanged unreadable = decidedElsewhere(desk, record, Decision::Approve);
    unreadable.payload = "{\"case_id\":1}";
    CaseChanged unknownCase = decidedElsewhere(desk, record, Decision::Reject);
    CaseDecidedPayload elsewhere = *caseDecidedFromPayload(unknownCase.payload);
    elsewhere.caseId = newId();
    unknownCase.payload = toPayload(elsewhere);
    CaseChanged stale = decidedElsewhere(desk, record, Decision::Reject);
    CaseDecidedPayload wrongHash = *caseDecidedFromPayload(stale.payload);
    wrongHash.contentSha256 = QString(64, u'a');
    stale.payload = toPayload(wrongHash);
    UserChanged takenName{newId(), u"clerk"_s, Role::Clerk, true, u"x"_s, u"x"_s};

    applied(desk, pageOf({unreadable, unknownCase, stale, takenName, appliedBy(record)}, u"c1"_s));
    CHECK(desk.caseOf(record.caseId).state == CaseState::Applied);
    CHECK(desk.auditEvents().count(u"feed.skipped"_s) == 4);
    CHECK(desk.store.cursor() == u"c1"_s);
}

TEST_CASE("A full disk is not the entry's fault: nothing is passed over")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const CaseRecord record = desk.submit(someContent());
    desk.desk->connection().failAccess(6);
    CHECK_FALSE(desk.store.apply(pageOf({decidedElsewhere(desk, record, Decision::Approve)}, u"c1"_s)));
    CHECK(desk.store.cursor() == QString());
    CHECK_FALSE(desk.auditEvents().contains(u"feed.skipped"_s));
    CHECK(desk.caseOf(record.caseId).state == CaseState::Submitted);
}

TEST_CASE("An account of the branch comes with the feed, without a password")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const QString id = newId();
    CHECK(applied(desk, pageOf({UserChanged{id, u"newcomer"_s, Role::Clerk, true, u"وافد"_s, u"Newcomer"_s}},
                               u"c1"_s)) == 1);
    const auto user = desk.desk->users().byId(id);
    REQUIRE(user);
    REQUIRE(*user);
    CHECK((*user)->name == u"newcomer"_s);
    CHECK_FALSE((*user)->hasPassword);
}

TEST_CASE("A rule pack of the hub is taken by a desk that trusts its publisher")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const Publisher publisher;
    const auto signer = packSignerFromFile(publisher.keys.publicFile);
    REQUIRE(desk.desk->packs().trust({signer->key, signer->name}, {}));
    const RulesChanged pack{u"2026.12"_s, publisher.signedPack(u"2026.12"_s), false};
    CHECK(applied(desk, pageOf({pack}, u"c1"_s)) == 1);
    CHECK(desk.desk->packs().packs()->size() == 1);
    CHECK(applied(desk, pageOf({pack}, u"c2"_s)) == 0);
    const RulesChanged takenBack{pack.version, pack.file, true};
    CHECK(applied(desk, pageOf({takenBack}, u"c3"_s)) == 1);
    CHECK(desk.desk->packs().packs()->first().takenBackAt.isValid());
    CHECK(applied(desk, pageOf({takenBack, pack}, u"c4"_s)) == 0);
    CHECK(desk.desk->packs().packs()->first().takenBackAt.isValid());
    CHECK(desk.desk->packOffers().all()->isEmpty());
}

TEST_CASE("A rule pack that may not be taken waits, and holds nothing else up")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const Publisher publisher;
    const RulesChanged pack{u"2026.12"_s, publisher.signedPack(u"2026.12"_s), false};
    const QString id = newId();
    const UserChanged user{id, u"newcomer"_s, Role::Clerk, true, u"وافد"_s, u"Newcomer"_s};
    applied(desk, pageOf({pack, user}, u"c1"_s));
    CHECK(desk.desk->packs().packs()->isEmpty());
    REQUIRE(*desk.desk->users().byId(id));
    const auto offers = desk.desk->packOffers().all();
    REQUIRE(offers->size() == 1);
    CHECK(offers->first().file == pack.file);
    CHECK(desk.auditEvents().count(u"rules.refused"_s) == 1);
    applied(desk, pageOf({RulesChanged{pack.version, pack.file, true}}, u"c2"_s));
    CHECK(desk.desk->packOffers().all()->isEmpty());
}

TEST_CASE("A feed that was refused once is asked for again")
{
    FakeClock clock;
    SyncDesk desk(clock);
    ScriptedHub hub([](const HubRequest &) { return ScriptedHub::failing(OutcomeClass::Auth); });
    CHECK(desk.pull(hub) == 0);
    CHECK(desk.state.paused);
    desk.send(hub);
    CHECK_FALSE(desk.state.paused);
    hub.answer = [](const HubRequest &) {
        HubReply reply;
        reply.outcome = OutcomeClass::Ok;
        reply.status = 200;
        reply.body = "not a page";
        return reply;
    };
    CHECK(desk.pull(hub) == 0);
    CHECK(desk.state.errorCode == u"bad_answer"_s);
    CHECK(desk.store.cursor() == QString());
}

TEST_CASE("A revision has the number of the desk that made it, though an earlier one never came")
{
    FakeClock clock;
    SyncDesk desk(clock);
    CHECK(applied(desk, pageOf({revisedElsewhere(newId(), 2)}, u"c1"_s)) == 1);
    const auto cases = desk.desk->cases().list({});
    REQUIRE(cases->size() == 1);
    CHECK(cases->first().revision == 2);
    CHECK(applied(desk, pageOf({revisedElsewhere(cases->first().caseId, 2)}, u"c2"_s)) == 0);
}

TEST_CASE("A newer revision takes the place of one that was decided here and not at the hub")
{
    for (const Decision decision : {Decision::Approve, Decision::Return, Decision::Reject}) {
        FakeClock clock;
        SyncDesk desk(clock);
        const QString caseId = newId();
        applied(desk, pageOf({revisedElsewhere(caseId, 1)}, u"c1"_s));
        desk.decide(caseId, decision);
        CHECK(applied(desk, pageOf({revisedElsewhere(caseId, 2)}, u"c2"_s)) == 1);
        CHECK(desk.caseOf(caseId).state == CaseState::Submitted);
        CHECK(desk.caseOf(caseId).revision == 2);
    }
}

TEST_CASE("A case that was withdrawn at the hub is so here, whatever was decided here before that was known")
{
    for (const Decision decision : {Decision::Approve, Decision::Return, Decision::Reject}) {
        FakeClock clock;
        SyncDesk desk(clock);
        const QString caseId = newId();
        applied(desk, pageOf({revisedElsewhere(caseId, 1)}, u"c1"_s));
        desk.decide(caseId, decision);
        CHECK(applied(desk, pageOf({withdrawnElsewhere(caseId)}, u"c2"_s)) == 1);
        CHECK(desk.caseOf(caseId).state == CaseState::Withdrawn);
        ScriptedHub late(tooLate);
        desk.send(late);
        CHECK(desk.caseOf(caseId).state == CaseState::Withdrawn);
    }
}

TEST_CASE("What the feed said of a case while the resident's next one was open is heard once it can be")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const CaseRecord record = desk.submit(someContent());
    ScriptedHub hub;
    desk.send(hub);
    const OutboxItem item = desk.decide(record.caseId, Decision::Reject);
    const CaseRecord next = desk.submit(someContent());
    const FeedPage before = pageOf({}, u"c1"_s);
    const FeedPage page = pageOf({decidedElsewhere(desk, record, Decision::Return)}, u"c2"_s);
    CHECK(applied(desk, before) == 0);
    CHECK(applied(desk, page) == 0);
    CHECK(desk.caseOf(record.caseId).state == CaseState::Rejected);
    CHECK(*desk.store.cursor() == u"c2"_s);
    SECTION("the next case is still open when this one's decision is refused")
    {
        ScriptedHub late(tooLate);
        desk.send(late);
        CHECK(applied(desk, pageOf({}, u"c2"_s)) == 0);
        CHECK(*desk.store.cursor() == u"c2"_s);
    }
    SECTION("a restored hub is asked from before it")
    {
        QString from;
        ScriptedHub restored([&from](const HubRequest &request) {
            from = reconcileRequestFromJson(request.body)->cursor;
            HubReply none;
            none.outcome = OutcomeClass::Unknown;
            return none;
        });
        CHECK_FALSE(Reconciler(desk.store).run(restored, desk.hub, desk.state)->done);
        CHECK(from == u"c1"_s);
        ScriptedHub late(tooLate);
        desk.send(late);
    }
    SECTION("it is over by then")
    {
        desk.move(next.caseId, CaseEvent::Withdraw);
        ScriptedHub late(tooLate);
        desk.send(late);
        CHECK(desk.caseOf(record.caseId).state == CaseState::Submitted);
        CHECK(applied(desk, pageOf({}, u"c2"_s)) == 0);
        CHECK(*desk.store.cursor() == u"c1"_s);
        CHECK(applied(desk, page) == 1);
        CHECK(desk.caseOf(record.caseId).state == CaseState::Returned);
        CHECK(*desk.store.cursor() == u"c2"_s);
    }
    CHECK(desk.item(item.itemId).state == OutboxState::Quarantined);
}

TEST_CASE("Another decision about a case that was applied here is of a hub that lost that, and counts")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const CaseRecord record = desk.submit(someContent());
    applied(desk, pageOf({decidedElsewhere(desk, record, Decision::Approve), appliedBy(record)}, u"c1"_s));
    REQUIRE(desk.caseOf(record.caseId).state == CaseState::Applied);
    const FeedPage page = pageOf({decidedElsewhere(desk, record, Decision::Reject)}, u"c2"_s);
    SECTION("at once")
    {
        CHECK(applied(desk, page) == 1);
    }
    SECTION("when the resident's next case is over")
    {
        const CaseRecord next = desk.submit(someContent());
        CHECK(applied(desk, page) == 0);
        CHECK(desk.caseOf(record.caseId).state == CaseState::Applied);
        desk.move(next.caseId, CaseEvent::Withdraw);
        CHECK(applied(desk, pageOf({}, u"c2"_s)) == 0);
        CHECK(*desk.store.cursor() == u"c1"_s);
        CHECK(applied(desk, page) == 1);
    }
    CHECK(desk.caseOf(record.caseId).state == CaseState::Rejected);
    CHECK(*desk.store.cursor() == u"c2"_s);
}

TEST_CASE("A case that was applied at the hub stays so, though its maker has a revision the hub never took")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const CaseRecord record = desk.submit(someContent());
    ScriptedHub hub;
    desk.send(hub);
    const CaseChanged approvedElsewhere = decidedElsewhere(desk, record, Decision::Approve);
    desk.decide(record.caseId, Decision::Return);
    desk.revise(record.caseId, someContent());
    desk.decide(record.caseId, Decision::Approve);
    applied(desk, pageOf({approvedElsewhere, appliedBy(record)}, u"c1"_s));
    REQUIRE(desk.caseOf(record.caseId).state == CaseState::Applied);
    REQUIRE(desk.caseOf(record.caseId).revision == 2);
    for (const OutboxHead &item : desk.items()) {
        if (item.kind == codeOf(MessageKind::CaseRevised))
            desk.cancel(item.itemId);
    }
    REQUIRE(desk.states().last() == u"cancelled"_s); // the approval with it

    REQUIRE(desk.store.relearn({}, {{record.caseId, CaseState::Applied, 1}}));
    CHECK(desk.caseOf(record.caseId).state == CaseState::Applied);
}

TEST_CASE("A decision that came too late holds nothing up, though the resident's next case is open")
{
    FakeClock clock;
    SyncDesk desk(clock);
    const CaseRecord record = desk.submit(someContent());
    ScriptedHub hub;
    desk.send(hub);
    const OutboxItem item = desk.decide(record.caseId, Decision::Reject);
    const CaseRecord next = desk.submit(someContent());
    ScriptedHub late(tooLate);
    desk.send(late);
    CHECK(desk.item(item.itemId).state == OutboxState::Quarantined);
    CHECK(desk.caseOf(next.caseId).state == CaseState::Submitted);
}

TEST_CASE("A look at the feed tells the hub what this desk could not send")
{
    TestHub hub;
    SyncDesk desk(hub.clock);
    desk.enrol(hub, u"counter 3"_s);
    desk.addUserItem(u"one"_s);
    hub.clock.advance(73h);
    const std::atomic<bool> stop{false};
    HttpsHubLink link(hub.url(), hub.fingerprint(), stop);
    desk.pull(link);
    desk.send(link); // written by the hub after what it was told
    const auto store = openHub(hub.place(), Access::Read);
    REQUIRE(store);
    const auto standings = DeskBoard(**store, hub.clock).standings();
    REQUIRE(standings);
    REQUIRE(standings->size() == 1);
    CHECK(standings->first().oldestUnsentAt == hub.clock.utc().addSecs(-73 * 60 * 60));
    CHECK(standings->first().isRed);
}
