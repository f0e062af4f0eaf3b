#pragma once

#include <QDate>
#include <QString>
#include <QStringView>

#include <optional>

namespace desk
{

/// A birth date of which the day, or day and month, or everything may be unknown (Doc 9303-3 §4.8).
struct PartialDate {
    int year = 0;  ///< 0 = unknown
    int month = 0; ///< 0 = unknown
    int day = 0;   ///< 0 = unknown

    bool isEmpty() const { return year == 0; }
    bool isFull() const { return day != 0; }
    /// The earliest day it can mean; invalid when empty.
    QDate earliest() const;
    /// The latest day it can mean; invalid when empty.
    QDate latest() const;
    /// "YYYY-MM-DD", "YYYY-MM", "YYYY" or empty.
    QString toIso() const;
    /// Reads exactly what `toIso` writes and a real date only; nullopt otherwise. Empty text is an empty
    /// date.
    static std::optional<PartialDate> fromIso(QStringView text);
    static PartialDate of(QDate date);
    /// True when every part known to both is equal.
    bool agreesWith(const PartialDate &other) const;

    friend bool operator==(const PartialDate &, const PartialDate &) = default;
};

/// "YYYY-MM-DD" and a real date; nullopt otherwise.
std::optional<QDate> isoDate(QStringView text);

} // namespace desk
