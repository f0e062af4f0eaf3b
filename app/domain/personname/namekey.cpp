#include "domain/personname/namekey.h"

#include "domain/personname/letters.h"

#include <QStringList>

#include <algorithm>

namespace desk
{

namespace
{

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

} // namespace

QString keyOf(QStringView word, unsigned reading)
{
    return isArabic(word.front()) ? arabicKey(word, reading) : latinKey(word, reading);
}

bool vowelsAgree(QStringView arabic, QStringView latin)
{
    if (arabic == u"محمد" && latin.startsWith(u"MAHM"))
        return false;
    const Vowelled a = vowelledArabic(arabic);
    const Vowelled b = vowelledLatin(latin);
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

} // namespace desk
