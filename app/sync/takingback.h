#pragma once

#include "store/deskdatabase.h"
#include "store/registrydatabase.h"

#include <optional>

namespace desk
{

/// What the hub will never learn did not happen to the case either: nothing waits for an answer that cannot
/// come.
class TakingBack
{
public:
    TakingBack(DeskDatabase &desk, RegistryDatabase &registry)
        : m_desk(desk)
        , m_registry(registry)
    {
    }

    /// Of a message that was cancelled, in the transaction that did. A case whose end the hub is still to be
    /// told; mostly none.
    Result<std::optional<CaseRecord>> message(const OutboxHead &item, const QString &actorId,
                                              const QString &reason);

private:
    Result<> decision(const OutboxHead &item, const CaseHead &record, const QString &actorId,
                      const QString &reason);
    Result<> revision(const OutboxHead &item, const QString &actorId, const QString &reason);
    Result<> shareFateOfRevision(const CaseHead &record, const QString &actorId, const QString &reason);
    Result<> refuse(const CaseHead &record, const QString &actorId, const QString &reason);

    DeskDatabase &m_desk;
    RegistryDatabase &m_registry;
};

} // namespace desk
