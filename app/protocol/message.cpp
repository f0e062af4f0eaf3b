#include "protocol/message.h"

#include "base/clock.h"
#include "protocol/casefile.h"
#include "protocol/json.h"
#include "protocol/residentjson.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace desk
{

QJsonObject messageToJson(const Message &message)
{
    return {{u"id"_s, message.id},
            {u"kind"_s, codeOf(message.kind)},
            {u"resident"_s, textOrNull(message.resident)},
            {u"sequence"_s, message.sequence},
            {u"base_version"_s, message.baseVersion},
            {u"created_at"_s, isoInstant(message.createdAt)},
            {u"actor"_s, message.actor},
            {u"actor_signature"_s, hexOrNull(message.actorSignature)},
            {u"payload"_s, QString::fromUtf8(message.payload)},
            {u"payload_sha256"_s, message.payloadSha256}};
}

Result<Message> messageFromJson(const QJsonObject &object, const QString &pointer)
{
    JsonReader in(object, pointer);
    Message message;
    message.id = in.uuid("id");
    message.kind = in.code<MessageKind>("kind");
    message.resident = in.optionalText("resident");
    message.sequence = in.integer("sequence", 1);
    message.baseVersion = int(in.integer("base_version", 0, std::numeric_limits<int>::max()));
    message.createdAt = in.instant("created_at");
    message.actor = in.uuid("actor");
    message.actorSignature = in.optionalHex("actor_signature", kSignatureBytes);
    message.payload = in.text("payload").toUtf8();
    message.payloadSha256 = in.sha256("payload_sha256");
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return message;
}

QByteArray messagesRequest(const QList<Message> &messages, const QString &epoch)
{
    QJsonArray array;
    for (const Message &message : messages)
        array.append(messageToJson(message));
    // Not canonical: that would normalise the payload, whose bytes are fixed by its hash.
    QJsonObject body{{u"messages"_s, array}};
    if (!epoch.isEmpty())
        body.insert(u"epoch"_s, epoch);
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

QJsonObject messageResultToJson(const MessageResult &result)
{
    QJsonObject object{
        {u"id"_s, result.id},
        {u"outcome"_s, codeOf(result.outcome)},
        {u"code"_s, textOrNull(result.code)},
        {u"message_ar"_s, textOrNull(result.messageAr)},
        {u"message_en"_s, textOrNull(result.messageEn)},
        {u"version"_s, result.version ? QJsonValue(*result.version) : QJsonValue(QJsonValue::Null)},
        {u"position"_s, result.position ? QJsonValue(*result.position) : QJsonValue(QJsonValue::Null)}};
    if (!result.findings.isEmpty())
        object.insert(u"findings"_s, findingsToJson(result.findings));
    if (result.conflict)
        object.insert(u"conflict"_s, registerConflictToJson(*result.conflict));
    return object;
}

QJsonObject registerConflictToJson(const RegisterConflict &conflict)
{
    return {{u"resident"_s, residentToJson(conflict.resident)},
            {u"base"_s,
             conflict.base ? QJsonValue(residentToJson(*conflict.base)) : QJsonValue(QJsonValue::Null)}};
}

Result<RegisterConflict> registerConflictFromJson(const QJsonObject &object, const QString &pointer)
{
    JsonReader in(object, pointer);
    RegisterConflict conflict;
    conflict.resident = in.take(residentFromJson(in.object("resident"), in.pointer("resident")));
    if (const auto base = in.optionalObject("base"))
        conflict.base = in.take(residentFromJson(*base, in.pointer("base")));
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return conflict;
}

Result<MessageResult> messageResultFromJson(const QJsonObject &object, const QString &pointer)
{
    JsonReader in(object, pointer);
    MessageResult result;
    result.id = in.uuid("id");
    result.outcome = in.code<Outcome>("outcome");
    result.code = in.optionalText("code");
    result.messageAr = in.optionalText("message_ar");
    result.messageEn = in.optionalText("message_en");
    if (const auto version = in.optionalInteger("version"))
        result.version = int(*version);
    result.position = in.optionalInteger("position");
    result.findings = in.take(findingsFromJson(in.optionalArray("findings"), in.pointer("findings")));
    if (const auto conflict = in.optionalObject("conflict"))
        result.conflict = in.take(registerConflictFromJson(*conflict, in.pointer("conflict")));
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return result;
}

Result<MessagesAnswer> messagesAnswerFromJson(const QByteArray &json)
{
    const Result<QJsonObject> object = parseJsonObject(json);
    if (!object)
        return failure(object);
    JsonReader in(*object);
    MessagesAnswer answer;
    answer.epoch = in.uuid("epoch");
    answer.stablePosition = in.integer("stable_position");
    const QList<QJsonObject> results = in.objects("results");
    for (const QJsonObject &item : results)
        answer.results.append(
            in.take(messageResultFromJson(item, in.pointer("results", answer.results.size()))));
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return answer;
}

Result<VoidAnswer> voidAnswerFromJson(const QByteArray &json)
{
    const Result<QJsonObject> object = parseJsonObject(json);
    if (!object)
        return failure(object);
    JsonReader in(*object);
    VoidAnswer answer;
    answer.epoch = in.uuid("epoch");
    answer.stablePosition = in.integer("stable_position");
    answer.result = in.take(messageResultFromJson(in.object("result"), in.pointer("result")));
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return answer;
}

} // namespace desk
