#include "domain/demonames.h"
#include "domain/demooffice.h"
#include "domain/identitynumber.h"
#include "domain/mrz.h"
#include "domain/rules/engine.h"
#include "support/builders.h"
#include "support/catch.h"

#include <QHash>
#include <QRegularExpression>
#include <QSet>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

constexpr quint64 kSeed = 7;

int ageOn(const Resident &resident, QDate day)
{
    const QDate birth = resident.birthDate.earliest();
    const bool hadBirthday = QDate(birth.year(), birth.month(), 1) <= QDate(birth.year(), day.month(), 1);
    return day.year() - birth.year() - (hadBirthday ? 0 : 1);
}

} // namespace

TEST_CASE("The first resident of every demo office is the one the drawings show")
{
    CHECK(demoResident(1, 0) == someResident());
    CHECK(demoResident(99, 0) == someResident());
}

TEST_CASE("The same seed gives the same person, another seed another")
{
    int same = 0;
    for (qint64 index = demoFixedCount(); index < 300; ++index) {
        CHECK(demoResident(kSeed, index) == demoResident(kSeed, index));
        same += demoResident(kSeed, index).nameEn == demoResident(kSeed + 1, index).nameEn;
    }
    CHECK(same < 30);
    // Pins the generator: an office made earlier or elsewhere must hold the same people.
    const Resident pinned = demoResident(1, 1000);
    CHECK(pinned.iqamaNumber + u' ' + pinned.nameEn + u' ' + pinned.passport.number + u' ' +
              pinned.birthDate.toIso() ==
          u"2948414053 SALEEM ANSARI UP026933 1983-09-24"_s);
}

TEST_CASE("Every demo resident's numbers hold and belong to nobody else")
{
    QSet<QString> iqamas;
    QSet<QString> passports;
    QSet<QString> borders;
    for (qint64 index = 0; index < 40000; ++index) {
        const Resident resident = demoResident(kSeed, index);
        const IdentityNumber iqama = parseIdentityNumber(resident.iqamaNumber);
        REQUIRE(iqama.valid);
        REQUIRE(iqama.kind == IdentityKind::Iqama);
        REQUIRE_FALSE(iqamas.contains(resident.iqamaNumber));
        iqamas.insert(resident.iqamaNumber);
        REQUIRE(parseIdentityNumber(resident.borderNumber).kind == IdentityKind::Border);
        REQUIRE_FALSE(borders.contains(resident.borderNumber));
        borders.insert(resident.borderNumber);
        if (!resident.employerId.isEmpty())
            REQUIRE(luhnHolds(resident.employerId));
        // Resident 28 is the child on the passport of 27.
        if (resident.passport.isEmpty() || index == 28)
            continue;
        const QString passport = resident.passport.issuer + resident.passport.number;
        REQUIRE_FALSE(passports.contains(passport));
        passports.insert(passport);
        REQUIRE(resident.passport.number.size() <= 9);
    }
}

TEST_CASE("Dates of demo residents are possible")
{
    for (qint64 index = 0; index < 20000; ++index) {
        const Resident resident = demoResident(kSeed, index);
        INFO(index);
        REQUIRE(resident.birthDate.latest() <= demoDate());
        REQUIRE(resident.iqamaExpiresOn.isValid());
        if (resident.passport.isEmpty())
            continue;
        REQUIRE(resident.passport.issuedOn < demoDate());
        REQUIRE(resident.passport.issuedOn < resident.passport.expiresOn);
        if (index != 28)
            REQUIRE(resident.passport.issuedOn >= resident.birthDate.earliest());
    }
}

TEST_CASE("A dependant belongs to a head of household who is there")
{
    QHash<QString, Resident> byNumber;
    int dependants = 0;
    for (qint64 index = 0; index < 5000; ++index) {
        const Resident resident = demoResident(kSeed, index);
        byNumber.insert(resident.iqamaNumber, resident);
    }
    for (const Resident &resident : std::as_const(byNumber)) {
        if (resident.headId.isEmpty())
            continue;
        ++dependants;
        REQUIRE(byNumber.contains(resident.headId));
        const Resident head = byNumber.value(resident.headId);
        CHECK(head.headId.isEmpty());
        CHECK(resident.relation.has_value());
        CHECK(head.nationality == resident.nationality);
        if (resident.relation != Relation::Spouse)
            CHECK(head.birthDate.earliest().addYears(17) < resident.birthDate.earliest());
    }
    CHECK(dependants > 800);
}

TEST_CASE("Nationalities, sexes and ages stand in the proportions of the census")
{
    constexpr int kCount = 30000;
    QHash<QString, int> nationalities;
    int women = 0;
    int children = 0;
    int expired = 0;
    int infantsWithout = 0;
    QHash<int, int> statuses;
    for (qint64 index = demoFixedCount(); index < demoFixedCount() + kCount; ++index) {
        const Resident resident = demoResident(kSeed, index);
        ++nationalities[resident.nationality];
        women += resident.sex == Sex::Female;
        children += ageOn(resident, demoDate()) < 15;
        expired += !resident.passport.isEmpty() && resident.passport.expiresOn < demoDate();
        infantsWithout += resident.passport.isEmpty();
        ++statuses[static_cast<int>(resident.iqamaStatus)];
    }
    const auto share = [](int count) { return 100.0 * count / kCount; };
    CHECK(share(nationalities.value(u"BGD"_s)) == Approx(15.8).margin(1.5));
    CHECK(share(nationalities.value(u"IND"_s)) == Approx(14.1).margin(1.5));
    CHECK(share(nationalities.value(u"YEM"_s)) == Approx(13.5).margin(1.5));
    CHECK(share(women) == Approx(23.4).margin(3));
    CHECK(share(children) == Approx(10.1).margin(2));
    CHECK(share(expired) == Approx(10).margin(3));
    CHECK(infantsWithout > 0);
    CHECK(statuses.size() == 11);
    CHECK(share(statuses.value(static_cast<int>(IqamaStatus::Valid))) > 88);
}

TEST_CASE("The shares of the nationalities make a thousand, and every list has words")
{
    int total = 0;
    for (const DemoNation &nation : demoNations()) {
        total += nation.share;
        CHECK_FALSE(nation.men.empty());
        CHECK_FALSE(nation.women.empty());
    }
    CHECK(total == 1000);
}

TEST_CASE("Names of demo residents are in both scripts without digits or controls")
{
    static const QRegularExpression latin(QRegularExpression::anchoredPattern(u"[A-Z]+( [A-Z]+)*"_s));
    static const QRegularExpression arabic(
        QRegularExpression::anchoredPattern(u"[\\x{0621}-\\x{06D3}]+( [\\x{0621}-\\x{06D3}]+)*"_s));
    for (qint64 index = 0; index < 5000; ++index) {
        const Resident resident = demoResident(kSeed, index);
        INFO(resident.nameEn.toStdString() << " / " << resident.nameAr.toStdString());
        REQUIRE(latin.match(resident.nameEn).hasMatch());
        REQUIRE(arabic.match(resident.nameAr).hasMatch());
    }
}

TEST_CASE("A renewed demo passport is new, in force, and its zone reads without a problem")
{
    for (qint64 index = 0; index < 3000; ++index) {
        const Resident resident = demoResident(kSeed, index);
        const DemoRenewal renewal = demoRenewal(kSeed, resident, demoDate());
        INFO(index << ' ' << resident.nameEn.toStdString());
        REQUIRE(renewal.passport.number != resident.passport.number);
        REQUIRE(renewal.passport.issuedOn < demoDate());
        REQUIRE(renewal.passport.expiresOn > demoDate().addYears(1));
        REQUIRE_FALSE(renewal.placeOfIssue.isEmpty());
        const MrzDocument document = parseMrz(renewal.mrz, demoDate());
        REQUIRE(document.valid);
        REQUIRE(document.number == renewal.passport.number);
        REQUIRE(document.expiryDate == renewal.passport.expiresOn);
        REQUIRE(document.nationality == resident.nationality);
        REQUIRE(document.birthDate.agreesWith(resident.birthDate));
    }
}

TEST_CASE("The fixed residents show what their table says")
{
    CHECK(isDeceased(demoResident(kSeed, 12)));
    CHECK(demoResident(kSeed, 8).passport.isEmpty());
    CHECK(demoResident(kSeed, 8).headId == demoResident(kSeed, 9).iqamaNumber);
    CHECK(isAbsentFromWork(demoResident(kSeed, 16)));
    CHECK(demoResident(kSeed, 23).passport.issuer != demoResident(kSeed, 23).nationality);
    CHECK(demoResident(kSeed, 28).passport == demoResident(kSeed, 27).passport);
    CHECK(demoResident(kSeed, 31).nameEn.size() > 39);
    CHECK(demoResident(kSeed, 10).iqamaNumber == u"2123456788"_s);
}

TEST_CASE("Six people can sign in to the demo office, each under an identity of their own")
{
    QSet<QString> ids;
    QSet<QString> names;
    for (const DemoUser &user : demoUsers()) {
        ids.insert(user.userId);
        names.insert(user.userName);
        CHECK_FALSE(user.displayNameAr.isEmpty());
        CHECK(user.roles != Roles());
    }
    CHECK(ids.size() == 6);
    CHECK(names == QSet<QString>{u"clerk"_s, u"clerk2"_s, u"supervisor"_s, u"supervisor2"_s, u"auditor"_s,
                                 u"admin"_s});
}

TEST_CASE("what people of the demo office renew looks as their State's passports do")
{
    const QDate today(2026, 11, 23);
    QMap<QString, int> found;
    for (quint64 i = 0; i < 5000; ++i) {
        RuleContext context;
        context.today = today;
        context.resident = demoResident(1, i);
        const DemoRenewal renewal = demoRenewal(1, *context.resident, today);
        CaseContent content;
        content.iqamaNumber = context.resident->iqamaNumber;
        content.reason = UpdateReason::Renewed;
        content.passport = {renewal.passport.number,
                            std::nullopt,
                            renewal.passport.issuer,
                            renewal.passport.issuedOn.toString(Qt::ISODate),
                            renewal.passport.expiresOn.toString(Qt::ISODate),
                            QStringLiteral("RIYADH")};
        content.mrz = renewal.mrz;
        for (const Finding &finding : judge(content, context, RulePack::builtIn()).findings)
            ++found[finding.rule];
    }
    for (const char16_t *rule : {u"FM-004", u"FM-007", u"DT-007", u"DT-008", u"DT-009", u"DT-015", u"MZ-003",
                                 u"MZ-004", u"MZ-014", u"MZ-016"}) {
        INFO(QString::fromUtf16(rule).toStdString());
        CHECK(found.value(QString::fromUtf16(rule)) == 0);
    }
}
