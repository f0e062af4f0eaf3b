#include "rules/trial.h"

using namespace desk;

TEST_CASE("ID-001 to ID-004 tell what is wrong with an iqama number")
{
    struct Row {
        const char16_t *number;
        const char16_t *id001, *id002, *id003, *id004;
    };
    const Row rows[] = {
        {u"2345678904", u"passed", u"passed", u"passed", u"passed"},
        {u"\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u0660\u0664", u"passed", u"passed", u"passed",
         u"passed"},
        {u" 2345-678904", u"passed", u"passed", u"passed", u"passed"},
        {u"2345678905", u"passed", u"passed", u"passed", u"found"},
        {u"234567890", u"found", u"not_checked", u"not_checked", u"not_checked"},
        {u"23456789044", u"found", u"not_checked", u"not_checked", u"not_checked"},
        {u"23456789O4", u"found", u"not_checked", u"not_checked", u"not_checked"},
        {u"", u"found", u"not_checked", u"not_checked", u"not_checked"},
        {u"1000000008", u"passed", u"found", u"passed", u"passed"},
        {u"3012345678", u"passed", u"passed", u"found", u"not_applicable"},
        {u"4012345678", u"passed", u"passed", u"found", u"not_applicable"},
        {u"7001234561", u"passed", u"passed", u"passed", u"found"},
    };
    for (const Row &row : rows) {
        INFO(QString::fromUtf16(row.number));
        Trial trial;
        trial.content.iqamaNumber = QString::fromUtf16(row.number);
        CHECK(trial.stateOf(u"ID-001") == QString::fromUtf16(row.id001));
        CHECK(trial.stateOf(u"ID-002") == QString::fromUtf16(row.id002));
        CHECK(trial.stateOf(u"ID-003") == QString::fromUtf16(row.id003));
        CHECK(trial.stateOf(u"ID-004") == QString::fromUtf16(row.id004));
    }
}

TEST_CASE("ID-005 finds that nobody has a good number, and waits while the number is wrong")
{
    Trial trial;
    CHECK(trial.stateOf(u"ID-005") == QStringLiteral("passed"));
    trial.context.resident.reset();
    CHECK(trial.findingOf(u"ID-005").args.value(QStringLiteral("number")) == QStringLiteral("2345678904"));
    trial.content.iqamaNumber = QStringLiteral("2345678905");
    CHECK(trial.stateOf(u"ID-005") == QStringLiteral("not_checked"));
}

TEST_CASE("the rules about the person wait for a resident")
{
    Trial trial;
    trial.context.resident.reset();
    for (const char16_t *rule : {u"EL-001", u"EL-002", u"EL-003", u"EL-004", u"EL-008", u"RC-001", u"RC-004",
                                 u"RC-007", u"RC-014", u"DT-011", u"DT-013", u"DT-014", u"AU-001"}) {
        INFO(QString::fromUtf16(rule));
        CHECK(trial.stateOf(rule) == QStringLiteral("not_checked"));
    }
}

TEST_CASE("each iqama status has its finding")
{
    struct Row {
        IqamaStatus status;
        const char16_t *rule;
        const char16_t *severity;
    };
    const Row rows[] = {
        {IqamaStatus::Deceased, u"EL-001", u"B"},        {IqamaStatus::FinalExitDone, u"EL-002", u"B"},
        {IqamaStatus::Cancelled, u"EL-002", u"B"},       {IqamaStatus::ExitedDidNotReturn, u"EL-002", u"B"},
        {IqamaStatus::FinalExitIssued, u"EL-003", u"S"}, {IqamaStatus::AbsentFromWork, u"EL-004", u"B"},
        {IqamaStatus::Expired, u"EL-008", u"W"},
    };
    for (const Row &row : rows) {
        Trial trial;
        trial.resident().iqamaStatus = row.status;
        INFO(codeOf(row.status));
        const Judgement judgement = trial.judged();
        REQUIRE(judgement.findings.size() == 1);
        CHECK(judgement.findings.front().rule == QString::fromUtf16(row.rule));
        CHECK(code(judgement.findings.front().severity) == QString::fromUtf16(row.severity));
    }
    for (const IqamaStatus status : {IqamaStatus::Valid, IqamaStatus::TransferPending}) {
        Trial trial;
        trial.resident().iqamaStatus = status;
        CHECK(trial.judged().findings.isEmpty());
    }
}

TEST_CASE("a flag says as much as the status")
{
    Trial trial;
    trial.resident().flags = ResidentFlag::Deceased;
    CHECK(trial.stateOf(u"EL-001") == QStringLiteral("found"));
    trial.resident().flags = ResidentFlag::AbsentFromWork;
    CHECK(trial.stateOf(u"EL-004") == QStringLiteral("found"));
}

TEST_CASE("EL-002 carries the status for its message")
{
    Trial trial;
    trial.resident().iqamaStatus = IqamaStatus::Cancelled;
    CHECK(trial.findingOf(u"EL-002").args.value(QStringLiteral("status")) == QStringLiteral("cancelled"));
}

TEST_CASE("EL-008 lets an iqama that expires today pass")
{
    Trial trial;
    trial.resident().iqamaExpiresOn = trial.context.today;
    CHECK(trial.stateOf(u"EL-008") == QStringLiteral("passed"));
    trial.resident().iqamaExpiresOn = trial.context.today.addDays(-1);
    CHECK(trial.stateOf(u"EL-008") == QStringLiteral("found"));
    CHECK(trial.findingOf(u"EL-008").args.value(QStringLiteral("expires_on")) ==
          trial.context.today.addDays(-1).toString(Qt::ISODate));
}

TEST_CASE("AU-001 knows who may apply")
{
    Trial trial;
    trial.resident().headId = QStringLiteral("1010101010");
    struct Row {
        ApplicantRole role;
        const char16_t *id;
        const char16_t *state;
    };
    const Row rows[] = {
        {ApplicantRole::Self, u"2345678904", u"passed"},
        {ApplicantRole::Self, u"2234567895", u"found"},
        {ApplicantRole::HeadOfHousehold, u"1010101010", u"passed"},
        {ApplicantRole::HeadOfHousehold, u"1000000008", u"found"},
        {ApplicantRole::EstablishmentDelegate, u"7001234561", u"passed"},
        {ApplicantRole::EstablishmentDelegate, u"7009999999", u"passed"}, // AU-002 says more
        {ApplicantRole::DomesticEmployer, u"7001234561", u"passed"},
        {ApplicantRole::DomesticEmployer, u"1010101010", u"found"},
        {ApplicantRole::LegalAgent, u"1000000008", u"passed"},
        {ApplicantRole::LegalAgent, u"1000000000", u"found"},
        {ApplicantRole::Self, u"", u"found"},
    };
    for (const Row &row : rows) {
        INFO(codeOf(row.role) << " " << QString::fromUtf16(row.id));
        trial.content.applicant = {row.role, QString::fromUtf16(row.id), {}, {}};
        CHECK(trial.stateOf(u"AU-001") == QString::fromUtf16(row.state));
    }
    trial.content.applicant = Applicant();
    CHECK(trial.findingOf(u"AU-001").args.value(QStringLiteral("variant")) == QStringLiteral("absent"));
}

TEST_CASE("AU-001 takes no empty number for an absent head or employer")
{
    Trial trial;
    trial.resident().headId.clear();
    trial.content.applicant = {ApplicantRole::HeadOfHousehold, QStringLiteral("1010101010"), {}, {}};
    CHECK(trial.stateOf(u"AU-001") == QStringLiteral("found"));
}

TEST_CASE("AU-004 wants the declaration")
{
    Trial trial;
    CHECK(trial.stateOf(u"AU-004") == QStringLiteral("passed"));
    trial.content.declaration = false;
    CHECK(trial.findingOf(u"AU-004").field == QStringLiteral("declaration"));
}

TEST_CASE("the verdict before typing looks at the person alone")
{
    RuleContext context = someContext();
    const auto eligibility = [&] {
        return judgeEligibility(someResident().iqamaNumber, context, RulePack::builtIn());
    };
    CHECK(codeOf(eligibility().verdict) == QStringLiteral("accept"));
    QStringList rules;
    for (const RuleOutcome &outcome : eligibility().outcomes)
        rules += outcome.rule;
    CHECK(rules == QStringList{QStringLiteral("ID-001"), QStringLiteral("ID-002"), QStringLiteral("ID-003"),
                               QStringLiteral("ID-004"), QStringLiteral("ID-005"), QStringLiteral("RC-014"),
                               QStringLiteral("RC-016"), QStringLiteral("EL-001"), QStringLiteral("EL-002"),
                               QStringLiteral("EL-003"), QStringLiteral("EL-004"), QStringLiteral("EL-005"),
                               QStringLiteral("EL-006"), QStringLiteral("EL-007"), QStringLiteral("EL-008"),
                               QStringLiteral("EL-009"), QStringLiteral("EL-010"), QStringLiteral("EL-011"),
                               QStringLiteral("EV-004")});
    context.resident->iqamaStatus = IqamaStatus::FinalExitIssued;
    CHECK(codeOf(eligibility().verdict) == QStringLiteral("supervisor"));
    context.openCase = QStringLiteral("RUH-2026-0700123");
    CHECK(codeOf(eligibility().verdict) == QStringLiteral("block"));
}

TEST_CASE("AU-002 wants the delegate of the present employer")
{
    Trial trial;
    CHECK(trial.stateOf(u"AU-002") == QStringLiteral("passed"));
    trial.content.applicant.id = QStringLiteral("7009999999");
    CHECK(trial.stateOf(u"AU-002") == QStringLiteral("found"));
    trial.content.applicant.role = ApplicantRole::DomesticEmployer;
    CHECK(trial.stateOf(u"AU-002") == QStringLiteral("not_applicable"));
}

TEST_CASE("AU-003 takes an authorisation on its last day, and no longer")
{
    Trial trial;
    CHECK(trial.stateOf(u"AU-003") == QStringLiteral("not_applicable"));
    trial.content.applicant.authorisationExpiresOn = QStringLiteral("2026-11-23");
    CHECK(trial.stateOf(u"AU-003") == QStringLiteral("passed"));
    trial.content.applicant.authorisationExpiresOn = QStringLiteral("2026-11-22");
    CHECK(trial.findingOf(u"AU-003").args.value(QStringLiteral("expires_on")) ==
          QStringLiteral("2026-11-22"));
}

TEST_CASE("EL-005 refers a hold on the resident or a sponsor, and a suspended residency, without a word why")
{
    Trial trial;
    CHECK(trial.stateOf(u"EL-005") == QStringLiteral("passed"));
    Resident head = someResident();
    head.flags = ResidentFlag::SecurityHold;
    trial.context.sponsors = {head};
    CHECK(trial.findingOf(u"EL-005").args.isEmpty());
    trial.context.sponsors.clear();
    trial.resident().flags = ResidentFlag::SecurityHold;
    CHECK(trial.stateOf(u"EL-005") == QStringLiteral("found"));
    trial.resident().flags = {};
    trial.resident().iqamaStatus = IqamaStatus::Suspended;
    CHECK(trial.stateOf(u"EL-005") == QStringLiteral("found"));
}

TEST_CASE("EL-006, EL-007 and EV-004 read the register")
{
    Trial trial;
    for (const char16_t *rule : {u"EL-006", u"EL-007", u"EV-004"})
        CHECK(trial.stateOf(rule) == QStringLiteral("passed"));
    trial.resident().flags = ResidentFlag::TrafficViolations;
    CHECK(trial.stateOf(u"EL-006") == QStringLiteral("found"));
    trial.resident().flags = ResidentFlag::Companions;
    CHECK(trial.stateOf(u"EL-006") == QStringLiteral("passed"));
    CHECK(trial.stateOf(u"EV-004") == QStringLiteral("found"));
    trial.resident().insideKingdom = false;
    CHECK(trial.stateOf(u"EL-007") == QStringLiteral("found"));
    trial.resident().insideKingdom.reset();
    CHECK(trial.stateOf(u"EL-007") == QStringLiteral("not_checked"));
    trial.resident().iqamaStatus = IqamaStatus::OutsideOnReentry;
    CHECK(trial.stateOf(u"EL-007") == QStringLiteral("found"));
}

TEST_CASE("EL-009 counts five years to the day, and does not stand in the way of a correction")
{
    Trial trial;
    CHECK(trial.stateOf(u"EL-009") == QStringLiteral("passed"));
    trial.context.lastPassportUpdateOn = QDate(2021, 11, 23);
    CHECK(trial.stateOf(u"EL-009") == QStringLiteral("passed"));
    CHECK(codeOf(trial.judged().caseType) == QStringLiteral("renewal"));
    trial.context.lastPassportUpdateOn = QDate(2021, 11, 24);
    CHECK(trial.findingOf(u"EL-009").args.value(QStringLiteral("updated_on")) ==
          QStringLiteral("2021-11-24"));
    CHECK(codeOf(trial.judged().caseType) == QStringLiteral("second_in_five_years"));
    trial.content.reason = UpdateReason::DataCorrection;
    CHECK(trial.stateOf(u"EL-009") == QStringLiteral("not_applicable"));
}

TEST_CASE("EL-010 wants the head of household with a minor, to the day")
{
    Trial trial;
    trial.resident().birthDate = PartialDate{2008, 11, 23}; // 18 today
    CHECK(trial.stateOf(u"EL-010") == QStringLiteral("passed"));
    trial.resident().birthDate = PartialDate{2008, 11, 24};
    CHECK(trial.findingOf(u"EL-010").args.value(QStringLiteral("age")) == QStringLiteral("17"));
    trial.content.applicant = {ApplicantRole::HeadOfHousehold, QStringLiteral("1010101010"), {}, {}};
    CHECK(trial.stateOf(u"EL-010") == QStringLiteral("passed"));
    trial.content.applicant = Applicant();
    CHECK(trial.stateOf(u"EL-010") == QStringLiteral("found"));
    trial.resident().birthDate = PartialDate{2008, 0, 0}; // perhaps 17 still
    CHECK(trial.stateOf(u"EL-010") == QStringLiteral("found"));
    trial.resident().birthDate = PartialDate{2007, 0, 0};
    CHECK(trial.stateOf(u"EL-010") == QStringLiteral("passed"));
    trial.resident().birthDate = PartialDate{2004, 2, 29};
    trial.context.today = QDate(2022, 2, 28);
    CHECK(trial.stateOf(u"EL-010") == QStringLiteral("passed")); // addYears(18) of 29 Feb
}

TEST_CASE("EL-011 tells of grown sons alone")
{
    Trial trial;
    trial.resident().category = ResidentCategory::FamilyDependent;
    trial.resident().relation = Relation::Son;
    const auto at = [&](QDate birth) {
        trial.resident().birthDate = PartialDate{birth.year(), birth.month(), birth.day()};
        return trial.judged().outcome(QStringLiteral("EL-011"))->findings;
    };
    CHECK(at(QDate(2005, 11, 24)).isEmpty());
    CHECK(at(QDate(2005, 11, 23)).first().args.value(QStringLiteral("variant")) == QStringLiteral("study"));
    CHECK(at(QDate(2001, 11, 24)).first().args.value(QStringLiteral("variant")) == QStringLiteral("study"));
    CHECK(at(QDate(2001, 11, 23)).first().args.value(QStringLiteral("variant")) ==
          QStringLiteral("transfer"));
    trial.resident().relation = Relation::Daughter;
    CHECK(trial.stateOf(u"EL-011") == QStringLiteral("not_applicable"));
}

TEST_CASE("EL-012 warns of a fee that is not recorded")
{
    Trial trial;
    CHECK(trial.stateOf(u"EL-012") == QStringLiteral("passed"));
    trial.content.feeRecorded = false;
    CHECK(trial.findingOf(u"EL-012").field == QStringLiteral("fee_recorded"));
}

TEST_CASE("EV-002 and EV-003 know a lost and a damaged passport")
{
    Trial trial;
    CHECK(trial.stateOf(u"EV-002") == QStringLiteral("not_applicable"));
    CHECK(trial.stateOf(u"EV-003") == QStringLiteral("passed"));
    trial.content.reason = UpdateReason::ReplacedDamaged;
    CHECK(trial.stateOf(u"EV-002") == QStringLiteral("not_applicable"));
    CHECK(trial.stateOf(u"EV-003") == QStringLiteral("found"));
    trial.content.reason = UpdateReason::ReplacedLost;
    CHECK(trial.findingOf(u"EV-002").field == QStringLiteral("loss_report"));
    trial.content.lossReport = QStringLiteral("   ");
    CHECK(trial.stateOf(u"EV-002") == QStringLiteral("found"));
    trial.content.lossReport = QStringLiteral("44712");
    CHECK(trial.stateOf(u"EV-002") == QStringLiteral("passed"));
    CHECK(trial.stateOf(u"EV-003") == QStringLiteral("found"));
}

TEST_CASE("a type that a supervisor decides brings a finding when the rules bring none")
{
    Trial trial;
    trial.content.caseType = CaseType::Correction;
    const Judgement judgement = trial.judged();
    CHECK(codeOf(judgement.verdict) == QStringLiteral("supervisor"));
    CHECK(trial.findingOf(u"EV-003").args.value(QStringLiteral("variant")) == QStringLiteral("case_type"));
    CHECK(judgement.findings.size() == 1);
    CHECK(judgement.checklist.contains(ChecklistItem::WrongUpdateSeen));
    // One supervisor's finding is enough.
    trial.context.history = {
        {{trial.content.passport.number, trial.content.passport.issuer, {}, {}}, PassportState::Superseded}};
    CHECK(trial.stateOf(u"RC-003") == QStringLiteral("found"));
    CHECK(trial.stateOf(u"EV-003") == QStringLiteral("passed"));
    trial.content.caseType = CaseType::Newborn;
    trial.context.history = {};
    CHECK(trial.stateOf(u"EV-003") == QStringLiteral("passed"));
}

TEST_CASE("EV-005 warns of a renewal without the previous passport, when somebody was asked for it")
{
    Trial trial;
    CHECK(trial.stateOf(u"EV-005") == QStringLiteral("not_checked"));
    trial.content.oldPassportPresented = true;
    CHECK(trial.stateOf(u"EV-005") == QStringLiteral("passed"));
    trial.content.oldPassportPresented = false;
    CHECK(code(trial.findingOf(u"EV-005").severity) == QStringLiteral("W"));
    trial.content.reason = UpdateReason::ReplacedLost;
    CHECK(trial.stateOf(u"EV-005") == QStringLiteral("not_applicable"));
}
