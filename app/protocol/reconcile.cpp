#include "protocol/reconcile.h"

#include "protocol/json.h"
#include "protocol/residentjson.h"

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

/// A page of whole residents is larger than anything a desk sends.
constexpr qsizetype kMostAnswer = 16 * 1024 * 1024;

QJsonObject toJson(const HubResident &one)
{
    return {{u"iqama"_s, one.iqamaNumber},
            {u"resident"_s, one.resident ? QJsonValue(residentToJson(*one.resident)) : QJsonValue()},
            {u"passports"_s, passportsToJson(one.passports)}};
}

QJsonObject toJson(const HubCase &one)
{
    return {{u"id"_s, one.id},
            {u"state"_s, one.state ? QJsonValue(codeOf(*one.state)) : QJsonValue()},
            {u"revision"_s, one.revision}};
}

Result<HubResident> hubResidentFromJson(const QJsonObject &object, const QString &pointer)
{
    JsonReader in(object, pointer);
    HubResident one;
    one.iqamaNumber = in.nonEmptyText("iqama");
    if (const auto resident = in.optionalObject("resident"))
        one.resident = in.take(residentFromJson(*resident, in.pointer("resident")));
    one.passports = in.take(passportsFromJson(in.array("passports"), in.pointer("passports")));
    const Result<> done = in.finish();
    return done ? Result<HubResident>(one) : failure(done);
}

Result<HubCase> hubCaseFromJson(const QJsonObject &object, const QString &pointer)
{
    JsonReader in(object, pointer);
    HubCase one;
    one.id = in.uuid("id");
    one.state = in.optionalCode<CaseState>("state");
    one.revision = int(in.integer("revision", 0, std::numeric_limits<int>::max()));
    const Result<> done = in.finish();
    return done ? Result<HubCase>(one) : failure(done);
}

template <class T>
QJsonArray arrayOf(const QList<T> &list)
{
    QJsonArray array;
    for (const T &one : list)
        array.append(toJson(one));
    return array;
}

} // namespace

QByteArray reconcileRequestToJson(const ReconcileRequest &request)
{
    QJsonArray items;
    for (const BelievedItem &item : request.items)
        items.append(QJsonObject{{u"id"_s, item.id}, {u"payload_sha256"_s, item.sha256}});
    QJsonObject object{{u"cursor"_s, textOrNull(request.cursor)}, {u"items"_s, items}};
    if (!request.residents.isEmpty())
        object.insert(u"residents"_s, QJsonArray::fromStringList(request.residents));
    if (!request.cases.isEmpty())
        object.insert(u"cases"_s, QJsonArray::fromStringList(request.cases));
    return canonicalJson(object);
}

Result<ReconcileRequest> reconcileRequestFromJson(const QByteArray &json)
{
    const Result<QJsonObject> object = parseJsonObject(json);
    if (!object)
        return failure(object);
    JsonReader in(*object);
    ReconcileRequest request;
    request.cursor = in.optionalText("cursor");
    const QList<QJsonObject> items = in.objects("items");
    if (items.size() > kMaxReconcilePage)
        in.fail("items", u"too many"_s);
    for (qsizetype i = 0; i < items.size(); ++i) {
        JsonReader one(items[i], in.pointer("items", i));
        request.items.append({one.uuid("id"), one.nonEmptyText("payload_sha256")});
        if (const Result<> done = one.finish(); !done)
            return failure(done);
    }
    request.residents = in.optionalTexts("residents");
    if (request.residents.size() > kMaxReconcileResidents)
        in.fail("residents", u"too many"_s);
    request.cases = in.optionalTexts("cases");
    if (request.cases.size() > kMaxReconcilePage)
        in.fail("cases", u"too many"_s);
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return request;
}

QByteArray reconcileAnswerToJson(const ReconcileAnswer &answer)
{
    return canonicalJson({{u"epoch"_s, answer.epoch},
                          {u"stable_position"_s, answer.stablePosition},
                          {u"cursor"_s, answer.cursor},
                          {u"proven"_s, answer.proven},
                          {u"missing"_s, QJsonArray::fromStringList(answer.missing)},
                          {u"residents"_s, arrayOf(answer.residents)},
                          {u"cases"_s, arrayOf(answer.cases)}});
}

Result<ReconcileAnswer> reconcileAnswerFromJson(const QByteArray &json)
{
    const Result<QJsonObject> object = parseJsonObject(json, {.bytes = kMostAnswer});
    if (!object)
        return failure(object);
    JsonReader in(*object);
    ReconcileAnswer answer;
    answer.epoch = in.uuid("epoch");
    answer.stablePosition = in.integer("stable_position");
    answer.cursor = in.nonEmptyText("cursor");
    answer.proven = in.integer("proven");
    const QJsonArray missing = in.array("missing");
    for (const QJsonValue &id : missing)
        answer.missing.append(id.toString());
    const QList<QJsonObject> residents = in.objects("residents");
    for (const QJsonObject &one : residents)
        answer.residents.append(
            in.take(hubResidentFromJson(one, in.pointer("residents", answer.residents.size()))));
    const QList<QJsonObject> cases = in.objects("cases");
    for (const QJsonObject &one : cases)
        answer.cases.append(in.take(hubCaseFromJson(one, in.pointer("cases", answer.cases.size()))));
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return answer;
}

} // namespace desk
