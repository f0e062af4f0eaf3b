#include "rules/trial.h"

using namespace desk;

namespace
{

/// Puts another character at a 1-based position of line 2.
void damage(Trial &trial, int position, char16_t character)
{
    QString &line = (*trial.content.mrz)[1];
    line[position - 1] = QChar(character);
}

} // namespace

TEST_CASE("MZ-001 wants two lines of 44 from its alphabet")
{
    Trial trial;
    CHECK(trial.stateOf(u"MZ-001") == QStringLiteral("passed"));
    (*trial.content.mrz)[1].chop(1);
    CHECK(trial.stateOf(u"MZ-001") == QStringLiteral("found"));
    trial.content.mrz = QStringList{someContent().mrz->first()};
    CHECK(trial.stateOf(u"MZ-001") == QStringLiteral("found"));
    trial.content.mrz = QStringList();
    CHECK(trial.stateOf(u"MZ-001") == QStringLiteral("found"));
    trial.content.mrz = someContent().mrz;
    damage(trial, 30, u'*');
    CHECK(trial.stateOf(u"MZ-001") == QStringLiteral("found"));
    trial.content.mrz.reset();
    CHECK(trial.stateOf(u"MZ-001") == QStringLiteral("not_applicable"));
}

TEST_CASE("an incomplete MRZ blocks by MZ-001 alone: what could not be read is not judged")
{
    Trial trial;
    (*trial.content.mrz)[1].chop(10);
    const Judgement judgement = trial.judged();
    CHECK(judgement.findings.size() == 1);
    for (const char16_t *rule :
         {u"MZ-002", u"MZ-005", u"MZ-006", u"MZ-007", u"MZ-008", u"MZ-009", u"MZ-010", u"MZ-011", u"MZ-012",
          u"RC-007", u"RC-008", u"RC-009", u"RC-011", u"RC-012"}) {
        INFO(QString::fromUtf16(rule));
        CHECK(trial.stateOf(rule) == QStringLiteral("not_checked"));
    }
}

TEST_CASE("MZ-001 forgives lower case, blanks and one long line")
{
    Trial trial;
    const QStringList lines = *trial.content.mrz;
    trial.content.mrz = QStringList{lines[0].toLower(), u' ' + lines[1]};
    CHECK(trial.stateOf(u"MZ-001") == QStringLiteral("passed"));
    trial.content.mrz = QStringList{lines.join(QString())};
    CHECK(trial.stateOf(u"MZ-001") == QStringLiteral("passed"));
    CHECK(trial.stateOf(u"MZ-010") == QStringLiteral("passed"));
}

TEST_CASE("MZ-002 refuses a document that is no passport")
{
    Trial trial;
    CHECK(trial.stateOf(u"MZ-002") == QStringLiteral("passed"));
    (*trial.content.mrz)[0][0] = u'V';
    CHECK(trial.stateOf(u"MZ-001") == QStringLiteral("passed"));
    CHECK(trial.stateOf(u"MZ-002") == QStringLiteral("found"));
}

TEST_CASE("a wrong check digit is found by its own rule, and the composite only says so when it stands alone")
{
    struct Row {
        int position;
        const char16_t *rule;
        const char16_t *severity;
    };
    const Row rows[] = {
        {10, u"MZ-005", u"B"}, {20, u"MZ-006", u"B"}, {28, u"MZ-007", u"B"}, {44, u"MZ-009", u"B"}};
    for (const Row &row : rows) {
        Trial trial;
        const QChar digit = (*trial.content.mrz)[1][row.position - 1];
        damage(trial, row.position, digit == u'9' ? u'0' : static_cast<char16_t>(digit.unicode() + 1));
        INFO(QString::fromUtf16(row.rule));
        const Finding finding = trial.findingOf(row.rule);
        CHECK(code(finding.severity) == QString::fromUtf16(row.severity));
        CHECK(finding.field == QStringLiteral("mrz"));
        if (row.position != 44)
            CHECK(trial.stateOf(u"MZ-009") == QStringLiteral("not_checked"));
        CHECK(trial.judged().findings.size() == 1);
    }
}

TEST_CASE("MZ-008 warns of the personal number's digit, which may be empty with an empty field")
{
    Trial trial;
    damage(trial, 43, u'0'); // an empty field may have 0 or a filler
    CHECK(trial.stateOf(u"MZ-008") == QStringLiteral("passed"));
    CHECK(trial.stateOf(u"MZ-009") == QStringLiteral("passed"));

    const Resident person = someResident();
    trial.content.mrz =
        composeTd3(QStringLiteral("P"), QStringLiteral("JOR"), QStringLiteral("ALKHATIB<<ADEL<SAMIR<MANSOUR"),
                   QStringLiteral("A7654386"), QStringLiteral("JOR"), person.birthDate, Sex::Male,
                   QDate(2031, 11, 8), QStringLiteral("9881014567"));
    CHECK(trial.stateOf(u"MZ-008") == QStringLiteral("passed"));
    damage(trial, 43, u'<');
    CHECK(trial.stateOf(u"MZ-008") == QStringLiteral("found"));
    CHECK(code(trial.findingOf(u"MZ-008").severity) == QStringLiteral("W"));
}

TEST_CASE("MZ-010 to MZ-012 compare what was typed with what was read")
{
    Trial trial;
    trial.content.passport.number = QStringLiteral("A7654388");
    CHECK(trial.findingOf(u"MZ-010").field == QStringLiteral("passport.number"));
    trial.content = someContent();
    trial.content.passport.expiresOn = QStringLiteral("2031-11-09");
    CHECK(trial.findingOf(u"MZ-011").field == QStringLiteral("passport.expires_on"));
    trial.content = someContent();
    trial.content.passport.issuer = QStringLiteral("PSE");
    CHECK(trial.findingOf(u"MZ-012").field == QStringLiteral("passport.issuer"));
    trial.content.passport = EnteredPassport();
    for (const char16_t *rule : {u"MZ-010", u"MZ-011", u"MZ-012"})
        CHECK(trial.stateOf(rule) == QStringLiteral("not_checked"));
}

TEST_CASE("MZ-010 takes an inner filler of the MRZ number for the blank it stands for")
{
    Trial trial;
    trial.content.passport.number = QStringLiteral("123456 AA");
    const Resident person = someResident();
    trial.content.mrz = composeTd3(
        QStringLiteral("P"), QStringLiteral("JOR"), QStringLiteral("ALKHATIB<<ADEL<SAMIR<MANSOUR"),
        QStringLiteral("123456<AA"), QStringLiteral("JOR"), person.birthDate, Sex::Male, QDate(2031, 11, 8));
    CHECK(trial.stateOf(u"MZ-010") == QStringLiteral("passed"));
}

TEST_CASE("MZ-012 takes DEU for Germany's D")
{
    Trial trial;
    trial.content.passport.issuer = QStringLiteral("D");
    trial.readAgain();
    trial.content.passport.issuer = QStringLiteral("DEU");
    CHECK(trial.stateOf(u"MZ-012") == QStringLiteral("passed"));
}

TEST_CASE("MZ-013 asks for the supervisor when nothing was read")
{
    Trial trial;
    CHECK(trial.stateOf(u"MZ-013") == QStringLiteral("passed"));
    trial.content.mrz.reset();
    trial.content.passport.numberRepeated = trial.content.passport.number;
    CHECK(code(trial.findingOf(u"MZ-013").severity) == QStringLiteral("S"));
    CHECK(codeOf(trial.judged().verdict) == QStringLiteral("supervisor"));
    CHECK(trial.judged().findings.size() == 1);
}

TEST_CASE("an override with a reason turns a deviation of the issuer over to the supervisor")
{
    for (const char16_t *rule :
         {u"MZ-005", u"MZ-006", u"MZ-007", u"MZ-009", u"MZ-010", u"MZ-011", u"MZ-012"}) {
        INFO(QString::fromUtf16(rule));
        const RuleSetting *setting = RulePack::builtIn().find(QString::fromUtf16(rule));
        REQUIRE(setting);
        CHECK(setting->overridable);
    }
    Trial trial;
    trial.content.passport.number = QStringLiteral("A7654388");
    CHECK(codeOf(trial.judged().verdict) == QStringLiteral("block"));
    trial.content.overrides = {{QStringLiteral("MZ-010"), QStringLiteral("  ")}};
    CHECK(codeOf(trial.judged().verdict) == QStringLiteral("block"));
    trial.content.overrides = {{QStringLiteral("MZ-010"), QStringLiteral("The issuer misprinted the zone")}};
    CHECK(code(trial.findingOf(u"MZ-010").severity) == QStringLiteral("S"));
    // Not without the picture that shows it.
    CHECK(codeOf(trial.judged().verdict) == QStringLiteral("block"));
    CHECK(trial.findingOf(u"EV-001").field == QStringLiteral("evidence"));
    trial.content.evidence = {{EvidenceKind::OldPassport, QStringLiteral("old.png"), {}}};
    CHECK(codeOf(trial.judged().verdict) == QStringLiteral("block"));
    trial.content.evidence = {{EvidenceKind::DataPage, QStringLiteral("page.png"), {}}};
    CHECK(trial.stateOf(u"EV-001") == QStringLiteral("passed"));
    CHECK(codeOf(trial.judged().verdict) == QStringLiteral("supervisor"));
}

TEST_CASE("an override of a rule that has none changes nothing")
{
    Trial trial;
    trial.content.declaration = false;
    trial.content.overrides = {{QStringLiteral("AU-004"), QStringLiteral("The holder is in a hurry")}};
    CHECK(code(trial.findingOf(u"AU-004").severity) == QStringLiteral("B"));
}

TEST_CASE("the passport's type code: unknown, supervised, or not yet harmonised")
{
    struct Row {
        const char16_t *code;
        int issuedIn;
        const char16_t *mz003, *mz004, *mz014;
    };
    for (const Row &row :
         {Row{u"P<", 2026, u"passed", u"passed", u"passed"},
          Row{u"PP", 2026, u"passed", u"passed", u"passed"}, Row{u"PE", 2026, u"passed", u"found", u"passed"},
          Row{u"PU", 2020, u"passed", u"found", u"passed"}, Row{u"PM", 2020, u"passed", u"found", u"passed"},
          Row{u"PO", 2025, u"passed", u"passed", u"passed"}, Row{u"PO", 2026, u"passed", u"found", u"passed"},
          Row{u"PD", 2026, u"passed", u"found", u"passed"}, Row{u"PN", 2026, u"found", u"passed", u"passed"},
          Row{u"P<", 2028, u"passed", u"passed", u"found"}, Row{u"PN", 2028, u"found", u"passed", u"found"},
          Row{u"PP", 2028, u"passed", u"passed", u"passed"}}) {
        INFO(QString::fromUtf16(row.code) << " " << row.issuedIn);
        Trial trial;
        trial.setDates(QDate(row.issuedIn, 6, 1), QDate(row.issuedIn + 5, 5, 31));
        QString line = trial.content.mrz->first();
        line.replace(0, 2, QString::fromUtf16(row.code));
        trial.content.mrz->first() = line;
        CHECK(trial.stateOf(u"MZ-003") == QString::fromUtf16(row.mz003));
        CHECK(trial.stateOf(u"MZ-004") == QString::fromUtf16(row.mz004));
        CHECK(trial.stateOf(u"MZ-014") == QString::fromUtf16(row.mz014));
    }
    Trial trial;
    trial.setDates(QDate(2027, 12, 31), QDate(2037, 12, 31));
    CHECK(trial.stateOf(u"MZ-014") == QStringLiteral("passed"));
    trial.setDates(QDate(2027, 12, 31), QDate(2038, 1, 1));
    CHECK(trial.stateOf(u"MZ-014") == QStringLiteral("found"));
    trial.content.mrz.reset();
    for (const char16_t *rule : {u"MZ-003", u"MZ-004", u"MZ-014", u"MZ-015", u"MZ-016", u"MZ-017"})
        CHECK(trial.stateOf(rule) == QStringLiteral("not_applicable"));
}

TEST_CASE("MZ-015 tells of a name that fills its field")
{
    Trial trial;
    trial.readAgain(QStringLiteral("ALKHATIB<<ADEL<SAMIR<MANSOUR<ABDULRAHMA")); // 39
    CHECK(trial.stateOf(u"MZ-015") == QStringLiteral("found"));
    trial.readAgain(QStringLiteral("ALKHATIB<<ADEL<SAMIR<MANSOUR<ABDULRAHM"));
    CHECK(trial.stateOf(u"MZ-015") == QStringLiteral("passed"));
}

TEST_CASE("MZ-016 reads a name written with the ICAO Arabic table")
{
    Trial trial;
    CHECK(trial.stateOf(u"MZ-016") == QStringLiteral("passed"));
    trial.readAgain(QStringLiteral("ALXKHXTTYB<<EADL<SMYR"));
    CHECK(trial.findingOf(u"MZ-016").args.value(QStringLiteral("arabic")) ==
          QStringLiteral(
              "\u0639\u0627\u062F\u0644 \u0633\u0645\u064A\u0631 \u0627\u0644\u062E\u0637\u064A\u0628"));
}

TEST_CASE("MZ-017 tells of an unspecified sex")
{
    Trial trial;
    CHECK(trial.stateOf(u"MZ-017") == QStringLiteral("passed"));
    trial.context.resident->sex = Sex::Unspecified;
    trial.readAgain();
    CHECK(trial.stateOf(u"MZ-017") == QStringLiteral("found"));
}
