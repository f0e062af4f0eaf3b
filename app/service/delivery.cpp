#include "service/delivery.h"

#include "base/logging.h"
#include "protocol/enrolment.h"
#include "service/parts.h"
#include "sync/httpshublink.h"
#include "sync/registrysnapshot.h"
#include "sync/storesyncstore.h"
#include "sync/takingback.h"
#include "sync/voiding.h"

#include <QSysInfo>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{
constexpr int kMostLogged = 200; ///< items whose states are logged when the sender is stuck
} // namespace

Delivery::Delivery(Office::Parts &parts)
    : m_parts(parts)
{
}

Delivery::~Delivery() = default;

Result<OutboxRow> Delivery::row(const OutboxHead &item) const
{
    OutboxRow row;
    row.id = item.itemId;
    row.kind = item.kind;
    row.caseId = item.caseId;
    row.actorId = item.actorId;
    row.state = item.state;
    row.attempts = item.attempt;
    row.errorCode = item.errorCode;
    row.since = item.createdAt;
    row.sentAt = item.sentAt;
    row.acknowledgedAt = item.acknowledgedAt;
    if (item.state == OutboxState::Queued || item.state == OutboxState::Waiting)
        row.nextTryAt = item.nextAt.isValid() ? item.nextAt : item.notBefore;
    if (item.caseId.isEmpty())
        return row;
    const auto record = m_parts.desk->cases().byId(item.caseId);
    if (!record)
        return failure(record);
    row.reference = record->reference;
    row.conflicted =
        record->state == CaseState::Conflicted && item.errorCode == causeOf(OutcomeClass::Conflict);
    row.iqamaNumber = record->iqamaNumber;
    const auto resident = m_parts.registry().byIqama(record->iqamaNumber);
    if (!resident)
        return failure(resident);
    if (*resident) {
        row.nameAr = (*resident)->nameAr;
        row.nameEn = (*resident)->nameEn;
    }
    return row;
}

Result<QList<OutboxRow>> Delivery::list(int most, const QDateTime &since) const
{
    const auto items = m_parts.desk->outbox().waitingFirst(most, since);
    if (!items)
        return failure(items);
    QList<OutboxRow> rows;
    for (const OutboxHead &item : *items) {
        auto one = row(item);
        if (!one)
            return failure(one);
        rows.append(std::move(*one));
    }
    return rows;
}

Result<OutboxRow> Delivery::item(const QString &itemId) const
{
    const auto item = m_parts.desk->outbox().byId(itemId);
    if (!item)
        return failure(item);
    auto whole = row(*item);
    if (!whole)
        return whole;
    const auto steps = m_parts.desk->outbox().steps(itemId);
    if (!steps)
        return failure(steps);
    for (const OutboxStep &step : *steps)
        whole->steps.append({step.to, step.event, step.errorCode, step.at});
    const auto kind = fromCode<MessageKind>(item->kind);
    if (kind == MessageKind::CaseSubmitted || kind == MessageKind::CaseRevised) {
        const auto payload = caseRevisionFromPayload(item->payload);
        if (!payload)
            return failure(payload);
        whole->passportNumber = payload->content.passport.number;
    }
    return whole;
}

Result<> Delivery::retry(const Actor &actor, const QString &itemId)
{
    OutboxStore &outbox = m_parts.desk->outbox();
    const auto item = outbox.head(itemId);
    if (!item)
        return failure(item);
    const bool held = item->state == OutboxState::Quarantined;
    if (const auto allowed = Office::Parts::require(actor, held ? Act::ReleaseHold : Act::RetrySending);
        !allowed)
        return allowed;
    Transaction transaction(m_parts.desk->connection());
    if (held) {
        if (const auto released = outbox.release(itemId, actor.userId); !released)
            return failure(released);
    } else if (const auto waits = outbox.retryNow(itemId); !waits) {
        return failure(waits);
    }
    if (const auto noted = m_parts.note(actor, held ? u"outbox.released"_s : u"outbox.retried"_s, itemId);
        !noted)
        return noted;
    return transaction.commit();
}

Result<int> Delivery::retryAll(const Actor &actor)
{
    if (const auto allowed = Office::Parts::require(actor, Act::RetrySending); !allowed)
        return failure(allowed);
    Transaction transaction(m_parts.desk->connection());
    const auto waits = m_parts.desk->outbox().retryNow();
    if (!waits)
        return failure(waits);
    if (const auto noted = m_parts.note(actor, u"outbox.retried"_s, {}); !noted)
        return failure(noted);
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    return waits;
}

Result<std::optional<HubEnrolment>> Delivery::mayCancel(const Actor &actor, const QString &itemId,
                                                        const QString &reason)
{
    if (const auto allowed = Office::Parts::require(actor, Act::ReleaseHold); !allowed)
        return failure(allowed);
    if (!fromCode<DecisionReason>(reason))
        return failure(ErrorCode::ReasonRequired);
    const auto item = m_parts.desk->outbox().head(itemId);
    if (!item)
        return failure(item);
    if (!next(item->state, OutboxEvent::Cancel))
        return failure(ErrorCode::WrongState, codeOf(item->state));
    if (item->attempt == 0)
        return std::optional<HubEnrolment>();
    auto hub = m_parts.desk->settings().enrolment();
    if (hub && !*hub)
        return failure(ErrorCode::NotEnrolled);
    return hub;
}

Result<> Delivery::cancel(const Actor &actor, const QString &itemId, const QString &reason,
                          const std::optional<VoidAnswer> &answer)
{
    const auto may = mayCancel(actor, itemId, reason);
    if (!may)
        return failure(may);
    const auto item = m_parts.desk->outbox().head(itemId);
    if (!item)
        return failure(item);
    if (answer && answer->result.outcome != Outcome::Rejected)
        return bookTaken(*item, actor, *answer);
    Transaction transaction(m_parts.desk->connection());
    const auto cancelled = m_parts.desk->outbox().cancel(itemId, actor.userId, reason, answer.has_value());
    if (!cancelled)
        return failure(cancelled);
    const auto ended =
        TakingBack(*m_parts.desk, *m_parts.registryDatabase).message(*item, actor.userId, reason);
    if (!ended)
        return failure(ended);
    if (*ended) {
        if (const auto told = m_parts.cases.sendWithdrawal(actor, **ended, reason); !told)
            return told;
    }
    if (const auto noted = m_parts.note(actor, u"outbox.cancelled"_s, itemId, {{u"reason"_s, reason}});
        !noted)
        return noted;
    return transaction.commit();
}

/// The hub had taken what was to be cancelled.
Result<> Delivery::bookTaken(const OutboxHead &item, const Actor &actor, const VoidAnswer &answer)
{
    // A conflict is told again when the item is sent again, and met there as any other.
    if (answer.result.outcome == Outcome::Conflict) {
        const auto again = retry(actor, item.itemId);
        return again ? failure(ErrorCode::WrongState, codeOf(OutboxState::Sending)) : again;
    }
    Transaction transaction(m_parts.desk->connection());
    const auto settled =
        m_parts.desk->outbox().settle(item.itemId, {.event = OutboxEvent::VoidRefused,
                                                    .hubPosition = answer.result.position.value_or(0),
                                                    .hubVersion = answer.result.version.value_or(0),
                                                    .hubEpoch = answer.epoch,
                                                    .actorId = actor.userId});
    if (!settled)
        return failure(settled);
    if (const auto noted = m_parts.note(actor, u"outbox.cancel_refused"_s, item.itemId); !noted)
        return noted;
    if (const auto done = transaction.commit(); !done)
        return done;
    return failure(ErrorCode::WrongState, codeOf(OutboxState::Acknowledged));
}

Result<SyncStatus> Delivery::status() const
{
    const auto counts = m_parts.desk->outbox().counts();
    if (!counts)
        return failure(counts);
    const auto states = m_parts.desk->cases().countsByState();
    if (!states)
        return failure(states);
    const auto hub = m_parts.desk->settings().enrolment();
    if (!hub)
        return failure(hub);
    SyncStatus status;
    status.enrolled = hub->has_value();
    status.queued = counts->queued + counts->sending;
    status.waiting = counts->waiting;
    status.quarantined = counts->quarantined;
    status.oldestUnsentAt = counts->oldestUnsentAt;
    status.age = unsentAge(counts->oldestUnsentAt, m_parts.clock.utc());
    status.conflicted = states->value(CaseState::Conflicted);
    status.nextTryAt = counts->nextDueAt;
    return status;
}

Result<OutboxPulse> Delivery::pulse() const
{
    return m_parts.desk->outbox().pulse();
}

Result<> Delivery::senderRestarts()
{
    OutboxStore &outbox = m_parts.desk->outbox();
    const auto counts = outbox.counts();
    if (!counts)
        return failure(counts);
    const auto first = outbox.waitingFirst(kMostLogged);
    if (!first)
        return failure(first);
    qCWarning(lcService) << "the sender is stuck and is started again; unsent:" << counts->unsent();
    for (const OutboxHead &item : *first) {
        if (isUnsent(item.state))
            qCInfo(lcService) << "unsent" << item.itemId << item.kind << codeOf(item.state) << "attempt"
                              << item.attempt << item.errorCode << "next" << item.nextAt
                              << (item.held ? "held" : "");
    }
    Transaction transaction(m_parts.desk->connection());
    const auto recovered = outbox.recover();
    if (!recovered)
        return failure(recovered);
    if (const auto noted = m_parts.note({}, u"outbox.sender_restarted"_s, {},
                                        {{u"unsent"_s, counts->unsent()}, {u"sending"_s, recovered->size()}});
        !noted)
        return noted;
    return transaction.commit();
}

Result<DeskInfo> Delivery::enrol(const Actor &administrator, const QString &code, ResidentsHeld held)
{
    if (const auto allowed = Office::Parts::require(administrator, Act::EnrolDesk); !allowed)
        return failure(allowed);
    const auto parsed = enrolmentCodeFromText(code);
    if (!parsed)
        return failure(parsed);
    const auto user = m_parts.desk->users().byId(administrator.userId);
    if (!user)
        return failure(user);
    if (!*user)
        return failure(ErrorCode::NotFound);
    EnrolRequest request;
    request.secret = parsed->secret;
    request.workstationName = QSysInfo::machineHostName();
    request.administrator = {(*user)->userId,        (*user)->name,         (*user)->roles, true,
                             (*user)->displayNameAr, (*user)->displayNameEn};
    auto signKeys = m_parts.desk->users().keySlots().signKeys();
    if (!signKeys)
        return failure(signKeys);
    request.signKeys = *std::move(signKeys);
    const std::atomic<bool> stop = false;
    HttpsHubLink link(parsed->url, parsed->fingerprint, stop);
    const HubReply reply = link.send({"POST", u"/v1/enrol"_s, enrolRequestToJson(request), {}});
    switch (reply.outcome) {
    case OutcomeClass::Ok:
        break;
    case OutcomeClass::Identity:
        return failure(ErrorCode::HubIdentity);
    case OutcomeClass::Auth:
    case OutcomeClass::Permanent:
    case OutcomeClass::Epoch:
        return failure(ErrorCode::HubRefused, reply.code);
    default:
        return failure(ErrorCode::HubUnreachable, parsed->url, reply.code);
    }
    const auto answer = enrolAnswerFromJson(reply.body);
    if (!answer)
        return failure(ErrorCode::HubAnswer, {}, answer.error().where);

    HubEnrolment hub;
    hub.url = parsed->url;
    hub.fingerprint = QString::fromLatin1(parsed->fingerprint.toHex());
    hub.workstationId = answer->workstationId;
    hub.workstation = answer->number;
    hub.token = answer->token;
    hub.epoch = answer->epoch;
    {
        // What another hub said is no part of this one's feed: the register is taken anew.
        Transaction transaction(m_parts.registryDatabase->connection());
        if (const auto ended = m_parts.registry().endSnapshot(); !ended)
            return failure(ended);
        if (const auto set = m_parts.registry().setFeedCursor({}); !set)
            return failure(set);
        if (const auto done = transaction.commit(); !done)
            return failure(done);
    }
    Transaction transaction(m_parts.desk->connection());
    if (const auto set = m_parts.desk->settings().setResidentsHeld(held); !set)
        return failure(set);
    if (const auto set = m_parts.desk->settings().setEnrolment(hub); !set)
        return failure(set);
    if (const auto set = m_parts.desk->settings().beginFeed(answer->cursor); !set)
        return failure(set);
    if (const auto set = m_parts.desk->settings().setHubHeardOn(m_parts.clock.todayInRiyadh()); !set)
        return failure(set);
    for (const PackSigner &signer : answer->ruleSigners) {
        if (const auto trusted = m_parts.desk->packs().trust({signer.key, signer.name}, {}); !trusted)
            return failure(trusted);
    }
    if (const auto noted =
            m_parts.note(administrator, u"desk.enrolled"_s, {},
                         {{u"workstation"_s, hub.workstation}, {u"residents"_s, codeOf(held)}});
        !noted)
        return failure(noted);
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    return m_parts.info();
}

SyncStore &Delivery::syncStore()
{
    if (!m_syncStore)
        m_syncStore = std::make_unique<StoreSyncStore>(*m_parts.desk, *m_parts.registryDatabase,
                                                       *m_parts.evidenceDatabase, m_parts.clock);
    return *m_syncStore;
}

SnapshotStore &Delivery::snapshotStore()
{
    if (!m_snapshotStore)
        m_snapshotStore = std::make_unique<RegistrySnapshot>(*m_parts.desk, *m_parts.registryDatabase);
    return *m_snapshotStore;
}

} // namespace desk
