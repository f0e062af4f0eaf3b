#pragma once

#include <QDate>
#include <QString>
#include <QStringView>

#include <optional>

namespace desk
{

/// The day a person meant: 16082021, 16/8/2021, 16-08-2021, 16 08 2021, 2021-08-16, "16 AUG 2021",
/// «16 أغسطس 2021», in either digit family. Day before month; a year has four digits (ux.md NUM-06).
/// nullopt when it is none of these or no real day.
std::optional<QDate> readDateEntry(QStringView text);

} // namespace desk
