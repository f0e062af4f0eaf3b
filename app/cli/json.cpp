#include "cli/json.h"

#include "base/bidi.h"

namespace desk::cli
{

namespace
{

QByteArray quoted(const QString &value)
{
    QByteArray out = "\"";
    for (const char c : withoutBidiControls(value).toUtf8()) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (c >= 0 && c < 0x20) {
            out += "\\u" + QByteArray::number(c, 16).rightJustified(4, '0');
        } else {
            out += c;
        }
    }
    return out + '"';
}

} // namespace

Json::Json(const QString &value)
    : m_text(quoted(value))
{
}

Json::Json(const QStringList &values)
{
    QList<Json> items;
    for (const QString &value : values)
        items += Json(value);
    *this = array(items);
}

Json Json::array(const QList<Json> &values)
{
    Json out;
    out.m_text = "[";
    for (const Json &value : values) {
        if (out.m_text.size() > 1)
            out.m_text += ',';
        out.m_text += value.m_text;
    }
    out.m_text += ']';
    return out;
}

Json Json::object(std::initializer_list<std::pair<const char *, Json>> members)
{
    Json out;
    out.m_text = "{";
    for (const auto &[key, value] : members) {
        if (out.m_text.size() > 1)
            out.m_text += ',';
        out.m_text += '"' + QByteArray(key) + "\":" + value.m_text;
    }
    out.m_text += '}';
    return out;
}

Json Json::object(const QList<std::pair<QString, Json>> &members)
{
    Json out;
    out.m_text = "{";
    for (const auto &[key, value] : members) {
        if (out.m_text.size() > 1)
            out.m_text += ',';
        out.m_text += quoted(key) + ':' + value.m_text;
    }
    out.m_text += '}';
    return out;
}

} // namespace desk::cli
