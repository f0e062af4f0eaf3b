#pragma once

#include "base/result.h"

#include <QByteArray>
#include <QDate>
#include <QDateTime>
#include <QString>
#include <QStringList>

#include <ostream>

// What Catch prints of Qt's types when a check fails.
inline std::ostream &operator<<(std::ostream &out, const QString &text)
{
    return out << '"' << text.toStdString() << '"';
}

inline std::ostream &operator<<(std::ostream &out, const QByteArray &bytes)
{
    return out << '"' << bytes.toStdString() << '"';
}

inline std::ostream &operator<<(std::ostream &out, QDate date)
{
    return out << date.toString(Qt::ISODate).toStdString();
}

inline std::ostream &operator<<(std::ostream &out, const QDateTime &instant)
{
    return out << instant.toString(Qt::ISODateWithMs).toStdString();
}

inline std::ostream &operator<<(std::ostream &out, const QStringList &list)
{
    return out << '[' << list.join(QStringLiteral(", ")).toStdString() << ']';
}

namespace desk
{

/// Why a call failed, where a check expected it not to.
template <class T>
std::ostream &operator<<(std::ostream &out, const Result<T> &result)
{
    if (result)
        return out << "a value";
    return out << errorCodeName(result.error().code) << ' ' << result.error().where << ' '
               << result.error().detail;
}

} // namespace desk

#include <catch2/catch.hpp>
