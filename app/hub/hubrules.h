#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/rules/pack.h"
#include "protocol/packfile.h"
#include "sql/connection.h"
#include "sql/packstore.h"

#include <QByteArray>
#include <QDate>
#include <QList>
#include <QString>

#include <memory>

namespace desk
{

/// The rule packs of a hub: which one judges, and giving newer ones to the desks. Writing calls belong to the
/// caller's transaction.
class HubRules
{
public:
    HubRules(Connection &connection, const Clock &clock);

    /// The pack that judges on a day (Asia/Riyadh); the program's own when none was installed. `read` is the
    /// one that was read last, given back while it judges. Damaged when the stored one is not what its signer
    /// signed.
    Result<std::shared_ptr<const RulePack>> inForce(QDate day,
                                                    const std::shared_ptr<const RulePack> &read = {});
    /// What was ever installed, newest first; not the program's own.
    Result<QList<StoredPack>> packs();
    /// Whose packs desks take that enrol from now on.
    Result<QList<PackSigner>> signers();

    /// Believes the publisher whose public key file this is from now on.
    Result<PackSigner> trust(const QByteArray &publicKeyFile);
    /// As `admitPack`; the desks learn of it by the feed. The same file again changes nothing.
    Result<PackStore::Adoption> install(const QByteArray &file);
    /// It and older ones are never taken again, here or at a desk. NotFound for what does not stand here.
    Result<> takeBack(const QString &version);

private:
    Connection &m_connection;
    const Clock &m_clock;
    PackStore m_store;
};

} // namespace desk
