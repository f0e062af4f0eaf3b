#pragma once

#include "service/accounts.h"
#include "service/audittrail.h"
#include "service/backup.h"
#include "service/casedesk.h"
#include "service/conflictdesk.h"
#include "service/delivery.h"
#include "service/evidencedesk.h"
#include "service/hubregister.h"
#include "service/office.h"
#include "service/residentdesk.h"
#include "service/reviewdesk.h"
#include "service/rotation.h"
#include "service/rulebook.h"
#include "service/witness.h"
#include "sql/transaction.h"
#include "store/datadirectory.h"
#include "store/deskdatabase.h"
#include "store/evidencedatabase.h"
#include "store/registrydatabase.h"

#include <QJsonObject>

namespace desk
{

/// What the use cases of one office share. Internal to `service`.
struct Office::Parts {
    Parts(const Clock &theClock, Office::Access theAccess, std::shared_ptr<Vault> theVault)
        : clock(theClock)
        , access(theAccess)
        , vault(std::move(theVault))
    {
    }

    const Clock &clock;
    Office::Access access;
    std::shared_ptr<Vault> vault;
    std::unique_ptr<DataDirectory> lock; ///< with Access::Write
    std::unique_ptr<DeskDatabase> desk;
    std::unique_ptr<RegistryDatabase> registryDatabase;
    std::unique_ptr<EvidenceDatabase> evidenceDatabase;
    DeskIdentity identity;

    Accounts accounts{*this};
    ResidentDesk residents{*this};
    CaseDesk cases{*this};
    EvidenceDesk evidence{*this};
    ReviewDesk review{*this};
    ConflictDesk conflicts{*this};
    Delivery delivery{*this};
    HubRegister hubRegister{*this};
    AuditTrail audit{*this};
    Backup backup{*this};
    Rotation rotation{*this};
    Witness witness{*this};
    Rulebook rules{*this};

    Registry &registry() { return registryDatabase->registry(); }
    /// The pack in force today.
    Result<std::shared_ptr<const RulePack>> pack() const { return rules.inForce(clock.todayInRiyadh()); }

    Result<DeskInfo> info();
    /// NotPermitted unless the actor's role allows it.
    static Result<> require(const Actor &actor, Act act);
    /// Appends to the audit chain, in the caller's transaction.
    Result<> note(const Actor &actor, const QString &event, const QString &subject,
                  const QJsonObject &details = {});
    /// A person's display names; the bare id for one this desk does not know.
    Result<UserView> person(const QString &userId);
    static UserView userView(const User &user);

    /// A case as lists show it.
    Result<CaseRow> row(const CaseRecord &record);
    Result<QList<CaseRow>> rows(const QList<CaseRecord> &records);
};

} // namespace desk
