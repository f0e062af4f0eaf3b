#include "domain/personname.h"

#include "domain/personname/namekey.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <vector>

namespace desk
{

using namespace Qt::StringLiterals;

namespace
{

using Token = PreparedName::Token;

constexpr double kSame = 0.90;
constexpr double kSpelling = 0.60;
/// The most that names can reach of which not every part is equal.
constexpr double kUnequal = 0.89;
/// The most that names can reach of which one has another given name.
constexpr double kAnotherPerson = 0.59;

double jaroWinkler(QStringView a, QStringView b)
{
    constexpr qsizetype kLongest = 64;
    a = a.left(kLongest);
    b = b.left(kLongest);
    const qsizetype window = std::max<qsizetype>(std::max(a.size(), b.size()) / 2 - 1, 0);
    std::array<bool, kLongest> usedB{};
    std::array<QChar, kLongest> matchedA;
    qsizetype matches = 0;
    for (qsizetype i = 0; i < a.size(); ++i) {
        const qsizetype end = std::min(i + window + 1, b.size());
        for (qsizetype j = std::max<qsizetype>(i - window, 0); j < end; ++j) {
            if (!usedB[std::size_t(j)] && a[i] == b[j]) {
                usedB[std::size_t(j)] = true;
                matchedA[std::size_t(matches++)] = a[i];
                break;
            }
        }
    }
    if (matches == 0)
        return 0;
    qsizetype swapped = 0;
    for (qsizetype j = 0, k = 0; j < b.size(); ++j) {
        if (usedB[std::size_t(j)])
            swapped += b[j] != matchedA[std::size_t(k++)] ? 1 : 0;
    }
    const double m = double(matches);
    const double jaro = (m / double(a.size()) + m / double(b.size()) + (m - double(swapped) / 2) / m) / 3;
    qsizetype prefix = 0;
    while (prefix < 4 && prefix < a.size() && prefix < b.size() && a[prefix] == b[prefix])
        ++prefix;
    return jaro + double(prefix) * 0.1 * (1 - jaro);
}

bool isOneEditApart(QStringView a, QStringView b)
{
    if (a.size() > b.size())
        std::swap(a, b);
    qsizetype head = 0;
    while (head < a.size() && a[head] == b[head])
        ++head;
    return b.size() - a.size() <= 1 && a.mid(head + (a.size() == b.size() ? 1 : 0)) == b.mid(head + 1);
}

bool shareKey(const Token &a, const Token &b)
{
    const auto has = [](const Token &token, const QString &key) {
        return token.key == key || token.alternates.contains(key);
    };
    return (!a.key.isEmpty() && has(b, a.key)) || (!b.key.isEmpty() && has(a, b.key)) ||
           std::any_of(a.alternates.begin(), a.alternates.end(),
                       [&](const QString &key) { return b.alternates.contains(key); });
}

} // namespace

double tokenSimilarity(const PreparedName::Token &a, const PreparedName::Token &b)
{
    if (a.text == b.text)
        return 1;
    if (a.arabic != b.arabic) {
        if (!a.key.isEmpty() && a.key == b.key)
            return vowelsAgree(a.arabic ? a.text : b.text, a.arabic ? b.text : a.text) ? 1 : 0.7;
        if (shareKey(a, b))
            return 0.95;
        return std::min(a.key.size(), b.key.size()) >= 3 && isOneEditApart(a.key, b.key) ? 0.6 : 0;
    }
    if (a.bare == b.bare || a.bare == b.text || a.text == b.bare)
        return 0.98;
    // Equal keys alone are not enough within a script: they cannot tell محمد from محمود, nor HASAN from
    // HUSSEIN.
    const double letters = std::max(jaroWinkler(a.text, b.text), jaroWinkler(b.text, a.text));
    if (shareKey(a, b))
        return std::min(0.5 + 0.4 * letters, 0.88);
    return letters >= 0.85 ? 0.6 * letters : 0;
}

namespace
{

/// How the last word of a name that was cut short compares: it need only be a beginning.
double cutSimilarity(const Token &whole, const Token &cut)
{
    const bool begins = whole.arabic == cut.arabic
                            ? whole.text.startsWith(cut.text) || whole.bare.startsWith(cut.bare)
                            : !cut.key.isEmpty() && whole.key.startsWith(cut.key);
    return std::max(tokenSimilarity(whole, cut), begins ? 0.98 : 0.0);
}

struct Pairing {
    qsizetype shorter = 0;
    qsizetype longer = 0;
    double similarity = 0;
};

/// The best partner for each token, each used once.
std::vector<Pairing> pairTokens(const QList<Token> &shorter, const QList<Token> &longer, const Token *cut)
{
    std::vector<Pairing> all;
    for (qsizetype i = 0; i < shorter.size(); ++i) {
        for (qsizetype j = 0; j < longer.size(); ++j) {
            double value = 0;
            if (&shorter[i] == cut)
                value = cutSimilarity(longer[j], shorter[i]);
            else if (&longer[j] == cut)
                value = cutSimilarity(shorter[i], longer[j]);
            else
                value = tokenSimilarity(shorter[i], longer[j]);
            if (value > 0)
                all.push_back({i, j, value});
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const Pairing &a, const Pairing &b) {
        if (a.similarity != b.similarity)
            return a.similarity > b.similarity;
        return std::abs(a.shorter - a.longer) < std::abs(b.shorter - b.longer);
    });
    std::vector<Pairing> chosen;
    for (const Pairing &pair : all) {
        const bool taken = std::any_of(chosen.begin(), chosen.end(), [&](const Pairing &other) {
            return other.shorter == pair.shorter || other.longer == pair.longer;
        });
        if (!taken)
            chosen.push_back(pair);
    }
    std::sort(chosen.begin(), chosen.end(),
              [](const Pairing &a, const Pairing &b) { return a.shorter < b.shorter; });
    return chosen;
}

/// 1 in the same order, a little less with the family name moved to the other end, much less otherwise: a
/// name and the father's name exchanged are another person.
double orderFactor(const std::vector<Pairing> &pairs)
{
    int descents = 0;
    for (std::size_t i = 1; i < pairs.size(); ++i)
        descents += pairs[i].longer < pairs[i - 1].longer ? 1 : 0;
    if (descents == 0)
        return 1;
    return descents == 1 && pairs.back().longer < pairs.front().longer ? 0.98 : 0.88;
}

bool hasBothEnds(const std::vector<Pairing> &pairs, qsizetype longerSize)
{
    const auto has = [&](qsizetype index) {
        return std::any_of(pairs.begin(), pairs.end(), [&](const Pairing &p) { return p.longer == index; });
    };
    return has(0) && has(longerSize - 1);
}

/// Names between the first and the last are often left out on passports; one name alone says little.
double missingFactor(const std::vector<Pairing> &pairs, qsizetype shorterSize, qsizetype longerSize,
                     bool truncated)
{
    const qsizetype missing = longerSize - shorterSize;
    if (missing == 0)
        return 1;
    if (shorterSize == 1)
        return 0.65;
    return truncated || hasBothEnds(pairs, longerSize) ? std::max(1 - 0.01 * double(missing), 0.95) : 0.85;
}

/// MUHAMMAD before another given name is often left out or put there (domain.md §5.3).
bool isMuhammad(const Token &token)
{
    return token.arabic
               ? token.text == u"محمد"
               : token.key == u"MHMD" && (token.text.startsWith(u"MO") || token.text.startsWith(u"MU"));
}

/// The token that stands for the person: the own name, or the one after MUHAMMAD when that is not paired.
qsizetype ownName(const PreparedName &name, const QSet<qsizetype> &paired)
{
    const qsizetype given = name.given;
    const bool passedOver =
        !paired.contains(given) && isMuhammad(name.tokens[given]) && given + 1 < name.tokens.size();
    return passedOver ? given + 1 : given;
}

/// Two names and which parts of them belong together.
struct Comparison {
    const PreparedName &a;
    const PreparedName &b;
    bool aShorter = false;
    std::vector<Pairing> pairs;
    QSet<qsizetype> pairedA;
    QSet<qsizetype> pairedB;

    const QList<Token> &shorter() const { return aShorter ? a.tokens : b.tokens; }
    const QList<Token> &longer() const { return aShorter ? b.tokens : a.tokens; }
    bool ownNamesPaired() const
    {
        return pairedA.contains(ownName(a, pairedA)) && pairedB.contains(ownName(b, pairedB));
    }
};

Comparison compared(const PreparedName &a, const PreparedName &b, bool bTruncated)
{
    const auto texts = [](const PreparedName &name) {
        QStringList out;
        for (const Token &token : name.tokens)
            out += token.text;
        return out;
    };
    // One fixed order of the two, so that exchanging them changes nothing.
    const bool aShorter =
        a.tokens.size() != b.tokens.size() ? a.tokens.size() < b.tokens.size() : texts(a) <= texts(b);
    Comparison comparison{a, b, aShorter, {}, {}, {}};
    comparison.pairs =
        pairTokens(comparison.shorter(), comparison.longer(), bTruncated ? &b.tokens.constLast() : nullptr);
    for (const Pairing &pair : comparison.pairs) {
        comparison.pairedA += aShorter ? pair.shorter : pair.longer;
        comparison.pairedB += aShorter ? pair.longer : pair.shorter;
    }
    return comparison;
}

} // namespace

NameMatch matchNames(QStringView a, QStringView b, bool bTruncated)
{
    return matchNames(prepareName(a), prepareName(b), bTruncated);
}

NameMatch matchNames(const PreparedName &a, const PreparedName &b, bool bTruncated)
{
    if (a.tokens.isEmpty() || b.tokens.isEmpty())
        return {};
    const Comparison comparison = compared(a, b, bTruncated);
    const QList<Token> &shorter = comparison.shorter();
    const QList<Token> &longer = comparison.longer();
    const std::vector<Pairing> &pairs = comparison.pairs;
    double sum = 0;
    bool allEqual = qsizetype(pairs.size()) == shorter.size();
    for (const Pairing &pair : pairs) {
        sum += pair.similarity;
        allEqual = allEqual && pair.similarity >= kSame;
    }
    const double unmatched = double(shorter.size()) - double(pairs.size());
    double score = sum / double(shorter.size()) - 0.1 * unmatched;
    score *= orderFactor(pairs) * missingFactor(pairs, shorter.size(), longer.size(), bTruncated);
    score = std::clamp(score, 0.0, allEqual ? 1.0 : kUnequal);
    if (!comparison.ownNamesPaired())
        score = std::min(score, kAnotherPerson);
    score = std::round(score * 10'000) / 10'000;

    NameMatch match{score, NameVerdict::Different};
    if (score >= kSame)
        match.verdict = NameVerdict::Same;
    else if (score >= kSpelling)
        match.verdict = NameVerdict::Spelling;
    return match;
}

QList<NameDifference> nameDifferences(const PreparedName &a, const PreparedName &b, bool bTruncated)
{
    using Kind = NameDifference::Kind;
    if (a.tokens.isEmpty() || b.tokens.isEmpty())
        return {};
    const Comparison comparison = compared(a, b, bTruncated);
    const qsizetype ownA = ownName(a, comparison.pairedA);
    const qsizetype ownB = ownName(b, comparison.pairedB);
    QList<NameDifference> differences;
    QList<qsizetype> leftA;
    QList<qsizetype> leftB;
    for (qsizetype i = 0; i < a.tokens.size(); ++i) {
        if (!comparison.pairedA.contains(i))
            leftA += i;
    }
    for (qsizetype i = 0; i < b.tokens.size(); ++i) {
        if (!comparison.pairedB.contains(i))
            leftB += i;
    }
    if (leftA.contains(ownA) && leftB.contains(ownB)) {
        differences += {Kind::Given, a.tokens[ownA].written, b.tokens[ownB].written};
        leftA.removeOne(ownA);
        leftB.removeOne(ownB);
    }
    while (!leftA.isEmpty() && !leftB.isEmpty())
        differences +=
            {Kind::Other, a.tokens[leftA.takeFirst()].written, b.tokens[leftB.takeFirst()].written};
    for (const Pairing &pair : comparison.pairs) {
        const Token &inA = a.tokens[comparison.aShorter ? pair.shorter : pair.longer];
        const Token &inB = b.tokens[comparison.aShorter ? pair.longer : pair.shorter];
        if (pair.similarity < kSame)
            differences += {Kind::Spelling, inA.written, inB.written};
    }
    for (const qsizetype i : std::as_const(leftA))
        differences += {Kind::Missing, a.tokens[i].written, {}};
    for (const qsizetype i : std::as_const(leftB))
        differences += {Kind::Missing, {}, b.tokens[i].written};
    if (differences.isEmpty() && orderFactor(comparison.pairs) < 1)
        differences += {Kind::Order, {}, {}};
    return differences;
}

} // namespace desk
