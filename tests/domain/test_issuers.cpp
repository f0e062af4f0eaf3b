#include "domain/issuers.h"
#include "support/catch.h"

using namespace desk;
using namespace Qt::StringLiterals;

TEST_CASE("every code of the world and of Doc 9303 is known by its kind")
{
    int states = 0;
    for (const Issuer &issuer : issuers())
        states += issuer.kind == IssuerKind::State ? 1 : 0;
    CHECK(states == 249 + 2); // ISO 3166-1, D and RKS

    for (const char16_t *const code : {u"IND", u"BGD", u"SAU", u"DEU", u"D", u"RKS", u"SSD", u"MMR", u"ALA"})
        CHECK(issuerKind(code) == IssuerKind::State);
    for (const char16_t *const code :
         {u"GBD", u"GBN", u"GBO", u"GBP", u"GBS", u"EUE", u"UNO", u"UNA", u"UNK", u"XBA", u"XIM", u"XCC",
          u"XCE", u"XCO", u"XEC", u"XPO", u"XES", u"XMP", u"XOM", u"XDC", u"XXA", u"XXB", u"XXC", u"XXX"})
        CHECK(issuerKind(code) == IssuerKind::Organisation);
    for (const char16_t *const code : {u"ANT", u"NTZ", u"XXK", u"TRC", u"INP", u"ASU", u"YTO", u"XYZ"})
        CHECK(issuerKind(code) == IssuerKind::Deprecated);
    CHECK(issuerKind(u"UTO") == IssuerKind::Specimen);
    CHECK(issuerKind(u"IAO") == IssuerKind::Specimen);
    for (const char16_t *const code : {u"", u"IN", u"ind", u"QQQ", u"XKK", u"D<<"})
        CHECK(issuerKind(code) == IssuerKind::Unknown);
}

TEST_CASE("every issuer has a name in both languages, in their own letters")
{
    for (const Issuer &issuer : issuers()) {
        const QString ar = QString::fromUtf16(issuer.nameAr);
        const QString en = QString::fromUtf16(issuer.nameEn);
        INFO(QString::fromUtf16(issuer.code).toStdString());
        CHECK(findIssuer(issuer.code) == &issuer);
        CHECK_FALSE(ar.isEmpty());
        CHECK_FALSE(en.isEmpty());
        CHECK(ar == ar.simplified());
        CHECK(en == en.simplified());
        for (const QChar c : ar) {
            CHECK_FALSE(u"ٹڈڑںہےیکگپچژ"_s.contains(c));
            CHECK_FALSE(c.script() == QChar::Script_Latin);
        }
        for (const QChar c : en)
            CHECK_FALSE(c.script() == QChar::Script_Arabic);
    }
    CHECK(QString::fromUtf16(findIssuer(u"MMR")->nameAr) == u"ميانمار");
    CHECK(QString::fromUtf16(findIssuer(u"RKS")->nameEn) == u"Kosovo");
}
