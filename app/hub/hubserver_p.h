#pragma once

#include "hub/accounts.h"
#include "hub/eventlog.h"
#include "hub/feedlog.h"
#include "hub/hubserver.h"
#include "hub/longpolls.h"
#include "hub/lookupwatch.h"
#include "hub/metrics.h"
#include "hub/safecopies.h"
#include "hub/workers.h"
#include "protocol/heartbeat.h"
#include "sql/listener.h"

#include <functional>
#include <mutex>
#include <thread>

namespace desk
{

inline constexpr int kReaders = 2;
inline constexpr qint64 kNoCopies = -1;

using Answer = HttpServer::Answer;

inline QList<EventField> fieldsOf(const Workstation &workstation)
{
    return {{"workstation", workstation.id}, {"branch", workstation.branch}, {"number", workstation.number}};
}

/// The parts of a hub, and what it does with them: its life in hubserver.cpp, what desks send in
/// hubrequests.cpp, what they ask for in hubqueries.cpp.
class HubServer::Private
{
public:
    Private(const Clock &hubClock, HubOptions hubOptions)
        : clock(hubClock)
        , options(std::move(hubOptions))
        , gatekeeper(hubClock, options.rate)
        , writer(options.place, hubClock)
        , readers(options.place)
        , polls(readers)
        , lookups(hubClock)
        , isShared(isPostgresql(options.place.database))
    {
    }

    Result<> start();
    void stop();
    Result<> recogniseRestore();
    QList<HttpServer::Route> table();
    std::vector<Metrics::Gauge> gauges(Connection &connection);
    void heardOf(const HttpRequest &request, const Heartbeat &heartbeat);

    HttpResponse problem(int status, HubCode code, const QString &where = {}) const;
    HttpResponse ok(QJsonObject body) const;
    std::optional<HttpResponse> gate(const HttpRequest &request);
    std::optional<HttpResponse> pending() const;
    HttpResponse refusal(HubCode code) const;
    HttpResponse failed(const Error &error) const;
    Result<Workstation> sender(Connection &connection, const QByteArray &authorization) const;
    using Reading = std::function<Result<HttpResponse>(Connection &, const Workstation &)>;
    void read(const HttpRequest &request, const Answer &answer, Reading reading);
    using Writing = std::function<Result<>(Connection &, const Workstation &)>;
    using Written = std::function<void(const Result<> &)>;
    void write(const HttpRequest &request, Writing writing, Written done);
    void write(const HttpRequest &request, const Answer &answer, Writing writing,
               std::function<HttpResponse()> written);

    void enrol(const HttpRequest &request, const Answer &answer);
    Result<std::shared_ptr<const RulePack>> readRules(Connection &connection);
    void messages(const HttpRequest &request, const Answer &answer);
    void takeBatch(const Workstation &from, const std::shared_ptr<const RulePack> &rules,
                   const QList<QJsonObject> &items, const Answer &answer);
    void voidMessage(const HttpRequest &request, const Answer &answer);
    void putScan(const HttpRequest &request, const Answer &answer);
    void headScan(const HttpRequest &request, const Answer &answer);
    void getScan(const HttpRequest &request, const Answer &answer);
    /// What of the feed a desk asks for.
    struct Asked {
        QByteArray authorization;
        FeedCursor after;
        FeedCursor residentsAfter; ///< up to there it has the residents
        int limit = 0;
    };
    void feed(const HttpRequest &request, const Answer &answer);
    std::optional<FeedCursor> cursorOf(const QUrlQuery &query, const QString &name,
                                       const Answer &answer) const;
    Result<FeedCursor> feedEnd(Connection &connection) const;
    void snapshot(const HttpRequest &request, const Answer &answer);
    void lookUp(const HttpRequest &request, const Answer &answer);
    void noteAhead(qint64 position);
    void reconcile(const HttpRequest &request, const Answer &answer);
    LongPolls::Look readFeed(Connection &connection, const Asked &asked);
    Result<> listen();
    void learn(std::function<Result<>(Connection &)> what, int tries = kReaders + 1);
    Result<> learnEpoch(Connection &connection);
    Result<> learnWorkstations(Connection &connection);
    Result<> learnWorkstation(Connection &connection, const QString &id);
    void endLeases();
    void watchCopies();
    Result<> lookAtCopies(Connection &connection);
    qint64 stablePosition() const;
    void noteEnded(const HttpServer::Ended &ended);

    const Clock &clock;
    const HubOptions options;
    HubMeta meta;
    std::atomic<bool> accepted = true;
    std::unique_ptr<HubLock> lock;
    Gatekeeper gatekeeper;
    std::mutex judgingMutex;
    std::shared_ptr<const RulePack> judging; ///< read last
    Writer writer;
    Readers readers;
    LongPolls polls;
    std::jthread leaseEnder;
    std::jthread copyWatcher;
    Metrics metrics;
    LookupWatch lookups;
    SafeCopies copies;
    std::atomic<qint64> copiedUpTo{kNoCopies}; ///< as far as the server's copies have come
    std::mutex heardMutex;
    QHash<QString, std::chrono::milliseconds> heardAt; ///< when it was written last, by workstation
    const bool isShared;                               ///< other hubs may write the same database
    std::unique_ptr<Listener> listener;
    std::unique_ptr<HttpServer> http;
};

} // namespace desk
