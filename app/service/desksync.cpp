#include "service/desk_p.h"

#include "base/logging.h"
#include "service/delivery.h"
#include "service/rotation.h"
#include "service/whendone.h"
#include "store/outboxstore.h"

#include <QNetworkInformation>
#include <QRandomGenerator>

namespace desk
{

using namespace std::chrono_literals;

namespace
{

/// Between two slices of a rotation the store thread is free for longer than a slice takes.
constexpr auto kBetweenSlices = 100ms;
constexpr std::chrono::milliseconds kLineReturnSpread = 800ms;

bool isLine(QNetworkInformation::Reachability reachability)
{
    return reachability != QNetworkInformation::Reachability::Unknown &&
           reachability != QNetworkInformation::Reachability::Disconnected;
}

constexpr auto kLookInterval = 30s; // at the sender

/// A clerk waits no longer than this for the hub to say who holds a passport's number.
constexpr auto kAskBeforeSubmit = 5s;

} // namespace

void Desk::Private::changed()
{
    emit q->casesChanged();
    emit q->outboxChanged();
    refreshStatus();
    exchangeSoon(0ms);
}

void Desk::Private::refreshStatus()
{
    auto future = lookup.run([this]() -> Result<SyncStatus> {
        if (!reader)
            return failure(ErrorCode::NoDesk);
        return reader->delivery().status();
    });
    whenDone(future, q, [this](const Result<SyncStatus> &counted) {
        if (!counted)
            return;
        SyncStatus next = *counted;
        next.online = link.online;
        next.paused = link.paused;
        next.errorCode = link.errorCode;
        next.lastSuccessAt = link.lastSuccessAt;
        next.offlineSince = link.offlineSince;
        next.roundTripMs = link.roundTripMs;
        next.running = exchanging;
        next.snapshot = snapshot;
        if (next == status)
            return;
        status = next;
        emit q->syncStatusChanged(status);
    });
}

void Desk::Private::exchangeSoon(std::chrono::milliseconds delay)
{
    if (!started)
        return;
    if (!timer.isActive() || timer.remainingTimeAsDuration() > delay)
        timer.start(delay);
}

void Desk::Private::exchangeNow()
{
    if (exchanging) {
        again = true;
        return;
    }
    exchanging = true;
    SyncThread *thread = sync.get();
    auto future =
        thread->worker.run([this, thread, asked = std::exchange(urgent, false)]() -> ExchangeOutcome {
            return thread->exchange->run(onStoreOf(*thread), asked);
        });
    whenDone(future, q, [this, thread](const ExchangeOutcome &outcome) {
        if (!thread->abandoned)
            exchanged(outcome);
    });
}

OnStore Desk::Private::onStore()
{
    return [this](const std::function<void(Office &)> &task) { onWriter(task); };
}

OnStore Desk::Private::onStoreOf(SyncThread &thread)
{
    return [this, &thread](const std::function<void(Office &)> &task) {
        ++thread.storeCalls;
        onWriter([&thread, &task](Office &office) {
            if (!thread.abandoned)
                task(office);
        });
    };
}

void Desk::Private::onWriter(const std::function<void(Office &)> &task)
{
    store
        .run([this, &task] {
            if (writer)
                task(*writer);
            return true;
        })
        .waitForFinished();
}

void Desk::Private::exchanged(const ExchangeOutcome &outcome)
{
    exchanging = false;
    link = outcome.link;
    snapshot = outcome.report.snapshotIsWhole ? std::nullopt : outcome.report.snapshot;
    if (outcome.report.snapshot && outcome.report.snapshotIsWhole) {
        tellInfo();
        rotate();
    }
    if (outcome.report.applied > 0 || outcome.scansFetched > 0)
        emit q->casesChanged();
    if (outcome.report.applied > 0 || outcome.report.sent > 0)
        emit q->outboxChanged();
    refreshStatus();
    restsUntil = clock.monotonic() + outcome.restsFor;
    timer.start(std::exchange(again, false) ? 0ms : outcome.nextIn);
}

void Desk::Private::tellInfo()
{
    whenDone(q->info(), q, [this](const Result<DeskInfo> &info) {
        if (info)
            emit q->infoChanged(*info);
    });
}

void Desk::Private::lookAtSender()
{
    if (!started)
        return;
    auto future = lookup.run([this]() -> Result<OutboxPulse> {
        if (!reader)
            return failure(ErrorCode::NoDesk);
        return reader->delivery().pulse();
    });
    whenDone(future, q, [this](const Result<OutboxPulse> &pulse) {
        if (!pulse)
            return;
        WedgeDetector::Sight sight;
        sight.isPending = pulse->isPending;
        sight.isAtRest = !exchanging && (link.paused || clock.monotonic() < restsUntil);
        sight.lastMove = pulse->lastMove;
        sight.storeCalls = exchanging ? sync->storeCalls.load() : 0;
        if (wedge.isStuck(sight))
            restartSender();
    });
}

void Desk::Private::restartSender()
{
    sync->abandoned = true;
    sync->stop = true;
    stuck.push_back(std::move(sync));
    sync = std::make_unique<SyncThread>(clock, linkTo);
    exchanging = true;
    takeUpSending();
}

void Desk::Private::takeUpSending()
{
    auto future = store.run([this]() -> Result<> {
        return writer ? writer->delivery().senderRestarts() : failure(ErrorCode::NoDesk);
    });
    whenDone(future, q, [this](const Result<> &done) {
        if (!done) {
            qCWarning(lcService) << "the sender was not started again:" << errorCodeName(done.error().code);
            QTimer::singleShot(kLookInterval, q, [this] { takeUpSending(); });
            return;
        }
        exchanging = false;
        exchangeSoon(0ms);
    });
}

void Desk::Private::rotate()
{
    if (!std::exchange(rotating, true))
        rotateSlice();
}

void Desk::Private::rotateSlice()
{
    auto future = store.run([this]() -> Result<bool> {
        if (!writer)
            return false;
        return writer->rotation().step();
    });
    whenDone(future, q, [this](const Result<bool> &more) {
        rotating = more && *more;
        if (!more)
            qCWarning(lcService) << "sealing with a new key stopped:" << errorCodeName(more.error().code)
                                 << more.error().where;
        else if (rotating)
            QTimer::singleShot(kBetweenSlices, q, [this] { rotateSlice(); });
    });
}

void Desk::startSync()
{
    if (!std::exchange(d->started, true) &&
        QNetworkInformation::loadBackendByFeatures(QNetworkInformation::Feature::Reachability)) {
        connect(QNetworkInformation::instance(), &QNetworkInformation::reachabilityChanged, this,
                [this](QNetworkInformation::Reachability now) {
                    if (isLine(now))
                        lineReturned();
                });
    }
    d->lookTimer.start(kLookInterval);
    d->refreshStatus();
    d->exchangeSoon(0ms);
}

void Desk::lineReturned()
{
    if (d->status.online)
        return;
    d->urgent = true;
    d->exchangeSoon(
        std::chrono::milliseconds(QRandomGenerator::global()->bounded(qint64(kLineReturnSpread.count()))));
}

void Desk::syncNow()
{
    d->urgent = true;
    d->exchangeSoon(0ms);
}

void Desk::refresh()
{
    emit casesChanged();
    emit outboxChanged();
    d->refreshStatus();
    d->lookAtSender();
}

SyncStatus Desk::syncStatus() const
{
    return d->status;
}

} // namespace desk
