#pragma once

#include "domain/reviewlease.h"
#include "protocol/message.h"
#include "service/office.h"
#include "store/settingsstore.h"

#include <chrono>
#include <optional>

namespace desk
{

/// The second pair of eyes.
class ReviewDesk
{
public:
    explicit ReviewDesk(Office::Parts &parts)
        : m_parts(parts)
    {
    }

    Result<QueueView> queue(const Actor &actor) const;

    /// Whose review of the case is under way, as far as this desk knows; nullopt: nobody's.
    Result<std::optional<LeaseView>> lease(const Actor &actor, const QString &caseId) const;
    struct LeaseRequest {
        std::optional<HubEnrolment> hub; ///< none: this desk works alone, and has nobody to ask
        Message message;
        QString caseId;
        LeaseAct act = LeaseAct::Take;
    };
    /// What to ask the hub, signed. VaultLocked when the actor is not who is signed in.
    Result<LeaseRequest> leaseRequest(const Actor &actor, const QString &caseId, LeaseAct act) const;
    /// Books what the hub answered; nullopt: it could not be asked. Then a review is taken over here alone,
    /// so that work can go on.
    Result<> bookLease(const Actor &actor, const LeaseRequest &request,
                       const std::optional<MessageResult> &answer);

    /// Decides the revision whose hash is named. SamePerson, ReasonRequired, StaleRevision, WrongState,
    /// LeasedByOther … say why not. The outbox item waits for `undoTime` before it may leave.
    Result<> decide(const Actor &actor, const QString &caseId, const DecisionInput &input,
                    std::chrono::milliseconds undoTime);
    /// Takes the decision back while its item waits; WrongState afterwards.
    Result<> undo(const Actor &actor, const QString &caseId);

private:
    Office::Parts &m_parts;
};

} // namespace desk
