#pragma once

#include "domain/codes.h"

#include <QDateTime>
#include <QString>

namespace desk
{

/// Who is reviewing a case. It keeps two supervisors from doing the same work and decides nothing: a decision
/// stands whoever holds the lease, and whoever takes over leaves the other's unfinished review as it is.
struct ReviewLease {
    QString owner; ///< UUID of the user
    int workstation = 0;
    QDateTime since; ///< UTC, by the hub's clock

    friend bool operator==(const ReviewLease &, const ReviewLease &) = default;
};

/// What a person does with a lease.
enum class LeaseAct {
    Take,     ///< nobody has it
    Renew,    ///< the heartbeat while the case is open
    TakeOver, ///< whoever has it
    Release,
};

/// A lease that is not renewed ends by itself after this long, by the hub's clock.
inline constexpr int kLeaseMinutes = 10;

template <>
struct Codes<LeaseAct> {
    static constexpr std::array<std::pair<LeaseAct, const char16_t *>, 4> kCodes = {
        {{LeaseAct::Take, u"take"},
         {LeaseAct::Renew, u"renew"},
         {LeaseAct::TakeOver, u"take_over"},
         {LeaseAct::Release, u"release"}}};
};

} // namespace desk
