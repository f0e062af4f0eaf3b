#include "service/desk.h"

#include "base/logging.h"
#include "service/accounts.h"
#include "service/casedesk.h"
#include "service/conflictdesk.h"
#include "service/delivery.h"
#include "service/evidencedesk.h"
#include "service/exchange.h"
#include "service/hubregister.h"
#include "service/office.h"
#include "service/passportimage.h"
#include "service/picture.h"
#include "service/residentdesk.h"
#include "service/reviewdesk.h"
#include "service/rotation.h"
#include "service/rulebook.h"
#include "service/scanintake.h"
#include "service/whendone.h"
#include "service/worker.h"
#include "store/outboxstore.h"
#include "sync/wedgedetector.h"

#include <QNetworkInformation>
#include <QRandomGenerator>
#include <QTimer>

#include <atomic>
#include <stop_token>
#include <utility>
#include <vector>

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

} // namespace

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

    void changed()
    {
        emit q->casesChanged();
        emit q->outboxChanged();
        refreshStatus();
        exchangeSoon(0ms);
    }

    /// Counts come from the rows, the rest from the last exchange: one status for every sign (ux.md SYNC-01).
    void refreshStatus()
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

    void exchangeSoon(std::chrono::milliseconds delay)
    {
        if (!started)
            return;
        if (!timer.isActive() || timer.remainingTimeAsDuration() > delay)
            timer.start(delay);
    }

    void exchangeNow()
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

    /// For whoever asks the hub.
    OnStore onStore()
    {
        return [this](const std::function<void(Office &)> &task) { onWriter(task); };
    }

    /// For the exchange on this thread; a stuck one that comes to itself later books nothing more.
    OnStore onStoreOf(SyncThread &thread)
    {
        return [this, &thread](const std::function<void(Office &)> &task) {
            ++thread.storeCalls;
            onWriter([&thread, &task](Office &office) {
                if (!thread.abandoned)
                    task(office);
            });
        };
    }

    /// Starts the sender again when it is stuck.
    void lookAtSender()
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

    void restartSender()
    {
        sync->abandoned = true;
        sync->stop = true;
        stuck.push_back(std::move(sync));
        sync = std::make_unique<SyncThread>(clock, linkTo);
        exchanging = true;
        takeUpSending();
    }

    /// Nothing is sent before what the stuck sender had claimed is given back.
    void takeUpSending()
    {
        auto future = store.run([this]() -> Result<> {
            return writer ? writer->delivery().senderRestarts() : failure(ErrorCode::NoDesk);
        });
        whenDone(future, q, [this](const Result<> &done) {
            if (!done) {
                qCWarning(lcService) << "the sender was not started again:"
                                     << errorCodeName(done.error().code);
                QTimer::singleShot(kLookInterval, q, [this] { takeUpSending(); });
                return;
            }
            exchanging = false;
            exchangeSoon(0ms);
        });
    }

    /// Called on the sync thread, which waits; the store thread never waits for it.
    void onWriter(const std::function<void(Office &)> &task)
    {
        store
            .run([this, &task] {
                if (writer)
                    task(*writer);
                return true;
            })
            .waitForFinished();
    }

    /// Seals with a new data key what an older one sealed, slice by slice between the tasks of the store
    /// thread.
    void rotate()
    {
        if (!std::exchange(rotating, true))
            rotateSlice();
    }

    void rotateSlice()
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

    /// The register has come: what is said of it is other than before.
    void tellInfo()
    {
        whenDone(q->info(), q, [this](const Result<DeskInfo> &info) {
            if (info)
                emit q->infoChanged(*info);
        });
    }

    void exchanged(const ExchangeOutcome &outcome)
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

Desk::Desk(const Clock &clock, QObject *parent, LinkTo linkTo)
    : QObject(parent)
    , d(std::make_unique<Private>(this, clock, std::move(linkTo)))
{
    qRegisterMetaType<SyncStatus>();
    d->timer.setSingleShot(true);
    connect(&d->timer, &QTimer::timeout, this, [this] { d->exchangeNow(); });
    connect(&d->lookTimer, &QTimer::timeout, this, [this] { d->lookAtSender(); });
}

Desk::~Desk() = default;

QFuture<Result<DeskInfo>> Desk::open(const QString &dataDirectory)
{
    auto future = d->store.run([p = d.get(), dataDirectory]() -> Result<DeskInfo> {
        auto writer = Office::open(dataDirectory, Office::Access::Write, p->clock);
        if (!writer)
            return failure(writer);
        const auto info = (*writer)->info();
        if (!info)
            return info;
        p->writer = std::move(*writer);
        // The reader opens after the writer has migrated, and on the thread that uses it.
        const auto opened = p->lookup.run([p, dataDirectory]() -> Result<> {
            auto reader = Office::open(dataDirectory, Office::Access::Read, p->clock, p->writer->vault());
            if (!reader)
                return failure(reader);
            p->reader = std::move(*reader);
            return {};
        });
        if (const auto result = opened.result(); !result)
            return failure(result);
        return info;
    });
    whenDone(future, this, [this](const Result<DeskInfo> &opened) {
        if (!opened)
            return;
        d->held = opened->held;
        d->refreshStatus();
    });
    return future;
}

QFuture<Result<DeskInfo>> Desk::info()
{
    return d->lookup.run([p = d.get()]() -> Result<DeskInfo> {
        if (!p->reader)
            return failure(ErrorCode::NoDesk);
        return p->reader->info();
    });
}

QFuture<Result<SessionView>> Desk::signIn(const QString &userName, const QString &password, bool acceptsOlder)
{
    auto future = d->write<SessionView>([userName, password, acceptsOlder](Office &office, const Actor &) {
        return office.accounts().signIn(userName, password, acceptsOlder);
    });
    whenDone(future, this, [this](const Result<SessionView> &session) {
        if (!session)
            return;
        d->actor = session->actor;
        d->rotate();
    });
    return future;
}

void Desk::signOut()
{
    d->write<void>([](Office &office, const Actor &who) { return office.accounts().signedOut(who); });
    d->actor = {};
}

void Desk::lock()
{
    d->write<void>([](Office &office, const Actor &who) { return office.accounts().locked(who); });
    d->actor = {};
}

QFuture<Result<>> Desk::changePassword(const QString &oldPassword, const QString &newPassword)
{
    return d->change<void>([oldPassword, newPassword](Office &office, const Actor &who) {
        return office.accounts().changePassword(who, oldPassword, newPassword);
    });
}

QFuture<Result<DeskInfo>> Desk::setLockAfter(std::chrono::minutes idle)
{
    auto future = d->change<DeskInfo>(
        [idle](Office &office, const Actor &who) { return office.accounts().setLockAfter(who, idle); });
    whenDone(future, this, [this](const Result<DeskInfo> &info) {
        if (info)
            emit infoChanged(*info);
    });
    return future;
}

QFuture<Result<DeskInfo>> Desk::setScannerFolder(const QString &folder)
{
    return d->change<DeskInfo>([folder](Office &office, const Actor &who) {
        return office.accounts().setScannerFolder(who, folder);
    });
}

QFuture<Result<QList<PackView>>> Desk::rulePacks()
{
    return d->read<QList<PackView>>([](Office &office, const Actor &) { return office.rules().list(); });
}

QFuture<Result<QList<PackView>>> Desk::installRules(const QString &path, SignerTrust trust)
{
    return d->changeRules([path, trust](Rulebook &rules, const Actor &who) -> Result<PackInstallation> {
        const auto file = readPackFile(path);
        return file ? rules.install(who, *file, trust) : failure(file);
    });
}

QFuture<Result<QList<PackView>>> Desk::takeOfferedRules(const QString &version)
{
    return d->changeRules(
        [version](Rulebook &rules, const Actor &who) { return rules.takeOffered(who, version); });
}

QFuture<Result<QList<PackView>>> Desk::takeBackRules(const QString &version, const QString &reason)
{
    return d->changeRules([version, reason](Rulebook &rules, const Actor &who) {
        return rules.rollBack(who, version, reason);
    });
}

const Actor &Desk::actor() const
{
    return d->actor;
}

QFuture<Result<FindResult>> Desk::find(const FindRequest &request)
{
    d->lastFind.cancel();
    d->stopFind.request_stop();
    d->stopFind = {};
    const auto stop = d->stopFind.get_token();
    d->lastFind =
        d->read<FindResult>([request, stop](Office &office, const Actor &who) -> Result<FindResult> {
            if (!may(who.roles, Act::LookUpResident))
                return failure(ErrorCode::NotPermitted);
            auto found = office.residents().find(request, stop);
            if (!found || !found->residents.isEmpty())
                return found;
            const auto question = office.hubRegister().about(request.query);
            found->mayAskHub = !question || *question;
            return found;
        });
    return d->lastFind;
}

QFuture<Result<FindResult>> Desk::askHub(const FindRequest &request)
{
    d->lastAsk.cancel();
    const auto stop = d->stopAskingFor();
    d->lastAsk = d->asking.run([p = d.get(), who = d->actor, request, stop]() -> Result<FindResult> {
        if (!may(who.roles, Act::LookUpResident))
            return failure(ErrorCode::NotPermitted);
        const auto came = HubRegister::fetch(
            p->onStore(), *stop, [&request](HubRegister &hub) { return hub.about(request.query); });
        if (!came)
            return failure(came);
        return p->lookup
            .run([p, request]() -> Result<FindResult> {
                return p->reader ? p->reader->residents().find(request) : failure(ErrorCode::NoDesk);
            })
            .result();
    });
    return d->lastAsk;
}

QFuture<Result<ResidentCard>> Desk::openResident(const QString &iqamaNumber)
{
    return d->write<ResidentCard>([iqamaNumber](Office &office, const Actor &who) {
        return office.residents().open(who, iqamaNumber);
    });
}

QFuture<Result<HomeView>> Desk::home()
{
    return d->read<HomeView>([](Office &office, const Actor &who) { return office.cases().home(who); });
}

QFuture<Result<DraftView>> Desk::startCase(const QString &iqamaNumber)
{
    return d->change<DraftView>(
        [iqamaNumber](Office &office, const Actor &who) { return office.cases().start(who, iqamaNumber); });
}

QFuture<Result<DraftView>> Desk::startLinkedCase(const QString &iqamaNumber, const QString &caseId)
{
    return d->change<DraftView>([iqamaNumber, caseId](Office &office, const Actor &who) {
        return office.cases().startLinked(who, iqamaNumber, caseId);
    });
}

QFuture<Result<DraftView>> Desk::openDraft(const QString &caseId)
{
    return d->write<DraftView>(
        [caseId](Office &office, const Actor &who) { return office.cases().openDraft(who, caseId); });
}

QFuture<Result<QDateTime>> Desk::saveDraft(const QString &caseId, const DraftForm &form)
{
    return d->write<QDateTime>([caseId, form](Office &office, const Actor &who) {
        return office.cases().saveDraft(who, caseId, form);
    });
}

QFuture<Result<Judgement>> Desk::judge(const QString &caseId, const CaseContent &content)
{
    d->lastJudgement.cancel();
    d->lastJudgement = d->read<Judgement>([p = d.get(), caseId, content](Office &office, const Actor &) {
        return office.cases().check(content, caseId, p->clock.todayInRiyadh());
    });
    return d->lastJudgement;
}

QFuture<Result<Submission>> Desk::submit(const QString &caseId, const CaseContent &content)
{
    const auto submit = [caseId, content](Office &office, const Actor &who) {
        return office.cases().submit(who, caseId, content);
    };
    if (d->held == ResidentsHeld::All || !d->link.online)
        return d->change<Submission>(submit);
    // Who holds the passport's number is asked first; without an answer in time the hub's own check will
    // tell.
    const auto stop = d->stopAskingFor();
    QTimer::singleShot(kAskBeforeSubmit, this, [stop] { *stop = true; });
    return d->asking.run([p = d.get(), who = d->actor, content, stop, submit]() -> Result<Submission> {
        const auto came = HubRegister::fetch(p->onStore(), *stop,
                                             [&content](HubRegister &hub) { return hub.about(content); });
        if (!came)
            qCInfo(lcService) << "submitted without the hub's answer:" << errorCodeName(came.error().code);
        return p->changeAs<Submission>(who, submit).result();
    });
}

QFuture<Result<QList<EvidenceItem>>> Desk::takeScan(EvidenceKind kind, const QString &path)
{
    return d->takeScan(kind, path,
                       [path, stop = d->scansStop.get_token()] { return takeInFile(path, stop); });
}

QFuture<Result<QList<EvidenceItem>>> Desk::takeScan(EvidenceKind kind, const QImage &picture)
{
    return d->takeScan(kind, {}, [picture, stop = d->scansStop.get_token()]() -> Result<QList<QByteArray>> {
        const auto file = asPng(picture);
        return file ? takeIn(*file, stop) : failure(file);
    });
}

QFuture<Result<QImage>> Desk::scan(const QString &sha256)
{
    return d->read<QImage>([sha256](Office &office, const Actor &who) -> Result<QImage> {
        const auto picture = office.evidence().picture(who, sha256);
        return picture ? openPicture(*picture) : failure(picture);
    });
}

QFuture<Result<MrzImageReading>> Desk::readZone(const QString &sha256)
{
    return d->scans.run([this, sha256]() -> Result<MrzImageReading> {
        const auto picture = scan(sha256).result();
        return picture ? readPassportImage(greyOf(*picture)) : failure(picture);
    });
}

QFuture<Result<>> Desk::withdraw(const QString &caseId, const QString &reason)
{
    return d->change<void>([caseId, reason](Office &office, const Actor &who) {
        return office.cases().withdraw(who, caseId, reason);
    });
}

QFuture<Result<>> Desk::recall(const QString &caseId)
{
    return d->change<void>(
        [caseId](Office &office, const Actor &who) { return office.cases().recall(who, caseId); });
}

QFuture<Result<CaseView>> Desk::caseView(const QString &caseId)
{
    return d->read<CaseView>([caseId](Office &office, const Actor &who) -> Result<CaseView> {
        if (!may(who.roles, Act::ReadCases))
            return failure(ErrorCode::NotPermitted);
        return office.cases().view(caseId);
    });
}

QFuture<Result<QueueView>> Desk::queue()
{
    return d->read<QueueView>([](Office &office, const Actor &who) { return office.review().queue(who); });
}

QFuture<Result<>> Desk::decide(const QString &caseId, const DecisionInput &decision)
{
    auto future = d->change<void>([caseId, decision](Office &office, const Actor &who) {
        return office.review().decide(who, caseId, decision, std::chrono::seconds(kUndoSeconds));
    });
    whenDone(future, this, [this](const Result<> &) {
        QTimer::singleShot(std::chrono::seconds(kUndoSeconds) + 100ms, this,
                           [this] { d->exchangeSoon(0ms); });
    });
    return future;
}

QFuture<Result<>> Desk::undoDecision(const QString &caseId)
{
    return d->change<void>(
        [caseId](Office &office, const Actor &who) { return office.review().undo(who, caseId); });
}

QFuture<Result<>> Desk::sendAgain(const QString &caseId)
{
    return d->change<void>(
        [caseId](Office &office, const Actor &who) { return office.conflicts().sendAgain(who, caseId); });
}

QFuture<Result<>> Desk::acceptRegister(const QString &caseId, const QString &reason)
{
    return d->change<void>([caseId, reason](Office &office, const Actor &who) {
        return office.conflicts().acceptRegister(who, caseId, reason);
    });
}

QFuture<Result<QList<OutboxRow>>> Desk::outbox(int most)
{
    return d->read<QList<OutboxRow>>(
        [most, since = d->clock.utc().addDays(-7)](Office &office, const Actor &) {
            return office.delivery().list(most, since);
        });
}

QFuture<Result<OutboxRow>> Desk::outboxItem(const QString &itemId)
{
    return d->read<OutboxRow>(
        [itemId](Office &office, const Actor &) { return office.delivery().item(itemId); });
}

QFuture<Result<>> Desk::retry(const QString &itemId)
{
    d->urgent = true;
    return d->change<void>(
        [itemId](Office &office, const Actor &who) { return office.delivery().retry(who, itemId); });
}

QFuture<Result<>> Desk::retryAll()
{
    d->urgent = true;
    return d->change<void>([](Office &office, const Actor &who) -> Result<> {
        const auto count = office.delivery().retryAll(who);
        return count ? Result<>() : failure(count);
    });
}

QFuture<Result<>> Desk::cancelItem(const QString &itemId, const QString &reason)
{
    return d->sync->worker.run([p = d.get(), thread = d->sync.get(), who = d->actor, itemId, reason] {
        const Result<> done = Exchange::cancel(p->onStore(), thread->stop, who, itemId, reason);
        QMetaObject::invokeMethod(
            p->q, [p] { p->changed(); }, Qt::QueuedConnection);
        return done;
    });
}

QFuture<Result<std::optional<LeaseView>>> Desk::lease(const QString &caseId)
{
    return d->read<std::optional<LeaseView>>(
        [caseId](Office &office, const Actor &who) { return office.review().lease(who, caseId); });
}

QFuture<Result<std::optional<LeaseView>>> Desk::lease(const QString &caseId, LeaseAct act)
{
    if (!d->status.online && act != LeaseAct::TakeOver)
        return lease(caseId);
    // Signed before anybody can sign out.
    const auto signing = d->write<ReviewDesk::LeaseRequest>([caseId, act](Office &office, const Actor &who) {
        return office.review().leaseRequest(who, caseId, act);
    });
    return d->sync->worker.run(
        [p = d.get(), thread = d->sync.get(), who = d->actor, signing]() -> Result<std::optional<LeaseView>> {
            const auto request = signing.result();
            if (!request)
                return failure(request);
            return Exchange::lease(p->onStore(), thread->stop, who, *request);
        });
}

QFuture<Result<ReceiptData>> Desk::receipt(const QString &caseId)
{
    return d->read<ReceiptData>(
        [caseId](Office &office, const Actor &who) { return office.cases().receipt(who, caseId); });
}

QFuture<Result<>> Desk::saveReceipt(const ReceiptData &receipt, Language language, const QString &path)
{
    return d->write<void>([receipt, language, path](Office &office, const Actor &who) -> Result<> {
        if (const auto written = writeReceiptPdf(receipt, language, path); !written)
            return written;
        return office.cases().receiptGiven(who, receipt);
    });
}

QFuture<Result<>> Desk::receiptPrinted(const ReceiptData &receipt)
{
    return d->write<void>(
        [receipt](Office &office, const Actor &who) { return office.cases().receiptGiven(who, receipt); });
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
