#pragma once

#include "service/office.h"

namespace desk
{

class AuditTrail
{
public:
    explicit AuditTrail(Office::Parts &parts)
        : m_parts(parts)
    {
    }

    Result<AuditReport> verify() const;

private:
    Office::Parts &m_parts;
};

} // namespace desk
