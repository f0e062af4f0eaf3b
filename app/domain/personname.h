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
        QString written;        ///< the words it was made of, in the normal form
        QString bare;           ///< without an article written together with it (ALKHATIB: KHATIB)
        QString key;            ///< primary key
        QStringList alternates; ///< alternate keys
        bool arabic = false;
    };
    QStringList words;   ///< of the normal form, before joining
    QList<Token> tokens; ///< as of `nameTokens`
    qsizetype given = 0; ///< the token that is the person's own name, as far as the order says
};
/// In a name with "<<", as an MRZ has it, the family name stands before it and the given names after.
PreparedName prepareName(QStringView name);

/// The same before anything is made of the tokens.
struct NameParts {
    struct Part {
        QString text;            ///< as of `nameTokens`
        QString written;         ///< as a token has it
        QStringList furtherKeys; ///< by the words beside it; mostly none
    };
    QStringList words;
    QList<Part> parts;
    qsizetype given = 0;
};
NameParts nameParts(QStringView name);
/// What follows from a part by its text alone. Remembered, for few words make up most names.
PreparedName::Token nameToken(const QString &text);

/// How well two words of names agree, 0 to 1: from 0.90 on the same word, below it another spelling at most.
double tokenSimilarity(const PreparedName::Token &a, const PreparedName::Token &b);

/// Similarity of two names in either script: same ≥ 0.90, spelling ≥ 0.60; across scripts equal keys are
/// "same". `bTruncated`: only the beginning of b is known (a full MRZ name field), so b may be a prefix of a.
/// "Same" needs every part of the shorter name in the longer; the family name may stand first, names between
/// may be missing. Somebody whose own name is not found in the other name is "different", however many names
/// of the family they share. Without `bTruncated` the order of a and b does not matter.
NameMatch matchNames(QStringView a, QStringView b, bool bTruncated = false);
NameMatch matchNames(const PreparedName &a, const PreparedName &b, bool bTruncated = false);

/// One way in which two names differ, in the words written; one side is empty for a name that is missing.
struct NameDifference {
    enum class Kind {
        Given,    ///< another given name
        Other,    ///< another name
        Spelling, ///< the same name spelled otherwise, or one that looks like it
        Missing,  ///< a name that one of them does not have
        Order,    ///< the same names in another order
    };
    Kind kind = Kind::Spelling;
    QString a;
    QString b;

    friend bool operator==(const NameDifference &, const NameDifference &) = default;
};
/// Why `matchNames` does not find two names equal in every letter, the weightiest first.
QList<NameDifference> nameDifferences(const PreparedName &a, const PreparedName &b, bool bTruncated = false);

template <>
struct Codes<NameDifference::Kind> {
    static constexpr std::array<std::pair<NameDifference::Kind, const char16_t *>, 5> kCodes = {
        {{NameDifference::Kind::Given, u"given"},
         {NameDifference::Kind::Other, u"other"},
         {NameDifference::Kind::Spelling, u"spelling"},
         {NameDifference::Kind::Missing, u"missing"},
         {NameDifference::Kind::Order, u"order"}}};
};

template <>
struct Codes<NameVerdict> {
    static constexpr std::array<std::pair<NameVerdict, const char16_t *>, 3> kCodes = {
        {{NameVerdict::Same, u"same"},
         {NameVerdict::Spelling, u"spelling"},
         {NameVerdict::Different, u"different"}}};
};

} // namespace desk
