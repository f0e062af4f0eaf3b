#include "base/bidi.h"
#include "base/clock.h"
#include "base/digits.h"
#include "base/logging.h"

#include "support/catch.h"

using namespace desk;

TEST_CASE("both Arabic digit families become ASCII")
{
    CHECK(toAsciiDigits(u"٢٣٤٥٦٧٨٩٠٤") == QStringLiteral("2345678904"));
    CHECK(toAsciiDigits(u"۲۳A") == QStringLiteral("23A"));
}

TEST_CASE("an identifier is cleaned of everything that is not it")
{
    CHECK(cleanIdentifier(u" a-12\u00A034\u200F567\u2013\u0640 ") == QStringLiteral("A1234567"));
    CHECK(comparableNumber(u"123456<AA") == QStringLiteral("123456AA"));
}

TEST_CASE("isolates wrap and are removed again")
{
    CHECK(withoutBidiControls(isolate(u"A12")) == QStringLiteral("A12"));
    CHECK(isolate(u"A12").size() == 5);
}

TEST_CASE("the day changes at midnight in Riyadh")
{
    CHECK(riyadhDate(QDateTime(QDate(2026, 11, 22), QTime(20, 59, 59), Qt::UTC)) == QDate(2026, 11, 22));
    CHECK(riyadhDate(QDateTime(QDate(2026, 11, 22), QTime(21, 0), Qt::UTC)) == QDate(2026, 11, 23));
}

TEST_CASE("instants are written with milliseconds and read back")
{
    const QDateTime instant(QDate(2026, 1, 2), QTime(3, 4, 5, 6), Qt::UTC);
    CHECK(isoInstant(instant) == QStringLiteral("2026-01-02T03:04:05.006Z"));
    CHECK(fromIsoInstant(isoInstant(instant)) == instant);
    for (const char16_t *wrong :
         {u"2026-01-02T03:04:05Z", u"2026-02-30T03:04:05.006Z", u"2026-01-02T25:04:05.006Z",
          u"2026-01-02T03:04:05.006z", u"2026-01-02 03:04:05.006Z", u"٢026-01-02T03:04:05.006Z"})
        CHECK_FALSE(fromIsoInstant(wrong).isValid());
}

TEST_CASE("the log masks what could be a person's")
{
    CHECK(redacted(QStringLiteral("iqama 2345678904, passport A1234567, محمد")) ==
          QStringLiteral("iqama •••, passport •••, •••"));
    CHECK(redacted(QStringLiteral("a\nb")) == QStringLiteral("a\\nb"));
    CHECK(redacted(QStringLiteral("a\u001b[31mb\u202ec")) == QStringLiteral("a\\u001b[31mb\\u202ec"));
    const QString uuid = QStringLiteral("12345678-1234-4123-8123-123456789012"); // nobody's number
    CHECK(redacted(uuid) == uuid);
}
