#include "store/nametokens.h"

#include "domain/personname.h"

#include <QtEndian>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kShortestBeginning = 2;
constexpr int kLongestBeginning = 4;

/// Letters of a hash that are kept, five bits each. 2^40 values: two of a country's million words rarely
/// share one, and what does is told apart when residents are ranked.
constexpr int kHashLength = 8;
constexpr quint64 kHashMask = (quint64(1) << (5 * kHashLength)) - 1;
constexpr char kBase32[] = "abcdefghijklmnopqrstuvwxyz234567";

constexpr QChar kWord = u'w';
constexpr QChar kBeginning = u'p';
constexpr QChar kSound = u'k';
constexpr QChar kEnds = u'e';
constexpr QChar kEndSounds = u's';
constexpr QChar kBeside = u'b';
constexpr QChar kBesideSounds = u't';

constexpr size_t kMostRemembered = 20'000;

using Token = NameIndex::Token;

QList<Token> pairs(QChar kind, const NameWord &first, const NameWord &last)
{
    if (kind == kEnds || kind == kBeside)
        return {{kind, first.word, last.word}};
    QList<Token> tokens;
    for (const QString &firstKey : first.keys) {
        for (const QString &lastKey : last.keys)
            tokens.append({kind, firstKey, lastKey});
    }
    return tokens;
}

QList<Token> askFor(const NameWord &word, bool sounds, bool maybeBegun)
{
    QList<Token> tokens{{kWord, word.word}};
    if (sounds) {
        for (const QString &key : word.keys)
            tokens.append({kSound, key});
    }
    if (maybeBegun && word.word.size() >= kShortestBeginning)
        tokens.append({kBeginning, word.word.left(kLongestBeginning)});
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

quint64 NameIndex::hash(QChar kind, QStringView word, int generation) const
{
    const char column = kind.toLatin1();
    return m_keys.blind(KeyUse::RegistryNames, {&column, 1}, word.toUtf8(), generation) & kHashMask;
}

/// A pair is hashed by the hashes of its words, which are remembered where names are many.
quint64 NameIndex::pairHash(QChar kind, quint64 first, quint64 last, int generation) const
{
    const char column = kind.toLatin1();
    std::array<char, 2 * sizeof(quint64)> both;
    qToLittleEndian(first, both.data());
    qToLittleEndian(last, both.data() + sizeof first);
    return m_keys.blind(KeyUse::RegistryNames, {&column, 1}, both, generation) & kHashMask;
}

quint64 NameIndex::hash(const Token &token, int generation) const
{
    if (token.last.isEmpty())
        return hash(token.kind, token.first, generation);
    const QChar of = token.kind == kEnds || token.kind == kBeside ? kWord : kSound;
    return pairHash(token.kind, hash(of, token.first, generation), hash(of, token.last, generation),
                    generation);
}

void NameIndex::spell(quint64 hash, QByteArray &text)
{
    for (int i = 0; i < kHashLength; ++i, hash >>= 5)
        text += kBase32[hash & 31];
}

const std::vector<quint64> &NameIndex::hashesOf(QChar kind, const QString &word, int generation)
{
    Remembered &known = m_remembered[generation];
    Hashes &hashesOfKind = kind == kWord ? known.words : known.sounds;
    if (hashesOfKind.size() >= kMostRemembered)
        hashesOfKind.clear();
    std::vector<quint64> &hashes = hashesOfKind[word];
    if (!hashes.empty())
        return hashes;
    hashes.push_back(hash(kind, word, generation));
    if (kind == kWord) {
        // The whole word is no beginning: who asks for one asks for the word too.
        const auto longest = std::min<qsizetype>(word.size() - 1, kLongestBeginning);
        for (qsizetype length = kShortestBeginning; length <= longest; ++length)
            hashes.push_back(hash(kBeginning, QStringView(word).left(length), generation));
    }
    return hashes;
}

QString NameIndex::text(const QString &nameAr, const QString &nameEn, int generation)
{
    std::vector<quint64> hashes;
    hashes.reserve(64);
    const auto add = [&](QChar kind, const QString &word) {
        const std::vector<quint64> &more = hashesOf(kind, word, generation);
        hashes.insert(hashes.end(), more.begin(), more.end());
    };
    for (const QString &name : {nameAr, nameEn}) {
        const PreparedName prepared = prepareName(name);
        for (const QString &word : prepared.words)
            add(kWord, word);
        for (const PreparedName::Token &token : prepared.tokens) {
            if (!prepared.words.contains(token.text))
                add(kWord, token.text);
            if (!token.key.isEmpty())
                add(kSound, token.key);
            for (const QString &key : token.alternates)
                add(kSound, key);
        }
        const auto addHashes = [&](QChar kind, QChar of, const QString &first, const QString &last) {
            const quint64 firstHash = hashesOf(of, first, generation).front();
            hashes.push_back(pairHash(kind, firstHash, hashesOf(of, last, generation).front(), generation));
        };
        const auto addPair = [&](QChar words, QChar sounds, const PreparedName::Token &first,
                                 const PreparedName::Token &last) {
            addHashes(words, kWord, first.text, last.text);
            if (!first.key.isEmpty() && !last.key.isEmpty())
                addHashes(sounds, kSound, first.key, last.key);
        };
        for (qsizetype i = 0; i + 1 < prepared.tokens.size(); ++i)
            addPair(kBeside, kBesideSounds, prepared.tokens[i], prepared.tokens[i + 1]);
        if (prepared.tokens.size() > 1)
            addPair(kEnds, kEndSounds, prepared.tokens.first(), prepared.tokens.last());
    }
    // In the order of the hashes: that of the words would tell which of them belong together.
    std::sort(hashes.begin(), hashes.end());
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
    QByteArray text;
    text.reserve(static_cast<qsizetype>(hashes.size()) * (kHashLength + 1));
    for (const quint64 hash : hashes) {
        if (!text.isEmpty())
            text += ' ';
        spell(hash, text);
    }
    return QString::fromLatin1(text);
}

QString NameIndex::anyGeneration(const QList<Token> &tokens) const
{
    QStringList alternatives;
    for (const int generation : m_keys.generations()) {
        for (const Token &token : tokens) {
            QByteArray text;
            spell(hash(token, generation), text);
            alternatives += u'"' + QString::fromLatin1(text) + u'"';
        }
    }
    return alternatives.size() == 1 ? alternatives.first() : u'(' + alternatives.join(u" OR "_s) + u')';
}

QString NameIndex::endsOf(const QList<NameWord> &words, QChar kind) const
{
    if (words.size() < 2)
        return {};
    const QList<Token> tokens =
        pairs(kind, words.first(), words.last()) + pairs(kind, words[1], words.first());
    return tokens.isEmpty() ? QString() : anyGeneration(tokens);
}

QString NameIndex::phraseOf(const QList<NameWord> &words, QChar kind, int without) const
{
    QStringList parts;
    for (int i = 0; i + 1 < words.size(); ++i) {
        const QList<Token> tokens = pairs(kind, words[i], words[i + 1]);
        if (i != without && i + 1 != without && !tokens.isEmpty())
            parts += anyGeneration(tokens);
    }
    // A word within that is left out still stands between the ends.
    if (without > 0 && without + 1 < words.size()) {
        const QList<Token> ends = pairs(kind == kBeside ? kEnds : kEndSounds, words.first(), words.last());
        if (!ends.isEmpty())
            parts += anyGeneration(ends);
    }
    return parts.join(u" AND "_s);
}

QString NameIndex::expression(const QList<NameWord> &words, NameAsk ask, int without) const
{
    if (ask == NameAsk::Ends || ask == NameAsk::EndSounds)
        return endsOf(words, ask == NameAsk::Ends ? kEnds : kEndSounds);
    if (ask == NameAsk::Phrase || ask == NameAsk::PhraseSounds)
        return phraseOf(words, ask == NameAsk::Phrase ? kBeside : kBesideSounds, without);
    if (ask == NameAsk::PhraseBegun || ask == NameAsk::PhraseSoundsBegun) {
        const QString whole = phraseOf(words.mid(0, words.size() - 1),
                                       ask == NameAsk::PhraseBegun ? kBeside : kBesideSounds, -1);
        const QString &last = words.last().word;
        return whole.isEmpty() || last.size() < kShortestBeginning
                   ? QString()
                   : whole + u" AND "_s + anyGeneration(askFor(words.last(), false, true));
    }
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
