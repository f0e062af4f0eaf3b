#pragma once

#include "domain/permissions.h"
#include "domain/rules/pack.h"
#include "protocol/packfile.h"
#include "service/office.h"
#include "store/packoffers.h"

#include <QDate>
#include <QList>
#include <QString>

#include <memory>

namespace desk
{

/// The rule packs of a desk: which one judges, installing a newer one, going back.
class Rulebook
{
public:
    explicit Rulebook(Office::Parts &parts);

    /// The pack that judges on a day (Asia/Riyadh). Parsed once; Damaged when the stored one is not what its
    /// signer signed.
    Result<std::shared_ptr<const RulePack>> inForce(QDate day) const;
    /// Every pack that was ever installed, and the built-in one: newest first.
    Result<QList<PackView>> list() const;

    /// Takes a signed pack (protocol/packfile.h); it judges from its effective date on.
    Result<PackInstallation> install(const Actor &administrator, const QByteArray &file,
                                     SignerTrust trust = SignerTrust::AsKnown);
    /// Takes a pack that the hub offered and this desk did not take, after what the same publisher offered
    /// before it, and believes its signer from now on.
    /// NotFound when none of this version is offered.
    Result<PackInstallation> takeOffered(const Actor &administrator, const QString &version);
    /// Believes the publisher whose public key this is from now on; what the hub offered of it is taken.
    Result<PublisherView> trust(const Actor &administrator, const QByteArray &publicKeyFile);
    /// Takes a pack back: the one in force or, by its version, any installed one. It and older ones are never
    /// taken again. `reason` is in words, at least 10 characters. Gives what is in force now.
    Result<PackView> rollBack(const Actor &administrator, const QString &version, const QString &reason);

private:
    Result<PackInstallation> adopt(const Actor &administrator, const QByteArray &file);
    Result<> believe(const Actor &administrator, const PackSigner &signer);
    Result<QList<PackView>> offered() const;
    Result<QList<PackOffer>> offersOf(const QByteArray &signerKey) const;
    Result<> dropOffersUpTo(const QString &version);

    Office::Parts &m_parts;
    mutable std::shared_ptr<const RulePack> m_read; ///< the installed pack that was read last
};

} // namespace desk
