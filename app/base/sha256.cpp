#include "base/sha256.h"

#include <QCryptographicHash>

namespace desk
{

QString sha256Hex(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

} // namespace desk
