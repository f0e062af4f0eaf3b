#pragma once

#include <QString>
#include <QStringView>

namespace desk
{

/// Arabic-Indic (٠-٩) and Eastern (۰-۹) digits as ASCII; everything else unchanged.
QString toAsciiDigits(QStringView text);

/// What a person or a paste put into an identifier field, as the identifier: NFKC, ASCII digits, upper case,
/// without spaces, dashes, tatweel, bidi controls and other invisible characters (ux.md NUM-04).
QString cleanIdentifier(QStringView text);

/// The form in which two passport numbers are compared (domain.md §7): `cleanIdentifier` without `<`.
QString comparableNumber(QStringView number);

/// The form in which two mobile numbers are compared: of a Saudi one the nine digits from the 5 on, whatever
/// stands before them. Empty when the text is no number.
QString comparableMobile(QStringView mobile);

/// True when every character is 0-9 and there is at least one.
bool isAsciiDigits(QStringView text);

} // namespace desk
