#include "domain/hijri.h"
#include "support/catch.h"

#include <atomic>
#include <thread>
#include <vector>

using namespace desk;
using namespace Qt::StringLiterals;

TEST_CASE("known days are those of the Umm al-Qura calendar")
{
    constexpr std::pair<const char16_t *, const char16_t *> kDays[] = {
        {u"1975-01-01", u"1394-12-18"}, {u"1980-06-15", u"1400-08-02"}, {u"2000-01-01", u"1420-09-24"},
        {u"2016-10-02", u"1438-01-01"}, {u"2023-07-19", u"1445-01-01"}, {u"2023-11-07", u"1445-04-23"},
        {u"2024-02-29", u"1445-08-19"}, {u"2024-12-02", u"1446-06-01"}, {u"2025-03-01", u"1446-09-01"},
        {u"2025-06-26", u"1447-01-01"}, {u"2026-02-18", u"1447-09-01"}, {u"2026-06-16", u"1448-01-01"},
        {u"2026-11-22", u"1448-06-12"}, {u"2028-05-25", u"1450-01-01"}, {u"2029-05-14", u"1451-01-01"},
        {u"2036-11-21", u"1458-10-03"}, {u"1937-05-12", u"1356-03-01"}, {u"1938-03-04", u"1357-01-01"},
        {u"2006-06-27", u"1427-06-01"}, {u"2029-08-12", u"1451-04-01"},
    };
    for (const auto &[gregorian, hijri] : kDays) {
        const QDate date = QDate::fromString(QString::fromUtf16(gregorian), Qt::ISODate);
        REQUIRE(toHijri(date));
        CHECK(toHijri(date)->toIso() == QString::fromUtf16(hijri));
        CHECK(toGregorian(*HijriDate::fromIso(QString::fromUtf16(hijri))) == date);
    }
}

TEST_CASE("outside the table there is no Hijri day")
{
    CHECK(toHijri(QDate(1882, 11, 12)) == HijriDate{1300, 1, 1});
    CHECK_FALSE(toHijri(QDate(1882, 11, 11)));
    CHECK(toHijri(QDate(2174, 11, 25)) == HijriDate{1600, 12, 30});
    CHECK_FALSE(toHijri(QDate(2174, 11, 26)));
    CHECK_FALSE(toHijri(QDate()));
    CHECK_FALSE(toGregorian({1299, 12, 30}));
    CHECK_FALSE(toGregorian({1601, 1, 1}));
}

TEST_CASE("a day that does not exist is no date")
{
    CHECK_FALSE(toGregorian({1448, 13, 1}));
    CHECK_FALSE(toGregorian({1448, 0, 1}));
    CHECK_FALSE(toGregorian({1448, 1, 31}));
    CHECK_FALSE(toGregorian({1448, 1, 0}));
    // Of two months in a row at least one has 29 days in any pair that sums to 59.
    int shortMonths = 0;
    for (int month = 1; month <= 12; ++month)
        shortMonths += toGregorian({1448, month, 30}) ? 0 : 1;
    CHECK((shortMonths == 5 || shortMonths == 6 || shortMonths == 7));
    CHECK_FALSE(HijriDate::fromIso(u"1448-1-01"));
    CHECK_FALSE(HijriDate::fromIso(u"1448-01-31"));
    CHECK_FALSE(HijriDate::fromIso(u"١٤٤٨-٠١-٠١"));
    CHECK(HijriDate::fromIso(u"1448-01-01") == HijriDate{1448, 1, 1});
}

TEST_CASE("every day of the table comes back, in order, with months of 29 or 30 days")
{
    HijriDate before{1299, 12, 30};
    for (QDate day(1882, 11, 12); day <= QDate(2174, 11, 25); day = day.addDays(1)) {
        const auto hijri = toHijri(day);
        if (!hijri || toGregorian(*hijri) != day)
            FAIL(day.toString(Qt::ISODate).toStdString());
        const bool nextDay = hijri->month == before.month && hijri->day == before.day + 1;
        const bool nextMonth = hijri->day == 1 && before.day >= 29 && hijri->month == before.month % 12 + 1;
        if (!nextDay && !nextMonth)
            FAIL(hijri->toIso().toStdString());
        before = *hijri;
    }
    CHECK(before == HijriDate{1600, 12, 30});
}

TEST_CASE("days after 1450 are tentative")
{
    CHECK_FALSE((HijriDate{1450, 12, 29}).isTentative());
    CHECK((HijriDate{1451, 1, 1}).isTentative());
}

TEST_CASE("threads do not disturb each other's calendar")
{
    std::vector<std::thread> threads;
    std::atomic<int> wrong{0};
    for (int t = 0; t < 4; ++t) {
        threads.emplace_back([&wrong, t] {
            for (int i = 0; i < 2'000; ++i) {
                const QDate day = QDate(1990, 1, 1).addDays(i + t * 500);
                wrong += toGregorian(*toHijri(day)) == day ? 0 : 1;
            }
        });
    }
    for (std::thread &thread : threads)
        thread.join();
    CHECK(wrong == 0);
}
