#include "store/nametokens.h"

#include "domain/personname.h"
#include "store/postings.h"

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

constexpr QChar kWord = u'w';
constexpr QChar kBeginning = u'p';
constexpr QChar kSound = u'k';
constexpr QChar kEnds = u'e';
constexpr QChar kEndSounds = u's';
constexpr QChar kBeside = u'b';
constexpr QChar kBesideSounds = u't';

constexpr size_t kMostRemembered = 20'000;

using Token = NameTokens::Token;

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

quint64 NameTokens::hash(QChar kind, QStringView word, int generation) const
{
    const char column = kind.toLatin1();
    return m_keys.blind(KeyUse::RegistryNames, {&column, 1}, word.toUtf8(), generation) &
           postings::kTokenMask;
}

/// A pair is hashed by the hashes of its words, which are remembered where names are many.
quint64 NameTokens::pairHash(QChar kind, quint64 first, quint64 last, int generation) const
{
    const char column = kind.toLatin1();
    std::array<char, 2 * sizeof(quint64)> both;
    qToLittleEndian(first, both.data());
    qToLittleEndian(last, both.data() + sizeof first);
    return m_keys.blind(KeyUse::RegistryNames, {&column, 1}, both, generation) & postings::kTokenMask;
}

quint64 NameTokens::hash(const Token &token, int generation) const
{
    if (token.last.isEmpty())
        return hash(token.kind, token.first, generation);
    const QChar of = token.kind == kEnds || token.kind == kBeside ? kWord : kSound;
    return pairHash(token.kind, hash(of, token.first, generation), hash(of, token.last, generation),
                    generation);
}

/// Of a word as a part of a name.
const NameTokens::Hashes &NameTokens::hashesOf(const QString &word, int generation)
{
    Hashes &hashes = m_remembered[generation][word];
    if (!hashes.words.empty())
        return hashes;
    hashes.words.push_back(hash(kWord, word, generation));
    // The whole word is no beginning: who asks for one asks for the word too.
    const auto longest = std::min<qsizetype>(word.size() - 1, kLongestBeginning);
    for (qsizetype length = kShortestBeginning; length <= longest; ++length)
        hashes.words.push_back(hash(kBeginning, QStringView(word).left(length), generation));
    const PreparedName::Token token = nameToken(word);
    hashes.hasKey = !token.key.isEmpty();
    if (hashes.hasKey)
        hashes.sounds.push_back(hash(kSound, token.key, generation));
    for (const QString &key : token.alternates)
        hashes.sounds.push_back(hash(kSound, key, generation));
    return hashes;
}

std::vector<quint64> NameTokens::of(const QString &nameAr, const QString &nameEn, int generation)
{
    if (m_remembered[generation].size() >= kMostRemembered)
        m_remembered[generation].clear();
    std::vector<quint64> all;
    all.reserve(128);
    const auto add = [&all](const std::vector<quint64> &more) {
        all.insert(all.end(), more.begin(), more.end());
    };
    std::vector<const Hashes *> parts;
    for (const QString &name : {nameAr, nameEn}) {
        const NameParts taken = nameParts(name);
        for (const QString &word : taken.words)
            add(hashesOf(word, generation).words);
        parts.clear();
        for (const NameParts::Part &part : taken.parts) {
            parts.push_back(&hashesOf(part.text, generation));
            if (!taken.words.contains(part.text))
                add(parts.back()->words);
            add(parts.back()->sounds);
            for (const QString &key : part.furtherKeys) {
                if (!key.isEmpty())
                    all.push_back(hash(kSound, key, generation));
            }
        }
        const auto addPair = [&](QChar words, QChar sounds, const Hashes &first, const Hashes &last) {
            all.push_back(pairHash(words, first.words.front(), last.words.front(), generation));
            if (first.hasKey && last.hasKey)
                all.push_back(pairHash(sounds, first.sounds.front(), last.sounds.front(), generation));
        };
        for (size_t i = 0; i + 1 < parts.size(); ++i)
            addPair(kBeside, kBesideSounds, *parts[i], *parts[i + 1]);
        if (parts.size() > 1)
            addPair(kEnds, kEndSounds, *parts.front(), *parts.back());
    }
    return all;
}

std::vector<quint64> NameTokens::anyGeneration(const QList<Token> &tokens) const
{
    std::vector<quint64> hashes;
    for (const int generation : m_keys.generations()) {
        for (const Token &token : tokens)
            hashes.push_back(hash(token, generation));
    }
    return hashes;
}

NameQuestion NameTokens::endsOf(const QList<NameWord> &words, QChar kind) const
{
    if (words.size() < 2)
        return {};
    const QList<Token> tokens =
        pairs(kind, words.first(), words.last()) + pairs(kind, words[1], words.first());
    return tokens.isEmpty() ? NameQuestion() : NameQuestion{anyGeneration(tokens)};
}

NameQuestion NameTokens::phraseOf(const QList<NameWord> &words, QChar kind, int without) const
{
    NameQuestion parts;
    for (int i = 0; i + 1 < words.size(); ++i) {
        const QList<Token> tokens = pairs(kind, words[i], words[i + 1]);
        if (i != without && i + 1 != without && !tokens.isEmpty())
            parts.push_back(anyGeneration(tokens));
    }
    // A word within that is left out still stands between the ends.
    if (without > 0 && without + 1 < words.size()) {
        const QList<Token> ends = pairs(kind == kBeside ? kEnds : kEndSounds, words.first(), words.last());
        if (!ends.isEmpty())
            parts.push_back(anyGeneration(ends));
    }
    return parts;
}

NameQuestion NameTokens::question(const QList<NameWord> &words, NameAsk ask, int without) const
{
    if (ask == NameAsk::Ends || ask == NameAsk::EndSounds)
        return endsOf(words, ask == NameAsk::Ends ? kEnds : kEndSounds);
    if (ask == NameAsk::Phrase || ask == NameAsk::PhraseSounds)
        return phraseOf(words, ask == NameAsk::Phrase ? kBeside : kBesideSounds, without);
    if (ask == NameAsk::PhraseBegun || ask == NameAsk::PhraseSoundsBegun) {
        NameQuestion parts = phraseOf(words.mid(0, words.size() - 1),
                                      ask == NameAsk::PhraseBegun ? kBeside : kBesideSounds, -1);
        if (parts.empty() || words.last().word.size() < kShortestBeginning)
            return {};
        parts.push_back(anyGeneration(askFor(words.last(), false, true)));
        return parts;
    }
    const bool sounds = ask == NameAsk::Sounds || ask == NameAsk::SoundsBegun;
    const bool begun = ask == NameAsk::WordsBegun || ask == NameAsk::SoundsBegun;
    NameQuestion parts;
    for (int i = 0; i < words.size(); ++i) {
        if (i != without)
            parts.push_back(anyGeneration(askFor(words[i], sounds, begun && i == words.size() - 1)));
    }
    return parts;
}

} // namespace desk
