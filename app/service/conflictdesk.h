#pragma once

#include "service/office.h"

#include <optional>

namespace desk
{

struct CaseHead;

/// Cases that the register overtook: the hub holds another passport than the one the case was made upon.
class ConflictDesk
{
public:
    explicit ConflictDesk(Office::Parts &parts)
        : m_parts(parts)
    {
    }

    /// What the register holds beside what the case enters; nullopt when the case is not in conflict.
    Result<std::optional<ConflictView>> view(const QString &caseId) const;
    /// Sends what the case enters again as a revision of its own, built upon the register's version; another
    /// person decides it (C8). Blocked when a rule forbids that by now, WrongState when there is no conflict.
    Result<> sendAgain(const Actor &supervisor, const QString &caseId);
    /// Leaves the register as it is and ends the case (C9). `reason` is a decision reason.
    Result<> acceptRegister(const Actor &supervisor, const QString &caseId, const QString &reason);

private:
    Result<bool> isKnownToHub(const QString &caseId) const;

    Office::Parts &m_parts;
};

} // namespace desk
