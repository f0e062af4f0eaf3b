#include "bench/namepairs.h"

#include "domain/icaoarabic.h"

#include <QMap>
#include <QStringList>

#include <functional>
#include <iterator>
#include <random>

using namespace Qt::StringLiterals;

namespace desk::bench
{

namespace
{

constexpr int kNames = 400;

/// A name and how passports of different States spell it, '|' between; empty where nobody has it. Spellings
/// as newspapers and public name lists have them.
struct Spelled {
    const char16_t *arabic;
    const char *gulf;
    const char *egypt;
    const char *maghreb;
    const char *southAsia;
    const char *turkeyMalay;
};

constexpr Spelled kGiven[] = {
    {u"محمد", "MOHAMMED|MOHAMMAD", "MOHAMED", "MOHAMED|MOHAMMED", "MUHAMMAD|MOHAMMAD", "MUHAMMED|MOHAMAD"},
    {u"محمود", "MAHMOUD", "MAHMOUD", "MAHMOUD", "MAHMOOD|MAHMUD", "MAHMUT|MAHMUD"},
    {u"أحمد", "AHMED|AHMAD", "AHMED", "AHMED", "AHMAD|AHMED", "AHMET|AHMAD"},
    {u"حسن", "HASAN|HASSAN", "HASSAN", "HASSAN|HASSANE", "HASAN", "HASAN"},
    {u"حسين", "HUSSAIN|HUSSEIN", "HUSSEIN", "HOUCINE|HOCINE", "HUSSAIN|HOSSAIN", "HUSEYIN|HUSSIN"},
    {u"جمال", "JAMAL", "GAMAL", "DJAMEL|JAMAL", "JAMAL", "CEMAL|JAMAL"},
    {u"جميل", "JAMIL|JAMEEL", "GAMIL", "DJAMIL|JAMIL", "JAMIL|JAMEEL", "CEMIL|JAMIL"},
    {u"ماجد", "MAJED|MAJID", "MAGED|MAGID", "MAJID|MADJID", "MAJID", "MACIT|MAJID"},
    {u"نجيب", "NAJEEB|NAJIB", "NAGIB|NAGUIB", "NADJIB|NAJIB", "NAJEEB|NAJIB", "NECIP|NAJIB"},
    {u"رجب", "RAJAB", "RAGAB", "RAJAB|RADJAB", "RAJAB", "RECEP|RAJAB"},
    {u"خالد", "KHALID|KHALED", "KHALED", "KHALED|KHALID", "KHALID", "HALIT|KHALID"},
    {u"يوسف", "YOUSEF|YOUSIF|YUSUF", "YOUSSEF|YOUSEF", "YOUSSEF|YOUCEF", "YOUSUF|YOUSAF|YUSUF",
     "YUSUF|YUSOF"},
    {u"شريف", "SHAREEF|SHARIF", "SHERIF", "CHERIF|CHARIF", "SHARIF|SHAREEF", "SERIF|SHARIF"},
    {u"شاكر", "SHAKER|SHAKIR", "SHAKER", "CHAKER|CHAKIR", "SHAKIR", "SAKIR|SHAKIR"},
    {u"هشام", "HISHAM|HESHAM", "HESHAM", "HICHAM|HICHEM", "HISHAM", "HISAM|HISHAM"},
    {u"رشيد", "RASHEED|RASHID", "RASHID", "RACHID", "RASHEED|RASHID", "RESIT|RASHID"},
    {u"بشير", "BASHEER|BASHIR", "BASHIR", "BACHIR", "BASHEER|BASHIR", "BESIR|BASHIR"},
    {u"عثمان", "OTHMAN|OTHMAAN", "OSMAN|OTHMAN", "OTHMANE|OTMANE", "USMAN", "OSMAN|OTHMAN"},
    {u"وليد", "WALEED|WALID", "WALID", "OUALID|WALID", "WALEED|WALID", "VELIT|WALID"},
    {u"وسيم", "WASEEM|WASIM", "WASSIM", "OUASSIM|WASSIM", "WASEEM|WASIM", "VASIM|WASIM"},
    {u"نور", "NOOR|NOUR", "NOUR", "NOUR", "NOOR|NUR", "NUR|NOR"},
    {u"منصور", "MANSOUR|MANSOOR", "MANSOUR", "MANSOUR", "MANSOOR|MANSUR", "MANSUR|MANSOR"},
    {u"مسعود", "MASOUD|MASAUD", "MASOUD|MASSOUD", "MESSAOUD|MASSAOUD", "MASOOD|MASUD", "MESUT|MASUD"},
    {u"داود", "DAWOOD|DAWOUD", "DAWOUD|DAOUD", "DAOUD", "DAWOOD|DAUD", "DAVUT|DAUD"},
    {u"إبراهيم", "IBRAHIM|EBRAHIM", "IBRAHIM", "BRAHIM|IBRAHIM", "IBRAHIM|EBRAHIM", "IBRAHIM"},
    {u"إسماعيل", "ISMAIL|ESMAEEL", "ISMAIL|ESMAIL", "SMAIL|ISMAIL", "ISMAIL", "ISMAIL"},
    {u"عمر", "OMAR|OMER", "OMAR", "OMAR|AMAR", "UMAR|UMER", "OMER|UMAR"},
    {u"علي", "ALI|ALY", "ALY|ALI", "ALI", "ALI", "ALI"},
    {u"سعيد", "SAEED|SAID", "SAID|SAEID", "SAID", "SAEED|SAYEED", "SAIT|SAID"},
    {u"صالح", "SALEH|SALIH", "SALEH", "SALAH|SALEH", "SALEH|SALIH", "SALIH|SALEH"},
    {u"ناصر", "NASSER|NASIR|NASER", "NASSER", "NACER|NASSER", "NASIR|NASEER", "NASIR"},
    {u"طارق", "TARIQ|TAREQ", "TAREK", "TAREK|TARIK", "TARIQ", "TARIK|TARIQ"},
    {u"مصطفى", "MUSTAFA|MUSTAPHA", "MOSTAFA|MOUSTAFA", "MUSTAPHA|MOSTEFA", "MUSTAFA|MUSTAFIZ", "MUSTAFA"},
    {u"عبدالرحمن", "ABDULRAHMAN|ABDUL RAHMAN", "ABDELRAHMAN|ABDEL RAHMAN", "ABDERRAHMANE|ABDERRAHMAN",
     "ABDUR RAHMAN|ABDUL REHMAN", "ABDURRAHMAN|ABDUL RAHMAN"},
    {u"عبدالله", "ABDULLAH|ABDULLA", "ABDALLAH|ABDALLA", "ABDELLAH|ABDALLAH", "ABDULLAH", "ABDULLAH"},
    {u"عبدالعزيز", "ABDULAZIZ|ABDUL AZIZ", "ABDELAZIZ|ABDEL AZIZ", "ABDELAZIZ", "ABDUL AZIZ|ABDUL AZEEZ",
     "ABDULAZIZ|ABDUL AZIZ"},
    {u"عبدالقادر", "ABDULQADER|ABDUL QADIR", "ABDELKADER|ABDEL KADER", "ABDELKADER",
     "ABDUL QADIR|ABDUL KADIR", "ABDULKADIR|ABDUL KADIR"},
    {u"عبدالكريم", "ABDULKAREEM|ABDUL KARIM", "ABDELKERIM|ABDEL KARIM", "ABDELKRIM|ABDELKARIM",
     "ABDUL KARIM|ABDUL KAREEM", "ABDULKERIM|ABDUL KARIM"},
    {u"عبداللطيف", "ABDULLATIF|ABDUL LATEEF", "ABDELLATIF|ABDEL LATIF", "ABDELLATIF|ABDELATIF", "ABDUL LATIF",
     "ABDULLATIF|ABDUL LATIF"},
    {u"نور الدين", "NOORUDDIN|NOUR ALDEEN", "NOUR ELDIN|NOURELDIN", "NOUREDDINE|NOURDINE",
     "NOORUDDIN|NUR UDDIN", "NURETTIN|NORUDDIN"},
    {u"صلاح الدين", "SALAHALDIN|SALAH ALDEEN", "SALAH ELDIN|SALAHELDIN", "SALAHEDDINE|SALAH EDDINE",
     "SALAHUDDIN|SALAH UDDIN", "SELAHATTIN|SALAHUDDIN"},
    {u"حبيب الله", "HABIBULLAH|HABIB ALLAH", "HABIB ALLAH|HABIBALLAH", "HABIBALLAH", "HABIBULLAH|HABIB ULLAH",
     "HABIBULLAH"},
    {u"فاطمة", "FATIMAH|FATIMA|FATMAH", "FATMA", "FATIMA|FATMA", "FATIMA", "FATMA|FATIMAH"},
    {u"عائشة", "AISHA|AYSHA", "AISHA|AYSHA", "AICHA", "AYESHA|AISHA", "AYSE|AISHAH"},
    {u"خديجة", "KHADIJA|KHADEEJAH", "KHADIGA|KHADIJA", "KHADIDJA|KHADIJA", "KHADIJA|KHADEEJA",
     "HATICE|KHADIJAH"},
    {u"مريم", "MARYAM|MARIAM", "MARIAM", "MERIEM|MARYAM", "MARYAM|MARIAM", "MERYEM|MARYAM"},
    {u"زينب", "ZAINAB|ZAYNAB", "ZEINAB", "ZINEB|ZEYNEB", "ZAINAB|ZAINUB", "ZEYNEP|ZAINAB"},
    {u"هاجر", "HAJAR|HAJER", "HAGAR|HAGER", "HAJAR|HADJER", "HAJRA|HAJIRA", "HACER|HAJAR"},
};

constexpr Spelled kFamilies[] = {
    {u"الخطيب", "ALKHATIB|AL KHATEEB", "ELKHATIB|EL KHATIB", "EL KHATIB|LKHATIB", "KHATIB|AL KHATEEB",
     "HATIP|AL KHATIB"},
    {u"الشريف", "ALSHAREEF|AL SHARIF", "ELSHERIF|EL SHERIF", "CHERIF|ECH CHERIF", "SHARIF",
     "SERIF|AL SHARIF"},
    {u"الحداد", "ALHADDAD|AL HADDAD", "ELHADDAD|EL HADDAD", "HADDAD|EL HADDAD", "HADDAD", "HADDAD"},
    {u"الجندي", "ALJUNDI|AL JUNDI", "ELGENDY|EL GUINDY", "EL DJOUNDI|ALJOUNDI", "JUNDI", "CUNDI|AL JUNDI"},
    {u"النجار", "ALNAJJAR|AL NAJAR", "ELNAGGAR|EL NAGGAR", "ENNAJAR|NAJJAR", "NAJJAR", "NECCAR|NAJJAR"},
    {u"القاضي", "ALQADI|AL QADHI", "ELKADY|EL KADI", "EL KADI|ELKADHI", "QAZI|QADI", "KADI"},
    {u"المصري", "ALMASRI|AL MASRI", "ELMASRY|EL MASRI", "EL MASRI|MASRI", "MASRI|MISRI", "MISIRLI|AL MASRI"},
    {u"الهاشمي", "ALHASHIMI|AL HASHMI", "ELHASHEMY|EL HASHIMI", "EL HACHEMI|HACHEMI", "HASHMI|HASHIMI",
     "HASIMI|AL HASHIMI"},
    {u"العلوي", "ALALAWI|AL ALAWI", "ELALAWY|EL ALAWI", "ALAOUI|EL ALAOUI", "ALAVI|ALAWI", "ALEVI|ALAWI"},
    {u"الشامي", "ALSHAMI|AL SHAMI", "ELSHAMY|EL SHAMI", "CHAMI|ECH CHAMI", "SHAMI", "SAMI|AL SHAMI"},
    {u"الطيب", "ALTAYEB|AL TAYYIB", "ELTAYEB|EL TAYEB", "TAYEB|ETTAYEB", "TAYYAB|TAYEB", "TAYYIP|TAYIB"},
    {u"شاهين", "SHAHEEN|SHAHIN", "SHAHIN|SHAHEEN", "CHAHINE", "SHAHEEN|SHAHIN", "SAHIN|SHAHIN"},
    {u"درويش", "DARWISH|DARWEESH", "DARWISH|DARWEESH", "DEROUICHE|DAROUICHE", "DARVESH|DARWESH",
     "DERVIS|DARWISH"},
    {u"خان", "KHAN", "KHAN", "KHAN", "KHAN", "HAN|KHAN"},
    {u"شيخ", "SHEIKH|SHAIKH", "SHEIKH", "CHEIKH", "SHAIKH|SHEIKH|SK", "SEYH|SHEIKH"},
    {u"منصوري", "MANSOURI|MANSOORI", "MANSOURY|MANSOURI", "MANSOURI", "MANSOORI|MANSURI", "MANSURI"},
    {u"القرشي", "ALQURASHI|AL QURESHI", "ELKORASHY|EL QURASHI", "EL KORCHI|KORAICHI", "QURESHI|KORESHI",
     "KURESI|QURAISHI"},
    {u"الأنصاري", "ALANSARI|AL ANSARI", "ELANSARY|EL ANSARI", "LANSARI|EL ANSARI", "ANSARI", "ENSARI|ANSARI"},
    {u"يونس", "YOUNIS|YOUNES|YUNUS", "YOUNES|YOUNIS", "YOUNES|YOUNESS", "YOUNUS|YUNUS|YOUNAS", "YUNUS"},
    {u"بخاري", "BUKHARI|BOKHARI", "BOKHARY|BUKHARI", "BOUKHARI", "BUKHARI", "BUHARI|BUKHARI"},
    {u"زيدان", "ZAIDAN|ZEDAN", "ZIDAN|ZEDAN", "ZIDANE|ZEIDANE", "ZAIDAN", "ZEYDAN|ZAIDAN"},
    {u"سلطان", "SULTAN", "SOLTAN|SULTAN", "SOLTANE|SOLTANI", "SULTAN", "SULTAN"},
    {u"حمدان", "HAMDAN", "HAMDAN", "HAMDANE", "HAMDAN", "HAMDAN"},
    {u"مرزوق", "MARZOUQ|MARZOOQ", "MARZOUK", "MERZOUK|MARZOUK", "MARZOOQ|MARZUQ", "MERZUK|MARZUQ"},
};

enum Practice { Gulf, Egypt, Maghreb, SouthAsia, TurkeyMalay, kPractices };
constexpr const char16_t *kPracticeNames[] = {u"the Gulf", u"Egypt", u"the Maghreb", u"South Asia",
                                              u"Turkey and Malaysia"};

QStringList spellings(const Spelled &word, int practice)
{
    const char *const columns[] = {word.gulf, word.egypt, word.maghreb, word.southAsia, word.turkeyMalay};
    return QString::fromLatin1(columns[practice]).split(u'|');
}

/// A name as a person has it: what it is, not how it is spelled.
struct Person {
    QList<const Spelled *> given; ///< own name, father's, grandfather's
    const Spelled *family = nullptr;
};

class Maker
{
public:
    explicit Maker(int half)
        : m_random(static_cast<unsigned>(20261123 + half))
    {
        for (std::size_t i = 0; i < std::size(kGiven); ++i) {
            if (int(i / 2 % 2) == half) // look-alikes stand together
                m_given += &kGiven[i];
        }
        for (std::size_t i = 0; i < std::size(kFamilies); ++i) {
            if (int(i % 2) == half)
                m_families += &kFamilies[i];
        }
    }

    int below(qsizetype bound) { return int(m_random() % unsigned(bound)); }
    const Spelled *givenOtherThan(const QList<const Spelled *> &taken)
    {
        const Spelled *word = nullptr;
        do
            word = m_given.at(below(m_given.size()));
        while (taken.contains(word));
        return word;
    }
    const Spelled *family() { return m_families.at(below(m_families.size())); }
    /// Shares no name with `others`.
    Person person(const Person &others = {})
    {
        Person made;
        for (int i = 0; i < 3; ++i)
            made.given += givenOtherThan(made.given + others.given);
        do
            made.family = family();
        while (made.family == others.family);
        return made;
    }
    QString spelled(const Spelled *word, int practice)
    {
        const QStringList all = spellings(*word, practice);
        return all.at(below(all.size()));
    }
    QStringList spelled(const QList<const Spelled *> &words, int practice)
    {
        QStringList all;
        for (const Spelled *word : words)
            all += spelled(word, practice);
        return all;
    }
    QString latin(const Person &person, int practice)
    {
        return (spelled(person.given, practice) + QStringList{spelled(person.family, practice)}).join(u' ');
    }
    static QString arabic(const Person &person)
    {
        QStringList all;
        for (const Spelled *word : person.given)
            all += QString::fromUtf16(word->arabic);
        return (all + QStringList{QString::fromUtf16(person.family->arabic)}).join(u' ');
    }
    QString zone(const Person &person, int practice)
    {
        return mrz(spelled(person.family, practice), spelled(person.given, practice).join(u' '));
    }
    static QString mrz(const QString &family, const QString &given)
    {
        return QString(family + u"<<"_s + given).replace(u' ', u'<');
    }
    QString mistyped(QString name)
    {
        // Not in the first letter, which is the last one to be mistyped.
        const qsizetype at = 1 + below(name.size() - 2);
        if (!name[at].isLetter() || !name[at + 1].isLetter())
            return mistyped(name);
        switch (below(3)) {
        case 0:
            name[at] = QChar(u'A' + below(26));
            break;
        case 1:
            name.remove(at, 1);
            break;
        default:
            std::swap(name[at], name[at + 1]);
        }
        return name;
    }

private:
    std::mt19937 m_random;
    QList<const Spelled *> m_given;
    QList<const Spelled *> m_families;
};

/// Names that differ in a letter or two and are two names all the same.
constexpr std::pair<const char16_t *, const char16_t *> kLookAlikes[] = {
    {u"محمد", u"محمود"}, {u"حسن", u"حسين"}, {u"جمال", u"جميل"}, {u"سعيد", u"سعد"},  {u"أحمد", u"حامد"},
    {u"ناصر", u"نصير"},  {u"عمر", u"عمار"}, {u"سالم", u"سليم"}, {u"خالد", u"خليل"}, {u"ماجد", u"مجدي"}};

} // namespace

QList<NamePair> namePairs(int half)
{
    Maker make(half);
    QList<NamePair> pairs;
    const auto same = [&pairs](const QString &kind, const QString &recorded, const QString &read,
                               bool truncated = false) {
        pairs += {kind, recorded, read, truncated, true};
    };
    const auto different = [&pairs](const QString &kind, const QString &recorded, const QString &read) {
        pairs += {kind, recorded, read, false, false};
    };
    for (int i = 0; i < kNames; ++i) {
        const Person who = make.person();
        const int practice = make.below(kPractices);
        const int usual = Gulf;
        const QString inArabic = Maker::arabic(who);
        const QString recorded = make.latin(who, usual);
        const QStringList given = make.spelled(who.given, usual);
        const QString family = make.spelled(who.family, usual);
        const QString plain = (given + QStringList{family}).join(u' ');

        // One person.
        same(u"Arabic, spelling of "_s + QString::fromUtf16(kPracticeNames[practice]), inArabic,
             make.zone(who, practice));
        same(u"Latin, spelling of "_s + QString::fromUtf16(kPracticeNames[practice]), recorded,
             make.zone(who, practice));
        same(u"family name first"_s, plain, family + u' ' + given.join(u' '));
        same(u"names between left out"_s, plain, Maker::mrz(family, given.first()));
        same(u"names between left out, from Arabic"_s, inArabic, Maker::mrz(family, given.first()));
        same(u"family name left out"_s, plain, Maker::mrz({}, given.join(u' ')).mid(2));
        same(u"given name alone"_s, plain, u"<<"_s + QString(given.first()).replace(u' ', u'<'));
        same(u"MUHAMMAD as MOHD"_s, u"MOHAMMED "_s + plain,
             Maker::mrz(family, u"MOHD "_s + given.join(u' ')));
        same(u"MUHAMMAD in front left out"_s, u"MOHAMMED "_s + plain, Maker::mrz(family, given.join(u' ')));
        same(u"joined or split"_s, plain, Maker::mrz(family, given.join(u' ')).remove(u"UL<"_s));
        const QString field =
            Maker::mrz(family, (given + make.spelled(make.person().given, usual)).join(u' '));
        if (field.size() > 39) {
            const QString whole = field.section(u"<<"_s, 1).replace(u'<', u' ') + u' ' + family;
            same(u"cut short by the field"_s, whole, field.left(39), field[38].isLetter());
        }
        if (const auto coded = icaoFromArabic(inArabic.section(u' ', 0, -2)); coded) {
            if (const auto codedFamily = icaoFromArabic(QString::fromUtf16(who.family->arabic)))
                same(u"letters of the ICAO table"_s, inArabic, *codedFamily + u"<<"_s + *coded);
        }
        same(u"one letter mistyped"_s, plain, Maker::mrz(family, make.mistyped(given.join(u' '))));

        // Two people.
        Person brother = who;
        brother.given[0] = make.givenOtherThan(who.given);
        different(u"brothers and sisters"_s, plain, make.zone(brother, usual));
        different(u"brothers and sisters, from Arabic"_s, inArabic, make.zone(brother, practice));
        Person father = who;
        father.given = {who.given[1], who.given[2], make.givenOtherThan(who.given)};
        different(u"father and son"_s, plain, make.zone(father, usual));
        different(u"father and son, from Arabic"_s, inArabic, make.zone(father, practice));
        Person father3 = who;
        father3.given.removeFirst();
        different(u"father with fewer names"_s, plain, make.zone(father3, usual));
        Person cousin = who;
        cousin.given[0] = make.givenOtherThan(who.given);
        cousin.given[1] = make.givenOtherThan(who.given);
        different(u"cousins"_s, plain, make.zone(cousin, usual));
        Person namesake = make.person(who);
        namesake.given[0] = who.given[0];
        different(u"same given name alone"_s, plain, make.zone(namesake, usual));
        different(u"nothing in common"_s, plain, make.zone(make.person(who), usual));
        different(u"nothing in common, from Arabic"_s, inArabic, make.zone(make.person(who), practice));
        const std::size_t look = std::size_t(i) % (std::size(kLookAlikes) / 2) * 2 + std::size_t(half);
        const auto &[one, other] = kLookAlikes[look];
        different(u"names that look alike, in Arabic"_s,
                  QString::fromUtf16(one) + u' ' + inArabic.section(u' ', 1),
                  QString::fromUtf16(other) + u' ' + inArabic.section(u' ', 1));
    }
    return pairs;
}

} // namespace desk::bench
