#pragma once

#include "domain/casecontent.h"
#include "domain/codes.h"
#include "domain/resident.h"

#include <QList>
#include <QString>

#include <optional>

namespace desk
{

/// Who changed a field since the version both began with.
enum class ChangedBy {
    Nobody,
    Case,     ///< only this case
    Register, ///< only the register
    BothAlike,
    BothOtherwise,
};

/// One field of a three-way comparison.
struct MergedField {
    QString field; ///< the case file's path, "passport.number"
    QString base;  ///< empty: not known, or nothing on record
    QString ours;
    QString theirs;
    ChangedBy changedBy = ChangedBy::Nobody;

    friend bool operator==(const MergedField &, const MergedField &) = default;
};

/// What the case enters, what the register holds, and what it held when the case was made; without `base`
/// every difference counts as changed by both. Dates in ISO form.
QList<MergedField> compareThreeWays(const std::optional<Passport> &base, const EnteredPassport &ours,
                                    const Passport &theirs);

/// Whether the register changed nothing that a case changes, so that the case can be built upon it as it is.
bool leavesPassportAlone(const Resident &base, const Resident &theirs);

template <>
struct Codes<ChangedBy> {
    static constexpr std::array<std::pair<ChangedBy, const char16_t *>, 5> kCodes = {
        {{ChangedBy::Nobody, u"nobody"},
         {ChangedBy::Case, u"case"},
         {ChangedBy::Register, u"register"},
         {ChangedBy::BothAlike, u"both_alike"},
         {ChangedBy::BothOtherwise, u"both_otherwise"}}};
};

} // namespace desk
