#include "service/audittrail.h"

#include "service/parts.h"

namespace desk
{

Result<AuditReport> AuditTrail::verify() const
{
    const auto check = m_parts.desk->audit().verify();
    if (!check)
        return failure(check);
    return AuditReport{check->entries, check->intact, check->brokenAt};
}

} // namespace desk
