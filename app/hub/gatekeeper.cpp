#include "hub/gatekeeper.h"

namespace desk
{

void Gatekeeper::setWorkstations(const QList<Workstation> &workstations)
{
    for (const Workstation &workstation : workstations)
        put(workstation);
}

void Gatekeeper::put(const Workstation &workstation)
{
    const std::lock_guard lock(m_mutex);
    if (const auto entry = m_entries.find(workstation.id); entry != m_entries.end())
        entry->workstation = workstation;
    else
        m_entries.insert(workstation.id, {workstation, double(m_limit.burst), m_clock.monotonic()});
}

void Gatekeeper::revoke(const QString &workstationId)
{
    const std::lock_guard lock(m_mutex);
    if (const auto entry = m_entries.find(workstationId); entry != m_entries.end())
        entry->workstation.revoked = true;
}

bool Gatekeeper::knows(const QString &workstationId) const
{
    const std::lock_guard lock(m_mutex);
    return m_entries.contains(workstationId);
}

std::variant<Workstation, HubCode> Gatekeeper::admit(QByteArrayView authorization)
{
    const std::optional<TokenParts> token = tokenParts(authorization);
    if (!token)
        return HubCode::Unauthorised;
    const std::lock_guard lock(m_mutex);
    const auto known = m_entries.find(token->workstationId);
    if (known == m_entries.end())
        return HubCode::Unauthorised;
    Entry &entry = *known;
    std::variant<Workstation, HubCode> who = identified(entry.workstation, token->secret);
    if (std::holds_alternative<HubCode>(who))
        return who;
    const auto now = m_clock.monotonic();
    const double seconds = std::chrono::duration<double>(now - entry.filledAt).count();
    entry.tokens = std::min(double(m_limit.burst), entry.tokens + seconds * m_limit.perSecond);
    entry.filledAt = now;
    if (entry.tokens < 1)
        return HubCode::RateLimited;
    entry.tokens -= 1;
    return who;
}

} // namespace desk
