#include "domain/lifecycle.h"
#include "domain/permissions.h"

#include "support/catch.h"

#include <map>
#include <set>

using namespace desk;

namespace
{

// Written out again from product.md §5 and reliability.md §2.2, state by state; every other pair is refused.
const std::map<std::pair<CaseState, CaseEvent>, CaseState> kCaseMoves = {
    {{CaseState::Draft, CaseEvent::Submit}, CaseState::Submitted},
    {{CaseState::Draft, CaseEvent::Withdraw}, CaseState::Withdrawn},

    {{CaseState::Submitted, CaseEvent::Return}, CaseState::Returned},
    {{CaseState::Submitted, CaseEvent::Approve}, CaseState::Approved},
    {{CaseState::Submitted, CaseEvent::Reject}, CaseState::Rejected},
    {{CaseState::Submitted, CaseEvent::Conflict}, CaseState::Conflicted},
    {{CaseState::Submitted, CaseEvent::Withdraw}, CaseState::Withdrawn},
    {{CaseState::Submitted, CaseEvent::Recall}, CaseState::Returned},
    {{CaseState::Submitted, CaseEvent::Refuse}, CaseState::Returned},

    {{CaseState::Returned, CaseEvent::Submit}, CaseState::Submitted},
    {{CaseState::Returned, CaseEvent::Withdraw}, CaseState::Withdrawn},
    {{CaseState::Returned, CaseEvent::Undo}, CaseState::Submitted},

    {{CaseState::Approved, CaseEvent::ReadBack}, CaseState::Applied},
    {{CaseState::Approved, CaseEvent::Conflict}, CaseState::Conflicted},
    {{CaseState::Approved, CaseEvent::Refuse}, CaseState::Returned},
    {{CaseState::Approved, CaseEvent::Undo}, CaseState::Submitted},

    {{CaseState::Rejected, CaseEvent::Undo}, CaseState::Submitted},

    {{CaseState::Conflicted, CaseEvent::Conflict}, CaseState::Conflicted},
    {{CaseState::Conflicted, CaseEvent::Redecide}, CaseState::Submitted},
    {{CaseState::Conflicted, CaseEvent::AcceptTheirs}, CaseState::Withdrawn},

    {{CaseState::Applied, CaseEvent::Forgotten}, CaseState::Approved},
    {{CaseState::Applied, CaseEvent::AcceptTheirs}, CaseState::Withdrawn},
    {{CaseState::Withdrawn, CaseEvent::Forgotten}, CaseState::Submitted},
    {{CaseState::Submitted, CaseEvent::Forgotten}, CaseState::Returned},
};

const std::map<std::pair<OutboxState, OutboxEvent>, OutboxState> kOutboxMoves = {
    {{OutboxState::Queued, OutboxEvent::Claim}, OutboxState::Sending},
    {{OutboxState::Queued, OutboxEvent::Cancel}, OutboxState::Cancelled},
    {{OutboxState::Queued, OutboxEvent::VoidRefused}, OutboxState::Acknowledged},
    {{OutboxState::Queued, OutboxEvent::Quarantine}, OutboxState::Quarantined},

    {{OutboxState::Sending, OutboxEvent::Accept}, OutboxState::Acknowledged},
    {{OutboxState::Sending, OutboxEvent::Transient}, OutboxState::Waiting},
    {{OutboxState::Sending, OutboxEvent::Conflict}, OutboxState::Acknowledged},
    {{OutboxState::Sending, OutboxEvent::Permanent}, OutboxState::Quarantined},
    {{OutboxState::Sending, OutboxEvent::Pause}, OutboxState::Queued},
    {{OutboxState::Sending, OutboxEvent::OwnerGone}, OutboxState::Waiting},

    {{OutboxState::Waiting, OutboxEvent::Claim}, OutboxState::Sending},
    {{OutboxState::Waiting, OutboxEvent::Cancel}, OutboxState::Cancelled},
    {{OutboxState::Waiting, OutboxEvent::VoidRefused}, OutboxState::Acknowledged},
    {{OutboxState::Waiting, OutboxEvent::Quarantine}, OutboxState::Quarantined},

    {{OutboxState::Acknowledged, OutboxEvent::Stable}, OutboxState::Confirmed},
    {{OutboxState::Acknowledged, OutboxEvent::Lost}, OutboxState::Queued},
    {{OutboxState::Confirmed, OutboxEvent::Lost}, OutboxState::Queued},

    {{OutboxState::Quarantined, OutboxEvent::Release}, OutboxState::Queued},
    {{OutboxState::Quarantined, OutboxEvent::Supersede}, OutboxState::Cancelled},
    {{OutboxState::Quarantined, OutboxEvent::Cancel}, OutboxState::Cancelled},
    {{OutboxState::Quarantined, OutboxEvent::VoidRefused}, OutboxState::Acknowledged},
};

template <class State, class Event>
void checkEveryPair(const std::map<std::pair<State, Event>, State> &expected)
{
    for (const auto &[from, fromCode] : Codes<State>::kCodes) {
        for (const auto &[event, eventCode] : Codes<Event>::kCodes) {
            INFO(QString::fromUtf16(fromCode) << " + " << QString::fromUtf16(eventCode));
            const auto move = expected.find({from, event});
            const auto to = next(from, event);
            CHECK(to.has_value() == (move != expected.end()));
            if (to && move != expected.end())
                CHECK(codeOf(*to) == codeOf(move->second));
        }
    }
}

} // namespace

TEST_CASE("a case moves as the life-cycle says and in no other way")
{
    checkEveryPair(kCaseMoves);
    CHECK(caseTransitions().size() == kCaseMoves.size());
}

TEST_CASE("an outbox item moves as the life-cycle says and in no other way")
{
    checkEveryPair(kOutboxMoves);
    CHECK(outboxTransitions().size() == kOutboxMoves.size());
}

TEST_CASE("every case state is terminal, open or a draft")
{
    const std::set<CaseState> terminal = {CaseState::Applied, CaseState::Rejected, CaseState::Withdrawn};
    const std::set<CaseState> open = {CaseState::Submitted, CaseState::Returned, CaseState::Approved,
                                      CaseState::Conflicted};
    for (const auto &[state, code] : Codes<CaseState>::kCodes) {
        INFO(QString::fromUtf16(code));
        CHECK(isTerminal(state) == (terminal.count(state) == 1));
        CHECK(isOpen(state) == (open.count(state) == 1));
    }
}

TEST_CASE("an item is unsent until the hub has acknowledged it")
{
    const std::set<OutboxState> unsent = {OutboxState::Queued, OutboxState::Sending, OutboxState::Waiting,
                                          OutboxState::Quarantined};
    for (const auto &[state, code] : Codes<OutboxState>::kCodes) {
        INFO(QString::fromUtf16(code));
        CHECK(isUnsent(state) == (unsent.count(state) == 1));
    }
}

TEST_CASE("every role may do what its description says and nothing else")
{
    // product.md §3 and contract §3.2, one string a row: c clerk, s supervisor, a auditor, m administrator.
    const std::map<Act, std::string> expected = {
        {Act::LookUpResident, "csa"}, {Act::EnterCase, "cs"},    {Act::WithdrawOthers, "s"},
        {Act::ReadCases, "csa"},      {Act::DecideCase, "s"},    {Act::ResolveConflict, "s"},
        {Act::PrintReceipt, "csa"},   {Act::Synchronise, "csm"}, {Act::RetrySending, "cs"},
        {Act::ReleaseHold, "s"},      {Act::UnlockUser, "sm"},   {Act::ReadAudit, "a"},
        {Act::AdministerUsers, "m"},  {Act::EnrolDesk, "m"},     {Act::ImportResidents, "m"},
        {Act::InstallRules, "m"},     {Act::KeepBackups, "m"},
    };
    const std::map<Role, char> letters = {
        {Role::Clerk, 'c'}, {Role::Supervisor, 's'}, {Role::Auditor, 'a'}, {Role::Administrator, 'm'}};
    REQUIRE(expected.size() == static_cast<std::size_t>(Act::KeepBackups) + 1);
    for (const auto &[act, who] : expected) {
        for (const auto &[role, letter] : letters) {
            INFO("act " << static_cast<int>(act) << ", role " << letter);
            CHECK(may(role, act) == (who.find(letter) != std::string::npos));
        }
        CHECK_FALSE(may(Roles(), act));
    }
}

TEST_CASE("roles are a set: holding two gives the acts of both")
{
    const Roles roles = Role::Clerk | Role::Administrator;
    CHECK(may(roles, Act::EnterCase));
    CHECK(may(roles, Act::ImportResidents));
    CHECK_FALSE(may(roles, Act::DecideCase));
}
