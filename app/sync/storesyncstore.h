#pragma once

#include "store/deskdatabase.h"
#include "store/evidencedatabase.h"
#include "store/registrydatabase.h"
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
    {
    }

    Result<std::optional<HubEnrolment>> enrolment() override;
    Result<QList<OutboxItem>> claim(int most, const QString &epoch, const QDateTime &retriesAt) override;
    Result<> settle(const QList<ItemOutcome> &outcomes) override;
    Result<> confirm(const QString &epoch, qint64 stablePosition) override;
    Result<QString> cursor() override;
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
    Result<bool> noteHeard(const FeedPage &page);
    Result<int> applyResidents(const FeedPage &page);
    /// `residentsAreAhead`: the register has come further than the cases.
    Result<int> applyCasesAndUsers(const FeedPage &page, const QString &from, bool residentsAreAhead,
                                   bool due);
    Result<bool> missedIsDue();
    Result<> goOn(const QString &from, const QString &reached, const QStringList &missed, bool due);
    Result<bool> applyPack(const RulesChanged &change);
    Result<bool> applyCase(const CaseChanged &change);
    Result<bool> applyRevision(const CaseChanged &change);
    Result<bool> applyDecision(const CaseChanged &change);
    Result<bool> applyWithdrawal(const CaseChanged &change);
    /// `applied` only when the register shows what was approved (product.md §5).
    Result<bool> readBack(const QString &caseId);
    Result<> rebase(const CaseHead &record, const OutboxHead &item, int version);
    Result<> takeBackDecisionOf(const CaseHead &record, const QString &deciderId);
    Result<> reopen(const CaseHead &record);
    Result<> skip(const FeedEntry &entry, const QString &subject, const Error &error);
    Result<Settlement> settlementFor(const ItemOutcome &outcome);
    Result<> settleOne(const ItemOutcome &outcome);
    Result<> note(const QString &event, const QString &subject, const QJsonObject &details);

    DeskDatabase &m_desk;
    RegistryDatabase &m_registry;
    EvidenceDatabase &m_evidence;
    const Clock &m_clock;
};

} // namespace desk
