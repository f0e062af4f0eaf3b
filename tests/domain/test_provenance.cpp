#include "domain/provenance.h"

#include "support/builders.h"
#include "support/catch.h"

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{
const QDateTime kNine(QDate(2026, 11, 23), QTime(9, 0), Qt::UTC);
const QDateTime kTen = kNine.addSecs(3600);
const QString kNumber = u"passport.number"_s;
} // namespace

TEST_CASE("a field keeps who gave it its value, how and when, until value or source change")
{
    CaseContent first = someContent();
    stampProvenance(first, {}, {{kNumber, FieldSource::Reader}}, u"clerk"_s, kNine);
    CHECK(first.provenance.value(kNumber) == Provenance{FieldSource::Reader, u"clerk"_s, kNine});
    CHECK(first.provenance.value(u"passport.issued_on"_s) ==
          Provenance{FieldSource::Typed, u"clerk"_s, kNine});
    CHECK_FALSE(first.provenance.contains(u"loss_report"_s)); // it is empty

    CaseContent second = first;
    second.passport.issuedOn = u"2026-11-08"_s;
    stampProvenance(second, first, {}, u"colleague"_s, kTen);
    CHECK(second.provenance.value(kNumber) == first.provenance.value(kNumber));
    CHECK(second.provenance.value(u"passport.issued_on"_s) ==
          Provenance{FieldSource::Typed, u"colleague"_s, kTen});

    // The same number, compared by typing it twice: another origin.
    CaseContent third = second;
    stampProvenance(third, second, {{kNumber, FieldSource::TypedTwice}}, u"colleague"_s, kTen);
    CHECK(third.provenance.value(kNumber) == Provenance{FieldSource::TypedTwice, u"colleague"_s, kTen});

    third.passport.number.clear();
    stampProvenance(third, second, {}, u"colleague"_s, kTen);
    CHECK_FALSE(third.provenance.contains(kNumber));
}

TEST_CASE("what a caller says of fields that are not there is not believed")
{
    CaseContent content = someContent();
    content.provenance = {{u"nothing"_s, {FieldSource::Reader, u"x"_s, kNine}}};
    stampProvenance(content, {}, {{u"nothing"_s, FieldSource::Reader}}, u"clerk"_s, kNine);
    CHECK_FALSE(content.provenance.contains(u"nothing"_s));
}
