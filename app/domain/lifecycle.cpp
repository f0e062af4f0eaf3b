#include "domain/lifecycle.h"

#include <algorithm>
#include <array>

namespace desk
{

namespace
{

using CaseMove = Transition<CaseState, CaseEvent>;
using OutboxMove = Transition<OutboxState, OutboxEvent>;

constexpr std::array kCaseMoves = {
    CaseMove{CaseState::Draft, CaseEvent::Submit, CaseState::Submitted},
    CaseMove{CaseState::Returned, CaseEvent::Submit, CaseState::Submitted},
    CaseMove{CaseState::Submitted, CaseEvent::Return, CaseState::Returned},
    CaseMove{CaseState::Submitted, CaseEvent::Approve, CaseState::Approved},
    CaseMove{CaseState::Submitted, CaseEvent::Reject, CaseState::Rejected},
    CaseMove{CaseState::Approved, CaseEvent::ReadBack, CaseState::Applied},
    CaseMove{CaseState::Submitted, CaseEvent::Conflict, CaseState::Conflicted},
    CaseMove{CaseState::Approved, CaseEvent::Conflict, CaseState::Conflicted},
    CaseMove{CaseState::Conflicted, CaseEvent::Conflict, CaseState::Conflicted}, // with a newer one still
    CaseMove{CaseState::Conflicted, CaseEvent::Redecide, CaseState::Submitted},
    CaseMove{CaseState::Conflicted, CaseEvent::AcceptTheirs, CaseState::Withdrawn},
    CaseMove{CaseState::Applied, CaseEvent::AcceptTheirs, CaseState::Withdrawn}, // a restored hub had lost it
    CaseMove{CaseState::Draft, CaseEvent::Withdraw, CaseState::Withdrawn},
    CaseMove{CaseState::Returned, CaseEvent::Withdraw, CaseState::Withdrawn},
    CaseMove{CaseState::Submitted, CaseEvent::Withdraw, CaseState::Withdrawn},
    CaseMove{CaseState::Submitted, CaseEvent::Recall, CaseState::Returned},
    CaseMove{CaseState::Submitted, CaseEvent::Refuse, CaseState::Returned},
    CaseMove{CaseState::Approved, CaseEvent::Refuse, CaseState::Returned},
    CaseMove{CaseState::Approved, CaseEvent::Undo, CaseState::Submitted},
    CaseMove{CaseState::Returned, CaseEvent::Undo, CaseState::Submitted},
    CaseMove{CaseState::Rejected, CaseEvent::Undo, CaseState::Submitted},
    CaseMove{CaseState::Applied, CaseEvent::Forgotten, CaseState::Approved},
    CaseMove{CaseState::Withdrawn, CaseEvent::Forgotten, CaseState::Submitted},
    CaseMove{CaseState::Submitted, CaseEvent::Forgotten, CaseState::Returned},
};

constexpr std::array kOutboxMoves = {
    OutboxMove{OutboxState::Queued, OutboxEvent::Claim, OutboxState::Sending},
    OutboxMove{OutboxState::Waiting, OutboxEvent::Claim, OutboxState::Sending},
    OutboxMove{OutboxState::Sending, OutboxEvent::Accept, OutboxState::Acknowledged},
    OutboxMove{OutboxState::Sending, OutboxEvent::Transient, OutboxState::Waiting},
    OutboxMove{OutboxState::Sending, OutboxEvent::Conflict, OutboxState::Acknowledged},
    OutboxMove{OutboxState::Sending, OutboxEvent::Permanent, OutboxState::Quarantined},
    OutboxMove{OutboxState::Sending, OutboxEvent::Pause, OutboxState::Queued},
    OutboxMove{OutboxState::Sending, OutboxEvent::OwnerGone, OutboxState::Waiting},
    OutboxMove{OutboxState::Acknowledged, OutboxEvent::Stable, OutboxState::Confirmed},
    OutboxMove{OutboxState::Acknowledged, OutboxEvent::Lost, OutboxState::Queued},
    OutboxMove{OutboxState::Confirmed, OutboxEvent::Lost, OutboxState::Queued},
    OutboxMove{OutboxState::Quarantined, OutboxEvent::Release, OutboxState::Queued},
    OutboxMove{OutboxState::Quarantined, OutboxEvent::Supersede, OutboxState::Cancelled},
    OutboxMove{OutboxState::Queued, OutboxEvent::Cancel, OutboxState::Cancelled},
    OutboxMove{OutboxState::Waiting, OutboxEvent::Cancel, OutboxState::Cancelled},
    OutboxMove{OutboxState::Quarantined, OutboxEvent::Cancel, OutboxState::Cancelled},
    OutboxMove{OutboxState::Queued, OutboxEvent::VoidRefused, OutboxState::Acknowledged},
    OutboxMove{OutboxState::Waiting, OutboxEvent::VoidRefused, OutboxState::Acknowledged},
    OutboxMove{OutboxState::Quarantined, OutboxEvent::VoidRefused, OutboxState::Acknowledged},
    OutboxMove{OutboxState::Queued, OutboxEvent::Quarantine, OutboxState::Quarantined},
    OutboxMove{OutboxState::Waiting, OutboxEvent::Quarantine, OutboxState::Quarantined},
};

template <class State, class Event, std::size_t N>
std::optional<State> find(const std::array<Transition<State, Event>, N> &moves, State from, Event event)
{
    const auto move =
        std::find_if(moves.begin(), moves.end(), [&](const Transition<State, Event> &candidate) {
            return candidate.from == from && candidate.event == event;
        });
    return move == moves.end() ? std::nullopt : std::optional(move->to);
}

} // namespace

std::span<const CaseMove> caseTransitions()
{
    return kCaseMoves;
}

std::span<const OutboxMove> outboxTransitions()
{
    return kOutboxMoves;
}

std::optional<CaseState> next(CaseState from, CaseEvent event)
{
    return find(kCaseMoves, from, event);
}

std::optional<OutboxState> next(OutboxState from, OutboxEvent event)
{
    return find(kOutboxMoves, from, event);
}

CaseEvent eventOf(Decision decision)
{
    switch (decision) {
    case Decision::Approve:
        return CaseEvent::Approve;
    case Decision::Return:
        return CaseEvent::Return;
    case Decision::Reject:
        return CaseEvent::Reject;
    }
    Q_UNREACHABLE();
}

bool isDecision(CaseEvent event)
{
    return event == CaseEvent::Approve || event == CaseEvent::Return || event == CaseEvent::Reject;
}

bool isTerminal(CaseState state)
{
    return state == CaseState::Applied || state == CaseState::Rejected || state == CaseState::Withdrawn;
}

bool isOpen(CaseState state)
{
    return state == CaseState::Submitted || state == CaseState::Returned || state == CaseState::Approved ||
           state == CaseState::Conflicted;
}

UnsentAge unsentAge(const QDateTime &since, const QDateTime &now)
{
    constexpr qint64 kMinute = 60;
    constexpr qint64 kHour = 60 * kMinute;
    const qint64 waited = since.isValid() ? since.secsTo(now) : 0;
    return waited >= 24 * kHour     ? UnsentAge::Branch
           : waited >= 4 * kHour    ? UnsentAge::Supervisor
           : waited >= 15 * kMinute ? UnsentAge::Noticeable
                                    : UnsentAge::Usual;
}

bool isUnsent(OutboxState state)
{
    return state == OutboxState::Queued || state == OutboxState::Sending || state == OutboxState::Waiting ||
           state == OutboxState::Quarantined;
}

} // namespace desk
