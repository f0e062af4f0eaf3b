#include "domain/personname.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <vector>

namespace desk
{

using namespace Qt::StringLiterals;

namespace
{

using Words = std::span<const QStringView>;

bool contains(Words words, QStringView word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

char asciiUpper(char c)
{
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool isAsciiAlphanumeric(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool isArabic(QChar c)
{
    return c >= u'\u0600' && c <= u'\u06FF';
}

bool isVowel(QChar c)
{
    return QStringView(u"AEIOU").contains(c);
}

// ---- normal form N1 (domain.md §5.2) ----

/// False for text that NFKC cannot change in a way that the later steps would not undo.
bool needsCompatibilityForm(QStringView text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) {
        const char16_t u = c.unicode();
        return u >= 0x80 && (u < 0x0600 || u > 0x06FF || (u >= 0x0675 && u <= 0x0678));
    });
}

bool isDeleted(char16_t u)
{
    const bool mark = (u >= 0x0610 && u <= 0x061A) || (u >= 0x064B && u <= 0x065F) || u == 0x0670 ||
                      (u >= 0x06D6 && u <= 0x06ED) || u == 0x0640 || u == 0x0621;
    const bool control = u == 0x00AD || u == 0x061C || (u >= 0x200B && u <= 0x200F) ||
                         (u >= 0x202A && u <= 0x202E) || (u >= 0x2060 && u <= 0x2069) || u == 0xFEFF;
    const bool apostrophe =
        u == u'\'' || u == u'`' || u == 0x2018 || u == 0x2019 || u == 0x02BC || u == 0x02BE || u == 0x02BF;
    return mark || control || apostrophe;
}

char16_t foldedArabic(char16_t u)
{
    switch (u) {
    case u'آ':
    case u'أ':
    case u'إ':
    case u'ٱ':
    case u'ٲ':
    case u'ٳ':
        return u'ا';
    case u'ى':
    case u'ی':
    case u'ې':
    case u'ے':
    case u'ۓ':
    case u'ۍ':
    case u'ئ':
        return u'ي';
    case u'ؤ':
        return u'و';
    case u'ة':
    case u'ۃ':
    case u'ہ':
    case u'ھ':
    case u'ە':
    case u'ۀ':
    case u'ۂ':
        return u'ه';
    case u'ک':
    case u'گ':
    case u'ڭ':
    case u'ګ':
        return u'ك';
    case u'پ':
        return u'ب';
    case u'چ':
        return u'ج';
    case u'ڤ':
    case u'ڥ':
        return u'ف';
    case u'ژ':
        return u'ز';
    case u'ٹ':
    case u'ټ':
        return u'ت';
    case u'ڈ':
    case u'ډ':
        return u'د';
    case u'ڑ':
    case u'ړ':
        return u'ر';
    case u'ں':
    case u'ڼ':
        return u'ن';
    default:
        break;
    }
    if (u >= 0x0660 && u <= 0x0669)
        return u'0' + (u - 0x0660);
    if (u >= 0x06F0 && u <= 0x06F9)
        return u'0' + (u - 0x06F0);
    return u;
}

/// Letters that stripping marks would lose or leave.
QStringView spelledLatin(char16_t u)
{
    switch (u) {
    case u'Ø':
    case u'ø':
        return u"OE";
    case u'ß':
    case u'ẞ':
        return u"SS";
    case u'Æ':
    case u'æ':
        return u"AE";
    case u'Œ':
    case u'œ':
        return u"OE";
    case u'Đ':
    case u'đ':
    case u'Ð':
    case u'ð':
        return u"D";
    case u'Ł':
    case u'ł':
        return u"L";
    case u'Þ':
    case u'þ':
        return u"TH";
    case u'ı':
        return u"I";
    case u'Ş':
    case u'ş':
    case u'Ș':
    case u'ș':
        return u"SH";
    default:
        return {};
    }
}

/// Of alphabets only: taking a Hangul syllable apart would lose most of it.
QChar withoutMarks(QChar c)
{
    while (c.unicode() < 0x2000 && c.decompositionTag() == QChar::Canonical)
        c = c.decomposition().front();
    return c;
}

// ---- words and tokens (§5.3) ----

constexpr QStringView kDropped[] = {u"بن",  u"ابن",  u"بنت",   u"ال", u"BIN", u"BEN",
                                    u"IBN", u"BINT", u"BINTI", u"AL", u"EL",  u"UL"};
constexpr QStringView kMuhammad[] = {u"MOHD", u"MD", u"MUHD", u"MHD", u"MOHMD"};
constexpr QStringView kArabicJoining[] = {u"عبد", u"عبيد", u"ابو", u"ابي", u"ابا", u"ام"};
/// Joined with the article of the next word: ذو الفقار is ZULFIQAR.
constexpr QStringView kOwner[] = {u"ذو", u"ZUL", u"DHUL"};
constexpr QStringView kLatinJoining[] = {u"ABU", u"ABOU", u"ABO",   u"ABUL",  u"ABOUL", u"UMM",  u"UMMU",
                                         u"OUM", u"UM",   u"OBAID", u"OBEID", u"UBAID", u"UBAYD"};
constexpr QStringView kDin[] = {u"DIN",    u"DEEN",   u"DINE",   u"DDIN",  u"UDDIN",  u"UDDEEN",
                                u"EDDIN",  u"EDDINE", u"EDDEEN", u"ADDIN", u"ADDEEN", u"ALDIN",
                                u"ALDEEN", u"ELDIN",  u"ELDEEN", u"ELDINE"};
constexpr QStringView kLlah[] = {u"ULLAH", u"ULLA", u"ALLAH", u"ALLA", u"ELLAH", u"OLLAH"};
/// Names whose first letters only look like the article.
constexpr QStringView kNotAnArticle[] = {u"الله",  u"الياس", u"الهام", u"الفت",  u"الطاف",   u"الماس",
                                         u"الماز", u"البرت", u"الين",  u"اليسا", u"الكسندر", u"اليزابيث"};
/// Names that end like a South Asian compound (NURUL, FAZLUR) and are none.
constexpr QStringView kNotACompound[] = {u"RASUL",  u"MAQBUL",  u"MAKBUL", u"BATUL",  u"MANSUR", u"SHAKUR",
                                         u"GHAFUR", u"GAFUR",   u"SABUR",  u"MASRUR", u"TAIMUR", u"YUNUS",
                                         u"IDRUS",  u"FIRDAUS", u"HARUN",  u"MAMUN",  u"MAIMUN", u"MAHMUD",
                                         u"DAUD",   u"MASUD",   u"MAHFUZ"};

/// Length of a vowel, or OU, and the consonants after it at `from` ("UL", "OUL", "UR", "USH"); 0 when there
/// are none. Only vowels that an article is written with.
qsizetype articleVowel(QStringView word, qsizetype from)
{
    if (from >= word.size() || !QStringView(u"AEUO").contains(word[from]))
        return 0;
    return word.mid(from).startsWith(u"OU") ? 2 : 1;
}

/// The consonant of an assimilated article before `noun`: "SH" for SHAKUR, "R" for RAHMAN; empty when it has
/// none.
QStringView sunLetter(QStringView noun)
{
    for (const QStringView pair : std::initializer_list<QStringView>{u"SH", u"TH", u"DH"}) {
        if (noun.startsWith(pair))
            return noun.left(2);
    }
    return !noun.isEmpty() && QStringView(u"RSNTDZ").contains(noun[0]) ? noun.left(1) : QStringView();
}

/// "AR" before RASHID, "ASH" before SHAMMARI, "UD" before DIN.
bool isAssimilatedArticle(QStringView word, QStringView next)
{
    const QStringView sun = sunLetter(next);
    return !sun.isEmpty() && word.size() == 1 + sun.size() && isVowel(word[0]) && word.mid(1) == sun;
}

/// What ABD, ABDUL, ABDEL, ABDUR and the like add to ABD; nullopt for other words (ABDI, ABDO, ABDIN).
std::optional<QStringView> abdEnding(QStringView word)
{
    if (!word.startsWith(u"ABD"))
        return std::nullopt;
    const QStringView ending = word.mid(3);
    if (ending.isEmpty())
        return ending;
    const qsizetype vowel = articleVowel(ending, 0);
    const QStringView consonant = ending.mid(vowel);
    const bool article = consonant == u"L" || (!consonant.isEmpty() && sunLetter(consonant) == consonant);
    return vowel && article ? std::optional(ending) : std::nullopt;
}

/// A single Latin word without the article inside it: ABDELRAHMAN and ABDURRAHMAN are ABDRAHMAN, NOURELDIN
/// and NURUDDIN end in DIN, FAIZULLAH in LLAH.
QString reducedLatin(const QString &word)
{
    if (word.startsWith(u"ABD")) {
        const qsizetype vowel = articleVowel(word, 3);
        const QStringView rest = QStringView(word).mid(3 + vowel);
        if (vowel && rest.startsWith(u'L') && rest.size() >= 3)
            return "ABD"_L1 + rest.mid(1).toString();
        const QStringView sun = sunLetter(rest);
        if (vowel && !sun.isEmpty() && rest.mid(sun.size()).startsWith(sun))
            return "ABD"_L1 + rest.mid(sun.size()).toString();
        return word;
    }
    for (const QStringView din : std::initializer_list<QStringView>{u"DIN", u"DEEN", u"DINE"}) {
        const qsizetype stem = word.size() - din.size() - 2;
        if (stem >= 2 && word.endsWith(din) && isVowel(word[stem]) &&
            (word[stem + 1] == u'L' || word[stem + 1] == u'D'))
            return word.left(stem) + "DIN"_L1;
    }
    for (const QStringView llah : std::initializer_list<QStringView>{u"LLAH", u"LLA"}) {
        const qsizetype stem = word.size() - llah.size() - 1;
        if (stem >= 2 && word.endsWith(llah) && isVowel(word[stem]))
            return word.left(stem) + "LLAH"_L1;
    }
    return word;
}

QString withoutArticle(const QString &word)
{
    return word.startsWith(u"ال") && word.size() >= 4 && !contains(kNotAnArticle, word) ? word.mid(2) : word;
}

QString reducedArabic(const QString &word)
{
    for (const QStringView prefix : std::initializer_list<QStringView>{u"عبدال", u"عبيدال", u"ابوال"}) {
        if (word.startsWith(prefix) && word.size() >= prefix.size() + 2)
            return word.left(prefix.size() - 2) + word.mid(prefix.size());
    }
    for (const QStringView suffix : std::initializer_list<QStringView>{u"الدين", u"الله"}) {
        if (word.endsWith(suffix) && word.size() >= suffix.size() + 2)
            return word.left(word.size() - suffix.size()) + suffix.mid(2).toString();
    }
    return withoutArticle(word);
}

QString reduced(const QString &word)
{
    return isArabic(word.front()) ? reducedArabic(word) : reducedLatin(word);
}

/// FAZL of FAZLUR before RAHMAN, ZIA of ZIAUL before any name; nullopt when the word is no such compound.
std::optional<QString> compoundStem(const QString &word, const QString &next)
{
    if (word.size() < 5 || contains(kNotACompound, word) || isArabic(next.front()))
        return std::nullopt;
    if (word.endsWith(u"UL"))
        return word.chopped(2);
    const QStringView sun = sunLetter(next);
    if (!sun.isEmpty() && word.size() >= 4 + sun.size() && word.endsWith(u'U' + sun.toString()))
        return word.chopped(1 + sun.size());
    return std::nullopt;
}

/// The joined word of a first part and what it governs; nullopt when `first` governs nothing.
std::optional<QString> joined(const QString &first, const QString &next)
{
    if (contains(kOwner, first))
        return first + next;
    if (contains(kArabicJoining, first))
        return first + withoutArticle(next);
    if (const auto ending = abdEnding(first)) {
        const bool plain = ending->endsWith(u'L') || next.startsWith(ending->mid(articleVowel(*ending, 0)));
        return reducedLatin((plain ? u"ABD"_s : first) + next);
    }
    if (!contains(kLatinJoining, first))
        return std::nullopt;
    return (first.endsWith(u"UL") ? first.chopped(1) : first) + next;
}

/// What a word adds to the one before it: DIN of UDDIN, له of الله; empty for a name of its own.
QString suffixOf(const QString &word)
{
    if (word == u"الدين" || word == u"الله")
        return word.mid(2);
    if (contains(kDin, word))
        return u"DIN"_s;
    return contains(kLlah, word) ? u"LLAH"_s : QString();
}

struct Word {
    QString text;
    QString written;    ///< before joining and reducing
    QString uncut = {}; ///< the word before a compound was taken apart; empty when it was not
};

QStringList keptWords(const QStringList &words)
{
    QStringList kept;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words[i];
        if (contains(kMuhammad, word))
            kept += u"MUHAMMAD"_s;
        else if (word == u"SK")
            kept += u"SHEIKH"_s;
        else if (!contains(kDropped, word) && !isAssimilatedArticle(word, words.value(i + 1)))
            kept += word;
    }
    return kept.isEmpty() ? words : kept;
}

/// `normal` are the words of the normal form.
std::vector<Word> wordsOf(const QStringList &normal)
{
    const QStringList words = keptWords(normal);
    std::vector<Word> out;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words[i];
        const QString suffix = out.empty() ? QString() : suffixOf(word);
        if (!suffix.isEmpty()) {
            // A compound that was taken apart a moment ago belongs together after all.
            out.back().text += suffix;
            out.back().written += u' ' + word;
            continue;
        }
        if (i + 1 < words.size()) {
            const QString &next = words[i + 1];
            if (const auto whole = joined(word, next)) {
                out.push_back({*whole, word + u' ' + next});
                ++i;
                continue;
            }
            const auto stem = suffixOf(next).isEmpty() ? compoundStem(word, next) : std::nullopt;
            if (stem) {
                out.push_back({*stem, word, word});
                continue;
            }
        }
        out.push_back({reduced(word), word});
    }
    return out;
}

// ---- keys (§5.4) ----

/// Readings of a letter beside the usual one, each for spellings the primary key misses.
enum Reading : unsigned {
    Usual = 0,
    GAsJ = 1,         ///< GAMAL: JML
    ThAsS = 2,        ///< OTHMAN, عثمان: ASMN as in OSMAN
    ChAsH = 4,        ///< ACHMAD: AHMD
    SoftC = 8,        ///< HOUCINE: HSN
    FinalTAsD = 16,   ///< AHMET: AHMD
    OuAsW = 32,       ///< OUALID: WLD
    VAsW = 64,        ///< NAVEED, نويد: ND
    DadAsZ = 128,     ///< رضا: RZ as in REZA
    SplitPairs = 256, ///< MEDHAT, ISHAQ: MDHT, ASHK
};
constexpr unsigned kReadings[] = {GAsJ, ThAsS, ChAsH, SoftC, FinalTAsD, OuAsW, VAsW, DadAsZ, SplitPairs};
constexpr unsigned kAllButSplit = SplitPairs - 1;

class KeyWriter
{
public:
    void add(QStringView letters)
    {
        for (const QChar c : letters) {
            if (!m_key.endsWith(c))
                m_key += c;
        }
    }
    QString key() const { return m_key; }

private:
    QString m_key;
};

QString arabicKey(QStringView word, unsigned reading)
{
    if (word.size() > 1 && (word.endsWith(u'ه') || word.endsWith(u'ح')))
        word.chop(1);
    KeyWriter writer;
    for (qsizetype i = 0; i < word.size(); ++i) {
        switch (word[i].unicode()) {
        case u'ب':
            writer.add(u"B");
            break;
        case u'ت':
        case u'ط':
            writer.add(u"T");
            break;
        case u'ث':
            writer.add(reading & ThAsS ? u"S" : u"T");
            break;
        case u'ج':
            writer.add(u"J");
            break;
        case u'ح':
        case u'ه':
        case u'خ':
            writer.add(u"H");
            break;
        case u'د':
            writer.add(u"D");
            break;
        case u'ض':
            writer.add(reading & DadAsZ ? u"Z" : u"D");
            break;
        case u'ذ':
        case u'ظ':
        case u'ز':
            writer.add(u"Z");
            break;
        case u'ر':
            writer.add(u"R");
            break;
        case u'س':
        case u'ص':
        case u'ش':
            writer.add(u"S");
            break;
        case u'غ':
        case u'ق':
        case u'ك':
            writer.add(u"K");
            break;
        case u'ف':
            writer.add(u"F");
            break;
        case u'ل':
            writer.add(u"L");
            break;
        case u'م':
            writer.add(u"M");
            break;
        case u'ن':
            writer.add(u"N");
            break;
        case u'ا':
        case u'ع':
            writer.add(i == 0 ? u"A" : u"");
            break;
        case u'و':
            writer.add(i == 0 ? u"W" : u"");
            break;
        case u'ي':
            writer.add(i == 0 ? u"Y" : u"");
            break;
        default:
            writer.add(word[i].isDigit() ? word.mid(i, 1) : QStringView());
            break;
        }
    }
    return writer.key();
}

struct Pair {
    QStringView latin;
    QStringView key;
};

/// Letters that are written as several; the longest first.
constexpr Pair kPairs[] = {{u"SCH", u"S"}, {u"SH", u"S"}, {u"CH", u"S"}, {u"KH", u"H"}, {u"GH", u"K"},
                           {u"DH", u"Z"},  {u"TH", u"T"}, {u"PH", u"F"}, {u"DJ", u"J"}};

QStringView pairKey(const Pair &pair, unsigned reading)
{
    if (pair.latin == u"CH" && reading & ChAsH)
        return u"H";
    if (pair.latin == u"TH" && reading & ThAsS)
        return u"S";
    return pair.key;
}

QStringView letterKey(QStringView word, qsizetype at, unsigned reading)
{
    const char16_t next = at + 1 < word.size() ? word[at + 1].unicode() : u'\0';
    const bool first = at == 0;
    const bool last = at + 1 == word.size();
    switch (word[at].unicode()) {
    case u'A':
    case u'E':
    case u'I':
    case u'O':
    case u'U':
        if (first && reading & OuAsW && word.startsWith(u"OU") && word.size() > 2 && isVowel(word[2]))
            return u"W";
        return first ? u"A" : u"";
    case u'W':
        return first ? u"W" : u"";
    case u'Y':
        return first ? u"Y" : u"";
    case u'H':
        return last && !first ? u"" : u"H";
    case u'T':
        return last && !first && reading & FinalTAsD ? u"D" : u"T";
    case u'C':
        return reading & SoftC && (next == u'E' || next == u'I' || next == u'Y') ? u"S" : u"K";
    case u'G':
        return reading & GAsJ ? u"J" : u"K";
    case u'Q':
        return u"K";
    case u'P':
        return u"B";
    case u'V':
        if (reading & VAsW)
            return first ? u"W" : u"";
        return u"F";
    case u'X':
        return u"H";
    default:
        return word.mid(at, 1);
    }
}

QString latinKey(QStringView word, unsigned reading)
{
    KeyWriter writer;
    for (qsizetype i = 0; i < word.size();) {
        const QStringView rest = word.mid(i);
        const auto pair = std::find_if(std::begin(kPairs), std::end(kPairs),
                                       [&](const Pair &p) { return rest.startsWith(p.latin); });
        if (pair != std::end(kPairs) && !(reading & SplitPairs)) {
            writer.add(pairKey(*pair, reading));
            i += pair->latin.size();
            continue;
        }
        const QChar c = word[i];
        if ((c >= u'A' && c <= u'Z') || c.isDigit())
            writer.add(letterKey(word, i, reading));
        ++i;
    }
    return writer.key();
}

QString keyOf(QStringView word, unsigned reading = Usual)
{
    return isArabic(word.front()) ? arabicKey(word, reading) : latinKey(word, reading);
}

/// ALKHATIB without AL, ENNAJI without EN; the word itself when it does not look like that.
QString withoutLatinArticle(const QString &word)
{
    if (word.size() < 5 || (word[0] != u'A' && word[0] != u'E'))
        return word;
    if (word[1] == u'L')
        return word.mid(2);
    const QStringView noun = QStringView(word).mid(2);
    const QStringView sun = sunLetter(noun);
    return sun.size() == 1 && word[1] == sun[0] ? noun.toString() : word;
}

/// Spellings no reading of letters leads to.
constexpr std::pair<QStringView, QStringView> kLexicon[] = {{u"BRAHIM", u"ABRHM"}, {u"TAHA", u"T"}};
constexpr QStringView kShah[] = {u"شاه", u"SHAH"};

void addAlternate(PreparedName::Token &token, const QString &key)
{
    if (!key.isEmpty() && key != token.key && !token.alternates.contains(key))
        token.alternates += key;
}

} // namespace

QString normalName(QStringView name)
{
    const bool foldsForms = needsCompatibilityForm(name);
    const QString text =
        foldsForms ? name.toString().normalized(QString::NormalizationForm_KC) : name.toString();
    QString out;
    out.reserve(text.size());
    for (const QChar c : text) {
        if (isDeleted(c.unicode()))
            continue;
        if (c.unicode() < 0x80) {
            const char letter = asciiUpper(static_cast<char>(c.unicode()));
            if (isAsciiAlphanumeric(letter))
                out += QLatin1Char(letter);
            else if (!out.isEmpty() && !out.endsWith(u' '))
                out += u' ';
            continue;
        }
        const QChar folded = withoutMarks(QChar(foldedArabic(c.unicode())));
        // Ş is spelled out before it loses its mark, Ǽ after.
        QStringView spelled = spelledLatin(c.unicode());
        if (spelled.isEmpty())
            spelled = spelledLatin(folded.unicode());
        if (!spelled.isEmpty()) {
            out += spelled;
            continue;
        }
        if (folded.isMark())
            continue;
        if (folded.isLetterOrNumber() || folded.isSurrogate())
            out += folded.toUpper();
        else if (!out.isEmpty() && !out.endsWith(u' '))
            out += u' ';
    }
    if (out.endsWith(u' '))
        out.chop(1);
    // What stood between two letters may have kept them from being one.
    return foldsForms ? out.normalized(QString::NormalizationForm_C) : out;
}

namespace
{

/// What follows from a word by itself.
PreparedName::Token madeToken(const QString &text)
{
    PreparedName::Token token;
    token.text = text;
    token.arabic = isArabic(text.front());
    token.bare = token.arabic ? text : withoutLatinArticle(text);
    token.key = keyOf(text);
    for (const unsigned reading : kReadings)
        addAlternate(token, keyOf(text, reading));
    addAlternate(token, keyOf(text, kAllButSplit));
    if (token.bare != text)
        addAlternate(token, keyOf(token.bare));
    // ABDELATIF: the one L is the name's own.
    if (text.startsWith(u"ABD") && text.size() > 4 && isVowel(text[3]))
        addAlternate(token, "ABDL"_L1 + latinKey(QStringView(text).mid(3), Usual).mid(1));
    for (const auto &[spelling, key] : kLexicon) {
        if (text == spelling)
            addAlternate(token, key.toString());
    }
    return token;
}

void append(NameParts &name, const NameParts &more)
{
    name.words += more.words;
    name.parts += more.parts;
}

} // namespace

PreparedName::Token nameToken(const QString &text)
{
    constexpr qsizetype kMost = 20'000;
    static thread_local QHash<QString, PreparedName::Token> known;
    if (const auto found = known.constFind(text); found != known.constEnd())
        return *found;
    if (known.size() >= kMost)
        known.clear();
    return *known.insert(text, madeToken(text));
}

NameParts nameParts(QStringView name)
{
    NameParts taken;
    if (const qsizetype divider = name.indexOf(u"<<"); divider >= 0) {
        const NameParts given = nameParts(name.mid(divider + 2).toString().replace(u'<', u' '));
        append(taken, nameParts(name.left(divider)));
        taken.given = given.parts.isEmpty() ? 0 : taken.parts.size();
        append(taken, given);
        return taken;
    }
    taken.words = normalName(name).split(u' ', Qt::SkipEmptyParts);
    const std::vector<Word> words = wordsOf(taken.words);
    taken.parts.reserve(static_cast<qsizetype>(words.size()));
    for (std::size_t i = 0; i < words.size(); ++i) {
        NameParts::Part part{words[i].text, words[i].written, {}};
        if (!words[i].uncut.isEmpty())
            part.furtherKeys += keyOf(words[i].uncut);
        if (contains(kShah, part.text) && i + 1 < words.size())
            part.furtherKeys += keyOf(part.text + words[i + 1].text);
        taken.parts += std::move(part);
    }
    return taken;
}

PreparedName prepareName(QStringView name)
{
    const NameParts taken = nameParts(name);
    PreparedName prepared{taken.words, {}, taken.given};
    prepared.tokens.reserve(taken.parts.size());
    for (const NameParts::Part &part : taken.parts) {
        PreparedName::Token token = nameToken(part.text);
        token.written = part.written;
        for (const QString &key : part.furtherKeys)
            addAlternate(token, key);
        prepared.tokens += std::move(token);
    }
    return prepared;
}

QStringList nameTokens(QStringView name)
{
    QStringList tokens;
    for (const Word &word : wordsOf(normalName(name).split(u' ', Qt::SkipEmptyParts)))
        tokens += word.text;
    return tokens;
}

NameKeys nameKeys(QStringView name)
{
    NameKeys keys;
    for (const PreparedName::Token &token : prepareName(name).tokens) {
        if (!token.key.isEmpty())
            keys.primary += token.key;
        for (const QString &key : token.alternates) {
            if (!keys.alternate.contains(key))
                keys.alternate += key;
        }
    }
    return keys;
}

// ---- similarity ----

namespace
{

using Token = PreparedName::Token;

constexpr double kSame = 0.90;
constexpr double kSpelling = 0.60;
/// The most that names can reach of which not every part is equal.
constexpr double kUnequal = 0.89;
/// The most that names can reach of which one has another given name.
constexpr double kAnotherPerson = 0.59;

double jaroWinkler(QStringView a, QStringView b)
{
    constexpr qsizetype kLongest = 64;
    a = a.left(kLongest);
    b = b.left(kLongest);
    const qsizetype window = std::max<qsizetype>(std::max(a.size(), b.size()) / 2 - 1, 0);
    std::array<bool, kLongest> usedB{};
    std::array<QChar, kLongest> matchedA;
    qsizetype matches = 0;
    for (qsizetype i = 0; i < a.size(); ++i) {
        const qsizetype end = std::min(i + window + 1, b.size());
        for (qsizetype j = std::max<qsizetype>(i - window, 0); j < end; ++j) {
            if (!usedB[std::size_t(j)] && a[i] == b[j]) {
                usedB[std::size_t(j)] = true;
                matchedA[std::size_t(matches++)] = a[i];
                break;
            }
        }
    }
    if (matches == 0)
        return 0;
    qsizetype swapped = 0;
    for (qsizetype j = 0, k = 0; j < b.size(); ++j) {
        if (usedB[std::size_t(j)])
            swapped += b[j] != matchedA[std::size_t(k++)] ? 1 : 0;
    }
    const double m = double(matches);
    const double jaro = (m / double(a.size()) + m / double(b.size()) + (m - double(swapped) / 2) / m) / 3;
    qsizetype prefix = 0;
    while (prefix < 4 && prefix < a.size() && prefix < b.size() && a[prefix] == b[prefix])
        ++prefix;
    return jaro + double(prefix) * 0.1 * (1 - jaro);
}

bool isOneEditApart(QStringView a, QStringView b)
{
    if (a.size() > b.size())
        std::swap(a, b);
    qsizetype head = 0;
    while (head < a.size() && a[head] == b[head])
        ++head;
    return b.size() - a.size() <= 1 && a.mid(head + (a.size() == b.size() ? 1 : 0)) == b.mid(head + 1);
}

bool shareKey(const Token &a, const Token &b)
{
    const auto has = [](const Token &token, const QString &key) {
        return token.key == key || token.alternates.contains(key);
    };
    return (!a.key.isEmpty() && has(b, a.key)) || (!b.key.isEmpty() && has(a, b.key)) ||
           std::any_of(a.alternates.begin(), a.alternates.end(),
                       [&](const QString &key) { return b.alternates.contains(key); });
}

/// A consonant key with the vowels that are written before each of its letters but the first.
struct Vowelled {
    QString key;
    QStringList vowels;

    void vowel(QChar c) { pending += c; }
    void consonants(QStringView letters)
    {
        for (const QChar c : letters) {
            if (key.endsWith(c))
                continue;
            if (!key.isEmpty())
                vowels += pending;
            key += c;
            pending.clear();
        }
    }

private:
    QString pending;
};

Vowelled vowelledLatin(QStringView word)
{
    Vowelled out;
    for (qsizetype i = 0; i < word.size();) {
        const QStringView rest = word.mid(i);
        const auto pair = std::find_if(std::begin(kPairs), std::end(kPairs),
                                       [&](const Pair &p) { return rest.startsWith(p.latin); });
        if (pair != std::end(kPairs)) {
            out.consonants(pairKey(*pair, Usual));
            i += pair->latin.size();
            continue;
        }
        if (i > 0 && QStringView(u"AEIOUWY").contains(word[i]))
            out.vowel(word[i]);
        else
            out.consonants(letterKey(word, i, Usual));
        ++i;
    }
    return out;
}

Vowelled vowelledArabic(QStringView word)
{
    Vowelled out;
    for (qsizetype i = 0; i < word.size(); ++i) {
        if (i > 0 && QStringView(u"اوعي").contains(word[i]))
            out.vowel(word[i]);
        else
            out.consonants(arabicKey(word.mid(i, 1), Usual));
    }
    return out;
}

/// False for two names of one consonant key that their long vowels tell apart, as محمد and MAHMOUD, حسين and
/// HASAN. Arabic writes long vowels; Latin spellings double them, or write two letters.
bool vowelsAgree(const Token &arabic, const Token &latin)
{
    if (arabic.text == u"محمد" && latin.text.startsWith(u"MAHM"))
        return false;
    const Vowelled a = vowelledArabic(arabic.text);
    const Vowelled b = vowelledLatin(latin.text);
    if (a.vowels.size() != b.vowels.size())
        return true;
    const auto hasAny = [](const QString &vowels, QStringView of) {
        return std::any_of(of.begin(), of.end(), [&](QChar c) { return vowels.contains(c); });
    };
    for (qsizetype i = 0; i < a.vowels.size(); ++i) {
        const QString &written = a.vowels[i];
        const QString &spelled = b.vowels[i];
        if (written.contains(u'ع')) // any vowel
            continue;
        if (written.isEmpty()) {
            // OU is a short U in French spellings, but at the end of a name.
            const bool last = i + 1 == a.vowels.size();
            for (const QStringView longVowel :
                 std::initializer_list<QStringView>{u"EE", u"EI", u"AI", u"AY"}) {
                if (spelled.contains(longVowel))
                    return false;
            }
            if (last && (spelled.contains(u"OU") || spelled.contains(u"OO")))
                return false;
        } else if ((written.contains(u'و') && !hasAny(spelled, u"OUWV")) ||
                   (written.contains(u'ي') && !hasAny(spelled, u"IEY"))) {
            return false;
        }
    }
    return true;
}

} // namespace

double tokenSimilarity(const PreparedName::Token &a, const PreparedName::Token &b)
{
    if (a.text == b.text)
        return 1;
    if (a.arabic != b.arabic) {
        if (!a.key.isEmpty() && a.key == b.key)
            return vowelsAgree(a.arabic ? a : b, a.arabic ? b : a) ? 1 : 0.7;
        if (shareKey(a, b))
            return 0.95;
        return std::min(a.key.size(), b.key.size()) >= 3 && isOneEditApart(a.key, b.key) ? 0.6 : 0;
    }
    if (a.bare == b.bare || a.bare == b.text || a.text == b.bare)
        return 0.98;
    // Equal keys alone are not enough within a script: they cannot tell محمد from محمود, nor HASAN from
    // HUSSEIN.
    const double letters = std::max(jaroWinkler(a.text, b.text), jaroWinkler(b.text, a.text));
    if (shareKey(a, b))
        return std::min(0.5 + 0.4 * letters, 0.88);
    return letters >= 0.85 ? 0.6 * letters : 0;
}

namespace
{

/// How the last word of a name that was cut short compares: it need only be a beginning.
double cutSimilarity(const Token &whole, const Token &cut)
{
    const bool begins = whole.arabic == cut.arabic
                            ? whole.text.startsWith(cut.text) || whole.bare.startsWith(cut.bare)
                            : !cut.key.isEmpty() && whole.key.startsWith(cut.key);
    return std::max(tokenSimilarity(whole, cut), begins ? 0.98 : 0.0);
}

struct Pairing {
    qsizetype shorter = 0;
    qsizetype longer = 0;
    double similarity = 0;
};

/// The best partner for each token, each used once.
std::vector<Pairing> pairTokens(const QList<Token> &shorter, const QList<Token> &longer, const Token *cut)
{
    std::vector<Pairing> all;
    for (qsizetype i = 0; i < shorter.size(); ++i) {
        for (qsizetype j = 0; j < longer.size(); ++j) {
            double value = 0;
            if (&shorter[i] == cut)
                value = cutSimilarity(longer[j], shorter[i]);
            else if (&longer[j] == cut)
                value = cutSimilarity(shorter[i], longer[j]);
            else
                value = tokenSimilarity(shorter[i], longer[j]);
            if (value > 0)
                all.push_back({i, j, value});
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const Pairing &a, const Pairing &b) {
        if (a.similarity != b.similarity)
            return a.similarity > b.similarity;
        return std::abs(a.shorter - a.longer) < std::abs(b.shorter - b.longer);
    });
    std::vector<Pairing> chosen;
    for (const Pairing &pair : all) {
        const bool taken = std::any_of(chosen.begin(), chosen.end(), [&](const Pairing &other) {
            return other.shorter == pair.shorter || other.longer == pair.longer;
        });
        if (!taken)
            chosen.push_back(pair);
    }
    std::sort(chosen.begin(), chosen.end(),
              [](const Pairing &a, const Pairing &b) { return a.shorter < b.shorter; });
    return chosen;
}

/// 1 in the same order, a little less with the family name moved to the other end, much less otherwise: a
/// name and the father's name exchanged are another person.
double orderFactor(const std::vector<Pairing> &pairs)
{
    int descents = 0;
    for (std::size_t i = 1; i < pairs.size(); ++i)
        descents += pairs[i].longer < pairs[i - 1].longer ? 1 : 0;
    if (descents == 0)
        return 1;
    return descents == 1 && pairs.back().longer < pairs.front().longer ? 0.98 : 0.88;
}

bool hasBothEnds(const std::vector<Pairing> &pairs, qsizetype longerSize)
{
    const auto has = [&](qsizetype index) {
        return std::any_of(pairs.begin(), pairs.end(), [&](const Pairing &p) { return p.longer == index; });
    };
    return has(0) && has(longerSize - 1);
}

/// Names between the first and the last are often left out on passports; one name alone says little.
double missingFactor(const std::vector<Pairing> &pairs, qsizetype shorterSize, qsizetype longerSize,
                     bool truncated)
{
    const qsizetype missing = longerSize - shorterSize;
    if (missing == 0)
        return 1;
    if (shorterSize == 1)
        return 0.65;
    return truncated || hasBothEnds(pairs, longerSize) ? std::max(1 - 0.01 * double(missing), 0.95) : 0.85;
}

/// MUHAMMAD before another given name is often left out or put there (domain.md §5.3).
bool isMuhammad(const Token &token)
{
    return token.arabic
               ? token.text == u"محمد"
               : token.key == u"MHMD" && (token.text.startsWith(u"MO") || token.text.startsWith(u"MU"));
}

/// The token that stands for the person: the own name, or the one after MUHAMMAD when that is not paired.
qsizetype ownName(const PreparedName &name, const QSet<qsizetype> &paired)
{
    const qsizetype given = name.given;
    const bool passedOver =
        !paired.contains(given) && isMuhammad(name.tokens[given]) && given + 1 < name.tokens.size();
    return passedOver ? given + 1 : given;
}

/// Two names and which parts of them belong together.
struct Comparison {
    const PreparedName &a;
    const PreparedName &b;
    bool aShorter = false;
    std::vector<Pairing> pairs;
    QSet<qsizetype> pairedA;
    QSet<qsizetype> pairedB;

    const QList<Token> &shorter() const { return aShorter ? a.tokens : b.tokens; }
    const QList<Token> &longer() const { return aShorter ? b.tokens : a.tokens; }
    bool ownNamesPaired() const
    {
        return pairedA.contains(ownName(a, pairedA)) && pairedB.contains(ownName(b, pairedB));
    }
};

Comparison compared(const PreparedName &a, const PreparedName &b, bool bTruncated)
{
    const auto texts = [](const PreparedName &name) {
        QStringList out;
        for (const Token &token : name.tokens)
            out += token.text;
        return out;
    };
    // One fixed order of the two, so that exchanging them changes nothing.
    const bool aShorter =
        a.tokens.size() != b.tokens.size() ? a.tokens.size() < b.tokens.size() : texts(a) <= texts(b);
    Comparison comparison{a, b, aShorter, {}, {}, {}};
    comparison.pairs =
        pairTokens(comparison.shorter(), comparison.longer(), bTruncated ? &b.tokens.constLast() : nullptr);
    for (const Pairing &pair : comparison.pairs) {
        comparison.pairedA += aShorter ? pair.shorter : pair.longer;
        comparison.pairedB += aShorter ? pair.longer : pair.shorter;
    }
    return comparison;
}

} // namespace

NameMatch matchNames(QStringView a, QStringView b, bool bTruncated)
{
    return matchNames(prepareName(a), prepareName(b), bTruncated);
}

NameMatch matchNames(const PreparedName &a, const PreparedName &b, bool bTruncated)
{
    if (a.tokens.isEmpty() || b.tokens.isEmpty())
        return {};
    const Comparison comparison = compared(a, b, bTruncated);
    const QList<Token> &shorter = comparison.shorter();
    const QList<Token> &longer = comparison.longer();
    const std::vector<Pairing> &pairs = comparison.pairs;
    double sum = 0;
    bool allEqual = qsizetype(pairs.size()) == shorter.size();
    for (const Pairing &pair : pairs) {
        sum += pair.similarity;
        allEqual = allEqual && pair.similarity >= kSame;
    }
    const double unmatched = double(shorter.size()) - double(pairs.size());
    double score = sum / double(shorter.size()) - 0.1 * unmatched;
    score *= orderFactor(pairs) * missingFactor(pairs, shorter.size(), longer.size(), bTruncated);
    score = std::clamp(score, 0.0, allEqual ? 1.0 : kUnequal);
    if (!comparison.ownNamesPaired())
        score = std::min(score, kAnotherPerson);
    score = std::round(score * 10'000) / 10'000;

    NameMatch match{score, NameVerdict::Different};
    if (score >= kSame)
        match.verdict = NameVerdict::Same;
    else if (score >= kSpelling)
        match.verdict = NameVerdict::Spelling;
    return match;
}

QList<NameDifference> nameDifferences(const PreparedName &a, const PreparedName &b, bool bTruncated)
{
    using Kind = NameDifference::Kind;
    if (a.tokens.isEmpty() || b.tokens.isEmpty())
        return {};
    const Comparison comparison = compared(a, b, bTruncated);
    const qsizetype ownA = ownName(a, comparison.pairedA);
    const qsizetype ownB = ownName(b, comparison.pairedB);
    QList<NameDifference> differences;
    QList<qsizetype> leftA;
    QList<qsizetype> leftB;
    for (qsizetype i = 0; i < a.tokens.size(); ++i) {
        if (!comparison.pairedA.contains(i))
            leftA += i;
    }
    for (qsizetype i = 0; i < b.tokens.size(); ++i) {
        if (!comparison.pairedB.contains(i))
            leftB += i;
    }
    if (leftA.contains(ownA) && leftB.contains(ownB)) {
        differences += {Kind::Given, a.tokens[ownA].written, b.tokens[ownB].written};
        leftA.removeOne(ownA);
        leftB.removeOne(ownB);
    }
    while (!leftA.isEmpty() && !leftB.isEmpty())
        differences +=
            {Kind::Other, a.tokens[leftA.takeFirst()].written, b.tokens[leftB.takeFirst()].written};
    for (const Pairing &pair : comparison.pairs) {
        const Token &inA = a.tokens[comparison.aShorter ? pair.shorter : pair.longer];
        const Token &inB = b.tokens[comparison.aShorter ? pair.longer : pair.shorter];
        if (pair.similarity < kSame)
            differences += {Kind::Spelling, inA.written, inB.written};
    }
    for (const qsizetype i : std::as_const(leftA))
        differences += {Kind::Missing, a.tokens[i].written, {}};
    for (const qsizetype i : std::as_const(leftB))
        differences += {Kind::Missing, {}, b.tokens[i].written};
    if (differences.isEmpty() && orderFactor(comparison.pairs) < 1)
        differences += {Kind::Order, {}, {}};
    return differences;
}

} // namespace desk
