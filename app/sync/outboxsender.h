#pragma once

#include "base/clock.h"
#include "sync/hublink.h"
#include "sync/retrybudget.h"
#include "sync/scanexchange.h"
#include "sync/syncstore.h"

#include <QHash>
#include <QMap>

#include <chrono>
#include <functional>

namespace desk
{

/// What the last exchange said about the line.
struct LinkState {
    bool online = false;
    bool paused = false;
    QString errorCode;
    QDateTime lastSuccessAt;
    QDateTime offlineSince;
    int roundTripMs = 0;
    bool otherEpoch = false; ///< the hub began a new life, which this desk has yet to meet (`Reconciler`)

    /// What a request that came to nothing says of the line.
    void failed(OutcomeClass outcome, const QString &code);
};

struct SendReport {
    int sent = 0;
    int acknowledged = 0;
    int waiting = 0;
    int quarantined = 0;
    std::chrono::milliseconds nextIn{0}; ///< not before; 0: whenever something is due
};

/// Delivers due items: claim, send, settle. An item leaves only on the hub's receipt, matched by id; one bad
/// item never blocks another resident's (reliability.md §2). Lives in one thread.
class OutboxSender
{
public:
    /// `random`: uniform in [0, 1).
    OutboxSender(SyncStore &store, ScanExchange &scans, const Clock &clock, std::function<double()> random);

    /// Sends until nothing is due or the line fails.
    Result<SendReport> run(HubLink &link, const HubEnrolment &hub, LinkState &state);
    /// A person asks for it now: forgets the pause and every wait but one that the hub asked for.
    void resume();

private:
    /// How a run goes on.
    enum class Line { Up, Down };
    /// One claimed batch: first what can go at once, together; then each item after its scans, so that none
    /// of them waits for another's.
    Result<Line> deliver(HubLink &link, const HubEnrolment &hub, const QList<OutboxItem> &items,
                         LinkState &state, SendReport &report);
    Result<Line> post(HubLink &link, const HubEnrolment &hub, const QList<OutboxItem> &items,
                      LinkState &state, SendReport &report);
    Result<Line> trouble(const QList<OutboxItem> &items, const HubReply &reply, LinkState &state,
                         SendReport &report);
    Result<> postpone(const OutboxItem &item, const QDateTime &until);
    Result<> giveBack(const QList<OutboxItem> &items, const LinkState &state);
    Result<QList<OutboxItem>> claim(const HubEnrolment &hub);
    Result<> settle(const QList<ItemOutcome> &outcomes);
    /// Books an exchange that went through or failed as a whole.
    void succeeded(const HubReply &reply, LinkState &state);
    void failed(const HubReply &reply, LinkState &state);
    Result<> settleAll(const QList<OutboxItem> &items, const HubReply &reply, SendReport &report);
    ItemOutcome outcomeOf(const OutboxItem &item, const MessageResult &result, const QString &epoch);
    Settlement later(const OutboxItem &item, OutcomeClass outcome, const QString &code,
                     std::chrono::milliseconds retryAfter = {});
    std::chrono::milliseconds remainingWait() const;
    std::chrono::milliseconds waitAfter(const HubReply &reply);
    /// When what was tried before may be tried again; invalid: now.
    QDateTime retriesAt();
    bool upsetsHub(const OutboxItem &item);
    bool isRefusedAgain(const HubReply &reply, int items);

    /// An item the hub answered with its own failure although it was alone.
    struct Suspect {
        int failures = 0;
        quint64 successes = 0; ///< `m_successes` at the last of them
    };

    SyncStore &m_store;
    ScanExchange &m_scans;
    const Clock &m_clock;
    std::function<double()> m_random;
    int m_failures = 0; ///< exchanges that failed in a row
    bool m_paused = false;
    bool m_triedAnother = false; ///< in this run, after an item that the hub answered with its own failure
    int m_batch = kMaxBatch;     ///< 1 after a failure, then growing: one item cannot hold up the others
    quint64 m_successes = 0;     ///< exchanges that went through
    int m_refusals = 0;          ///< requests of one item refused in a row with `m_refusedWith`
    QString m_refusedWith;
    QHash<QString, Suspect> m_suspects;
    /// What was claimed and could not be settled yet, with what is known of it: the store may fail in
    /// between.
    QMap<QString, ItemOutcome> m_unsettled;
    std::chrono::milliseconds m_notBefore{0}; ///< monotonic
    std::chrono::milliseconds m_hubAsked{0};  ///< monotonic; before it nothing is sent, whoever asks
    RetryBudget m_retries;
};

/// Pulls what others did, page by page, until the feed is read to its end.
class FeedPuller
{
public:
    explicit FeedPuller(SyncStore &store)
        : m_store(store)
    {
    }

    struct Report {
        int applied = 0;
        QString cursor;
    };
    /// Ok of the reply is in `state`; a failure of the store is the Result's.
    Result<Report> run(HubLink &link, const HubEnrolment &hub, LinkState &state);

private:
    SyncStore &m_store;
};

} // namespace desk
