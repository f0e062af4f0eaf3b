#include "domain/personname/words.h"

#include "domain/personname/letters.h"

#include <optional>
#include <unordered_map>

namespace desk
{

using namespace Qt::StringLiterals;

namespace
{

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

} // namespace

QStringView sunLetter(QStringView noun)
{
    for (const QStringView pair : std::initializer_list<QStringView>{u"SH", u"TH", u"DH"}) {
        if (noun.startsWith(pair))
            return noun.left(2);
    }
    return !noun.isEmpty() && QStringView(u"RSNTDZ").contains(noun[0]) ? noun.left(1) : QStringView();
}

namespace
{

/// "AR" before RASHID, "ASH" before SHAMMARI, "UD" before DIN.
bool isAssimilatedArticle(QStringView word, QStringView next)
{
    if (word.size() < 2 || word.size() > 3 || !isVowel(word[0]))
        return false;
    const QStringView sun = sunLetter(next);
    return !sun.isEmpty() && word.mid(1) == sun;
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
    if (word.size() < 5 || !QStringView(word).right(3).contains(u'U') || isArabic(next.front()) ||
        contains(kNotACompound, word))
        return std::nullopt;
    if (word.endsWith(u"UL"))
        return word.chopped(2);
    const QStringView sun = sunLetter(next);
    if (!sun.isEmpty() && word.size() >= 4 + sun.size() && word.endsWith(u'U' + sun.toString()))
        return word.chopped(1 + sun.size());
    return std::nullopt;
}

/// True for the first part of a joined word: عبد, ABU.
bool governs(QStringView first)
{
    return contains(kOwner, first) || contains(kArabicJoining, first) || abdEnding(first) ||
           contains(kLatinJoining, first);
}

/// The joined word of a first part that `governs` and what it governs.
QString joined(const QString &first, const QString &next)
{
    if (contains(kOwner, first))
        return first + next;
    if (contains(kArabicJoining, first))
        return first + withoutArticle(next);
    if (const auto ending = abdEnding(first)) {
        const bool plain = ending->endsWith(u'L') || next.startsWith(ending->mid(articleVowel(*ending, 0)));
        return reducedLatin((plain ? u"ABD"_s : first) + next);
    }
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

/// MUHAMMAD of MOHD; the word itself when it is no abbreviation.
QString writtenOut(const QString &word)
{
    if (contains(kMuhammad, word))
        return u"MUHAMMAD"_s;
    return word == u"SK" ? u"SHEIKH"_s : word;
}

/// What a word of the normal form is, whatever stands beside it.
struct Word {
    QString text;
    QString writtenOut;
    QString reduced;
    QString suffix;
    bool isDropped = false;
    bool governs = false;
};

/// Remembered, for few words make up most names. Valid until `forgetMany`.
class KnownWords
{
public:
    const Word &operator[](const QString &text)
    {
        const auto [known, isNew] = m_words.try_emplace(text);
        if (isNew)
            known->second = {text,           desk::writtenOut(text),   desk::reduced(text),
                             suffixOf(text), contains(kDropped, text), desk::governs(text)};
        return known->second;
    }
    void forgetMany()
    {
        constexpr size_t kMost = 20'000;
        if (m_words.size() >= kMost)
            m_words.clear();
    }

private:
    std::unordered_map<QString, Word> m_words;
};

using WordRow = std::vector<const Word *>;

WordRow keptWords(KnownWords &known, const QStringList &words)
{
    WordRow all;
    WordRow kept;
    all.reserve(words.size());
    kept.reserve(words.size());
    for (const QString &text : words)
        all.push_back(&known[text]);
    for (size_t i = 0; i < all.size(); ++i) {
        const Word &word = *all[i];
        if (word.writtenOut != word.text)
            kept.push_back(&known[word.writtenOut]);
        else if (!word.isDropped &&
                 (i + 1 == all.size() || !isAssimilatedArticle(word.text, all[i + 1]->text)))
            kept.push_back(&word);
    }
    return kept.empty() ? all : kept;
}

} // namespace

std::vector<JoinedWord> wordsOf(const QStringList &normal)
{
    static thread_local KnownWords known;
    known.forgetMany();
    const WordRow words = keptWords(known, normal);
    std::vector<JoinedWord> out;
    out.reserve(words.size());
    for (size_t i = 0; i < words.size(); ++i) {
        const Word &word = *words[i];
        if (!out.empty() && !word.suffix.isEmpty()) {
            // A compound that was taken apart a moment ago belongs together after all.
            out.back().text += word.suffix;
            out.back().written += u' ' + word.text;
            continue;
        }
        if (i + 1 < words.size()) {
            const Word &next = *words[i + 1];
            if (word.governs) {
                out.push_back({joined(word.text, next.text), word.text + u' ' + next.text});
                ++i;
                continue;
            }
            const auto stem = next.suffix.isEmpty() ? compoundStem(word.text, next.text) : std::nullopt;
            if (stem) {
                out.push_back({*stem, word.text, word.text});
                continue;
            }
        }
        out.push_back({word.reduced, word.text});
    }
    return out;
}

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

} // namespace desk
