#include "support/catch.h"
#include "support/testhub.h"

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

constexpr int kVersion = 3; // of someResident

/// What `user` would be told to the hub as, with the key of `signer`.
UserChangedPayload accountOf(const DemoUser &user, const QString &signer = {})
{
    UserChangedPayload account{user.userId,        user.userName,      user.roles, true,
                               user.displayNameAr, user.displayNameEn, {}};
    if (!signer.isEmpty())
        account.signKey = signKeyOf(signer);
    return account;
}

/// user.changed by the actor, signed by whomever.
Message changed(TestDesk &desk, const UserChangedPayload &account, const QString &actorId,
                const QString &signer)
{
    Message message = desk.message(MessageKind::UserChanged, account.userId, 0, actorId, toPayload(account));
    message.actorSignature = signatureOf(signer, message.payload);
    return message;
}

} // namespace

TEST_CASE("a message without its actor's signature is refused, and taken with it", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const Message good = desk.submitted(newId(), someContent(), kVersion);
    Message bad = good;

    bad.actorSignature.clear();
    CHECK(codeOfAnswer(desk.send(bad)) == u"rejected/signature_missing"_s);
    bad.actorSignature = signatureOf(demoUser(u"clerk2"_s).userId, good.payload);
    CHECK(codeOfAnswer(desk.send(bad)) == u"rejected/signature_invalid"_s);
    bad.actorSignature = signatureOf(good.actor, "another payload");
    CHECK(codeOfAnswer(desk.send(bad)) == u"rejected/signature_invalid"_s);
    bad.actorSignature = good.actorSignature;
    bad.actorSignature[17] = char(bad.actorSignature[17] ^ 1);
    CHECK(codeOfAnswer(desk.send(bad)) == u"rejected/signature_invalid"_s);

    CHECK(codeOfAnswer(desk.send(good)) == u"accepted"_s);
}

TEST_CASE("a new user signs once an administrator has told the key", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const QString admin = demoUser(u"admin"_s).userId;
    DemoUser fresh = demoUser(u"clerk"_s);
    fresh.userId = newId();
    fresh.userName = u"fresh"_s;
    REQUIRE(codeOfAnswer(desk.send(changed(desk, accountOf(fresh), admin, admin))) == u"accepted"_s);

    const auto submission = [&](const QString &signer) {
        CaseRevisionPayload payload;
        payload.caseId = newId();
        payload.reference = u"RUH-2026-0199999"_s;
        payload.content = someContent();
        payload.pack = RulePack::builtIn().version();
        payload.makerId = fresh.userId;
        Message message = desk.message(MessageKind::CaseSubmitted, someContent().iqamaNumber, kVersion,
                                       fresh.userId, toPayload(payload));
        message.actorSignature = signatureOf(signer, message.payload);
        return message;
    };
    CHECK(codeOfAnswer(desk.send(submission(u"first key"_s))) == u"rejected/signer_unknown"_s);

    SECTION("the key in a change that nobody allowed signed is not learned")
    {
        CHECK(codeOfAnswer(desk.send(changed(desk, accountOf(fresh, u"first key"_s), admin,
                                             u"first key"_s))) == u"rejected/signature_invalid"_s);
        CHECK(codeOfAnswer(desk.send(submission(u"first key"_s))) == u"rejected/signer_unknown"_s);
    }
    SECTION("what an earlier key signed is still taken after a new password")
    {
        REQUIRE(codeOfAnswer(desk.send(changed(desk, accountOf(fresh, u"first key"_s), admin, admin))) ==
                u"accepted"_s);
        REQUIRE(codeOfAnswer(desk.send(changed(desk, accountOf(fresh, u"second key"_s), admin, admin))) ==
                u"accepted"_s);
        const Message first = submission(u"first key"_s);
        CHECK(codeOfAnswer(desk.send(first)) == u"accepted"_s);
        const CaseWithdrawnPayload end{caseRevisionFromPayload(first.payload)->caseId, u"RUH-2026-0199999"_s,
                                       u"duplicate"_s, fresh.userId};
        Message withdrawal =
            desk.message(MessageKind::CaseWithdrawn, first.resident, kVersion, fresh.userId, toPayload(end));
        withdrawal.actorSignature = signatureOf(u"second key"_s, withdrawal.payload);
        CHECK(codeOfAnswer(desk.send(withdrawal)) == u"accepted"_s);
    }
    SECTION("a key is known for the desk that told it and for no other")
    {
        REQUIRE(codeOfAnswer(desk.send(changed(desk, accountOf(fresh, u"first key"_s), admin, admin))) ==
                u"accepted"_s);
        TestDesk other(hub, u"other"_s);
        Message message = submission(u"first key"_s);
        message.sequence = 1;
        CHECK(codeOfAnswer(other.send(message)) == u"rejected/signer_unknown"_s);
    }
    SECTION("who is disabled and enabled again needs a new key")
    {
        UserChangedPayload account = accountOf(fresh, u"first key"_s);
        REQUIRE(codeOfAnswer(desk.send(changed(desk, account, admin, admin))) == u"accepted"_s);
        account.active = false;
        REQUIRE(codeOfAnswer(desk.send(changed(desk, account, admin, admin))) == u"accepted"_s);
        CHECK(codeOfAnswer(desk.send(submission(u"first key"_s))) == u"rejected/unknown_actor"_s);
        account.active = true;
        account.signKey.clear();
        REQUIRE(codeOfAnswer(desk.send(changed(desk, account, admin, admin))) == u"accepted"_s);
        CHECK(codeOfAnswer(desk.send(submission(u"first key"_s))) == u"rejected/signer_unknown"_s);
    }
}

TEST_CASE("the recovery key lets its owner sign again, as who they were", "[hub]")
{
    TestHub hub;
    TestDesk desk(hub);
    const DemoUser admin = demoUser(u"admin"_s);
    const DemoUser clerk = demoUser(u"clerk"_s);

    UserChangedPayload more = accountOf(clerk, u"new key"_s);
    more.roles |= Role::Administrator;
    CHECK(codeOfAnswer(desk.send(changed(desk, more, clerk.userId, kRecoverySigner))) ==
          u"rejected/not_permitted"_s);
    CHECK(codeOfAnswer(desk.send(changed(desk, accountOf(clerk, u"new key"_s), admin.userId,
                                         kRecoverySigner))) == u"rejected/signature_invalid"_s);

    REQUIRE(codeOfAnswer(desk.send(changed(desk, accountOf(admin, u"new key"_s), admin.userId,
                                           kRecoverySigner))) == u"accepted"_s);
    CHECK(codeOfAnswer(desk.send(
              changed(desk, accountOf(clerk, u"clerk's"_s), admin.userId, u"new key"_s))) == u"accepted"_s);
}
