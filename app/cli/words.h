#pragma once

#include "text/language.h"

#include <QString>

namespace desk::cli
{

/// What the shell says in both languages: help, labels, headings. Words that screens and paper share come
/// from the text catalogue instead.
struct Words {
    const char16_t *ar;
    const char16_t *en;

    QString in(Language language) const { return QString::fromUtf16(language == Language::Arabic ? ar : en); }
};

} // namespace desk::cli
