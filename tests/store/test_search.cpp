#include "store/tempregistry.h"

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

void fill(TempRegistry &registry)
{
    Transaction transaction(registry.db->connection());
    const auto add = [&](const Resident &resident) { REQUIRE(registry->upsert(resident)); };
    add(someResident());
    add(residentNamed(u"2000000006"_s, u"محمد عبد الرحمن حسن الهادي"_s,
                      u"MOHAMED ABDELRAHMAN HASSAN ALHADI"_s));
    add(residentNamed(u"2123456788"_s, u"محمود عبد الرحيم حسين"_s, u"MAHMOUD ABDELRAHIM HUSSEIN"_s));
    add(residentNamed(u"2234567895"_s, u"فاطمة أحمد إبراهيم"_s, u"FATIMA AHMED IBRAHIM"_s));
    add(residentNamed(u"2456789011"_s, {}, u"RAJESH KUMAR SHARMA"_s));
    Resident wife = residentNamed(u"2567890120"_s, u"هدى صالح ناصر"_s, u"HUDA SALEH NASSER"_s);
    wife.headId = u"2345678904"_s;
    wife.nationality = u"JOR"_s;
    wife.birthDate = PartialDate{1991, 5, 0};
    add(wife);
    Resident maid = residentNamed(u"2987654320"_s, u"ماريا سانتوس"_s, u"MARIA SANTOS"_s);
    maid.headId = u"1010101010"_s;
    maid.employerId = u"1010101010"_s;
    maid.nationality = u"PHL"_s;
    add(maid);
    REQUIRE(transaction.commit());
}

ResidentMatches find(TempRegistry &registry, const QString &query)
{
    const auto found = registry->find({.query = query});
    REQUIRE(found);
    return *found;
}

/// Iqama numbers of what was found, best first.
QStringList found(TempRegistry &registry, const QString &query)
{
    QStringList iqamas;
    for (const ResidentMatch &match : find(registry, query).matches)
        iqamas += match.resident.iqamaNumber;
    return iqamas;
}

} // namespace

TEST_CASE("any number finds its person exactly, in any digits and spacing")
{
    TempRegistry registry;
    fill(registry);
    const QStringList adel{u"2345678904"_s};
    for (const auto &[query, by] :
         std::initializer_list<std::pair<QString, MatchedBy>>{{u"2345678904"_s, MatchedBy::Iqama},
                                                              {u"٢٣٤٥٦٧٨٩٠٤"_s, MatchedBy::Iqama},
                                                              {u"۲۳۴۵۶۷۸۹۰۴"_s, MatchedBy::Iqama},
                                                              {u" 2345 6789 04 "_s, MatchedBy::Iqama},
                                                              {u"\u20662345678904\u2069"_s, MatchedBy::Iqama},
                                                              {u"a1234567"_s, MatchedBy::Passport},
                                                              {u"A-123 4567"_s, MatchedBy::Passport},
                                                              {u"3012345678"_s, MatchedBy::Border},
                                                              {u"+966500000001"_s, MatchedBy::Mobile},
                                                              {u"00966500000001"_s, MatchedBy::Mobile},
                                                              {u"0500000001"_s, MatchedBy::Mobile},
                                                              {u"500000001"_s, MatchedBy::Mobile},
                                                              {u"7001234561"_s, MatchedBy::Employer}}) {
        INFO(query.toStdString());
        const auto result = find(registry, query);
        REQUIRE(result.matches.size() == 1);
        CHECK(result.matches[0].resident.iqamaNumber == adel.first());
        CHECK(result.matches[0].matchedBy == by);
        CHECK(result.matches[0].score > 0);
    }
    CHECK(find(registry, u"2345678904"_s).matches[0].score == 1.0);
}

TEST_CASE("a name is found while its last word is being typed, letter by letter")
{
    TempRegistry registry;
    fill(registry);
    for (const QString &name : {u"عادل سمير منصور الخطيب"_s, u"adel samir mansour alkhatib"_s}) {
        const qsizetype firstWord = name.indexOf(u' ');
        for (qsizetype letters = firstWord; letters <= name.size(); ++letters) {
            INFO(name.left(letters).toStdString());
            CHECK(found(registry, name.left(letters)).contains(u"2345678904"_s));
        }
    }
}

TEST_CASE("a search that was superseded ends without an answer")
{
    TempRegistry registry;
    fill(registry);
    std::stop_source stop;
    REQUIRE(registry->find({.query = u"عادل"_s}, stop.get_token()));
    stop.request_stop();
    CHECK(registry->find({.query = u"عادل"_s}, stop.get_token()).error().code == ErrorCode::Cancelled);
}

TEST_CASE("a number nobody has finds nobody")
{
    TempRegistry registry;
    fill(registry);
    for (const auto &query : {u"2999999994"_s, u"B9999999"_s, u"234567890"_s, u"1"_s, u""_s, u"   "_s,
                              u"A1234567X"_s, u"2345678904' OR '1'='1"_s, u"\"*"_s, u"%"_s, u"NEAR("_s})
        CHECK(found(registry, query).isEmpty());
}

TEST_CASE("a passport number is found with its issuer before or behind it")
{
    TempRegistry registry;
    fill(registry);
    for (const auto &query :
         {u"JOR A1234567"_s, u"jor/a1234567"_s, u"A1234567 JOR"_s, u"JORA1234567"_s, u"JOR: A 123 4567"_s}) {
        INFO(query.toStdString());
        const auto result = find(registry, query);
        REQUIRE(result.matches.size() == 1);
        CHECK(result.matches[0].matchedBy == MatchedBy::Passport);
    }
    CHECK(found(registry, u"IND A1234567"_s).isEmpty());
    CHECK(found(registry, u"INDA1234567"_s).isEmpty());
}

TEST_CASE("a birth year or a country beside a name narrows it")
{
    TempRegistry registry;
    fill(registry);
    const auto add = [&](const QString &iqama, const QString &nameAr, const QString &nameEn,
                         const QString &nationality, int year) {
        Resident resident = residentNamed(iqama, nameAr, nameEn);
        resident.nationality = nationality;
        resident.birthDate = PartialDate{year, 0, 0};
        registry.upsert(resident);
    };
    add(u"2111111111"_s, u"محمد علي"_s, u"MOHAMMED ALI"_s, u"YEM"_s, 1985);
    add(u"2111111112"_s, u"محمد علي"_s, u"MOHAMMED ALI"_s, u"SDN"_s, 1990);
    add(u"2111111113"_s, {}, u"ABDUR RAHMAN"_s, u"BGD"_s, 1985);
    add(u"2111111114"_s, {}, u"RAJESH SEN"_s, u"IND"_s, 1970);
    add(u"2111111115"_s, {}, u"RAJESH DIOP"_s, u"SEN"_s, 1971);
    CHECK(found(registry, u"محمد علي 1985"_s) == QStringList{u"2111111111"_s});
    CHECK(found(registry, u"١٩٨٥ محمد علي"_s) == QStringList{u"2111111111"_s});
    CHECK(found(registry, u"mohammed ali sdn"_s) == QStringList{u"2111111112"_s});
    CHECK(found(registry, u"YEM mohammed ali 1985"_s) == QStringList{u"2111111111"_s});
    CHECK(found(registry, u"YEM mohammed ali 1990"_s).isEmpty());
    CHECK(found(registry, u"mohammed ali ind"_s).isEmpty());
    CHECK(found(registry, u"rahman bgd"_s) == QStringList{u"2111111113"_s});
    // The code of Senegal is a family name too.
    CHECK(QSet<QString>{u"2111111114"_s, u"2111111115"_s} == [&] {
        const QStringList both = found(registry, u"rajesh sen"_s);
        return QSet<QString>(both.begin(), both.end());
    }());
    // A year alone, two years, and a number that is no year are no name.
    for (const auto &query : {u"1985"_s, u"محمد 1985 1990"_s, u"محمد 198"_s, u"محمد 3985"_s})
        CHECK(found(registry, query).isEmpty());
}

TEST_CASE("too many results tell what would leave fewest")
{
    TempRegistry registry;
    for (int i = 0; i < 60; ++i) {
        Resident resident = residentNamed(QString::number(2100000000 + i), u"سالم عوض"_s, {});
        resident.birthDate = PartialDate{1980 + i % 20, 1, 1};
        resident.nationality = i % 2 ? u"YEM"_s : u"SDN"_s;
        registry.upsert(resident);
    }
    const auto narrowBy = [&](const FindRequest &request) { return registry->find(request)->narrowBy; };
    CHECK(narrowBy({.query = u"سالم"_s}) == NarrowBy::Name);
    CHECK(narrowBy({.query = u"سالم عوض"_s}) == NarrowBy::BirthYear);
    CHECK(narrowBy({.query = u"سالم عوض yem"_s, .limit = 10}) == NarrowBy::BirthYear);
    CHECK(narrowBy({.query = u"سالم عوض 1981"_s, .limit = 2}) == NarrowBy::Nationality);
    CHECK(narrowBy({.query = u"سالم عوض 1981 yem"_s, .limit = 2}) == NarrowBy::Name);
    CHECK_FALSE(narrowBy({.query = u"سالم"_s, .limit = 60}));
}

TEST_CASE("a passport of the past finds its holder")
{
    TempRegistry registry;
    fill(registry);
    Resident adel = someResident();
    adel.version = 9;
    adel.passport.number = u"B7654386"_s;
    registry.upsert(adel);
    const auto former = find(registry, u"A1234567"_s);
    REQUIRE(former.matches.size() == 1);
    CHECK(former.matches[0].matchedBy == MatchedBy::Passport);
    CHECK(former.matches[0].score < find(registry, u"B7654386"_s).matches[0].score);
}

TEST_CASE("the number of a household or employer that is nobody's own brings its people")
{
    TempRegistry registry;
    fill(registry);
    const auto household = find(registry, u"1010101010"_s);
    REQUIRE(household.matches.size() == 1);
    CHECK(household.matches[0].matchedBy == MatchedBy::Household);
    // The head is a resident: who types that number wants the head.
    CHECK(found(registry, u"2345678904"_s) == QStringList{u"2345678904"_s});
    CHECK(registry->byHead(u"2345678904"_s)->size() == 1);
}

TEST_CASE("a name finds its person in either script and spelling")
{
    TempRegistry registry;
    fill(registry);
    for (const auto &[query, iqama] :
         std::initializer_list<std::pair<QString, QString>>{{u"عادل الخطيب"_s, u"2345678904"_s},
                                                            {u"عَادِل سمـــير"_s, u"2345678904"_s},
                                                            {u"adel alkhatib"_s, u"2345678904"_s},
                                                            {u"Adel Al-Khatib"_s, u"2345678904"_s},
                                                            {u"محمد عبدالرحمن"_s, u"2000000006"_s},
                                                            {u"MUHAMMAD ABDUL RAHMAN"_s, u"2000000006"_s},
                                                            {u"احمد ابراهيم"_s, u"2234567895"_s},
                                                            {u"فاطمه احمد"_s, u"2234567895"_s},
                                                            {u"Fatimah Ahmad"_s, u"2234567895"_s},
                                                            {u"راجيش كومار"_s, u"2456789011"_s},
                                                            {u"هدي صالح"_s, u"2567890120"_s},
                                                            {u"ماريا"_s, u"2987654320"_s}}) {
        INFO(query.toStdString());
        const QStringList list = found(registry, query);
        REQUIRE_FALSE(list.isEmpty());
        CHECK(list.first() == iqama);
    }
}

TEST_CASE("a name of the same sound comes after the name itself")
{
    TempRegistry registry;
    fill(registry);
    CHECK(found(registry, u"محمد"_s).first() == u"2000000006"_s);
    CHECK(found(registry, u"محمود"_s).first() == u"2123456788"_s);
    CHECK(found(registry, u"حسين"_s).first() == u"2123456788"_s);
    CHECK(found(registry, u"hassan"_s).first() == u"2000000006"_s);
    const auto both = find(registry, u"محمد"_s);
    REQUIRE(both.matches.size() == 2);
    CHECK(both.matches[0].score > both.matches[1].score);
    CHECK(both.matches[1].nameMatch == NameMatchKind::Sound);
}

TEST_CASE("a result says how its name matched")
{
    TempRegistry registry;
    fill(registry);
    const auto kind = [&](const QString &query) { return find(registry, query).matches.value(0).nameMatch; };
    CHECK(kind(u"سمير منصور"_s) == NameMatchKind::AllWords);
    CHECK(kind(u"عادل منصور"_s) == NameMatchKind::AllWordsApart);
    CHECK(kind(u"فاطمه ابراهيم"_s) == NameMatchKind::SpellingForm);
    CHECK(kind(u"عادل سم"_s) == NameMatchKind::Prefix);
    CHECK(kind(u"ADIL SAMEER"_s) == NameMatchKind::Sound);
    CHECK(find(registry, u"2345678904"_s).matches[0].nameMatch == NameMatchKind::None);
}

TEST_CASE("the last word may be only begun")
{
    TempRegistry registry;
    fill(registry);
    CHECK(found(registry, u"عا"_s) == QStringList{u"2345678904"_s});
    CHECK(found(registry, u"عادل ال"_s).contains(u"2345678904"_s));
    CHECK(found(registry, u"raj"_s) == QStringList{u"2456789011"_s});
    CHECK(found(registry, u"adel samir man"_s) == QStringList{u"2345678904"_s});
    CHECK(found(registry, u"adel samir mansourx"_s).first() == u"2345678904"_s);
}

TEST_CASE("one wrong word of several does not hide a person")
{
    TempRegistry registry;
    fill(registry);
    CHECK(found(registry, u"عادل سمير البغدادي"_s) == QStringList{u"2345678904"_s});
    CHECK(found(registry, u"عادل البغدادي"_s).isEmpty());
}

TEST_CASE("filters narrow, and counts by nationality stay")
{
    TempRegistry registry;
    fill(registry);
    for (int i = 0; i < 30; ++i) {
        Resident resident = residentNamed(QString::number(2100000000 + i), u"سالم عوض"_s, u"SALEM AWAD"_s);
        resident.nationality = i % 3 == 0 ? u"YEM"_s : u"SDN"_s;
        resident.birthDate = PartialDate{1980 + i % 2, 1, 1};
        resident.employerId = i < 5 ? u"7001234561"_s : u"7000000000"_s;
        registry.upsert(resident);
    }
    const auto all = *registry->find({.query = u"سالم"_s, .limit = 4});
    CHECK(all.total == 30);
    CHECK(all.matches.size() == 4);
    CHECK(all.nationalities == QMap<QString, int>{{u"SDN"_s, 20}, {u"YEM"_s, 10}});
    CHECK_FALSE(all.capped);
    const auto yemeni = *registry->find({.query = u"سالم"_s, .nationality = u"YEM"_s});
    CHECK(yemeni.total == 10);
    CHECK(yemeni.nationalities.size() == 2);
    CHECK(registry->find({.query = u"سالم"_s, .birthYear = 1981})->total == 15);
    CHECK(registry->find({.query = u"سالم"_s, .employerId = u"7001234561"_s})->total == 5);
    CHECK(registry->find({.query = u"سالم"_s, .nationality = u"YEM"_s, .birthYear = 1980})->total == 5);
}

TEST_CASE("a change of name is found by the new name only")
{
    TempRegistry registry;
    fill(registry);
    Resident renamed = someResident();
    renamed.version = 9;
    renamed.nameAr = u"وليد سمير منصور"_s;
    renamed.nameEn = u"WALID SAMIR MANSOUR"_s;
    registry.upsert(renamed);
    CHECK(found(registry, u"وليد"_s) == QStringList{u"2345678904"_s});
    CHECK(found(registry, u"عادل"_s).isEmpty());
    CHECK(found(registry, u"الخطيب"_s).isEmpty());
}

TEST_CASE("more candidates than are ranked are told")
{
    TempRegistry registry;
    {
        Transaction transaction(registry.db->connection());
        for (int i = 0; i < Registry::kMaxRanked + 1; ++i)
            REQUIRE(registry->upsert(residentNamed(QString::number(2100000000 + i), u"سالم"_s, {})));
        REQUIRE(transaction.commit());
    }
    const auto many = find(registry, u"سالم"_s);
    CHECK(many.capped);
    CHECK(many.total > 50);
    CHECK(many.total <= Registry::kMaxRanked);
    CHECK(many.matches.size() == 50);
}

TEST_CASE("look-ups by number use an index")
{
    TempRegistry registry;
    QString plan;
    Statement query(
        registry.db->connection(),
        u"EXPLAIN QUERY PLAN SELECT r.resident_id, r.sealed FROM numbers AS n JOIN residents AS r "
        u"ON r.resident_id = n.resident_id WHERE n.hash = ? ORDER BY n.resident_id"_s);
    REQUIRE(query.bind(1).each([&](const Statement &row) { plan += row.text(3) + u'\n'; }));
    CHECK_FALSE(plan.contains(u"SCAN"_s));
    CHECK_FALSE(plan.contains(u"TEMP B-TREE"_s));
}

TEST_CASE("whatever is put into the box is answered")
{
    TempRegistry registry;
    registry.upsert(someResident());
    QStringList inputs{QString(100'000, u'a'),        QString(100'000, u'7'),
                       u"adel "_s.repeated(20'000),   u"عبد "_s.repeated(20'000),
                       QString(5'000, QChar(0x064E)), QString(5'000, QChar(0x202B)),
                       QString(5'000, QChar(0)),      u"\"'*(){}[]^:-+ AND OR NOT NEAR("_s,
                       u"a\" OR tokens : \"b"_s,      u"' OR 1=1 --"_s,
                       QString(1, QChar(0xD800)),     QString(1, QChar(0xDC00)) + u"adel"_s,
                       u"adel\r\nalkhatib\t"_s};
    for (char32_t block = 0; block < 0x110000; block += 0x100) {
        QString text;
        for (char32_t c = block; c < block + 0x100; c += 7)
            text += QString::fromUcs4(&c, 1);
        inputs += text;
    }
    for (const QString &input : std::as_const(inputs)) {
        INFO(input.left(40).toStdString());
        CHECK(registry->find({.query = input}));
    }
    CHECK(registry->find({.query = u"adel\r\nalkhatib\t"_s})->total == 1);
}
