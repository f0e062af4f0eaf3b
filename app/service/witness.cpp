#include "service/witness.h"

#include "service/parts.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

Result<> Witness::check() const
{
    const auto ofDesk = m_parts.desk->settings().witness();
    if (!ofDesk)
        return failure(ofDesk);
    const auto ofRegister = m_parts.registry().witness();
    if (!ofRegister)
        return failure(ofRegister);
    if (ofRegister->other > ofDesk->own && !ofDesk->restored)
        return failure(ErrorCode::OlderCopy, u"desk.db"_s);
    // A register that holds nobody is a new one, not an older one.
    const auto info = m_parts.registry().info();
    if (!info)
        return failure(info);
    if (ofDesk->other > ofRegister->own && info->residents > 0)
        return failure(ErrorCode::OlderCopy, u"registry.db"_s);
    return {};
}

Result<> Witness::renew()
{
    auto ofDesk = m_parts.desk->settings().witness();
    if (!ofDesk)
        return failure(ofDesk);
    auto ofRegister = m_parts.registry().witness();
    if (!ofRegister)
        return failure(ofRegister);
    // The register first: a kill in between leaves each no further than the other may have seen it.
    ofRegister->own = std::max(ofRegister->own, ofDesk->other) + 1;
    const qint64 deskReached = std::max(ofDesk->own, ofRegister->other);
    ofRegister->other = ofDesk->own;
    {
        Transaction transaction(m_parts.registryDatabase->connection());
        if (const auto set = m_parts.registry().setWitness(*ofRegister); !set)
            return set;
        if (const auto done = transaction.commit(); !done)
            return done;
    }
    Transaction transaction(m_parts.desk->connection());
    const auto set = m_parts.desk->settings().setWitness(
        {.own = deskReached + 1, .other = ofRegister->own, .restored = false});
    return set ? transaction.commit() : set;
}

} // namespace desk
