#include "service/acknowledged.h"
#include "service/demodesk.h"

#include "sync/syncstore.h"

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

/// A case that waits, and what the feed says of its review.
struct Reviewed {
    Reviewed()
    {
        const Actor clerk = demo.signIn("clerk");
        const auto sent = demo.office().cases().submit(clerk, {}, acknowledged(demo.office()));
        REQUIRE(sent);
        caseId = sent->caseId;
        theirs = demo.signIn("supervisor2");
        mine = demo.signIn("supervisor");
    }
    int hears(const std::optional<ReviewLease> &lease)
    {
        FeedPage page;
        page.cursor = u"e.%1"_s.arg(++position);
        page.entries = {{position, demo.clock().utc(), LeaseChanged{caseId, lease}}};
        const auto applied = demo.office().delivery().syncStore().apply(page);
        REQUIRE(applied);
        return *applied;
    }
    Result<> approve(const Actor &who)
    {
        return demo.office().review().decide(
            demo.as(who), caseId,
            {.contentSha256 = {}, .reason = u"verified_exception"_s, .ruleReasons = {}, .comment = {}},
            std::chrono::milliseconds(0));
    }
    std::optional<LeaseView> lease(const Actor &who)
    {
        const auto held = demo.office().review().lease(who, caseId);
        REQUIRE(held);
        return *held;
    }

    DemoDesk demo;
    QString caseId;
    Actor mine;
    Actor theirs;
    qint64 position = 0;
};

} // namespace

TEST_CASE("what another supervisor reviews is shown with the name and cannot be decided here")
{
    Reviewed reviewed;
    CHECK_FALSE(reviewed.lease(reviewed.mine));
    const QDateTime since = reviewed.demo.clock().utc();
    CHECK(reviewed.hears(ReviewLease{reviewed.theirs.userId, 2, since}) == 1);
    CHECK(reviewed.hears(ReviewLease{reviewed.theirs.userId, 2, since}) == 0);
    const auto shown = reviewed.lease(reviewed.mine);
    REQUIRE(shown);
    CHECK_FALSE(shown->own);
    CHECK(shown->ownerNameEn == u"Munira Alsubaie"_s);
    CHECK(shown->workstation == 2);
    CHECK(reviewed.lease(reviewed.theirs)->own);
    const auto queue = reviewed.demo.office().review().queue(reviewed.mine);
    REQUIRE(queue);
    REQUIRE(queue->rows.size() == 1);
    CHECK(queue->rows.first().lease.has_value());
    const auto refused = reviewed.approve(reviewed.mine);
    REQUIRE_FALSE(refused);
    CHECK(refused.error() == Error{ErrorCode::LeasedByOther, reviewed.theirs.userId});
    reviewed.hears({});
    CHECK(reviewed.approve(reviewed.mine));
}

TEST_CASE("a review is taken over by asking the hub, and without a line here alone")
{
    Reviewed reviewed;
    reviewed.hears(ReviewLease{reviewed.theirs.userId, 2, reviewed.demo.clock().utc()});
    ReviewDesk &review = reviewed.demo.office().review();
    const auto request = review.leaseRequest(reviewed.mine, reviewed.caseId, LeaseAct::TakeOver);
    REQUIRE(request);
    CHECK(request->message.kind == MessageKind::CaseLease);
    CHECK(request->message.actor == reviewed.mine.userId);
    CHECK(request->message.actorSignature.size() == kSignatureBytes);
    CHECK(caseLeaseFromPayload(request->message.payload)->act == LeaseAct::TakeOver);
    const auto taken = [&] {
        const auto held = reviewed.lease(reviewed.mine);
        return held && held->own;
    };
    SECTION("granted")
    {
        MessageResult answer;
        answer.outcome = Outcome::Accepted;
        REQUIRE(review.bookLease(reviewed.mine, *request, answer));
        CHECK(taken());
        CHECK(reviewed.approve(reviewed.mine));
    }
    SECTION("refused")
    {
        MessageResult answer;
        answer.outcome = Outcome::Rejected;
        REQUIRE(review.bookLease(reviewed.mine, *request, answer));
        CHECK_FALSE(taken());
    }
    SECTION("no answer")
    {
        REQUIRE(review.bookLease(reviewed.mine, *request, {}));
        CHECK(taken());
    }
    SECTION("not by somebody who only opens the case")
    {
        const auto take = review.leaseRequest(reviewed.mine, reviewed.caseId, LeaseAct::Take);
        REQUIRE(take);
        REQUIRE(review.bookLease(reviewed.mine, *take, {}));
        CHECK_FALSE(taken());
    }
}

TEST_CASE("what a hub knew of reviews is forgotten with its life")
{
    Reviewed reviewed;
    reviewed.hears(ReviewLease{reviewed.theirs.userId, 2, reviewed.demo.clock().utc()});
    REQUIRE(
        reviewed.demo.office().delivery().syncStore().adoptEpoch({u"new"_s, 0, u"new.0"_s, 0, {}, {}, {}}));
    CHECK_FALSE(reviewed.lease(reviewed.mine));
}
