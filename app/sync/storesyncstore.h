#pragma once

#include "store/deskdatabase.h"
#include "store/evidencedatabase.h"
#include "store/registrydatabase.h"
#include "sync/feedintake.h"
#include "sync/syncstore.h"

namespace desk
{

/// The exchange's store side on the desk's databases. Lives in the thread that writes them.
class StoreSyncStore final : public SyncStore
{
public:
    /// The databases are opened for writing; they and `clock` outlive the object.
    StoreSyncStore(DeskDatabase &desk, RegistryDatabase &registry, EvidenceDatabase &evidence,
                   const Clock &clock)
        : m_desk(desk)
        , m_registry(registry)
        , m_evidence(evidence)
        , m_clock(clock)
        , m_feed(desk, registry, clock)
    {
    }

    Result<std::optional<HubEnrolment>> enrolment() override;
    Result<QList<OutboxItem>> claim(int most, const QString &epoch, const QDateTime &retriesAt) override;
    Result<> settle(const QList<ItemOutcome> &outcomes) override;
    Result<> confirm(const QString &epoch, qint64 stablePosition) override;
    Result<QString> cursor() override;
    Result<QString> takenCursor() override;
    Result<QString> residentsCursor() override;
    Result<Heartbeat> heartbeat() override;
    Result<int> apply(const FeedPage &page) override;
    Result<Believed> believed(qint64 after, int most) override;
    Result<> reconciled(const QList<BelievedItem> &items, const QStringList &missing,
                        const QString &epoch) override;
    Result<Doubted> doubted(const DoubtPlace &after) override;
    Result<> relearn(const QList<HubResident> &residents, const QList<HubCase> &cases) override;
    Result<> adoptEpoch(const ReconcileAnswer &answer) override;
    Result<QByteArray> scan(const QString &sha256) override;
    Result<QStringList> missingScans() override;
    Result<> keepScan(const QByteArray &scan) override;

private:
    DeskDatabase &m_desk;
    RegistryDatabase &m_registry;
    EvidenceDatabase &m_evidence;
    const Clock &m_clock;
    FeedIntake m_feed;
};

} // namespace desk
