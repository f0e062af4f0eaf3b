#pragma once

#include <QString>
#include <QStringView>

#include <array>
#include <optional>
#include <utility>

namespace desk
{

/// The codes an enumeration has in files, messages and databases. Every enumeration with codes specialises
/// this with `static constexpr std::array<std::pair<E, const char16_t *>, N> kCodes`.
template <class E>
struct Codes;

/// The code of a value, for example "worker_private". Empty when the value is none of the enumeration.
template <class E>
QString codeOf(E value)
{
    for (const auto &[candidate, code] : Codes<E>::kCodes) {
        if (candidate == value)
            return QString::fromUtf16(code);
    }
    return {};
}

/// The value of a code; nullopt when unknown.
template <class E>
std::optional<E> fromCode(QStringView code)
{
    for (const auto &[value, candidate] : Codes<E>::kCodes) {
        if (code == candidate)
            return value;
    }
    return std::nullopt;
}

} // namespace desk
