#include "protocol/reconcile.h"

#include "protocol/json.h"

using namespace Qt::StringLiterals;

namespace desk
{

QByteArray reconcileRequestToJson(const ReconcileRequest &request)
{
    QJsonArray items;
    for (const BelievedItem &item : request.items)
        items.append(QJsonObject{{u"id"_s, item.id}, {u"payload_sha256"_s, item.sha256}});
    return canonicalJson({{u"cursor"_s, textOrNull(request.cursor)}, {u"items"_s, items}});
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
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return request;
}

QByteArray reconcileAnswerToJson(const ReconcileAnswer &answer)
{
    return canonicalJson({{u"epoch"_s, answer.epoch},
                          {u"stable_position"_s, answer.stablePosition},
                          {u"cursor"_s, answer.cursor},
                          {u"missing"_s, QJsonArray::fromStringList(answer.missing)}});
}

Result<ReconcileAnswer> reconcileAnswerFromJson(const QByteArray &json)
{
    const Result<QJsonObject> object = parseJsonObject(json);
    if (!object)
        return failure(object);
    JsonReader in(*object);
    ReconcileAnswer answer;
    answer.epoch = in.uuid("epoch");
    answer.stablePosition = in.integer("stable_position");
    answer.cursor = in.nonEmptyText("cursor");
    const QJsonArray missing = in.array("missing");
    for (const QJsonValue &id : missing)
        answer.missing.append(id.toString());
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return answer;
}

} // namespace desk
