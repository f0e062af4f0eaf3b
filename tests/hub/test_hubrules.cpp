#include "support/catch.h"
#include "support/expectedwarning.h"
#include "support/packs.h"
#include "support/testhub.h"
#include "support/testpostgres.h"

#include "hub/hubrules.h"
#include "protocol/feed.h"

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

constexpr int kVersion = 3;

Result<PackStore::Adoption> install(TestHub &hub, const QByteArray &file)
{
    Result<PackStore::Adoption> adopted = failure(ErrorCode::Cancelled);
    const Result<> done = hub.server().changeRules([&](HubRules &rules) -> Result<> {
        adopted = rules.install(file);
        return adopted ? Result<>() : failure(adopted);
    });
    REQUIRE(bool(done) == bool(adopted));
    return adopted;
}

/// Why it does not take the file.
ErrorCode refusal(TestHub &hub, const QByteArray &file)
{
    const ExpectedWarning undone(u"a write was undone"_s);
    const auto adopted = install(hub, file);
    REQUIRE_FALSE(adopted);
    return adopted.error().code;
}

void trust(TestHub &hub, const Publisher &publisher)
{
    REQUIRE(hub.server().changeRules([&](HubRules &rules) -> Result<> {
        const auto signer = rules.trust(publisher.keys.publicFile);
        return signer ? Result<>() : failure(signer);
    }));
}

/// The packs a desk hears of that asks from the beginning.
QList<RulesChanged> packsFor(const TestDesk &desk)
{
    const HttpsAnswer answer = desk.client.get("/v1/feed?after=" + desk.enrolment.cursor.toLatin1());
    const auto page = feedPageFromJson(answer.body);
    REQUIRE(page);
    QList<RulesChanged> packs;
    for (const FeedEntry &entry : page->entries) {
        if (const auto *pack = std::get_if<RulesChanged>(&entry.change))
            packs.append(*pack);
    }
    return packs;
}

QString sendCase(TestDesk &desk)
{
    return codeOfAnswer(desk.send(desk.submitted(newId(), someContent(), kVersion)));
}

} // namespace

TEST_CASE("a hub takes what a trusted publisher signed, newer than all it had, and nothing else", "[hub]")
{
    TestHub hub;
    const Publisher publisher;
    const QByteArray file = publisher.signedPack(u"2026.12"_s);
    CHECK(refusal(hub, file) == ErrorCode::UnknownSigner);
    trust(hub, publisher);
    REQUIRE(install(hub, file));
    CHECK(install(hub, file)->already);
    CHECK(refusal(hub, publisher.signedPack(u"2026.11.30"_s)) == ErrorCode::OlderPack);
    CHECK(refusal(hub, packJson(u"2027.1"_s)) == ErrorCode::UnsignedPack);
    QByteArray changed = publisher.signedPack(u"2027.1"_s);
    changed.replace("2027.1", "2028.1");
    CHECK(refusal(hub, changed) == ErrorCode::ForgedPack);

    TestDesk desk(hub);
    REQUIRE(desk.enrolment.ruleSigners.size() == 1);
    CHECK(desk.enrolment.ruleSigners.first().name == u"Rules office"_s);
    CHECK(packsFor(desk) == QList<RulesChanged>{{u"2026.12"_s, file, false}});
}

TEST_CASE("the hub judges by the pack in force on the day, also after a restart", "[hub]")
{
    TestHub hub;
    const Publisher publisher;
    trust(hub, publisher);
    TestDesk desk(hub);
    REQUIRE(install(hub, publisher.signedPack(u"2026.12"_s, {{u"oldest_accepted"_s, u"2026.12"_s},
                                                             {u"effective_from"_s, u"2026-11-24"_s}})));
    hub.clock.setUtc(QDateTime(QDate(2026, 11, 23), QTime(20, 59, 59), Qt::UTC));
    CHECK(sendCase(desk) == u"accepted"_s);
    hub.clock.setUtc(QDateTime(QDate(2026, 11, 23), QTime(21, 0), Qt::UTC));
    CHECK(sendCase(desk) == u"rejected/pack_too_old"_s);
    hub.stop();
    hub.start();
    TestDesk later(hub, u"later"_s);
    CHECK(sendCase(later) == u"rejected/pack_too_old"_s);
}

TEST_CASE("a pack taken back judges no more and the desks hear of it", "[hub]")
{
    TestHub hub;
    const Publisher publisher;
    trust(hub, publisher);
    TestDesk desk(hub);
    const QByteArray file = publisher.signedPack(u"2026.12"_s, {{u"oldest_accepted"_s, u"2026.12"_s}});
    REQUIRE(install(hub, file));
    CHECK(sendCase(desk) == u"rejected/pack_too_old"_s);
    const auto takeBack = [&hub] {
        return hub.server().changeRules([](HubRules &rules) { return rules.takeBack(u"2026.12"_s); });
    };
    REQUIRE(takeBack());
    {
        const ExpectedWarning undone(u"a write was undone"_s);
        CHECK(takeBack().error().code == ErrorCode::NotFound);
    }
    CHECK(sendCase(desk) == u"accepted"_s);
    CHECK(packsFor(desk) == QList<RulesChanged>(2, {u"2026.12"_s, file, true}));
    CHECK(refusal(hub, file) == ErrorCode::OlderPack);
}

TEST_CASE("a pack installed or taken back through one hub judges the next message through another",
          "[hub][postgresql]")
{
    NEEDS_POSTGRES(server);
    TestHub hub({someResident()}, {}, Dialect::Postgresql);
    const auto second = hub.another();
    const Publisher publisher;
    trust(hub, publisher);
    TestDesk desk(hub);
    const auto throughSecond = [&] {
        const HttpsAnswer answer =
            HttpsClient(second->url(), desk.enrolment.token)
                .post("/v1/messages",
                      messagesRequest({desk.submitted(newId(), someContent(), kVersion - 1)}));
        const auto results = messagesAnswerFromJson(answer.body);
        REQUIRE(results);
        return codeOfAnswer(results->results.first());
    };
    const auto takeBack = [&hub](const QString &version) {
        REQUIRE(hub.server().changeRules([&](HubRules &rules) { return rules.takeBack(version); }));
    };
    const QString taken = u"conflict/conflict"_s; // it has met the register
    const QString tooOld = u"rejected/pack_too_old"_s;
    CHECK(throughSecond() == taken);
    REQUIRE(install(hub, publisher.signedPack(u"2026.12"_s, {{u"oldest_accepted"_s, u"2026.12"_s}})));
    CHECK(throughSecond() == tooOld);
    REQUIRE(install(hub, publisher.signedPack(u"2027.1"_s)));
    CHECK(throughSecond() == taken);
    takeBack(u"2027.1"_s);
    CHECK(throughSecond() == tooOld);
    takeBack(u"2026.12"_s);
    CHECK(throughSecond() == taken);
}
