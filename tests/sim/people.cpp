#include "protocol/casefile.h"
#include "protocol/hubcode.h"
#include "protocol/json.h"
#include "protocol/payload.h"
#include "protocol/residentjson.h"
#include "sim/simdesk.h"
#include "sim/trace.h"
#include "sql/transaction.h"
#include "sync/takingback.h"
#include "sync/voiding.h"

using namespace desk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

const QString kReason = u"data_mismatch"_s;
constexpr int kUndoSeconds = 8;

Result<CaseContent> contentOf(const RevisionRecord &revision)
{
    const auto object = parseJsonObject(revision.content);
    if (!object)
        return failure(object);
    return caseContentFromJson(*object);
}

template <class T>
T must(Result<T> result)
{
    if (!result)
        throw Violation(u"people: %1 %2"_s.arg(errorCodeName(result.error().code), result.error().detail));
    return *std::move(result);
}

} // namespace

const QString &SimDesk::clerk() const
{
    const auto &clerks = Cast::instance().clerks;
    return clerks[number % clerks.size()].userId;
}

const QString &SimDesk::supervisor() const
{
    const auto &supervisors = Cast::instance().supervisors;
    return supervisors[number % supervisors.size()].userId;
}

QList<CaseRecord> SimDesk::casesIn(CaseState state, bool ownOnly)
{
    auto records = desk->cases().list({.state = state});
    if (!records && faultHit())
        return {};
    QList<CaseRecord> found = must(std::move(records));
    if (ownOnly)
        found.removeIf([](const CaseRecord &record) { return record.remote; });
    return found;
}

QList<OutboxHead> SimDesk::itemsIn(OutboxState state)
{
    auto items = desk->outbox().waitingFirst(100'000);
    if (!items && faultHit())
        return {};
    QList<OutboxHead> found = must(std::move(items));
    // Nothing brings a withdrawn case back, and a desk that lost the race of revision and decision cannot
    // show what was decided: people leave those messages where they are seen.
    found.removeIf([state](const OutboxHead &item) {
        const bool revises = item.kind != codeOf(MessageKind::CaseDecided);
        return item.state != state || item.kind == codeOf(MessageKind::CaseWithdrawn) ||
               (revises && item.errorCode == codeOf(HubCode::AlreadyDecided));
    });
    return found;
}

Result<Judgement> SimDesk::judged(const CaseContent &content)
{
    RuleContext context;
    context.today = clock.todayInRiyadh();
    const auto resident = registry->registry().byIqama(content.iqamaNumber);
    if (!resident)
        return failure(resident);
    context.resident = *resident;
    auto history = registry->registry().passports(content.iqamaNumber);
    if (!history)
        return failure(history);
    context.history = *std::move(history);
    context.lastPassportUpdateOn = lastUpdateOf(context.history);
    return judge(content, context, RulePack::builtIn());
}

Result<> SimDesk::enqueue(MessageKind kind, const CaseRecord &record, int revision, int baseVersion,
                          const QString &actorId, const QByteArray &payload, const QDateTime &notBefore,
                          SimRandom &random)
{
    NewOutboxItem item;
    item.itemId = random.uuid();
    item.kind = codeOf(kind);
    item.residentKey = record.iqamaNumber;
    item.caseId = record.caseId;
    item.revision = revision;
    item.payload = payload;
    item.actorSignature = Cast::signatureOf(actorId, payload);
    item.baseVersion = baseVersion;
    item.actorId = actorId;
    item.notBefore = notBefore;
    const auto appended = desk->outbox().append(item);
    return appended ? Result<>() : failure(appended);
}

/// As CaseDesk::send after its checks; a record without an id is a new case.
Result<> SimDesk::store(const CaseRecord &known, const CaseContent &content, CaseEvent event,
                        SimRandom &random)
{
    const auto judgement = judged(content);
    if (!judgement)
        return failure(judgement);
    if (judgement->verdict == Verdict::Block)
        return failure(ErrorCode::Blocked);
    const auto resident = registry->registry().byIqama(content.iqamaNumber);
    if (!resident)
        return failure(resident);
    if (!*resident)
        return failure(ErrorCode::NotFound);
    Transaction transaction(desk->connection());
    CaseRecord record = known;
    if (record.caseId.isEmpty()) {
        NewCase fresh;
        fresh.caseId = random.uuid();
        fresh.iqamaNumber = content.iqamaNumber;
        fresh.makerId = clerk();
        fresh.caseType = judgement->caseType;
        fresh.baseVersion = (*resident)->version;
        fresh.baseline = recordedPassportToJson((*resident)->passport);
        const auto made = desk->cases().create(fresh);
        if (!made)
            return failure(made);
        record = *made;
    }
    NewRevision fresh;
    fresh.caseId = record.caseId;
    fresh.makerId = record.makerId;
    fresh.content = canonicalJson(caseContentToJson(content));
    fresh.findings = findingsToBytes(judgement->findings);
    fresh.pack = judgement->pack;
    fresh.verdict = judgement->verdict;
    fresh.caseType = judgement->caseType;
    fresh.counts = countsOf(judgement->findings);
    fresh.baseVersion = (*resident)->version;
    fresh.event = event;
    const auto revision = desk->cases().submit(fresh);
    if (!revision)
        return failure(revision);
    if (const auto superseded = desk->outbox().supersede(record.caseId, record.makerId); !superseded)
        return failure(superseded);
    CaseRevisionPayload payload;
    payload.caseId = record.caseId;
    payload.reference = record.reference;
    payload.caseType = judgement->caseType;
    payload.revision = revision->revision;
    payload.content = content;
    payload.findings = judgement->findings;
    payload.verdict = judgement->verdict;
    payload.pack = judgement->pack;
    payload.makerId = record.makerId;
    const auto queued =
        enqueue(revision->revision == 1 ? MessageKind::CaseSubmitted : MessageKind::CaseRevised, record,
                revision->revision, (*resident)->version, record.makerId, toPayload(payload), {}, random);
    return queued ? transaction.commit() : queued;
}

Result<> SimDesk::submit(SimRandom &random)
{
    const Resident &person = random.pick(Cast::instance().residents);
    const auto open = desk->cases().openCase(person.iqamaNumber);
    if (!open)
        return failure(open);
    if (*open)
        return failure(ErrorCode::OpenCaseExists);
    CaseContent content = broughtBy(person, m_world.todayInRiyadh(), random);
    if (random.chance(0.3)) {
        const auto kept = m_evidence->keep("scan " + random.uuid().toLatin1());
        if (!kept)
            return failure(kept);
        content.evidence += {EvidenceKind::DataPage, u"page.png"_s, *kept};
    }
    const auto stored = store({}, content, CaseEvent::Submit, random);
    m_casesEntered += stored.has_value();
    return stored;
}

Result<> SimDesk::send(const CaseRecord &record, const QString &note, CaseEvent event, SimRandom &random)
{
    const auto latest = desk->cases().latestRevision(record.caseId);
    if (!latest)
        return failure(latest);
    auto content = contentOf(*latest);
    if (!content)
        return failure(content);
    content->note = note;
    return store(record, *content, event, random);
}

/// As ReviewDesk::decide.
Result<> SimDesk::decide(const CaseRecord &record, Decision decision, bool held, SimRandom &random)
{
    const auto latest = desk->cases().latestRevision(record.caseId);
    if (!latest)
        return failure(latest);
    const auto content = contentOf(*latest);
    if (!content)
        return failure(content);
    const auto now = judged(*content);
    if (!now)
        return failure(now);
    if (decision == Decision::Approve && now->verdict == Verdict::Block)
        return failure(ErrorCode::Blocked);
    CaseDecidedPayload payload{.caseId = record.caseId,
                               .reference = record.reference,
                               .revision = record.revision,
                               .contentSha256 = latest->contentSha256,
                               .decision = decision,
                               .reason = {},
                               .ruleReasons = {},
                               .comment = {},
                               .deciderId = supervisor()};
    if (decision != Decision::Approve)
        payload.reason = kReason;
    const auto sent = findingsFromBytes(latest->findings);
    if (!sent)
        return failure(sent);
    for (const Finding &finding : findingsToAnswer(*sent, now->findings, RulePack::builtIn()))
        payload.ruleReasons.insert(finding.rule, kReason);
    NewDecision made;
    made.decisionId = random.uuid();
    made.caseId = record.caseId;
    made.contentSha256 = payload.contentSha256;
    made.decision = decision;
    made.deciderId = payload.deciderId;
    made.reason = payload.reason;
    made.ruleReasons = payload.ruleReasons;
    Transaction transaction(desk->connection());
    if (const auto decided = desk->cases().decide(made); !decided)
        return failure(decided);
    const auto queued =
        enqueue(MessageKind::CaseDecided, record, record.revision, record.baseVersion, payload.deciderId,
                toPayload(payload), held ? clock.utc().addSecs(kUndoSeconds) : QDateTime(), random);
    return queued ? transaction.commit() : queued;
}

/// As ReviewDesk::undo.
Result<> SimDesk::undo(const CaseRecord &record)
{
    Transaction transaction(desk->connection());
    if (const auto cancelled = desk->outbox().cancelUnsent(record.caseId, supervisor()); !cancelled)
        return cancelled;
    if (const auto undone = desk->cases().undoDecision(record.caseId, supervisor()); !undone)
        return failure(undone);
    return transaction.commit();
}

/// As CaseDesk::withdraw; with AcceptTheirs the case ends because the register's value is right.
Result<> SimDesk::withdraw(const CaseRecord &record, CaseEvent event, SimRandom &random)
{
    const QString actor = event == CaseEvent::AcceptTheirs ? supervisor() : record.makerId;
    Transaction transaction(desk->connection());
    const auto moved =
        desk->cases().move({.caseId = record.caseId, .event = event, .actorId = actor, .reason = kReason});
    if (!moved)
        return failure(moved);
    if (const auto queued = enqueue(
            MessageKind::CaseWithdrawn, record, record.revision, record.baseVersion, actor,
            toPayload(CaseWithdrawnPayload{record.caseId, record.reference, kReason, actor}), {}, random);
        !queued)
        return queued;
    return transaction.commit();
}

Result<> SimDesk::recall(const CaseRecord &record)
{
    Transaction transaction(desk->connection());
    const auto moved =
        desk->cases().move({.caseId = record.caseId, .event = CaseEvent::Recall, .actorId = record.makerId});
    return moved ? transaction.commit() : failure(moved);
}

Result<> SimDesk::release(const OutboxHead &item)
{
    Transaction transaction(desk->connection());
    const auto released = desk->outbox().release(item.itemId, supervisor());
    return released ? transaction.commit() : failure(released);
}

/// As Delivery::cancel.
Result<> SimDesk::cancel(const OutboxHead &item, SimRandom &random)
{
    const bool left = item.attempt > 0;
    if (left) {
        const auto answer = voidAtHub(m_link, m_hub, item.itemId);
        if (!answer)
            return failure(answer);
        if (answer->result.outcome == Outcome::Conflict && item.state != OutboxState::Quarantined)
            return {}; // met when it is sent again
        if (answer->result.outcome != Outcome::Rejected) {
            Transaction transaction(desk->connection());
            if (answer->result.outcome == Outcome::Conflict) {
                const auto released = desk->outbox().release(item.itemId, supervisor());
                return released ? transaction.commit() : failure(released);
            }
            const auto settled =
                desk->outbox().settle(item.itemId, {.event = OutboxEvent::VoidRefused,
                                                    .hubPosition = answer->result.position.value_or(0),
                                                    .hubVersion = answer->result.version.value_or(0),
                                                    .hubEpoch = answer->epoch,
                                                    .actorId = supervisor()});
            return settled ? transaction.commit() : failure(settled);
        }
    }
    Transaction transaction(desk->connection());
    if (const auto cancelled = desk->outbox().cancel(item.itemId, supervisor(), kReason, left); !cancelled)
        return failure(cancelled);
    const auto ended = TakingBack(*desk, *registry).message(item, supervisor(), kReason);
    if (!ended)
        return failure(ended);
    if (*ended) {
        const CaseRecord &record = **ended;
        const auto queued =
            enqueue(MessageKind::CaseWithdrawn, record, record.revision, record.baseVersion, supervisor(),
                    toPayload(CaseWithdrawnPayload{record.caseId, record.reference, kReason, supervisor()}),
                    {}, random);
        if (!queued)
            return queued;
    }
    return transaction.commit();
}

QString SimDesk::act(SimRandom &random)
{
    // Which case and what is decided by the seed alone, so a list that is empty still takes its numbers.
    const int what = random.below(100);
    const auto about = [&](const QString &name, const auto &list, const auto &call) -> QString {
        if (list.isEmpty())
            return {};
        const auto &one = random.pick(list);
        return name + u' ' + attempt([&] { return call(one); });
    };
    if (what < 30)
        return u"submit "_s + attempt([&] { return submit(random); });
    if (what < 62) {
        const int die = random.below(10);
        const Decision decision = die < 7 ? Decision::Approve : die < 9 ? Decision::Return : Decision::Reject;
        const bool held = random.chance(0.3);
        return about(codeOf(decision), casesIn(CaseState::Submitted, false),
                     [&](const CaseRecord &record) { return decide(record, decision, held, random); });
    }
    if (what < 72)
        return about(u"correct"_s, casesIn(CaseState::Returned), [&](const CaseRecord &record) {
            return send(record, u"corrected %1"_s.arg(record.revision), CaseEvent::Submit, random);
        });
    if (what < 80) {
        const bool merge = random.chance(0.6);
        return about(merge ? u"redecide"_s : u"accept_theirs"_s, casesIn(CaseState::Conflicted, false),
                     [&](const CaseRecord &record) {
                         return merge ? send(record, u"merged %1"_s.arg(record.revision), CaseEvent::Redecide,
                                             random)
                                      : withdraw(record, CaseEvent::AcceptTheirs, random);
                     });
    }
    if (what < 84) {
        const CaseState state = random.chance(0.5) ? CaseState::Submitted : CaseState::Returned;
        return about(u"withdraw"_s, casesIn(state),
                     [&](const CaseRecord &record) { return withdraw(record, CaseEvent::Withdraw, random); });
    }
    if (what < 88)
        return about(u"recall"_s, casesIn(CaseState::Submitted),
                     [&](const CaseRecord &record) { return recall(record); });
    if (what < 91)
        return about(u"undo"_s, casesIn(CaseState::Approved, false),
                     [&](const CaseRecord &record) { return undo(record); });
    const bool released = random.chance(0.5);
    if (what < 97)
        return about(released ? u"release"_s : u"cancel"_s, itemsIn(OutboxState::Quarantined),
                     [&](const OutboxHead &item) { return released ? release(item) : cancel(item, random); });
    return about(u"cancel"_s, itemsIn(random.chance(0.5) ? OutboxState::Waiting : OutboxState::Queued),
                 [&](const OutboxHead &item) { return cancel(item, random); });
}

QStringList SimDesk::finish(SimRandom &random)
{
    QStringList done;
    const auto each = [&](const QString &name, const auto &list, const auto &call) {
        for (const auto &one : list)
            done += name + u' ' + attempt([&] { return call(one); });
    };
    each(u"cancel"_s, itemsIn(OutboxState::Quarantined),
         [&](const OutboxHead &item) { return cancel(item, random); });
    each(u"accept_theirs"_s, casesIn(CaseState::Conflicted, false),
         [&](const CaseRecord &record) { return withdraw(record, CaseEvent::AcceptTheirs, random); });
    each(u"withdraw"_s, casesIn(CaseState::Returned),
         [&](const CaseRecord &record) { return withdraw(record, CaseEvent::Withdraw, random); });
    each(u"reject"_s, casesIn(CaseState::Submitted, false),
         [&](const CaseRecord &record) { return decide(record, Decision::Reject, false, random); });
    return done;
}
