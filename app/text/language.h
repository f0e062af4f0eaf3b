#pragma once

#include "domain/codes.h"

namespace desk
{

/// The two languages of every screen, receipt and message.
enum class Language { Arabic, English };

template <>
struct Codes<Language> {
    static constexpr std::array<std::pair<Language, const char16_t *>, 2> kCodes = {
        {{Language::Arabic, u"ar"}, {Language::English, u"en"}}};
};

} // namespace desk
