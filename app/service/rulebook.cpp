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
    PackView builtIn = builtInView();
    builtIn.state = judging ? PackState::Superseded : PackState::InForce;
    views.append(builtIn);
    std::stable_sort(views.begin(), views.end(), [](const PackView &a, const PackView &b) {
        return comparePackVersions(a.version, b.version) > 0;
    });
    return views;
}

Result<PackInstallation> Rulebook::install(const Actor &administrator, const QByteArray &file)
{
    if (const auto allowed = Office::Parts::require(administrator, Act::InstallRules); !allowed)
        return failure(allowed);
    Transaction transaction(m_parts.desk->connection());
    const auto adopted = adoptPack(m_parts.desk->packs(), file, administrator.userId);
    if (!adopted)
        return failure(adopted);
    PackInstallation installation{adopted->version, adopted->effectiveFrom, adopted->already};
    if (adopted->already)
        return installation;
    if (const auto noted =
            m_parts.note(administrator, u"rules.installed"_s, {},
                         {{u"version"_s, adopted->version},
                          {u"effective_from"_s, adopted->effectiveFrom.toString(Qt::ISODate)}});
        !noted)
        return failure(noted);
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    return installation;
}

Result<PublisherView> Rulebook::trust(const Actor &administrator, const QByteArray &publicKeyFile)
{
    if (const auto allowed = Office::Parts::require(administrator, Act::InstallRules); !allowed)
        return failure(allowed);
    const auto signer = packSignerFromFile(publicKeyFile);
    if (!signer)
        return failure(signer);
    const PublisherView view{signer->name, fingerprintOf(signer->key)};
    Transaction transaction(m_parts.desk->connection());
    if (const auto trusted = m_parts.desk->packs().trust({signer->key, signer->name}, administrator.userId);
        !trusted)
        return failure(trusted);
    if (const auto noted =
            m_parts.note(administrator, u"rules.signer_trusted"_s, {}, {{u"key"_s, view.fingerprint}});
        !noted)
        return failure(noted);
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    return view;
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
