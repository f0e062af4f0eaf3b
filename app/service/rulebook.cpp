#include "service/rulebook.h"

#include "domain/decisionreason.h"
#include "protocol/packfile.h"
#include "service/parts.h"
#include "sync/packadoption.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

QList<PackDates> datesOf(const QList<StoredPack> &packs)
{
    QList<PackDates> dates;
    for (const StoredPack &pack : packs)
        dates.append({pack.version, pack.effectiveFrom, pack.takenBackAt.isValid()});
    return dates;
}

PackView builtInView()
{
    PackView view;
    view.version = RulePack::builtIn().version();
    view.effectiveFrom = RulePack::builtIn().effectiveFrom();
    view.validUntil = RulePack::builtIn().validUntil();
    view.builtIn = true;
    return view;
}

} // namespace

Rulebook::Rulebook(Office::Parts &parts)
    : m_parts(parts)
{
}

Result<std::shared_ptr<const RulePack>> Rulebook::inForce(QDate day) const
{
    PackStore &store = m_parts.desk->packs();
    const auto packs = store.packs();
    if (!packs)
        return failure(packs);
    const auto judging = packInForce(datesOf(*packs), day);
    if (!judging)
        return RulePack::sharedBuiltIn();
    const QString version = packs->at(*judging).version;
    if (!m_read || m_read->version() != version) {
        const auto file = store.file(version);
        if (!file)
            return failure(file);
        auto pack = readAdmittedPack(*file);
        if (!pack)
            return failure(pack);
        m_read = std::make_shared<const RulePack>(*std::move(pack));
    }
    return m_read;
}

Result<QList<PackView>> Rulebook::list() const
{
    const auto packs = m_parts.desk->packs().packs();
    if (!packs)
        return failure(packs);
    const auto signers = m_parts.desk->packs().signers();
    if (!signers)
        return failure(signers);
    const QDate today = m_parts.clock.todayInRiyadh();
    const auto judging = packInForce(datesOf(*packs), today);
    QList<PackView> views;
    for (qsizetype i = 0; i < packs->size(); ++i) {
        const StoredPack &pack = packs->at(i);
        PackView view;
        view.version = pack.version;
        view.effectiveFrom = pack.effectiveFrom;
        view.validUntil = pack.validUntil;
        view.signerFingerprint = fingerprintOf(pack.signer);
        for (const TrustedSigner &signer : *signers) {
            if (signer.key == pack.signer)
                view.signerName = signer.name;
        }
        view.installedAt = pack.installedAt;
        view.installedBy = pack.installedBy;
        view.takenBackAt = pack.takenBackAt;
        view.state = judging == i                 ? PackState::InForce
                     : pack.takenBackAt.isValid() ? PackState::TakenBack
                     : pack.effectiveFrom > today ? PackState::Pending
                                                  : PackState::Superseded;
        views.append(view);
    }
    const auto waiting = offered();
    if (!waiting)
        return failure(waiting);
    views += *waiting;
    PackView builtIn = builtInView();
    builtIn.state = judging ? PackState::Superseded : PackState::InForce;
    views.append(builtIn);
    std::stable_sort(views.begin(), views.end(), [](const PackView &a, const PackView &b) {
        return comparePackVersions(a.version, b.version) > 0;
    });
    return views;
}

/// What the hub offered, with what hinders each now.
Result<QList<PackView>> Rulebook::offered() const
{
    const auto offers = m_parts.desk->packOffers().all();
    if (!offers)
        return failure(offers);
    QList<PackView> views;
    for (const PackOffer &offer : *offers) {
        PackView view;
        view.version = offer.version;
        view.state = PackState::Offered;
        view.installedAt = offer.offeredAt;
        const auto file = packFileFromBytes(offer.file);
        if (file && file->isSigned())
            view.signerFingerprint = fingerprintOf(file->signer);
        if (const auto pack = file ? RulePack::fromJson(file->json) : failure(file)) {
            view.effectiveFrom = pack->effectiveFrom();
            view.validUntil = pack->validUntil();
        }
        if (const auto examined = examinePack(m_parts.desk->packs(), offer.file); !examined)
            view.refusal = examined.error();
        views.append(view);
    }
    return views;
}

/// What can be taken no more. In the caller's transaction.
Result<> Rulebook::dropOffersUpTo(const QString &version)
{
    const auto offers = m_parts.desk->packOffers().all();
    if (!offers)
        return failure(offers);
    for (const PackOffer &offer : *offers) {
        if (comparePackVersions(offer.version, version) > 0)
            continue;
        if (const auto dropped = m_parts.desk->packOffers().drop(offer.version); !dropped)
            return dropped;
    }
    return {};
}

/// In the caller's transaction.
Result<PackInstallation> Rulebook::adopt(const Actor &administrator, const QByteArray &file)
{
    const auto adopted = adoptPack(m_parts.desk->packs(), file, administrator.userId);
    if (!adopted)
        return failure(adopted);
    const StoredPack &pack = adopted->pack;
    const PackInstallation installation{pack.version, pack.effectiveFrom, adopted->already};
    if (adopted->already)
        return installation;
    if (const auto dropped = dropOffersUpTo(pack.version); !dropped)
        return failure(dropped);
    if (const auto noted = m_parts.note(
            administrator, u"rules.installed"_s, {},
            {{u"version"_s, pack.version}, {u"effective_from"_s, pack.effectiveFrom.toString(Qt::ISODate)}});
        !noted)
        return failure(noted);
    return installation;
}

/// In the caller's transaction.
Result<> Rulebook::believe(const Actor &administrator, const PackSigner &signer)
{
    if (const auto trusted = m_parts.desk->packs().trust({signer.key, signer.name}, administrator.userId);
        !trusted)
        return trusted;
    return m_parts.note(administrator, u"rules.signer_trusted"_s, {},
                        {{u"key"_s, fingerprintOf(signer.key)}});
}

Result<PackInstallation> Rulebook::install(const Actor &administrator, const QByteArray &file,
                                           SignerTrust trust)
{
    if (const auto allowed = Office::Parts::require(administrator, Act::InstallRules); !allowed)
        return failure(allowed);
    const auto read = packFileFromBytes(file);
    if (!read)
        return failure(read);
    Transaction transaction(m_parts.desk->connection());
    if (trust == SignerTrust::FromNowOn && read->isSigned()) {
        if (const auto believed = believe(administrator, {read->signer, {}}); !believed)
            return failure(believed);
    }
    const auto installation = adopt(administrator, file);
    if (!installation || installation->already)
        return installation;
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    return installation;
}

/// Oldest first: an older pack may judge until a newer one takes effect, and is not taken after it. In the
/// caller's transaction.
Result<QList<PackOffer>> Rulebook::offersOf(const QByteArray &signerKey) const
{
    auto offers = m_parts.desk->packOffers().all();
    if (!offers)
        return offers;
    const auto others = std::remove_if(offers->begin(), offers->end(), [&](const PackOffer &offer) {
        const auto file = packFileFromBytes(offer.file);
        return !file || file->signer != signerKey;
    });
    offers->erase(others, offers->end());
    std::sort(offers->begin(), offers->end(), [](const PackOffer &a, const PackOffer &b) {
        return comparePackVersions(a.version, b.version) < 0;
    });
    return offers;
}

Result<PackInstallation> Rulebook::takeOffered(const Actor &administrator, const QString &version)
{
    const auto all = m_parts.desk->packOffers().all();
    if (!all)
        return failure(all);
    const auto wanted = std::find_if(all->begin(), all->end(),
                                     [&](const PackOffer &each) { return each.version == version; });
    if (wanted == all->end())
        return failure(ErrorCode::NotFound, version);
    const auto file = packFileFromBytes(wanted->file);
    if (!file)
        return failure(file);
    const auto offers = offersOf(file->signer);
    if (!offers)
        return failure(offers);
    for (const PackOffer &offer : *offers) {
        if (comparePackVersions(offer.version, version) >= 0)
            break;
        const auto taken = install(administrator, offer.file, SignerTrust::FromNowOn);
        if (!taken && !isPackRefusal(taken.error().code))
            return taken;
    }
    return install(administrator, wanted->file, SignerTrust::FromNowOn);
}

Result<PublisherView> Rulebook::trust(const Actor &administrator, const QByteArray &publicKeyFile)
{
    if (const auto allowed = Office::Parts::require(administrator, Act::InstallRules); !allowed)
        return failure(allowed);
    const auto signer = packSignerFromFile(publicKeyFile);
    if (!signer)
        return failure(signer);
    Transaction transaction(m_parts.desk->connection());
    if (const auto believed = believe(administrator, *signer); !believed)
        return failure(believed);
    const auto offers = offersOf(signer->key);
    if (!offers)
        return failure(offers);
    for (const PackOffer &offer : *offers) {
        // One that this program does not know stays offered, with its reason.
        const auto taken = adopt(administrator, offer.file);
        if (!taken && !isPackRefusal(taken.error().code))
            return failure(taken);
    }
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    return PublisherView{signer->name, fingerprintOf(signer->key)};
}

Result<PackView> Rulebook::rollBack(const Actor &administrator, const QString &version, const QString &reason)
{
    if (const auto allowed = Office::Parts::require(administrator, Act::InstallRules); !allowed)
        return failure(allowed);
    if (reason.trimmed().size() < kMinCommentLength)
        return failure(ErrorCode::ReasonRequired);
    QString which = version;
    if (which.isEmpty()) {
        const auto judging = inForce(m_parts.clock.todayInRiyadh());
        if (!judging)
            return failure(judging);
        which = (*judging)->version();
    }
    const auto before = list();
    if (!before)
        return failure(before);
    for (const PackView &pack : *before) {
        if (pack.builtIn && pack.version == which)
            return failure(ErrorCode::NoEarlierPack);
    }
    Transaction transaction(m_parts.desk->connection());
    if (const auto taken = m_parts.desk->packs().takeBack(which, administrator.userId); !taken)
        return failure(taken);
    if (const auto noted = m_parts.note(administrator, u"rules.taken_back"_s, {},
                                        {{u"version"_s, which}, {u"reason"_s, reason.trimmed()}});
        !noted)
        return failure(noted);
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    const auto after = list();
    if (!after)
        return failure(after);
    return *std::find_if(after->begin(), after->end(),
                         [](const PackView &pack) { return pack.state == PackState::InForce; });
}

} // namespace desk
