#pragma once

#include <QString>

#include <optional>

namespace desk
{

/// A passport number with the code of its issuer before or behind it: "IND J1234567", "J1234567/IND".
struct IssuedNumber {
    QString issuer;
    QString number;
};

/// nullopt for a query without an issuer's code.
std::optional<IssuedNumber> issuedNumber(QString query);

/// The least characters of a passport number that are looked for.
inline constexpr int kShortestPassport = 5;

} // namespace desk
