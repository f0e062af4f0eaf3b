#include "domain/passportquery.h"

#include "base/digits.h"
#include "domain/issuers.h"

#include <QStringList>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kIssuerLetters = 3;

bool isIssuer(const QString &code)
{
    return findIssuer(code) != nullptr;
}

} // namespace

std::optional<IssuedNumber> issuedNumber(QString query)
{
    for (const QChar separator : {u'/', u':', u',', u';'})
        query.replace(separator, u' ');
    QStringList words = query.simplified().split(u' ', Qt::SkipEmptyParts);
    for (QString &word : words)
        word = cleanIdentifier(word);
    if (words.size() > 1 && isIssuer(words.first()))
        return IssuedNumber{words.first(), words.mid(1).join(QString())};
    if (words.size() > 1 && isIssuer(words.last()))
        return IssuedNumber{words.last(), words.mid(0, words.size() - 1).join(QString())};
    if (words.size() == 1 && words.first().size() >= kIssuerLetters + kShortestPassport &&
        isIssuer(words.first().left(kIssuerLetters)))
        return IssuedNumber{words.first().left(kIssuerLetters), words.first().mid(kIssuerLetters)};
    return std::nullopt;
}

} // namespace desk
