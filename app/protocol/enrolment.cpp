#include "protocol/enrolment.h"

#include "protocol/json.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr char kAlphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int kFingerprintBytes = 32;
constexpr int kSecretBytes = 20;
constexpr int kChecksumBytes = 5; // a typo passes once in 10^12
constexpr int kMaxUrlBytes = 512;
constexpr int kMaxNameLength = 64;

QByteArray toBase32(const QByteArray &bytes)
{
    QByteArray out;
    quint32 bits = 0;
    int count = 0;
    for (const char byte : bytes) {
        bits = (bits << 8) | uchar(byte);
        count += 8;
        while (count >= 5) {
            count -= 5;
            out += kAlphabet[(bits >> count) & 31];
        }
    }
    if (count)
        out += kAlphabet[(bits << (5 - count)) & 31];
    return out;
}

/// The letters as they were written: capitals, look-alikes resolved, dashes and blanks gone.
QByteArray codeLetters(QStringView text)
{
    QByteArray letters;
    for (const QChar c : text) {
        if (c.isSpace() || c == u'-')
            continue;
        const char letter = c.toUpper().toLatin1();
        letters += letter == 'O' ? '0' : letter == 'I' || letter == 'L' ? '1' : letter;
    }
    return letters;
}

/// nullopt when a character is none of the alphabet, or the text is not what `toBase32` writes.
std::optional<QByteArray> fromBase32(const QByteArray &letters)
{
    QByteArray out;
    quint32 bits = 0;
    int count = 0;
    for (const char letter : letters) {
        const char *at = letter ? std::strchr(kAlphabet, letter) : nullptr;
        if (!at)
            return std::nullopt;
        bits = (bits << 5) | quint32(at - kAlphabet);
        count += 5;
        if (count >= 8) {
            count -= 8;
            out += char((bits >> count) & 0xff);
        }
    }
    return toBase32(out) == letters ? std::optional(out) : std::nullopt;
}

QByteArray checksum(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).left(kChecksumBytes);
}

} // namespace

QString enrolmentCodeText(const EnrolmentCode &code)
{
    const QByteArray body = code.secret + code.fingerprint + code.url.toUtf8();
    const QByteArray letters = toBase32(body + checksum(body));
    QString text = u"PD1"_s;
    for (qsizetype i = 0; i < letters.size(); i += 5)
        text += u'-' + QLatin1String(letters.mid(i, 5));
    return text;
}

Result<EnrolmentCode> enrolmentCodeFromText(QStringView text)
{
    const QByteArray letters = codeLetters(text);
    const auto bad = [](const QString &why) { return failure(ErrorCode::UnreadableInput, u"code"_s, why); };
    if (!letters.startsWith("PD1"))
        return bad(u"no PD1"_s);
    const std::optional<QByteArray> bytes = fromBase32(letters.mid(3));
    const qsizetype fixed = kSecretBytes + kFingerprintBytes + kChecksumBytes;
    if (!bytes || bytes->size() <= fixed || bytes->size() > fixed + kMaxUrlBytes)
        return bad(u"length or letters"_s);
    const QByteArray body = bytes->chopped(kChecksumBytes);
    if (checksum(body) != bytes->last(kChecksumBytes))
        return bad(u"checksum"_s);
    EnrolmentCode code;
    code.secret = body.left(kSecretBytes);
    code.fingerprint = body.mid(kSecretBytes, kFingerprintBytes);
    code.url = QString::fromUtf8(body.mid(kSecretBytes + kFingerprintBytes));
    if (!code.url.startsWith("https://"_L1))
        return bad(u"url"_s);
    return code;
}

QByteArray enrolRequestToJson(const EnrolRequest &request)
{
    QJsonArray signKeys;
    for (const auto &[signer, key] : request.signKeys.asKeyValueRange())
        signKeys.append(QJsonObject{{u"signer"_s, signer}, {u"key"_s, hexOrNull(key)}});
    return canonicalJson({{u"secret"_s, QString::fromLatin1(request.secret.toHex())},
                          {u"workstation_name"_s, request.workstationName},
                          {u"administrator"_s, QString::fromUtf8(toPayload(request.administrator))},
                          {u"sign_keys"_s, signKeys}});
}

Result<EnrolRequest> enrolRequestFromJson(const QByteArray &json)
{
    const Result<QJsonObject> object = parseJsonObject(json);
    if (!object)
        return failure(object);
    JsonReader in(*object);
    EnrolRequest request;
    request.secret = QByteArray::fromHex(in.text("secret").toLatin1());
    if (request.secret.size() != kSecretBytes)
        in.fail("secret", u"not 40 hexadecimal digits"_s);
    request.workstationName = in.nonEmptyText("workstation_name");
    if (request.workstationName.size() > kMaxNameLength)
        in.fail("workstation_name", u"too long"_s);
    request.administrator = in.take(userChangedFromPayload(in.text("administrator").toUtf8()));
    const QList<QJsonObject> signKeys = in.objects("sign_keys");
    for (qsizetype i = 0; i < signKeys.size(); ++i) {
        JsonReader one(signKeys[i], in.pointer("sign_keys", i));
        const QString signer = one.nonEmptyText("signer");
        const QByteArray key = one.optionalHex("key", kSignKeyBytes);
        if (key.isEmpty() || (signer != kRecoverySigner && !isUuid(signer)))
            one.fail("signer", u"no signer with a key"_s);
        if (const Result<> done = one.finish(); !done)
            return failure(done);
        request.signKeys.insert(signer, key);
    }
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return request;
}

QByteArray enrolAnswerToJson(const EnrolAnswer &answer)
{
    QJsonArray ruleSigners;
    for (const PackSigner &signer : answer.ruleSigners)
        ruleSigners.append(QJsonObject{{u"key"_s, QString::fromLatin1(signer.key.toHex())},
                                       {u"name"_s, textOrNull(signer.name)}});
    return canonicalJson({{u"epoch"_s, answer.epoch},
                          {u"stable_position"_s, answer.stablePosition},
                          {u"workstation_id"_s, answer.workstationId},
                          {u"number"_s, answer.number},
                          {u"token"_s, answer.token},
                          {u"branch"_s, answer.branch},
                          {u"branch_name_ar"_s, textOrNull(answer.branchNameAr)},
                          {u"branch_name_en"_s, textOrNull(answer.branchNameEn)},
                          {u"cursor"_s, answer.cursor},
                          {u"training"_s, answer.training},
                          {u"rule_signers"_s, ruleSigners}});
}

Result<EnrolAnswer> enrolAnswerFromJson(const QByteArray &json)
{
    const Result<QJsonObject> object = parseJsonObject(json);
    if (!object)
        return failure(object);
    JsonReader in(*object);
    EnrolAnswer answer;
    answer.epoch = in.uuid("epoch");
    answer.stablePosition = in.integer("stable_position");
    answer.workstationId = in.uuid("workstation_id");
    answer.number = int(in.integer("number", 1, 99));
    answer.token = in.nonEmptyText("token");
    answer.branch = in.nonEmptyText("branch");
    answer.branchNameAr = in.optionalText("branch_name_ar");
    answer.branchNameEn = in.optionalText("branch_name_en");
    answer.cursor = in.nonEmptyText("cursor");
    answer.training = in.boolean("training");
    const QList<QJsonObject> ruleSigners = in.objects("rule_signers");
    for (qsizetype i = 0; i < ruleSigners.size(); ++i) {
        JsonReader one(ruleSigners[i], in.pointer("rule_signers", i));
        const PackSigner signer{one.optionalHex("key", kSignKeyBytes), one.optionalText("name")};
        if (signer.key.isEmpty())
            one.fail("key", u"no public key"_s);
        if (const Result<> done = one.finish(); !done)
            return failure(done);
        answer.ruleSigners.append(signer);
    }
    if (const Result<> done = in.finish(); !done)
        return failure(done);
    return answer;
}

} // namespace desk
