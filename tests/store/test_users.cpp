#include "store/tempdesk.h"

#include <QFile>

using namespace desk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const QString kGood = u"correct horse"_s;
const QString kBad = u"wrong password"_s;

User addClerk(TempDesk &desk)
{
    return desk.write([&] {
        return desk.db->users().add({.userId = kClerk,
                                     .name = u"Clerk"_s,
                                     .displayNameAr = u"نورة الحربي"_s,
                                     .displayNameEn = u"Noura Alharbi"_s,
                                     .roles = Role::Clerk | Role::Supervisor},
                                    kGood);
    });
}

ErrorCode refusal(TempDesk &desk, const QString &password, const QString &name = u"clerk"_s)
{
    const auto user = desk.db->users().authenticate(name, password);
    REQUIRE_FALSE(user);
    return user.error().code;
}

} // namespace

TEST_CASE("a user signs in with any case of the name and the right password")
{
    TempDesk desk;
    const User added = addClerk(desk);
    const auto user = desk.db->users().authenticate(u" CLERK "_s, kGood);
    REQUIRE(user);
    CHECK(*user == added);
    CHECK(user->roles == (Role::Clerk | Role::Supervisor));
    CHECK(user->displayNameAr == u"نورة الحربي"_s);
    CHECK(refusal(desk, kBad) == ErrorCode::WrongPassword);
    CHECK(refusal(desk, kGood, u"nobody"_s) == ErrorCode::WrongPassword);
    CHECK(refusal(desk, QString()) == ErrorCode::WrongPassword);
}

TEST_CASE("nothing of a password is kept")
{
    TempDesk desk;
    addClerk(desk);
    desk.db.reset();
    QFile file(desk.path());
    REQUIRE(file.open(QIODevice::ReadOnly));
    CHECK_FALSE(file.readAll().contains(kGood.toUtf8()));
}

TEST_CASE("a name is taken without regard to case, and a short password is weak")
{
    TempDesk desk;
    addClerk(desk);
    const auto add = [&](const QString &name, const QString &password) {
        return desk.attempt(
            [&] { return desk.db->users().add({.name = name, .roles = Role::Clerk}, password); });
    };
    CHECK(add(u"cLERK"_s, kGood).error().code == ErrorCode::AlreadyExists);
    CHECK(add(u"other"_s, u"seven77"_s).error().code == ErrorCode::WeakPassword);
    CHECK(add(u"other"_s, u"eight888"_s));
    CHECK(desk.db->users().list()->size() == 2);
}

TEST_CASE("three tries are free, then they lie further and further apart, and the tenth locks")
{
    TempDesk desk;
    addClerk(desk);
    for (int i = 0; i < 3; ++i)
        CHECK(refusal(desk, kBad) == ErrorCode::WrongPassword);
    for (const int wait : {2, 4, 8, 16, 32, 64, 128}) {
        const auto early = desk.db->users().authenticate(u"clerk"_s, kGood);
        REQUIRE_FALSE(early);
        CHECK(early.error() == Error{ErrorCode::Throttled, QString::number(wait), {}});
        desk.clock.advance(std::chrono::seconds(wait) - 1ms);
        CHECK(refusal(desk, kGood) == ErrorCode::Throttled);
        desk.clock.advance(1ms);
        CHECK(refusal(desk, kBad) == ErrorCode::WrongPassword);
    }
    desk.clock.advance(24h);
    CHECK(refusal(desk, kGood) == ErrorCode::AccountLocked);
    desk.reopen();
    CHECK(refusal(desk, kGood) == ErrorCode::AccountLocked);
    CHECK((*desk.db->users().byName(u"clerk"_s))->locked);
    desk.write([&] { return desk.db->users().unlock(kClerk); });
    CHECK(desk.db->users().authenticate(u"clerk"_s, kGood));
}

TEST_CASE("a success gives the free tries back")
{
    TempDesk desk;
    addClerk(desk);
    for (int i = 0; i < 2; ++i)
        refusal(desk, kBad);
    REQUIRE(desk.db->users().authenticate(u"clerk"_s, kGood));
    for (int i = 0; i < 3; ++i)
        CHECK(refusal(desk, kBad) == ErrorCode::WrongPassword);
}

TEST_CASE("a try counts before the password is looked at")
{
    TempDesk desk;
    addClerk(desk);
    // The transaction that counts has begun, read, written and committed; then the process dies.
    for (int i = 0; i < 3; ++i) {
        desk.db->connection().failAccess(5);
        CHECK_FALSE(desk.db->users().authenticate(u"clerk"_s, kGood));
        desk.db->connection().failAccess(-1);
    }
    CHECK(refusal(desk, kGood) == ErrorCode::Throttled);
}

TEST_CASE("a clock set back locks nobody out")
{
    TempDesk desk;
    addClerk(desk);
    for (int i = 0; i < 3; ++i)
        refusal(desk, kBad);
    desk.clock.setUtc(desk.clock.utc().addYears(-1));
    const auto early = desk.db->users().authenticate(u"clerk"_s, kGood);
    CHECK(early.error() == Error{ErrorCode::Throttled, u"2"_s, {}});
}

TEST_CASE("a disabled account has no way in, and coming back takes a new password")
{
    TempDesk desk;
    addClerk(desk);
    desk.write([&] { return desk.db->users().setActive(kClerk, false); });
    CHECK_FALSE(*desk.db->users().keySlots().exists(kClerk));
    CHECK(desk.count(u"key_wraps"_s) == 0);
    CHECK(refusal(desk, kGood) == ErrorCode::AccountDisabled);
    desk.write([&] { return desk.db->users().setActive(kClerk, true); });
    CHECK(refusal(desk, kGood) == ErrorCode::WrongPassword);
    desk.write([&] { return desk.db->users().setPassword(kClerk, u"a new password"_s); });
    CHECK(desk.db->users().authenticate(u"clerk"_s, u"a new password"_s));
}

TEST_CASE("a password is changed with the old one, or set by an administrator")
{
    TempDesk desk;
    addClerk(desk);
    CHECK(desk.db->users().changePassword(kClerk, kBad, u"new password"_s).error().code ==
          ErrorCode::WrongPassword);
    CHECK(desk.db->users().changePassword(kClerk, kGood, u"short"_s).error().code == ErrorCode::WeakPassword);
    REQUIRE(desk.db->users().changePassword(kClerk, kGood, u"new password"_s));
    CHECK(refusal(desk, kGood) == ErrorCode::WrongPassword);
    CHECK(desk.db->users().authenticate(u"clerk"_s, u"new password"_s));
    desk.write([&] { return desk.db->users().setPassword(kClerk, u"set by admin"_s); });
    CHECK(desk.db->users().authenticate(u"clerk"_s, u"set by admin"_s));
    CHECK(desk.attempt([&] { return desk.db->users().setPassword(kOtherClerk, kGood); }).error().code ==
          ErrorCode::NotFound);
}

TEST_CASE("a password typed with composed or single letters is the same password")
{
    TempDesk desk;
    desk.write([&] {
        return desk.db->users().add({.name = u"clerk"_s, .roles = Role::Clerk}, u"passw\u00f6rd \u0623"_s);
    });
    CHECK(desk.db->users().authenticate(u"clerk"_s, u"passwo\u0308rd \u0627\u0654"_s));
}

TEST_CASE("a user of the feed keeps the password set here")
{
    TempDesk desk;
    User user = addClerk(desk);
    user.displayNameEn = u"Noura A."_s;
    user.roles = Role::Auditor;
    const auto adopted = desk.write([&] { return desk.db->users().adopt(user); });
    CHECK(adopted.roles == Role::Auditor);
    CHECK(adopted.hasPassword);
    CHECK(desk.db->users().authenticate(u"clerk"_s, kGood));

    const User stranger{kSupervisor, u"sup"_s, u"خالد"_s, u"Khalid"_s, Role::Supervisor, true, false, false};
    CHECK(desk.write([&] { return desk.db->users().adopt(stranger); }) == stranger);
    CHECK(refusal(desk, QString(), u"sup"_s) == ErrorCode::WrongPassword);
}

TEST_CASE("users are never deleted")
{
    TempDesk desk;
    addClerk(desk);
    CHECK_FALSE(desk.raw(u"DELETE FROM users"_s).isEmpty());
}
