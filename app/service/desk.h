#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/mrzimage.h"
#include "domain/reviewlease.h"
#include "service/receipt.h"
#include "service/views.h"
#include "sync/hublink.h"

#include <QFuture>
#include <QImage>
#include <QObject>

#include <memory>

namespace desk
{

/// The desk as the window sees it: every call returns at once and does its work on the store, lookup or sync
/// thread (architecture.md §4). Deliver results with `whenDone`. Lives in the GUI thread.
///
/// Calls that need a signed-in person answer NotPermitted without one.
class Desk : public QObject
{
    Q_OBJECT

public:
    /// Nothing is opened before `open`. `clock` outlives the desk. `linkTo`: HTTPS unless given.
    explicit Desk(const Clock &clock, QObject *parent = nullptr, LinkTo linkTo = {});
    /// Ends the threads; what was submitted is stored.
    ~Desk() override;

    /// Opens the data directory: NoDesk, DeskBusy, NewerSchema, Damaged … say why it could not.
    QFuture<Result<DeskInfo>> open(const QString &dataDirectory);
    QFuture<Result<DeskInfo>> info();

    /// As `Accounts::signIn`.
    QFuture<Result<SessionView>> signIn(const QString &userName, const QString &password,
                                        bool acceptsOlder = false);
    void signOut();
    /// Until somebody signs in again nothing can be looked at; delivering goes on.
    void lock();
    QFuture<Result<>> changePassword(const QString &oldPassword, const QString &newPassword);
    /// As `Accounts::setLockAfter`; tells the window by `infoChanged`.
    QFuture<Result<DeskInfo>> setLockAfter(std::chrono::minutes idle);
    /// As `Accounts::setScannerFolder`.
    QFuture<Result<DeskInfo>> setScannerFolder(const QString &folder);
    /// As `Rulebook` has them; each change gives the list as it is then and tells the window by
    /// `infoChanged`.
    QFuture<Result<QList<PackView>>> rulePacks();
    QFuture<Result<QList<PackView>>> installRules(const QString &path, SignerTrust trust);
    QFuture<Result<QList<PackView>>> takeOfferedRules(const QString &version);
    QFuture<Result<QList<PackView>>> takeBackRules(const QString &version, const QString &reason);
    /// The person signed in; an empty userId when nobody is.
    const Actor &actor() const;

    /// Superseded searches are dropped: their future is cancelled when a newer `find` starts.
    QFuture<Result<FindResult>> find(const FindRequest &request);
    /// Asks the hub for the number that `find` found nobody for, keeps who comes, and finds again.
    /// HubUnreachable with the line down. A newer one supersedes it.
    QFuture<Result<FindResult>> askHub(const FindRequest &request);
    /// Opening a card is an audit entry.
    QFuture<Result<ResidentCard>> openResident(const QString &iqamaNumber);

    QFuture<Result<HomeView>> home();

    /// A new draft for the resident; OpenCaseExists names the case that stands in the way.
    QFuture<Result<DraftView>> startCase(const QString &iqamaNumber);
    QFuture<Result<DraftView>> startLinkedCase(const QString &iqamaNumber, const QString &caseId);
    /// A draft or returned case of the person signed in.
    QFuture<Result<DraftView>> openDraft(const QString &caseId);
    /// The time it was saved.
    QFuture<Result<QDateTime>> saveDraft(const QString &caseId, const DraftForm &form);
    /// Every rule's verdict on what the form holds. Superseded requests are cancelled.
    QFuture<Result<Judgement>> judge(const QString &caseId, const CaseContent &content);
    QFuture<Result<Submission>> submit(const QString &caseId, const CaseContent &content);
    /// Takes in the file, or a picture that is in hand, and keeps what is in it; the draft is to name it.
    QFuture<Result<QList<EvidenceItem>>> takeScan(EvidenceKind kind, const QString &path);
    QFuture<Result<QList<EvidenceItem>>> takeScan(EvidenceKind kind, const QImage &picture);
    /// A scan of a case, upright.
    QFuture<Result<QImage>> scan(const QString &sha256);
    /// What stands in the machine-readable zone of a kept scan of a data page.
    QFuture<Result<MrzImageReading>> readZone(const QString &sha256);
    QFuture<Result<>> withdraw(const QString &caseId, const QString &reason);
    QFuture<Result<>> recall(const QString &caseId);

    QFuture<Result<CaseView>> caseView(const QString &caseId);
    QFuture<Result<QueueView>> queue();
    /// Whose review of the case is under way.
    QFuture<Result<std::optional<LeaseView>>> lease(const QString &caseId);
    /// The same after asking the hub, which without a line only taking over does.
    QFuture<Result<std::optional<LeaseView>>> lease(const QString &caseId, LeaseAct act);
    /// The decision leaves the outbox no earlier than `kUndoSeconds` from now.
    QFuture<Result<>> decide(const QString &caseId, const DecisionInput &decision);
    QFuture<Result<>> undoDecision(const QString &caseId);

    /// As `ConflictDesk` has them.
    QFuture<Result<>> sendAgain(const QString &caseId);
    QFuture<Result<>> acceptRegister(const QString &caseId, const QString &reason);

    /// What waits first, then what was sent in the last seven days, newest first; at most so many.
    QFuture<Result<QList<OutboxRow>>> outbox(int most);
    QFuture<Result<OutboxRow>> outboxItem(const QString &itemId);
    QFuture<Result<>> retry(const QString &itemId);
    QFuture<Result<>> retryAll();
    /// As `Exchange::cancel`.
    QFuture<Result<>> cancelItem(const QString &itemId, const QString &reason);

    QFuture<Result<ReceiptData>> receipt(const QString &caseId);
    QFuture<Result<>> saveReceipt(const ReceiptData &receipt, Language language, const QString &path);
    /// The page has printed it.
    QFuture<Result<>> receiptPrinted(const ReceiptData &receipt);

    /// Starts delivering and pulling in the background, now and then by itself.
    void startSync();
    void syncNow();
    /// The machine's line is back, as the system tells while delivering goes on: what waits begins to move
    /// within a second, not at all desks in the same instant.
    void lineReturned();
    /// Lists look again, after a time in which nothing could be shown.
    void refresh();
    SyncStatus syncStatus() const;

    static constexpr int kUndoSeconds = 8;

signals:
    /// The only source of signs about sending; emitted when anything in it changed.
    void syncStatusChanged(const desk::SyncStatus &status);
    /// What the desk is or how it is set changed.
    void infoChanged(const desk::DeskInfo &info);
    /// Cases changed, here or at the hub: lists refresh themselves.
    void casesChanged();
    void outboxChanged();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace desk
