#pragma once

#include "domain/codes.h"

#include <QList>
#include <QString>
#include <QStringList>
#include <QStringView>

namespace desk
{

/// Normal form N1 of domain.md §5.2, for index and query alike, in both scripts. Before joining.
QString normalName(QStringView name);

/// Tokens of §5.3: compounds joined, articles and "son of" dropped, abbreviations expanded. Input is any
/// spelling.
QStringList nameTokens(QStringView name);

struct NameKeys {
    QStringList primary;   ///< one cross-script skeleton key per token, in order (§5.4)
    QStringList alternate; ///< further keys for spellings the first misses
};
NameKeys nameKeys(QStringView name);

enum class NameVerdict { Same, Spelling, Different };

struct NameMatch {
    double score = 0; ///< 0 to 1
    NameVerdict verdict = NameVerdict::Different;
};

/// A name taken apart once, to be compared with many.
struct PreparedName {
    struct Token {
        QString text;           ///< as of `nameTokens`
        QString bare;           ///< without an article written together with it (ALKHATIB: KHATIB)
        QString key;            ///< primary key
        QStringList alternates; ///< alternate keys
        bool arabic = false;
    };
    QStringList words;   ///< of the normal form, before joining
    QList<Token> tokens; ///< as of `nameTokens`
};
PreparedName prepareName(QStringView name);

/// How well two words of names agree, 0 to 1: from 0.90 on the same word, below it another spelling at most.
double tokenSimilarity(const PreparedName::Token &a, const PreparedName::Token &b);

/// Similarity of two names in either script: same ≥ 0.90, spelling ≥ 0.60; across scripts equal keys are
/// "same". `bTruncated`: only the beginning of b is known (a full MRZ name field), so b may be a prefix of a.
/// "Same" needs every part of the shorter name in the longer; the family name may stand first, names between
/// may be missing. Without `bTruncated` the order of a and b does not matter.
NameMatch matchNames(QStringView a, QStringView b, bool bTruncated = false);
NameMatch matchNames(const PreparedName &a, const PreparedName &b, bool bTruncated = false);

template <>
struct Codes<NameVerdict> {
    static constexpr std::array<std::pair<NameVerdict, const char16_t *>, 3> kCodes = {
        {{NameVerdict::Same, u"same"},
         {NameVerdict::Spelling, u"spelling"},
         {NameVerdict::Different, u"different"}}};
};

} // namespace desk
