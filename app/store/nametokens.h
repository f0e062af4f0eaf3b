#pragma once

#include "store/keyset.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <QStringView>

#include <map>
#include <unordered_map>
#include <vector>

namespace desk
{

/// What the index of names holds of a resident, and what is asked of it. A token begins with a
/// letter that says what it is: `w` a word of the normal form, `k` a cross-script sound key, `p` the first 2
/// to 4 letters of a longer word, `e` the first and the last word together, `s` the sounds of these, `b` two
/// words side by side, `t` the sounds of these. Pairs are rare where words are common: they propose few
/// people of millions. Index and query are made here, so that they agree.
///
/// Raise this when tokens of the same name change: the index is then made again (`Registry::refreshIndex`).
inline constexpr int kNameTokensVersion = 4;

/// What the index is asked: of every part, a resident has one token at least. Empty: cannot be asked.
using NameQuestion = std::vector<std::vector<quint64>>;

/// One word of a name that is looked for.
struct NameWord {
    QString word;
    QStringList keys;
};
QList<NameWord> nameWords(QStringView query);

/// How strictly a query asks.
enum class NameAsk {
    Phrase,       ///< the words as they stand side by side
    PhraseSounds, ///< the same by sound
    PhraseBegun,  ///< three or more words side by side, the last only begun
    PhraseSoundsBegun,
    Ends,       ///< first and last word as the first and last of a name, or the last put first
    EndSounds,  ///< the same by sound
    Words,      ///< every word
    WordsBegun, ///< every word, the last perhaps only begun
    Sounds,     ///< every word or its sound
    SoundsBegun,
};

/// The tokens as the index holds them: keyed hashes, so that the index tells no name. Outlived by `keys`.
class NameTokens
{
public:
    explicit NameTokens(const KeySet &keys)
        : m_keys(keys)
    {
    }

    /// What is indexed of a resident with a key of `generation`: in any order, one perhaps several times.
    std::vector<quint64> of(const QString &nameAr, const QString &nameEn, int generation);
    /// Who has `words`, leaving out the one at `without` (-1: none; with PhraseSounds or Sounds), whatever
    /// generation a resident is sealed with.
    NameQuestion question(const QList<NameWord> &words, NameAsk ask, int without = -1) const;

    /// One token of a question.
    struct Token {
        QChar kind; ///< the letter it begins with
        QString first;
        QString last = {}; ///< of a pair
    };

private:
    struct Hashes {
        std::vector<quint64> words;  ///< the word, then its beginnings
        std::vector<quint64> sounds; ///< of its primary key, if it `hasKey`, then of the others
        bool hasKey = false;
    };

    quint64 hash(QChar kind, QStringView word, int generation) const;
    quint64 pairHash(QChar kind, quint64 first, quint64 last, int generation) const;
    quint64 hash(const Token &token, int generation) const;
    const Hashes &hashesOf(const QString &word, int generation);
    std::vector<quint64> anyGeneration(const QList<Token> &tokens) const;
    NameQuestion endsOf(const QList<NameWord> &words, QChar kind) const;
    NameQuestion phraseOf(const QList<NameWord> &words, QChar kind, int without) const;

    const KeySet &m_keys;
    std::map<int, std::unordered_map<QString, Hashes>> m_remembered; ///< by generation and word
};

} // namespace desk
