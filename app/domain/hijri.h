#pragma once

#include <QDate>
#include <QString>
#include <QStringView>

#include <optional>

namespace desk
{

/// A day of the Umm al-Qura calendar, 1300 to 1600 AH (domain.md §4).
struct HijriDate {
    int year = 0;
    int month = 0; ///< 1 = Muharram
    int day = 0;

    /// "YYYY-MM-DD".
    QString toIso() const;
    static std::optional<HijriDate> fromIso(QStringView text);
    /// After 1450-12-29 the published tables disagree: shown as tentative.
    bool isTentative() const;

    friend bool operator==(const HijriDate &, const HijriDate &) = default;
};

/// nullopt outside the table or for an invalid date.
std::optional<HijriDate> toHijri(QDate gregorian);
/// nullopt outside the table or for a day that does not exist.
std::optional<QDate> toGregorian(const HijriDate &hijri);

} // namespace desk
