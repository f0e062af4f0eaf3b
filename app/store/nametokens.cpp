#include "store/nametokens.h"

#include "domain/personname.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kShortestBeginning = 2;
constexpr int kLongestBeginning = 4;

QString quoted(QLatin1Char kind, QStringView token)
{
    return u"\"%1%2\""_s.arg(kind).arg(token);
}

QString anyOf(const QStringList &alternatives)
{
    return alternatives.size() == 1 ? alternatives.first() : u"("_s + alternatives.join(u" OR "_s) + u")"_s;
}

QString askFor(const NameWord &word, bool sounds, bool maybeBegun)
{
    QStringList alternatives{quoted(QLatin1Char('w'), word.word)};
    if (sounds) {
        for (const QString &key : word.keys)
            alternatives += quoted(QLatin1Char('k'), key);
    }
    if (maybeBegun && word.word.size() >= kShortestBeginning)
        alternatives += quoted(QLatin1Char('p'), QStringView(word.word).left(kLongestBeginning));
    return anyOf(alternatives);
}

} // namespace

QString nameIndexText(const QString &nameAr, const QString &nameEn)
{
    QString text;
    const auto add = [&text](QChar kind, QStringView token) {
        text += kind;
        text += token;
        text += u' ';
    };
    for (const QString &name : {nameAr, nameEn}) {
        QStringList words = normalName(name).split(u' ', Qt::SkipEmptyParts);
        for (const QString &token : nameTokens(name)) {
            if (!words.contains(token))
                words += token;
        }
        for (const QString &word : std::as_const(words)) {
            add(u'w', word);
            const auto longest = std::min<qsizetype>(word.size(), kLongestBeginning);
            for (qsizetype length = kShortestBeginning; length <= longest; ++length)
                add(u'p', QStringView(word).left(length));
        }
        const NameKeys keys = nameKeys(name);
        for (const QStringList &list : {keys.primary, keys.alternate}) {
            for (const QString &key : list) {
                if (!key.isEmpty())
                    add(u'k', key);
            }
        }
    }
    return text;
}

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

QString nameExpression(const QList<NameWord> &words, NameAsk ask, int without)
{
    const bool sounds = ask == NameAsk::Sounds || ask == NameAsk::SoundsBegun;
    const bool begun = ask == NameAsk::WordsBegun || ask == NameAsk::SoundsBegun;
    QStringList parts;
    for (int i = 0; i < words.size(); ++i) {
        if (i != without)
            parts += askFor(words[i], sounds, begun && i == words.size() - 1);
    }
    return parts.join(u" AND "_s);
}

} // namespace desk
