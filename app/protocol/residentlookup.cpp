#include "protocol/residentlookup.h"

#include "protocol/json.h"

using namespace Qt::StringLiterals;

namespace desk
{

QByteArray residentLookupToJson(const ResidentLookup &lookup)
{
    return canonicalJson({{u"kind"_s, codeOf(lookup.kind)},
                          {u"number"_s, lookup.number},
                          {u"issuer"_s, textOrNull(lookup.issuer)}});
}

Result<ResidentLookup> residentLookupFromJson(const QByteArray &json)
{
    const Result<QJsonObject> object = parseJsonObject(json);
    if (!object)
        return failure(object);
    JsonReader in(*object);
    ResidentLookup lookup;
    lookup.kind = in.code<NumberKind>("kind");
    lookup.number = in.nonEmptyText("number");
    lookup.issuer = in.optionalText("issuer");
    if (!lookup.issuer.isEmpty() && lookup.kind != NumberKind::Passport)
        in.fail("issuer", u"only of a passport"_s);
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return lookup;
}

QJsonObject lookedUpToJson(const QList<RegisteredResident> &residents)
{
    return {{u"residents"_s, registeredToJson(residents)}};
}

Result<LookedUp> lookedUpFromJson(const QByteArray &json)
{
    const Result<QJsonObject> object = parseJsonObject(json);
    if (!object)
        return failure(object);
    JsonReader in(*object);
    LookedUp answer;
    answer.epoch = in.uuid("epoch");
    answer.stablePosition = in.integer("stable_position");
    answer.residents = in.take(registeredFromJson(in.array("residents"), in.pointer("residents")));
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return answer;
}

} // namespace desk
