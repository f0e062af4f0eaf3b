#include "sync/outboxsender.h"

#include "protocol/hubcode.h"

#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace desk
{

namespace
{

/// Failures in a row after which the hub's health is asked for before anything is sent.
constexpr int kBreakerOpensAt = 5;
constexpr std::chrono::milliseconds kProbeBase = 15s;
constexpr std::chrono::milliseconds kProbeCap = 5min;
constexpr int kServerTries = 8;
/// Requests of one item refused in a row with one code: the fault is this program's, not the items'.
constexpr int kSameRefusals = 3;
constexpr int kBatchGrowth = 4;

Message messageOf(const OutboxItem &item)
{
    Message message;
    message.id = item.itemId;
    message.kind = fromCode<MessageKind>(item.kind).value_or(MessageKind::AuditHead);
    const bool aboutResident =
        message.kind != MessageKind::UserChanged && message.kind != MessageKind::AuditHead;
    message.resident = aboutResident ? item.residentKey : QString();
    message.sequence = item.chainSeq;
    message.baseVersion = item.baseVersion;
    message.createdAt = item.createdAt;
    message.actor = item.actorId;
    message.actorSignature = item.actorSignature;
    message.payload = item.payload;
    message.payloadSha256 = item.payloadSha256;
    return message;
}

bool isRetry(const OutboxItem &item)
{
    return item.attempt > 1;
}

void count(OutboxEvent event, SendReport &report)
{
    switch (event) {
    case OutboxEvent::Accept:
    case OutboxEvent::Conflict:
        ++report.acknowledged;
        break;
    case OutboxEvent::Permanent:
        ++report.quarantined;
        break;
    case OutboxEvent::Transient:
        ++report.waiting;
        break;
    default:
        break;
    }
}

} // namespace

void LinkState::failed(OutcomeClass outcome, const QString &code)
{
    online = false;
    paused = pausesQueue(outcome);
    errorCode = code;
    otherEpoch = otherEpoch || outcome == OutcomeClass::Epoch;
}

OutboxSender::OutboxSender(SyncStore &store, ScanExchange &scans, const Clock &clock,
                           std::function<double()> random)
    : m_store(store)
    , m_scans(scans)
    , m_clock(clock)
    , m_random(std::move(random))
    , m_retries(clock)
{
}

void OutboxSender::resume()
{
    m_paused = false;
    m_refusals = 0;
    m_notBefore = m_hubAsked;
    m_failures = 0;
}

std::chrono::milliseconds OutboxSender::remainingWait() const
{
    return std::max<std::chrono::milliseconds>(0ms, m_notBefore - m_clock.monotonic());
}

void OutboxSender::succeeded(const HubReply &reply, LinkState &state)
{
    m_failures = 0;
    m_refusals = 0;
    m_notBefore = m_hubAsked = {};
    ++m_successes;
    m_batch = std::min(kMaxBatch, m_batch * kBatchGrowth);
    state.online = true;
    state.paused = false;
    state.errorCode.clear();
    state.lastSuccessAt = m_clock.utc();
    state.offlineSince = {};
    state.roundTripMs = int(reply.roundTrip.count());
}

std::chrono::milliseconds OutboxSender::waitAfter(const HubReply &reply)
{
    if (m_failures < kBreakerOpensAt)
        return backOff(reply.outcome, m_failures - 1, reply.retryAfter, m_random());
    // Half of it at least, so that the desks of a branch do not ask all at once when the line is back.
    const auto probe = std::min(kProbeCap, kProbeBase * (1 << std::min(m_failures - kBreakerOpensAt, 10)));
    const auto wait = probe / 2 + std::chrono::milliseconds(qint64(double((probe / 2).count()) * m_random()));
    return reply.retryAfter > 0ms ? std::max(wait, backOff(reply.outcome, 0, reply.retryAfter, m_random()))
                                  : wait;
}

void OutboxSender::failed(const HubReply &reply, LinkState &state)
{
    ++m_failures;
    m_paused = pausesQueue(reply.outcome);
    m_notBefore = m_clock.monotonic() + waitAfter(reply);
    m_hubAsked = reply.outcome == OutcomeClass::Overload && reply.retryAfter > 0ms
                     ? std::min(m_notBefore, m_clock.monotonic() + reply.retryAfter)
                     : 0ms;
    if (state.online || !state.offlineSince.isValid())
        state.offlineSince = m_clock.utc();
    state.failed(reply.outcome, reply.code);
}

Settlement OutboxSender::later(const OutboxItem &item, OutcomeClass outcome, const QString &code,
                               std::chrono::milliseconds retryAfter)
{
    Settlement settlement;
    settlement.event = OutboxEvent::Transient;
    settlement.errorClass = classLetter(outcome);
    settlement.errorCode = code;
    settlement.countsAsFailure = outcome != OutcomeClass::NotSent;
    settlement.nextAt =
        m_clock.utc().addMSecs(backOff(outcome, item.failCount, retryAfter, m_random()).count());
    return settlement;
}

ItemOutcome OutboxSender::outcomeOf(const OutboxItem &item, const MessageResult &result, const QString &epoch)
{
    ItemOutcome outcome;
    outcome.itemId = item.itemId;
    Settlement &settlement = outcome.settlement;
    settlement.hubEpoch = epoch;
    settlement.hubVersion = result.version.value_or(0);
    settlement.hubPosition = result.position.value_or(0);
    switch (result.outcome) {
    case Outcome::Duplicate:
        settlement.errorCode = kAlreadyApplied;
        [[fallthrough]];
    case Outcome::Accepted:
        settlement.event = OutboxEvent::Accept;
        break;
    case Outcome::Conflict:
        settlement.event = OutboxEvent::Conflict;
        settlement.errorClass = classLetter(OutcomeClass::Conflict);
        settlement.errorCode = causeOf(OutcomeClass::Conflict);
        outcome.conflict = result.conflict;
        break;
    case Outcome::Rejected:
        settlement.event = OutboxEvent::Permanent;
        settlement.errorClass = classLetter(OutcomeClass::Permanent);
        settlement.errorCode = result.code;
        outcome.findings = result.findings;
        break;
    case Outcome::Retry: {
        const bool busy = result.code == causeOf(OutcomeClass::Busy);
        settlement = later(item, busy ? OutcomeClass::Busy : OutcomeClass::Overload, result.code);
        break;
    }
    }
    return outcome;
}

/// True when the item failed alone, again and again, while others went through in between.
bool OutboxSender::upsetsHub(const OutboxItem &item)
{
    Suspect &suspect = m_suspects[item.itemId];
    if (suspect.failures == 0 || m_successes > suspect.successes)
        ++suspect.failures;
    suspect.successes = m_successes;
    if (suspect.failures < kServerTries)
        return false;
    m_suspects.remove(item.itemId);
    return true;
}

Result<> OutboxSender::settleAll(const QList<OutboxItem> &items, const HubReply &reply, SendReport &report)
{
    QList<ItemOutcome> outcomes;
    for (const OutboxItem &item : items) {
        ItemOutcome outcome{item.itemId, {}, {}, {}};
        if (pausesQueue(reply.outcome)) {
            outcome.settlement.event = OutboxEvent::Pause;
            outcome.settlement.errorClass = classLetter(reply.outcome);
            outcome.settlement.errorCode = reply.code;
        } else if (reply.outcome == OutcomeClass::Permanent || reply.outcome == OutcomeClass::Version) {
            // Only an item that was alone is known to be the one the hub cannot read.
            outcome.settlement.event = items.size() == 1 ? OutboxEvent::Permanent : OutboxEvent::Pause;
            outcome.settlement.errorClass = classLetter(reply.outcome);
            outcome.settlement.errorCode = reply.code;
        } else if (reply.outcome == OutcomeClass::Server && items.size() == 1 && upsetsHub(item)) {
            outcome.settlement.event = OutboxEvent::Permanent;
            outcome.settlement.errorClass = classLetter(reply.outcome);
            outcome.settlement.errorCode = u"server_item"_s;
        } else {
            outcome.settlement = later(item, reply.outcome, reply.code, reply.retryAfter);
        }
        count(outcome.settlement.event, report);
        outcomes.append(outcome);
    }
    return settle(outcomes);
}

bool OutboxSender::isRefusedAgain(const HubReply &reply, int items)
{
    if (items > 1)
        return false;
    m_refusals = reply.code == m_refusedWith ? m_refusals + 1 : 1;
    m_refusedWith = reply.code;
    return m_refusals >= kSameRefusals;
}

Result<SendReport> OutboxSender::run(HubLink &link, const HubEnrolment &hub, LinkState &state)
{
    SendReport report;
    if (const auto settled = settle(m_unsettled.values()); !settled)
        return failure(settled);
    state.paused = m_paused;
    report.nextIn = remainingWait();
    if (m_paused || report.nextIn > 0ms)
        return report;
    if (m_failures >= kBreakerOpensAt) {
        const HubReply probe = link.send({"GET", u"/healthz"_s, {}, {}});
        if (probe.outcome != OutcomeClass::Ok) {
            failed(probe, state);
            report.nextIn = remainingWait();
            return report;
        }
    }
    m_triedAnother = false;
    for (;;) {
        const auto items = claim(hub);
        if (!items)
            return failure(items);
        if (items->isEmpty())
            break;
        const auto line = deliver(link, hub, *items, state, report);
        if (!line)
            return failure(line);
        if (*line == Line::Down)
            break;
    }
    report.nextIn = remainingWait();
    return report;
}

Result<OutboxSender::Line> OutboxSender::deliver(HubLink &link, const HubEnrolment &hub,
                                                 const QList<OutboxItem> &items, LinkState &state,
                                                 SendReport &report)
{
    QList<OutboxItem> ready;
    QList<OutboxItem> withScans;
    for (const OutboxItem &item : items)
        (m_scans.isThere(item, hub.epoch) ? ready : withScans).append(item);
    auto line = ready.isEmpty() ? Result<Line>(Line::Up) : post(link, hub, ready, state, report);
    while (line && *line == Line::Up && !withScans.isEmpty()) {
        const OutboxItem item = withScans.takeFirst();
        if (const QDateTime until = retriesAt(); until.isValid() && isRetry(item)) {
            if (const auto postponed = postpone(item, until); !postponed)
                return failure(postponed);
            continue;
        }
        const auto brought = m_scans.bring(link, hub, item);
        if (!brought)
            return failure(brought);
        line = brought->outcome == OutcomeClass::Ok ? post(link, hub, {item}, state, report)
                                                    : trouble({item}, *brought, state, report);
    }
    if (!line)
        return line;
    const auto givenBack = giveBack(withScans, state);
    return givenBack ? line : failure(givenBack);
}

Result<OutboxSender::Line> OutboxSender::post(HubLink &link, const HubEnrolment &hub,
                                              const QList<OutboxItem> &items, LinkState &state,
                                              SendReport &report)
{
    QList<Message> messages;
    for (const OutboxItem &item : items)
        messages.append(messageOf(item));
    m_retries.spend(std::any_of(items.begin(), items.end(), isRetry));
    HubReply reply = link.send({"POST", u"/v1/messages"_s, messagesRequest(messages, hub.epoch), hub.token});
    report.sent += int(items.size());

    Result<MessagesAnswer> answer = failure(ErrorCode::HubAnswer);
    if (reply.outcome == OutcomeClass::Ok) {
        answer = messagesAnswerFromJson(reply.body);
        if (!answer) {
            reply.outcome = OutcomeClass::Unknown; // no receipt, so nothing is known to be stored
            reply.code = u"bad_answer"_s;
        } else if (!hub.epoch.isEmpty() && answer->epoch != hub.epoch) {
            reply.outcome = OutcomeClass::Epoch;
            reply.code = causeOf(OutcomeClass::Epoch);
        }
    }
    if (reply.outcome != OutcomeClass::Ok)
        return trouble(items, reply, state, report);

    succeeded(reply, state);
    QMap<QString, const MessageResult *> byId;
    for (const MessageResult &result : answer->results)
        byId.insert(result.id, &result);
    QList<ItemOutcome> outcomes;
    for (const OutboxItem &item : items) {
        const MessageResult *result = byId.value(item.itemId);
        ItemOutcome outcome =
            result ? outcomeOf(item, *result, answer->epoch)
                   : ItemOutcome{item.itemId, later(item, OutcomeClass::Unknown, u"bad_answer"_s), {}, {}};
        if (outcome.settlement.errorCode == codeOf(HubCode::EvidenceMissing))
            m_scans.forget(item);
        count(outcome.settlement.event, report);
        m_suspects.remove(item.itemId);
        outcomes.append(std::move(outcome));
    }
    if (const auto settled = settle(outcomes); !settled)
        return failure(settled);
    if (const auto confirmed = m_store.confirm(answer->epoch, answer->stablePosition); !confirmed)
        return failure(confirmed);
    return Line::Up;
}

/// Settles items whose request failed as a whole, and says whether to go on with others.
Result<OutboxSender::Line> OutboxSender::trouble(const QList<OutboxItem> &items, const HubReply &reply,
                                                 LinkState &state, SendReport &report)
{
    const bool isScanLost = reply.code == QStringView(kScanMissing);
    const bool unreadable =
        reply.outcome == OutcomeClass::Permanent || reply.outcome == OutcomeClass::Version;
    const bool isLineDown = !isScanLost && (!unreadable || isRefusedAgain(reply, int(items.size())));
    if (!isScanLost)
        m_batch = 1; // to find the item that does it, if one does
    // First, for the store may fail, and what the hub asked for holds all the same.
    if (isLineDown)
        failed(reply, state);
    if (isLineDown && unreadable)
        m_paused = state.paused = true;
    if (const auto settled = settleAll(items, reply, report); !settled)
        return failure(settled);
    if (!isLineDown)
        return Line::Up;
    // Perhaps it is this item only: the next one tells.
    if (reply.outcome == OutcomeClass::Server && items.size() == 1 && !m_triedAnother) {
        m_triedAnother = true;
        return Line::Up;
    }
    return Line::Down;
}

Result<QList<OutboxItem>> OutboxSender::claim(const HubEnrolment &hub)
{
    auto items = m_store.claim(m_batch, hub.epoch, retriesAt());
    if (!items)
        return items;
    const Settlement again{.event = OutboxEvent::Pause,
                           .errorClass = classLetter(OutcomeClass::Unknown),
                           .errorCode = causeOf(OutcomeClass::Unknown)};
    for (const OutboxItem &item : *items)
        m_unsettled.insert(item.itemId, {item.itemId, again, {}, {}});
    return items;
}

Result<> OutboxSender::settle(const QList<ItemOutcome> &outcomes)
{
    if (outcomes.isEmpty())
        return {};
    for (const ItemOutcome &outcome : outcomes)
        m_unsettled.insert(outcome.itemId, outcome);
    if (const auto settled = m_store.settle(outcomes); !settled)
        return settled;
    for (const ItemOutcome &outcome : outcomes)
        m_unsettled.remove(outcome.itemId);
    return {};
}

QDateTime OutboxSender::retriesAt()
{
    const auto wait = m_retries.wait();
    return wait > 0ms ? m_clock.utc().addMSecs(wait.count()) : QDateTime();
}

/// Claimed together with others, but of requests of its own, for which nothing is left of the budget.
Result<> OutboxSender::postpone(const OutboxItem &item, const QDateTime &until)
{
    Settlement settlement;
    settlement.event = OutboxEvent::Transient;
    settlement.errorClass = item.errorClass;
    settlement.errorCode = item.errorCode;
    settlement.countsAsFailure = false;
    settlement.nextAt = until;
    return settle({{item.itemId, settlement, {}, {}}});
}

/// Gives back what was claimed and not tried before the line went down.
Result<> OutboxSender::giveBack(const QList<OutboxItem> &items, const LinkState &state)
{
    QList<ItemOutcome> outcomes;
    for (const OutboxItem &item : items) {
        Settlement settlement;
        settlement.event = OutboxEvent::Pause;
        settlement.errorClass = classLetter(OutcomeClass::NotSent);
        settlement.errorCode = state.errorCode;
        outcomes.append({item.itemId, settlement, {}, {}});
    }
    return settle(outcomes);
}

Result<FeedPuller::Report> FeedPuller::run(HubLink &link, const HubEnrolment &hub, LinkState &state)
{
    Report report;
    const auto heartbeat = m_store.heartbeat();
    if (!heartbeat)
        return failure(heartbeat);
    for (;;) {
        const auto cursor = m_store.cursor();
        if (!cursor)
            return failure(cursor);
        report.cursor = *cursor;
        const auto residents = m_store.residentsCursor();
        if (!residents)
            return failure(residents);
        QUrlQuery query{{u"after"_s, *cursor}, {u"limit"_s, QString::number(kMaxFeedPage)}};
        if (!residents->isEmpty())
            query.addQueryItem(u"residents_after"_s, *residents);
        addHeartbeat(query, *heartbeat);
        const HubReply reply =
            link.send({"GET", u"/v1/feed?"_s + query.toString(QUrl::FullyEncoded), {}, hub.token});
        if (reply.outcome != OutcomeClass::Ok) {
            state.failed(reply.outcome, reply.code);
            return report;
        }
        const auto page = feedPageFromJson(reply.body);
        if (!page || (!hub.epoch.isEmpty() && page->epoch != hub.epoch)) {
            state.failed(page ? OutcomeClass::Epoch : OutcomeClass::Unknown,
                         page ? causeOf(OutcomeClass::Epoch) : u"bad_answer"_s);
            return report;
        }
        state.online = true;
        state.errorCode.clear();
        state.roundTripMs = int(reply.roundTrip.count());
        const auto applied = m_store.apply(*page);
        if (!applied)
            return failure(applied);
        report.applied += *applied;
        report.cursor = page->cursor;
        if (const auto confirmed = m_store.confirm(page->epoch, page->stablePosition); !confirmed)
            return failure(confirmed);
        if (!page->more)
            return report;
    }
}

} // namespace desk
