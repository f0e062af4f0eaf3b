#pragma once

#include "base/error.h"

// The class std::expected was modelled on; std::expected itself is C++23. Debian: libexpected-dev.
#include <tl/expected.hpp>

#include <utility>

namespace desk
{

/// The value, or the reason there is none. Every call that can fail returns one; nothing throws across folders.
/// A class of its own only to be [[nodiscard]].
template <class T = void>
class [[nodiscard]] Result : public tl::expected<T, Error>
{
public:
    using tl::expected<T, Error>::expected;
    Result(tl::expected<T, Error> other) : tl::expected<T, Error>(std::move(other)) {}
};

inline tl::unexpected<Error> failure(ErrorCode code, QString where = {}, QString detail = {})
{
    return tl::unexpected<Error>(Error{code, std::move(where), std::move(detail)});
}

/// Hands the error of one Result on as the error of another type of Result.
template <class T>
tl::unexpected<Error> failure(const Result<T> &from)
{
    return tl::unexpected<Error>(from.error());
}

} // namespace desk
