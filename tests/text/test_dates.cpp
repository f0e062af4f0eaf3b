#include "text/dates.h"

#include "support/catch.h"

using namespace desk;

TEST_CASE("dates are shown day first with slashes and ASCII digits")
{
    CHECK(displayDate(QDate(2021, 8, 6)) == QStringLiteral("06/08/2021"));
    CHECK(displayDate(QDate()) == QString());
    CHECK(displayDate(PartialDate{1988, 2, 14}) == QStringLiteral("14/02/1988"));
    CHECK(displayDate(PartialDate{1988, 2, 0}) == QStringLiteral("02/1988"));
    CHECK(displayDate(PartialDate{1988, 0, 0}) == QStringLiteral("1988"));
    CHECK(displayDate(PartialDate()) == QString());
}

TEST_CASE("long dates have the month in words")
{
    CHECK(longDate(QDate(2021, 8, 16), Language::Arabic) == QStringLiteral("16 أغسطس 2021"));
    CHECK(longDate(QDate(2021, 8, 16), Language::English) == QStringLiteral("16 August 2021"));
    CHECK(longDate(QDate(), Language::Arabic) == QString());
}

TEST_CASE("the Hijri day stands beside, tentative where the tables disagree")
{
    CHECK(hijriDate(QDate(2026, 11, 22), Language::Arabic) == QStringLiteral("12 جمادى الآخرة 1448"));
    CHECK(hijriDate(QDate(2026, 11, 22), Language::English) == QStringLiteral("12 Jumada II 1448"));
    CHECK(hijriDate(QDate(2031, 11, 8), Language::Arabic) == QStringLiteral("22 رجب 1453، تقديري"));
    CHECK(hijriDate(QDate(2031, 11, 8), Language::English) == QStringLiteral("22 Rajab 1453, tentative"));
    CHECK(hijriDate(QDate(1800, 1, 1), Language::Arabic) == QString());
    CHECK(hijriDate(QDate(), Language::Arabic) == QString());
}

TEST_CASE("weekdays are named from our own table")
{
    CHECK(weekdayName(QDate(2026, 11, 23), Language::Arabic) == QStringLiteral("الاثنين"));
    CHECK(weekdayName(QDate(2026, 11, 29), Language::English) == QStringLiteral("Sunday"));
}

TEST_CASE("month names are recognised in both languages")
{
    for (int month = 1; month <= 12; ++month) {
        CHECK(monthOfName(monthName(month, Language::Arabic)) == month);
        CHECK(monthOfName(monthName(month, Language::English)) == month);
        CHECK(monthOfName(monthName(month, Language::English).left(3).toUpper()) == month);
    }
    CHECK(monthOfName(u"ابريل") == 4);
    CHECK(monthOfName(u"اغسطس") == 8);
    CHECK(monthOfName(u"Augu") == 0);
    CHECK(monthOfName(u"") == 0);
}

TEST_CASE("times are Riyadh's")
{
    const QDateTime instant(QDate(2026, 11, 23), QTime(21, 5), Qt::UTC);
    CHECK(displayTime(instant) == QStringLiteral("00:05"));
    CHECK(displayDateTime(instant) == QStringLiteral("24/11/2026 00:05"));
    CHECK(displayMoment(instant, instant.addSecs(3600)) == QStringLiteral("00:05"));
    CHECK(displayMoment(instant, instant.addSecs(-600)) == QStringLiteral("24/11/2026 00:05"));
    CHECK(displayTime(QDateTime()) == QString());
}
