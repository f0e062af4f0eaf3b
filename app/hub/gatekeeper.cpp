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

std::variant<Workstation, HubCode> Gatekeeper::identify(QByteArrayView authorization) const
{
    const std::optional<TokenParts> parts = tokenParts(authorization);
    if (!parts)
        return HubCode::Unauthorised;
    const std::lock_guard lock(m_mutex);
    const auto entry = m_entries.find(parts->workstationId);
    if (entry == m_entries.end() || !secretMatches(parts->secret, entry->workstation.tokenHash))
        return HubCode::Unauthorised;
    if (entry->workstation.revoked)
        return HubCode::WorkstationRevoked;
    return entry->workstation;
}

std::variant<Workstation, HubCode> Gatekeeper::admit(QByteArrayView authorization)
{
    std::variant<Workstation, HubCode> who = identify(authorization);
    const auto *workstation = std::get_if<Workstation>(&who);
    if (!workstation)
        return who;
    const std::lock_guard lock(m_mutex);
    Entry &entry = m_entries[workstation->id];
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
