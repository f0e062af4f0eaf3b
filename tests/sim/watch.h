#pragma once

#include "sim/simdesk.h"
#include "sim/simhub.h"

#include <QMap>
#include <QSet>

#include <array>
#include <deque>
#include <memory>
#include <vector>

/// The invariants of reliability.md §6.2. Every check throws a Violation.
class Watch
{
public:
    Watch(SimHub &hub, const std::vector<std::unique_ptr<SimDesk>> &desks)
        : m_hub(hub)
        , m_desks(desks)
    {
    }

    /// What a desk has moved since the last look: I1, I4, I8, I11, and both values of a conflict (I6).
    void look(SimDesk &desk);
    /// What the hub has taken since: I3, I5, I6.
    void lookAtHub();
    /// Of a page of the feed before it is applied: I12.
    void page(const SimDesk &desk, const QString &cursor, const desk::FeedPage &page);
    /// Of a request before it leaves: at most one message of a resident; the retry budget, no request before
    /// the time the hub asked for and none of a desk that is paused (I16).
    void request(int desk, const desk::HubRequest &request);
    /// What a desk is told before it books it.
    void reply(int desk, const desk::HubRequest &request, const desk::HubReply &reply);
    /// Every item: I1, I2, I11.
    void whole(SimDesk &desk);
    /// After a quiet time without faults: I7, I9, I13.
    void settled();

private:
    struct Item {
        int desk = 0;
        QString resident;
        QString caseId;
        QString kind;
        QString sha256;
        int sequence = 0;
        desk::OutboxState state = desk::OutboxState::Queued;
        desk::OutboxEvent lastEvent = desk::OutboxEvent::Claim;
        QString lastReason;
        bool hadNoPlace = false; ///< in the hub's feed, when it was last acknowledged
    };
    struct Receipt {
        QString outcome;
        QString sha256;
    };
    /// What one process of a desk has asked the hub to take.
    struct Requests {
        int start = 0;
        std::deque<std::pair<std::chrono::milliseconds, bool>> recent; ///< when, and whether it was a retry
        std::chrono::milliseconds notBefore{0};                        ///< as the hub asked
    };
    Requests &requestsOf(const SimDesk &desk);
    std::optional<Receipt> receiptOf(const QString &itemId);
    void acknowledged(SimDesk &desk, const QString &itemId, Item &item, desk::OutboxEvent event);
    bool mayBeForgotten(const QString &itemId, const Item &item);
    void newMessage(qint64 position, const QString &messageId);
    void casesOf(SimDesk &desk);
    bool isTaken(SimDesk &desk, const desk::CaseRecord &record);
    bool makesRevision(SimDesk &desk, const desk::CaseRecord &record);
    bool waitsForSomebody(SimDesk &desk, const desk::CaseRecord &record);
    /// What every desk did with the case, for a Violation.
    QString historyOf(const QString &caseId);

    SimHub &m_hub;
    const std::vector<std::unique_ptr<SimDesk>> &m_desks;
    QMap<QString, Item> m_items;
    QMap<std::pair<int, QString>, QList<QString>> m_chains; ///< by desk and resident, in order
    std::array<qint64, 8> m_lastPosition{};                 ///< by desk
    std::array<qint64, 8> m_lastMove{};
    std::array<Requests, 8> m_requests{};
    QSet<QString> m_offered; ///< items that a request was made with
    qint64 m_hubPosition = 0;
    qint64 m_restoredTo = 0; ///< of the feed, when the hub was last restored
    int m_hubRestores = 0;
    QMap<std::pair<QString, QString>, int> m_hubChains; ///< by workstation and resident: the last sequence
};
