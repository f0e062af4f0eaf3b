#pragma once

#include <QString>
#include <QStringView>

#include <algorithm>
#include <span>

namespace desk
{

using Words = std::span<const QStringView>;

inline bool contains(Words words, QStringView word)
{
    return std::find(words.begin(), words.end(), word) != words.end();
}

inline bool isArabic(QChar c)
{
    return c >= u'\u0600' && c <= u'\u06FF';
}

/// Of the normal form.
inline bool isVowel(QChar c)
{
    return QStringView(u"AEIOU").contains(c);
}

} // namespace desk
