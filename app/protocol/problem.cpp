#include "protocol/problem.h"

#include "protocol/json.h"

using namespace Qt::StringLiterals;

namespace desk
{

QByteArray problemToJson(const Problem &problem)
{
    return canonicalJson({{u"type"_s, u"urn:passport-desk:problem:"_s + problem.code},
                          {u"title"_s, textOrNull(problem.messageEn)},
                          {u"status"_s, problem.status},
                          {u"code"_s, problem.code},
                          {u"message_ar"_s, textOrNull(problem.messageAr)},
                          {u"message_en"_s, textOrNull(problem.messageEn)},
                          {u"where"_s, textOrNull(problem.where)},
                          {u"epoch"_s, textOrNull(problem.epoch)},
                          {u"stable_position"_s, problem.stablePosition}});
}

Result<Problem> problemFromJson(const QByteArray &json)
{
    const Result<QJsonObject> object = parseJsonObject(json);
    if (!object)
        return failure(object);
    JsonReader in(*object);
    Problem problem;
    in.text("type");
    in.optionalText("title");
    problem.status = int(in.integer("status", 100, 599));
    problem.code = in.nonEmptyText("code");
    problem.messageAr = in.optionalText("message_ar");
    problem.messageEn = in.optionalText("message_en");
    problem.where = in.optionalText("where");
    problem.epoch = in.optionalText("epoch");
    problem.stablePosition = in.integer("stable_position");
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return problem;
}

} // namespace desk
