#include "domain/merge.h"

#include "support/builders.h"
#include "support/catch.h"

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

const Passport kBase{u"A1234567"_s, u"JOR"_s, QDate(2021, 1, 1), QDate(2026, 1, 1)};

ChangedBy numberChangedBy(const std::optional<Passport> &base, const QString &ours, const QString &theirs)
{
    EnteredPassport entered;
    entered.number = ours;
    Passport held = kBase;
    held.number = theirs;
    return compareThreeWays(base, entered, held).first().changedBy;
}

} // namespace

TEST_CASE("each field says which side changed it")
{
    CHECK(numberChangedBy(kBase, u"A1234567"_s, u"A1234567"_s) == ChangedBy::Nobody);
    CHECK(numberChangedBy(kBase, u"B1234567"_s, u"A1234567"_s) == ChangedBy::Case);
    CHECK(numberChangedBy(kBase, u"A1234567"_s, u"B1234567"_s) == ChangedBy::Register);
    CHECK(numberChangedBy(kBase, u"B1234567"_s, u"B1234567"_s) == ChangedBy::BothAlike);
    CHECK(numberChangedBy(kBase, u"B1234567"_s, u"C1234567"_s) == ChangedBy::BothOtherwise);
    CHECK(numberChangedBy({}, u"B1234567"_s, u"C1234567"_s) == ChangedBy::BothOtherwise);
    CHECK(numberChangedBy({}, u"B1234567"_s, u"B1234567"_s) == ChangedBy::BothAlike);
    CHECK(numberChangedBy(kBase, u"a 123-4567"_s, u"A1234567"_s) == ChangedBy::Nobody); // as numbers compare
}

TEST_CASE("a change of the passport itself is not left to a machine")
{
    const Resident base = someResident();
    Resident theirs = base;
    theirs.mobile = u"0555555555"_s;
    theirs.iqamaExpiresOn = theirs.iqamaExpiresOn.addYears(1);
    CHECK(leavesPassportAlone(base, theirs));
    theirs.passport.expiresOn = theirs.passport.expiresOn.addDays(1);
    CHECK_FALSE(leavesPassportAlone(base, theirs));
}
