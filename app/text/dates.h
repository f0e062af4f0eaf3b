#pragma once

#include "domain/partialdate.h"
#include "text/language.h"

#include <QDate>
#include <QDateTime>
#include <QString>
#include <QStringView>

namespace desk
{

// Dates as people read them. ASCII digits always, month and day names from tables of our own, never a locale
// (ux.md NUM-01). None of these holds a bidi control: what goes into a sentence is wrapped with `isolate`.
// An invalid date is an empty string.

/// "16/08/2021" (ux.md BIDI-21: never dashes before a person's eyes).
QString displayDate(QDate date);
/// The known parts only: "14/02/1988", "02/1988", "1988".
QString displayDate(const PartialDate &date);
/// «16 أغسطس 2021», "16 August 2021".
QString longDate(QDate date, Language language);
/// The Umm al-Qura day, «13 جمادى الآخرة 1448», "13 Jumada II 1448"; after 1450-12-29 with the mark of a
/// tentative date, «22 رجب 1453، تقديري», "22 Rajab 1453, tentative". Empty outside the table (domain.md §4).
QString hijriDate(QDate gregorian, Language language);
/// «الاثنين», "Monday".
QString weekdayName(QDate date, Language language);
/// «أغسطس», "August"; month 1 to 12.
QString monthName(int month, Language language);
/// 1 to 12 for a month's name in either language as people write it: full or by its first three letters in
/// English, with or without hamza in Arabic; 0 when it is none.
int monthOfName(QStringView name);

/// Wall time in Riyadh of a UTC instant: "10:49", "23/11/2026 10:49".
QString displayTime(const QDateTime &utc);
QString displayDateTime(const QDateTime &utc);
/// The time of day, of another day than that of `now` with its date: "10:49", "21/11/2026 10:49".
QString displayMoment(const QDateTime &utc, const QDateTime &now);

} // namespace desk
