#pragma once

#include "service/office.h"

namespace desk
{

/// Notices a file of the desk that was swapped for an older copy of itself: desk.db and registry.db each
/// count the sign-ins and keep, sealed, what the other one had reached. Both swapped for copies of the same
/// day go unnoticed here; the hub remembers the desk.
class Witness
{
public:
    explicit Witness(Office::Parts &parts)
        : m_parts(parts)
    {
    }

    /// OlderCopy (`where` is the file) when one of them has been further than it is now.
    Result<> check() const;
    /// One further, and each of the two told of the other; also after an older copy was accepted.
    Result<> renew();

private:
    Office::Parts &m_parts;
};

} // namespace desk
