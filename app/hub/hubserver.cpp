#include "hub/hubserver.h"

#include "base/sha256.h"
#include "hub/accounts.h"
#include "hub/deskboard.h"
#include "hub/epochs.h"
#include "hub/eventlog.h"
#include "hub/evidenceshelf.h"
#include "hub/feedlog.h"
#include "hub/feedplace.h"
#include "hub/hubrules.h"
#include "hub/ingest.h"
#include "hub/leases.h"
#include "hub/longpolls.h"
#include "hub/lookupwatch.h"
#include "hub/metrics.h"
#include "hub/positionmark.h"
#include "hub/reconciliation.h"
#include "hub/register.h"
#include "hub/safecopies.h"
#include "hub/snapshot.h"
#include "hub/words.h"
#include "hub/workers.h"
#include "protocol/enrolment.h"
#include "protocol/feed.h"
#include "protocol/json.h"
#include "protocol/message.h"
#include "protocol/problem.h"
#include "protocol/reconcile.h"
#include "protocol/residentlookup.h"
#include "protocol/scan.h"
#include "protocol/snapshot.h"
#include "sql/listener.h"
#include "sql/statement.h"

#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>
#include <thread>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kReaders = 2;
constexpr qint64 kMessagesBody = 4 * 1024 * 1024;
constexpr qint64 kSmallBody = 64 * 1024;
constexpr qint64 kReconcileBody = kMaxReconcilePage * 192;
constexpr std::chrono::seconds kScanTime{kMostScanBytes / (32 * 1024)}; // on the slowest line of a branch
constexpr int kDefaultFeedPage = 200;
constexpr int kDefaultSnapshotPage = 2000;
constexpr int kMaxFeedWait = 60;                // seconds
constexpr std::chrono::seconds kLeaseCheck{20}; // how late a lease may end
constexpr std::chrono::seconds kCopyCheck{1};
constexpr std::chrono::minutes kHeardInterval{5};
const QString kFeedChannel = u"feed"_s;
const QString kEpochsChannel = u"epochs"_s;
const QString kWorkstationsChannel = u"workstations"_s;

constexpr qint64 kNoCopies = -1;

using Answer = HttpServer::Answer;

/// The items of one batch on their way through the writer.
struct Batch {
    QList<QByteArray> answers;
    qsizetype open = 0;
    Answer answer;
};

/// Does something at once and then again and again, until it is told to stop.
std::jthread every(std::chrono::seconds interval, std::function<void()> what)
{
    return std::jthread([interval, what = std::move(what)](const std::stop_token &stop) {
        std::mutex mutex;
        std::condition_variable_any nothing;
        std::unique_lock lock(mutex);
        while (!stop.stop_requested()) {
            what();
            nothing.wait_for(lock, stop, interval, [] { return false; });
        }
    });
}

QList<EventField> fieldsOf(const Workstation &workstation)
{
    return {{"workstation", workstation.id}, {"branch", workstation.branch}, {"number", workstation.number}};
}

void logCursorRefused()
{
    logEvent(QtWarningMsg, "cursor_refused", "a desk's cursor is of another epoch or ahead of this hub");
}

void logFailure(const char *event, const char *message, const Error &error)
{
    logEvent(QtWarningMsg, event, message, {{"code", errorCodeName(error.code)}, {"detail", error.detail}});
}

/// Whose request it was, if it carried a token that is not made up.
QJsonValue senderOf(const HttpServer::Ended &ended)
{
    const auto token = ended.status == 401 ? std::nullopt : tokenParts(ended.authorization);
    return token ? QJsonValue(token->workstationId) : QJsonValue();
}

/// A whole number from the query: `otherwise` when absent, nullopt when it is none or out of range.
std::optional<int> number(const QUrlQuery &query, const QString &name, int otherwise, int least, int most)
{
    if (!query.hasQueryItem(name))
        return otherwise;
    bool ok = false;
    const int value = query.queryItemValue(name).toInt(&ok);
    return ok && value >= least && value <= most ? std::optional(value) : std::nullopt;
}

} // namespace

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

HttpResponse HubServer::Private::problem(int status, HubCode code, const QString &where) const
{
    const HubWords words = wordsFor(code);
    HttpResponse response{
        status,
        problemToJson({status, codeOf(code), words.ar, words.en, where, meta.epoch, stablePosition()}),
        "application/problem+json"};
    response.code = codeOf(code);
    if (status == 429 || status == 503)
        response.headers.emplaceBack("Retry-After", "1");
    if (status == 401)
        response.headers.emplaceBack("WWW-Authenticate", "Bearer");
    return response;
}

HttpResponse HubServer::Private::ok(QJsonObject body) const
{
    body.insert(u"epoch"_s, meta.epoch);
    body.insert(u"stable_position"_s, stablePosition());
    return {200, QJsonDocument(body).toJson(QJsonDocument::Compact)};
}

std::optional<HttpResponse> HubServer::Private::gate(const HttpRequest &request)
{
    const auto parts = tokenParts(request.authorization);
    if (isShared && parts && !gatekeeper.knows(parts->workstationId)) {
        // Perhaps another hub has just enrolled it.
        const auto asked = std::make_shared<std::promise<Result<>>>();
        readers.post([this, asked, id = parts->workstationId](Connection &connection) {
            asked->set_value(learnWorkstation(connection, id));
        });
        if (!asked->get_future().get())
            return problem(503, HubCode::HubBusy);
    }
    const auto who = gatekeeper.admit(request.authorization);
    const auto *refused = std::get_if<HubCode>(&who);
    return refused ? refusal(*refused) : pending();
}

/// A restored store serves nobody before it is accepted.
std::optional<HttpResponse> HubServer::Private::pending() const
{
    return accepted ? std::nullopt : std::optional(problem(503, HubCode::EpochPending));
}

/// Nobody who may ask.
HttpResponse HubServer::Private::refusal(HubCode code) const
{
    const int status = code == HubCode::Unauthorised ? 401 : code == HubCode::WorkstationRevoked ? 403 : 429;
    return problem(status, code);
}

HttpResponse HubServer::Private::failed(const Error &error) const
{
    const auto refused =
        error.code == ErrorCode::NotPermitted ? fromCode<HubCode>(error.where) : std::nullopt;
    return refused ? refusal(*refused) : problem(503, HubCode::HubBusy);
}

/// NotPermitted with the code of the refusal.
Result<Workstation> HubServer::Private::sender(Connection &connection, const QByteArray &authorization) const
{
    const auto who = HubAccounts(connection, clock).sender(authorization);
    if (!who)
        return failure(who);
    if (const auto *refused = std::get_if<HubCode>(&*who))
        return failure(ErrorCode::NotPermitted, codeOf(*refused));
    return std::get<Workstation>(*who);
}

/// Reads for the workstation that sent the request, which the store lets in at that moment.
void HubServer::Private::read(const HttpRequest &request, const Answer &answer, Reading reading)
{
    readers.post([this, authorization = request.authorization, answer,
                  reading = std::move(reading)](Connection &connection) {
        const Result<Workstation> from = sender(connection, authorization);
        const Result<HttpResponse> response = from ? reading(connection, *from) : failure(from);
        answer(response ? *response : failed(response.error()));
    });
}

/// Writes for it, likewise.
void HubServer::Private::write(const HttpRequest &request, Writing writing, Written done)
{
    Writer::Job job;
    job.work = [this, authorization = request.authorization,
                writing = std::move(writing)](Connection &connection) -> Result<> {
        const Result<Workstation> from = sender(connection, authorization);
        return from ? writing(connection, *from) : failure(from);
    };
    job.done = std::move(done);
    const auto token = tokenParts(request.authorization);
    writer.post({std::move(job)}, token ? token->workstationId : QString());
}

/// The same; `written` makes the answer after the commit.
void HubServer::Private::write(const HttpRequest &request, const Answer &answer, Writing writing,
                               std::function<HttpResponse()> written)
{
    write(request, std::move(writing), [this, answer, written = std::move(written)](const Result<> &done) {
        answer(done ? written() : failed(done.error()));
    });
}

std::vector<Metrics::Gauge> HubServer::Private::gauges(Connection &connection)
{
    const auto standings = DeskBoard(connection, clock).standings();
    const auto red = standings ? std::count_if(standings->begin(), standings->end(),
                                               [](const auto &desk) { return desk.isRed; })
                               : -1;
    return {{"feed_position", "The newest committed position of the feed.", writer.lastPosition()},
            {"stable_position", "Up to where desks are told that nothing can be lost.", stablePosition()},
            {"accepted", "1 while the store serves, 0 while a restored one waits for its administrator.",
             accepted ? 1 : 0},
            {"lookup_alarms", "Workstations that looked up far more residents this hour than their branch.",
             lookups.alarms()},
            {"desks_red",
             "Desks whose oldest message has waited, or that were not heard of, for 72 hours; -1 unknown.",
             red},
            {"desks_waiting", "Desks that wait for news on a long poll.", polls.waiting()},
            {"writes_queued", "Writes that wait for the writer.", writer.queued()}};
}

QList<HttpServer::Route> HubServer::Private::table()
{
    const HttpServer::Gate known = [this](const HttpRequest &request) { return gate(request); };
    const auto status = [this](const QString &word) {
        return [this, word](const HttpRequest &, const Answer &answer) { answer(ok({{u"status"_s, word}})); };
    };
    const auto watched = [this](const HttpRequest &, const Answer &answer) {
        readers.post([this, answer](Connection &connection) {
            answer({200, metrics.text(gauges(connection)), "text/plain; version=0.0.4; charset=utf-8"});
        });
    };
    return {
        {"POST", u"/v1/enrol"_s, kSmallBody, [this](const HttpRequest &) { return pending(); },
         [this](const HttpRequest &r, const Answer &a) { enrol(r, a); }},
        {"POST", u"/v1/messages"_s, kMessagesBody, known,
         [this](const HttpRequest &r, const Answer &a) { messages(r, a); }},
        {"POST", u"/v1/messages/{id}/void"_s, kSmallBody, known,
         [this](const HttpRequest &r, const Answer &a) { voidMessage(r, a); }},
        {"PUT", u"/v1/evidence/{sha256}"_s, kMostScanBytes, known,
         [this](const HttpRequest &r, const Answer &a) { putScan(r, a); }, "application/octet-stream",
         kScanTime},
        {"HEAD", u"/v1/evidence/{sha256}"_s, 0, known,
         [this](const HttpRequest &r, const Answer &a) { headScan(r, a); }},
        {"GET", u"/v1/evidence/{sha256}"_s, 0, known,
         [this](const HttpRequest &r, const Answer &a) { getScan(r, a); }},
        {"GET", u"/v1/feed"_s, 0, known, [this](const HttpRequest &r, const Answer &a) { feed(r, a); }},
        {"GET", u"/v1/snapshot"_s, 0, known,
         [this](const HttpRequest &r, const Answer &a) { snapshot(r, a); }},
        {"POST", u"/v1/residents/lookup"_s, kSmallBody, known,
         [this](const HttpRequest &r, const Answer &a) { lookUp(r, a); }},
        {"POST", u"/v1/reconcile"_s, kReconcileBody, known,
         [this](const HttpRequest &r, const Answer &a) { reconcile(r, a); }},
        {"GET", u"/metrics"_s, 0, {}, watched},
        {"GET", u"/healthz"_s, 0, {}, status(u"alive"_s)},
        {"GET", u"/readyz"_s, 0, [this](const HttpRequest &) { return pending(); }, status(u"ready"_s)},
    };
}

void HubServer::Private::enrol(const HttpRequest &request, const Answer &answer)
{
    const Result<EnrolRequest> wanted = enrolRequestFromJson(request.body);
    if (!wanted) {
        answer(problem(400, HubCode::Malformed, wanted.error().where));
        return;
    }
    struct Enrolled {
        std::variant<HubAccounts::Enrolment, HubCode> result = HubCode::HubBusy;
        HubAccounts::Branch branch;
        QList<PackSigner> ruleSigners;
    };
    const auto outcome = std::make_shared<Enrolled>();
    Writer::Job job;
    job.work = [this, wanted = *wanted, outcome](Connection &connection) -> Result<> {
        HubAccounts accounts(connection, clock);
        auto result = accounts.enrol(wanted);
        if (!result)
            return failure(result);
        if (const auto *made = std::get_if<HubAccounts::Enrolment>(&*result)) {
            const Result<HubAccounts::Branch> branch = accounts.branch(made->workstation.branch);
            if (!branch)
                return failure(branch);
            outcome->branch = *branch;
            Result<QList<PackSigner>> signers = HubRules(connection, clock).signers();
            if (!signers)
                return failure(signers);
            outcome->ruleSigners = *std::move(signers);
        }
        outcome->result = *std::move(result);
        return {};
    };
    job.done = [this, outcome, answer](const Result<> &done) {
        if (!done) {
            answer(problem(503, HubCode::HubBusy));
            return;
        }
        if (const auto *refused = std::get_if<HubCode>(&outcome->result)) {
            answer(problem(403, *refused));
            return;
        }
        const auto &made = std::get<HubAccounts::Enrolment>(outcome->result);
        gatekeeper.put(made.workstation);
        logEvent(QtInfoMsg, "enrolled", "a workstation was enrolled", fieldsOf(made.workstation));
        EnrolAnswer body;
        body.epoch = meta.epoch;
        body.stablePosition = stablePosition();
        body.workstationId = made.workstation.id;
        body.number = made.workstation.number;
        body.token = made.token;
        body.branch = outcome->branch.code;
        body.branchNameAr = outcome->branch.nameAr;
        body.branchNameEn = outcome->branch.nameEn;
        body.cursor = toText(FeedPlace{meta.epoch, {}});
        body.training = meta.training;
        body.ruleSigners = outcome->ruleSigners;
        answer({200, enrolAnswerToJson(body)});
    };
    writer.post({std::move(job)});
}

/// What judges today.
Result<std::shared_ptr<const RulePack>> HubServer::Private::readRules(Connection &connection)
{
    std::shared_ptr<const RulePack> last;
    {
        const std::lock_guard guard(judgingMutex);
        last = judging;
    }
    auto pack = HubRules(connection, clock).inForce(clock.todayInRiyadh(), last);
    if (pack && *pack != last) {
        const std::lock_guard guard(judgingMutex);
        judging = *pack;
    }
    return pack;
}

void HubServer::Private::messages(const HttpRequest &request, const Answer &answer)
{
    // Reading four megabytes of JSON is no work for a thread that serves sockets.
    readers.post([this, request, answer](Connection &connection) {
        // Asked once for all its messages, since each question is a way to the server and back.
        const auto from = sender(connection, request.authorization);
        if (!from) {
            answer(failed(from.error()));
            return;
        }
        const auto rules = readRules(connection);
        if (!rules) {
            answer(failed(rules.error()));
            return;
        }
        const Result<QJsonObject> object = parseJsonObject(request.body);
        if (!object) {
            answer(problem(400, HubCode::Malformed, object.error().where));
            return;
        }
        JsonReader in(*object);
        const QString epoch = in.optionalText("epoch");
        const QList<QJsonObject> items = in.objects("messages");
        for (qsizetype i = 0; i < items.size(); ++i) {
            // Without its id nothing can be said about an item.
            if (!isUuid(items[i].value("id"_L1).toString())) {
                answer(problem(400, HubCode::Malformed, in.pointer("messages", i) + u"/id"_s));
                return;
            }
        }
        if (const Result<> done = in.finish(); !done)
            answer(problem(400, HubCode::Malformed, done.error().where));
        else if (!epoch.isEmpty() && epoch != meta.epoch)
            answer(problem(410, HubCode::EpochChanged, u"epoch"_s));
        else if (items.size() > kMaxBatch)
            answer(problem(413, HubCode::BatchTooLarge));
        else
            takeBatch(*from, *rules, items, answer);
    });
}

void HubServer::Private::takeBatch(const Workstation &from, const std::shared_ptr<const RulePack> &rules,
                                   const QList<QJsonObject> &items, const Answer &answer)
{
    const auto batch = std::make_shared<Batch>();
    batch->answers.resize(items.size());
    batch->answer = answer;
    const auto finish = [this, batch] {
        QByteArray body = R"({"epoch":")" + meta.epoch.toLatin1() + R"(","results":[)" +
                          batch->answers.join(',') + R"(],"stable_position":)" +
                          QByteArray::number(stablePosition()) + '}';
        batch->answer({200, std::move(body)});
    };
    std::vector<Writer::Job> jobs;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const Result<Message> message = messageFromJson(items[i]);
        if (!message) {
            const HubCode code =
                message.error().where == "/kind"_L1 ? HubCode::UnknownKind : HubCode::Malformed;
            const QString id = items[i].value("id"_L1).toString();
            batch->answers[i] = canonicalJson(messageResultToJson(resultWith(id, Outcome::Rejected, code)));
            continue;
        }
        Writer::Job job;
        job.work = [this, from, rules, message = *message, batch, i](Connection &connection) -> Result<> {
            const Result<QByteArray> taken = Ingest(connection, clock, meta, *rules).take(from, message);
            if (!taken)
                return failure(taken);
            batch->answers[i] = *taken;
            return {};
        };
        job.done = [batch, i, finish, id = message->id](const Result<> &done) {
            if (!done)
                batch->answers[i] =
                    canonicalJson(messageResultToJson(resultWith(id, Outcome::Retry, HubCode::HubBusy)));
            if (--batch->open == 0)
                finish();
        };
        jobs.push_back(std::move(job));
    }
    batch->open = qsizetype(jobs.size());
    if (jobs.empty())
        finish();
    else
        writer.post(std::move(jobs), from.id);
}

void HubServer::Private::voidMessage(const HttpRequest &request, const Answer &answer)
{
    const auto result = std::make_shared<QByteArray>();
    write(
        request, answer,
        [this, id = request.parameter, result](Connection &connection, const Workstation &from) -> Result<> {
            const auto rules = readRules(connection);
            if (!rules)
                return failure(rules);
            Result<QByteArray> done = Ingest(connection, clock, meta, **rules).voidMessage(from, id);
            if (!done)
                return failure(done);
            *result = *std::move(done);
            return {};
        },
        [this, result] {
            return HttpResponse{200, R"({"epoch":")" + meta.epoch.toLatin1() + R"(","result":)" + *result +
                                         R"(,"stable_position":)" + QByteArray::number(stablePosition()) +
                                         '}'};
        });
}

void HubServer::Private::putScan(const HttpRequest &request, const Answer &answer)
{
    if (sha256Hex(request.body) != request.parameter) {
        answer(problem(400, HubCode::PayloadHash));
        return;
    }
    write(
        request, answer,
        [this, sha256 = request.parameter, scan = request.body](Connection &connection,
                                                                const Workstation &from) {
            return EvidenceShelf(connection, clock).keep(from, sha256, scan);
        },
        [this] { return ok({}); });
}

void HubServer::Private::headScan(const HttpRequest &request, const Answer &answer)
{
    read(request, answer,
         [this, sha256 = request.parameter](Connection &connection,
                                            const Workstation &) -> Result<HttpResponse> {
             const Result<bool> here = EvidenceShelf(connection, clock).has(sha256);
             if (!here)
                 return failure(here);
             return *here ? ok({}) : problem(404, HubCode::NotFound);
         });
}

void HubServer::Private::getScan(const HttpRequest &request, const Answer &answer)
{
    read(request, answer,
         [this, sha256 = request.parameter](Connection &connection,
                                            const Workstation &reader) -> Result<HttpResponse> {
             const auto scan = EvidenceShelf(connection, clock).find(reader, sha256);
             if (!scan)
                 return failure(scan);
             return *scan ? ok(scanToJson(**scan)) : problem(404, HubCode::NotFound);
         });
}

void HubServer::Private::feed(const HttpRequest &request, const Answer &answer)
{
    const std::optional<int> limit = number(request.query, u"limit"_s, kDefaultFeedPage, 1, kMaxFeedPage);
    const std::optional<int> wait = number(request.query, u"wait"_s, 0, 0, kMaxFeedWait);
    if (!limit || !wait) {
        answer(problem(400, HubCode::BadParameter, limit ? u"wait"_s : u"limit"_s));
        return;
    }
    const auto heartbeat = heartbeatIn(request.query);
    if (!heartbeat) {
        answer(problem(400, HubCode::BadParameter, u"oldest_unsent_seconds"_s));
        return;
    }
    heardOf(request, *heartbeat);
    const auto after = cursorOf(request.query, u"after"_s, answer);
    const auto residents = after ? cursorOf(request.query, u"residents_after"_s, answer) : std::nullopt;
    if (!after || !residents)
        return;
    const Asked asked{request.authorization, *after, *residents, *limit};
    polls.ask([this, asked](Connection &connection) { return readFeed(connection, asked); },
              std::chrono::steady_clock::now() + std::chrono::seconds(*wait), answer);
}

/// Written now and then only, since a desk looks at the feed every few seconds.
void HubServer::Private::heardOf(const HttpRequest &request, const Heartbeat &heartbeat)
{
    const auto token = tokenParts(request.authorization);
    if (!token)
        return;
    const auto now = clock.monotonic();
    {
        const std::lock_guard guard(heardMutex);
        const auto last = heardAt.constFind(token->workstationId);
        if (last != heardAt.constEnd() && now - *last < kHeardInterval)
            return;
        heardAt.insert(token->workstationId, now);
    }
    write(
        request,
        [this, heartbeat](Connection &connection, const Workstation &from) {
            return DeskBoard(connection, clock).heard(from.id, heartbeat);
        },
        [](const Result<> &done) {
            // Whoever may not ask is told so in answer to the request itself.
            if (!done && done.error().code != ErrorCode::NotPermitted)
                logFailure("heartbeat_not_kept", "a desk's heartbeat was not kept", done.error());
        });
}

/// A cursor from the query, the beginning when absent; nullopt: it was refused.
std::optional<FeedCursor> HubServer::Private::cursorOf(const QUrlQuery &query, const QString &name,
                                                       const Answer &answer) const
{
    const QString cursor = query.queryItemValue(name);
    if (cursor.isEmpty())
        return FeedCursor();
    const auto place = feedPlaceFromText(cursor);
    if (!place) {
        answer(problem(400, HubCode::BadParameter, name));
        return std::nullopt;
    }
    if (place->epoch != meta.epoch) {
        logCursorRefused();
        answer(problem(410, HubCode::EpochChanged, name));
        return std::nullopt;
    }
    return place->at;
}

/// How far the feed can be read now.
Result<FeedCursor> HubServer::Private::feedEnd(Connection &connection) const
{
    return isShared ? FeedLog(connection, clock).horizon()
                    : Result<FeedCursor>(FeedCursor{0, writer.lastPosition()});
}

void HubServer::Private::snapshot(const HttpRequest &request, const Answer &answer)
{
    const auto limit = number(request.query, u"limit"_s, kDefaultSnapshotPage, 1, kMaxSnapshotPage);
    const auto part = request.query.hasQueryItem(u"part"_s)
                          ? fromCode<ResidentsHeld>(request.query.queryItemValue(u"part"_s))
                          : ResidentsHeld::All;
    if (!limit || !part) {
        answer(problem(400, HubCode::BadParameter, limit ? u"part"_s : u"limit"_s));
        return;
    }
    read(request, answer,
         [this, from = request.query.queryItemValue(u"after"_s), limit = *limit,
          part = *part](Connection &connection, const Workstation &reader) -> Result<HttpResponse> {
             const auto after = from.isEmpty() ? std::optional<qint64>(0) : openedPlace(reader, from);
             if (!after)
                 return problem(400, HubCode::BadParameter, u"after"_s);
             // Before the residents are read: what changes from here on comes with the feed.
             const Result<FeedCursor> end = feedEnd(connection);
             Snapshot residents(connection, reader, part);
             const Result<Snapshot::Page> page = end ? residents.page(*after, limit) : failure(end);
             const Result<qint64> total = page && *after == 0 ? residents.total() : Result<qint64>(0);
             if (!page)
                 return failure(page);
             if (!total)
                 return failure(total);
             const QString next = page->more ? sealedPlace(reader, page->last) : QString();
             return HttpResponse{200,
                                 R"({"cursor":")" + toText(FeedPlace{meta.epoch, *end}).toLatin1() +
                                     R"(","epoch":")" + meta.epoch.toLatin1() + R"(","next":)" +
                                     (next.isEmpty() ? QByteArray("null") : '"' + next.toLatin1() + '"') +
                                     R"(,"residents":)" + page->residents + R"(,"stable_position":)" +
                                     QByteArray::number(stablePosition()) + R"(,"total":)" +
                                     (*after == 0 ? QByteArray::number(*total) : QByteArray("null")) + '}'};
         });
}

void HubServer::Private::lookUp(const HttpRequest &request, const Answer &answer)
{
    const Result<ResidentLookup> lookup = residentLookupFromJson(request.body);
    if (!lookup) {
        answer(problem(400, HubCode::Malformed, lookup.error().where));
        return;
    }
    read(request, answer,
         [this, lookup = *lookup, number = qint64(request.number)](
             Connection &connection, const Workstation &reader) -> Result<HttpResponse> {
             const auto found = Register(connection, clock).lookUp(lookup);
             if (!found)
                 return failure(found);
             logEvent(QtInfoMsg, "looked_up", "a workstation looked up a number",
                      fieldsOf(reader) + QList<EventField>{{"request", number},
                                                           {"kind", codeOf(lookup.kind)},
                                                           {"found", found->size()}});
             if (lookups.count(reader))
                 logEvent(QtWarningMsg, "many_lookups",
                          "a workstation looks up far more residents than the others of its branch",
                          fieldsOf(reader));
             return found->isEmpty() ? problem(404, HubCode::UnknownResident) : ok(lookedUpToJson(*found));
         });
}

/// This store is older than a desk has seen it: it was restored and does not know.
void HubServer::Private::noteAhead(qint64 position)
{
    Writer::Job job;
    job.work = [this, position](Connection &connection) {
        return Epochs(connection, clock).noteAhead(position);
    };
    job.done = [](const Result<> &) {};
    writer.post({std::move(job)});
}

void HubServer::Private::reconcile(const HttpRequest &request, const Answer &answer)
{
    read(
        request, answer,
        [this, body = request.body](Connection &connection, const Workstation &from) -> Result<HttpResponse> {
            const Result<ReconcileRequest> wanted = reconcileRequestFromJson(body);
            const auto place =
                wanted && !wanted->cursor.isEmpty() ? feedPlaceFromText(wanted->cursor) : FeedPlace();
            if (!wanted || !place)
                return problem(400, HubCode::Malformed, wanted ? u"/cursor"_s : wanted.error().where);
            const auto missing = missingHere(connection, from, wanted->items);
            const auto proven = Epochs(connection, clock).continueFrom(place->epoch, place->at.position);
            const auto residents = residentsHere(connection, clock, wanted->residents);
            const auto cases = casesHere(connection, from, wanted->cases);
            if (!missing || !proven || !residents || !cases)
                return problem(503, HubCode::HubBusy);
            // Positions that came in no order say nothing of what was read before them.
            const qint64 at = place->at.transaction > 0 ? 0 : *proven;
            return HttpResponse{200, reconcileAnswerToJson({meta.epoch, stablePosition(),
                                                            toText(FeedPlace{meta.epoch, {0, at}}), at,
                                                            *missing, *residents, *cases})};
        });
}

LongPolls::Look HubServer::Private::readFeed(Connection &connection, const Asked &asked)
{
    const Result<Workstation> reader = sender(connection, asked.authorization);
    if (!reader)
        return {failed(reader.error())};
    const Result<FeedCursor> end = feedEnd(connection);
    // A cursor without a transaction is of the start, or of a life before a restore.
    const bool isBeyond = asked.after.transaction == 0 && asked.after.position > writer.lastPosition();
    if (end && (asked.after > *end || asked.residentsAfter > *end || isBeyond)) {
        logCursorRefused();
        noteAhead(std::max(asked.after, asked.residentsAfter).position);
        return {problem(410, HubCode::EpochChanged, u"after"_s)};
    }
    const Result<FeedLog::Slice> slice =
        end ? FeedLog(connection, clock).read(*reader, asked.after, *end, asked.limit, asked.residentsAfter)
            : failure(end);
    if (!slice) {
        logFailure("feed_failed", "the feed cannot be read", slice.error());
        return {problem(503, HubCode::HubBusy)};
    }
    QJsonArray entries;
    for (const FeedEntry &entry : slice->entries) {
        writer.sawPosition(entry.position);
        entries.append(feedEntryToJson(entry));
    }
    const FeedCursor residents = std::max(slice->scannedTo, asked.residentsAfter);
    return {ok({{u"cursor"_s, toText(FeedPlace{meta.epoch, slice->scannedTo})},
                {u"residents_cursor"_s, toText(FeedPlace{meta.epoch, residents})},
                {u"more"_s, slice->more},
                {u"entries"_s, entries}}),
            slice->entries.isEmpty() && !slice->more, slice->heldBack};
}

/// Nobody writes when there is nothing to end.
void HubServer::Private::endLeases()
{
    readers.post([this](Connection &connection) {
        const Result<bool> over = Leases(connection, clock).anyOver();
        if (!over || !*over)
            return;
        Writer::Job job;
        job.work = [this](Connection &writing) { return Leases(writing, clock).endOver(); };
        job.done = [](const Result<> &done) {
            if (!done)
                logFailure("leases_failed", "leases cannot be ended", done.error());
        };
        writer.post({std::move(job)});
    });
}

Result<> HubServer::Private::lookAtCopies(Connection &connection)
{
    if (!isShared)
        return {};
    const auto safe = copies.safePosition(connection);
    if (!safe)
        return failure(safe);
    copiedUpTo = safe->value_or(kNoCopies);
    return {};
}

/// Up to where desks are told that nothing can be lost: what is committed and, where PostgreSQL makes
/// copies, in each kind of them.
qint64 HubServer::Private::stablePosition() const
{
    const qint64 safe = copiedUpTo;
    return safe == kNoCopies ? writer.lastPosition() : safe;
}

void HubServer::Private::watchCopies()
{
    readers.post([this](Connection &connection) {
        if (const auto looked = lookAtCopies(connection); !looked)
            logFailure("copies_unknown", "the standbys and the archive cannot be asked for", looked.error());
    });
}

/// A store that is behind its mark was restored from a backup: its next life begins.
Result<> HubServer::Private::recogniseRestore()
{
    auto opened = PositionMark::open(options.place);
    if (!opened)
        return failure(opened);
    const std::shared_ptr<PositionMark> mark = *std::move(opened);
    return writer.run([this, mark](Connection &connection) -> Result<> {
        Epochs epochs(connection, clock);
        // One hub at a time: the next one finds the new life begun.
        if (const auto held = Statement(connection, u"SELECT 1 FROM hub_meta FOR UPDATE"_s).run(); !held)
            return held;
        const auto last = FeedLog(connection, clock).last();
        if (!last)
            return failure(last);
        const auto marked = mark->read();
        const Result<bool> restored = epochs.isRestored(marked, *last);
        if (!restored)
            return failure(restored);
        if (*restored) {
            logEvent(QtWarningMsg, "epoch_begun",
                     "the store is an older copy; it serves again after 'passport-hub epoch accept'");
            if (const auto begun = epochs.restored(*last); !begun)
                return failure(begun);
        }
        const auto present = epochs.current();
        if (!present)
            return failure(present);
        meta.epoch = present->id;
        accepted = present->acceptedAt.isValid();
        writer.keepMark(mark, {meta.epoch, *last});
        return {};
    });
}

/// Another hub, or a command, may have accepted a restored store, or begun its next life.
Result<> HubServer::Private::learnEpoch(Connection &connection)
{
    const auto present = Epochs(connection, clock).current();
    if (!present)
        return failure(present);
    if (present->id != meta.epoch)
        logEvent(QtWarningMsg, "epoch_moved",
                 "the store was restored under this hub, which has to be started again");
    accepted = present->id == meta.epoch && present->acceptedAt.isValid();
    return {};
}

Result<> HubServer::Private::learnWorkstations(Connection &connection)
{
    const Result<QList<Workstation>> list = HubAccounts(connection, clock).workstations();
    if (!list)
        return failure(list);
    gatekeeper.setWorkstations(*list);
    return {};
}

Result<> HubServer::Private::learnWorkstation(Connection &connection, const QString &id)
{
    const auto workstation = HubAccounts(connection, clock).workstation(id);
    if (!workstation)
        return failure(workstation);
    if (*workstation)
        gatekeeper.put(**workstation);
    return {};
}

/// Reads what another hub did. Each reader may have lost its connection when the listener did.
void HubServer::Private::learn(std::function<Result<>(Connection &)> what, int tries)
{
    readers.post([this, what = std::move(what), tries](Connection &connection) {
        const Result<> learned = what(connection);
        if (!learned && tries > 1)
            learn(what, tries - 1);
        else if (!learned)
            logFailure("news_failed", "what another hub did cannot be read", learned.error());
    });
}

/// What the other hubs of this database commit.
Result<> HubServer::Private::listen()
{
    const auto epoch = [this](Connection &connection) { return learnEpoch(connection); };
    listener = std::make_unique<Listener>(
        options.place.database, QStringList{kFeedChannel, kWorkstationsChannel, kEpochsChannel},
        Listener::Ears{[this, epoch] {
                           learn(epoch);
                           learn([this](Connection &connection) { return learnWorkstations(connection); });
                           polls.wake();
                       },
                       [this, epoch](const QString &channel, const QString &payload) {
                           if (channel == kFeedChannel)
                               polls.wake();
                           else if (channel == kEpochsChannel)
                               learn(epoch);
                           else
                               learn([this, payload](Connection &connection) {
                                   const auto learned = learnWorkstation(connection, payload);
                                   if (learned)
                                       polls.wake();
                                   return learned;
                               });
                       }});
    return listener->start();
}

void HubServer::Private::noteEnded(const HttpServer::Ended &ended)
{
    const QString route =
        ended.route ? QLatin1String(ended.route->method) + u' ' + ended.route->path : u"other"_s;
    metrics.ended(route.toLatin1(), ended.status, ended.took);
    logEvent(QtInfoMsg, "request", "a request has ended",
             {{"request", qint64(ended.number)},
              {"route", route},
              {"status", ended.status},
              {"code", ended.code},
              {"ms", double(ended.took.count() / 1000) / 1000},
              {"workstation", senderOf(ended)}});
}

Result<> HubServer::Private::start()
{
    auto taken = HubLock::take(options.place);
    if (!taken)
        return failure(taken);
    lock = *std::move(taken);
    // Of a shared database the listener hears what this hub commits like what the others do.
    if (const auto started = writer.start(isShared ? std::function<void()>([] {}) : [this] { polls.wake(); });
        !started)
        return started;
    const Result<> read = writer.run([this](Connection &connection) -> Result<> {
        const Result<HubMeta> found = hubMeta(connection);
        if (!found)
            return failure(found);
        meta = *found;
        if (const auto looked = lookAtCopies(connection); !looked)
            return looked;
        return learnWorkstations(connection);
    });
    if (!read)
        return read;
    if (const auto known = recogniseRestore(); !known)
        return known;
    if (const auto started = readers.start(kReaders); !started)
        return started;
    polls.start();
    leaseEnder = every(kLeaseCheck, [this] { endLeases(); });
    if (isShared) {
        copyWatcher = every(kCopyCheck, [this] { watchCopies(); });
        if (const auto started = listen(); !started)
            return started;
    }
    http = std::make_unique<HttpServer>(
        table(),
        [this](int status, QStringView code) {
            return problem(status, fromCode<HubCode>(code).value_or(HubCode::Malformed));
        },
        options.limits, [this](const HttpServer::Ended &ended) { noteEnded(ended); });
    return http->start(options.host, options.port, options.certificate);
}

void HubServer::Private::stop()
{
    leaseEnder = {};
    copyWatcher = {};
    polls.stop();
    if (http)
        http->stop();
    listener.reset();
    readers.stop(); // before the writer: the last to close makes the checkpoint
    writer.stop();
    lock.reset();
}

HubServer::HubServer(const Clock &clock, HubOptions options)
    : d(std::make_unique<Private>(clock, std::move(options)))
{
}

HubServer::~HubServer()
{
    stop();
}

Result<> HubServer::start()
{
    const Result<> started = d->start();
    if (!started)
        d->stop();
    return started;
}

void HubServer::stop()
{
    d->stop();
}

QString HubServer::url() const
{
    const QString host = d->options.host.contains(u':') ? u'[' + d->options.host + u']' : d->options.host;
    return u"https://%1:%2"_s.arg(host).arg(d->http ? d->http->port() : 0);
}

Result<QString> HubServer::enrolmentCode(const QString &branch, const QString &url)
{
    QByteArray secret;
    const Result<> done = d->writer.run([this, &branch, &secret](Connection &connection) -> Result<> {
        const Result<QByteArray> made = HubAccounts(connection, d->clock).newEnrolmentCode(branch);
        if (!made)
            return failure(made);
        secret = *made;
        return {};
    });
    if (!done)
        return failure(done);
    return enrolmentCodeText({url, d->options.certificate.fingerprint, secret});
}

Result<> HubServer::revoke(const QString &workstationId)
{
    const Result<> done = d->writer.run([this, &workstationId](Connection &connection) {
        return HubAccounts(connection, d->clock).revoke(workstationId);
    });
    if (done) {
        d->gatekeeper.revoke(workstationId);
        d->polls.wake();
    }
    return done;
}

Result<> HubServer::changeRules(const std::function<Result<>(HubRules &)> &change)
{
    return d->writer.run([this, &change](Connection &connection) {
        HubRules rules(connection, d->clock);
        return change(rules);
    });
}

Result<> HubServer::acceptEpoch()
{
    const Result<> done = d->writer.run([this](Connection &connection) -> Result<> {
        Epochs epochs(connection, d->clock);
        const auto present = epochs.current();
        if (!present)
            return failure(present);
        if (present->acceptedAt.isValid() && present->ahead > 0)
            return failure(ErrorCode::DeskBusy, u"passport-hub serve"_s);
        return epochs.accept();
    });
    if (done)
        d->accepted = true;
    return done;
}

int HubServer::waitingDesks() const
{
    return d->polls.waiting();
}

QStringList HubServer::routes() const
{
    QStringList list;
    for (const HttpServer::Route &route : d->table())
        list.append(QString::fromLatin1(route.method) + u' ' + route.path);
    return list;
}

} // namespace desk
