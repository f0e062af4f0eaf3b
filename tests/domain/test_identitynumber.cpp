#include "domain/identitynumber.h"
#include "support/catch.h"

#include <rapidcheck.h>

using namespace desk;
using namespace Qt::StringLiterals;

TEST_CASE("iqama, citizen and border numbers are told apart by their first digit")
{
    for (const char16_t *const number :
         {u"2000000006", u"2123456788", u"2234567895", u"2345678904", u"2456789011", u"2567890120",
          u"2987654320", u"2999999994", u"2012345670"}) {
        const IdentityNumber parsed = parseIdentityNumber(number);
        CHECK(parsed.kind == IdentityKind::Iqama);
        CHECK(parsed.valid);
        CHECK_FALSE(parsed.problem);
    }
    CHECK(parseIdentityNumber(u"1000000008").kind == IdentityKind::Citizen);
    CHECK(parseIdentityNumber(u"1010101010").valid);
    CHECK(parseIdentityNumber(u"3012345678").kind == IdentityKind::Border);
    CHECK(parseIdentityNumber(u"4000000001").valid);
}

TEST_CASE("a number that is none says why")
{
    for (const char16_t *const number : {u"2010101010", u"1000000000", u"1234567890", u"2123456789"}) {
        CHECK(parseIdentityNumber(number).problem == IdentityProblem::CheckDigit);
        CHECK_FALSE(parseIdentityNumber(number).valid);
    }
    CHECK(parseIdentityNumber(u"").problem == IdentityProblem::Length);
    CHECK(parseIdentityNumber(u"234567890").problem == IdentityProblem::Length);
    CHECK(parseIdentityNumber(u"23456789044").problem == IdentityProblem::Length);
    CHECK(parseIdentityNumber(u"23456789O4").problem == IdentityProblem::Characters);
    CHECK(parseIdentityNumber(u"२३४५६७८९०४").problem == IdentityProblem::Characters);
    CHECK(parseIdentityNumber(u"5123456788").problem == IdentityProblem::FirstDigit);
    CHECK(parseIdentityNumber(u"0123456788").kind == IdentityKind::Invalid);
    CHECK(luhnHolds(u"7001234561"));
    CHECK_FALSE(luhnHolds(u""));
}

TEST_CASE("digits of the other keyboards, blanks and dashes are the same number")
{
    CHECK(parseIdentityNumber(u"٢٣٤٥٦٧٨٩٠٤").normalized == u"2345678904");
    CHECK(parseIdentityNumber(u"٢٣٤٥٦٧٨٩٠٤").valid);
    CHECK(parseIdentityNumber(u"۲۳۴۵۶۷۸۹۰۴").valid);
    CHECK(parseIdentityNumber(u" 234-567 8904\n").valid);
    CHECK(parseIdentityNumber(u"\u2066"
                              "2345678904\u2069")
              .valid);
}

TEST_CASE("one wrong digit is always seen, and two exchanged neighbours unless they are 0 and 9")
{
    CHECK(rc::check([] {
        QString number = u"2"_s;
        for (int i = 0; i < 8; ++i)
            number += QChar(u'0' + *rc::gen::inRange(0, 10));
        number += luhnDigit(number);
        RC_ASSERT(parseIdentityNumber(number).valid);

        const auto at = *rc::gen::inRange<qsizetype>(1, 10);
        QString wrong = number;
        wrong[at] = QChar(u'0' + *rc::gen::inRange(0, 10));
        RC_ASSERT(parseIdentityNumber(wrong).valid == (wrong == number));

        QString swapped = number;
        const auto left = *rc::gen::inRange<qsizetype>(1, 9);
        std::swap(swapped[left], swapped[left + 1]);
        const QString pair = number.mid(left, 2);
        const bool blind = swapped == number || pair == u"09" || pair == u"90";
        RC_ASSERT(parseIdentityNumber(swapped).valid == blind);
    }));
}
