#include "rules/trial.h"

using namespace desk;

TEST_CASE("the case of the builders passes every rule")
{
    const Judgement judgement = Trial().judged();
    for (const Finding &finding : judgement.findings)
        FAIL_CHECK(finding.rule.toStdString());
    CHECK(codeOf(judgement.verdict) == QStringLiteral("accept"));
}

TEST_CASE("FM-001 names each missing field once")
{
    Trial trial;
    trial.content = CaseContent();
    trial.content.iqamaNumber = someResident().iqamaNumber;
    QStringList fields;
    const Judgement judgement = trial.judged();
    for (const Finding &finding : judgement.outcome(QStringLiteral("FM-001"))->findings) {
        CHECK(finding.args.value(QStringLiteral("field")) == finding.field);
        fields += finding.field;
    }
    CHECK(fields == QStringList{QStringLiteral("passport.number"), QStringLiteral("passport.issuer"),
                                QStringLiteral("passport.issued_on"), QStringLiteral("passport.expires_on"),
                                QStringLiteral("passport.place_of_issue"), QStringLiteral("reason")});
}

TEST_CASE("FM-001 takes blanks for nothing")
{
    Trial trial;
    trial.content.passport.placeOfIssue = QStringLiteral(" \u200F ");
    CHECK(trial.findingOf(u"FM-001").field == QStringLiteral("passport.place_of_issue"));
}

TEST_CASE("FM-002 accepts letters, digits, blanks and hyphens, and no other script")
{
    Trial trial;
    trial.content.mrz.reset();
    const auto stateOf = [&](const QString &number) {
        trial.content.passport.number = number;
        return trial.stateOf(u"FM-002");
    };
    CHECK(stateOf(QStringLiteral("AB 123-4567")) == QStringLiteral("passed"));
    CHECK(stateOf(QStringLiteral("A\u0661\u0662\u0663\u0664\u0665")) == QStringLiteral("passed"));
    CHECK(stateOf(QStringLiteral("\u0410123456")) == QStringLiteral("found")); // Cyrillic A
    CHECK(stateOf(QStringLiteral("\u0131123456")) == QStringLiteral("found")); // dotless i
    CHECK(stateOf(QStringLiteral("\u0623123456")) == QStringLiteral("found"));
    CHECK(stateOf(QStringLiteral("A123456<")) == QStringLiteral("found"));
    CHECK(stateOf(QStringLiteral("A1234/56")) == QStringLiteral("found"));
    CHECK(stateOf(QString()) == QStringLiteral("not_checked"));
}

TEST_CASE("FM-003 lets 5 to 9 characters pass")
{
    Trial trial;
    const auto stateOf = [&](const char16_t *number) {
        trial.content.passport.number = QString::fromUtf16(number);
        return trial.stateOf(u"FM-003");
    };
    CHECK(stateOf(u"A123") == QStringLiteral("found"));
    CHECK(stateOf(u"A1234") == QStringLiteral("passed"));
    CHECK(stateOf(u"A12345678") == QStringLiteral("passed"));
    CHECK(stateOf(u"A123456789") == QStringLiteral("found"));
    CHECK(stateOf(u"") == QStringLiteral("not_checked"));
}

TEST_CASE("FM-005 knows States, organisations and Germany's D")
{
    Trial trial;
    const auto stateOf = [&](const char16_t *issuer) {
        trial.content.passport.issuer = QString::fromUtf16(issuer);
        return trial.stateOf(u"FM-005");
    };
    CHECK(stateOf(u"IND") == QStringLiteral("passed"));
    CHECK(stateOf(u"D") == QStringLiteral("passed"));
    CHECK(stateOf(u"D<<") == QStringLiteral("passed"));
    CHECK(stateOf(u"DEU") == QStringLiteral("passed"));
    CHECK(stateOf(u"UNO") == QStringLiteral("passed"));
    CHECK(stateOf(u"ind") == QStringLiteral("passed"));
    CHECK(stateOf(u"QQQ") == QStringLiteral("found"));
    CHECK(stateOf(u"") == QStringLiteral("not_checked"));
}

TEST_CASE("FM-006 lets specimen codes pass in training only")
{
    Trial trial;
    trial.content.passport.issuer = QStringLiteral("UTO");
    CHECK(trial.findingOf(u"FM-006").field == QStringLiteral("passport.issuer"));
    trial.context.specimenAllowed = true;
    CHECK(trial.stateOf(u"FM-006") == QStringLiteral("passed"));
}

TEST_CASE("FM-006 finds a specimen nationality in the MRZ")
{
    Trial trial;
    trial.resident().nationality = QStringLiteral("UTO");
    trial.readAgain();
    CHECK(trial.findingOf(u"FM-006").field == QStringLiteral("mrz"));
}

TEST_CASE("FM-008 tells of converted digits and letters, and every other rule sees the result")
{
    Trial trial;
    trial.content.passport.number = QStringLiteral("a\u0667\u0666\u0665\u0664\u0663\u0668\u0666");
    CHECK(trial.findingOf(u"FM-008").field == QStringLiteral("passport.number"));
    CHECK(code(trial.findingOf(u"FM-008").severity) == QStringLiteral("I"));
    CHECK(trial.stateOf(u"MZ-010") == QStringLiteral("passed"));
    CHECK(codeOf(trial.judged().verdict) == QStringLiteral("accept"));

    trial.content = someContent();
    trial.content.passport.issuedOn = QStringLiteral("\u0662\u0660\u0662\u0666-\u0661\u0661-\u0660\u0669");
    CHECK(trial.findingOf(u"FM-008").field == QStringLiteral("passport.issued_on"));
    CHECK(trial.stateOf(u"DT-001") == QStringLiteral("passed"));

    trial.content = someContent();
    trial.content.passport.number = QStringLiteral("A765 4386"); // blanks are no conversion
    CHECK(trial.stateOf(u"FM-008") == QStringLiteral("passed"));
}

TEST_CASE("FM-009 asks for a second entry only when nothing was read")
{
    Trial trial;
    CHECK(trial.stateOf(u"FM-009") == QStringLiteral("not_applicable"));
    trial.content.mrz.reset();
    CHECK(trial.findingOf(u"FM-009").field == QStringLiteral("passport.number_repeated"));
    trial.content.passport.numberRepeated = QStringLiteral("A7654386");
    CHECK(trial.stateOf(u"FM-009") == QStringLiteral("passed"));
    trial.content.passport.number.clear();
    CHECK(trial.stateOf(u"FM-009") == QStringLiteral("not_checked"));
}

TEST_CASE("FM-010 compares the two entries after cleaning them")
{
    Trial trial;
    trial.content.mrz.reset();
    CHECK(trial.stateOf(u"FM-010") == QStringLiteral("not_checked"));
    trial.content.passport.numberRepeated = QStringLiteral("a765-4386");
    CHECK(trial.stateOf(u"FM-010") == QStringLiteral("passed"));
    trial.content.passport.numberRepeated = QStringLiteral("A7654388");
    CHECK(trial.stateOf(u"FM-010") == QStringLiteral("found"));
}

TEST_CASE("FM-004 knows the usual numbers of an issuer, and nothing of others")
{
    struct Row {
        const char16_t *issuer;
        const char16_t *number;
        const char16_t *state;
    };
    for (const Row &row : {Row{u"JOR", u"A7654386", u"passed"}, Row{u"JOR", u"A765438", u"passed"},
                           Row{u"JOR", u"A76543", u"found"}, Row{u"JOR", u"7654386", u"found"},
                           Row{u"IND", u"A1234567", u"passed"}, Row{u"IND", u"AB123456", u"passed"},
                           Row{u"IND", u"A123456", u"found"}, Row{u"BGD", u"EA0123456", u"passed"},
                           Row{u"BGD", u"A01234567", u"passed"}, Row{u"PHL", u"A123456XYZ", u"found"},
                           Row{u"PHL", u"P1234567A", u"passed"}, Row{u"D", u"C01X00T47", u"passed"},
                           Row{u"DEU", u"C01X00T47", u"passed"}, Row{u"D", u"A01X00T47", u"found"},
                           Row{u"FRA", u"12AB34567", u"not_applicable"}, Row{u"JOR", u"", u"not_checked"}}) {
        INFO(QString::fromUtf16(row.issuer) << " " << QString::fromUtf16(row.number));
        Trial trial;
        trial.content.passport.issuer = QString::fromUtf16(row.issuer);
        trial.content.passport.number = QString::fromUtf16(row.number);
        CHECK(trial.stateOf(u"FM-004") == QString::fromUtf16(row.state));
    }
}

TEST_CASE("FM-007 sends a code that Doc 9303 does not have to the supervisor")
{
    Trial trial;
    CHECK(trial.stateOf(u"FM-007") == QStringLiteral("passed"));
    for (const char16_t *issuer : {u"ANT", u"NTZ", u"XXK"}) {
        trial.content.passport.issuer = QString::fromUtf16(issuer);
        CHECK(trial.findingOf(u"FM-007").field == QStringLiteral("passport.issuer"));
    }
}
