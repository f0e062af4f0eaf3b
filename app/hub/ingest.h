#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/lifecycle.h"
#include "domain/rules/engine.h"
#include "domain/rules/pack.h"
#include "hub/accounts.h"
#include "hub/store.h"
#include "protocol/message.h"
#include "protocol/payload.h"
#include "sql/connection.h"

#include <QByteArray>
#include <QString>

#include <optional>
#include <variant>

namespace desk
{

/// Takes messages, one at a time, each in a savepoint of the writer's transaction, and trusts no desk:
/// whatever the desk checked is checked again (contract §6).
class Ingest
{
public:
    Ingest(Connection &connection, const Clock &clock, const HubMeta &meta, const RulePack &pack);

    /// The answer to one message, as bytes of a JSON object (`messageResultToJson`). Accepted, duplicate and
    /// conflict are kept and given again byte for byte; refusals leave no trace. An error means that nothing
    /// was decided.
    Result<QByteArray> take(const Workstation &from, const Message &message);
    /// Cancels an id that has not come; the answer to one that has is given again, as accepted.
    Result<QByteArray> voidMessage(const Workstation &from, const QString &messageId);

private:
    struct Receipt {
        QString workstationId;
        std::optional<QString> sha256; ///< none for an id cancelled before it came
        Outcome outcome = Outcome::Accepted;
        QByteArray answer;
    };
    struct Case {
        QString id;
        qint64 residentId = 0;
        QString reference;
        QString branch;
        CaseState state = CaseState::Submitted;
        int revision = 0;
    };
    struct Revision {
        int number = 0;
        QString contentSha256;
        QString maker;
        QString messageId;
    };
    /// A message that passed the checks that are the same for all kinds.
    struct Incoming {
        const Workstation &from;
        const Message &message;
        const HubUser &actor;
        qint64 residentId = 0;
        QString subject;         ///< of its chain
        bool byRecovery = false; ///< signed with the desk's recovery key
        bool isLate = false;     ///< a later one of its chain was accepted before
    };

    Result<MessageResult> examine(const Workstation &from, const Message &message);
    Result<std::optional<HubCode>> signatureObjection(Incoming &in);
    Result<MessageResult> revision(const Incoming &in);
    Result<MessageResult> decision(const Incoming &in);
    Result<MessageResult> approval(const Incoming &in, const CaseDecidedPayload &payload,
                                   const DecisionRequest &request, const CaseRevisionPayload &latest,
                                   int version);
    Result<MessageResult> withdrawal(const Incoming &in);
    Result<MessageResult> lease(const Incoming &in);
    Result<MessageResult> userChange(const Incoming &in);
    Result<MessageResult> auditHead(const Incoming &in);

    /// Takes the id, which from then on is the lock against a twin in another transaction; what was said
    /// before when it was taken, with the replay counted.
    Result<std::optional<Receipt>> claim(const Workstation &from, const QString &messageId, qint64 residentId,
                                         const std::optional<QString> &sha256);
    Result<> keepReceipt(const QString &messageId, Outcome outcome, const QByteArray &answer);
    Result<> dropReceipt(const QString &messageId);
    Result<qint64> lastSequence(const Incoming &in);
    Result<> advanceChain(const Incoming &in);
    Result<> keepMessage(const Incoming &in);
    /// Whoever's it is.
    Result<std::optional<Case>> findCase(const QString &caseId);
    /// The case that somebody decides or reviews; what to refuse it with when it is none of the branch.
    Result<std::variant<Case, HubCode>> caseInBranch(const Incoming &in, const QString &caseId);
    Result<QList<Revision>> revisions(qint64 residentId, const QString &caseId);
    Result<CaseRevisionPayload> revisionPayload(qint64 residentId, const QString &messageId);
    Result<bool> hasDecision(qint64 residentId, const CaseDecidedPayload &payload);
    Result<> keepDecision(const Incoming &in, const CaseDecidedPayload &payload);
    Result<> putCase(const Case &item);
    Result<> setState(qint64 residentId, const QString &caseId, CaseState state);
    Result<MessageResult> noted(const Incoming &in, const QString &caseId, int version);
    MessageResult refused(const Message &message, HubCode code) const;
    Result<MessageResult> conflict(const Incoming &in, const Resident &resident);

    Connection &m_connection;
    const Clock &m_clock;
    const HubMeta &m_meta;
    const RulePack &m_pack;
};

} // namespace desk
