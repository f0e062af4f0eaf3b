#include "support/catch.h"

#include "domain/demooffice.h"
#include "protocol/json.h"
#include "protocol/snapshot.h"

#include <QJsonDocument>

#include <random>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

const QString kEpoch = u"0c0e5a3e-6f4e-4a38-9d0c-6b1f0a7d2c11"_s;

/// As a hub writes it: what is kept of each resident, in place.
QByteArray pageOf(const QList<RegisteredResident> &residents)
{
    QByteArrayList all;
    for (const RegisteredResident &each : residents)
        all.append(R"({"passports":)" +
                   QJsonDocument(passportsToJson(each.passports)).toJson(QJsonDocument::Compact) +
                   R"(,"resident":)" + canonicalJson(residentToJson(each.resident)) + '}');
    return R"({"cursor":")" + kEpoch.toLatin1() + R"(.7","epoch":")" + kEpoch.toLatin1() +
           R"(","next":"abc","residents":[)" + all.join(',') + R"(],"stable_position":7,"total":null})";
}

QList<RegisteredResident> people(int count)
{
    QList<RegisteredResident> list;
    for (int i = 0; i < count; ++i) {
        RegisteredResident each{demoResident(1, i), {}};
        each.resident.asOf = QDateTime(QDate(2026, 11, 1), QTime(1, 2, 3, 4), Qt::UTC);
        each.resident.insideKingdom = i % 3 == 0 ? std::nullopt : std::optional(i % 3 == 1);
        each.resident.passport.number = u"P%1"_s.arg(1'000'000 + i);
        for (int passports = 0; passports < i % 3; ++passports)
            each.passports.append({each.resident.passport,
                                   passports ? PassportState::Lost : PassportState::Active,
                                   u"RUH-2026-0100001"_s, u"123"_s, QDate(2026, 10, 9)});
        list.append(each);
    }
    return list;
}

} // namespace

TEST_CASE("a page of a snapshot is read as the hub wrote it, and as anybody else would write it")
{
    QList<RegisteredResident> residents = people(200);
    for (const bool odd : {false, true}) {
        if (odd) {
            residents[3].resident.employerName = u"A \"B\" \\ C\n"_s; // written with escapes
            residents[4].resident.nameAr.clear();
        }
        const QByteArray text = pageOf(residents);
        for (const QByteArray &json :
             {text, QByteArray(text).replace(R"("next":)", R"( "next" : )"),
              QByteArray(text).replace(R"("total":null)", R"("total":null,"x_more":1)")}) {
            const auto page = snapshotPageFromJson(json);
            REQUIRE(page);
            CHECK(page->epoch == kEpoch);
            CHECK(page->cursor == kEpoch + u".7"_s);
            CHECK(page->next == u"abc"_s);
            CHECK(page->stablePosition == 7);
            CHECK_FALSE(page->total);
            CHECK(page->residents == residents);
        }
    }
}

TEST_CASE("a page of a snapshot with anything wrong in it is refused, wherever that is")
{
    const QByteArray text = pageOf(people(3));
    REQUIRE(snapshotPageFromJson(text));
    for (const auto &[right, wrong] : std::initializer_list<std::pair<QByteArray, QByteArray>>{
             {R"("state":"active")", R"("state":"new")"},
             {R"("issued_on":"2)", R"("issued_on":"x)"},
             {R"("version":)", R"("version":-)"},
             {R"("version":)", R"("version":9999999999)"},
             {R"("as_of":"2026-11)", R"("as_of":"2026-13)"},
             {R"("flags":")", R"("flags":"none)"},
             {R"("iqama_number":")", R"("iqama_number":"","x":")"},
             {R"("sex":)", R"("sex":null,"sex":)"},
             {R"("sex":)", R"("gender":)"},
             {R"("stable_position":7)", R"("stable_position":7.5)"},
             {R"("epoch":"0)", R"("epoch":"x)"},
             {R"("name_en":")", "\"name_en\":\"\xff"},
             {R"("total":null})", R"("total":null}})"}}) {
        INFO(wrong.toStdString());
        QByteArray bent = text;
        REQUIRE(bent.contains(right));
        bent.replace(right, wrong);
        CHECK_FALSE(snapshotPageFromJson(bent));
    }
    std::mt19937 random(1);
    for (int i = 0; i < 200; ++i)
        CHECK_FALSE(snapshotPageFromJson(text.first(qsizetype(random() % size_t(text.size())))));
}
