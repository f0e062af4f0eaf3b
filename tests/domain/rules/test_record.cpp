#include "rules/trial.h"

using namespace desk;

namespace
{

Resident anotherHolder(const Trial &trial)
{
    Resident holder = someResident();
    holder.iqamaNumber = QStringLiteral("2234567895");
    holder.passport.number = trial.content.passport.number;
    holder.passport.issuer = trial.content.passport.issuer;
    return holder;
}

} // namespace

TEST_CASE("RC-001 blocks the recorded passport, whatever way its number is written")
{
    Trial trial;
    const Passport recorded = trial.resident().passport;
    trial.content.passport.number = QStringLiteral("a123-4567");
    trial.setDates(recorded.issuedOn, recorded.expiresOn);
    CHECK(trial.stateOf(u"RC-001") == QStringLiteral("found"));
    trial.setDates(recorded.issuedOn, recorded.expiresOn.addDays(1));
    CHECK(trial.stateOf(u"RC-001") == QStringLiteral("passed"));
}

TEST_CASE("RC-001 passes as soon as the number differs and waits while it could still be the same")
{
    Trial trial;
    trial.content.passport.issuedOn.clear();
    CHECK(trial.stateOf(u"RC-001") == QStringLiteral("passed"));
    trial.content.passport.number = trial.resident().passport.number;
    CHECK(trial.stateOf(u"RC-001") == QStringLiteral("not_checked"));
    trial.resident().passport = Passport();
    CHECK(trial.stateOf(u"RC-001") == QStringLiteral("not_applicable"));
}

TEST_CASE("RC-002 finds an extension in the same booklet")
{
    Trial trial;
    const Passport recorded = trial.resident().passport;
    trial.content.passport.number = recorded.number;
    trial.setDates(recorded.issuedOn, recorded.expiresOn.addYears(2));
    CHECK(code(trial.findingOf(u"RC-002").severity) == QStringLiteral("S"));
    trial.setDates(recorded.issuedOn, recorded.expiresOn);
    CHECK(trial.stateOf(u"RC-002") == QStringLiteral("passed"));
}

TEST_CASE("the same number of another issuer is neither the recorded passport nor a duplicate")
{
    Trial trial;
    trial.content.passport.number = trial.resident().passport.number;
    trial.content.passport.issuer = QStringLiteral("IND");
    trial.setDates(trial.resident().passport.issuedOn, trial.resident().passport.expiresOn);
    CHECK(trial.stateOf(u"RC-001") == QStringLiteral("passed"));
    Resident holder = anotherHolder(trial);
    holder.passport.issuer = QStringLiteral("PAK");
    trial.context.holders = {holder};
    CHECK(trial.stateOf(u"RC-004") == QStringLiteral("passed"));
}

TEST_CASE("RC-004 blocks a passport of a stranger, RC-005 shows one of the family to the supervisor")
{
    Trial trial;
    CHECK(trial.stateOf(u"RC-004") == QStringLiteral("passed"));
    CHECK(trial.stateOf(u"RC-005") == QStringLiteral("passed"));

    Resident holder = anotherHolder(trial);
    trial.context.holders = {holder};
    CHECK(code(trial.findingOf(u"RC-004").severity) == QStringLiteral("B"));
    CHECK(trial.stateOf(u"RC-005") == QStringLiteral("passed"));

    holder.headId = trial.content.iqamaNumber;
    trial.context.holders = {holder};
    CHECK(trial.stateOf(u"RC-004") == QStringLiteral("passed"));
    CHECK(code(trial.findingOf(u"RC-005").severity) == QStringLiteral("S"));

    trial.context.holders = {holder, anotherHolder(trial)};
    CHECK(trial.stateOf(u"RC-004") == QStringLiteral("found"));
    CHECK(trial.stateOf(u"RC-005") == QStringLiteral("found"));

    holder = anotherHolder(trial);
    holder.iqamaNumber = trial.content.iqamaNumber; // the resident himself
    trial.context.holders = {holder};
    CHECK(trial.stateOf(u"RC-004") == QStringLiteral("passed"));
}

TEST_CASE("RC-007 compares the known parts of the birth date")
{
    Trial trial;
    CHECK(trial.stateOf(u"RC-007") == QStringLiteral("passed"));
    trial.resident().birthDate = PartialDate{1988, 2, 15};
    CHECK(trial.findingOf(u"RC-007").args.value(QStringLiteral("read")) == QStringLiteral("1988-02-14"));
    trial.resident().birthDate = PartialDate{1988, 2, 0};
    CHECK(trial.stateOf(u"RC-007") == QStringLiteral("passed"));
    trial.resident().birthDate = PartialDate{1987, 0, 0};
    CHECK(trial.stateOf(u"RC-007") == QStringLiteral("found"));
}

TEST_CASE("RC-007 has nothing to compare when the MRZ gives no birth date")
{
    Trial trial;
    trial.resident().birthDate = PartialDate();
    trial.readAgain();
    trial.resident().birthDate = PartialDate{1988, 2, 14};
    CHECK(trial.stateOf(u"MZ-006") == QStringLiteral("passed"));
    CHECK(trial.stateOf(u"RC-007") == QStringLiteral("not_checked"));
}

TEST_CASE("RC-007 compares the month when the MRZ leaves the day out")
{
    Trial trial;
    trial.resident().birthDate = PartialDate{1985, 1, 0};
    trial.readAgain();
    CHECK((*trial.content.mrz)[1].mid(13, 7) == QStringLiteral("8501<<8"));
    trial.resident().birthDate = PartialDate{1985, 1, 17};
    CHECK(trial.stateOf(u"RC-007") == QStringLiteral("passed"));
    trial.resident().birthDate = PartialDate{1985, 2, 17};
    CHECK(trial.stateOf(u"RC-007") == QStringLiteral("found"));
}

TEST_CASE("an impossible date in the MRZ agrees with nothing")
{
    Trial trial;
    QString &line = (*trial.content.mrz)[1];
    line.replace(13, 6, QStringLiteral("881332")); // birth in month 13
    line.replace(21, 6, QStringLiteral("311332")); // expiry too
    CHECK(trial.stateOf(u"RC-007") == QStringLiteral("found"));
    CHECK(trial.stateOf(u"MZ-011") == QStringLiteral("found"));
}

TEST_CASE("RC-007 lets the record decide the century")
{
    Trial trial;
    trial.resident().birthDate = PartialDate{1924, 2, 14}; // 102 years old: the MRZ alone reads as 2024
    trial.readAgain();
    CHECK(trial.stateOf(u"RC-007") == QStringLiteral("passed"));
    CHECK(trial.stateOf(u"DT-010") == QStringLiteral("passed"));
}

TEST_CASE("RC-008 compares the sex when both sides state one")
{
    Trial trial;
    CHECK(trial.stateOf(u"RC-008") == QStringLiteral("passed"));
    trial.resident().sex = Sex::Female;
    CHECK(trial.stateOf(u"RC-008") == QStringLiteral("found"));
    trial.resident().sex = Sex::Unspecified;
    CHECK(trial.stateOf(u"RC-008") == QStringLiteral("not_checked"));
}

TEST_CASE("RC-009 blocks another nationality")
{
    Trial trial;
    CHECK(trial.stateOf(u"RC-009") == QStringLiteral("passed"));
    trial.resident().nationality = QStringLiteral("SYR");
    CHECK(code(trial.findingOf(u"RC-009").severity) == QStringLiteral("B"));
}

TEST_CASE("RC-011 and RC-012 tell another name from another spelling")
{
    Trial trial;
    trial.readAgain(QStringLiteral("ALKHATIB<<ADEL<SAMEER<MANSOUR"));
    CHECK(trial.stateOf(u"RC-011") == QStringLiteral("passed"));
    CHECK(code(trial.findingOf(u"RC-012").severity) == QStringLiteral("W"));

    trial.readAgain(QStringLiteral("RODRIGUEZ<<PEDRO<LUIS"));
    CHECK(code(trial.findingOf(u"RC-011").severity) == QStringLiteral("S"));
    CHECK(trial.stateOf(u"RC-012") == QStringLiteral("not_applicable"));

    trial.readAgain(QStringLiteral("MANSOUR<ALKHATIB<<ADEL<SAMIR")); // the same words in another order
    CHECK(trial.stateOf(u"RC-011") == QStringLiteral("passed"));
    CHECK(trial.stateOf(u"RC-012") == QStringLiteral("passed"));
}

TEST_CASE("RC-011 and RC-012 say which parts of the name differ")
{
    Trial trial;
    const auto differences = [&](const char16_t *rule, const char16_t *name) {
        trial.readAgain(QString::fromUtf16(name));
        return trial.findingOf(rule).args.value(QStringLiteral("differences"));
    };
    CHECK(differences(u"RC-012", u"ALKHATIB<<ADEL<SAMEER<MANSOUR") ==
          QStringLiteral("spelling SAMIR / SAMEER"));
    CHECK(differences(u"RC-011", u"ALKHATIB<<OMAR<SAMIR<MANSOUR") == QStringLiteral("given ADEL / OMAR"));
    CHECK(differences(u"RC-012", u"<<ADEL<SAMIR<MANSOUR") == QStringLiteral("missing ALKHATIB"));
    // The three weightiest, whatever there are.
    CHECK(differences(u"RC-011", u"RODRIGUEZ<<PEDRO<LUIS").count(u'\n') == 2);

    trial.resident().nameEn.clear();
    trial.resident().nameAr = QStringLiteral("محمود سمير منصور الخطيب");
    CHECK(differences(u"RC-012", u"ALKHATIB<<MOHAMMED<SAMIR<MANSOUR") ==
          QStringLiteral("spelling محمود / MOHAMMED"));
}

TEST_CASE("a brother's or a father's passport is another person's, however many names they share")
{
    Trial trial;
    const auto another = [&](const char16_t *name) {
        trial.readAgain(QString::fromUtf16(name));
        return trial.stateOf(u"RC-011") == QStringLiteral("found");
    };
    CHECK(another(u"ALKHATIB<<OMAR<SAMIR<MANSOUR"));
    CHECK(another(u"ALKHATIB<<SAMIR<MANSOUR"));
    CHECK_FALSE(another(u"ALKHATIB<<ADEL"));
    CHECK_FALSE(another(u"MANSOUR<<ADEL<SAMIR"));
    trial.resident().nameEn = QStringLiteral("MOHAMMED ADEL SAMIR ALKHATIB"); // MUHAMMAD in front says little
    CHECK_FALSE(another(u"ALKHATIB<<ADEL<SAMIR"));
    CHECK_FALSE(another(u"ALKHATIB<<MD<ADEL<SAMIR"));
    CHECK(another(u"ALKHATIB<<OMAR<SAMIR"));
}

TEST_CASE("a name in the letters of the ICAO table is compared as the Arabic name it is")
{
    Trial trial;
    trial.resident().nameEn.clear();
    trial.resident().nameAr = QStringLiteral("محمود عبدالرحيم");
    trial.readAgain(QStringLiteral("EBDALRXHYM<<MXHMWD"));
    CHECK(trial.stateOf(u"RC-011") == QStringLiteral("passed"));
    CHECK(trial.stateOf(u"RC-012") == QStringLiteral("passed"));
    trial.resident().nameEn = QStringLiteral("MAHMOUD ABDELRAHIM");
    CHECK(trial.stateOf(u"RC-011") == QStringLiteral("passed"));
    CHECK(trial.stateOf(u"RC-012") == QStringLiteral("passed"));
}

TEST_CASE("RC-012 compares across scripts when the record has an Arabic name only")
{
    Trial trial;
    trial.resident().nameEn.clear();
    trial.resident().nameAr = QStringLiteral("راجيش كومار");
    trial.readAgain(QStringLiteral("KUMAR<<RAJESH"));
    CHECK(trial.stateOf(u"RC-011") == QStringLiteral("passed"));
    CHECK(trial.stateOf(u"RC-012") == QStringLiteral("passed"));
}

TEST_CASE("a name that fills the MRZ is compared as a beginning")
{
    Trial trial;
    trial.resident().nameEn = QStringLiteral("NILAVADHANANANDA CHAYAPA DEJTHAMRONG KRASUANG");
    const QString field = QStringLiteral("NILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<KRASUANG").left(39);
    trial.readAgain(field);
    CHECK(trial.stateOf(u"RC-011") == QStringLiteral("passed"));
    CHECK(trial.stateOf(u"RC-012") == QStringLiteral("passed"));
}

TEST_CASE("a name of exactly 39 characters that fits is compared whole")
{
    Trial trial;
    trial.resident().nameEn = QStringLiteral("PAPANDROPOULOUS JONATHON WARREN TREVOR");
    trial.readAgain(QStringLiteral("PAPANDROPOULOUS<<JONATHON<WARREN<TREVOR"));
    CHECK((*trial.content.mrz)[0].endsWith(QStringLiteral("TREVOR")));
    CHECK(trial.stateOf(u"RC-011") == QStringLiteral("passed"));
    CHECK(trial.stateOf(u"RC-012") == QStringLiteral("passed"));
}

TEST_CASE("a passport with a given name only is compared by it")
{
    Trial trial;
    trial.resident().nameEn = QStringLiteral("LAKSHMI");
    trial.readAgain(QStringLiteral("<<LAKSHMI"));
    CHECK(trial.stateOf(u"RC-011") == QStringLiteral("passed"));
    CHECK(trial.stateOf(u"RC-012") == QStringLiteral("passed"));
}

TEST_CASE("RC-014 blocks a second open case and names the first")
{
    Trial trial;
    CHECK(trial.stateOf(u"RC-014") == QStringLiteral("passed"));
    trial.context.openCase = QStringLiteral("RUH-2026-0700123");
    CHECK(trial.findingOf(u"RC-014").args.value(QStringLiteral("reference")) ==
          QStringLiteral("RUH-2026-0700123"));
}

TEST_CASE("RC-003 remembers the passports a resident had, and a correction puts one back")
{
    Trial trial;
    const Passport old{trial.content.passport.number, QStringLiteral("JOR"), QDate(2016, 1, 1),
                       QDate(2020, 12, 31)};
    trial.context.history = {{old, PassportState::Active, {}}};
    CHECK(trial.stateOf(u"RC-003") == QStringLiteral("passed"));
    trial.context.history = {{trial.resident().passport, PassportState::Active, {}},
                             {old, PassportState::Superseded, {}}};
    CHECK(trial.findingOf(u"RC-003").args.value(QStringLiteral("expired_on")) ==
          QStringLiteral("2020-12-31"));
    trial.content.reason = UpdateReason::DataCorrection;
    CHECK(trial.findingOf(u"RC-003").args.value(QStringLiteral("variant")) == QStringLiteral("correction"));
    trial.context.history.last().passport.issuer = QStringLiteral("SYR");
    CHECK(trial.stateOf(u"RC-003") == QStringLiteral("passed"));
    trial.content.passport.number.clear();
    CHECK(trial.stateOf(u"RC-003") == QStringLiteral("not_checked"));
}

TEST_CASE("RC-006 stops a passport that is listed as lost or recalled")
{
    Trial trial;
    CHECK(trial.stateOf(u"RC-006") == QStringLiteral("passed"));
    trial.context.listedAs = PassportState::Recalled;
    CHECK(trial.findingOf(u"RC-006").args.value(QStringLiteral("state")) == QStringLiteral("recalled"));
    CHECK(codeOf(trial.judged().verdict) == QStringLiteral("block"));
}

TEST_CASE("RC-010 compares the issuer with the recorded nationality")
{
    Trial trial;
    CHECK(trial.stateOf(u"RC-010") == QStringLiteral("passed"));
    trial.content.passport.issuer = QStringLiteral("SYR");
    CHECK(trial.findingOf(u"RC-010").args.value(QStringLiteral("nationality")) == QStringLiteral("JOR"));
    trial.content.passport.issuer = QStringLiteral("D");
    trial.resident().nationality = QStringLiteral("DEU");
    CHECK(trial.stateOf(u"RC-010") == QStringLiteral("passed"));
    trial.content.passport.issuer.clear();
    CHECK(trial.stateOf(u"RC-010") == QStringLiteral("not_checked"));
}

TEST_CASE("RC-013 finds a personal number other than the previous passport of the same issuer gave")
{
    Trial trial;
    const auto read = [&](const QString &optional) {
        trial.content.mrz =
            composeTd3(QStringLiteral("P"), QStringLiteral("JOR"),
                       QStringLiteral("ALKHATIB<<ADEL<SAMIR<MANSOUR"), QStringLiteral("A7654386"),
                       QStringLiteral("JOR"), {1988, 2, 14}, Sex::Male, QDate(2031, 11, 8), optional);
        return trial.stateOf(u"RC-013");
    };
    CHECK(read(QStringLiteral("9881012345")) == QStringLiteral("not_checked")); // none on record
    PassportRecord previous{
        trial.resident().passport, PassportState::Active, {}, QStringLiteral("9881012345")};
    trial.context.history = {previous};
    CHECK(read(QStringLiteral("9881012345")) == QStringLiteral("passed"));
    CHECK(read(QStringLiteral("988<1012345")) == QStringLiteral("passed")); // fillers say nothing
    CHECK(read({}) == QStringLiteral("not_checked"));
    CHECK(read(QStringLiteral("9881012346")) == QStringLiteral("found"));
    const Finding finding = trial.findingOf(u"RC-013");
    CHECK(code(finding.severity) == QStringLiteral("S"));
    CHECK(finding.args.value(QStringLiteral("recorded")) == QStringLiteral("9881012345"));
    CHECK(finding.args.value(QStringLiteral("read")) == QStringLiteral("9881012346"));

    // An imported passport between them gave none, and another issuer's says nothing.
    trial.context.history = {{trial.resident().passport, PassportState::Active, {}, {}}, previous};
    CHECK(read(QStringLiteral("9881012346")) == QStringLiteral("found"));
    previous.passport.issuer = QStringLiteral("SYR");
    trial.context.history = {previous};
    CHECK(read(QStringLiteral("9881012346")) == QStringLiteral("not_checked"));
}

TEST_CASE("RC-015 finds two passports that are both active")
{
    Trial trial;
    const Passport recorded = trial.resident().passport;
    Passport other = recorded;
    other.number = QStringLiteral("A1234568");
    trial.context.history = {{recorded, PassportState::Active}, {other, PassportState::Superseded}};
    CHECK(trial.stateOf(u"RC-015") == QStringLiteral("passed"));
    trial.context.history[1].state = PassportState::Active;
    CHECK(code(trial.findingOf(u"RC-015").severity) == QStringLiteral("S"));
    CHECK(trial.findingOf(u"RC-015").args.value(QStringLiteral("count")) == QStringLiteral("2"));
    trial.context.history[1].passport.number = QStringLiteral("A 123-4567"); // the same, written otherwise
    CHECK(trial.stateOf(u"RC-015") == QStringLiteral("passed"));
    trial.context.history[1].passport.issuer = QStringLiteral("CAN");
    CHECK(trial.stateOf(u"RC-015") == QStringLiteral("found"));
}

TEST_CASE("RC-016 warns of a register copy older than the limit, on a desk of a hub alone")
{
    Trial trial;
    CHECK(trial.stateOf(u"RC-016") == QStringLiteral("not_applicable"));
    trial.context.registerHeardOn = QDate(2026, 11, 16); // seven days ago
    CHECK(trial.stateOf(u"RC-016") == QStringLiteral("passed"));
    trial.context.registerHeardOn = QDate(2026, 11, 15);
    CHECK(code(trial.findingOf(u"RC-016").severity) == QStringLiteral("W"));
    CHECK(trial.findingOf(u"RC-016").args.value(QStringLiteral("heard_on")) == QStringLiteral("2026-11-15"));
}
