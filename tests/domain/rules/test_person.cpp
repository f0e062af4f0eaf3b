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
        {ApplicantRole::EstablishmentDelegate, u"7009999999", u"found"},
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
                               QStringLiteral("EL-001"), QStringLiteral("EL-002"), QStringLiteral("EL-003"),
                               QStringLiteral("EL-004"), QStringLiteral("EL-008")});
    context.resident->iqamaStatus = IqamaStatus::FinalExitIssued;
    CHECK(codeOf(eligibility().verdict) == QStringLiteral("supervisor"));
    context.openCase = QStringLiteral("RUH-2026-0700123");
    CHECK(codeOf(eligibility().verdict) == QStringLiteral("block"));
}
