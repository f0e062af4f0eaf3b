#include "domain/caseproposal.h"

#include "support/builders.h"
#include "support/catch.h"

#include <QFile>

using namespace desk;

namespace
{

QString proposed(const RuleContext &context)
{
    const CaseProposal proposal = proposedCase(context, RulePack::builtIn());
    return codeOf(proposal.type) + QLatin1Char(' ') + codeOf(proposal.cause);
}

} // namespace

TEST_CASE("the kind of case that fits a resident is known from the register")
{
    RuleContext context = someContext();
    CHECK(proposed(context) == QStringLiteral("renewal ordinary"));
    context.lastPassportUpdateOn = QDate(2021, 11, 24);
    CHECK(proposed(context) == QStringLiteral("second_in_five_years updated_recently"));
    context.lastPassportUpdateOn = QDate(2021, 11, 23);
    CHECK(proposed(context) == QStringLiteral("renewal ordinary"));

    context.resident->passport = {};
    CHECK(proposed(context) == QStringLiteral("renewal ordinary")); // a worker without one: nothing is known
    context.resident->headId = QStringLiteral("1010101010");
    CHECK(proposed(context) == QStringLiteral("separated own_passport"));
    context.resident->birthDate = PartialDate{2024, 11, 23}; // two years old today
    CHECK(proposed(context) == QStringLiteral("separated own_passport"));
    context.resident->birthDate = PartialDate{2024, 11, 24};
    CHECK(proposed(context) == QStringLiteral("newborn first_passport"));

    context = someContext();
    Resident head = *context.resident;
    head.iqamaNumber = QStringLiteral("2100000278");
    context.resident->headId = head.iqamaNumber;
    context.sponsors = {head};
    CHECK(proposed(context) == QStringLiteral("separated shared_passport"));
    context.sponsors.first().passport.number = QStringLiteral("Z0000001");
    CHECK(proposed(context) == QStringLiteral("renewal ordinary"));

    context = someContext();
    context.resident->flags = ResidentFlag::LostPassport;
    CHECK(proposed(context) == QStringLiteral("lost reported_lost"));
    CHECK(codeOf(proposedCase(context, RulePack::builtIn()).reason) == QStringLiteral("replaced_lost"));
}

TEST_CASE("who usually applies is found in the register")
{
    RuleContext context = someContext();
    const auto applicant = [&] { return proposedCase(context, RulePack::builtIn()).applicant; };
    CHECK(applicant() == Applicant{ApplicantRole::Self, QStringLiteral("2345678904"), {}, {}});

    context.resident->headId = QStringLiteral("2123456788");
    CHECK(codeOf(*applicant().role) == QStringLiteral("self")); // of age, and no dependant
    context.resident->birthDate = PartialDate{2008, 11, 24};
    CHECK(applicant() == Applicant{ApplicantRole::HeadOfHousehold, QStringLiteral("2123456788"), {}, {}});
    QFile file(QStringLiteral(DESK_SOURCE_DIR "/resources/rules/pack.json"));
    REQUIRE(file.open(QIODevice::ReadOnly));
    const auto younger = RulePack::fromJson(file.readAll().replace("\"age\": 18", "\"age\": 17"));
    REQUIRE(younger);
    CHECK(codeOf(*proposedCase(context, *younger).applicant.role) == QStringLiteral("self")); // of age there
    context.resident->birthDate = PartialDate{1988, 2, 14};
    context.resident->category = ResidentCategory::FamilyDependent;
    Resident head = someResident();
    head.iqamaNumber = QStringLiteral("2123456788");
    context.sponsors = {head};
    CHECK(applicant() == Applicant{ApplicantRole::HeadOfHousehold, head.iqamaNumber, head.nameAr, {}});
    context.resident->headId.clear();
    CHECK(codeOf(*applicant().role) == QStringLiteral("self"));
}
