#include "hub/hubrules.h"

#include "hub/feedlog.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

Result<StoredPack> admitted(const QByteArray &file, const QList<QByteArray> &keys, const QStringList &known)
{
    const auto pack = admitPack(file, keys, known);
    if (!pack)
        return failure(pack);
    return StoredPack{pack->pack.version(), pack->pack.effectiveFrom(), pack->pack.validUntil(),
                      pack->signerKey};
}

} // namespace

HubRules::HubRules(Connection &connection, const Clock &clock)
    : m_connection(connection)
    , m_clock(clock)
    , m_store(connection, clock)
{
}

Result<std::shared_ptr<const RulePack>> HubRules::inForce(QDate day,
                                                          const std::shared_ptr<const RulePack> &read)
{
    const auto installed = m_store.packs();
    if (!installed)
        return failure(installed);
    QList<PackDates> dates;
    for (const StoredPack &pack : *installed)
        dates.append({pack.version, pack.effectiveFrom, pack.takenBackAt.isValid()});
    const auto judging = packInForce(dates, day);
    if (!judging)
        return RulePack::sharedBuiltIn();
    const QString version = installed->at(*judging).version;
    if (read && read->version() == version)
        return read;
    const auto file = m_store.file(version);
    if (!file)
        return failure(file);
    auto pack = readAdmittedPack(*file);
    if (!pack)
        return failure(pack);
    return std::make_shared<const RulePack>(*std::move(pack));
}

Result<QList<StoredPack>> HubRules::packs()
{
    auto packs = m_store.packs();
    if (packs)
        std::sort(packs->begin(), packs->end(), [](const StoredPack &a, const StoredPack &b) {
            return comparePackVersions(a.version, b.version) > 0;
        });
    return packs;
}

Result<QList<PackSigner>> HubRules::signers()
{
    const auto trusted = m_store.signers();
    if (!trusted)
        return failure(trusted);
    QList<PackSigner> signers;
    for (const TrustedSigner &signer : *trusted)
        signers.append({signer.key, signer.name});
    return signers;
}

Result<PackSigner> HubRules::trust(const QByteArray &publicKeyFile)
{
    auto signer = packSignerFromFile(publicKeyFile);
    if (!signer)
        return signer;
    if (const auto trusted = m_store.trust({signer->key, signer->name}, {}); !trusted)
        return failure(trusted);
    return signer;
}

Result<PackStore::Adoption> HubRules::install(const QByteArray &file)
{
    auto adopted = m_store.adopt(file, {}, admitted);
    if (!adopted || adopted->already)
        return adopted;
    if (const auto told = FeedLog(m_connection, m_clock).rulesChanged(adopted->pack.version); !told)
        return failure(told);
    return adopted;
}

Result<> HubRules::takeBack(const QString &version)
{
    if (const auto taken = m_store.takeBack(version, {}); !taken)
        return taken;
    const auto told = FeedLog(m_connection, m_clock).rulesChanged(version);
    return told ? Result<>() : failure(told);
}

} // namespace desk
