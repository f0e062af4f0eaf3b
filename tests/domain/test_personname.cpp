#include "domain/personname.h"
#include "support/catch.h"

#include <rapidcheck.h>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

QString keys(const char16_t *name)
{
    return nameKeys(name).primary.join(u' ');
}

NameVerdict verdict(const char16_t *a, const char16_t *b)
{
    const NameMatch match = matchNames(a, b);
    INFO(QString::fromUtf16(a).toStdString()
         << " / " << QString::fromUtf16(b).toStdString() << ' ' << match.score);
    CHECK(match.score == matchNames(b, a).score);
    return match.verdict;
}

const std::vector<QString> kParts{
    u"MOHAMMED"_s, u"AHMED"_s,  u"ABDUL"_s,  u"RAHMAN"_s, u"AL"_s,    u"ALKHATIB"_s, u"UDDIN"_s,
    u"ULLAH"_s,    u"FAZLUR"_s, u"KHAN"_s,   u"MD"_s,     u"BIN"_s,   u"ABU"_s,      u"SHAH"_s,
    u"محمد"_s,     u"عبد"_s,    u"الرحمن"_s, u"الله"_s,   u"الدين"_s, u"ابو"_s,      u"آل"_s,
    u"حُسَيْن"_s,     u"نور"_s,    u"Ørsted"_s, u"Şahin"_s,  u"-"_s,     u"٢٣"_s};

rc::Gen<QString> names()
{
    return rc::gen::exec([] {
        QStringList parts;
        for (int n = *rc::gen::inRange(0, 6); n > 0; --n)
            parts += *rc::gen::elementOf(kParts);
        return parts.join(u' ');
    });
}

} // namespace

TEST_CASE("spellings that mean the same have one normal form")
{
    constexpr std::pair<const char16_t *, const char16_t *> kForms[] = {
        {u"مُحَمَّد", u"محمد"},
        {u"محـــمد", u"محمد"},
        {u"ﻣﺤﻤﺪ", u"محمد"},
        {u"أحمد  إبراهيم", u"احمد ابراهيم"},
        {u"فاطمة", u"فاطمه"},
        {u"عبدالرحمٰن", u"عبدالرحمن"},
        {u"ﷲ", u"الله"},
        {u"مؤيد", u"مويد"},
        {u"عائشة", u"عايشه"},
        {u"یوسف کریم", u"يوسف كريم"},
        {u"هُدى", u"هدي"},
        {u"شيماء", u"شيما"},
        {u"٢٣٤٥٦٧٨٩٠١", u"2345678901"},
        {u"\u202bعلي\u202c", u"علي"},
        {u"Erika  Müller-Lüdenscheid", u"ERIKA MULLER LUDENSCHEID"},
        {u"Ørsted Weiß Ægir Đorđe Łukasz", u"OERSTED WEISS AEGIR DORDE LUKASZ"},
        {u"ışık Şahin", u"ISHIK SHAHIN"},
        {u"D'Artagnan O’Connor", u"DARTAGNAN OCONNOR"},
        {u"ʿAbd al-Raḥmān", u"ABD AL RAHMAN"},
        {u"AL<HADI<<SALEH", u"AL HADI SALEH"},
        {u"", u""},
        {u" - ", u""},
        {u"e\u0301lan", u"ELAN"},
    };
    for (const auto &[spelling, normal] : kForms)
        CHECK(normalName(spelling) == QString::fromUtf16(normal));
}

TEST_CASE("compounds are one token, articles and son of are none")
{
    CHECK(nameTokens(u"محمد بن عبد الرحمن آل سعيد") == QStringList{u"محمد"_s, u"عبدرحمن"_s, u"سعيد"_s});
    CHECK(nameTokens(u"عبدالرحمن") == nameTokens(u"عبد الرحمن"));
    CHECK(nameTokens(u"نورالدين") == nameTokens(u"نور الدين"));
    CHECK(nameTokens(u"سيف الله") == nameTokens(u"سيفالله"));
    CHECK(nameTokens(u"ABDEL RAHMAN") == nameTokens(u"ABDULRAHMAN"));
    CHECK(nameTokens(u"Abd-ur-Rahman") == nameTokens(u"ABDURRAHMAN"));
    CHECK(nameTokens(u"SALAH UD DIN") == nameTokens(u"SALAHUDDIN"));
    CHECK(nameTokens(u"NOUR ELDIN") == nameTokens(u"NOURELDIN"));
    CHECK(nameTokens(u"FAIZ ULLAH") == nameTokens(u"FAIZULLAH"));
    CHECK(nameTokens(u"MD AL AMIN") == QStringList{u"MUHAMMAD"_s, u"AMIN"_s});
    CHECK(nameTokens(u"SK RAHIM") == QStringList{u"SHEIKH"_s, u"RAHIM"_s});
    CHECK(nameTokens(u"AR RASHID ASH SHAMMARI") == QStringList{u"RASHID"_s, u"SHAMMARI"_s});
    CHECK(nameTokens(u"HUSSEIN BIN TALAL") == QStringList{u"HUSSEIN"_s, u"TALAL"_s});
    CHECK(verdict(u"ذو الفقار علي", u"ZULFIQAR ALI") == NameVerdict::Same);
    CHECK(verdict(u"ZUL FIQAR ALI", u"ZULFIQAR ALI") == NameVerdict::Same);
    CHECK(nameTokens(u"AL") == QStringList{u"AL"_s});
    CHECK(nameTokens(u"إلياس") == QStringList{u"الياس"_s});
}

TEST_CASE("South Asian compounds are split where Arabic has two words")
{
    CHECK(nameTokens(u"FAZLUR RAHMAN") == QStringList{u"FAZL"_s, u"RAHMAN"_s});
    CHECK(nameTokens(u"ZIAUL HAQUE") == QStringList{u"ZIA"_s, u"HAQUE"_s});
    CHECK(nameTokens(u"NURUL ISLAM") == QStringList{u"NUR"_s, u"ISLAM"_s});
    CHECK(nameTokens(u"SHAMSUZ ZAMAN") == QStringList{u"SHAMS"_s, u"ZAMAN"_s});
    CHECK(nameTokens(u"GHULAM RASUL KHAN") == QStringList{u"GHULAM"_s, u"RASUL"_s, u"KHAN"_s});
    CHECK(nameTokens(u"MANSUR RAHMAN") == QStringList{u"MANSUR"_s, u"RAHMAN"_s});
    CHECK(nameTokens(u"FAZLUR") == QStringList{u"FAZLUR"_s});
    CHECK(verdict(u"FAZLUR RAHMAN", u"فضل الرحمن") == NameVerdict::Same);
    CHECK(verdict(u"ZIAUL HAQUE", u"ضياء الحق") == NameVerdict::Same);
    CHECK(verdict(u"NURUL ISLAM", u"نور الإسلام") == NameVerdict::Same);
}

TEST_CASE("a name has the same keys in both scripts")
{
    CHECK(keys(u"محمد عبد الرحمن") == u"MHMD ABDRHMN");
    CHECK(keys(u"MOHAMED ABDELRAHMAN") == u"MHMD ABDRHMN");
    CHECK(keys(u"أحمد حسن الهادي") == u"AHMD HSN HD");
    CHECK(keys(u"AHMED HASSAN AL HADI") == u"AHMD HSN HD");
    CHECK(keys(u"صالح علي ناصر") == u"SL AL NSR");
    CHECK(keys(u"SALEH ALI NASSER") == u"SL AL NSR");
    CHECK(keys(u"نور الدين كريم") == u"NRDN KRM");
    CHECK(keys(u"NUR UDDIN KAREEM") == u"NRDN KRM");
    CHECK(keys(u"عبدالغفور خان") == u"ABDKFR HN");
    CHECK(keys(u"ABDUL GHAFOOR KHAN") == u"ABDKFR HN");
    CHECK(keys(u"راجيش كومار") == u"RJS KMR");
    CHECK(keys(u"RAJESH KUMAR") == u"RJS KMR");
    CHECK(keys(u"ABU BAKR MUHAMMAD BIN ZAKARIYA AR RAZI") == keys(u"ابو بكر محمد بن زكريا الرازي"));
    CHECK(keys(u"عبد الله") == keys(u"ABDULLAH"));
    CHECK(keys(u"").isEmpty());
}

TEST_CASE("spellings that the primary key misses are reached by another")
{
    constexpr std::pair<const char16_t *, const char16_t *> kMissed[] = {
        {u"ACHMAD", u"أحمد"},     {u"AHMET", u"أحمد"},    {u"HOUCINE", u"حسين"}, {u"BRAHIM", u"إبراهيم"},
        {u"GAMAL", u"جمال"},      {u"OUALID", u"وليد"},   {u"OSMAN", u"عثمان"},  {u"USMAN", u"عثمان"},
        {u"REZA", u"رضا"},        {u"ZIYA", u"ضياء"},     {u"MEDHAT", u"مدحت"},  {u"ISHAQ", u"إسحاق"},
        {u"ALKHATIB", u"الخطيب"}, {u"ELSAYED", u"السيد"}, {u"NAVEED", u"نويد"},  {u"ABDELATIF", u"عبداللطيف"},
        {u"TAHA", u"طه"},
    };
    for (const auto &[latin, arabic] : kMissed) {
        const NameKeys a = nameKeys(latin);
        const NameKeys b = nameKeys(arabic);
        const QStringList ofA = a.primary + a.alternate;
        const QStringList ofB = b.primary + b.alternate;
        INFO(QString::fromUtf16(latin).toStdString()
             << ofA.join(u' ').toStdString() << " | " << ofB.join(u' ').toStdString());
        CHECK(std::any_of(ofA.begin(), ofA.end(), [&](const QString &key) { return ofB.contains(key); }));
        CHECK(verdict(latin, arabic) == NameVerdict::Same);
    }
    CHECK(nameKeys(u"شاه جهان").alternate.contains(nameKeys(u"SHAHJAHAN").primary.constFirst()));
}

TEST_CASE("names that only look alike are not the same")
{
    CHECK(verdict(u"محمد", u"محمود") != NameVerdict::Same);
    CHECK(verdict(u"حسن", u"حسين") != NameVerdict::Same);
    CHECK(verdict(u"محمد علي حسن سالم", u"محمود علي حسن سالم") == NameVerdict::Spelling);
    CHECK(verdict(u"MOHAMED ALI", u"MAHMOUD ALI") != NameVerdict::Same);
    CHECK(verdict(u"HASAN ALI", u"HUSSEIN ALI") != NameVerdict::Same);
    CHECK(verdict(u"AHMED ALI", u"MOHAMED ALI") == NameVerdict::Different);
    CHECK(verdict(u"AHMED ALI", u"AHMED HASSAN") == NameVerdict::Different);
    CHECK(verdict(u"RAJESH KUMAR", u"SURESH KUMAR") == NameVerdict::Different);
    CHECK(verdict(u"FATIMA ZAHRA", u"MARIA SANTOS") == NameVerdict::Different);
    CHECK(verdict(u"علي أحمد", u"محمد سعيد") == NameVerdict::Different);
    CHECK(verdict(u"AHMED ALI HASSAN", u"ALI AHMED HASSAN") == NameVerdict::Spelling);
    CHECK(matchNames(u"", u"").verdict == NameVerdict::Different);
    CHECK(matchNames(u"", u"AHMED").score == 0);
}

TEST_CASE("long vowels tell names of one consonant key apart, across the scripts too")
{
    CHECK(verdict(u"محمد", u"MAHMOUD") == NameVerdict::Spelling);
    CHECK(verdict(u"محمد", u"MAHMUD") == NameVerdict::Spelling);
    CHECK(verdict(u"محمود", u"MOHAMED") == NameVerdict::Spelling);
    CHECK(verdict(u"حسن", u"HUSSEIN") == NameVerdict::Spelling);
    CHECK(verdict(u"حسين", u"HASAN") == NameVerdict::Spelling);
    constexpr std::pair<const char16_t *, const char16_t *> kOneName[] = {
        {u"محمد", u"MOUHAMED"},  {u"محمود", u"MAHMUD"}, {u"حسين", u"HUSSAIN"}, {u"مصطفى", u"MOUSTAFA"},
        {u"مسعود", u"MASAUD"},   {u"شيخ", u"SHAIKH"},   {u"فائز", u"FAYEZ"},   {u"مؤمن", u"MOMEN"},
        {u"إسماعيل", u"ISMAIL"}, {u"عائشة", u"AYESHA"}, {u"مروان", u"MARWAN"}, {u"يونس", u"YOUNES"},
        {u"سعود", u"SAUD"},      {u"رائد", u"RAED"},    {u"موسى", u"MUSA"},    {u"ليلى", u"LEILA"},
    };
    for (const auto &[arabic, latin] : kOneName)
        CHECK(verdict(arabic, latin) == NameVerdict::Same);
}

TEST_CASE("the same person is recognised in usual ways of writing")
{
    CHECK(verdict(u"أحمد محمد", u"احمد مُحَمَّد") == NameVerdict::Same);
    CHECK(verdict(u"MOHAMMED", u"MUHAMMAD") == NameVerdict::Spelling);
    CHECK(verdict(u"MOHAMED AHMED", u"MOHAMMED AHMAD") == NameVerdict::Spelling);
    CHECK(verdict(u"ADEL SAMIR MANSOUR ALKHATIB", u"ALKHATIB ADEL SAMIR MANSOUR") == NameVerdict::Same);
    CHECK(verdict(u"ADEL SAMIR MANSOUR ALKHATIB", u"ADEL ALKHATIB") == NameVerdict::Same);
    CHECK(verdict(u"ADEL SAMIR MANSOUR ALKHATIB", u"AL KHATIB ADEL") == NameVerdict::Same);
    CHECK(verdict(u"عادل سمير منصور الخطيب", u"ALKHATIB<<ADEL<SAMIR<MANSOUR") == NameVerdict::Same);
    CHECK(verdict(u"عبد الرحمن محمد", u"ABDUR RAHMAN MOHAMMED") == NameVerdict::Same);
    CHECK(verdict(u"MD RAHMAN", u"MUHAMMAD RAHMAN") == NameVerdict::Same);
    CHECK(verdict(u"AHMED", u"AHMED ALI HASSAN") == NameVerdict::Spelling);
}

TEST_CASE("a name cut short by its field needs only its beginning")
{
    const auto *const record = u"SAIF ABDUL RAHMAN OBAID MOHAMMED ALKAABI";
    CHECK(matchNames(record, u"ALKAABI SAIF ABDUL RAHMAN OBAID MOHAMM", true).verdict == NameVerdict::Same);
    CHECK(matchNames(u"RAJESH VENKATARAMAN KUMAR", u"KUMAR RAJESH VENKATA", true).verdict ==
          NameVerdict::Same);
    CHECK(matchNames(u"RAJESH VENKATARAMAN KUMAR", u"KUMAR RAJESH VENKATA").verdict != NameVerdict::Same);
    CHECK(matchNames(u"SURESH VENKATARAMAN NAIR", u"KUMAR RAJESH VENKATA", true).verdict ==
          NameVerdict::Different);
}

TEST_CASE("normal forms, keys and similarity keep their laws")
{
    CHECK(rc::check([] {
        const QString name = *names();
        const QString normal = normalName(name);
        RC_ASSERT(normalName(normal) == normal);
        RC_ASSERT(normal == normal.simplified());
        RC_ASSERT(nameTokens(normal) == nameTokens(name));
        RC_ASSERT(nameKeys(normal).primary == nameKeys(name).primary);
        for (const QString &key : nameKeys(name).primary + nameKeys(name).alternate) {
            RC_ASSERT(!key.isEmpty());
            for (const QChar c : key)
                RC_ASSERT(c.unicode() < 0x80 && c.isLetterOrNumber());
        }
        const NameMatch self = matchNames(name, name);
        RC_ASSERT(self.score == (nameTokens(name).isEmpty() ? 0.0 : 1.0));
    }));
    CHECK(rc::check([] {
        const QString a = *names();
        const QString b = *names();
        const NameMatch match = matchNames(a, b);
        RC_ASSERT(match.score == matchNames(b, a).score);
        RC_ASSERT(match.score >= 0 && match.score <= 1);
        RC_ASSERT((match.verdict == NameVerdict::Same) == (match.score >= 0.90));
        matchNames(a, b, true);
    }));
    CHECK(rc::check([] {
        const auto units = *rc::gen::container<std::u16string>(rc::gen::inRange<char16_t>(0, 0xFFFF));
        const QString text = QString::fromStdU16String(units);
        RC_ASSERT(normalName(normalName(text)) == normalName(text));
        matchNames(text, u"AHMED", true);
        nameKeys(text);
    }));
}
