#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "sql/connection.h"
#include "sql/packstore.h"
#include "store/auditstore.h"
#include "store/casestore.h"
#include "store/heardlog.h"
#include "store/outboxstore.h"
#include "store/packoffers.h"
#include "store/reviewleases.h"
#include "store/settingsstore.h"
#include "store/userstore.h"
#include "store/vault.h"

#include <QString>

#include <memory>

namespace desk
{

/// desk.db: cases, outbox, audit, users, settings. Cannot be rebuilt. Lives in the thread that opened it.
///
/// What belongs together is one transaction of the caller:
///     Transaction transaction(desk.connection());
///     … desk.cases() … desk.audit() … desk.outbox() …
///     return transaction.commit();
class DeskDatabase
{
public:
    static constexpr qint32 kApplicationId = 0x50446b44; ///< "PDkD"

    /// A writer makes or migrates the file, and looks it over when the last one did not end well (Damaged); a
    /// reader finds it as it should be or fails (NoDesk, NewerSchema …). What is sealed is read and written
    /// with the keys of `vault`. `vault` and `clock` outlive the object.
    static Result<std::unique_ptr<DeskDatabase>> open(const QString &path, Access access, Vault &vault,
                                                      const Clock &clock);

    Connection &connection() { return *m_connection; }
    CaseStore &cases() { return m_cases; }
    OutboxStore &outbox() { return m_outbox; }
    AuditStore &audit() { return m_audit; }
    UserStore &users() { return m_users; }
    SettingsStore &settings() { return m_settings; }
    PackStore &packs() { return m_packs; }
    PackOffers &packOffers() { return m_packOffers; }
    HeardLog &heard() { return m_heard; }
    ReviewLeases &reviewLeases() { return m_reviewLeases; }

private:
    DeskDatabase(std::unique_ptr<Connection> connection, Vault &vault, const Clock &clock);

    std::unique_ptr<Connection> m_connection;
    CaseStore m_cases;
    OutboxStore m_outbox;
    AuditStore m_audit;
    SettingsStore m_settings;
    UserStore m_users;
    PackStore m_packs;
    PackOffers m_packOffers;
    ReviewLeases m_reviewLeases;
    HeardLog m_heard; ///< by case id
};

} // namespace desk
