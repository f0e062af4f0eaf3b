#pragma once

#include <QString>
#include <QUuid>

namespace desk
{

/// `given`, or a new UUID without braces.
inline QString idOr(const QString &given)
{
    return given.isEmpty() ? QUuid::createUuid().toString(QUuid::WithoutBraces) : given;
}

} // namespace desk
