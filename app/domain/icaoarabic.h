#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace desk
{

/// Transliteration of Arabic letters in the name field of an MRZ (Doc 9303-3 §6.C and Appendix B; domain.md
/// §1.5). Nearly all States print a phonetic Latin name instead, so what is read back is a hint.

/// Words of Arabic letters as name components, words separated by `<`: "محمود عبدالرحيم" is
/// "MXHMWD<EBDALRXHYM". Harakat and tatweel are left out, a shadda repeats the code of its letter. nullopt
/// when a letter has no code.
std::optional<QString> icaoFromArabic(QStringView arabic);

/// Components back into Arabic words, separated by blanks. nullopt when the name was not written with this
/// table: some letters are no code, or none of them is one of the codes that begin with X, which Latin names
/// do not have. A doubled code stays two letters; `Y` is read as ي.
std::optional<QString> arabicFromIcao(QStringView components);

} // namespace desk
