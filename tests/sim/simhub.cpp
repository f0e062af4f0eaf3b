#include "sim/simhub.h"

#include "base/sha256.h"
#include "hub/epochs.h"
#include "hub/evidenceshelf.h"
#include "hub/feedlog.h"
#include "hub/hubrules.h"
#include "hub/ingest.h"
#include "hub/reconciliation.h"
#include "hub/register.h"
#include "hub/words.h"
#include "protocol/feed.h"
#include "protocol/json.h"
#include "protocol/message.h"
#include "protocol/problem.h"
#include "protocol/reconcile.h"
#include "protocol/scan.h"
#include "sim/cast.h"
#include "sim/trace.h"
#include "sql/statement.h"
#include "sql/transaction.h"

#include <QFile>
#include <QJsonDocument>
#include <QUrlQuery>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

/// Thrown out of whatever the hub is doing.
struct HubCrashed {
};

template <class T>
T must(Result<T> result)
{
    if (!result)
        throw Violation(u"hub: %1 %2 %3"_s.arg(errorCodeName(result.error().code), result.error().where,
                                               result.error().detail));
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

HubPlace placeIn(const QString &directory)
{
    return {directory + u"/hub.db"_s, directory};
}

QString cursorText(const QString &epoch, qint64 position)
{
    return u"%1.%2"_s.arg(epoch).arg(position);
}

struct CursorPlace {
    QString epoch;
    qint64 position = 0;
};

std::optional<CursorPlace> placeOf(const QString &cursor)
{
    const qsizetype dot = cursor.indexOf(u'.');
    bool ok = false;
    const CursorPlace place{cursor.left(dot), QStringView(cursor).mid(dot + 1).toLongLong(&ok)};
    return dot >= 0 && ok && place.position >= 0 && isUuid(place.epoch) ? std::optional(place) : std::nullopt;
}

} // namespace

QList<EnrolAnswer> SimHub::make(const QString &directory, const Clock &clock, int desks)
{
    const auto connection = must(makeHub(placeIn(directory)));
    Transaction transaction(*connection);
    must(initialiseHub(*connection, u"RUH"_s, false, clock));
    HubAccounts accounts(*connection, clock);
    const Cast &cast = Cast::instance();
    UserChangedPayload administrator;
    EnrolRequest request;
    for (const DemoUser &user : cast.users) {
        const UserChangedPayload account{user.userId, user.userName,      user.roles,
                                         true,        user.displayNameAr, user.displayNameEn};
        must(accounts.putUser(u"RUH"_s, account, {}));
        request.signKeys.insert(user.userId, Cast::signKeyOf(user.userId));
        if (user.roles.testFlag(Role::Administrator))
            request.administrator = account;
    }
    Register known(*connection, clock);
    for (const Resident &resident : cast.residents)
        must(known.import(resident, false));
    const QString epoch = must(hubMeta(*connection)).epoch;
    QList<EnrolAnswer> answers;
    for (int i = 0; i < desks; ++i) {
        request.secret = must(accounts.newEnrolmentCode(u"RUH"_s));
        request.workstationName = u"desk%1"_s.arg(i);
        const auto enrolled = std::get<HubAccounts::Enrolment>(must(accounts.enrol(request)));
        EnrolAnswer answer;
        answer.epoch = epoch;
        answer.workstationId = enrolled.workstation.id;
        answer.number = enrolled.workstation.number;
        answer.token = enrolled.token;
        answer.cursor = cursorText(epoch, 0);
        answers += answer;
    }
    must(transaction.commit());
    return answers;
}

SimHub::SimHub(const QString &directory, const Clock &clock)
    : m_place(placeIn(directory))
    , m_clock(clock)
{
    open();
}

/// As HubServer starts: a store that is behind its mark was restored from a backup.
void SimHub::open()
{
    m_connection = must(openHub(m_place, Access::Write));
    m_mark = must(PositionMark::open(m_place));
    m_meta = must(hubMeta(*m_connection));
    Epochs epochs(*m_connection, m_clock);
    m_stable = must(FeedLog(*m_connection, m_clock).last());
    const auto marked = m_mark->read();
    if (marked && (marked->epoch != m_meta.epoch || marked->position > m_stable)) {
        Transaction transaction(*m_connection);
        must(epochs.restored(m_stable));
        must(transaction.commit());
    }
    const HubEpoch present = must(epochs.current());
    m_meta.epoch = present.id;
    m_accepted = present.acceptedAt.isValid();
    m_mark->write({m_meta.epoch, m_stable});
    m_gatekeeper = std::make_unique<Gatekeeper>(m_clock, RateLimit{100'000, 100'000});
    m_gatekeeper->setWorkstations(must(HubAccounts(*m_connection, m_clock).workstations()));
    m_rules = must(HubRules(*m_connection, m_clock).inForce(m_clock.todayInRiyadh()));
}

void SimHub::restart()
{
    m_connection.reset();
    open();
}

void SimHub::backUp()
{
    m_connection.reset();
    QFile::remove(m_place.directory + u"/backup"_s);
    QFile::copy(m_place.database, m_place.directory + u"/backup"_s);
    m_hasBackup = true;
    open();
}

void SimHub::restore(bool withMark)
{
    m_connection.reset();
    QFile::remove(m_place.database);
    QFile::copy(m_place.directory + u"/backup"_s, m_place.database);
    if (withMark)
        QFile::remove(m_place.database + u".mark"_s);
    ++m_restores;
    open();
}

void SimHub::accept()
{
    Transaction transaction(*m_connection);
    must(Epochs(*m_connection, m_clock).accept());
    must(transaction.commit());
    m_accepted = true;
}

Result<> SimHub::import(const Resident &resident)
{
    return write({[&](Connection &connection) -> Result<> {
               const auto done = Register(connection, m_clock).import(resident, true);
               return done ? Result<>() : failure(done);
           }})
        .front();
}

/// As Writer::commitGroup: one transaction, each job in a savepoint of its own.
std::vector<Result<>> SimHub::write(const std::vector<Job> &jobs)
{
    const auto commit = [this](const std::vector<Job> &group) -> std::optional<std::vector<Result<>>> {
        std::vector<Result<>> results;
        Transaction transaction(*m_connection);
        for (const Job &job : group) {
            if (!Statement(*m_connection, u"SAVEPOINT item"_s).bind().run())
                return std::nullopt;
            const Result<> result = job(*m_connection);
            if (!result && !Statement(*m_connection, u"ROLLBACK TO item"_s).bind().run())
                return std::nullopt;
            if (!Statement(*m_connection, u"RELEASE item"_s).bind().run())
                return std::nullopt;
            results.push_back(result);
        }
        if (m_crash == Crash::BeforeCommit)
            throw HubCrashed();
        const Result<qint64> last = FeedLog(*m_connection, m_clock).last();
        if (!last || !transaction.commit())
            return std::nullopt;
        if (m_crash == Crash::AfterCommit)
            throw HubCrashed();
        if (*last > m_stable)
            m_mark->write({m_meta.epoch, *last});
        m_stable = *last;
        return results;
    };
    if (const auto together = commit(jobs))
        return *together;
    std::vector<Result<>> results;
    for (const Job &job : jobs) {
        const auto alone = commit({job});
        results.push_back(alone ? alone->front() : failure(ErrorCode::StoreFailed));
    }
    return results;
}

std::optional<WireAnswer> SimHub::serve(const HubRequest &request, Crash crash)
{
    m_crash = crash;
    std::optional<WireAnswer> answered;
    try {
        answered = answer(request);
    } catch (const HubCrashed &) {
        restart();
    }
    m_crash = Crash::None;
    m_connection->failAccess(-1);
    return answered;
}

WireAnswer SimHub::problem(int status, HubCode code) const
{
    const HubWords words = wordsFor(code);
    return {status, problemToJson({status, codeOf(code), words.ar, words.en, {}, m_meta.epoch, m_stable}),
            "application/problem+json", std::chrono::seconds(status == 429 || status == 503 ? 1 : 0)};
}

WireAnswer SimHub::ok(QJsonObject body) const
{
    body.insert(u"epoch"_s, m_meta.epoch);
    body.insert(u"stable_position"_s, m_stable);
    return {200, QJsonDocument(body).toJson(QJsonDocument::Compact)};
}

WireAnswer SimHub::answer(const HubRequest &request)
{
    const QString path = request.path.section(u'?', 0, 0);
    if (path == "/healthz"_L1)
        return ok({{u"status"_s, u"alive"_s}});
    const auto who = m_gatekeeper->admit("Bearer " + request.token.toLatin1());
    if (std::holds_alternative<HubCode>(who))
        return problem(401, std::get<HubCode>(who));
    if (!m_accepted)
        return problem(503, HubCode::EpochPending);
    const auto &from = std::get<Workstation>(who);
    const QString last = path.section(u'/', -1);
    if (path == "/v1/messages"_L1)
        return messages(from, request.body);
    if (path == "/v1/reconcile"_L1)
        return reconcile(from, request.body);
    if (path == "/v1/feed"_L1)
        return feed(from, request.path.section(u'?', 1));
    if (last == "void"_L1)
        return voidMessage(from, path.section(u'/', -2, -2));
    if (request.method == "PUT")
        return putScan(from, last, request.body);
    return getScan(from, last, request.method == "HEAD");
}

WireAnswer SimHub::messages(const Workstation &from, const QByteArray &body)
{
    const Result<QJsonObject> object = parseJsonObject(body);
    if (!object)
        return problem(400, HubCode::Malformed);
    JsonReader in(*object);
    const QString epoch = in.optionalText("epoch");
    const QList<QJsonObject> items = in.objects("messages");
    for (const QJsonObject &item : items) {
        if (!isUuid(item.value("id"_L1).toString()))
            return problem(400, HubCode::Malformed);
    }
    if (const Result<> done = in.finish(); !done)
        return problem(400, HubCode::Malformed);
    if (!epoch.isEmpty() && epoch != m_meta.epoch)
        return problem(410, HubCode::EpochChanged);
    if (items.size() > kMaxBatch)
        return problem(413, HubCode::BatchTooLarge);
    QList<QByteArray> answers(items.size());
    std::vector<Job> jobs;
    std::vector<std::pair<qsizetype, QString>> asked;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const Result<Message> message = messageFromJson(items[i]);
        if (!message) {
            answers[i] = canonicalJson(messageResultToJson(
                resultWith(items[i].value("id"_L1).toString(), Outcome::Rejected, HubCode::Malformed)));
            continue;
        }
        asked.emplace_back(i, message->id);
        jobs.push_back([this, &from, &answers, message = *message, i](Connection &connection) -> Result<> {
            const auto taken = Ingest(connection, m_clock, m_meta, *m_rules).take(from, message);
            if (!taken)
                return failure(taken);
            answers[i] = *taken;
            return {};
        });
    }
    const auto results = write(jobs);
    for (size_t j = 0; j < results.size(); ++j) {
        if (!results[j])
            answers[asked[j].first] = canonicalJson(
                messageResultToJson(resultWith(asked[j].second, Outcome::Retry, HubCode::HubBusy)));
    }
    return {200, R"({"epoch":")" + m_meta.epoch.toLatin1() + R"(","results":[)" + answers.join(',') +
                     R"(],"stable_position":)" + QByteArray::number(m_stable) + '}'};
}

WireAnswer SimHub::voidMessage(const Workstation &from, const QString &id)
{
    QByteArray result;
    const auto done = write({[&](Connection &connection) -> Result<> {
        const auto answered = Ingest(connection, m_clock, m_meta, *m_rules).voidMessage(from, id);
        if (!answered)
            return failure(answered);
        result = *answered;
        return {};
    }});
    if (!done.front())
        return problem(503, HubCode::HubBusy);
    return {200, R"({"epoch":")" + m_meta.epoch.toLatin1() + R"(","result":)" + result +
                     R"(,"stable_position":)" + QByteArray::number(m_stable) + '}'};
}

WireAnswer SimHub::putScan(const Workstation &from, const QString &sha256, const QByteArray &scan)
{
    if (sha256Hex(scan) != sha256)
        return problem(400, HubCode::PayloadHash);
    const auto done = write({[&](Connection &connection) {
        return EvidenceShelf(connection, m_clock).keep(from, sha256, scan);
    }});
    return done.front() ? ok({}) : problem(503, HubCode::HubBusy);
}

WireAnswer SimHub::getScan(const Workstation &from, const QString &sha256, bool headOnly)
{
    EvidenceShelf shelf(*m_connection, m_clock);
    if (headOnly) {
        const Result<bool> here = shelf.has(sha256);
        WireAnswer answer = !here   ? problem(503, HubCode::HubBusy)
                            : *here ? ok({})
                                    : problem(404, HubCode::NotFound);
        answer.body.clear();
        return answer;
    }
    const auto scan = shelf.find(from, sha256);
    if (!scan)
        return problem(503, HubCode::HubBusy);
    return *scan ? ok(scanToJson(**scan)) : problem(404, HubCode::NotFound);
}

WireAnswer SimHub::feed(const Workstation &from, const QString &text)
{
    const QUrlQuery query(text);
    qint64 after = 0;
    const QString cursor = query.queryItemValue(u"after"_s, QUrl::FullyDecoded);
    if (!cursor.isEmpty()) {
        const auto place = placeOf(cursor);
        if (!place)
            return problem(400, HubCode::BadParameter);
        after = place->position;
        if (place->epoch != m_meta.epoch || after > m_stable) {
            if (place->epoch == m_meta.epoch) {
                static_cast<void>(write(
                    {[&](Connection &connection) { return Epochs(connection, m_clock).noteAhead(after); }}));
            }
            return problem(410, HubCode::EpochChanged);
        }
    }
    const int limit = query.queryItemValue(u"limit"_s).toInt();
    const auto slice = FeedLog(*m_connection, m_clock).read(from, {0, after}, {0, m_stable}, limit);
    if (!slice)
        return problem(503, HubCode::HubBusy);
    QJsonArray entries;
    for (const FeedEntry &entry : slice->entries)
        entries.append(feedEntryToJson(entry));
    return ok({{u"cursor"_s, cursorText(m_meta.epoch, slice->scannedTo.position)},
               {u"more"_s, slice->more},
               {u"entries"_s, entries}});
}

WireAnswer SimHub::reconcile(const Workstation &from, const QByteArray &body)
{
    const Result<ReconcileRequest> wanted = reconcileRequestFromJson(body);
    const auto place = wanted && !wanted->cursor.isEmpty() ? placeOf(wanted->cursor) : CursorPlace{};
    if (!wanted || !place)
        return problem(400, HubCode::Malformed);
    const auto missing = missingHere(*m_connection, from, wanted->items);
    const auto proven = Epochs(*m_connection, m_clock).continueFrom(place->epoch, place->position);
    const auto residents = residentsHere(*m_connection, m_clock, wanted->residents);
    const auto cases = casesHere(*m_connection, from, wanted->cases);
    if (!missing || !proven || !residents || !cases)
        return problem(503, HubCode::HubBusy);
    return {200, reconcileAnswerToJson({m_meta.epoch, m_stable, cursorText(m_meta.epoch, *proven), *proven,
                                        *missing, *residents, *cases})};
}
