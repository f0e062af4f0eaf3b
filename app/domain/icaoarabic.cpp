#include "domain/icaoarabic.h"

#include <QHash>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

struct Letter {
    char16_t arabic;
    const char16_t *code;
};

// Doc 9303-3, Appendix B. At the end of a component ة is XAH.
constexpr Letter kLetters[] = {
    {u'\u0621', u"XE"},  {u'\u0622', u"XAA"}, {u'\u0623', u"XAE"}, {u'\u0624', u"U"},   {u'\u0625', u"I"},
    {u'\u0626', u"XI"},  {u'\u0627', u"A"},   {u'\u0628', u"B"},   {u'\u0629', u"XTA"}, {u'\u062A', u"T"},
    {u'\u062B', u"XTH"}, {u'\u062C', u"J"},   {u'\u062D', u"XH"},  {u'\u062E', u"XKH"}, {u'\u062F', u"D"},
    {u'\u0630', u"XDH"}, {u'\u0631', u"R"},   {u'\u0632', u"Z"},   {u'\u0633', u"S"},   {u'\u0634', u"XSH"},
    {u'\u0635', u"XSS"}, {u'\u0636', u"XDZ"}, {u'\u0637', u"XTT"}, {u'\u0638', u"XZZ"}, {u'\u0639', u"E"},
    {u'\u063A', u"G"},   {u'\u0641', u"F"},   {u'\u0642', u"Q"},   {u'\u0643', u"K"},   {u'\u0644', u"L"},
    {u'\u0645', u"M"},   {u'\u0646', u"N"},   {u'\u0647', u"H"},   {u'\u0648', u"W"},   {u'\u0649', u"XAY"},
    {u'\u064A', u"Y"},   {u'\u0671', u"XXA"}, {u'\u0679', u"XXT"}, {u'\u067C', u"XRT"}, {u'\u067E', u"P"},
    {u'\u0681', u"XKE"}, {u'\u0685', u"XXH"}, {u'\u0686', u"XC"},  {u'\u0688', u"XXD"}, {u'\u0689', u"XDR"},
    {u'\u0691', u"XXR"}, {u'\u0693', u"XRR"}, {u'\u0696', u"XRX"}, {u'\u0698', u"XJ"},  {u'\u069A', u"XXS"},
    {u'\u06A4', u"V"},   {u'\u06A5', u"XF"},  {u'\u06A9', u"XKK"}, {u'\u06AB', u"XXK"}, {u'\u06AD', u"XNG"},
    {u'\u06AF', u"XGG"}, {u'\u06BA', u"XNN"}, {u'\u06BC', u"XXN"}, {u'\u06BE', u"XDO"}, {u'\u06C0', u"XYH"},
    {u'\u06C1', u"XXG"}, {u'\u06C2', u"XGE"}, {u'\u06C3', u"XTG"}, {u'\u06CC', u"XYA"}, {u'\u06CD', u"XXY"},
    {u'\u06D0', u"Y"},   {u'\u06D2', u"XYB"}, {u'\u06D3', u"XBE"},
};

constexpr QChar kTaMarbuta = u'\u0629';
constexpr QChar kShadda = u'\u0651';
constexpr QStringView kFinalTaMarbuta = u"XAH";
constexpr qsizetype kLongestCode = 3;

/// Signs that are written over letters or between them and have no code.
bool isLeftOut(QChar c)
{
    return c == u'\u0640' || (c >= u'\u064B' && c <= u'\u0650') || c == u'\u0652' || c == u'\u0670';
}

const QHash<QChar, QStringView> &codes()
{
    static const QHash<QChar, QStringView> table = [] {
        QHash<QChar, QStringView> all;
        for (const Letter &letter : kLetters)
            all.insert(letter.arabic, letter.code);
        return all;
    }();
    return table;
}

const QHash<QStringView, QChar> &letters()
{
    static const QHash<QStringView, QChar> table = [] {
        QHash<QStringView, QChar> all;
        for (const Letter &letter : kLetters) {
            if (!all.contains(letter.code)) // Y is ي before it is ې
                all.insert(letter.code, letter.arabic);
        }
        return all;
    }();
    return table;
}

std::optional<QString> codedWord(QStringView word)
{
    QString coded;
    QStringView last;
    for (qsizetype i = 0; i < word.size(); ++i) {
        if (isLeftOut(word[i]))
            continue;
        if (word[i] == kShadda && !last.isEmpty()) {
            coded += last;
            continue;
        }
        const bool ends = std::all_of(word.begin() + i + 1, word.end(), isLeftOut);
        last = word[i] == kTaMarbuta && ends ? kFinalTaMarbuta : codes().value(word[i]);
        if (last.isEmpty())
            return std::nullopt;
        coded += last;
    }
    return coded;
}

struct Decoded {
    QString word;
    bool escaped = false; ///< a code that begins with X
};

/// No code begins another, so taking them from the left is the only way to read them.
std::optional<Decoded> decodedWord(QStringView word)
{
    Decoded decoded;
    for (qsizetype at = 0; at < word.size();) {
        if (word.sliced(at) == kFinalTaMarbuta) {
            decoded.word += kTaMarbuta;
            decoded.escaped = true;
            break;
        }
        qsizetype length = 1;
        while (length <= kLongestCode && at + length <= word.size() &&
               !letters().contains(word.sliced(at, length)))
            ++length;
        if (length > kLongestCode || at + length > word.size())
            return std::nullopt;
        const QStringView code = word.sliced(at, length);
        decoded.word += letters().value(code);
        decoded.escaped = decoded.escaped || code.startsWith(u'X');
        at += length;
    }
    return decoded;
}

} // namespace

std::optional<QString> icaoFromArabic(QStringView arabic)
{
    QStringList components;
    for (const QString &word : arabic.toString().simplified().split(u' ', Qt::SkipEmptyParts)) {
        const auto coded = codedWord(word);
        if (!coded)
            return std::nullopt;
        components += *coded;
    }
    return components.isEmpty() ? std::nullopt : std::optional(components.join(u'<'));
}

std::optional<QString> arabicFromIcao(QStringView components)
{
    QStringList words;
    bool escaped = false;
    for (const QString &component : components.toString().replace(u'<', u' ').simplified().split(u' ')) {
        const auto decoded = decodedWord(component);
        if (!decoded)
            return std::nullopt;
        words += decoded->word;
        escaped = escaped || decoded->escaped;
    }
    return escaped ? std::optional(words.join(u' ')) : std::nullopt;
}

} // namespace desk
