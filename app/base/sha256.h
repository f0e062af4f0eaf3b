#pragma once

#include <QByteArray>
#include <QString>

namespace desk
{

/// Lower-case hexadecimal SHA-256.
QString sha256Hex(const QByteArray &bytes);

} // namespace desk
