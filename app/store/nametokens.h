#pragma once

#include <QString>
#include <QStringList>
#include <QStringView>

namespace desk
{

/// What the full-text index of names holds of a resident, and what is asked of it. A token begins with a
/// letter that says what it is: `w` a word of the normal form, `k` a cross-script sound key, `p` the first 2
/// to 4 letters of a word. Index and query are made here, so that they agree.
///
/// Raise this when tokens of the same name change: the index is then made again (`Registry::refreshNames`).
inline constexpr int kNameTokensVersion = 2;

/// The text to index, tokens separated by blanks.
QString nameIndexText(const QString &nameAr, const QString &nameEn);

/// One word of a name that is looked for.
struct NameWord {
    QString word;
    QStringList keys;
};
QList<NameWord> nameWords(QStringView query);

/// How strictly a query asks.
enum class NameAsk {
    Words,      ///< every word
    WordsBegun, ///< every word, the last perhaps only begun
    Sounds,     ///< every word or its sound
    SoundsBegun,
};

/// The full-text expression for `words`, leaving out the one at `without` (-1: none). Holds nothing but
/// tokens, each quoted.
QString nameExpression(const QList<NameWord> &words, NameAsk ask, int without = -1);

} // namespace desk
