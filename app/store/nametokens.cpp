#include "store/nametokens.h"

#include "domain/personname.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kShortestBeginning = 2;
constexpr int kLongestBeginning = 4;

/// Bytes of a hash that are kept. 2^40 values: two of a country's million words rarely share one, and what
/// does is told apart when residents are ranked.
constexpr int kHashBytes = 5;
constexpr char kBase32[] = "abcdefghijklmnopqrstuvwxyz234567";

QStringList askFor(const NameWord &word, bool sounds, bool maybeBegun)
{
    QStringList tokens{u'w' + word.word};
    if (sounds) {
        for (const QString &key : word.keys)
            tokens += u'k' + key;
    }
    if (maybeBegun && word.word.size() >= kShortestBeginning)
        tokens += u'p' + word.word.left(kLongestBeginning);
    return tokens;
}

/// Every token of a resident, once each.
QSet<QString> tokensOf(const QString &nameAr, const QString &nameEn)
{
    QSet<QString> tokens;
    for (const QString &name : {nameAr, nameEn}) {
        const PreparedName prepared = prepareName(name);
        const auto addWord = [&tokens](const QString &word) {
            tokens += u'w' + word;
            const auto longest = std::min<qsizetype>(word.size(), kLongestBeginning);
            for (qsizetype length = kShortestBeginning; length <= longest; ++length)
                tokens += u'p' + word.left(length);
        };
        for (const QString &word : prepared.words)
            addWord(word);
        for (const PreparedName::Token &token : prepared.tokens) {
            addWord(token.text);
            if (!token.key.isEmpty())
                tokens += u'k' + token.key;
            for (const QString &key : token.alternates)
                tokens += u'k' + key;
        }
    }
    return tokens;
}

} // namespace

QList<NameWord> nameWords(QStringView query)
{
    QList<NameWord> words;
    for (const QString &token : nameTokens(query)) {
        const NameKeys keys = nameKeys(token);
        NameWord word{token, keys.primary + keys.alternate};
        word.keys.removeAll(QString());
        words += word;
    }
    return words;
}

QString NameIndex::hash(QStringView token, int generation) const
{
    quint64 bits = m_keys.blind(KeyUse::RegistryNames, "token", token.toUtf8(), generation);
    QString text(kHashBytes * 8 / 5, Qt::Uninitialized);
    for (QChar &letter : text) {
        letter = QLatin1Char(kBase32[bits & 31]);
        bits >>= 5;
    }
    return text;
}

QString NameIndex::text(const QString &nameAr, const QString &nameEn, int generation) const
{
    QStringList hashes;
    for (const QString &token : tokensOf(nameAr, nameEn))
        hashes += hash(token, generation);
    // In the order of the hashes: that of the words would tell which of them belong together.
    hashes.sort();
    return hashes.join(u' ');
}

QString NameIndex::anyGeneration(const QStringList &tokens) const
{
    QStringList alternatives;
    for (const int generation : m_keys.generations()) {
        for (const QString &token : tokens)
            alternatives += u'"' + hash(token, generation) + u'"';
    }
    return alternatives.size() == 1 ? alternatives.first() : u'(' + alternatives.join(u" OR "_s) + u')';
}

QString NameIndex::expression(const QList<NameWord> &words, NameAsk ask, int without) const
{
    const bool sounds = ask == NameAsk::Sounds || ask == NameAsk::SoundsBegun;
    const bool begun = ask == NameAsk::WordsBegun || ask == NameAsk::SoundsBegun;
    QStringList parts;
    for (int i = 0; i < words.size(); ++i) {
        if (i != without)
            parts += anyGeneration(askFor(words[i], sounds, begun && i == words.size() - 1));
    }
    return parts.join(u" AND "_s);
}

} // namespace desk
