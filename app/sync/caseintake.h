#pragma once

#include "protocol/feed.h"
#include "store/deskdatabase.h"
#include "store/registrydatabase.h"

namespace desk
{

/// What the hub's feed says of a case, done here. In the caller's Transaction of desk.db; each answers
/// whether it changed anything.
class CaseIntake
{
public:
    CaseIntake(DeskDatabase &desk, RegistryDatabase &registry)
        : m_desk(desk)
        , m_registry(registry)
    {
    }

    /// OpenCaseExists: not yet, for the resident's next case is open here.
    Result<bool> apply(const CaseChanged &change);
    /// A decision of this desk, whatever had taken it back.
    Result<bool> applyOwn(const OutboxItem &decision);
    /// The same, if the case waits for a decision and the hub has taken this desk's.
    Result<bool> countOwn(const QString &caseId);
    /// `applied` only when the register shows what was approved (product.md §5).
    Result<bool> readBack(const QString &caseId);

private:
    Result<bool> applyRevision(const CaseChanged &change);
    Result<bool> applyDecision(const CaseChanged &change);
    Result<bool> applyWithdrawal(const CaseChanged &change);

    DeskDatabase &m_desk;
    RegistryDatabase &m_registry;
};

} // namespace desk
