#pragma once

#include "domain/codes.h"

#include <QDateTime>
#include <QString>

#include <optional>
#include <span>

namespace desk
{

/// The business life of a case (product.md §5).
enum class CaseState { Draft, Submitted, Returned, Approved, Rejected, Conflicted, Applied, Withdrawn };

enum class CaseEvent {
    Submit,       ///< C2: the maker sends it for review
    Return,       ///< C3
    Approve,      ///< C4
    Reject,       ///< C5
    ReadBack,     ///< C6: the register shows what was approved
    Conflict,     ///< C7: the hub holds a newer version of the resident
    Redecide,     ///< C8: a merged revision goes to review again
    AcceptTheirs, ///< C9
    Withdraw,     ///< C10
    Recall,       ///< C11: the maker takes it back from review
    Refuse,       ///< C12: the hub refused for good
    Undo,         ///< C13: a decision is taken back before it left
    Forgotten,    ///< row 16: the hub was restored and lacks what moved the case
};

/// The transport life of one outbox item.
enum class OutboxState { Queued, Sending, Waiting, Acknowledged, Confirmed, Quarantined, Cancelled };

enum class OutboxEvent {
    Claim,       ///< 8
    Accept,      ///< 9: accepted or duplicate
    Transient,   ///< 10
    Conflict,    ///< 11
    Permanent,   ///< 12
    Pause,       ///< 13: the workstation, not the item, was refused
    OwnerGone,   ///< 14: found `sending` at start-up
    Stable,      ///< 15
    Lost,        ///< 16: the hub lacks it after an epoch change
    Release,     ///< 17
    Supersede,   ///< 18
    Cancel,      ///< 19
    VoidRefused, ///< 19: asked to void it, the hub answered that it had accepted it
    Quarantine,  ///< 21: by hand
};

template <class State, class Event>
struct Transition {
    State from;
    Event event;
    State to;
};

/// Every allowed move; what is not here is refused (reliability.md §2.2). Guards that need data are the
/// caller's.
std::span<const Transition<CaseState, CaseEvent>> caseTransitions();
std::span<const Transition<OutboxState, OutboxEvent>> outboxTransitions();

/// Where the event leads, or nullopt when it is refused in this state.
std::optional<CaseState> next(CaseState from, CaseEvent event);
std::optional<OutboxState> next(OutboxState from, OutboxEvent event);

/// What a supervisor says of a case.
enum class Decision { Approve, Return, Reject };
CaseEvent eventOf(Decision decision);
/// Approve, return or reject.
bool isDecision(CaseEvent event);
/// Applied, rejected or withdrawn: the case is over. Only undo, within its seconds, leads out of rejected.
bool isTerminal(CaseState state);
/// A case in this state counts as open for RC-014: submitted, returned, approved or conflicted.
bool isOpen(CaseState state);

/// A case as the hub holds it.
struct HubCase {
    QString id;
    std::optional<CaseState> state; ///< none: the hub knows no such case of the branch
    int revision = 0;

    friend bool operator==(const HubCase &, const HubCase &) = default;
};

/// The item still has to reach the hub: queued, sending, waiting or quarantined.
bool isUnsent(OutboxState state);

/// Whom it concerns how long the oldest message has waited for the hub (reliability.md §2.4).
enum class UnsentAge {
    Usual,      ///< nobody, or nothing waits
    Noticeable, ///< from 15 minutes: whoever works at the desk
    Supervisor, ///< from 4 hours
    Branch,     ///< from 24 hours: the head of the branch
};
/// `since` is invalid when nothing waits. A clock that was set back makes nothing old.
UnsentAge unsentAge(const QDateTime &since, const QDateTime &now);

template <>
struct Codes<CaseState> {
    static constexpr std::array<std::pair<CaseState, const char16_t *>, 8> kCodes = {
        {{CaseState::Draft, u"draft"},
         {CaseState::Submitted, u"submitted"},
         {CaseState::Returned, u"returned"},
         {CaseState::Approved, u"approved"},
         {CaseState::Rejected, u"rejected"},
         {CaseState::Conflicted, u"conflicted"},
         {CaseState::Applied, u"applied"},
         {CaseState::Withdrawn, u"withdrawn"}}};
};

template <>
struct Codes<CaseEvent> {
    static constexpr std::array<std::pair<CaseEvent, const char16_t *>, 13> kCodes = {
        {{CaseEvent::Submit, u"submit"},
         {CaseEvent::Return, u"return"},
         {CaseEvent::Approve, u"approve"},
         {CaseEvent::Reject, u"reject"},
         {CaseEvent::ReadBack, u"read_back"},
         {CaseEvent::Conflict, u"conflict"},
         {CaseEvent::Redecide, u"redecide"},
         {CaseEvent::AcceptTheirs, u"accept_theirs"},
         {CaseEvent::Withdraw, u"withdraw"},
         {CaseEvent::Recall, u"recall"},
         {CaseEvent::Refuse, u"refuse"},
         {CaseEvent::Undo, u"undo"},
         {CaseEvent::Forgotten, u"forgotten"}}};
};

template <>
struct Codes<OutboxState> {
    static constexpr std::array<std::pair<OutboxState, const char16_t *>, 7> kCodes = {
        {{OutboxState::Queued, u"queued"},
         {OutboxState::Sending, u"sending"},
         {OutboxState::Waiting, u"waiting"},
         {OutboxState::Acknowledged, u"acknowledged"},
         {OutboxState::Confirmed, u"confirmed"},
         {OutboxState::Quarantined, u"quarantined"},
         {OutboxState::Cancelled, u"cancelled"}}};
};

template <>
struct Codes<OutboxEvent> {
    static constexpr std::array<std::pair<OutboxEvent, const char16_t *>, 14> kCodes = {
        {{OutboxEvent::Claim, u"claim"},
         {OutboxEvent::Accept, u"accept"},
         {OutboxEvent::Transient, u"transient"},
         {OutboxEvent::Conflict, u"conflict"},
         {OutboxEvent::Permanent, u"permanent"},
         {OutboxEvent::Pause, u"pause"},
         {OutboxEvent::OwnerGone, u"owner_gone"},
         {OutboxEvent::Stable, u"stable"},
         {OutboxEvent::Lost, u"lost"},
         {OutboxEvent::Release, u"release"},
         {OutboxEvent::Supersede, u"supersede"},
         {OutboxEvent::Cancel, u"cancel"},
         {OutboxEvent::VoidRefused, u"void_refused"},
         {OutboxEvent::Quarantine, u"quarantine"}}};
};

template <>
struct Codes<Decision> {
    static constexpr std::array<std::pair<Decision, const char16_t *>, 3> kCodes = {
        {{Decision::Approve, u"approve"}, {Decision::Return, u"return"}, {Decision::Reject, u"reject"}}};
};

} // namespace desk
