#include "rules/trial.h"

#include "support/fakeclock.h"

using namespace desk;

TEST_CASE("DT-001 names each date that is none")
{
    Trial trial;
    trial.content.passport.issuedOn = QStringLiteral("2026-02-31");
    CHECK(trial.findingOf(u"DT-001").field == QStringLiteral("passport.issued_on"));
    trial.content.passport.expiresOn = QStringLiteral("31/02/2031");
    CHECK(trial.judged().outcome(QStringLiteral("DT-001"))->findings.size() == 2);
    trial.content.passport.issuedOn.clear();
    trial.content.passport.expiresOn.clear();
    CHECK(trial.stateOf(u"DT-001") == QStringLiteral("not_checked"));
}

TEST_CASE("DT-001 makes the rules that need the date wait")
{
    Trial trial;
    trial.content.passport.expiresOn = QStringLiteral("2031-13-01");
    for (const char16_t *rule : {u"DT-003", u"DT-004", u"DT-005", u"DT-006", u"DT-013", u"MZ-011"})
        CHECK(trial.stateOf(rule) == QStringLiteral("not_checked"));
}

TEST_CASE("DT-002 lets a passport issued today pass")
{
    Trial trial;
    trial.setDates(trial.context.today, QDate(2031, 11, 22));
    CHECK(trial.stateOf(u"DT-002") == QStringLiteral("passed"));
    trial.setDates(trial.context.today.addDays(1), QDate(2031, 11, 22));
    CHECK(trial.stateOf(u"DT-002") == QStringLiteral("found"));
}

TEST_CASE("a passport that expires today is not expired but has too little validity")
{
    Trial trial;
    trial.setDates(QDate(2025, 12, 1), trial.context.today);
    CHECK(trial.stateOf(u"DT-003") == QStringLiteral("passed"));
    CHECK(trial.stateOf(u"DT-005") == QStringLiteral("found"));
    CHECK(trial.stateOf(u"DT-006") == QStringLiteral("found"));
    trial.setDates(QDate(2025, 12, 1), trial.context.today.addDays(-1));
    CHECK(code(trial.findingOf(u"DT-003").severity) == QStringLiteral("B"));
    trial.content.caseType = CaseType::Correction; // what was on record before may have expired
    CHECK(code(trial.findingOf(u"DT-003").severity) == QStringLiteral("S"));
    trial.content.caseType.reset();
}

TEST_CASE("DT-004 wants the expiry after the issue")
{
    Trial trial;
    trial.setDates(QDate(2026, 11, 9), QDate(2026, 11, 10));
    CHECK(trial.stateOf(u"DT-004") == QStringLiteral("passed"));
    trial.setDates(QDate(2026, 11, 9), QDate(2026, 11, 9));
    CHECK(trial.findingOf(u"DT-004").args.value(QStringLiteral("issued_on")) == QStringLiteral("2026-11-09"));
}

TEST_CASE("DT-005 counts calendar months")
{
    Trial trial;
    trial.setDates(QDate(2026, 11, 9), QDate(2027, 5, 23));
    CHECK(trial.stateOf(u"DT-005") == QStringLiteral("passed"));
    trial.setDates(QDate(2026, 11, 9), QDate(2027, 5, 22));
    CHECK(trial.stateOf(u"DT-005") == QStringLiteral("found"));
    CHECK(code(trial.findingOf(u"DT-005").severity) == QStringLiteral("S"));

    trial.context.today = QDate(2026, 8, 31); // six months on there is no 31st
    trial.setDates(QDate(2026, 8, 1), QDate(2027, 2, 28));
    CHECK(trial.stateOf(u"DT-005") == QStringLiteral("passed"));
    trial.setDates(QDate(2026, 8, 1), QDate(2027, 2, 27));
    CHECK(trial.stateOf(u"DT-005") == QStringLiteral("found"));
}

TEST_CASE("DT-005 works on a 29 February")
{
    Trial trial;
    trial.context.today = QDate(2028, 2, 29);
    trial.setDates(QDate(2028, 2, 29), QDate(2028, 8, 29));
    CHECK(trial.stateOf(u"DT-002") == QStringLiteral("passed"));
    CHECK(trial.stateOf(u"DT-005") == QStringLiteral("passed"));
    trial.setDates(QDate(2028, 2, 29), QDate(2028, 8, 28));
    CHECK(trial.stateOf(u"DT-005") == QStringLiteral("found"));
}

TEST_CASE("a passport issued on a 29 February for ten years is an ordinary one")
{
    Trial trial;
    trial.context.today = QDate(2028, 3, 10);
    trial.setDates(QDate(2028, 2, 29), QDate(2028, 2, 29).addYears(10));
    CHECK(trial.content.passport.expiresOn == QStringLiteral("2038-02-28"));
    for (const char16_t *rule : {u"DT-001", u"DT-002", u"DT-003", u"DT-004", u"DT-005", u"DT-006", u"MZ-011"})
        CHECK(trial.stateOf(rule) == QStringLiteral("passed"));
}

TEST_CASE("DT-006 says which visas the validity does not cover")
{
    Trial trial;
    const QDate today = trial.context.today;
    const auto variantAt = [&](int days) {
        trial.setDates(QDate(2026, 11, 9), today.addDays(days));
        const auto findings = trial.judged().outcome(QStringLiteral("DT-006"))->findings;
        return findings.isEmpty() ? QString() : findings.front().args.value(QStringLiteral("variant"));
    };
    CHECK(variantAt(90) == QString());
    CHECK(variantAt(89) == QStringLiteral("reentry"));
    CHECK(variantAt(60) == QStringLiteral("reentry"));
    CHECK(variantAt(59) == QStringLiteral("neither"));
}

TEST_CASE("DT-010 compares with what is known of the birth date")
{
    Trial trial;
    trial.resident().birthDate = PartialDate{2026, 11, 9};
    trial.setDates(QDate(2026, 11, 9), QDate(2031, 11, 8));
    CHECK(trial.stateOf(u"DT-010") == QStringLiteral("passed"));
    trial.setDates(QDate(2026, 11, 8), QDate(2031, 11, 8));
    CHECK(trial.stateOf(u"DT-010") == QStringLiteral("found"));
    trial.resident().birthDate = PartialDate{2026, 0, 0};
    CHECK(trial.stateOf(u"DT-010") == QStringLiteral("passed"));
    trial.resident().birthDate = PartialDate();
    trial.content.mrz.reset();
    CHECK(trial.stateOf(u"DT-010") == QStringLiteral("not_checked"));
}

TEST_CASE("DT-011 wants a passport newer than the recorded one")
{
    Trial trial;
    const QDate recorded = trial.resident().passport.issuedOn;
    trial.setDates(recorded.addDays(1), QDate(2031, 11, 8));
    CHECK(trial.stateOf(u"DT-011") == QStringLiteral("passed"));
    trial.setDates(recorded, QDate(2031, 11, 8));
    CHECK(trial.stateOf(u"DT-011") == QStringLiteral("found"));
    trial.resident().passport = Passport();
    CHECK(trial.stateOf(u"DT-011") == QStringLiteral("not_applicable"));
}

TEST_CASE("an extension keeps the booklet's issue date, a correction may have any")
{
    Trial trial;
    trial.setDates(trial.resident().passport.issuedOn, QDate(2031, 11, 8));
    trial.content.caseType = CaseType::Extension;
    CHECK(trial.stateOf(u"DT-011") == QStringLiteral("passed"));
    trial.setDates(trial.resident().passport.issuedOn.addDays(-1), QDate(2031, 11, 8));
    CHECK(trial.stateOf(u"DT-011") == QStringLiteral("found"));
    trial.content.caseType = CaseType::Correction;
    CHECK(trial.stateOf(u"DT-011") == QStringLiteral("not_applicable"));
    CHECK(trial.stateOf(u"DT-013") == QStringLiteral("not_applicable"));
}

TEST_CASE("DT-012 warns twelve months after the issue")
{
    Trial trial;
    trial.setDates(QDate(2025, 11, 23), QDate(2031, 11, 8));
    CHECK(trial.stateOf(u"DT-012") == QStringLiteral("passed"));
    trial.setDates(QDate(2025, 11, 22), QDate(2031, 11, 8));
    CHECK(trial.stateOf(u"DT-012") == QStringLiteral("found"));
}

TEST_CASE("DT-012 warns sixty days after the recorded passport expired")
{
    Trial trial;
    trial.resident().passport.expiresOn = trial.context.today.addDays(-60);
    CHECK(trial.stateOf(u"DT-012") == QStringLiteral("passed"));
    trial.resident().passport.expiresOn = trial.context.today.addDays(-61);
    CHECK(trial.stateOf(u"DT-012") == QStringLiteral("found"));
    trial.content.passport.issuedOn.clear();
    CHECK(trial.stateOf(u"DT-012") == QStringLiteral("found"));
}

TEST_CASE("DT-012 is acknowledged by the clerk")
{
    Trial trial;
    trial.resident().passport.expiresOn = trial.context.today.addDays(-61);
    CHECK_FALSE(trial.findingOf(u"DT-012").acknowledged);
    trial.content.acknowledged = QStringList{QStringLiteral("DT-012")};
    CHECK(trial.findingOf(u"DT-012").acknowledged);
    CHECK(codeOf(trial.judged().verdict) == QStringLiteral("accept"));
}

TEST_CASE("DT-013 wants a later expiry than the recorded one")
{
    Trial trial;
    const QDate recorded(2029, 1, 1);
    trial.resident().passport.expiresOn = recorded;
    trial.setDates(QDate(2026, 11, 9), recorded.addDays(1));
    CHECK(trial.stateOf(u"DT-013") == QStringLiteral("passed"));
    trial.setDates(QDate(2026, 11, 9), recorded);
    CHECK(trial.stateOf(u"DT-013") == QStringLiteral("found"));
}

TEST_CASE("DT-014 warns when the recorded passport runs for more than six months")
{
    Trial trial;
    trial.resident().passport.expiresOn = QDate(2027, 5, 23);
    CHECK(trial.stateOf(u"DT-014") == QStringLiteral("passed"));
    trial.resident().passport.expiresOn = QDate(2027, 5, 24);
    CHECK(trial.stateOf(u"DT-014") == QStringLiteral("found"));
}

TEST_CASE("the day changes at midnight in Riyadh, not at midnight UTC")
{
    FakeClock clock;
    Trial trial;
    trial.setDates(QDate(2026, 11, 24), QDate(2031, 11, 8));
    clock.setUtc(QDateTime(QDate(2026, 11, 23), QTime(20, 59, 59), Qt::UTC));
    trial.context.today = clock.todayInRiyadh();
    CHECK(trial.stateOf(u"DT-002") == QStringLiteral("found"));
    clock.setUtc(QDateTime(QDate(2026, 11, 23), QTime(21, 0), Qt::UTC));
    trial.context.today = clock.todayInRiyadh();
    CHECK(trial.stateOf(u"DT-002") == QStringLiteral("passed"));
}

TEST_CASE("DT-007 and DT-008 know how long passports of an issuer run")
{
    Trial trial;
    const auto states = [&](const char16_t *issuer, QDate issued, QDate expires) {
        trial.content.passport.issuer = QString::fromUtf16(issuer);
        trial.setDates(issued, expires);
        return trial.stateOf(u"DT-007") + QLatin1Char(' ') + trial.stateOf(u"DT-008");
    };
    const QDate issued(2026, 11, 9);
    CHECK(states(u"JOR", issued, QDate(2031, 11, 9)) == QStringLiteral("passed passed"));
    CHECK(states(u"JOR", issued, QDate(2031, 11, 8)) == QStringLiteral("passed passed"));
    CHECK(states(u"JOR", issued, QDate(2031, 11, 7)) == QStringLiteral("passed found"));
    CHECK(states(u"JOR", issued, QDate(2031, 11, 10)) == QStringLiteral("passed found"));
    CHECK(states(u"JOR", issued, QDate(2036, 11, 9)) == QStringLiteral("passed found"));
    CHECK(states(u"JOR", issued, QDate(2036, 11, 10)) == QStringLiteral("found not_applicable"));
    CHECK(states(u"YEM", issued, QDate(2032, 11, 8)) == QStringLiteral("passed passed"));
    CHECK(states(u"FRA", issued, QDate(2036, 11, 8)) == QStringLiteral("passed passed"));
    CHECK(states(u"GBR", issued, QDate(2037, 8, 9)) == QStringLiteral("passed found"));
    CHECK(states(u"GBR", issued, QDate(2037, 8, 10)) == QStringLiteral("found not_applicable"));
    CHECK(states(u"FRA", QDate(2024, 2, 29), QDate(2034, 2, 28)) == QStringLiteral("passed passed"));
    CHECK(states(u"FRA", QDate(2024, 2, 29), QDate(2034, 3, 1)) == QStringLiteral("found not_applicable"));
    CHECK(states(u"FRA", issued, issued) == QStringLiteral("not_checked not_checked"));
}

TEST_CASE("DT-009 looks at the age at issue, to the day")
{
    Trial trial;
    trial.content.passport.issuer = QStringLiteral("BGD");
    trial.setDates(QDate(2026, 11, 9), QDate(2036, 11, 8));
    CHECK(trial.stateOf(u"DT-009") == QStringLiteral("not_applicable"));
    trial.resident().birthDate = PartialDate{2008, 11, 9}; // 18 that day
    CHECK(trial.stateOf(u"DT-009") == QStringLiteral("not_applicable"));
    trial.resident().birthDate = PartialDate{2008, 11, 10};
    CHECK(trial.findingOf(u"DT-009").args.value(QStringLiteral("years")) == QStringLiteral("5"));
    trial.setDates(QDate(2026, 11, 9), QDate(2031, 11, 9));
    CHECK(trial.stateOf(u"DT-009") == QStringLiteral("passed"));
    trial.content.passport.issuer = QStringLiteral("IND"); // from 15 on the holder may choose
    trial.setDates(QDate(2026, 11, 9), QDate(2036, 11, 8));
    CHECK(trial.stateOf(u"DT-009") == QStringLiteral("not_applicable"));
    trial.resident().birthDate = PartialDate{2011, 11, 10};
    CHECK(trial.stateOf(u"DT-009") == QStringLiteral("found"));
}

TEST_CASE("DT-015 sees a day and a month that changed places")
{
    Trial trial;
    trial.setDates(QDate(2026, 11, 9), QDate(2031, 11, 8));
    CHECK(trial.stateOf(u"DT-015") == QStringLiteral("passed"));
    trial.setDates(QDate(2026, 9, 11), QDate(2031, 11, 8)); // issued 9 November
    CHECK(trial.findingOf(u"DT-015").field == QStringLiteral("passport.issued_on"));
    CHECK(trial.findingOf(u"DT-015").args.value(QStringLiteral("instead")) == QStringLiteral("2026-11-09"));
    trial.setDates(QDate(2026, 11, 9), QDate(2031, 8, 11));
    CHECK(trial.findingOf(u"DT-015").field == QStringLiteral("passport.expires_on"));
    trial.setDates(QDate(2026, 11, 9), QDate(2030, 8, 11)); // no swap makes that usual
    CHECK(trial.stateOf(u"DT-015") == QStringLiteral("passed"));
}
