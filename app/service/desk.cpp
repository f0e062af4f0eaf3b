#include "service/desk_p.h"

#include "base/logging.h"
#include "service/accounts.h"
#include "service/casedesk.h"
#include "service/conflictdesk.h"
#include "service/delivery.h"
#include "service/hubregister.h"
#include "service/passportimage.h"
#include "service/picture.h"
#include "service/residentdesk.h"
#include "service/reviewdesk.h"
#include "service/scanintake.h"
#include "service/whendone.h"

#include <QTimer>

namespace desk
{

using namespace std::chrono_literals;

namespace
{

/// A clerk waits no longer than this for the hub to say who holds a passport's number.
constexpr auto kAskBeforeSubmit = 5s;

} // namespace

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

} // namespace desk
