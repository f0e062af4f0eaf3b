#include "sync/packadoption.h"

#include "protocol/packfile.h"

namespace desk
{

namespace
{

Result<StoredPack> admitted(const QByteArray &file, const QList<QByteArray> &keys, const QStringList &known)
{
    const auto admitted = admitPack(file, keys, known);
    if (!admitted)
        return failure(admitted);
    const RulePack &pack = admitted->pack;
    return StoredPack{pack.version(), pack.effectiveFrom(), pack.validUntil(), admitted->signerKey};
}

} // namespace

Result<PackStore::Adoption> adoptPack(PackStore &packs, const QByteArray &file, const QString &by)
{
    return packs.adopt(file, by, admitted);
}

Result<StoredPack> examinePack(PackStore &packs, const QByteArray &file)
{
    return packs.examine(file, admitted);
}

bool isPackRefusal(ErrorCode code)
{
    switch (code) {
    case ErrorCode::MalformedPack:
    case ErrorCode::UnsignedPack:
    case ErrorCode::UnknownSigner:
    case ErrorCode::ForgedPack:
    case ErrorCode::OlderPack:
        return true;
    default:
        return false;
    }
}

} // namespace desk
