#pragma once

#include "base/clock.h"
#include "protocol/feed.h"
#include "store/deskdatabase.h"
#include "store/registrydatabase.h"

#include <QString>
#include <QStringList>

namespace desk
{

class CaseIntake;

/// Takes pages of the hub's feed into both databases, and keeps where in it each of them is. What a case
/// cannot take yet is passed over and read again once it can.
class FeedIntake
{
public:
    FeedIntake(DeskDatabase &desk, RegistryDatabase &registry, const Clock &clock)
        : m_desk(desk)
        , m_registry(registry)
        , m_clock(clock)
    {
    }

    /// As SyncStore has them.
    Result<QString> cursor();
    Result<QString> takenCursor();
    Result<QString> residentsCursor();
    Result<int> apply(const FeedPage &page);

    Result<> begin(const QString &cursor);

private:
    Result<bool> noteHeard(const FeedPage &page);
    Result<int> applyResidents(const FeedPage &page);
    /// `residentsAreAhead`: the register has come further than the cases.
    Result<int> applyCasesAndUsers(const FeedPage &page, bool residentsAreAhead, bool due);
    Result<QStringList> countOwn(CaseIntake &cases);
    Result<bool> applyUser(const UserChanged &change);
    Result<bool> applyPack(const RulesChanged &change);
    Result<bool> missedIsDue();
    Result<> goOn(const QString &reached, const QStringList &missed, bool due);
    Result<> skip(const FeedEntry &entry, const QString &subject, const Error &error);

    DeskDatabase &m_desk;
    RegistryDatabase &m_registry;
    const Clock &m_clock;
};

} // namespace desk
