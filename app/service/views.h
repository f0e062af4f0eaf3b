#pragma once

#include "domain/casecontent.h"
#include "domain/caseproposal.h"
#include "domain/decisionreason.h"
#include "domain/lifecycle.h"
#include "domain/merge.h"
#include "domain/permissions.h"
#include "domain/resident.h"
#include "domain/residentquery.h"
#include "domain/residentsheld.h"
#include "domain/rules/engine.h"

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

/// What use cases give to the window and to passportctl: plain values, read once, no database behind them.
namespace desk
{

/// How long nobody touches the window before it locks itself (reliability.md §5).
inline constexpr std::chrono::minutes kLockAfterLeast{1};
inline constexpr std::chrono::minutes kLockAfterMost{15};
inline constexpr std::chrono::minutes kLockAfterUsual{5};

enum class PackState {
    InForce,
    Pending,
    Superseded,
    TakenBack,
    Offered, ///< the hub gave it, this desk has not taken it
};

/// A rule pack that was installed here, or the one that came with the program.
struct PackView {
    QString version;
    QDate effectiveFrom;
    QDate validUntil; ///< invalid: no limit
    PackState state = PackState::InForce;
    bool builtIn = false;
    QString signerName;        ///< may be empty
    QString signerFingerprint; ///< empty: built in
    QDateTime installedAt;
    QString installedBy; ///< user id; empty: the hub, or built in
    QDateTime takenBackAt;
    std::optional<Error> refusal =
        {}; ///< why an offered one was not taken; it may be that nothing hinders now
};

/// Whether who signed a pack is believed only where that was decided before, or from now on.
enum class SignerTrust { AsKnown, FromNowOn };

struct PackInstallation {
    QString version;
    QDate effectiveFrom;
    bool already = false; ///< the same file was installed before
};

/// Whoever publishes rule packs.
struct PublisherView {
    QString name;
    QString fingerprint;
};

/// What this machine is.
struct DeskInfo {
    QString branch;       ///< code, "RUH"
    QString branchNameAr; ///< "الرياض"; the code where no name is known
    QString branchNameEn;
    int workstation = 0;   ///< 0 before enrolment
    bool training = false; ///< made with --demo: a mark on every screen
    bool enrolled = false;
    PackView pack;          ///< the rule pack in force
    QDateTime registerAsOf; ///< when the register copy last changed; invalid: never
    qint64 residents = 0;
    std::chrono::minutes lockAfter = kLockAfterUsual;
    ResidentsHeld held = ResidentsHeld::All;
    QString scannerFolder{}; ///< where a scanner leaves its files; empty: none is watched
};

struct UserView {
    QString userId;
    QString name;
    QString displayNameAr;
    QString displayNameEn;
    Roles roles;
    bool active = true;
    bool locked = false;
};

struct FoundResident {
    Resident resident;
    MatchedBy matchedBy = MatchedBy::Name;
    NameMatchKind nameMatch = NameMatchKind::None;
    double score = 0; ///< 0 to 1, best first
    Verdict eligibility = Verdict::Accept;
    QList<Finding> eligibilityFindings; ///< the first is the one to name in a list
};

struct FindResult {
    QList<FoundResident> residents;
    int total = 0;                    ///< before the limit, after the filters
    bool capped = false;              ///< more candidates than were ranked: narrow the query
    std::optional<NarrowBy> narrowBy; ///< what would leave fewest, when more matched than are given
    QMap<QString, int> nationalities; ///< counts for the filter chips, before the nationality filter
    qint64 micros = 0;
    bool mayAskHub = false; ///< nobody is here, but the hub may know somebody (`Desk::askHub`)
};

/// One case in a list.
struct CaseRow {
    QString caseId;
    QString reference;
    CaseState state = CaseState::Draft;
    CaseType caseType = CaseType::Renewal;
    QString iqamaNumber;
    QString nameAr;
    QString nameEn;
    QString nationality;
    QString makerId;
    QString makerNameAr;
    QString makerNameEn;
    Verdict verdict = Verdict::Accept;
    int blockFindings = 0;
    int supervisorFindings = 0;
    int warningFindings = 0;
    QDateTime createdAt;
    QDateTime submittedAt; ///< invalid while a draft
    QDateTime changedAt;
    // of the last decision, when there is one
    QString decisionReason;
    QString decisionComment;
    QString deciderNameAr;
    QString deciderNameEn;
    QStringList missing; ///< drafts: field paths still empty (FM-001)
};

/// How pressing a case in the queue is.
enum class Risk { Ordinary, Medium, High };

/// Whose review of a case is under way.
struct LeaseView {
    QString ownerId;
    QString ownerNameAr;
    QString ownerNameEn;
    int workstation = 0;
    QDateTime since;
    bool own = false; ///< of the person looking
};

struct QueueRow {
    CaseRow row;
    Risk risk = Risk::Ordinary;
    bool own = false;               ///< made by the person looking: may not be decided
    std::optional<LeaseView> lease; ///< somebody is reviewing it
};

/// One revision of a case, as it was judged.
struct RevisionView {
    int revision = 0;
    QString contentSha256;
    QString makerId;
    QString makerNameAr;
    QString makerNameEn;
    QDateTime at;
    CaseContent content;
    Judgement judgement; ///< findings as stored; outcomes only where just computed
    QString pack;
};

struct DecisionView {
    int revision = 0;
    Decision decision = Decision::Approve;
    QString deciderId;
    QString deciderNameAr;
    QString deciderNameEn;
    QString reason; ///< code, may be empty
    QMap<QString, QString> ruleReasons;
    QString comment;
    QDateTime at;
};

struct TimelineEntry {
    CaseState from = CaseState::Draft;
    CaseState to = CaseState::Draft;
    CaseEvent event = CaseEvent::Submit;
    QString actorNameAr;
    QString actorNameEn;
    QDateTime at;
};

/// One outbox item as people see it.
struct OutboxRow {
    QString id;
    QString kind; ///< "case.submitted"
    QString caseId;
    QString reference;
    QString nameAr;
    QString nameEn;
    QString iqamaNumber;
    QString passportNumber;
    QString actorId;
    OutboxState state = OutboxState::Queued;
    int attempts = 0;
    QString errorCode;       ///< key of the outbox causes in the text catalogue; empty: none
    bool conflicted = false; ///< its case still is, and this item met the conflict
    QDateTime since;
    QDateTime nextTryAt; ///< invalid: not by itself
    QDateTime sentAt;
    QDateTime acknowledgedAt;
    struct Step {
        OutboxState to = OutboxState::Queued;
        OutboxEvent event = OutboxEvent::Claim;
        QString errorCode;
        QDateTime at;
    };
    QList<Step> steps; ///< oldest first; filled by `outboxItem`
};

/// The one source of every sign about sending (ux.md SYNC-01).
/// How far this desk has got its residents from the hub.
struct SnapshotPace {
    qint64 taken = 0;
    qint64 total = 0; ///< as far as the hub has said
    int perSecond = 0;

    friend bool operator==(const SnapshotPace &, const SnapshotPace &) = default;
};

struct SyncStatus {
    bool enrolled = false;
    bool online = false; ///< the last exchange succeeded
    bool paused = false; ///< identity or authorisation refused: nothing is sent until a person acts
    bool running = false;
    QString errorCode;       ///< of the last exchange; empty: none
    QDateTime lastSuccessAt; ///< invalid: never
    QDateTime offlineSince;  ///< invalid while online
    QDateTime nextTryAt;
    int roundTripMs = 0;
    int queued = 0; ///< queued or sending
    int waiting = 0;
    int quarantined = 0;
    int conflicted = 0;       ///< cases, not items
    QDateTime oldestUnsentAt; ///< invalid: nothing waits
    UnsentAge age = UnsentAge::Usual;
    std::optional<SnapshotPace> snapshot; ///< while the register comes from the hub; cases follow it

    int unsent() const { return queued + waiting + quarantined; }
    /// The oldest has waited for so long that somebody is to be told.
    bool isOverdue() const { return age == UnsentAge::Supervisor || age == UnsentAge::Branch; }
    /// Only then may anything be green (SYNC-02).
    bool allSent() const { return online && unsent() == 0 && conflicted == 0 && !snapshot; }

    friend bool operator==(const SyncStatus &, const SyncStatus &) = default;
};

/// Where a submitted case has come, for the receipt page.
struct DeliveryView {
    QDateTime savedAt;
    QDateTime acknowledgedAt; ///< by the hub; invalid: not yet
    QDateTime decidedAt;
    QDateTime appliedAt;
};

/// A case that the register overtook.
struct ConflictView {
    QList<MergedField> fields;
    Resident theirs; ///< as the register holds the resident now
};

struct CaseView {
    CaseRow row;
    Resident resident;             ///< as the register copy knows it now
    Passport recorded;             ///< the passport on record when the case was made
    QList<RevisionView> revisions; ///< oldest first
    QList<Finding> toAnswer;       ///< of the latest: as sent, while it waits as `findingsToAnswer` gives it
    QList<DecisionView> decisions; ///< oldest first
    QList<TimelineEntry> timeline; ///< oldest first
    DeliveryView delivery;
    QString refusal; ///< code when the hub refused for good; empty once the case waits for a decision again
    QList<Finding> refusalFindings;
    QList<Finding> fromHub;         ///< SY-001 … SY-003: what the hub has answered and still stands
    QList<ChecklistItem> unchecked; ///< what the case's type asks to have seen and the clerk did not tick
    QList<CaseRow> linked;          ///< the case it was opened from and those opened from it (`separated`)
    std::optional<ConflictView> conflict; ///< while the case is in conflict with the register
    /// Those who are still on the shared passport and have no open case; only of a `separated` case.
    QList<Resident> companions;
};

/// What the form holds between keystrokes; saved within two seconds, restored after a crash.
struct DraftForm {
    CaseContent content;
    QStringList readFields; ///< field paths filled from the MRZ and not changed since
    /// How the fields came that were touched since the draft was opened; not kept: the desk adds by whom and
    /// when, and keeps that with the content.
    QMap<QString, FieldSource> sources;
    int zoneReads = 0; ///< times the zone was read anew; B* rules are lifted only after two of them
    bool lookAlikesCompared = false; ///< ux.md MRZ-09
    bool placeSuggested = false;     ///< the place of issue comes from earlier cases and was not touched
    QString focusField;              ///< field path with the caret

    friend bool operator==(const DraftForm &, const DraftForm &) = default;
};

/// A case being entered.
struct DraftView {
    QString caseId;
    QString reference;
    CaseState state = CaseState::Draft; ///< draft or returned
    Resident resident;
    DraftForm form;
    QDateTime savedAt;
    Judgement judgement;
    QList<PassportRecord> passports; ///< of the resident, newest first
    /// Issuer → places of issue that recent cases name, the usual one first.
    QHash<QString, QStringList> places;
    std::optional<Resident> head; ///< of the resident's household, when the register knows it
    /// Who has come for the resident's employer with an authorisation that still runs, the latest first.
    QList<Applicant> delegates;
    std::optional<DecisionView> returned; ///< why it came back
};

struct ResidentCard {
    Resident resident;
    QList<PassportRecord> passports; ///< newest first
    QList<CaseRow> cases;            ///< newest first
    QList<Resident> household;       ///< members of the same household, without the resident
    Judgement eligibility;           ///< with the outcome of every rule about the person
    std::optional<CaseRow> openCase;
    CaseProposal proposal;
    QDate lastUpdateOn;
};

struct Submission {
    QString caseId;
    QString reference;
    CaseState state = CaseState::Submitted;
    Verdict verdict = Verdict::Accept;
    QList<Finding> findings;
    bool stored = false; ///< false: blocked or a warning not acknowledged; nothing was stored
};

struct DecisionInput {
    Decision decision = Decision::Approve;
    QString contentSha256; ///< the revision that was seen
    QString reason;
    QMap<QString, QString> ruleReasons;
    QString comment;
};

struct HomeView {
    QList<CaseRow> returned; ///< to the one asking, oldest first
    QList<CaseRow> drafts;   ///< newest first
    int awaitingReview = 0;
    int approvedToday = 0;
    int appliedToday = 0;
    int returnedToMe = 0;
};

struct QueueView {
    QList<QueueRow> rows; ///< highest risk, then oldest first
    int decidedToday = 0;
};

struct SessionView {
    Actor actor;
    QString displayNameAr;
    QString displayNameEn;
    std::optional<CaseRow> draft; ///< the draft that was open when this person's window ended
};

struct ImportReport {
    qint64 read = 0;
    qint64 added = 0;
    qint64 updated = 0;
    qint64 unchanged = 0;
    qint64 rejected = 0;
    double seconds = 0;
};

struct SyncReport {
    int sent = 0;
    int acknowledged = 0;
    int waiting = 0;
    int quarantined = 0;
    int applied = 0;                      ///< feed entries applied in this run
    std::optional<SnapshotPace> snapshot; ///< the register came, or is coming, in this run
    bool snapshotIsWhole = true;
    QString cursor;
};

struct AuditReport {
    qint64 entries = 0;
    bool intact = false;
    qint64 brokenAt = 0; ///< sequence of the first broken entry; 0: none
};

template <>
struct Codes<PackState> {
    static constexpr std::array<std::pair<PackState, const char16_t *>, 5> kCodes = {
        {{PackState::InForce, u"in_force"},
         {PackState::Pending, u"pending"},
         {PackState::Superseded, u"superseded"},
         {PackState::TakenBack, u"taken_back"},
         {PackState::Offered, u"offered"}}};
};

} // namespace desk
