#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/casecontent.h"
#include "domain/lifecycle.h"
#include "domain/rules/engine.h"
#include "domain/rules/finding.h"
#include "sql/connection.h"
#include "store/subjects.h"
#include "store/vault.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace desk
{

class Statement;

/// How many findings of each severity a case has, for lists.
struct FindingCounts {
    int block = 0;
    int supervisor = 0;
    int warning = 0;

    friend bool operator==(const FindingCounts &, const FindingCounts &) = default;
};

FindingCounts countsOf(const QList<Finding> &findings);

/// What of a case is not sealed.
struct CaseHead {
    QString caseId;    ///< UUID without braces
    QString reference; ///< "RUH-2026-0700123"
    CaseState state = CaseState::Draft;
    CaseType caseType = CaseType::Renewal;
    QString linkedTo = {};             ///< reference of the case it was opened from; empty: none
    Verdict verdict = Verdict::Accept; ///< of the latest revision
    FindingCounts findings;
    QString makerId;     ///< who began it
    int baseVersion = 0; ///< register version of the resident the latest revision was judged against
    int revision = 0;    ///< the latest; 0 while a draft that was never submitted
    bool remote = false; ///< begun at another desk
    QDateTime createdAt;
    QDateTime submittedAt; ///< of the latest revision; invalid while there is none
    QDateTime changedAt;   ///< of the last move or, for a draft, the last save
    QDateTime savedAt;     ///< of the draft's content; invalid: none
};

/// One case without its contents.
struct CaseRecord : CaseHead {
    QString iqamaNumber;
};

struct NewCase {
    QString caseId = {}; ///< empty: a new UUID
    QString iqamaNumber = {};
    QString makerId = {};
    CaseType caseType = CaseType::Renewal;
    QString linkedTo = {}; ///< reference of the case it was opened from
    int baseVersion = 0;
    QByteArray baseline = {}; ///< opaque: what was on record when the case was begun
    QByteArray draft = {};    ///< what the form holds; opaque
    QString reference = {};   ///< of a case begun at another desk; empty: the next of this one
};

/// What is sent for review. `content` and `findings` are opaque and never change once stored.
struct NewRevision {
    QString caseId = {};
    QString makerId = {};
    QByteArray content = {};
    QByteArray findings = {};
    QString pack = {}; ///< version of the rule pack that judged it
    Verdict verdict = Verdict::Accept;
    CaseType caseType = CaseType::Renewal;
    FindingCounts counts = {};
    int baseVersion = 0;
    CaseEvent event = CaseEvent::Submit; ///< or Redecide
    std::optional<QDateTime> at = {};    ///< when it happened at another desk; else now
    std::optional<int> number = {};      ///< that it has at another desk; else the next here
};

struct RevisionRecord {
    int revision = 0;      ///< from 1
    QString contentSha256; ///< hex
    QString makerId;
    QDateTime at;
    QByteArray content;
    QByteArray findings;
    QString pack;
};

struct NewDecision {
    QString decisionId = {}; ///< UUID; empty: a new one
    QString caseId = {};
    QString contentSha256 = {}; ///< of the revision that was seen
    Decision decision = Decision::Approve;
    QString deciderId = {};
    QString reason = {};                     ///< code, may be empty
    QMap<QString, QString> ruleReasons = {}; ///< rule id → reason code
    QString comment = {};
    std::optional<QDateTime> at = {}; ///< when it happened at another desk; else now
};

struct DecisionRecord {
    QString decisionId;
    int revision = 0;
    Decision decision = Decision::Approve;
    QString deciderId;
    QString reason;
    QMap<QString, QString> ruleReasons;
    QString comment;
    QDateTime at;
    QDateTime undoneAt; ///< invalid: it stands
};

/// One move of a case. `detail` is opaque: the register's fields of a conflict, the findings of a refusal.
struct CaseMove {
    CaseState from = CaseState::Draft;
    CaseState to = CaseState::Draft;
    CaseEvent event = CaseEvent::Submit;
    QString actorId; ///< empty: the hub or the register
    QString reason;  ///< code of a withdrawal or refusal; may be empty
    QByteArray detail;
    QDateTime at;
};

/// A move other than submit and decide.
struct NewMove {
    QString caseId = {};
    CaseEvent event = CaseEvent::Withdraw;
    QString actorId = {};
    QString reason = {};
    QByteArray detail = {};
    std::optional<QDateTime> at = {};
};

struct CaseFilter {
    std::optional<CaseState> state = {};
    QString makerId = {};
    QString iqamaNumber = {};
    int limit = 500;
};

/// Cases with their drafts, revisions, decisions and moves. Nothing is ever deleted. A state changes only as
/// `next()` of domain/lifecycle.h says (WrongState otherwise, `where` is the present state), together with
/// one entry of the timeline. Writing calls belong to the caller's Transaction.
///
/// Whom a case is about, its contents, comments and details are sealed: VaultLocked where they are needed and
/// nobody is signed in, Damaged when they do not open. `head`, `move`, `undoDecision`, `standingDecider`,
/// `timeline` and the counts go on with the sender's keys alone.
class CaseStore
{
public:
    CaseStore(Connection &connection, const Vault &vault, const Clock &clock);

    /// A draft with the next reference number. AlreadyExists for a known id. Whether another case of the
    /// resident is open is the caller's question (`openCase`); the database only keeps two of one desk from
    /// being open.
    Result<CaseRecord> create(const NewCase &newCase);
    /// Overwrites what the form holds; the time it was saved. WrongState unless draft or returned,
    /// NotPermitted for another person than the maker.
    Result<QDateTime> saveDraft(const QString &caseId, const QString &makerId, const QByteArray &content);
    Result<QByteArray> draft(const QString &caseId);
    Result<QByteArray> baseline(const QString &caseId);

    /// A new revision for review. OpenCaseExists (`where` is its reference) when another case is open.
    Result<RevisionRecord> submit(const NewRevision &revision);
    /// SamePerson when the decider made any revision, StaleRevision when the hash is not the latest one's.
    Result<CaseHead> decide(const NewDecision &decision);
    /// The case is built upon this version of the resident from now on, which left what it changes alone.
    Result<> rebase(const QString &caseId, int baseVersion);
    /// Takes the last decision back (C13). Its outbox item is the caller's to cancel in the same transaction.
    Result<CaseHead> undoDecision(const QString &caseId, const QString &actorId);
    /// From returned, where the hub had refused or lost the latest revision or the decision on it and has it
    /// now, to waiting for a decision. False: it is with its maker for another reason.
    Result<bool> waitAgain(const CaseHead &record, const QString &actorId,
                           const std::optional<QDateTime> &at = {});
    /// From approved, returned, rejected or applied, which a restored hub had lost, to waiting for a
    /// decision: none on this revision counts any more.
    Result<> reopen(const CaseHead &record);
    Result<CaseHead> move(const NewMove &move);

    /// NotFound when there is none.
    Result<CaseRecord> byId(const QString &caseId);
    Result<CaseHead> head(const QString &caseId);
    Result<CaseRecord> byReference(const QString &reference);
    /// The case it was opened from and all that were opened from either, without itself, oldest first.
    Result<QList<CaseRecord>> linkedWith(const CaseHead &record);
    /// Oldest first.
    Result<QList<RevisionRecord>> revisions(const QString &caseId);
    Result<RevisionRecord> latestRevision(const QString &caseId);
    /// Oldest first, with those taken back.
    Result<QList<DecisionRecord>> decisions(const QString &caseId);
    /// Who made the latest decision; nullopt: there is none, or it was taken back.
    Result<std::optional<QString>> standingDecider(const QString &caseId);
    Result<QList<CaseMove>> timeline(const QString &caseId);
    /// Whether the last that people did to it was to decide; what the register did since does not count.
    Result<bool> isLastDecided(const QString &caseId);
    /// Contents of the latest revisions made at this desk or another, newest first.
    Result<QList<QByteArray>> recentContents(int limit);
    /// The makers of all revisions.
    Result<QStringList> makers(const QString &caseId);

    /// A receipt was printed or saved.
    Result<> noteReceipt(const QString &caseId, const QString &actorId);
    Result<int> receiptsGiven(const QString &caseId);

    /// Submitted, oldest first.
    Result<QList<CaseRecord>> queue(int limit = 500);
    /// A person's returned cases, oldest first, then drafts, newest first.
    Result<QList<CaseRecord>> mine(const QString &makerId, int limit = 500);
    /// Newest first.
    Result<QList<CaseRecord>> list(const CaseFilter &filter);
    /// The case that stands in the way of another one (RC-014).
    Result<std::optional<CaseRecord>> openCase(const QString &iqamaNumber, const QString &exceptCaseId = {});
    /// The reference of another case of its resident that is open at this desk, as one only may be; empty:
    /// none.
    Result<QString> inTheWayOf(const QString &caseId);

    /// Leaves numbers out after those given so far, because later ones may have been given elsewhere.
    Result<> skipReferences(int count);

    Result<QMap<CaseState, int>> countsByState();
    /// Moves since an instant, those taken back included; of one actor or of all.
    Result<QMap<CaseEvent, int>> movesSince(const QDateTime &since, const QString &actorId = {});

    /// In the order in which they are sealed anew; `Subjects` come apart.
    static const std::vector<SealedTable> &sealedTables();

private:
    Result<QString> nextReference();
    Result<> change(const CaseHead &head, const NewMove &move);
    /// nullopt: no case was ever about this resident.
    Result<std::optional<qint64>> subjectOf(const QString &iqamaNumber);
    Result<QList<RevisionRecord>> revisionsFrom(Statement &query);
    Result<QByteArray> sealedPart(const char *column, const QString &caseId);
    Result<CaseRecord> only(Statement &query);
    Result<QList<CaseRecord>> all(Statement &query);

    Connection &m_connection;
    const Vault &m_vault;
    Subjects m_subjects;
    const Clock &m_clock;
};

} // namespace desk
