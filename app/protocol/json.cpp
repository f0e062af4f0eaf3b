#include "protocol/json.h"

#include "base/clock.h"
#include "domain/partialdate.h"

// Qt's own reader keeps one of two equal keys, goes 1,024 levels deep and takes 1.5 where an integer is due,
// so the grammar is checked by nlohmann's event parser, which does not recurse.
#include <nlohmann/json.hpp>

#include <QStringDecoder>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

QString escapedToken(QString key)
{
    return key.replace(u'~', "~0"_L1).replace(u'/', "~1"_L1);
}

/// Builds a QJsonValue from the parser's events and refuses what the wire does not allow.
class StrictBuilder final : public nlohmann::json_sax<nlohmann::json>
{
public:
    explicit StrictBuilder(const JsonLimits &limits)
        : m_limits(limits)
    {
    }

    bool null() override { return add(QJsonValue(QJsonValue::Null)); }
    bool boolean(bool value) override { return add(value); }
    bool number_integer(number_integer_t value) override { return add(qint64(value)); }
    bool number_unsigned(number_unsigned_t value) override
    {
        if (value > number_unsigned_t(std::numeric_limits<qint64>::max()))
            return refuse(u"integer too large"_s);
        return add(qint64(value));
    }
    bool number_float(number_float_t, const string_t &) override { return refuse(u"not an integer"_s); }
    bool string(string_t &value) override
    {
        if (value.find('\0') != string_t::npos)
            return refuse(u"NUL in a string"_s);
        return add(QString::fromStdString(value));
    }
    bool binary(binary_t &) override { return refuse(u"not JSON"_s); }

    bool start_object(std::size_t) override { return open(true); }
    bool key(string_t &name) override
    {
        Level &level = m_levels.back();
        level.key = QString::fromStdString(name);
        if (name.find('\0') != string_t::npos)
            return refuse(u"NUL in a key"_s);
        if (level.object.contains(level.key))
            return refuse(u"duplicate key"_s);
        if (level.object.size() >= m_limits.members)
            return refuse(u"too many members"_s);
        return true;
    }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override { return open(false); }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t position, const std::string &, const nlohmann::detail::exception &) override
    {
        return refuse(u"not JSON at byte %1"_s.arg(position));
    }

    const QJsonValue &value() const { return m_value; }
    Error error() const { return m_error; }

private:
    struct Level {
        bool isObject = false;
        QJsonObject object = {};
        QJsonArray array = {};
        QString key = {};
    };

    bool open(bool isObject)
    {
        if (int(m_levels.size()) >= m_limits.depth)
            return refuse(u"too deep"_s);
        m_levels.push_back(Level{isObject});
        return true;
    }

    bool close()
    {
        Level level = std::move(m_levels.back());
        m_levels.pop_back();
        return level.isObject ? add(std::move(level.object)) : add(std::move(level.array));
    }

    bool add(QJsonValue value)
    {
        if (m_levels.empty())
            m_value = std::move(value);
        else if (Level &level = m_levels.back(); level.isObject)
            level.object.insert(level.key, std::move(value));
        else
            level.array.append(std::move(value));
        return true;
    }

    bool refuse(const QString &detail)
    {
        QString pointer;
        for (const Level &level : m_levels)
            pointer +=
                u'/' + (level.isObject ? escapedToken(level.key) : QString::number(level.array.size()));
        m_error = Error{ErrorCode::MalformedJson, pointer, detail};
        return false;
    }

    JsonLimits m_limits;
    std::vector<Level> m_levels;
    QJsonValue m_value;
    Error m_error;
};

void appendText(QByteArray &out, const QString &text)
{
    out += '"';
    const QByteArray utf8 = text.normalized(QString::NormalizationForm_C).toUtf8();
    for (const char c : utf8) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (uchar(c) < 0x20) {
            out += "\\u00";
            out += QByteArray(1, c).toHex();
        } else {
            out += c;
        }
    }
    out += '"';
}

void appendValue(QByteArray &out, const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        out += "null";
        return;
    case QJsonValue::Bool:
        out += value.toBool() ? "true" : "false";
        return;
    case QJsonValue::Double:
        Q_ASSERT(qint64(value.toDouble()) == value.toDouble());
        out += QByteArray::number(value.toInteger());
        return;
    case QJsonValue::String:
        appendText(out, value.toString());
        return;
    case QJsonValue::Array: {
        out += '[';
        const QJsonArray array = value.toArray();
        for (qsizetype i = 0; i < array.size(); ++i) {
            if (i)
                out += ',';
            appendValue(out, array.at(i));
        }
        out += ']';
        return;
    }
    case QJsonValue::Object: {
        out += '{';
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) { // QJsonObject keeps its keys sorted
            if (it != object.begin())
                out += ',';
            appendText(out, it.key());
            out += ':';
            appendValue(out, it.value());
        }
        out += '}';
        return;
    }
    }
}

bool isLowerHex(QStringView text)
{
    return std::all_of(text.begin(), text.end(),
                       [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f'); });
}

} // namespace

Result<QJsonValue> parseJson(const QByteArray &text, const JsonLimits &limits)
{
    if (text.size() > limits.bytes)
        return failure(ErrorCode::MalformedJson, {}, u"larger than %1 bytes"_s.arg(limits.bytes));
    if (!text.isValidUtf8())
        return failure(ErrorCode::NotUtf8);
    StrictBuilder builder(limits);
    if (!nlohmann::json::sax_parse(text.begin(), text.end(), &builder))
        return tl::unexpected<Error>(builder.error());
    return builder.value();
}

Result<QJsonObject> parseJsonObject(const QByteArray &text, const JsonLimits &limits)
{
    const Result<QJsonValue> value = parseJson(text, limits);
    if (!value)
        return failure(value);
    if (!value->isObject())
        return failure(ErrorCode::MalformedJson, {}, u"not an object"_s);
    return value->toObject();
}

QByteArray canonicalJson(const QJsonObject &object)
{
    QByteArray out;
    appendValue(out, object);
    return out;
}

bool isUuid(QStringView text)
{
    return text.size() == 36 && text[8] == u'-' && text[13] == u'-' && text[18] == u'-' && text[23] == u'-' &&
           isLowerHex(text.mid(0, 8)) && isLowerHex(text.mid(9, 4)) && isLowerHex(text.mid(14, 4)) &&
           isLowerHex(text.mid(19, 4)) && isLowerHex(text.mid(24));
}

bool isSha256(QStringView text)
{
    return text.size() == 64 && isLowerHex(text);
}

JsonReader::JsonReader(const QJsonObject &object, QString pointer, Unknown unknown)
    : m_object(object)
    , m_pointer(std::move(pointer))
    , m_unknown(unknown)
{
}

QString JsonReader::pointer(const char *key) const
{
    return m_pointer + u'/' + escapedToken(QString::fromLatin1(key));
}

QString JsonReader::pointer(const char *key, qsizetype index) const
{
    return u"%1/%2"_s.arg(pointer(key)).arg(index);
}

void JsonReader::fail(const char *key, const QString &detail)
{
    if (!m_error)
        m_error = Error{ErrorCode::MalformedJson, pointer(key), detail};
}

QJsonValue JsonReader::member(const char *key)
{
    const auto name = QString::fromLatin1(key);
    m_asked.append(name);
    return m_object.value(name);
}

QJsonValue JsonReader::required(const char *key, QJsonValue::Type type)
{
    const QJsonValue value = member(key);
    if (value.isUndefined())
        fail(key, u"missing"_s);
    else if (value.type() != type)
        fail(key, u"wrong type"_s);
    return value;
}

std::optional<QJsonValue> JsonReader::optional(const char *key, QJsonValue::Type type)
{
    const QJsonValue value = member(key);
    if (value.isUndefined() || value.isNull())
        return std::nullopt;
    if (value.type() == type)
        return value;
    fail(key, u"wrong type"_s);
    return std::nullopt;
}

bool JsonReader::isNullOrAbsent(const char *key)
{
    const QJsonValue value = member(key);
    return value.isUndefined() || value.isNull();
}

QString JsonReader::text(const char *key)
{
    return required(key, QJsonValue::String).toString();
}

QString JsonReader::nonEmptyText(const char *key)
{
    const QString value = text(key);
    if (value.isEmpty())
        fail(key, u"empty"_s);
    return value;
}

std::optional<QString> JsonReader::nullableText(const char *key)
{
    const auto value = optional(key, QJsonValue::String);
    return value ? std::optional(value->toString()) : std::nullopt;
}

QString JsonReader::optionalText(const char *key)
{
    return nullableText(key).value_or(QString());
}

QString JsonReader::uuid(const char *key)
{
    const QString value = text(key);
    if (!isUuid(value))
        fail(key, u"not a lower-case UUID"_s);
    return value;
}

QString JsonReader::sha256(const char *key)
{
    const QString value = text(key);
    if (!isSha256(value))
        fail(key, u"not a SHA-256 in lower-case hexadecimal"_s);
    return value;
}

QByteArray JsonReader::optionalHex(const char *key, qsizetype bytes)
{
    const QString value = optionalText(key);
    if (!value.isEmpty() && (value.size() != 2 * bytes || !isLowerHex(value)))
        fail(key, u"not %1 bytes in lower-case hexadecimal"_s.arg(bytes));
    return QByteArray::fromHex(value.toLatin1());
}

qint64 JsonReader::integer(const char *key, qint64 least, qint64 most)
{
    const qint64 value = required(key, QJsonValue::Double).toInteger();
    if (value < least || value > most)
        fail(key, u"out of range"_s);
    return value;
}

std::optional<qint64> JsonReader::optionalInteger(const char *key)
{
    const auto value = optional(key, QJsonValue::Double);
    return value ? std::optional(value->toInteger()) : std::nullopt;
}

bool JsonReader::boolean(const char *key)
{
    return required(key, QJsonValue::Bool).toBool();
}

std::optional<bool> JsonReader::nullableBoolean(const char *key)
{
    const auto value = optional(key, QJsonValue::Bool);
    return value ? std::optional(value->toBool()) : std::nullopt;
}

bool JsonReader::optionalBoolean(const char *key)
{
    return nullableBoolean(key).value_or(false);
}

QDateTime JsonReader::instant(const char *key)
{
    const QDateTime value = fromIsoInstant(text(key));
    if (!value.isValid())
        fail(key, u"not an instant"_s);
    return value;
}

QDateTime JsonReader::optionalInstant(const char *key)
{
    const std::optional<QString> value = nullableText(key);
    if (!value)
        return {};
    const QDateTime instant = fromIsoInstant(*value);
    if (!instant.isValid())
        fail(key, u"not an instant"_s);
    return instant;
}

QDate JsonReader::optionalDate(const char *key)
{
    const std::optional<QString> value = nullableText(key);
    if (!value)
        return {};
    const std::optional<QDate> date = isoDate(*value);
    if (!date)
        fail(key, u"not a date"_s);
    return date.value_or(QDate());
}

QJsonObject JsonReader::object(const char *key)
{
    return required(key, QJsonValue::Object).toObject();
}

std::optional<QJsonObject> JsonReader::optionalObject(const char *key)
{
    const auto value = optional(key, QJsonValue::Object);
    return value ? std::optional(value->toObject()) : std::nullopt;
}

QJsonArray JsonReader::array(const char *key)
{
    return required(key, QJsonValue::Array).toArray();
}

QJsonArray JsonReader::optionalArray(const char *key)
{
    return optional(key, QJsonValue::Array).value_or(QJsonArray()).toArray();
}

QStringList JsonReader::optionalTexts(const char *key)
{
    QStringList texts;
    const QJsonArray values = optionalArray(key);
    for (const QJsonValue &value : values) {
        if (!value.isString() && !m_error)
            m_error = Error{ErrorCode::MalformedJson, pointer(key, texts.size()), u"wrong type"_s};
        texts.append(value.toString());
    }
    return texts;
}

QList<QJsonObject> JsonReader::objects(const char *key)
{
    if (isNullOrAbsent(key))
        fail(key, u"missing"_s);
    return optionalObjects(key);
}

QList<QJsonObject> JsonReader::optionalObjects(const char *key)
{
    QList<QJsonObject> list;
    const QJsonArray values = optionalArray(key);
    for (const QJsonValue &value : values) {
        if (!value.isObject() && !m_error)
            m_error = Error{ErrorCode::MalformedJson, pointer(key, list.size()), u"wrong type"_s};
        list.append(value.toObject());
    }
    return list;
}

Result<> JsonReader::finish()
{
    if (m_error)
        return tl::unexpected<Error>(*m_error);
    for (auto it = m_object.begin(); it != m_object.end(); ++it) {
        const bool extension = m_unknown == Unknown::AllowExtensions && it.key().startsWith("x_"_L1);
        if (!extension && !m_asked.contains(it.key()))
            return failure(ErrorCode::MalformedJson, m_pointer + u'/' + escapedToken(it.key()),
                           u"unknown key"_s);
    }
    return {};
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(text);
}

QJsonValue hexOrNull(const QByteArray &bytes)
{
    return textOrNull(QString::fromLatin1(bytes.toHex()));
}

QJsonValue instantOrNull(const QDateTime &instant)
{
    return instant.isValid() ? QJsonValue(isoInstant(instant)) : QJsonValue(QJsonValue::Null);
}

QJsonValue dateOrNull(QDate date)
{
    return date.isValid() ? QJsonValue(date.toString(Qt::ISODate)) : QJsonValue(QJsonValue::Null);
}

} // namespace desk
