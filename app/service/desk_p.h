#pragma once

#include "service/desk.h"
#include "service/evidencedesk.h"
#include "service/exchange.h"
#include "service/office.h"
#include "service/rulebook.h"
#include "service/worker.h"
#include "sync/wedgedetector.h"

#include <QTimer>

#include <atomic>
#include <memory>
#include <stop_token>
#include <utility>
#include <vector>

namespace desk
{

/// The sync thread and what lives on it. One that is stuck is left to itself and another takes its place.
struct SyncThread {
    SyncThread(const Clock &clock, const LinkTo &linkTo)
        : worker(QStringLiteral("sync"))
    {
        worker.post([this, &clock, linkTo] { exchange = std::make_unique<Exchange>(clock, stop, linkTo); });
    }
    ~SyncThread()
    {
        stop = true;
        worker.post([this] { exchange.reset(); });
    }
    Q_DISABLE_COPY_MOVE(SyncThread)

    std::atomic<bool> stop = false;      ///< ends a request under way
    std::atomic<bool> abandoned = false; ///< what it may still have to say is not listened to
    std::atomic<quint64> storeCalls = 0;
    std::unique_ptr<Exchange> exchange; ///< lives on the thread
    Worker worker;                      ///< ends before what it uses goes
};

/// The three threads and what lives on each. `writer` belongs to the store thread, `reader` to the lookup
/// thread, everything else to the GUI thread.
class Desk::Private
{
public:
    Private(Desk *desk, const Clock &theClock, LinkTo theLinkTo)
        : q(desk)
        , clock(theClock)
        , linkTo(std::move(theLinkTo))
        , wedge(theClock)
        , store(QStringLiteral("store"))
        , lookup(QStringLiteral("lookup"))
        , sync(std::make_unique<SyncThread>(theClock, linkTo))
        , asking(QStringLiteral("asking"))
        , scans(QStringLiteral("scans"))
    {
    }

    ~Private()
    {
        sync->stop = true;
        *stopAsking = true;
        scansStop.request_stop();
        asking.run([] { return true; }).waitForFinished();
        scans.run([] { return true; }).waitForFinished();
        sync.reset();
        stuck.clear();
        // The last connection to close checkpoints, so the reader goes first.
        lookup
            .run([this] {
                reader.reset();
                return true;
            })
            .waitForFinished();
        store
            .run([this] {
                writer.reset();
                return true;
            })
            .waitForFinished();
    }

    /// Runs `task(Office&, Actor)` on the store thread.
    template <class T, class Task>
    QFuture<Result<T>> write(Task task)
    {
        return writeAs<T>(actor, std::move(task));
    }

    template <class T, class Task>
    QFuture<Result<T>> writeAs(const Actor &by, Task task)
    {
        return store.run([this, who = by, task = std::move(task)]() -> Result<T> {
            if (!writer)
                return failure(ErrorCode::NoDesk);
            return task(*writer, who);
        });
    }

    /// Ends what was asked before; what to set to end what is asked next.
    std::shared_ptr<std::atomic<bool>> stopAskingFor()
    {
        *stopAsking = true;
        stopAsking = std::make_shared<std::atomic<bool>>(false);
        return stopAsking;
    }

    /// The same for a signed-in person's change, after which lists are told.
    template <class T, class Task>
    QFuture<Result<T>> change(Task task)
    {
        return changeAs<T>(actor, std::move(task));
    }

    /// The same from another thread than the window's.
    template <class T, class Task>
    QFuture<Result<T>> changeAs(const Actor &by, Task task)
    {
        return writeAs<T>(by, [this, task = std::move(task)](Office &office, const Actor &who) -> Result<T> {
            if (who.userId.isEmpty())
                return failure(ErrorCode::NotPermitted);
            Result<T> result = task(office, who);
            if (result)
                QMetaObject::invokeMethod(
                    q, [this] { changed(); }, Qt::QueuedConnection);
            return result;
        });
    }

    /// A change of the rule packs; gives what there is then.
    template <class Task>
    QFuture<Result<QList<PackView>>> changeRules(Task task)
    {
        return change<QList<PackView>>(
            [this, task = std::move(task)](Office &office, const Actor &who) -> Result<QList<PackView>> {
                if (const auto done = task(office.rules(), who); !done)
                    return failure(done);
                if (const auto info = office.info())
                    QMetaObject::invokeMethod(
                        q, [this, info] { emit q->infoChanged(*info); }, Qt::QueuedConnection);
                return office.rules().list();
            });
    }

    /// Runs `task(Office&, Actor)` on the lookup thread.
    template <class T, class Task>
    QFuture<Result<T>> read(Task task)
    {
        return lookup.run([this, who = actor, task = std::move(task)]() -> Result<T> {
            if (!reader)
                return failure(ErrorCode::NoDesk);
            if (who.userId.isEmpty())
                return failure(ErrorCode::NotPermitted);
            return task(*reader, who);
        });
    }

    /// Takes in on a thread of its own, since it takes seconds, and keeps on the store's.
    template <class TakeIn>
    QFuture<Result<QList<EvidenceItem>>> takeScan(EvidenceKind kind, const QString &name, TakeIn takeIn)
    {
        return scans.run([this, kind, name, takeIn = std::move(takeIn)]() -> Result<QList<EvidenceItem>> {
            const auto pictures = takeIn();
            if (!pictures)
                return failure(pictures);
            return write<QList<EvidenceItem>>([kind, name, pictures](Office &office, const Actor &who) {
                       return office.evidence().keep(who, kind, name, *pictures);
                   })
                .result();
        });
    }

    // In desksync.cpp.
    void changed();
    /// Counts come from the rows, the rest from the last exchange: one status for every sign (ux.md SYNC-01).
    void refreshStatus();
    void exchangeSoon(std::chrono::milliseconds delay);
    void exchangeNow();
    /// For whoever asks the hub.
    OnStore onStore();
    /// For the exchange on this thread; a stuck one that comes to itself later books nothing more.
    OnStore onStoreOf(SyncThread &thread);
    /// Starts the sender again when it is stuck.
    void lookAtSender();
    void restartSender();
    /// Nothing is sent before what the stuck sender had claimed is given back.
    void takeUpSending();
    /// Called on the sync thread, which waits; the store thread never waits for it.
    void onWriter(const std::function<void(Office &)> &task);
    /// Seals with a new data key what an older one sealed, slice by slice between the tasks of the store
    /// thread.
    void rotate();
    void rotateSlice();
    /// The register has come: what is said of it is other than before.
    void tellInfo();
    void exchanged(const ExchangeOutcome &outcome);

    Desk *q;
    const Clock &clock;
    const LinkTo linkTo;

    std::unique_ptr<Office> writer;
    std::unique_ptr<Office> reader;

    Actor actor;
    SyncStatus status;
    LinkState link;
    std::optional<SnapshotPace> snapshot; ///< while the register comes
    QTimer timer;
    QTimer lookTimer;
    WedgeDetector wedge;
    std::chrono::milliseconds restsUntil{0}; ///< monotonic; the sender's own wait
    bool started = false;
    bool exchanging = false;
    bool rotating = false; ///< slices follow one another
    bool again = false;
    bool urgent = false; ///< a person asked: waits and pauses are forgotten
    QFuture<Result<FindResult>> lastFind;
    std::stop_source stopFind; ///< ends the search under way
    QFuture<Result<Judgement>> lastJudgement;
    QFuture<Result<FindResult>> lastAsk;
    std::shared_ptr<std::atomic<bool>> stopAsking = std::make_shared<std::atomic<bool>>(false);
    ResidentsHeld held = ResidentsHeld::All;

    // Declared last: their threads end before what they use goes.
    Worker store;
    Worker lookup;
    std::unique_ptr<SyncThread> sync;
    std::vector<std::unique_ptr<SyncThread>> stuck; ///< end when they can
    Worker asking;                                  ///< the hub, for one resident; uses `store` and `lookup`
    std::stop_source scansStop;
    Worker scans; ///< taking in what comes from outside; uses `store`
};

} // namespace desk
