#include "base/sha256.h"
#include "protocol/hubcode.h"
#include "protocol/scan.h"
#include "sql/transaction.h"
#include "support/builders.h"
#include "support/catch.h"
#include "sync/httpshublink.h"
#include "sync/syncdesk.h"

using namespace desk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const QByteArray kScan = "\x89PNG a synthetic scan";

/// The desk keeps the scan, unless told otherwise, and a case names it.
CaseContent contentWith(const QByteArray &scan)
{
    CaseContent content = someContent();
    content.evidence = {{EvidenceKind::DataPage, u"page.png"_s, sha256Hex(scan)}};
    return content;
}

/// Of every request, in order: method and path.
QStringList asked(const ScriptedHub &hub)
{
    QStringList list;
    for (const HubRequest &request : hub.requests)
        list += QString::fromLatin1(request.method) + u' ' + request.path;
    return list;
}

HubReply notFound()
{
    HubReply reply = ScriptedHub::failing(OutcomeClass::Permanent, u"not_found"_s);
    reply.status = 404;
    return reply;
}

/// A hub without scans that takes everything else.
ScriptedHub emptyHub()
{
    return ScriptedHub([](const HubRequest &request) {
        return request.method == "HEAD" ? notFound() : ScriptedHub::acceptAll(request);
    });
}

} // namespace

TEST_CASE("A scan goes before the case that names it, once")
{
    FakeClock clock;
    SyncDesk desk(clock);
    REQUIRE(desk.evidence->keep(kScan));
    desk.submit(contentWith(kScan));
    ScriptedHub hub = emptyHub();
    desk.send(hub);
    CHECK(asked(hub) == QStringList{u"HEAD "_s + scanPath(sha256Hex(kScan)),
                                    u"PUT "_s + scanPath(sha256Hex(kScan)), u"POST /v1/messages"_s});
    CHECK(hub.requests[1].body == kScan);
    CHECK(desk.states() == QStringList{u"acknowledged"_s});
}

TEST_CASE("A scan the hub has is not sent again")
{
    FakeClock clock;
    SyncDesk desk(clock);
    REQUIRE(desk.evidence->keep(kScan));
    desk.submit(contentWith(kScan));
    ScriptedHub hub;
    desk.send(hub);
    CHECK(asked(hub) == QStringList{u"HEAD "_s + scanPath(sha256Hex(kScan)), u"POST /v1/messages"_s});
}

TEST_CASE("What needs no scan does not wait for one, and a lost scan stops its own case only")
{
    FakeClock clock;
    SyncDesk desk(clock);
    desk.submit(contentWith(kScan)); // this desk has not got it
    desk.addUserItem(u"other"_s);
    ScriptedHub hub = emptyHub();
    const SendReport report = desk.send(hub);
    CHECK(asked(hub) == QStringList{u"POST /v1/messages"_s, u"HEAD "_s + scanPath(sha256Hex(kScan))});
    CHECK(desk.states() == QStringList{u"quarantined"_s, u"acknowledged"_s});
    CHECK(desk.items().first().errorCode == u"scan_missing"_s);
    CHECK(report.quarantined == 1);
    CHECK_FALSE(desk.state.paused);
}

TEST_CASE("A line that breaks under a scan leaves every item to be sent again")
{
    FakeClock clock;
    SyncDesk desk(clock);
    REQUIRE(desk.evidence->keep(kScan));
    desk.submit(contentWith(kScan));
    for (const char *broken : {"HEAD", "PUT"}) {
        ScriptedHub hub([&](const HubRequest &request) {
            if (request.method == broken)
                return ScriptedHub::failing(OutcomeClass::Unknown);
            return request.method == "HEAD" ? notFound() : ScriptedHub::acceptAll(request);
        });
        desk.send(hub);
        CHECK(desk.states() == QStringList{u"waiting"_s});
        CHECK_FALSE(desk.state.online);
        clock.advance(1h);
    }
    ScriptedHub hub = emptyHub();
    desk.send(hub);
    CHECK(desk.states() == QStringList{u"acknowledged"_s});
}

TEST_CASE("When the line breaks, cases behind the one that was tried are given back")
{
    FakeClock clock;
    SyncDesk desk(clock);
    REQUIRE(desk.evidence->keep(kScan));
    Resident other = someResident();
    other.iqamaNumber = u"2123456788"_s;
    Transaction transaction(desk.registry->connection());
    REQUIRE(desk.registry->registry().upsert(other));
    REQUIRE(transaction.commit());
    CaseContent second = contentWith(kScan);
    second.iqamaNumber = other.iqamaNumber;
    desk.submit(contentWith(kScan));
    desk.submit(second);
    ScriptedHub down([](const HubRequest &) { return ScriptedHub::failing(OutcomeClass::NotSent); });
    desk.send(down);
    CHECK(down.requests.size() == 1);
    CHECK(desk.states() == QStringList{u"waiting"_s, u"queued"_s});
}

TEST_CASE("A hub that has lost a scan gets it again")
{
    FakeClock clock;
    SyncDesk desk(clock);
    REQUIRE(desk.evidence->keep(kScan));
    desk.submit(contentWith(kScan));
    bool lost = true;
    ScriptedHub hub([&](const HubRequest &request) {
        if (request.method == "HEAD" && !lost)
            return notFound();
        if (request.method != "POST" || !lost)
            return ScriptedHub::acceptAll(request);
        MessageResult result;
        result.id = ScriptedHub::messagesOf(request).first().id;
        result.outcome = Outcome::Retry;
        result.code = codeOf(HubCode::EvidenceMissing);
        return ScriptedHub::results({result});
    });
    desk.send(hub); // says at first that it has it
    CHECK(desk.states() == QStringList{u"waiting"_s});
    CHECK(desk.items().first().errorCode == u"evidence_missing"_s);
    lost = false;
    clock.advance(1h);
    desk.send(hub);
    CHECK(desk.states() == QStringList{u"acknowledged"_s});
    CHECK(asked(hub).count(u"PUT "_s + scanPath(sha256Hex(kScan))) == 1);
}

TEST_CASE("A supervisor at another desk gets the scans of what waits for review")
{
    TestHub hub;
    SyncDesk clerk(hub.clock);
    SyncDesk supervisor(hub.clock);
    clerk.enrol(hub, u"one"_s);
    supervisor.enrol(hub, u"two"_s);
    const QByteArray large = kScan + QByteArray(1'000'000, 'x');
    REQUIRE(clerk.evidence->keep(large));
    clerk.submit(contentWith(large));
    const std::atomic<bool> stop = false;
    HttpsHubLink link(hub.url(), hub.fingerprint(), stop);
    CHECK(clerk.send(link).acknowledged == 1);

    CHECK(supervisor.pull(link) > 0);
    CHECK(*supervisor.store.missingScans() == QStringList{sha256Hex(large)});
    const auto fetched = supervisor.scans.fetch(link, supervisor.hub);
    REQUIRE(fetched);
    CHECK(fetched->scans == 1);
    CHECK(fetched->complete);
    CHECK(*supervisor.store.scan(sha256Hex(large)) == large);
    CHECK(supervisor.store.missingScans()->isEmpty());
}
