#pragma once

#include "domain/resident.h"
#include "domain/rules/pack.h"
#include "hub/accounts.h"
#include "hub/gatekeeper.h"
#include "hub/positionmark.h"
#include "hub/store.h"
#include "protocol/enrolment.h"
#include "sim/simclock.h"
#include "sql/connection.h"
#include "sync/hublink.h"

#include <functional>
#include <memory>
#include <optional>
#include <vector>

/// What a hub puts on the wire.
struct WireAnswer {
    int status = 200;
    QByteArray body;
    QByteArray type = "application/json";
    std::chrono::seconds retryAfter{0};
};

/// The real core of a hub on an SQLite file, called directly in place of HubServer, its writer and its
/// threads.
class SimHub
{
public:
    enum class Crash { None, BeforeCommit, AfterCommit };

    /// Opens the store in `directory`; `clock` outlives the object.
    SimHub(const QString &directory, const desk::Clock &clock);
    /// Makes the store, knowing the cast, and enrols so many desks.
    static QList<desk::EnrolAnswer> make(const QString &directory, const desk::Clock &clock, int desks);

    /// nullopt: it crashed before it answered; it is up again.
    std::optional<WireAnswer> serve(const desk::HubRequest &request, Crash crash = Crash::None);
    /// The n-th access to the store from now on fails as a full disk would.
    void failAccess(int n) { m_connection->failAccess(n); }

    /// A row of a residents file reaches the hub.
    desk::Result<> import(const desk::Resident &resident);
    void restart();
    void backUp();
    bool hasBackup() const { return m_hasBackup; }
    /// `withMark`: the whole directory came back, so the hub does not see it by itself.
    void restore(bool withMark);
    bool isPending() const { return !m_accepted; }
    void accept();

    desk::Connection &connection() { return *m_connection; }
    const QString &epoch() const { return m_meta.epoch; }
    qint64 stablePosition() const { return m_stable; }
    int restores() const { return m_restores; }

private:
    using Job = std::function<desk::Result<>(desk::Connection &)>;
    void open();
    std::vector<desk::Result<>> write(const std::vector<Job> &jobs);
    WireAnswer answer(const desk::HubRequest &request);
    WireAnswer messages(const desk::Workstation &from, const QByteArray &body);
    WireAnswer voidMessage(const desk::Workstation &from, const QString &id);
    WireAnswer putScan(const desk::Workstation &from, const QString &sha256, const QByteArray &scan);
    WireAnswer getScan(const desk::Workstation &from, const QString &sha256, bool headOnly);
    WireAnswer feed(const desk::Workstation &from, const QString &query);
    WireAnswer reconcile(const desk::Workstation &from, const QByteArray &body);
    WireAnswer problem(int status, desk::HubCode code) const;
    WireAnswer ok(QJsonObject body) const;

    const desk::HubPlace m_place;
    const desk::Clock &m_clock;
    std::unique_ptr<desk::Connection> m_connection;
    std::unique_ptr<desk::PositionMark> m_mark;
    std::unique_ptr<desk::Gatekeeper> m_gatekeeper;
    std::shared_ptr<const desk::RulePack> m_rules;
    desk::HubMeta m_meta;
    qint64 m_stable = 0;
    bool m_accepted = true;
    bool m_hasBackup = false;
    int m_restores = 0;
    Crash m_crash = Crash::None;
};
