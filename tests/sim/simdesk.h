#pragma once

#include "domain/rules/engine.h"
#include "protocol/enrolment.h"
#include "protocol/message.h"
#include "sim/cast.h"
#include "sim/simclock.h"
#include "sim/simrandom.h"
#include "store/deskdatabase.h"
#include "store/evidencedatabase.h"
#include "store/registrydatabase.h"
#include "sync/outboxsender.h"
#include "sync/reconciler.h"
#include "sync/storesyncstore.h"

#include <functional>
#include <memory>

/// Thrown out of whatever a desk is doing when its process dies.
struct DeskKilled {
};

/// A desk with its stores and the sync classes of the program, and the people who work at it. They do in the
/// stores what `service` does.
class SimDesk
{
public:
    /// Makes the stores of a desk that is enrolled.
    static void make(const QString &directory, const desk::Clock &clock, const desk::EnrolAnswer &enrolment);

    /// Opens the stores in `directory`; `world` and `link` outlive the object.
    SimDesk(int number, const QString &directory, const WorldClock &world, desk::HubLink &link, quint64 seed);
    ~SimDesk();

    enum class StoreFault { DiskFull, Killed };
    /// The n-th access to one of the databases in what is done next fails.
    void arm(StoreFault fault, int database, int n);
    void disarm() { m_armed.reset(); }
    /// The process dies and is started again: at once, or, in an exchange, when it next looks at the line.
    void kill();
    bool isDying() const { return m_dying; }

    /// As service/exchange.h.
    void exchange(bool urgent);
    bool isExchanging() const { return m_exchanging; }
    bool isDue() const;

    /// One thing somebody does; its name and how it ended.
    QString act(SimRandom &random);
    /// Everything that waits for somebody here is done, the simple way; what was done.
    QStringList finish(SimRandom &random);
    int casesEntered() const { return m_casesEntered; }
    /// How often its process was started.
    int starts() const { return m_starts; }

    const int number;
    DeskClock clock;
    std::unique_ptr<desk::DeskDatabase> desk;
    std::unique_ptr<desk::RegistryDatabase> registry;
    /// Called before a page of the feed is applied.
    std::function<void(const QString &cursor, const desk::FeedPage &page)> onPage;
    const desk::LinkState &state() const { return m_state; }
    QString workstationId() const { return m_hub.workstationId; }

private:
    class WatchedStore;

    void open();
    void close();
    /// Does it with the faults that were armed; the error's name, or "ok".
    QString attempt(const std::function<desk::Result<>()> &call);
    void beginFaults();
    bool faultHit() const;
    void endFaults();
    void exchangeOnce(bool urgent);
    desk::Result<bool> metRestoredHub(const desk::HubEnrolment &hub);

    // people.cpp
    desk::Result<> submit(SimRandom &random);
    desk::Result<> send(const desk::CaseRecord &record, const QString &note, desk::CaseEvent event,
                        SimRandom &random);
    desk::Result<> store(const desk::CaseRecord &record, const desk::CaseContent &content,
                         desk::CaseEvent event, SimRandom &random);
    desk::Result<> decide(const desk::CaseRecord &record, desk::Decision decision, bool held,
                          SimRandom &random);
    desk::Result<> undo(const desk::CaseRecord &record);
    desk::Result<> withdraw(const desk::CaseRecord &record, desk::CaseEvent event, SimRandom &random);
    desk::Result<> recall(const desk::CaseRecord &record);
    desk::Result<> release(const desk::OutboxHead &item);
    desk::Result<> cancel(const desk::OutboxHead &item, SimRandom &random);
    desk::Result<> enqueue(desk::MessageKind kind, const desk::CaseRecord &record, int revision,
                           int baseVersion, const QString &actorId, const QByteArray &payload,
                           const QDateTime &notBefore, SimRandom &random);
    desk::Result<desk::Judgement> judged(const desk::CaseContent &content);
    QList<desk::CaseRecord> casesIn(desk::CaseState state, bool ownOnly = true);
    QList<desk::OutboxHead> itemsIn(desk::OutboxState state);
    const QString &supervisor() const;
    const QString &clerk() const;

    const QString m_directory;
    const WorldClock &m_world;
    desk::HubLink &m_link;
    SimRandom m_senderRandom;
    std::unique_ptr<desk::EvidenceDatabase> m_evidence;
    std::unique_ptr<desk::StoreSyncStore> m_store;
    std::unique_ptr<WatchedStore> m_watched;
    std::unique_ptr<desk::ScanExchange> m_scans;
    std::unique_ptr<desk::OutboxSender> m_sender;
    std::unique_ptr<desk::FeedPuller> m_puller;
    std::unique_ptr<desk::Reconciler> m_reconciler;
    desk::HubEnrolment m_hub;
    desk::LinkState m_state;
    std::chrono::milliseconds m_dueAt{0};
    bool m_met = false;
    bool m_scansComplete = false;
    bool m_exchanging = false;
    bool m_dying = false;
    struct Armed {
        StoreFault fault;
        int database = 0;
        int n = 0;
        desk::Connection *connection = nullptr; ///< once it counts
    };
    std::optional<Armed> m_armed;
    int m_casesEntered = 0;
    int m_starts = 0;
};
