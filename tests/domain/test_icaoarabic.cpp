#include "domain/icaoarabic.h"

#include "support/catch.h"

using namespace desk;
using namespace Qt::StringLiterals;

TEST_CASE("Arabic names become the codes Doc 9303 prints")
{
    for (const auto &[arabic, coded] : std::initializer_list<std::pair<QString, QString>>{
             {u"ابو بكر محمد بن زكريا الرازي"_s, u"ABW<BKR<MXHMD<BN<ZKRYA<ALRAZY"_s},
             {u"محمود عبدالرحيم"_s, u"MXHMWD<EBDALRXHYM"_s},
             {u"هاري الشماع"_s, u"HARY<ALXSHMAE"_s},
             {u"سمير بادمكدوذيل"_s, u"SMYR<BADMKDWXDHYL"_s},
             {u"جمال عبد الناصر"_s, u"JMAL<EBD<ALNAXSSR"_s},
             {u"فاطمة"_s, u"FAXTTMXAH"_s},
             {u"مُحَمَّد"_s, u"MXHMMD"_s},
             {u"عبّاس"_s, u"EBBAS"_s},
             {u"فضّة"_s, u"FXDZXDZXAH"_s},
             {u"مؤمن آل رضا ظافر طه غلام"_s, u"MUMN<XAAL<RXDZA<XZZAFR<XTTH<GLAM"_s}}) {
        INFO(arabic.toStdString());
        CHECK(icaoFromArabic(arabic) == coded);
    }
    CHECK_FALSE(icaoFromArabic(u"محمد2"));
    CHECK_FALSE(icaoFromArabic(u"ڜ")); // has no code
    CHECK_FALSE(icaoFromArabic(u"  "));
}

TEST_CASE("codes with an X are read back, other names are left alone")
{
    for (const QString &arabic : {u"محمود عبدالرحيم"_s, u"هاري الشماع"_s, u"جمال عبد الناصر"_s,
                                  u"فاطمة الخطيب"_s, u"فاطمةالخطيب"_s}) {
        INFO(arabic.toStdString());
        CHECK(arabicFromIcao(*icaoFromArabic(arabic)) == arabic);
    }
    CHECK(arabicFromIcao(u"MXHMD ALXSHMAE") == u"محمد الشماع"_s);
    CHECK_FALSE(arabicFromIcao(u"ADEL<SAMIR"));   // every letter is a code, but none could not be Latin
    CHECK_FALSE(arabicFromIcao(u"FOX<MXHMD"));    // O is no code
    CHECK_FALSE(arabicFromIcao(u"MAX<ALXSHMAE")); // ends within a code
    CHECK_FALSE(arabicFromIcao(u""));
}

TEST_CASE("no code is the beginning of another, so reading is unambiguous")
{
    // Every letter of the table between two others; ې shares its code with ي, signs have none.
    for (char16_t letter = 0x0621; letter <= 0x06D3; ++letter) {
        const QString word = u"ش"_s + QChar(letter) + u"م"_s;
        const auto coded = icaoFromArabic(word);
        if (!coded || letter == u'\u06D0' || letter == u'\u0651' || coded->size() == 4)
            continue;
        INFO(coded->toStdString());
        CHECK(arabicFromIcao(*coded).value_or(QString()) == word);
    }
}
