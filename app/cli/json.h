#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>
#include <utility>

namespace desk::cli
{

/// One JSON value, written at once. Objects keep the order in which their keys were added, which the contract
/// fixes and QJsonObject would sort away. Text loses its bidi controls (contract §3).
class Json
{
public:
    Json()
        : m_text("null")
    {
    }
    Json(bool value)
        : m_text(value ? "true" : "false")
    {
    }
    Json(int value)
        : m_text(QByteArray::number(value))
    {
    }
    Json(qint64 value)
        : m_text(QByteArray::number(value))
    {
    }
    Json(double value)
        : m_text(QByteArray::number(value, 'g', 15))
    {
    }
    Json(const QString &value);
    Json(const QStringList &values);
    template <class T>
    Json(const std::optional<T> &value)
        : Json(value ? Json(*value) : Json())
    {
    }
    /// A pointer would silently become a bool.
    template <class T>
    Json(const T *) = delete;

    /// Text that is absent when it is empty.
    static Json textOrNull(const QString &value) { return value.isEmpty() ? Json() : Json(value); }
    static Json array(const QList<Json> &values);
    static Json object(std::initializer_list<std::pair<const char *, Json>> members);
    /// The same for keys that are only known at run time.
    static Json object(const QList<std::pair<QString, Json>> &members);

    /// UTF-8 without blanks or line ends.
    const QByteArray &text() const { return m_text; }

private:
    QByteArray m_text;
};

} // namespace desk::cli
