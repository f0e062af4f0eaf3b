#pragma once

#include "domain/codes.h"

namespace desk
{

/// Which part of the register a desk holds.
enum class ResidentsHeld {
    All,
    Branch, ///< those its branch has had a case of, and those it asked for
    Asked,  ///< those of cases it hears of, and those it asked for
};

template <>
struct Codes<ResidentsHeld> {
    static constexpr std::array<std::pair<ResidentsHeld, const char16_t *>, 3> kCodes = {
        {{ResidentsHeld::All, u"all"}, {ResidentsHeld::Branch, u"branch"}, {ResidentsHeld::Asked, u"asked"}}};
};

} // namespace desk
