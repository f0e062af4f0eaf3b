#pragma once

#include "protocol/payload.h"
#include "store/openvault.h"
#include "support/fakeclock.h"
#include "support/tempdir.h"
#include "support/testhub.h"
#include "sync/outboxsender.h"
#include "sync/storesyncstore.h"

#include <functional>

/// A desk with its databases and no window: what it enters, decides, sends and pulls.
class SyncDesk
{
public:
    explicit SyncDesk(FakeClock &clock);

    /// Registers at the hub under the name.
    void enrol(TestHub &hub, const QString &name);

    /// A case of the resident, sent for review, with its outbox item.
    desk::CaseRecord submit(const desk::CaseContent &content, const QString &maker = QStringLiteral("clerk"));
    /// The next revision of a case that is with its maker, with its outbox item.
    desk::CaseRecord revise(const QString &caseId, const desk::CaseContent &content);
    /// A decision on the latest revision, with its outbox item.
    desk::OutboxItem decide(const QString &caseId, desk::Decision decision,
                            const QString &decider = QStringLiteral("supervisor"));
    /// By the maker, with no outbox item.
    void move(const QString &caseId, desk::CaseEvent event);
    /// A message that is not to be offered again, by the supervisor.
    void cancel(const QString &itemId);
    /// An item about no case: an account of its own chain.
    desk::OutboxItem addUserItem(const QString &name);

    desk::CaseRecord caseOf(const QString &caseId);
    /// How many decisions on the case were not taken back.
    int standingDecisions(const QString &caseId);
    /// Of the content of its latest revision, hex.
    QString hashOf(const QString &caseId);
    desk::OutboxItem item(const QString &itemId);
    QList<desk::OutboxHead> items();
    /// States of all items, oldest first.
    QStringList states();
    QStringList auditEvents();

    desk::SendReport send(desk::HubLink &link);
    int pull(desk::HubLink &link);

    FakeClock &clock;
    TempDir dir;
    OpenVault vault;
    std::unique_ptr<desk::DeskDatabase> desk;
    std::unique_ptr<desk::RegistryDatabase> registry;
    std::unique_ptr<desk::EvidenceDatabase> evidence;
    desk::StoreSyncStore store;
    desk::ScanExchange scans;
    desk::OutboxSender sender;
    desk::FeedPuller puller;
    desk::HubEnrolment hub;
    desk::LinkState state;

private:
    void appendRevision(const desk::CaseRecord &record, const desk::CaseContent &content);

    static std::unique_ptr<desk::DeskDatabase> openDesk(const TempDir &dir, desk::Vault &vault,
                                                        const FakeClock &clock);
    static std::unique_ptr<desk::EvidenceDatabase> openEvidence(const TempDir &dir, desk::Vault &vault,
                                                                const FakeClock &clock);
    static std::unique_ptr<desk::RegistryDatabase> openRegistry(const TempDir &dir, desk::Vault &vault,
                                                                const FakeClock &clock);
};

/// A hub that answers as told and remembers what it was asked.
class ScriptedHub final : public desk::HubLink
{
public:
    using Answer = std::function<desk::HubReply(const desk::HubRequest &)>;
    explicit ScriptedHub(Answer told = {})
        : answer(std::move(told))
    {
    }

    desk::HubReply send(const desk::HubRequest &request) override;

    Answer answer; ///< empty: accepts everything
    QList<desk::HubRequest> requests;

    static QList<desk::Message> messagesOf(const desk::HubRequest &request);
    /// 200 with these results.
    static desk::HubReply results(const QList<desk::MessageResult> &results);
    static desk::HubReply acceptAll(const desk::HubRequest &request);
    /// The same outcome for every message.
    static desk::HubReply all(const desk::HubRequest &request, desk::Outcome outcome, const QString &code);
    static desk::HubReply failing(desk::OutcomeClass outcome, const QString &code = {});
    /// The register has another passport of `someResident`, "THEIRS", in version 9.
    static desk::HubReply conflict(const desk::HubRequest &request);
    static desk::HubReply knowsNoCase(const desk::HubRequest &request);
    static constexpr const char *kEpoch = "11111111-2222-4333-8444-555555555555";
};

/// One entry of a feed page, numbered from `position`.
desk::FeedPage pageOf(const QList<desk::FeedChange> &changes, const QString &cursor, qint64 position = 1);
/// A revision of a case of `someResident` that another desk sent.
desk::CaseChanged revisedElsewhere(const QString &caseId, int number);
