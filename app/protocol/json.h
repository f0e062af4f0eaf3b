#pragma once

#include "base/result.h"
#include "domain/codes.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QStringList>

#include <initializer_list>
#include <optional>

namespace desk
{

/// How much one JSON text may hold; beyond it the text is refused (reliability.md §5.6 row 10).
struct JsonLimits {
    qsizetype bytes = 4 * 1024 * 1024;
    int depth = 16;
    int members = 512; ///< of one object
};

/// Strict reading of one JSON text: UTF-8 only, no duplicate key, no fraction or exponent, no integer beyond
/// 64 bits, no NUL in a string, nothing after the value, within the limits. NotUtf8 or MalformedJson, whose
/// `where` is the JSON pointer of the value being read and whose `detail` says what is wrong with it.
Result<QJsonValue> parseJson(const QByteArray &text, const JsonLimits &limits = {});
/// The same for a text that has to be an object.
Result<QJsonObject> parseJsonObject(const QByteArray &text, const JsonLimits &limits = {});

/// The one byte form of a value, for hashing and sending: UTF-8 in NFC, keys sorted, no blanks, integers
/// only.
QByteArray canonicalJson(const QJsonObject &object);

/// True for the 36 characters of a lower-case UUID without braces: the form of every id on the wire.
bool isUuid(QStringView text);
/// True for 64 lower-case hexadecimal digits.
bool isSha256(QStringView text);

/// Reads the members of one object by name and type. The first thing wrong is kept as MalformedJson with its
/// JSON pointer; later reads give defaults. Call `finish` last: it also refuses members nobody asked for.
class JsonReader
{
public:
    enum class Unknown {
        Refuse,          ///< a file people write
        AllowExtensions, ///< a message: `x_…` may come from a newer version
    };

    explicit JsonReader(const QJsonObject &object, QString pointer = {},
                        Unknown unknown = Unknown::AllowExtensions);

    QString text(const char *key);         ///< must be a string
    QString nonEmptyText(const char *key); ///< must be a string with at least one character
    QString optionalText(const char *key); ///< string, null or absent; empty when there is none
    std::optional<QString> nullableText(const char *key);
    QString uuid(const char *key);
    QString sha256(const char *key);
    /// This many bytes in lower-case hexadecimal digits; empty when null or absent.
    QByteArray optionalHex(const char *key, qsizetype bytes);
    qint64 integer(const char *key, qint64 least = 0, qint64 most = std::numeric_limits<qint64>::max());
    std::optional<qint64> optionalInteger(const char *key);
    bool boolean(const char *key);
    bool optionalBoolean(const char *key); ///< false when null or absent
    std::optional<bool> nullableBoolean(const char *key);
    QDateTime instant(const char *key); ///< "YYYY-MM-DDTHH:MM:SS.sssZ"
    QDateTime optionalInstant(const char *key);
    QDate optionalDate(const char *key); ///< "YYYY-MM-DD"
    QJsonObject object(const char *key);
    std::optional<QJsonObject> optionalObject(const char *key);
    QJsonArray array(const char *key);
    QJsonArray optionalArray(const char *key);
    QStringList optionalTexts(const char *key);
    QList<QJsonObject> objects(const char *key);
    QList<QJsonObject> optionalObjects(const char *key);

    /// The value of a code; an unknown code is an error.
    template <class E>
    E code(const char *key)
    {
        const std::optional<E> value = fromCode<E>(text(key));
        if (!value)
            fail(key, QStringLiteral("unknown code"));
        return value.value_or(E{});
    }
    template <class E>
    std::optional<E> optionalCode(const char *key)
    {
        const std::optional<QString> name = nullableText(key);
        if (!name)
            return std::nullopt;
        const std::optional<E> value = fromCode<E>(*name);
        if (!value)
            fail(key, QStringLiteral("unknown code"));
        return value;
    }

    /// Notes that the member is wrong, unless something was wrong before.
    void fail(const char *key, const QString &detail);
    /// Takes over the error of a part that was read elsewhere.
    template <class T>
    T take(Result<T> part)
    {
        if (part)
            return *std::move(part);
        if (!m_error)
            m_error = part.error();
        return T{};
    }

    QString pointer(const char *key) const;
    QString pointer(const char *key, qsizetype index) const;
    bool isNullOrAbsent(const char *key);
    Result<> finish();

private:
    QJsonValue member(const char *key);
    QJsonValue required(const char *key, QJsonValue::Type type);
    std::optional<QJsonValue> optional(const char *key, QJsonValue::Type type);

    QJsonObject m_object;
    QString m_pointer;
    Unknown m_unknown;
    QStringList m_asked;
    std::optional<Error> m_error;
};

/// Null for an empty text, the text otherwise: "absent = null" of contract §3.
QJsonValue textOrNull(const QString &text);
QJsonValue hexOrNull(const QByteArray &bytes);
QJsonValue instantOrNull(const QDateTime &instant);
QJsonValue dateOrNull(QDate date);

template <class E>
QJsonValue codeOrNull(const std::optional<E> &value)
{
    return value ? QJsonValue(codeOf(*value)) : QJsonValue(QJsonValue::Null);
}

} // namespace desk
