#include "domain/personname.h"

#include "domain/personname/letters.h"
#include "domain/personname/namekey.h"
#include "domain/personname/words.h"

#include <QHash>
#include <QStringTokenizer>

#include <vector>

namespace desk
{

using namespace Qt::StringLiterals;

namespace
{

/// Spellings no reading of letters leads to.
constexpr std::pair<QStringView, QStringView> kLexicon[] = {{u"BRAHIM", u"ABRHM"}, {u"TAHA", u"T"}};
constexpr QStringView kShah[] = {u"شاه", u"SHAH"};

void addAlternate(PreparedName::Token &token, const QString &key)
{
    if (!key.isEmpty() && key != token.key && !token.alternates.contains(key))
        token.alternates += key;
}

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
        addAlternate(token, "ABDL"_L1 + keyOf(QStringView(text).mid(3)).mid(1));
    for (const auto &[spelling, key] : kLexicon) {
        if (text == spelling)
            addAlternate(token, key.toString());
    }
    return token;
}

QStringList normalWords(QStringView name)
{
    const QString normal = normalName(name);
    QStringList words;
    for (const QStringView word : qTokenize(QStringView(normal), u' ', Qt::SkipEmptyParts))
        words += word.toString();
    return words;
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
    taken.words = normalWords(name);
    const std::vector<JoinedWord> words = wordsOf(taken.words);
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
    for (const JoinedWord &word : wordsOf(normalWords(name)))
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

} // namespace desk
