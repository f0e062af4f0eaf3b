#include "hub/hubserver_p.h"

#include "hub/epochs.h"
#include "hub/hubrules.h"
#include "hub/leases.h"
#include "hub/positionmark.h"
#include "protocol/enrolment.h"
#include "sql/statement.h"

#include <condition_variable>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr std::chrono::seconds kLeaseCheck{20}; // how late a lease may end
constexpr std::chrono::seconds kCopyCheck{1};
const QString kFeedChannel = u"feed"_s;
const QString kEpochsChannel = u"epochs"_s;
const QString kWorkstationsChannel = u"workstations"_s;

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

/// Whose request it was, if it carried a token that is not made up.
QJsonValue senderOf(const HttpServer::Ended &ended)
{
    const auto token = ended.status == 401 ? std::nullopt : tokenParts(ended.authorization);
    return token ? QJsonValue(token->workstationId) : QJsonValue();
}

} // namespace

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
