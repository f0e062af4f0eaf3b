#include "store/residentsearch.h"

#include "base/digits.h"
#include "domain/issuers.h"
#include "domain/passportquery.h"
#include "domain/personname.h"
#include "sql/statement.h"
#include "store/registry.h"
#include "store/residentindex.h"

#include <algorithm>
#include <type_traits>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kIdentityDigits = 10;
constexpr int kShortestMobile = 9;

// How sure a number makes: the person's own, then what several people share.
constexpr double kOwnNumber = 1.0;
constexpr double kFormerNumber = 0.9;
constexpr double kSharedNumber = 0.8;

/// No name and no number is longer, in UTF-16 units.
constexpr qsizetype kLongestQuery = 200;

/// The last of several words may be only begun; a longer query that finds nothing may have one wrong word.
constexpr int kWordsWorthDropping = 3;

/// At most so many candidates come of one question, so that the next has room.
constexpr qsizetype kMostOfOneQuestion = 400;
/// A score from which somebody is likely to be the one.
constexpr double kSure = 0.78;
/// After that time the search does not go on when somebody likely was found, or when nobody was.
constexpr std::chrono::milliseconds kPatience(30);
constexpr std::chrono::milliseconds kLastPatience(200);

/// So many matches of the words themselves make looser questions idle, however few are shown.
constexpr int kEnough = 100;

bool holdsDigit(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.isDigit(); });
}

// Birth years that are taken for one when they stand beside a name.
constexpr int kFirstBirthYear = 1900;
constexpr int kLastBirthYear = 2099;
constexpr int kYearDigits = 4;
constexpr int kIssuerLetters = 3;

bool isIssuer(const QString &code)
{
    return findIssuer(code) != nullptr;
}

/// A name with what narrows it down: "محمد علي 1985", "rahman bgd".
struct NarrowedName {
    QString name;          ///< without the year
    int birthYear = 0;     ///< 0: none was given
    QString beforeCountry; ///< the name without the code; empty: none was given
    QString country;       ///< Doc 9303 code
};

/// nullopt for a query that holds digits other than one birth year.
std::optional<NarrowedName> narrowedName(const QString &query)
{
    NarrowedName narrowed;
    QStringList words = toAsciiDigits(query).simplified().split(u' ', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString word = cleanIdentifier(words[i]);
        if (!holdsDigit(word))
            continue;
        const int year = isAsciiDigits(word) && word.size() == kYearDigits ? word.toInt() : 0;
        if (narrowed.birthYear != 0 || year < kFirstBirthYear || year > kLastBirthYear || words.size() == 1)
            return std::nullopt;
        narrowed.birthYear = year;
        words.removeAt(i--);
    }
    narrowed.name = words.join(u' ');
    if (words.size() < 2)
        return narrowed;
    for (const qsizetype place : {words.size() - 1, qsizetype(0)}) {
        const QString code = cleanIdentifier(words[place]);
        if (code.size() == kIssuerLetters && isIssuer(code)) {
            words.removeAt(place);
            narrowed.country = code;
            narrowed.beforeCountry = words.join(u' ');
            break;
        }
    }
    return narrowed;
}

QStringList rawWords(const QString &name)
{
    return name.toUpper().simplified().split(u' ', Qt::SkipEmptyParts);
}

/// Where `part` stands in `whole`: in one piece, in pieces, or not wholly.
NameMatchKind standing(const QStringList &part, const QStringList &whole)
{
    // A word asked for twice has to stand there twice.
    QStringList rest = whole;
    if (part.isEmpty() ||
        !std::all_of(part.begin(), part.end(), [&](const QString &w) { return rest.removeOne(w); }))
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
Ranked rankByLetters(const NameQuery &query, const QString &name, const QStringList &tokens)
{
    const QStringList words = rawWords(name);
    if (const NameMatchKind kind = standing(query.raw, words); kind != NameMatchKind::None) {
        // Whoever leaves names out keeps the first and the last.
        const bool ends = words.first() == query.raw.first() && words.last() == query.raw.last();
        const double quality = ends ? 1.0 : kind == NameMatchKind::AllWords ? 0.97 : 0.95;
        return {kind, scored(quality, query, tokens.size())};
    }
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
Ranked rankBySound(const NameQuery &query, const PreparedName &whole)
{
    if (whole.tokens.isEmpty())
        return {};
    double sum = 0;
    QList<bool> taken(whole.tokens.size());
    for (const PreparedName::Token &word : query.prepared.tokens) {
        double best = 0;
        qsizetype place = -1;
        for (qsizetype i = 0; i < whole.tokens.size(); ++i) {
            const double similarity = taken[i] ? 0 : tokenSimilarity(word, whole.tokens[i]);
            if (similarity > best) {
                best = similarity;
                place = i;
            }
        }
        if (place >= 0)
            taken[place] = true;
        sum += best;
    }
    const double mean = sum / double(std::max<qsizetype>(query.prepared.tokens.size(), 1));
    return {NameMatchKind::Sound, scored(0.85 * mean, query, whole.tokens.size())};
}

QStringList textsOf(const PreparedName &name)
{
    QStringList texts;
    texts.reserve(name.tokens.size());
    for (const PreparedName::Token &token : name.tokens)
        texts += token.text;
    return texts;
}

Ranked rank(const NameQuery &query, const Resident &resident)
{
    const auto better = [](const Ranked &a, const Ranked &b) { return a.score >= b.score ? a : b; };
    const PreparedName arabic = prepareName(resident.nameAr);
    const PreparedName latin = prepareName(resident.nameEn);
    const Ranked letters = better(rankByLetters(query, resident.nameAr, textsOf(arabic)),
                                  rankByLetters(query, resident.nameEn, textsOf(latin)));
    return letters.kind != NameMatchKind::None
               ? letters
               : better(rankBySound(query, arabic), rankBySound(query, latin));
}

/// How many would be left on average if everybody's `value` were known.
template <class Value>
double left(const QList<ResidentMatch> &matches, Value value)
{
    QMap<std::invoke_result_t<Value, const Resident &>, double> counts;
    for (const ResidentMatch &match : matches)
        ++counts[value(match.resident)];
    double sum = 0;
    for (const double count : std::as_const(counts))
        sum += count * count;
    return sum / double(matches.size());
}

/// What would leave the fewest of `matches`, of what was not asked yet. One word of a name is too little to
/// know a person by, so another goes before everything.
NarrowBy narrowing(const QList<ResidentMatch> &matches, const FindRequest &request, const NarrowedName &name)
{
    const qsizetype words = name.name.count(u' ') + (name.country.isEmpty() ? 1 : 0);
    const bool year = request.birthYear == 0;
    const bool country = request.nationality.isEmpty() && name.country.isEmpty();
    if (words < 2 || (!year && !country))
        return NarrowBy::Name;
    const double byYear = left(matches, [](const Resident &resident) { return resident.birthDate.year; });
    const double byCountry = left(matches, [](const Resident &resident) { return resident.nationality; });
    return !country || (year && byYear <= byCountry) ? NarrowBy::BirthYear : NarrowBy::Nationality;
}

bool passes(const Resident &resident, const FindRequest &request)
{
    return (request.employerId.isEmpty() || resident.employerId == request.employerId) &&
           (request.birthYear == 0 || resident.birthDate.year == request.birthYear);
}

} // namespace

ResidentSearch::ResidentSearch(Registry &registry, Connection &connection, const std::stop_token &stop)
    : m_registry(registry)
    , m_connection(connection)
    , m_stop(stop)
{
}

Result<ResidentMatches> ResidentSearch::run(const FindRequest &request)
{
    m_timer.start();
    FindRequest asked = request;
    // What is pasted by mistake is cut, not worked through.
    asked.query.truncate(kLongestQuery);
    const auto name = narrowedName(asked.query);
    if (name && asked.birthYear == 0)
        asked.birthYear = name->birthYear;
    if (name && !name->country.isEmpty()) {
        // A code may also be somebody's name ("Sen", "Can"), so both are asked, and the country goes first.
        if (const auto searched = byName(name->beforeCountry, name->country, OneWrongWord::Allowed, asked);
            !searched)
            return failure(searched);
    }
    // With a country given, leaving that out as the wrong word would bring people of every country.
    const auto slip = name && name->country.isEmpty() ? OneWrongWord::Allowed : OneWrongWord::None;
    const auto searched = name ? byName(name->name, {}, slip, asked) : byNumber(asked.query);
    if (!searched)
        return failure(searched);

    ResidentMatches result;
    result.capped = m_capped;
    for (const ResidentMatch &match : std::as_const(m_matches)) {
        if (!passes(match.resident, asked))
            continue;
        ++result.nationalities[match.resident.nationality];
        if (request.nationality.isEmpty() || match.resident.nationality == request.nationality)
            result.matches += match;
    }
    std::stable_sort(result.matches.begin(), result.matches.end(),
                     [](const ResidentMatch &a, const ResidentMatch &b) { return a.score > b.score; });
    result.total = static_cast<int>(result.matches.size());
    if (request.limit >= 0 && result.total > request.limit) {
        if (name)
            result.narrowBy = narrowing(result.matches, asked, *name);
        result.matches.resize(request.limit);
    }
    return result;
}

Result<> ResidentSearch::byNumber(const QString &query)
{
    const QString number = cleanIdentifier(query);
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
        if (*own) {
            add({**own}, MatchedBy::Iqama, kOwnNumber);
            return {};
        }
        if (const auto asked = ask(m_registry.byBorder(digits), MatchedBy::Border, kOwnNumber); !asked)
            return asked;
    }
    if (!onlyDigits || digits.size() >= kShortestPassport) {
        if (const auto asked = byPassport(number, {}); !asked)
            return asked;
    }
    if (const auto issued = issuedNumber(query); issued && m_matches.isEmpty()) {
        if (const auto asked = byPassport(issued->number, issued->issuer); !asked)
            return asked;
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

Result<> ResidentSearch::byPassport(const QString &number, const QString &issuer)
{
    const auto holders = m_registry.byPassport(number, issuer);
    if (!holders)
        return failure(holders);
    for (const Resident &holder : *holders) {
        const bool current = comparableNumber(holder.passport.number) == comparableNumber(number);
        add({holder}, MatchedBy::Passport, current ? kOwnNumber : kFormerNumber);
    }
    return {};
}

Result<> ResidentSearch::byName(const QString &query, const QString &nationality, OneWrongWord slip,
                                const FindRequest &request)
{
    m_candidates.clear();
    m_candidateSet.clear();
    QList<NameWord> words = nameWords(query);
    if (words.isEmpty())
        return {};
    // One letter begins half of all names: it ranks, but finds nobody.
    if (words.size() > 1 && words.last().word.size() < 2)
        words.removeLast();
    const auto keys = m_registry.keys();
    if (!keys)
        return failure(keys);
    const NameTokens tokens(**keys);
    const PreparedName prepared = prepareName(query);
    const NameQuery asked{rawWords(query), textsOf(prepared), prepared};
    int enough = 0;
    double best = 0;
    const auto rankNew = [&](qsizetype from) -> Result<> {
        for (qsizetype i = from; i < m_candidates.size(); ++i) {
            if (m_stop.stop_requested())
                return failure(ErrorCode::Cancelled);
            const auto found = m_registry.keptById(**keys, m_candidates[i]);
            if (!found)
                return failure(found);
            if (!*found)
                continue;
            const Resident &resident = (*found)->record.resident;
            if (!nationality.isEmpty() && resident.nationality != nationality)
                continue;
            const Ranked ranked = rank(asked, resident);
            add({resident}, MatchedBy::Name, ranked.score, ranked.kind);
            if (!passes(resident, request) ||
                (!request.nationality.isEmpty() && resident.nationality != request.nationality))
                continue;
            ++enough;
            best = std::max(best, ranked.score);
        }
        return {};
    };
    const auto askAndRank = [&](const NameQuestion &question) -> Result<> {
        const bool sure = best >= kSure;
        if (question.empty())
            return {};
        if (sure && std::chrono::milliseconds(m_timer.elapsed()) > kPatience) {
            m_capped = true;
            return {};
        }
        const qsizetype before = m_candidates.size();
        if (const auto collected = collect(question, sure ? kPatience : kLastPatience); !collected)
            return collected;
        return rankNew(before);
    };
    using enum NameAsk;
    const QList<NameAsk> asks = words.size() == 1
                                    ? QList{Words, WordsBegun, Sounds, SoundsBegun}
                                    : QList{Phrase,    Ends,  PhraseBegun, PhraseSounds, PhraseSoundsBegun,
                                            EndSounds, Words, WordsBegun,  Sounds,       SoundsBegun};
    for (const NameAsk ask : asks) {
        // Who answers a looser question ranks lower, and would not be shown.
        if (request.limit >= 0 && enough >= std::max(request.limit, kEnough)) {
            m_capped = true;
            break;
        }
        if (const auto done = askAndRank(tokens.question(words, ask)); !done)
            return done;
    }
    if (best >= kSure || slip == OneWrongWord::None || words.size() < kWordsWorthDropping)
        return {};
    for (const NameAsk ask : {PhraseSounds, Sounds}) {
        for (int without = 0; without < words.size() && best < kSure; ++without) {
            if (const auto done = askAndRank(tokens.question(words, ask, without)); !done)
                return done;
        }
    }
    return {};
}

Result<> ResidentSearch::collect(const NameQuestion &question, std::chrono::milliseconds patience)
{
    const auto last = m_registry.lastId();
    if (!last)
        return failure(last);
    NameAnswers answers(m_connection, question, *last);
    const qsizetype most =
        std::min<qsizetype>(Registry::kMaxRanked, m_candidates.size() + kMostOfOneQuestion);
    QList<qint64> ids;
    for (bool more = true, begun = false; more && m_candidates.size() < most; begun = true) {
        if (m_stop.stop_requested())
            return failure(ErrorCode::Cancelled);
        // So that a question to which millions half answer ends in time.
        if (begun && std::chrono::milliseconds(m_timer.elapsed()) > patience) {
            m_capped = true;
            return {};
        }
        ids.clear();
        // One more than is ranked, to know whether there are more; what was found before is skipped, not
        // repeated.
        const auto answered = answers.next(ids, Registry::kMaxRanked + 1);
        if (!answered)
            return failure(answered);
        more = *answered;
        for (const qint64 id : std::as_const(ids)) {
            if (m_candidateSet.contains(id))
                continue;
            if (m_candidates.size() >= most) {
                m_capped = true;
                break;
            }
            m_candidateSet.insert(id);
            m_candidates += id;
        }
    }
    return {};
}

void ResidentSearch::add(const QList<Resident> &residents, MatchedBy matchedBy, double score,
                         NameMatchKind kind)
{
    for (const Resident &resident : residents) {
        if (m_seen.contains(resident.iqamaNumber))
            continue;
        m_seen.insert(resident.iqamaNumber);
        m_matches += ResidentMatch{resident, matchedBy, kind, score};
    }
}

} // namespace desk
