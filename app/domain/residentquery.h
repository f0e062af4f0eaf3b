#pragma once

#include "domain/codes.h"
#include "domain/resident.h"

#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace desk
{

/// Why a resident stands in a list of results.
enum class MatchedBy { Iqama, Passport, Border, Mobile, Employer, Household, Name };

/// How much of a name query a result matched, for "why this one".
enum class NameMatchKind {
    None,          ///< not found by name
    AllWords,      ///< every word of the query stands in the name, adjacent
    AllWordsApart, ///< every word, others between
    Prefix,        ///< the last word is the beginning of one
    SpellingForm,  ///< equal after folding (hamza, tatweel, marks)
    Sound,         ///< equal cross-script keys
};

/// What is asked of the register: one box for every number and both scripts. Beside a name may stand a birth
/// year or a country's code, beside a passport number its issuer's code.
struct FindRequest {
    QString query = {};
    int limit = 50;
    QString nationality = {}; ///< filter, empty: any
    QString employerId = {};  ///< filter, empty: any
    int birthYear = 0;        ///< filter, 0: any
};

/// What a person may add to a name that too many have.
enum class NarrowBy { Name, BirthYear, Nationality };

/// One answer of the register.
struct ResidentMatch {
    Resident resident;
    MatchedBy matchedBy = MatchedBy::Name;
    NameMatchKind nameMatch = NameMatchKind::None;
    double score = 0; ///< 0 to 1, best first
};

struct ResidentMatches {
    QList<ResidentMatch> matches;
    int total = 0;                    ///< before the limit, after the filters
    bool capped = false;              ///< more candidates than were ranked: narrow the query
    std::optional<NarrowBy> narrowBy; ///< what would leave fewest, when more matched than are given
    QMap<QString, int> nationalities; ///< counts before the nationality filter
};

template <>
struct Codes<MatchedBy> {
    static constexpr std::array<std::pair<MatchedBy, const char16_t *>, 7> kCodes = {
        {{MatchedBy::Iqama, u"iqama"},
         {MatchedBy::Passport, u"passport"},
         {MatchedBy::Border, u"border"},
         {MatchedBy::Mobile, u"mobile"},
         {MatchedBy::Employer, u"employer"},
         {MatchedBy::Household, u"household"},
         {MatchedBy::Name, u"name"}}};
};

} // namespace desk
