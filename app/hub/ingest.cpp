#include "hub/ingest.h"

#include "base/sha256.h"
#include "hub/evidenceshelf.h"
#include "hub/feedlog.h"
#include "hub/leases.h"
#include "hub/register.h"
#include "hub/rulecontext.h"
#include "hub/signkeys.h"
#include "hub/words.h"
#include "protocol/json.h"
#include "protocol/residentjson.h"
#include "sql/statement.h"

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

bool isAboutCase(MessageKind kind)
{
    return kind != MessageKind::UserChanged && kind != MessageKind::AuditHead;
}

/// What becomes of the passport on record.
PassportState oldPassportState(CaseType type)
{
    return type == CaseType::Lost ? PassportState::Lost : PassportState::Superseded;
}

/// The passport of an approved case as the register keeps it. A personal number is learned only when its
/// check digit holds.
PassportRecord recordOf(const CaseRevisionPayload &revision, QDate today)
{
    const CaseContent content = normalised(revision.content);
    const EnteredPassport &entered = content.passport;
    PassportRecord record{{entered.number, entered.issuer, isoDate(entered.issuedOn).value_or(QDate()),
                           isoDate(entered.expiresOn).value_or(QDate())},
                          PassportState::Active,
                          revision.reference};
    if (content.mrz) {
        const MrzDocument mrz = parseMrz(*content.mrz, today);
        if (!mrz.has(MrzProblem::OptionalCheck))
            record.personalNumber = personalNumber(mrz);
    }
    return record;
}

/// The hub stands by its answer and gives it again. A refusal or `retry` leaves the message as if it had
/// never come, and so does a lease, which is of the moment.
bool isFinal(const Message &message, Outcome outcome)
{
    return outcome != Outcome::Rejected && outcome != Outcome::Retry &&
           message.kind != MessageKind::CaseLease;
}

HubCode codeFor(const Finding &workflowFinding)
{
    if (workflowFinding.rule == "WF-001"_L1)
        return HubCode::SamePerson;
    if (workflowFinding.rule == "WF-003"_L1)
        return HubCode::StaleRevision;
    if (workflowFinding.rule == "WF-005"_L1)
        return HubCode::PackOutOfDate;
    return HubCode::ReasonRequired;
}

} // namespace

Ingest::Ingest(Connection &connection, const Clock &clock, const HubMeta &meta, const RulePack &pack)
    : m_connection(connection)
    , m_clock(clock)
    , m_meta(meta)
    , m_pack(pack)
{
}

MessageResult Ingest::refused(const Message &message, HubCode code) const
{
    return resultWith(message.id, Outcome::Rejected, code);
}

Result<MessageResult> Ingest::conflict(const Incoming &in, const Resident &resident)
{
    const auto base = Register(m_connection, m_clock).asOf(in.residentId, in.message.baseVersion);
    if (!base)
        return failure(base);
    MessageResult result = resultWith(in.message.id, Outcome::Conflict, HubCode::Conflict);
    result.version = resident.version;
    result.conflict = RegisterConflict{resident, *base};
    return result;
}

Result<QByteArray> Ingest::take(const Workstation &from, const Message &message)
{
    const auto answerBytes = [](const MessageResult &result) {
        return canonicalJson(messageResultToJson(result));
    };
    if (sha256Hex(message.payload) != message.payloadSha256)
        return answerBytes(refused(message, HubCode::PayloadHash));
    const qint64 about = residentId(message.resident).value_or(0);
    const Result<std::optional<Receipt>> known = claim(from, message.id, about, message.payloadSha256);
    if (!known)
        return failure(known);
    if (*known) {
        const Receipt &first = **known;
        if (first.workstationId != from.id || (first.sha256 && *first.sha256 != message.payloadSha256))
            return answerBytes(refused(message, HubCode::IdReused));
        return first.answer;
    }
    const Result<MessageResult> result = examine(from, message);
    if (!result)
        return failure(result);
    QByteArray answer = answerBytes(*result);
    const Result<> kept = isFinal(message, result->outcome) ? keepReceipt(message.id, result->outcome, answer)
                                                            : dropReceipt(message.id);
    if (!kept)
        return failure(kept);
    return answer;
}

Result<QByteArray> Ingest::voidMessage(const Workstation &from, const QString &messageId)
{
    const Result<std::optional<Receipt>> known = claim(from, messageId, 0, {});
    if (!known)
        return failure(known);
    if (*known && (*known)->workstationId != from.id)
        return canonicalJson(
            messageResultToJson(resultWith(messageId, Outcome::Rejected, HubCode::IdReused)));
    if (*known)
        return (*known)->answer;
    const QByteArray answer =
        canonicalJson(messageResultToJson(resultWith(messageId, Outcome::Rejected, HubCode::Voided)));
    if (const auto kept = keepReceipt(messageId, Outcome::Rejected, answer); !kept)
        return failure(kept);
    return answer;
}

Result<MessageResult> Ingest::examine(const Workstation &from, const Message &message)
{
    const Result<std::optional<HubUser>> actor = HubAccounts(m_connection, m_clock).user(message.actor);
    if (!actor)
        return failure(actor);
    if (!*actor || !(*actor)->account.active || (*actor)->branch != from.branch)
        return refused(message, HubCode::UnknownActor);
    Incoming in{from, message, **actor, 0, {}, false};
    if (isAboutCase(message.kind)) {
        const std::optional<qint64> id = residentId(message.resident);
        if (!id)
            return refused(message, HubCode::Malformed);
        in.residentId = *id;
        if (const auto held = Register(m_connection, m_clock).hold(*id); !held)
            return failure(held);
    } else if (message.kind == MessageKind::UserChanged) {
        const Result<UserChangedPayload> payload = userChangedFromPayload(message.payload);
        if (!payload)
            return refused(message, HubCode::Malformed);
        in.subject = payload->userId;
    } else {
        in.subject = u"audit"_s;
    }
    const Result<std::optional<HubCode>> objection = signatureObjection(in);
    if (!objection)
        return failure(objection);
    if (*objection)
        return refused(message, **objection);
    if (message.kind == MessageKind::CaseLease)
        return lease(in);
    const Result<qint64> last = lastSequence(in);
    if (!last)
        return failure(last);
    // What would change nothing of a case is answered so whenever it comes; all else comes in its order.
    in.isLate = message.sequence <= *last;
    if (in.isLate && !isAboutCase(message.kind))
        return refused(message, HubCode::OutOfOrder);

    const auto handle = [&]() -> Result<MessageResult> {
        switch (message.kind) {
        case MessageKind::CaseSubmitted:
        case MessageKind::CaseRevised:
            return revision(in);
        case MessageKind::CaseDecided:
            return decision(in);
        case MessageKind::CaseWithdrawn:
            return withdrawal(in);
        case MessageKind::CaseLease:
            return lease(in);
        case MessageKind::UserChanged:
            return userChange(in);
        case MessageKind::AuditHead:
            return auditHead(in);
        }
        Q_UNREACHABLE();
    };
    Result<MessageResult> result = handle();
    if (result && isFinal(message, result->outcome)) {
        if (const auto advanced = advanceChain(in); !advanced)
            return failure(advanced);
    }
    return result;
}

Result<std::optional<HubCode>> Ingest::signatureObjection(Incoming &in)
{
    SignKeys keys(m_connection, m_clock);
    const Result<std::optional<HubCode>> objection = keys.objection(in.from.id, in.message.actor, in.message);
    if (!objection || !*objection || in.subject != in.message.actor)
        return objection;
    // Whoever came back in with the printed key has a new key pair and nobody else to vouch for it.
    const Result<std::optional<HubCode>> otherwise = keys.objection(in.from.id, kRecoverySigner, in.message);
    if (!otherwise)
        return failure(otherwise);
    in.byRecovery = !*otherwise;
    return in.byRecovery ? *otherwise : *objection;
}

/// Keeps the message, tells the other desks of the branch, ends the review under way, and says so.
Result<MessageResult> Ingest::noted(const Incoming &in, const QString &caseId, int version)
{
    if (const auto kept = keepMessage(in); !kept)
        return failure(kept);
    if (const auto ended = Leases(m_connection, m_clock).end(in.residentId, caseId, in.from.branch); !ended)
        return failure(ended);
    const Result<qint64> position =
        FeedLog(m_connection, m_clock).caseChanged(in.residentId, in.message.id, in.from);
    if (!position)
        return failure(position);
    MessageResult result;
    result.id = in.message.id;
    result.outcome = Outcome::Accepted;
    result.version = version;
    result.position = *position;
    return result;
}

Result<MessageResult> Ingest::revision(const Incoming &in)
{
    const Result<CaseRevisionPayload> payload = caseRevisionFromPayload(in.message.payload);
    if (!payload || payload->content.iqamaNumber != in.message.resident)
        return refused(in.message, HubCode::Malformed);
    if (payload->makerId != in.message.actor)
        return refused(in.message, HubCode::ActorMismatch);
    if (!may(in.actor.account.roles, Act::EnterCase))
        return refused(in.message, HubCode::NotPermitted);
    if (comparePackVersions(payload->pack, m_pack.oldestAccepted()) < 0)
        return refused(in.message, HubCode::PackTooOld);
    const auto record = Register(m_connection, m_clock).find(in.residentId);
    if (!record)
        return failure(record);
    if (!*record)
        return refused(in.message, HubCode::UnknownResident);
    const Resident &resident = **record;

    const Result<std::optional<Case>> known = findCase(payload->caseId);
    if (!known)
        return failure(known);
    if (*known && ((*known)->residentId != in.residentId || (*known)->branch != in.from.branch))
        return refused(in.message, HubCode::CaseMismatch);
    if (*known) {
        const Result<QList<Revision>> before = revisions(in.residentId, payload->caseId);
        if (!before)
            return failure(before);
        for (const Revision &earlier : *before) {
            if (earlier.number != payload->revision)
                continue;
            // A desk that was restored from a copy sends under a new id what the hub has.
            if (earlier.contentSha256 != payload->contentSha256 || earlier.maker != payload->makerId)
                return refused(in.message, HubCode::RevisionExists);
            MessageResult result;
            result.id = in.message.id;
            result.outcome = Outcome::Duplicate;
            result.version = resident.version;
            return result;
        }
    }
    if (in.isLate)
        return refused(in.message, HubCode::OutOfOrder);
    if (*known && payload->revision <= (*known)->revision)
        return refused(in.message, HubCode::RevisionExists);
    if (*known && isTerminal((*known)->state))
        return refused(in.message, HubCode::AlreadyDecided);
    const Result<std::optional<QString>> other = otherOpenCase(m_connection, in.residentId, payload->caseId);
    if (!other)
        return failure(other);
    if (*other)
        return refused(in.message, HubCode::OpenCaseExists);
    if (in.message.baseVersion != resident.version)
        return conflict(in, resident);

    EvidenceShelf shelf(m_connection, m_clock);
    const Result<QString> missing = shelf.missingFrom(payload->content);
    if (!missing)
        return failure(missing);
    if (!missing->isEmpty())
        return resultWith(in.message.id, Outcome::Retry, HubCode::EvidenceMissing);

    const Case item{payload->caseId, in.residentId,        payload->reference,
                    in.from.branch,  CaseState::Submitted, payload->revision};
    if (const auto done = putCase(item); !done)
        return failure(done);
    const Result<> added =
        Statement(m_connection, u"INSERT INTO revisions (resident_id, case_id, revision, "
                                u"content_sha256, maker, message_id) VALUES (?, ?, ?, ?, ?, ?)"_s)
            .bind(in.residentId, item.id, item.revision, payload->contentSha256, payload->makerId,
                  in.message.id)
            .post();
    if (!added)
        return failure(added);
    if (const auto linked = shelf.link(in.residentId, item.id, payload->content); !linked)
        return failure(linked);
    return noted(in, item.id, resident.version);
}

Result<MessageResult> Ingest::decision(const Incoming &in)
{
    const Result<CaseDecidedPayload> payload = caseDecidedFromPayload(in.message.payload);
    if (!payload)
        return refused(in.message, HubCode::Malformed);
    if (payload->deciderId != in.message.actor)
        return refused(in.message, HubCode::ActorMismatch);
    if (!may(in.actor.account.roles, Act::DecideCase))
        return refused(in.message, HubCode::NotPermitted);
    const auto found = caseInBranch(in, payload->caseId);
    if (!found)
        return failure(found);
    if (const auto *code = std::get_if<HubCode>(&*found))
        return refused(in.message, *code);
    const CaseState state = std::get<Case>(*found).state;
    const auto record = Register(m_connection, m_clock).find(in.residentId);
    if (!record)
        return failure(record);
    if (!*record)
        return refused(in.message, HubCode::UnknownResident);
    if (state != CaseState::Submitted) {
        const Result<bool> same = hasDecision(in.residentId, *payload);
        if (!same)
            return failure(same);
        if (!*same)
            return refused(in.message, isTerminal(state) ? HubCode::AlreadyDecided : HubCode::WrongState);
        MessageResult result;
        result.id = in.message.id;
        result.outcome = Outcome::Duplicate;
        result.version = (*record)->version;
        return result;
    }
    if (in.isLate)
        return refused(in.message, HubCode::OutOfOrder);
    const Result<QList<Revision>> made = revisions(in.residentId, payload->caseId);
    if (!made)
        return failure(made);
    const Result<CaseRevisionPayload> latest = revisionPayload(in.residentId, made->last().messageId);
    if (!latest)
        return failure(latest);
    DecisionRequest request;
    request.decision = payload->decision;
    request.deciderId = payload->deciderId;
    for (const Revision &one : *made)
        request.makerIds.append(one.maker);
    request.decidedHash = payload->contentSha256;
    request.latestHash = made->last().contentSha256;
    request.reason = payload->reason;
    request.ruleReasons = payload->ruleReasons;
    request.comment = payload->comment;
    request.packOutOfDate = m_pack.isOutOfDate(m_clock.todayInRiyadh());
    if (payload->revision != made->last().number)
        return refused(in.message, HubCode::StaleRevision);
    if (const QList<Finding> against = judgeDecision(request, m_pack); !against.isEmpty()) {
        MessageResult result = refused(in.message, codeFor(against.first()));
        result.findings = against;
        return result;
    }
    // A return or a rejection writes nothing over the register's newer version.
    if (payload->decision == Decision::Approve && in.message.baseVersion != (*record)->version)
        return conflict(in, **record);
    if (payload->decision == Decision::Approve)
        return approval(in, *payload, request, *latest, (*record)->version);

    if (const auto done =
            setState(in.residentId, payload->caseId,
                     payload->decision == Decision::Return ? CaseState::Returned : CaseState::Rejected);
        !done)
        return failure(done);
    Result<MessageResult> result = noted(in, payload->caseId, (*record)->version);
    if (!result)
        return result;
    const Result<> kept = keepDecision(in, *payload);
    return kept ? result : failure(kept);
}

Result<MessageResult> Ingest::approval(const Incoming &in, const CaseDecidedPayload &payload,
                                       const DecisionRequest &request, const CaseRevisionPayload &latest,
                                       int version)
{
    const EnteredPassport entered = normalised(latest.content).passport;
    const Result<> held =
        Register(m_connection, m_clock).hold(Passport{entered.number, entered.issuer, {}, {}});
    if (!held)
        return failure(held);
    const Result<RuleContext> context =
        ruleContextFor(m_connection, m_clock, m_meta, latest.content, payload.caseId);
    if (!context)
        return failure(context);
    const Judgement judgement = judge(latest.content, *context, m_pack);
    if (judgement.verdict == Verdict::Block) {
        MessageResult result = refused(in.message, HubCode::BlockedByRules);
        result.findings = judgement.findings;
        return result;
    }
    // The desk's list of findings may be short, and what has gone since wants no reason of its own.
    DecisionRequest again = request;
    again.findings = findingsToAnswer(latest.findings, judgement.findings, m_pack);
    if (const QList<Finding> against = judgeDecision(again, m_pack); !against.isEmpty()) {
        MessageResult result = refused(in.message, codeFor(against.first()));
        result.findings = against;
        return result;
    }
    Result<MessageResult> result = noted(in, payload.caseId, version);
    if (!result)
        return result;
    if (const auto kept = keepDecision(in, payload); !kept)
        return failure(kept);
    const Result<Register::Change> change =
        Register(m_connection, m_clock)
            .apply(*context->resident, {.passport = recordOf(latest, context->today),
                                        .oldState = oldPassportState(latest.caseType),
                                        .isCorrection = latest.caseType == CaseType::Correction,
                                        .caseId = payload.caseId,
                                        .messageId = in.message.id});
    if (!change)
        return failure(change);
    if (const auto done = setState(in.residentId, payload.caseId, CaseState::Applied); !done)
        return failure(done);
    result->version = change->version;
    result->position = change->position;
    return result;
}

Result<MessageResult> Ingest::withdrawal(const Incoming &in)
{
    const Result<CaseWithdrawnPayload> payload = caseWithdrawnFromPayload(in.message.payload);
    if (!payload)
        return refused(in.message, HubCode::Malformed);
    if (payload->actorId != in.message.actor)
        return refused(in.message, HubCode::ActorMismatch);
    Result<std::optional<Case>> known = findCase(payload->caseId);
    const Result<QList<Revision>> made = revisions(in.residentId, payload->caseId);
    if (!known)
        return failure(known);
    if (!made)
        return failure(made);
    if (*known && (*known)->residentId != in.residentId)
        known->reset();
    const bool isMaker = made->isEmpty() || made->last().maker == in.message.actor;
    if (!(isMaker && may(in.actor.account.roles, Act::EnterCase)) &&
        !may(in.actor.account.roles, Act::WithdrawOthers))
        return refused(in.message, HubCode::NotPermitted);
    if (*known && (*known)->branch != in.from.branch)
        return refused(in.message, HubCode::CaseMismatch);
    const auto record = Register(m_connection, m_clock).find(in.residentId);
    if (!record)
        return failure(record);
    const int version = *record ? (*record)->version : 0;
    MessageResult result;
    result.id = in.message.id;
    result.version = version;
    if (!*known) {
        // Its submission was refused here, so there is nothing to end; the desk's case still has to.
        result.outcome = Outcome::Accepted;
        return result;
    }
    if ((*known)->state == CaseState::Withdrawn) {
        result.outcome = Outcome::Duplicate;
        return result;
    }
    if (isTerminal((*known)->state))
        return refused(in.message, HubCode::AlreadyDecided);
    if (in.isLate)
        return refused(in.message, HubCode::OutOfOrder);
    if (const auto done = setState(in.residentId, payload->caseId, CaseState::Withdrawn); !done)
        return failure(done);
    return noted(in, payload->caseId, version);
}

Result<MessageResult> Ingest::lease(const Incoming &in)
{
    const Result<CaseLeasePayload> payload = caseLeaseFromPayload(in.message.payload);
    if (!payload)
        return refused(in.message, HubCode::Malformed);
    if (!may(in.actor.account.roles, Act::DecideCase))
        return refused(in.message, HubCode::NotPermitted);
    const auto found = caseInBranch(in, payload->caseId);
    if (!found)
        return failure(found);
    if (const auto *code = std::get_if<HubCode>(&*found))
        return refused(in.message, *code);
    const CaseState state = std::get<Case>(*found).state;
    if (state != CaseState::Submitted)
        return refused(in.message, HubCode::WrongState);
    const Result<bool> done =
        Leases(m_connection, m_clock)
            .act(in.residentId, payload->caseId, payload->act, in.message.actor, in.from);
    if (!done)
        return failure(done);
    if (!*done)
        return refused(in.message, HubCode::LeasedByOther);
    MessageResult result;
    result.id = in.message.id;
    result.outcome = Outcome::Accepted;
    return result;
}

Result<MessageResult> Ingest::userChange(const Incoming &in)
{
    const Result<UserChangedPayload> payload = userChangedFromPayload(in.message.payload);
    if (!payload)
        return refused(in.message, HubCode::Malformed);
    // The recovery key lets its owner sign again; it makes nobody more than they were.
    const bool allowed = in.byRecovery ? payload->active && payload->roles == in.actor.account.roles
                                       : may(in.actor.account.roles, Act::AdministerUsers);
    if (!allowed)
        return refused(in.message, HubCode::NotPermitted);
    HubAccounts accounts(m_connection, m_clock);
    const Result<std::optional<HubUser>> known = accounts.user(payload->userId);
    if (!known)
        return failure(known);
    if (*known && (*known)->branch != in.from.branch)
        return refused(in.message, HubCode::WrongBranch);
    if (const auto kept = keepMessage(in); !kept)
        return failure(kept);
    const Result<qint64> position = accounts.putUser(in.from.branch, *payload, in.from.id);
    if (!position)
        return failure(position);
    if (payload->active && !payload->signKey.isEmpty()) {
        const Result<> learned =
            SignKeys(m_connection, m_clock).add(in.from.id, payload->userId, payload->signKey);
        if (!learned)
            return failure(learned);
    }
    MessageResult result;
    result.id = in.message.id;
    result.outcome = Outcome::Accepted;
    result.position = *position;
    return result;
}

Result<MessageResult> Ingest::auditHead(const Incoming &in)
{
    const Result<AuditHeadPayload> payload = auditHeadFromPayload(in.message.payload);
    if (!payload)
        return refused(in.message, HubCode::Malformed);
    qint64 newest = 0;
    {
        Statement statement(m_connection,
                            u"SELECT coalesce(max(sequence), 0) FROM audit_heads WHERE workstation_id = ?"_s);
        const Result<bool> row = statement.bind(in.from.id).step();
        if (!row)
            return failure(row);
        newest = statement.number(0);
    }
    if (payload->sequence <= newest)
        return refused(in.message, HubCode::AuditRollback);
    const Result<> kept =
        Statement(m_connection,
                  u"INSERT INTO audit_heads (workstation_id, sequence, head, at) VALUES (?, ?, ?, ?)"_s)
            .bind(in.from.id, payload->sequence, payload->head, m_clock.utc())
            .run();
    if (!kept)
        return failure(kept);
    MessageResult result;
    result.id = in.message.id;
    result.outcome = Outcome::Accepted;
    return result;
}

Result<std::optional<Ingest::Receipt>> Ingest::claim(const Workstation &from, const QString &messageId,
                                                     qint64 about, const std::optional<QString> &sha256)
{
    Statement insert(m_connection,
                     u"INSERT INTO receipts (message_id, workstation_id, resident_id, sha256, outcome, "
                     u"answer, at) VALUES (?, ?, ?, ?, '', '', ?) ON CONFLICT DO NOTHING"_s);
    if (const auto done = insert.bind(messageId, from.id, about, sha256, m_clock.utc()).run(); !done)
        return failure(done);
    if (insert.changes() == 1)
        return std::optional<Receipt>();
    // Written, not only read: after a failover this commit waits for the standby like the first one.
    Statement replay(m_connection, u"UPDATE receipts SET replays = replays + 1 WHERE message_id = ? "
                                   u"RETURNING workstation_id, sha256, outcome, answer"_s);
    const Result<bool> row = replay.bind(messageId).step();
    if (!row)
        return failure(row);
    if (!*row)
        return failure(ErrorCode::Damaged, u"receipts"_s);
    return std::optional(
        Receipt{replay.text(0), replay.isNull(1) ? std::nullopt : std::optional(replay.text(1)),
                fromCode<Outcome>(replay.text(2)).value_or(Outcome::Rejected), replay.text(3).toUtf8()});
}

Result<> Ingest::keepReceipt(const QString &messageId, Outcome outcome, const QByteArray &answer)
{
    return Statement(m_connection, u"UPDATE receipts SET outcome = ?, answer = ? WHERE message_id = ?"_s)
        .bind(codeOf(outcome), QString::fromUtf8(answer), messageId)
        .post();
}

Result<> Ingest::dropReceipt(const QString &messageId)
{
    return Statement(m_connection, u"DELETE FROM receipts WHERE message_id = ?"_s).bind(messageId).post();
}

Result<qint64> Ingest::lastSequence(const Incoming &in)
{
    Statement statement(m_connection,
                        u"SELECT sequence FROM chains WHERE resident_id = ? AND workstation_id = ? "
                        u"AND subject = ? FOR UPDATE"_s);
    const Result<bool> row = statement.bind(in.residentId, in.from.id, in.subject).step();
    if (!row)
        return failure(row);
    return *row ? statement.number(0) : 0;
}

Result<> Ingest::advanceChain(const Incoming &in)
{
    // Of two that come through two hubs at once the later sequence stays.
    return Statement(
               m_connection,
               u"INSERT INTO chains (resident_id, workstation_id, subject, sequence) "
               u"VALUES (?, ?, ?, ?) ON CONFLICT (resident_id, workstation_id, subject) "
               u"DO UPDATE SET sequence = excluded.sequence WHERE chains.sequence < excluded.sequence"_s)
        .bind(in.residentId, in.from.id, in.subject, in.message.sequence)
        .post();
}

Result<> Ingest::keepMessage(const Incoming &in)
{
    const Message &message = in.message;
    return Statement(m_connection,
                     u"INSERT INTO messages (resident_id, message_id, workstation_id, kind, sequence, "
                     u"base_version, created_at, received_at, actor, payload) "
                     u"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)
        .bind(in.residentId, message.id, in.from.id, codeOf(message.kind), message.sequence,
              message.baseVersion, message.createdAt, m_clock.utc(), message.actor,
              QString::fromUtf8(message.payload))
        .post();
}

Result<std::optional<Ingest::Case>> Ingest::findCase(const QString &caseId)
{
    Statement statement(m_connection, u"SELECT resident_id, reference, branch, state, revision FROM cases "
                                      u"WHERE case_id = ?"_s);
    const Result<bool> row = statement.bind(caseId).step();
    if (!row)
        return failure(row);
    if (!*row)
        return std::optional<Case>();
    const auto state = fromCode<CaseState>(statement.text(3));
    if (!state)
        return failure(ErrorCode::Damaged, u"cases"_s);
    return std::optional(Case{caseId, statement.number(0), statement.text(1), statement.text(2), *state,
                              statement.integer(4)});
}

Result<std::variant<Ingest::Case, HubCode>> Ingest::caseInBranch(const Incoming &in, const QString &caseId)
{
    const Result<std::optional<Case>> known = findCase(caseId);
    if (!known)
        return failure(known);
    if (!*known || (*known)->residentId != in.residentId)
        return HubCode::UnknownCase;
    if ((*known)->branch != in.from.branch)
        return HubCode::CaseMismatch;
    return **known;
}

Result<QList<Ingest::Revision>> Ingest::revisions(qint64 about, const QString &caseId)
{
    QList<Revision> list;
    Statement statement(m_connection, u"SELECT revision, content_sha256, maker, message_id FROM revisions "
                                      u"WHERE resident_id = ? AND case_id = ? ORDER BY revision"_s);
    const Result<> done = statement.bind(about, caseId).each([&list](const Statement &row) {
        list.append({row.integer(0), row.text(1), row.text(2), row.text(3)});
    });
    if (!done)
        return failure(done);
    return list;
}

Result<CaseRevisionPayload> Ingest::revisionPayload(qint64 about, const QString &messageId)
{
    Statement statement(m_connection,
                        u"SELECT payload FROM messages WHERE resident_id = ? AND message_id = ?"_s);
    const Result<bool> row = statement.bind(about, messageId).step();
    if (!row)
        return failure(row);
    if (!*row)
        return failure(ErrorCode::Damaged, u"messages"_s);
    return caseRevisionFromPayload(statement.text(0).toUtf8());
}

Result<bool> Ingest::hasDecision(qint64 about, const CaseDecidedPayload &payload)
{
    Statement statement(m_connection, u"SELECT 1 FROM decisions WHERE resident_id = ? AND case_id = ? "
                                      u"AND revision = ? AND decision = ? AND decider = ?"_s);
    return statement
        .bind(about, payload.caseId, payload.revision, codeOf(payload.decision), payload.deciderId)
        .step();
}

Result<> Ingest::keepDecision(const Incoming &in, const CaseDecidedPayload &payload)
{
    return Statement(m_connection,
                     u"INSERT INTO decisions (resident_id, case_id, message_id, revision, decision, "
                     u"decider) VALUES (?, ?, ?, ?, ?, ?)"_s)
        .bind(in.residentId, payload.caseId, in.message.id, payload.revision, codeOf(payload.decision),
              payload.deciderId)
        .post();
}

Result<> Ingest::putCase(const Case &item)
{
    return Statement(
               m_connection,
               u"INSERT INTO cases (resident_id, case_id, reference, branch, state, revision, opened_at, "
               u"changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (resident_id, case_id) DO UPDATE "
               u"SET "
               u"state = excluded.state, revision = excluded.revision, changed_at = excluded.changed_at"_s)
        .bind(item.residentId, item.id, item.reference, item.branch, codeOf(item.state), item.revision,
              m_clock.utc(), m_clock.utc())
        .post();
}

Result<> Ingest::setState(qint64 about, const QString &caseId, CaseState state)
{
    return Statement(m_connection,
                     u"UPDATE cases SET state = ?, changed_at = ? WHERE resident_id = ? AND case_id = ?"_s)
        .bind(codeOf(state), m_clock.utc(), about, caseId)
        .post();
}

} // namespace desk
