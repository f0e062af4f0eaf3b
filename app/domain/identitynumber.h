#pragma once

#include "domain/codes.h"

#include <QString>
#include <QStringView>

#include <optional>

namespace desk
{

enum class IdentityKind { Iqama, Citizen, Border, Invalid };
enum class IdentityProblem { Length, Characters, FirstDigit, CheckDigit };

/// What a ten-digit Saudi number is (domain.md §2.1).
struct IdentityNumber {
    QString normalized; ///< ASCII digits without blanks
    IdentityKind kind = IdentityKind::Invalid;
    bool valid = false; ///< border numbers have no check digit
    std::optional<IdentityProblem> problem;
};

IdentityNumber parseIdentityNumber(QStringView input);

/// Luhn over all digits of `digits` (ASCII), doubling the 1st, 3rd, 5th …
bool luhnHolds(QStringView digits);

/// The tenth digit that makes nine digits pass `luhnHolds`.
QChar luhnDigit(QStringView nineDigits);

template <>
struct Codes<IdentityKind> {
    static constexpr std::array<std::pair<IdentityKind, const char16_t *>, 4> kCodes = {
        {{IdentityKind::Iqama, u"iqama"},
         {IdentityKind::Citizen, u"citizen"},
         {IdentityKind::Border, u"border"},
         {IdentityKind::Invalid, u"invalid"}}};
};

template <>
struct Codes<IdentityProblem> {
    static constexpr std::array<std::pair<IdentityProblem, const char16_t *>, 4> kCodes = {
        {{IdentityProblem::Length, u"length"},
         {IdentityProblem::Characters, u"characters"},
         {IdentityProblem::FirstDigit, u"first_digit"},
         {IdentityProblem::CheckDigit, u"check_digit"}}};
};

} // namespace desk
