#pragma once

#include "base/result.h"
#include "domain/codes.h"
#include "protocol/residentjson.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace desk
{

/// What kind of number is looked up.
enum class NumberKind { Iqama, Passport, Border, Mobile };

template <>
struct Codes<NumberKind> {
    static constexpr std::array<std::pair<NumberKind, const char16_t *>, 4> kCodes = {
        {{NumberKind::Iqama, u"iqama"},
         {NumberKind::Passport, u"passport"},
         {NumberKind::Border, u"border"},
         {NumberKind::Mobile, u"mobile"}}};
};

/// Most residents one look-up gives.
inline constexpr int kMostLookedUp = 50;

/// The body of POST /v1/residents/lookup.
struct ResidentLookup {
    NumberKind kind = NumberKind::Iqama;
    QString number;
    QString issuer = {}; ///< of a passport; empty: any

    friend bool operator==(const ResidentLookup &, const ResidentLookup &) = default;
};
QByteArray residentLookupToJson(const ResidentLookup &lookup);
/// MalformedJson; also for an issuer of what is no passport.
Result<ResidentLookup> residentLookupFromJson(const QByteArray &json);

/// The answer: those who have the number; of a passport also those who had it.
struct LookedUp {
    QString epoch;
    qint64 stablePosition = 0;
    QList<RegisteredResident> residents;
};
QJsonObject lookedUpToJson(const QList<RegisteredResident> &residents);
Result<LookedUp> lookedUpFromJson(const QByteArray &json);

} // namespace desk
