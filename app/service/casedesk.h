#pragma once

#include "service/office.h"
#include "service/receipt.h"
#include "store/casestore.h"

namespace desk
{

/// Entering a case: draft, check, submit, correct, withdraw. Submitting writes the revision, its audit entry
/// and its outbox item in one transaction.
class CaseDesk
{
public:
    explicit CaseDesk(Office::Parts &parts)
        : m_parts(parts)
    {
    }

    /// Judges without storing, by the rules of `today`.
    Result<Judgement> check(const CaseContent &content, const QString &caseId, QDate today) const;
    /// What the rules find today in the latest revision.
    Result<Judgement> judgedNow(const QString &caseId) const;

    /// Blocked when the resident may not be updated now, whatever the passport (the card says why).
    Result<DraftView> start(const Actor &actor, const QString &iqamaNumber);
    /// A case of another person on the same shared passport, beside the `separated` case `caseId`.
    Result<DraftView> startLinked(const Actor &actor, const QString &iqamaNumber, const QString &caseId);
    Result<DraftView> openDraft(const Actor &actor, const QString &caseId) const;
    Result<QDateTime> saveDraft(const Actor &actor, const QString &caseId, const DraftForm &form);

    /// Stores and submits the next revision of `caseId`, or a new case when it is empty or unknown.
    /// Submitting the same content of the same case again answers as the first time.
    /// NoScan when the content names a scan that is not kept here.
    Result<Submission> submit(const Actor &actor, const QString &caseId, const CaseContent &content);
    /// Adds scans to an own case: to the draft of one that is being entered or corrected; one that waits for
    /// its decision is sent anew with them.
    Result<Submission> addEvidence(const Actor &actor, const QString &caseId,
                                   const QList<EvidenceItem> &items);
    /// The scans of every revision and of the draft, each once, in the order they came.
    Result<QList<EvidenceItem>> evidence(const QString &caseId) const;
    Result<> withdraw(const Actor &actor, const QString &caseId, const QString &reason);
    /// Takes a submitted case back for correction.
    Result<> recall(const Actor &actor, const QString &caseId);

    /// `reference` may be a reference number or a UUID.
    Result<QString> caseIdOf(const QString &reference) const;
    Result<CaseView> view(const QString &caseId) const;
    /// Newest first; `makerId` empty: everybody's.
    Result<QList<CaseRow>> list(std::optional<CaseState> state, const QString &makerId, int most = 500) const;
    Result<HomeView> home(const Actor &actor) const;
    /// In the case's true state now, marked as a copy once one was given; WrongState for a case that was
    /// never submitted.
    Result<ReceiptData> receipt(const Actor &actor, const QString &caseId) const;
    /// It was printed or saved: the next one is a copy, and the trail knows of it.
    Result<> receiptGiven(const Actor &actor, const ReceiptData &receipt);

    /// Stores a new revision and puts it into the outbox, in the caller's transaction. `event` is Submit, or
    /// Redecide out of a conflict; `baseVersion` the version of the resident it is built upon.
    Result<Submission> sendRevision(const Actor &actor, const CaseRecord &record, const CaseContent &content,
                                    const Judgement &judgement, int baseVersion, CaseEvent event);

    /// Tells the hub that the case has ended, in the caller's transaction.
    Result<> sendWithdrawal(const Actor &actor, const CaseRecord &record, const QString &reason);

private:
    Result<DraftView> begin(const Actor &actor, const QString &iqamaNumber, const QString &linkedTo);
    Result<> showLinks(CaseView &view, const CaseRecord &record) const;
    QDateTime now() const;
    Result<DraftForm> formOf(const CaseHead &record) const;
    enum class WhenSent { Refuse, SendAnew };
    Result<Submission> send(const Actor &actor, const QString &caseId, const CaseContent &content,
                            WhenSent whenSent);
    Result<> learnFromCases(DraftView &view) const;

    Office::Parts &m_parts;
};

} // namespace desk
