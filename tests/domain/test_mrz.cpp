#include "domain/mrz.h"
#include "support/catch.h"

#include <rapidcheck.h>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

const QDate kToday(2026, 11, 23);

MrzDocument parsed(const char16_t *line1, const char16_t *line2)
{
    return parseMrz({QString::fromUtf16(line1), QString::fromUtf16(line2)}, kToday);
}

struct Pair {
    const char16_t *line1;
    const char16_t *line2;
};

// Published specimens and synthetic passports of the nationalities that come to the desk (domain.md §1.7).
constexpr Pair kValid[] = {
    {u"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", u"L898902C36UTO7408122F1204159ZE184226B<<<<<10"},
    {u"PPUTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", u"L898902C36UTO7408122F3404159ZE184226B<<<<<16"},
    {u"P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<", u"C01X0006H1D<<6408125F1710319<<<<<<<<<<<<<<<0"},
    {u"P<GBRUK<SPECIMEN<<ANGELA<ZOE<<<<<<<<<<<<<<<<", u"9250764733GBR8809117F2007162<<<<<<<<<<<<<<08"},
    {u"P<AREALKAABI<<SAIF<ABDUL<RAHMAN<OBAID<MOHAMM", u"ZK8K814040ARE7402027M1612310<<<<<<<<<<<<<<<8"},
    {u"POCHNZHENGJIAN<<YANGBEN<<<<<<<<<<<<<<<<<<<<<", u"E000000008CHN8310291F2202059NGKELMPONBPJB972"},
    {u"P<UTOMXHMWD<<EBDALRXHYM<<<<<<<<<<<<<<<<<<<<<", u"A2222222<0UTO7108215F04120411000146819<<<<44"},
    {u"P<CZESPECIMEN<<VZOR<<<<<<<<<<<<<<<<<<<<<<<<<", u"99003853<1CZE1101018M1207046110101111<<<<<94"},
    {u"P<CANMARTIN<<SARAH<<<<<<<<<<<<<<<<<<<<<<<<<<", u"ZE000509<9CAN8501019F2301147<<<<<<<<<<<<<<08"},
    {u"P<NLDMEULENDIJK<<LOES<ALBERTINE<<<<<<<<<<<<<", u"XX00000000NLD7110195F1108280123456782<<<<<02"},
    {u"P<USATRAVELER<<HAPPY<<<<<<<<<<<<<<<<<<<<<<<<", u"1500000035USA5609165M0811150<<<<<<<<<<<<<<08"},
    {u"P<POLKOWALSKA<KWIATKOWSKA<<JOANNA<<<<<<<<<<<", u"AA00000000POL6002084F1412314<<<<<<<<<<<<<<<4"},
    {u"P<ESTJOEORG<<JAAK<KRISTJAN<<<<<<<<<<<<<<<<<<", u"KS00001827EST8001081M301121638001085718<<<76"},
    {u"P<UKRTKACHENKO<<MARIANA<<<<<<<<<<<<<<<<<<<<<", u"XX000000<0UKR9108242F23092571234567890<<<<70"},
    {u"P<INDKUMAR<<RAJESH<<<<<<<<<<<<<<<<<<<<<<<<<<", u"Z1234567<1IND8502142M3603310<<<<<<<<<<<<<<<0"},
    {u"P<IND<<LAKSHMI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", u"AB123456<4IND9001011F3512311<<<<<<<<<<<<<<<0"},
    {u"PPPAKKHAN<<MUHAMMAD<ALI<<<<<<<<<<<<<<<<<<<<<", u"AB12345671PAK8807098M35111964220112345671<48"},
    {u"P<BGDRAHMAN<<MOHAMMED<ABDUR<<<<<<<<<<<<<<<<<", u"A012345678BGD9203055M34100151992123456789<42"},
    {u"P<EGYABDELRAHMAN<<MOSTAFA<MOHAMED<AHMED<<<<<", u"A123456784EGY7906156M33061492790615010123476"},
    {u"P<YEMAL<HADI<<SALEH<ALI<NASSER<<<<<<<<<<<<<<", u"01234567<6YEM<<<<<<0M3211201<<<<<<<<<<<<<<<4"},
    {u"PPPHLDELA<CRUZ<<MARIA<SANTOS<<<<<<<<<<<<<<<<", u"P1234567A1PHL9508303F3412086<<<<<<<<<<<<<<<2"},
    {u"P<SDNOSMAN<<ALTAYEB<<<<<<<<<<<<<<<<<<<<<<<<<", u"P012345673SDN8501<<8M3101012<<<<<<<<<<<<<<<6"},
    {u"P<D<<MUSTERMANN<<ERIKA<<<<<<<<<<<<<<<<<<<<<<", u"C01X00T478D<<8408129F3302288<<<<<<<<<<<<<<<0"},
};

constexpr char16_t kSpecimenLine1[] = u"P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
constexpr char16_t kSpecimenLine2[] = u"L898902C36UTO7408122F1204159ZE184226B<<<<<10";
constexpr QStringView kCharacters = u"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<";

QString codesOf(const QList<MrzProblem> &problems)
{
    QStringList codes;
    for (const MrzProblem problem : problems)
        codes += codeOf(problem);
    return codes.join(u' ');
}

rc::Gen<QChar> oneOf(QStringView characters)
{
    return rc::gen::map(rc::gen::inRange<qsizetype>(0, characters.size()),
                        [characters](qsizetype i) { return characters[i]; });
}

rc::Gen<QString> text(QStringView characters, qsizetype least, qsizetype most)
{
    return rc::gen::exec([=] {
        QString out;
        for (qsizetype n = *rc::gen::inRange(least, most + 1); n > 0; --n)
            out += *oneOf(characters);
        return out;
    });
}

rc::Gen<QDate> dateBetween(QDate from, QDate to)
{
    return rc::gen::map(rc::gen::inRange<qint64>(from.toJulianDay(), to.toJulianDay() + 1),
                        QDate::fromJulianDay);
}

struct Booklet {
    QString code;
    QString issuer;
    QString primary;
    QString secondary;
    QString number;
    QString nationality;
    PartialDate birth;
    Sex sex;
    QDate expiry;
    QString optional;

    QStringList lines() const
    {
        QString name = primary;
        if (!secondary.isEmpty())
            name += "<<"_L1 + secondary;
        return composeTd3(code, issuer, name, number, nationality, birth, sex, expiry, optional);
    }
};

rc::Gen<Booklet> booklets()
{
    return rc::gen::exec([] {
        constexpr QStringView kLetters = u"ABCDEFGHIJKLMNOPQRSTUVWXYZ";
        constexpr QStringView kAlphanumeric = u"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        const std::vector<QString> states{u"EGY"_s, u"IND"_s, u"D"_s, u"YEM"_s, u"PAK"_s};
        Booklet p;
        p.code = *rc::gen::element(u"P"_s, u"PP"_s, u"PO"_s);
        p.issuer = *rc::gen::elementOf(states);
        p.nationality = *rc::gen::elementOf(states);
        p.primary = *text(kLetters, 1, 18);
        p.secondary = *text(kLetters, 0, 18);
        p.number = *text(kAlphanumeric, 1, 9);
        p.birth = PartialDate::of(*dateBetween({1927, 1, 1}, kToday));
        switch (*rc::gen::inRange(0, 4)) {
        case 0:
            p.birth = {};
            break;
        case 1:
            p.birth.month = p.birth.day = 0;
            break;
        case 2:
            p.birth.day = 0;
            break;
        default:
            break;
        }
        p.sex = *rc::gen::element(Sex::Male, Sex::Female, Sex::Unspecified);
        p.expiry = *dateBetween({2000, 1, 1}, {2099, 12, 31});
        p.optional = *text(kAlphanumeric, 0, 14);
        return p;
    });
}

/// The check digits of line 2 that look at position `index` (0-based), the digits themselves included.
bool isChecked(qsizetype index)
{
    return (index < 10) || (index >= 13 && index < 20) || (index >= 21);
}

} // namespace

TEST_CASE("the primitive check digits of Doc 9303 hold")
{
    CHECK(mrzCheckDigit(u"520727") == 3);
    CHECK(mrzCheckDigit(u"AB2134<<<") == 5);
    CHECK(mrzCheckDigit(u"HA672242<658022549601086<<<<<<<<<<<<<<0") == 8);
    CHECK(mrzCheckDigit(u"D231458907<<<<<<<<<<<<<<<34071279507122<<<<<<<<<<<") == 2);
    CHECK(mrzCheckDigit(u"HA672242<658022549601086<<<<<<<") == 8);
    CHECK(mrzCheckDigit(u"<<<<<<") == 0);
    CHECK(mrzCheckDigit(u"8501<<") == 8);
    CHECK(mrzCheckDigit(u"12a") == -1);
    CHECK(mrzCompositeDigit(u"L898902C36UTO7408122F1204159ZE184226B<<<<<1") == 0);
    CHECK(mrzCompositeDigit(u"short") == -1);
}

TEST_CASE("published and synthetic passports are valid")
{
    for (const Pair &lines : kValid) {
        const MrzDocument document = parsed(lines.line1, lines.line2);
        INFO(QString::fromUtf16(lines.line2).toStdString()
             << ' ' << codesOf(document.problems).toStdString());
        CHECK(document.valid);
        CHECK(document.format == MrzFormat::Td3);
        CHECK(document.checks == MrzChecks{true, true, true, true, true});
    }
}

TEST_CASE("the ICAO specimen gives every field")
{
    const MrzDocument document = parsed(kSpecimenLine1, kSpecimenLine2);
    CHECK(document.documentCode == u"P");
    CHECK(document.issuer == u"UTO");
    CHECK(document.primary == u"ERIKSSON");
    CHECK(document.secondary == u"ANNA MARIA");
    CHECK(document.number == u"L898902C3");
    CHECK(document.nationality == u"UTO");
    CHECK(document.birthDate == PartialDate{1974, 8, 12});
    CHECK(document.birthKnown == BirthKnown::Full);
    CHECK(document.sex == Sex::Female);
    CHECK(document.expiryDate == QDate(2012, 4, 15));
    CHECK(document.optional == u"ZE184226B");
    CHECK_FALSE(document.nameTruncated);
    CHECK(document.problems == QList{MrzProblem::Specimen});
}

TEST_CASE("published bad lines fail exactly the digits they should")
{
    struct Bad {
        const char16_t *line2;
        const char16_t *problems;
    };
    constexpr Bad kBad[] = {
        {u"L898902C36UTO7408122F1204159ZE184226B<<<<<20", u"optional_check composite_check specimen"},
        {u"L898902C36UTO7408122F1204159ZE184226B<<<<<12", u"composite_check specimen"},
        {u"L898902C34UTO7408122F1204159ZE184226B<<<<<10", u"number_check composite_check specimen"},
        {u"L898902C36UTO7408126F1204159ZE184226B<<<<<10", u"birth_date_check composite_check specimen"},
        {u"L898902C36UTO7408122F1204151ZE184226B<<<<<10", u"expiry_date_check composite_check specimen"},
        {u"C01X01R741D<<6408125F2010315<<<<<<<<<<<<<<<9", u"composite_check specimen"},
        {u"XX00000000NLD7110195F1108280123456782<<<<<<2", u"optional_check specimen"},
        {u"9250764733GBR8809417F2007162<<<<<<<<<<<<<<08",
         u"birth_date_check composite_check birth_date specimen"},
        {u"XX000000<0FRA1901012F16073021234567890<<<<70", u"expiry_date_check composite_check specimen"},
    };
    for (const Bad &bad : kBad) {
        const MrzDocument document = parsed(kSpecimenLine1, bad.line2);
        INFO(QString::fromUtf16(bad.line2).toStdString());
        CHECK(codesOf(document.problems) == QString::fromUtf16(bad.problems));
        CHECK_FALSE(document.valid);
    }
}

TEST_CASE("a line of the wrong length gives none of its fields and leaves the other line's")
{
    SECTION("ICAO's own figure with 45 characters")
    {
        const MrzDocument document = parsed(kSpecimenLine1, u"L898902C36UTO7408122F2504155184226<<<<<<<<<18");
        CHECK(document.format == MrzFormat::Td3);
        CHECK(document.problems == QList{MrzProblem::Length, MrzProblem::Specimen});
        CHECK(document.primary == u"ERIKSSON");
        CHECK(document.number.isEmpty());
        CHECK(document.expiryDate.isNull());
        CHECK_FALSE(document.birthKnown);
        CHECK_FALSE(document.sex);
        CHECK(document.checks == MrzChecks());
    }
    SECTION("its corrected form")
    {
        CHECK(parsed(kSpecimenLine1, u"L898902C36UTO7408122F2504155184226<<<<<<<<18").valid);
    }
    SECTION("a first line that lost a filler")
    {
        const MrzDocument document = parsed(u"PPCANMARTIN<<SARAH<<<<<<<<<<<<<<<<<<<<<<<<<",
                                            u"ZE000509<9CAN8501019F2301147<<<<<<<<<<<<<<08");
        CHECK(document.problems == QList{MrzProblem::Length});
        CHECK(document.primary.isEmpty());
        CHECK(document.issuer.isEmpty());
        CHECK(document.number == u"ZE000509");
        CHECK(document.checks.composite == true);
    }
}

TEST_CASE("names of Doc 9303 split into their parts")
{
    struct Name {
        const char16_t *line1;
        const char16_t *primary;
        const char16_t *secondary;
        bool truncated;
    };
    constexpr Name kNames[] = {
        {u"PPUTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", u"ERIKSSON", u"ANNA MARIA", false},
        {u"PPUTOHENG<<DEBORAH<MING<LO<<<<<<<<<<<<<<<<<<", u"HENG", u"DEBORAH MING LO", false},
        {u"PPUTOSMITH<JONES<<SUSIE<MARGARET<<<<<<<<<<<<", u"SMITH JONES", u"SUSIE MARGARET", false},
        {u"PPUTOOCONNOR<<ENYA<SIOBHAN<<<<<<<<<<<<<<<<<<", u"OCONNOR", u"ENYA SIOBHAN", false},
        {u"PPUTOVAN<DER<MUELLEN<<MARTIN<<<<<<<<<<<<<<<<", u"VAN DER MUELLEN", u"MARTIN", false},
        {u"PPUTOAL<BASRI<<HUDA<MUHAMMAD<JAWAD<<<<<<<<<<", u"AL BASRI", u"HUDA MUHAMMAD JAWAD", false},
        {u"PPUTOVILARCHAO<FERNANDEZ<<JOSE<RAMON<<<<<<<<", u"VILARCHAO FERNANDEZ", u"JOSE RAMON", false},
        {u"PPUTOARKFREITH<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", u"ARKFREITH", u"", false},
        {u"PPUTOSATRIYA<SUDARPA<<<<<<<<<<<<<<<<<<<<<<<<", u"SATRIYA SUDARPA", u"", false},
        {u"PPUTONILAVADHANANANDA<<CHAYAPA<DEJTHAMRONG<K", u"NILAVADHANANANDA", u"CHAYAPA DEJTHAMRONG K",
         true},
        {u"PPUTONILAVADHANANANDA<<ARNPOL<PETCH<CHARONGU", u"NILAVADHANANANDA", u"ARNPOL PETCH CHARONGU",
         true},
        {u"PPUTOBENNELONG<WOOLOOMOOLOO<WARRANDYTE<W<<DI", u"BENNELONG WOOLOOMOOLOO WARRANDYTE W", u"DI",
         true},
        {u"PPUTOBENNELONG<WOOLOOM<WARRAND<WARNAM<<DINGO", u"BENNELONG WOOLOOM WARRAND WARNAM", u"DINGO",
         true},
        {u"PPUTOBENNEL<WOOLOO<WARRAN<WARNAM<<DINGO<POTO", u"BENNEL WOOLOO WARRAN WARNAM", u"DINGO POTO",
         true},
        {u"PPUTOPAPANDROPOULOUS<<JONATHON<WARREN<TREVOR", u"PAPANDROPOULOUS", u"JONATHON WARREN TREVOR",
         true},
        {u"P<IND<<LAKSHMI<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", u"", u"LAKSHMI", false},
        {u"P<UTOONE<<TWO<<THREE<<<<FOUR<<<<<<<<<<<<<<<<", u"ONE", u"TWO THREE FOUR", false},
    };
    for (const Name &name : kNames) {
        const MrzDocument document = parsed(name.line1, kSpecimenLine2);
        INFO(QString::fromUtf16(name.line1).toStdString());
        CHECK(document.primary == QString::fromUtf16(name.primary));
        CHECK(document.secondary == QString::fromUtf16(name.secondary));
        CHECK(document.nameTruncated == name.truncated);
        CHECK_FALSE(document.has(MrzProblem::Name));
    }
    SECTION("nothing readable, or a digit, is a problem")
    {
        CHECK(parsed(u"P<UTO<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<", kSpecimenLine2).has(MrzProblem::Name));
        CHECK(parsed(u"P<UTOERIKSS0N<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", kSpecimenLine2).has(MrzProblem::Name));
    }
}

TEST_CASE("exactly the 52 blind pairs are blind")
{
    const QStringList expected =
        u"0A 0K 0U 0< 1B 1L 1V 2C 2M 2W 3D 3N 3X 4E 4O 4Y 5F 5P 5Z 6G 6Q 7H 7R 8I 8S 9J 9T "
        "AK AU A< BL BV CM CW DN DX EO EY FP FZ GQ HR IS JT KU K< LV MW NX OY PZ U<"_s.split(u' ');
    QStringList found;
    for (qsizetype i = 0; i < kCharacters.size(); ++i) {
        for (qsizetype j = i + 1; j < kCharacters.size(); ++j) {
            const QChar a = kCharacters[i];
            const QChar b = kCharacters[j];
            CHECK(isBlindPair(a, b) == isBlindPair(b, a));
            CHECK(isBlindPair(a, b) == (mrzCheckDigit(QString(a)) == mrzCheckDigit(QString(b))));
            if (isBlindPair(a, b))
                found += QString(a) + b;
        }
    }
    CHECK(QSet<QString>(found.begin(), found.end()) == QSet<QString>(expected.begin(), expected.end()));
    CHECK(found.size() == 52);
    CHECK_FALSE(isBlindPair(u'A', u'A'));
    CHECK_FALSE(isBlindPair(u'a', u'0'));
    CHECK(lookAlikePositions(u"AS8G6B") == QList{2, 3, 4, 5});
}

TEST_CASE("the century of a birth is the latest that is not in the future")
{
    const auto birthOn = [](const char16_t *field, QDate today) {
        QString line2 = QString::fromUtf16(kSpecimenLine2);
        line2.replace(13, 6, QString::fromUtf16(field));
        return parseMrz({QString::fromUtf16(kSpecimenLine1), line2}, today).birthDate;
    };
    CHECK(birthOn(u"261123", kToday) == PartialDate{2026, 11, 23});
    CHECK(birthOn(u"261124", kToday) == PartialDate{1926, 11, 24});
    CHECK(birthOn(u"2611<<", kToday) == PartialDate{2026, 11, 0});
    CHECK(birthOn(u"2612<<", kToday) == PartialDate{1926, 12, 0});
    CHECK(birthOn(u"26<<<<", kToday) == PartialDate{2026, 0, 0});
    CHECK(birthOn(u"340415", kToday) == PartialDate{1934, 4, 15});
    CHECK(birthOn(u"000229", kToday) == PartialDate{2000, 2, 29});
    CHECK(birthOn(u"740812", QDate(1980, 1, 1)) == PartialDate{1974, 8, 12});
}

TEST_CASE("what is unknown of a birth date is left out, what is impossible is a problem")
{
    const auto birth = [](const char16_t *field) {
        QString line2 = QString::fromUtf16(kSpecimenLine2);
        line2.replace(13, 6, QString::fromUtf16(field));
        return parseMrz({QString::fromUtf16(kSpecimenLine1), line2}, kToday);
    };
    CHECK(birth(u"8501<<").birthKnown == BirthKnown::YearMonth);
    CHECK(birth(u"85<<<<").birthKnown == BirthKnown::Year);
    CHECK(birth(u"85<<15").birthDate == PartialDate{1985, 0, 0});
    CHECK(birth(u"<<<<<<").birthKnown == BirthKnown::None);
    CHECK_FALSE(birth(u"<<<<<<").has(MrzProblem::BirthDate));
    for (const char16_t *const field :
         {u"850230", u"851301", u"850001", u"850100", u"8<0101", u"8501<1", u"85O101"}) {
        const MrzDocument document = birth(field);
        INFO(QString::fromUtf16(field).toStdString());
        CHECK(document.has(MrzProblem::BirthDate));
        CHECK_FALSE(document.birthKnown);
        CHECK(document.birthDate.isEmpty());
    }
}

TEST_CASE("an expiry is of this century and a real day")
{
    const auto expiry = [](const char16_t *field) {
        QString line2 = QString::fromUtf16(kSpecimenLine2);
        line2.replace(21, 6, QString::fromUtf16(field));
        return parseMrz({QString::fromUtf16(kSpecimenLine1), line2}, kToday);
    };
    CHECK(expiry(u"990101").expiryDate == QDate(2099, 1, 1));
    CHECK(expiry(u"280229").expiryDate == QDate(2028, 2, 29));
    for (const char16_t *const field : {u"270229", u"<<<<<<", u"2704<<", u"27A101", u"270000"})
        CHECK(expiry(field).has(MrzProblem::ExpiryDate));
}

TEST_CASE("the digit of an empty personal number may be left out, no other may")
{
    CHECK(parsed(u"P<CANMARTIN<<SARAH<<<<<<<<<<<<<<<<<<<<<<<<<<",
                 u"ZE000509<9CAN8501019F2301147<<<<<<<<<<<<<<<8")
              .valid);
    const MrzDocument document = parsed(u"P<YEMAL<HADI<<SALEH<ALI<NASSER<<<<<<<<<<<<<<",
                                        u"01234567<6YEM<<<<<<<M3211201<<<<<<<<<<<<<<<4");
    CHECK(document.problems == QList{MrzProblem::BirthDateCheck});
}

TEST_CASE("notes do not make a passport invalid")
{
    const auto withLine1 = [](const char16_t *start) {
        QString line1 = QString::fromUtf16(kSpecimenLine1);
        line1.replace(0, 5, QString::fromUtf16(start));
        return parseMrz({line1, u"Z1234567<1IND8502142M3603310<<<<<<<<<<<<<<<0"_s}, kToday);
    };
    CHECK(withLine1(u"P<IND").problems.isEmpty());
    CHECK(withLine1(u"P<QQQ").problems == QList{MrzProblem::IssuerUnknown});
    CHECK(withLine1(u"P<QQQ").valid);
    CHECK(withLine1(u"P<<<<").problems == QList{MrzProblem::IssuerUnknown});
    CHECK(withLine1(u"P<D<<").problems.isEmpty());
    CHECK(withLine1(u"P<XXA").problems.isEmpty());
    CHECK(withLine1(u"PNRUS").valid);

    const MrzDocument sex = parsed(u"P<INDKUMAR<<RAJESH<<<<<<<<<<<<<<<<<<<<<<<<<<",
                                   u"Z1234567<1IND8502142Q3603310<<<<<<<<<<<<<<<0");
    CHECK(sex.problems == QList{MrzProblem::Sex});
    CHECK_FALSE(sex.sex);
    CHECK(sex.valid);
    CHECK(parsed(u"P<INDKUMAR<<RAJESH<<<<<<<<<<<<<<<<<<<<<<<<<<",
                 u"Z1234567<1QQQ8502142X3603310<<<<<<<<<<<<<<<0")
              .problems == QList{MrzProblem::NationalityUnknown});
}

TEST_CASE("other documents are told from passports")
{
    const QString thirty(30, u'<');
    const QString thirtySix(36, u'<');
    const auto formatOf = [](const QStringList &lines) {
        const MrzDocument document = parseMrz(lines, kToday);
        CHECK(document.problems == QList{MrzProblem::NotAPassport});
        CHECK(document.primary.isEmpty());
        CHECK(document.checks == MrzChecks());
        return document.format;
    };
    CHECK(formatOf({u"I<UTO"_s + thirty.mid(5), thirty, thirty}) == MrzFormat::Td1);
    CHECK(formatOf({u"I<UTO"_s + thirtySix.mid(5), thirtySix}) == MrzFormat::Td2);
    CHECK(formatOf({u"V<UTO"_s + thirtySix.mid(5), thirtySix}) == MrzFormat::MrvB);
    CHECK(formatOf({u"V<UTO"_s + QString(39, u'<'), QString(44, u'<')}) == MrzFormat::MrvA);
    CHECK(formatOf({u"I<UTO"_s + thirty.mid(5) + thirty + thirty}) == MrzFormat::Td1);
    CHECK(formatOf({u"I<UTO"_s + thirtySix.mid(5) + thirtySix}) == MrzFormat::Td2);

    const MrzDocument card = parsed(u"I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", kSpecimenLine2);
    CHECK(card.problems == QList{MrzProblem::NotAPassport, MrzProblem::Specimen});
    CHECK(card.primary == u"ERIKSSON");
    CHECK_FALSE(card.valid);
}

TEST_CASE("lower case, blanks and line ends are forgiven and nothing else")
{
    const QString line1 = QString::fromUtf16(kSpecimenLine1);
    const QString line2 = QString::fromUtf16(kSpecimenLine2);
    CHECK(parseMrz({line1 + line2}, kToday).valid);
    CHECK(
        parseMrz({line1.toLower() + u"\r"_s, u" "_s + line2.left(10) + u' ' + line2.mid(10)}, kToday).valid);
    CHECK(parseMrz({QString(), line1, u"  "_s, line2, QString()}, kToday).valid);

    QString withOh = line2;
    withOh.replace(4, 1, u'O');
    CHECK(parseMrz({line1, withOh}, kToday).number == u"L898O02C3");
    CHECK(parseMrz({line1, withOh}, kToday).has(MrzProblem::NumberCheck));

    QString arabicDigit = line2;
    arabicDigit.replace(1, 1, QChar(0x0668));
    const MrzDocument document = parseMrz({line1, arabicDigit}, kToday);
    CHECK(document.has(MrzProblem::Characters));
    CHECK(document.number.isEmpty());
    CHECK(document.checks.number == false);
    CHECK(document.checks.birthDate == true);
    CHECK(document.nationality == u"UTO");
}

TEST_CASE("pasted text may hold other marks for fillers and other line ends")
{
    const QString line1 = QString::fromUtf16(kSpecimenLine1);
    const QString line2 = QString::fromUtf16(kSpecimenLine2);
    CHECK(parseMrzText(line1 + u"\r\n"_s + line2 + u"\r\n"_s, kToday).valid);
    CHECK(parseMrzText(line1 + QChar(0x2028) + line2, kToday).valid);
    CHECK(parseMrzText(QChar(0x202A) + line1 + QChar(0x202C) + u'\n' + line2, kToday).valid);
    CHECK(parseMrzText(u"", kToday).problems == QList{MrzProblem::Length});

    const auto withMarks = [&](const QString &fillers, char16_t mark) {
        QString text = line1 + u'\n' + line2;
        text.replace(fillers, QString(QChar(mark)));
        return parseMrzText(text, kToday).valid;
    };
    CHECK(withMarks(u"<"_s, 0x2039));
    CHECK(withMarks(u"<"_s, 0x00AB));
    CHECK(withMarks(u"<<"_s, 0x00AB));
    CHECK(withMarks(u"<<"_s, 0x226A));
}

TEST_CASE("what is composed is read back")
{
    CHECK(rc::check([] {
        const Booklet p = *booklets();
        const MrzDocument document = parseMrz(p.lines(), kToday);
        RC_ASSERT(document.valid);
        RC_ASSERT(document.problems.isEmpty());
        RC_ASSERT(document.documentCode == p.code);
        RC_ASSERT(document.issuer == p.issuer);
        RC_ASSERT(document.primary == p.primary);
        RC_ASSERT(document.secondary == p.secondary);
        RC_ASSERT(document.number == p.number);
        RC_ASSERT(document.nationality == p.nationality);
        RC_ASSERT(document.birthDate == p.birth);
        RC_ASSERT(document.sex == p.sex);
        RC_ASSERT(document.expiryDate == p.expiry);
        RC_ASSERT(document.optional == p.optional);
    }));
}

TEST_CASE("one wrong character of line 2 is seen unless it is a blind pair")
{
    CHECK(rc::check([] {
        const QStringList lines = (*booklets()).lines();
        const qsizetype index = *rc::gen::suchThat(rc::gen::inRange<qsizetype>(0, 44), isChecked);
        const QChar wrong = *oneOf(kCharacters);
        const QChar right = lines[1][index];
        RC_PRE(wrong != right);
        QString line2 = lines[1];
        line2[index] = wrong;
        const MrzChecks checks = parseMrz({lines[0], line2}, kToday).checks;
        const bool seen = checks != MrzChecks{true, true, true, true, true};

        // A check digit itself must be a digit, so no letter passes in its place; only the one of an empty
        // personal number may be 0 or a filler.
        const bool isDigitPlace = index == 9 || index == 19 || index == 27 || index == 43;
        const bool emptyPersonal = QStringView(line2).mid(28, 14) == QString(14, u'<');
        if (isDigitPlace)
            RC_ASSERT(seen);
        else if (index == 42)
            RC_ASSERT(seen ==
                      !(emptyPersonal && isBlindPair(wrong, right) && (wrong == u'0' || wrong == u'<')));
        // A character that appears in an empty personal number needs its digit, even one of value 0.
        else if (index >= 28 && line2[42] == u'<')
            RC_ASSERT(seen);
        else
            RC_ASSERT(seen == !isBlindPair(wrong, right));
    }));
}

TEST_CASE("the reader survives anything")
{
    CHECK(rc::check([] {
        const auto units = *rc::gen::container<std::u16string>(rc::gen::inRange<char16_t>(0, 0xFFFF));
        const QString text = QString::fromStdU16String(units);
        const MrzDocument pasted = parseMrzText(text, kToday);
        RC_ASSERT(!pasted.valid);
        parseMrz(text.split(u'\n'), kToday);
    }));
    CHECK(rc::check([] {
        QStringList lines;
        for (int n = *rc::gen::inRange(0, 5); n > 0; --n)
            lines += *text(u"P<0A9\u0661\u00E9 ", 0, 100);
        parseMrz(lines, kToday);
        RC_ASSERT(parseMrz(lines, kToday).lines.size() <= 5);
    }));
    CHECK_FALSE(parseMrz({QString(1'000'000, u'<')}, kToday).valid);
}

TEST_CASE("a name longer than its field is cut so that the reader can tell")
{
    const QStringList lines =
        composeTd3(u"P"_s, u"IND"_s, u"VENKATANARASIMHARAJUVARIPETA<<LAKSHMI<NARAYANA"_s, u"Z1234567"_s,
                   u"IND"_s, {1985, 2, 14}, Sex::Male, QDate(2036, 3, 31));
    CHECK(lines[0].size() == 44);
    CHECK(parseMrz(lines, kToday).nameTruncated);
}
