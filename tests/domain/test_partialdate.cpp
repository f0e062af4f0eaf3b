#include "domain/partialdate.h"

#include "support/catch.h"

using namespace desk;

TEST_CASE("partial dates read and write their three forms")
{
    for (const char16_t *text : {u"1985-02-14", u"1985-02", u"1985", u""}) {
        const auto date = PartialDate::fromIso(text);
        REQUIRE(date);
        CHECK(date->toIso() == QString::fromUtf16(text));
    }
    for (const char16_t *text : {u"1985-02-30", u"1985-13", u"85", u"1985-2", u"abcd", u"1985-02-1"})
        CHECK_FALSE(PartialDate::fromIso(text));
}

TEST_CASE("partial dates agree where both are known")
{
    CHECK(PartialDate{1985, 0, 0}.agreesWith({1985, 2, 14}));
    CHECK_FALSE(PartialDate{1985, 1, 0}.agreesWith({1985, 2, 14}));
    CHECK(PartialDate{1985, 2, 0}.latest() == QDate(1985, 2, 28));
}
