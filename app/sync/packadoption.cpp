#include "sync/packadoption.h"

#include "protocol/packfile.h"

namespace desk
{

Result<PackStore::Adoption> adoptPack(PackStore &packs, const QByteArray &file, const QString &by)
{
    return packs.adopt(
        file, by,
        [](const QByteArray &bytes, const QList<QByteArray> &keys,
           const QStringList &known) -> Result<StoredPack> {
            const auto admitted = admitPack(bytes, keys, known);
            if (!admitted)
                return failure(admitted);
            const RulePack &pack = admitted->pack;
            return StoredPack{pack.version(), pack.effectiveFrom(), pack.validUntil(), admitted->signerKey};
        });
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
