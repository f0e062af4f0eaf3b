#pragma once

#include "service/office.h"

#include <chrono>

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

    /// Decides the revision whose hash is named. SamePerson, ReasonRequired, StaleRevision, WrongState … say
    /// why not. The outbox item waits for `undoTime` before it may leave.
    Result<> decide(const Actor &actor, const QString &caseId, const DecisionInput &input,
                    std::chrono::milliseconds undoTime);
    /// Takes the decision back while its item waits; WrongState afterwards.
    Result<> undo(const Actor &actor, const QString &caseId);

private:
    Office::Parts &m_parts;
};

} // namespace desk
