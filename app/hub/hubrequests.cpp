#include "hub/hubserver_p.h"

#include "base/sha256.h"
#include "hub/deskboard.h"
#include "hub/evidenceshelf.h"
#include "hub/feedplace.h"
#include "hub/hubrules.h"
#include "hub/ingest.h"
#include "hub/words.h"
#include "protocol/enrolment.h"
#include "protocol/json.h"
#include "protocol/message.h"
#include "protocol/problem.h"
#include "protocol/reconcile.h"
#include "protocol/scan.h"

#include <QJsonDocument>

#include <future>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr qint64 kMessagesBody = 4 * 1024 * 1024;
constexpr qint64 kSmallBody = 64 * 1024;
constexpr qint64 kReconcileBody = kMaxReconcilePage * 192;
constexpr std::chrono::seconds kScanTime{kMostScanBytes / (32 * 1024)}; // on the slowest line of a branch

/// The items of one batch on their way through the writer.
struct Batch {
    QList<QByteArray> answers;
    qsizetype open = 0;
    Answer answer;
};

} // namespace

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

} // namespace desk
