#include "support/catch.h"
#include "support/testhub.h"

#include "protocol/feed.h"

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

constexpr int kVersion = 3;

/// A branch with two supervisors, each at a desk, and one case that waits.
struct Branch {
    Branch()
        : caseId(newId())
        , submitted(first.submitted(caseId, someContent(), kVersion))
    {
        REQUIRE(first.send(submitted).outcome == Outcome::Accepted);
        cursor = read({}).cursor;
    }

    QString lease(TestDesk &desk, LeaseAct act, const QString &user)
    {
        const Message message = desk.message(MessageKind::CaseLease, submitted.resident, 0,
                                             demoUser(user).userId, toPayload(CaseLeasePayload{caseId, act}));
        const HttpsClient client(hub.url(), desk.enrolment.token);
        const auto answer =
            messagesAnswerFromJson(client.post("/v1/messages", messagesRequest({message})).body);
        REQUIRE(answer);
        return codeOfAnswer(answer->results.first());
    }

    FeedPage read(const QString &after, const QByteArray &more = {})
    {
        const HttpsAnswer answer =
            HttpsClient(hub.url(), second.enrolment.token)
                .get("/v1/feed?limit=500&after=" +
                     (after.isEmpty() ? second.enrolment.cursor : after).toLatin1() + more);
        REQUIRE(answer.status == 200);
        const auto page = feedPageFromJson(answer.body);
        REQUIRE(page);
        return *page;
    }
    /// What the second desk hears next of leases: owners, "-" for nobody.
    QStringList heard()
    {
        const FeedPage page = read(cursor);
        cursor = page.cursor;
        QStringList owners;
        for (const FeedEntry &entry : page.entries) {
            const auto *change = std::get_if<LeaseChanged>(&entry.change);
            if (!change)
                continue;
            CHECK(change->caseId == caseId);
            owners += change->lease ? change->lease->owner : u"-"_s;
        }
        return owners;
    }

    TestHub hub;
    TestDesk first{hub, u"first"_s};
    TestDesk second{hub, u"second"_s};
    QString caseId;
    Message submitted;
    QString cursor;
    const QString supervisor = demoUser(u"supervisor"_s).userId;
    const QString other = demoUser(u"supervisor2"_s).userId;
};

} // namespace

TEST_CASE("a case is reviewed by one person at a time, and the branch sees by whom", "[hub]")
{
    Branch branch;
    CHECK(branch.lease(branch.first, LeaseAct::Take, u"supervisor"_s) == u"accepted"_s);
    CHECK(branch.heard() == QStringList{branch.supervisor});
    CHECK(branch.lease(branch.second, LeaseAct::Take, u"supervisor2"_s) == u"rejected/leased_by_other"_s);
    CHECK(branch.lease(branch.second, LeaseAct::Renew, u"supervisor2"_s) == u"rejected/leased_by_other"_s);
    // Giving back what one does not have takes it from nobody.
    CHECK(branch.lease(branch.second, LeaseAct::Release, u"supervisor2"_s) == u"accepted"_s);
    CHECK(branch.lease(branch.first, LeaseAct::Renew, u"supervisor"_s) == u"accepted"_s);
    CHECK(branch.heard().isEmpty());
    CHECK(branch.lease(branch.first, LeaseAct::Release, u"supervisor"_s) == u"accepted"_s);
    CHECK(branch.heard() == QStringList{u"-"_s});
    CHECK(branch.lease(branch.second, LeaseAct::Take, u"supervisor2"_s) == u"accepted"_s);
}

TEST_CASE("a review is taken over, and neither the one nor the other keeps a decision from counting", "[hub]")
{
    Branch branch;
    REQUIRE(branch.lease(branch.first, LeaseAct::Take, u"supervisor"_s) == u"accepted"_s);
    CHECK(branch.lease(branch.second, LeaseAct::TakeOver, u"supervisor2"_s) == u"accepted"_s);
    CHECK(branch.heard() == QStringList{branch.other, branch.other}); // each as it is now
    CHECK(branch.lease(branch.first, LeaseAct::Renew, u"supervisor"_s) == u"rejected/leased_by_other"_s);
    // The first had decided before it heard.
    CHECK(branch.first.send(branch.first.decided(branch.submitted, Decision::Approve, kVersion)).outcome ==
          Outcome::Accepted);
    CHECK(branch.heard() == QStringList{u"-"_s});
    CHECK(branch.lease(branch.second, LeaseAct::Renew, u"supervisor2"_s) == u"rejected/wrong_state"_s);
}

TEST_CASE("a lease nobody renews ends by the hub's clock", "[hub]")
{
    Branch branch;
    REQUIRE(branch.lease(branch.first, LeaseAct::Take, u"supervisor"_s) == u"accepted"_s);
    branch.hub.clock.advance(std::chrono::minutes(kLeaseMinutes - 1));
    REQUIRE(branch.lease(branch.first, LeaseAct::Renew, u"supervisor"_s) == u"accepted"_s);
    branch.hub.clock.advance(std::chrono::minutes(kLeaseMinutes - 1));
    CHECK(branch.lease(branch.second, LeaseAct::Take, u"supervisor2"_s) == u"rejected/leased_by_other"_s);
    branch.heard();
    branch.hub.clock.advance(std::chrono::minutes(1));
    // A hub that starts looks at once, one that runs now and then.
    branch.hub.stop();
    branch.hub.start();
    const FeedPage page = branch.read(branch.cursor, "&wait=30");
    REQUIRE(page.entries.size() == 1);
    CHECK_FALSE(std::get<LeaseChanged>(page.entries.first().change).lease);
    CHECK(branch.lease(branch.second, LeaseAct::Take, u"supervisor2"_s) == u"accepted"_s);
}

TEST_CASE("only who may decide takes a lease, of a case of the branch that waits, and it leaves no receipt",
          "[hub]")
{
    Branch branch;
    CHECK(branch.lease(branch.first, LeaseAct::Take, u"clerk"_s) == u"rejected/not_permitted"_s);
    Message forged =
        branch.first.message(MessageKind::CaseLease, branch.submitted.resident, 0, branch.supervisor,
                             toPayload(CaseLeasePayload{branch.caseId, LeaseAct::Take}));
    forged.actorSignature.clear();
    CHECK(codeOfAnswer(branch.first.send(forged)) == u"rejected/signature_missing"_s);
    const Message unknown =
        branch.first.message(MessageKind::CaseLease, branch.submitted.resident, 0, branch.supervisor,
                             toPayload(CaseLeasePayload{newId(), LeaseAct::Take}));
    CHECK(codeOfAnswer(branch.first.send(unknown)) == u"rejected/unknown_case"_s);
    const Message take =
        branch.first.message(MessageKind::CaseLease, branch.submitted.resident, 0, branch.supervisor,
                             toPayload(CaseLeasePayload{branch.caseId, LeaseAct::Take}));
    REQUIRE(branch.first.send(take).outcome == Outcome::Accepted);
    CHECK(branch.first.send(take).outcome == Outcome::Accepted);
    REQUIRE(branch.lease(branch.second, LeaseAct::TakeOver, u"supervisor2"_s) == u"accepted"_s);
    // Not the first answer again: it is not true any more.
    CHECK(codeOfAnswer(branch.first.send(take)) == u"rejected/leased_by_other"_s);
}
