#include "support/catch.h"
#include "support/testhub.h"

#include "protocol/feed.h"
#include "support/expectedwarning.h"

#include <future>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

constexpr int kVersion = 3;

FeedPage page(const HttpsClient &client, const QString &cursor, const QByteArray &more = {})
{
    const HttpsAnswer answer = client.get("/v1/feed?after=" + cursor.toLatin1() + more);
    INFO(answer.body.toStdString());
    REQUIRE(answer.status == 200);
    const auto read = feedPageFromJson(answer.body);
    REQUIRE(read);
    return *read;
}

} // namespace

TEST_CASE("other desks hear of a case, every desk hears of the register's change", "[hub]")
{
    TestHub hub;
    TestDesk maker(hub, u"maker"_s);
    TestDesk other(hub, u"other"_s);
    const QString begin = page(maker.client, maker.enrolment.cursor).cursor;
    const Message submitted = maker.submitted(newId(), someContent(), kVersion);
    maker.send({submitted, maker.decided(submitted, Decision::Approve, kVersion)});

    const FeedPage own = page(maker.client, begin);
    REQUIRE(own.entries.size() == 1);
    const auto &changed = std::get<ResidentChanged>(own.entries[0].change);
    CHECK(changed.caseId == caseRevisionFromPayload(submitted.payload)->caseId);
    CHECK(changed.resident.passport.number == u"A7654386"_s);
    CHECK(changed.resident.version == kVersion + 1);
    REQUIRE(changed.passports.size() == 2);
    CHECK(changed.passports[0].state == PassportState::Active);
    CHECK(changed.passports[1].state == PassportState::Superseded);
    CHECK(own.stablePosition == own.entries[0].position);

    const FeedPage theirs = page(other.client, begin);
    REQUIRE(theirs.entries.size() == 3);
    const auto &heard = std::get<CaseChanged>(theirs.entries[0].change);
    CHECK(heard.message == MessageKind::CaseSubmitted);
    CHECK(heard.payload == submitted.payload);
    CHECK(heard.workstation == maker.enrolment.number);
    CHECK(std::get<CaseChanged>(theirs.entries[1].change).message == MessageKind::CaseDecided);
    CHECK(std::holds_alternative<ResidentChanged>(theirs.entries[2].change));
}

TEST_CASE("pages follow one another without gap or repeat", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    QList<qint64> positions;
    QString cursor = desk.enrolment.cursor;
    for (bool more = true; more;) {
        const FeedPage part = page(desk.client, cursor, "&limit=2");
        CHECK(part.entries.size() <= 2);
        for (const FeedEntry &entry : part.entries)
            positions.append(entry.position);
        cursor = part.cursor;
        more = part.more;
    }
    const FeedPage whole = page(desk.client, desk.enrolment.cursor, "&limit=500");
    QList<qint64> expected;
    for (const FeedEntry &entry : whole.entries)
        expected.append(entry.position);
    CHECK(positions == expected);
    CHECK(positions.size() == 6); // the demo office's users
    CHECK(page(desk.client, cursor).entries.isEmpty());
}

TEST_CASE("the feed goes on after a restart where it stopped", "[hub]")
{
    TestHub hub;
    TestDesk maker(hub, u"maker"_s);
    TestDesk other(hub, u"other"_s);
    const QString cursor = page(other.client, other.enrolment.cursor).cursor;
    maker.send(maker.submitted(newId(), someContent(), kVersion));
    hub.stop();
    hub.start();
    const FeedPage after = page(HttpsClient(hub.url(), other.enrolment.token), cursor);
    REQUIRE(after.entries.size() == 1);
    CHECK(std::holds_alternative<CaseChanged>(after.entries[0].change));
}

TEST_CASE("a desk that waits is answered when something comes", "[hub]")
{
    TestHub hub;
    TestDesk maker(hub, u"maker"_s);
    TestDesk other(hub, u"other"_s);
    const QString cursor = page(other.client, other.enrolment.cursor).cursor;
    auto waiting = std::async(std::launch::async, [&] {
        return HttpsClient(hub.url(), other.enrolment.token)
            .get("/v1/feed?wait=30&after=" + cursor.toLatin1());
    });
    maker.send(maker.submitted(newId(), someContent(), kVersion));
    const auto answer = feedPageFromJson(waiting.get().body);
    REQUIRE(answer);
    CHECK(answer->entries.size() == 1);
}

TEST_CASE("stopping answers the desks that wait", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const QString cursor = page(desk.client, desk.enrolment.cursor).cursor;
    auto waiting = std::async(std::launch::async, [&, url = hub.url()] {
        return HttpsClient(url, desk.enrolment.token).get("/v1/feed?wait=60&after=" + cursor.toLatin1());
    });
    while (!hub.server().waitingDesks())
        std::this_thread::yield();
    hub.stop();
    CHECK(waiting.get().status == 200);
}

TEST_CASE("a cursor of another epoch or ahead of the hub is told so", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const QString epoch = desk.enrolment.epoch;
    for (const QString &cursor : {epoch + u".999999"_s, newId() + u".0"_s}) {
        const ExpectedWarning warning(u"cursor is of another epoch"_s);
        const HttpsAnswer answer = desk.client.get("/v1/feed?after=" + cursor.toLatin1());
        CHECK(answer.status == 410);
        CHECK(answer.code() == u"epoch_changed"_s);
    }
    for (const QByteArray query :
         {"after=7", "after=x.1", "limit=0", "limit=501", "wait=-1", "wait=61", "limit=ten"})
        CHECK(desk.client.get("/v1/feed?" + query).code() == u"bad_parameter"_s);
}
