#include "protocol/scan.h"

#include "base/sha256.h"
#include "protocol/json.h"

using namespace Qt::StringLiterals;

namespace desk
{

QString scanPath(const QString &sha256)
{
    return u"/v1/evidence/"_s + sha256;
}

QJsonObject scanToJson(const QByteArray &scan)
{
    return {{u"content"_s, QString::fromLatin1(scan.toBase64())}};
}

Result<QByteArray> scanFromAnswer(const QByteArray &json, const QString &sha256)
{
    const auto object = parseJsonObject(json);
    if (!object)
        return failure(object);
    const auto scan = QByteArray::fromBase64Encoding(object->value("content"_L1).toString().toLatin1(),
                                                     QByteArray::AbortOnBase64DecodingErrors);
    if (!scan || (*scan).isEmpty())
        return failure(ErrorCode::MalformedJson, u"/content"_s);
    return sha256Hex(*scan) == sha256 ? Result<QByteArray>(*scan) : failure(ErrorCode::Damaged, sha256);
}

} // namespace desk
