#include "sync/packadoption.h"

#include "protocol/packfile.h"

namespace desk
{

Result<PackAdoption> adoptPack(PackStore &packs, const QByteArray &file, const QString &by)
{
    const auto installed = packs.packs();
    if (!installed)
        return failure(installed);
    QStringList known;
    for (const StoredPack &pack : *installed) {
        const auto same = packs.file(pack.version);
        if (!same)
            return failure(same);
        if (*same == file && !pack.takenBackAt.isValid())
            return PackAdoption{pack.version, pack.effectiveFrom, true};
        known += pack.version;
    }
    const auto signers = packs.signers();
    if (!signers)
        return failure(signers);
    QList<PackSigner> trusted;
    for (const TrustedSigner &signer : *signers)
        trusted.append({signer.key, signer.name});
    const auto admitted = admitPack(file, trusted, known);
    if (!admitted)
        return failure(admitted);
    const RulePack &pack = admitted->pack;
    const auto added = packs.add({.version = pack.version(),
                                  .effectiveFrom = pack.effectiveFrom(),
                                  .validUntil = pack.validUntil(),
                                  .signer = admitted->signer.key,
                                  .installedBy = by},
                                 file);
    if (!added)
        return failure(added);
    return PackAdoption{pack.version(), pack.effectiveFrom(), false};
}

} // namespace desk
