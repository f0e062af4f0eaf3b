#pragma once

#include "store/deskdatabase.h"
#include "sync/syncstore.h"

namespace desk
{

/// What the hub's answers to messages do here: to the messages, and to the cases they are about.
class Settling
{
public:
    explicit Settling(DeskDatabase &desk)
        : m_desk(desk)
    {
    }

    /// In the caller's Transaction.
    Result<> settle(const ItemOutcome &outcome);

private:
    Result<Settlement> settlementFor(const ItemOutcome &outcome);
    Result<> countAgain(const OutboxHead &item);
    Result<> countOwnLater(const QString &caseId);
    Result<> rebase(const CaseHead &record, const OutboxHead &item, int version);
    Result<> takeBackDecisionOf(const CaseHead &record, const QString &deciderId);

    DeskDatabase &m_desk;
};

} // namespace desk
