#include "store/residentsearch.h"

#include "base/digits.h"
#include "domain/personname.h"
#include "sql/statement.h"
#include "store/nametokens.h"
#include "store/registry.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kIdentityDigits = 10;
constexpr int kShortestMobile = 9;
constexpr int kShortestPassport = 5;

// How sure a number makes: the person's own, then what several people share.
constexpr double kOwnNumber = 1.0;
constexpr double kFormerNumber = 0.9;
constexpr double kSharedNumber = 0.8;

/// The last of several words may be only begun; a longer query that finds nothing may have one wrong word.
constexpr int kWordsWorthDropping = 3;

bool holdsDigit(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); });
}

QStringList rawWords(const QString &name)
{
    return name.toUpper().simplified().split(u' ', Qt::SkipEmptyParts);
}

/// Where `part` stands in `whole`: in one piece, in pieces, or not wholly.
NameMatchKind standing(const QStringList &part, const QStringList &whole)
{
    if (part.isEmpty() ||
        !std::all_of(part.begin(), part.end(), [&](const QString &w) { return whole.contains(w); }))
        return NameMatchKind::None;
    const auto place = std::search(whole.begin(), whole.end(), part.begin(), part.end());
    return place == whole.end() ? NameMatchKind::AllWordsApart : NameMatchKind::AllWords;
}

struct Ranked {
    NameMatchKind kind = NameMatchKind::None;
    double score = 0;
};

/// A query and what ranking needs of it, made once.
struct NameQuery {
    QStringList raw;
    QStringList tokens;
    PreparedName prepared;
};

/// `quality`, a little less for a name that holds more words than were asked for.
double scored(double quality, const NameQuery &query, qsizetype nameWords)
{
    const double coverage =
        std::min(1.0, double(query.tokens.size()) / double(std::max<qsizetype>(nameWords, 1)));
    return quality * (0.9 + 0.1 * coverage);
}

/// By the letters; None when they do not agree.
Ranked rankByLetters(const NameQuery &query, const QString &name)
{
    const QStringList tokens = nameTokens(name);
    if (const NameMatchKind kind = standing(query.raw, rawWords(name)); kind != NameMatchKind::None)
        return {kind, scored(kind == NameMatchKind::AllWords ? 1.0 : 0.97, query, tokens.size())};
    if (standing(query.tokens, tokens) != NameMatchKind::None)
        return {NameMatchKind::SpellingForm, scored(0.95, query, tokens.size())};
    const QStringList firstTokens = query.tokens.mid(0, query.tokens.size() - 1);
    const bool firstStand = firstTokens.isEmpty() || standing(firstTokens, tokens) != NameMatchKind::None;
    const bool lastBegun = std::any_of(tokens.begin(), tokens.end(), [&](const QString &token) {
        return token.startsWith(query.tokens.last());
    });
    if (firstStand && lastBegun)
        return {NameMatchKind::Prefix, scored(0.9, query, tokens.size())};
    return {};
}

/// By how alike the words sound.
Ranked rankBySound(const NameQuery &query, const QString &name)
{
    const PreparedName whole = prepareName(name);
    if (whole.tokens.isEmpty())
        return {};
    double sum = 0;
    for (const PreparedName::Token &word : query.prepared.tokens) {
        double best = 0;
        for (const PreparedName::Token &candidate : whole.tokens)
            best = std::max(best, tokenSimilarity(word, candidate));
        sum += best;
    }
    const double mean = sum / double(std::max<qsizetype>(query.prepared.tokens.size(), 1));
    return {NameMatchKind::Sound, scored(0.85 * mean, query, whole.tokens.size())};
}

Ranked rank(const NameQuery &query, const Resident &resident)
{
    const auto better = [](const Ranked &a, const Ranked &b) { return a.score >= b.score ? a : b; };
    const Ranked letters =
        better(rankByLetters(query, resident.nameAr), rankByLetters(query, resident.nameEn));
    if (letters.kind != NameMatchKind::None)
        return letters;
    return better(rankBySound(query, resident.nameAr), rankBySound(query, resident.nameEn));
}

bool passes(const Resident &resident, const FindRequest &request)
{
    return (request.employerId.isEmpty() || resident.employerId == request.employerId) &&
           (request.birthYear == 0 || resident.birthDate.year == request.birthYear);
}

} // namespace

ResidentSearch::ResidentSearch(Registry &registry, Connection &connection)
    : m_registry(registry)
    , m_connection(connection)
{
}

Result<ResidentMatches> ResidentSearch::run(const FindRequest &request)
{
    const QString number = cleanIdentifier(request.query);
    const auto searched = holdsDigit(number) ? byNumber(number) : byName(request.query);
    if (!searched)
        return failure(searched);

    ResidentMatches result;
    result.capped = m_capped;
    for (const ResidentMatch &match : std::as_const(m_matches)) {
        if (!passes(match.resident, request))
            continue;
        ++result.nationalities[match.resident.nationality];
        if (request.nationality.isEmpty() || match.resident.nationality == request.nationality)
            result.matches += match;
    }
    std::stable_sort(result.matches.begin(), result.matches.end(),
                     [](const ResidentMatch &a, const ResidentMatch &b) { return a.score > b.score; });
    result.total = static_cast<int>(result.matches.size());
    if (request.limit >= 0 && result.total > request.limit)
        result.matches.resize(request.limit);
    return result;
}

Result<> ResidentSearch::byNumber(const QString &number)
{
    const auto ask = [this](const Result<QList<Resident>> &found, MatchedBy by, double score) -> Result<> {
        if (!found)
            return failure(found);
        add(*found, by, score);
        return {};
    };
    const QString digits = number.startsWith(u'+') ? number.mid(1) : number;
    const bool onlyDigits = isAsciiDigits(digits);
    if (onlyDigits && digits.size() == kIdentityDigits) {
        const auto own = m_registry.byIqama(digits);
        if (!own)
            return failure(own);
        if (*own)
            add({**own}, MatchedBy::Iqama, kOwnNumber);
        if (const auto asked = ask(m_registry.byBorder(digits), MatchedBy::Border, kOwnNumber); !asked)
            return asked;
    }
    if (!onlyDigits || digits.size() >= kShortestPassport) {
        const auto holders = m_registry.byPassport(number);
        if (!holders)
            return failure(holders);
        for (const Resident &holder : *holders) {
            const bool current = comparableNumber(holder.passport.number) == comparableNumber(number);
            add({holder}, MatchedBy::Passport, current ? kOwnNumber : kFormerNumber);
        }
    }
    if (onlyDigits && digits.size() >= kShortestMobile) {
        if (const auto asked = ask(m_registry.byMobile(digits), MatchedBy::Mobile, kFormerNumber); !asked)
            return asked;
    }
    // Whoever types a person's own number wants that person; the number of a household or an employer that is
    // nobody's own brings everyone who belongs to it.
    if (onlyDigits && digits.size() == kIdentityDigits && m_matches.isEmpty()) {
        if (const auto asked = ask(m_registry.byHead(digits), MatchedBy::Household, kSharedNumber); !asked)
            return asked;
        const auto employed = m_registry.byEmployer(digits);
        if (employed && employed->size() == Registry::kMaxCandidates)
            m_capped = true;
        return ask(employed, MatchedBy::Employer, kSharedNumber);
    }
    return {};
}

Result<> ResidentSearch::byName(const QString &query)
{
    const QList<NameWord> words = nameWords(query);
    if (words.isEmpty())
        return {};
    const auto keys = m_registry.keys();
    if (!keys)
        return failure(keys);
    const NameIndex index(**keys);
    using enum NameAsk;
    for (const NameAsk asked : {Words, WordsBegun, Sounds, SoundsBegun}) {
        if (const auto collected = collect(index.expression(words, asked)); !collected)
            return collected;
    }
    if (m_candidates.isEmpty() && words.size() >= kWordsWorthDropping) {
        for (int without = 0; without < words.size(); ++without) {
            if (const auto collected = collect(index.expression(words, Sounds, without)); !collected)
                return collected;
        }
    }
    const NameQuery asked{rawWords(query), nameTokens(query), prepareName(query)};
    for (const qint64 id : std::as_const(m_candidates)) {
        const auto found = m_registry.keptById(**keys, id);
        if (!found)
            return failure(found);
        if (!*found)
            continue;
        const Resident &resident = (*found)->record.resident;
        const Ranked ranked = rank(asked, resident);
        m_matches += ResidentMatch{resident, MatchedBy::Name, ranked.kind, ranked.score};
    }
    return {};
}

Result<> ResidentSearch::collect(const QString &expression)
{
    const auto room = Registry::kMaxCandidates - m_candidates.size();
    if (room <= 0)
        return {};
    // One more than is ranked, to know whether there are more; what was found before is skipped, not
    // repeated.
    const auto limit = Registry::kMaxCandidates + 1;
    Statement query(m_connection, u"SELECT rowid FROM names WHERE names MATCH ? LIMIT ?"_s);
    const auto read = query.bind(expression, limit).each([&](const Statement &row) {
        const qint64 id = row.number(0);
        if (m_candidateSet.contains(id))
            return;
        if (m_candidates.size() >= Registry::kMaxCandidates) {
            m_capped = true;
            return;
        }
        m_candidateSet.insert(id);
        m_candidates += id;
    });
    return read;
}

void ResidentSearch::add(const QList<Resident> &residents, MatchedBy matchedBy, double score)
{
    for (const Resident &resident : residents) {
        if (m_seen.contains(resident.iqamaNumber))
            continue;
        m_seen.insert(resident.iqamaNumber);
        m_matches += ResidentMatch{resident, matchedBy, NameMatchKind::None, score};
    }
}

} // namespace desk
