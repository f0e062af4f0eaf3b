#include "sim/watch.h"

#include "hub/register.h"
#include "protocol/json.h"
#include "protocol/residentjson.h"
#include "sim/trace.h"
#include "sql/statement.h"
#include "sync/outcome.h"

#include <QSet>

#include <algorithm>

using namespace desk;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

template <class T>
T must(Result<T> result)
{
    if (!result)
        throw Violation(u"watch: %1 %2"_s.arg(errorCodeName(result.error().code), result.error().detail));
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

/// `what` makes the words, which takes longer than the look.
template <class What>
void require(bool holds, const What &what)
{
    if (!holds)
        throw Violation(what());
}

bool isFinished(OutboxState state)
{
    return state == OutboxState::Acknowledged || state == OutboxState::Confirmed ||
           state == OutboxState::Cancelled;
}

} // namespace

std::optional<Watch::Receipt> Watch::receiptOf(const QString &itemId)
{
    Statement query(m_hub.connection(), u"SELECT outcome, sha256 FROM receipts WHERE message_id = ?"_s);
    if (!must(query.bind(itemId).step()))
        return std::nullopt;
    return Receipt{query.text(0), query.text(1)};
}

void Watch::look(SimDesk &desk)
{
    const size_t at = size_t(desk.number);
    QStringList fresh;
    {
        Statement query(desk.desk->connection(),
                        u"SELECT position, item_id FROM outbox WHERE position > ? ORDER BY position"_s);
        must(query.bind(m_lastPosition[at]).each([&](const Statement &row) {
            m_lastPosition[at] = row.number(0);
            fresh += row.text(1);
        }));
    }
    for (const QString &id : fresh) {
        const OutboxItem item = must(desk.desk->outbox().byId(id));
        m_items.insert(id, {.desk = desk.number,
                            .resident = item.residentKey,
                            .caseId = item.caseId,
                            .kind = item.kind,
                            .sha256 = item.payloadSha256,
                            .sequence = item.chainSeq,
                            .lastReason = {}});
        auto &chain = m_chains[{desk.number, item.residentKey}];
        require(item.chainSeq == chain.size() + 1,
                [&] { return u"I11: %1 is no next of its chain"_s.arg(id); });
        chain += id;
    }
    struct Move {
        qint64 id = 0;
        QString itemId;
        std::optional<OutboxState> from;
        std::optional<OutboxState> to;
        std::optional<OutboxEvent> event;
        QString reason;
    };
    QList<Move> moves;
    {
        Statement query(desk.desk->connection(),
                        u"SELECT move_id, item_id, from_state, to_state, event, error_code FROM outbox_moves "
                        u"WHERE move_id > ? ORDER BY move_id"_s);
        must(query.bind(m_lastMove[at]).each([&](const Statement &row) {
            moves += Move{row.number(0),
                          row.text(1),
                          fromCode<OutboxState>(row.text(2)),
                          fromCode<OutboxState>(row.text(3)),
                          fromCode<OutboxEvent>(row.text(4)),
                          row.text(5)};
        }));
    }
    for (const Move &move : moves) {
        m_lastMove[at] = move.id;
        const auto found = m_items.find(move.itemId);
        require(found != m_items.end(), [&] { return u"I1: a move of an item nobody wrote"_s; });
        Item &item = *found;
        require(move.from && move.to && move.event && *move.from == item.state &&
                    next(*move.from, *move.event) == move.to,
                [&] {
                    return u"I11: %1 went from %2 to %3"_s.arg(move.itemId, codeOf(item.state),
                                                               move.to ? codeOf(*move.to) : u"?"_s);
                });
        item.state = *move.to;
        item.lastEvent = *move.event;
        item.lastReason = move.reason;
        const bool isNew = &move == &moves.last() ||
                           std::none_of(&move + 1, moves.constData() + moves.size(), [&](const Move &later) {
                               return later.itemId == move.itemId && later.event == OutboxEvent::Lost;
                           });
        if (*move.to == OutboxState::Acknowledged && isNew)
            acknowledged(desk, move.itemId, item, *move.event);
        if (*move.event == OutboxEvent::Stable && isNew) {
            const OutboxHead head = must(desk.desk->outbox().head(move.itemId));
            require(head.hubEpoch != m_hub.epoch() || head.hubPosition <= m_hub.stablePosition(),
                    [&] { return u"I8: %1 is confirmed beyond what is stable"_s.arg(move.itemId); });
        }
    }
    Statement count(desk.desk->connection(), u"SELECT count(*) FROM outbox"_s);
    must(count.bind().step());
    const auto known = std::count_if(m_items.begin(), m_items.end(),
                                     [&](const Item &item) { return item.desk == desk.number; });
    require(count.number(0) == known, [&] { return u"I1: desk %1 has lost an item"_s.arg(desk.number); });
}

void Watch::acknowledged(SimDesk &desk, const QString &itemId, Item &item, OutboxEvent event)
{
    const OutboxHead head = must(desk.desk->outbox().head(itemId));
    item.hadNoPlace = head.hubPosition == 0;
    if (head.hubEpoch != m_hub.epoch())
        return;
    const auto receipt = receiptOf(itemId);
    // What met a conflict is not offered to a restored hub again.
    if (receipt || event != OutboxEvent::Conflict || !mayBeForgotten(itemId, item)) {
        require(receipt && receipt->sha256 == item.sha256, [&] {
            return u"I4: the hub has no receipt of %1 that desk %2 takes for acknowledged"_s.arg(itemId).arg(
                       desk.number) +
                   historyOf(item.caseId);
        });
        require((event == OutboxEvent::Conflict) == (receipt->outcome == codeOf(Outcome::Conflict)) ||
                    event == OutboxEvent::VoidRefused,
                [&] {
                    return u"I4: %1 is %2 at the hub and %3 at desk %4"_s
                        .arg(itemId, receipt->outcome, codeOf(event))
                        .arg(desk.number);
                });
    }
    if (event != OutboxEvent::Conflict)
        return;
    // One that is with its maker again is sent on the register's newer version or withdrawn, and may have
    // been by now.
    const CaseHead record = must(desk.desk->cases().head(item.caseId));
    if (record.state == CaseState::Returned || record.state == CaseState::Withdrawn ||
        record.revision > head.revision)
        return;
    // One that only the register's other fields caused goes again by itself.
    if (std::any_of(m_items.begin(), m_items.end(), [&](const Item &later) {
            return later.desk == item.desk && later.caseId == item.caseId && later.sha256 == item.sha256 &&
                   later.sequence > item.sequence;
        }))
        return;
    const auto moves = must(desk.desk->cases().timeline(item.caseId));
    require(std::any_of(moves.begin(), moves.end(),
                        [](const CaseMove &move) {
                            return move.event == CaseEvent::Conflict && move.detail.size() > 2;
                        }),
            [&] {
                return u"I6: nobody sees the conflict of %1, a %2 of case %3 at desk %4"_s
                           .arg(itemId, item.kind, item.caseId)
                           .arg(desk.number) +
                       historyOf(item.caseId);
            });
}

void Watch::lookAtHub()
{
    if (m_hubRestores != m_hub.restores()) {
        m_hubRestores = m_hub.restores();
        m_hubPosition = 0;
        m_hubChains.clear();
        m_restoredTo = m_hub.stablePosition();
    }
    struct Entry {
        qint64 position = 0;
        QString messageId;
    };
    QList<Entry> fresh;
    Statement query(m_hub.connection(), u"SELECT position, kind, message_id FROM feed WHERE position > ? "
                                        u"ORDER BY position"_s);
    must(query.bind(m_hubPosition).each([&](const Statement &row) {
        require(row.number(0) == m_hubPosition + 1, [&] { return u"I12: the feed has a hole"_s; });
        m_hubPosition = row.number(0);
        if (row.text(1) == "case.changed"_L1)
            fresh += {row.number(0), row.text(2)};
    }));
    if (fresh.isEmpty())
        return;
    for (const Entry &entry : fresh)
        newMessage(entry.position, entry.messageId);
    Statement twice(m_hub.connection(),
                    u"SELECT (SELECT count(*) FROM resident_versions WHERE case_id IS NOT NULL) - "
                    u"(SELECT count(DISTINCT case_id) FROM resident_versions WHERE case_id IS NOT NULL), "
                    u"(SELECT count(*) FROM feed WHERE kind = 'case.changed') - "
                    u"(SELECT count(DISTINCT message_id) FROM feed WHERE kind = 'case.changed')"_s);
    must(twice.bind().step());
    require(twice.number(0) == 0 && twice.number(1) == 0,
            [&] { return u"I3: a message was applied twice"_s; });
    Statement lost(
        m_hub.connection(),
        u"SELECT count(*) FROM resident_versions v JOIN messages m USING (resident_id, message_id) "
        u"WHERE m.base_version <> v.version - 1"_s);
    must(lost.bind().step());
    require(lost.number(0) == 0, [&] { return u"I6: an update went over another's head"_s; });
}

/// What moved nothing at the hub has no place in its feed, so that a hub restored to that very place does not
/// know that it has lost the receipt. Asked again, it would give the same answer.
bool Watch::mayBeForgotten(const QString &itemId, const Item &item)
{
    return m_hub.restores() > 0 &&
           must(m_desks[size_t(item.desk)]->desk->outbox().head(itemId)).hubPosition == 0;
}

void Watch::newMessage(qint64 position, const QString &messageId)
{
    const auto found = m_items.find(messageId);
    require(found != m_items.end(), [&] { return u"I1: the hub has a message nobody wrote"_s; });
    const Item &item = *found;
    Statement query(m_hub.connection(),
                    u"SELECT workstation_id, resident_id, sequence FROM messages WHERE message_id = ?"_s);
    require(must(query.bind(messageId).step()),
            [&] { return u"I3: the feed names a message the hub has not got"_s; });
    int &last = m_hubChains[{query.text(0), query.text(1)}];
    require(query.integer(2) > last && query.integer(2) == item.sequence, [&] {
        return u"I5: at %1 the hub took %2 after %3 of one chain"_s.arg(position)
            .arg(query.integer(2))
            .arg(last);
    });
    last = query.integer(2);
    const auto receipt = receiptOf(messageId);
    require(receipt && receipt->sha256 == item.sha256 && receipt->outcome == codeOf(Outcome::Accepted),
            [&] { return u"I3: the hub took %1 without a receipt"_s.arg(messageId); });
    require(item.state != OutboxState::Cancelled || item.lastReason == "superseded"_L1, [&] {
        return u"I7: the hub took %1, which a person had cancelled (%2)"_s.arg(messageId, item.lastReason);
    });
    for (const QString &id : m_chains.value({item.desk, item.resident})) {
        if (id == messageId)
            break;
        const Item &earlier = m_items[id];
        // A hub restored to a copy newer than the one before has again what its desks are still to offer
        // again.
        const bool isHereAgain = m_hub.restores() > 0 && (receiptOf(id).has_value() ||
                                                          (position <= m_restoredTo && earlier.hadNoPlace));
        require(isFinished(earlier.state) || isHereAgain, [&] {
            return u"I5: the hub took %1 while %2 before it is %3"_s.arg(messageId, id,
                                                                         codeOf(earlier.state)) +
                   historyOf(earlier.caseId);
        });
        require(earlier.state == OutboxState::Cancelled || receiptOf(id).has_value() ||
                    mayBeForgotten(id, earlier),
                [&] {
                    return u"I5: the hub took %1 and has no receipt of %2 before it"_s.arg(messageId, id) +
                           historyOf(earlier.caseId);
                });
    }
}

void Watch::page(const SimDesk &desk, const QString &cursor, const FeedPage &page)
{
    if (page.epoch != m_hub.epoch() || !cursor.startsWith(page.epoch))
        return;
    const qint64 after = cursor.section(u'.', 1).toLongLong();
    const qint64 upTo = page.cursor.section(u'.', 1).toLongLong();
    QList<qint64> expected;
    Statement query(m_hub.connection(),
                    u"SELECT position FROM feed WHERE position > ? AND position <= ? "
                    u"AND (workstation_id IS NULL OR workstation_id <> ?) ORDER BY position"_s);
    must(query.bind(after, upTo, desk.workstationId()).each([&](const Statement &row) {
        expected += row.number(0);
    }));
    QList<qint64> read;
    for (const FeedEntry &entry : page.entries)
        read += entry.position;
    require(read == expected,
            [&] { return u"I12: desk %1 reads the feed with gaps after %2"_s.arg(desk.number).arg(after); });
}

Watch::Requests &Watch::requestsOf(const SimDesk &desk)
{
    Requests &requests = m_requests[size_t(desk.number)];
    if (requests.start != desk.starts())
        requests = {.start = desk.starts(), .recent = {}};
    return requests;
}

void Watch::request(int number, const HubRequest &request)
{
    if (request.path != "/v1/messages"_L1)
        return;
    const SimDesk &desk = *m_desks[size_t(number)];
    const auto object = must(parseJsonObject(request.body));
    QSet<QString> residents;
    bool isRetry = false;
    for (const QJsonValue message : object["messages"_L1].toArray()) {
        const QString resident = message["resident"_L1].toString();
        require(!residents.contains(resident),
                [&] { return u"I5: desk %1 sends two messages of one resident at once"_s.arg(number); });
        residents += resident;
        const QString id = message["id"_L1].toString();
        isRetry = isRetry || m_offered.contains(id);
        m_offered += id;
    }
    const auto now = desk.clock.monotonic();
    Requests &requests = requestsOf(desk);
    require(!desk.state().paused, [&] { return u"I16: desk %1 is paused and sends"_s.arg(number); });
    require(now >= requests.notBefore,
            [&] { return u"I16: desk %1 sends before the time the hub asked for"_s.arg(number); });
    auto &recent = requests.recent;
    while (!recent.empty() && recent.front().first + RetryBudget::kWindow <= now)
        recent.pop_front();
    recent.emplace_back(now, isRetry);
    const auto retries =
        std::count_if(recent.begin(), recent.end(), [](const auto &one) { return one.second; });
    require(!isRetry || retries <= RetryBudget::kFloor ||
                size_t(retries) * RetryBudget::kRequestsPerRetry <= recent.size(),
            [&] {
                return u"I16: %1 of %2 requests of desk %3 are retries"_s.arg(retries)
                    .arg(recent.size())
                    .arg(number);
            });
}

void Watch::reply(int number, const HubRequest &request, const HubReply &reply)
{
    const bool isSenders = request.path == "/v1/messages"_L1 || request.path == "/healthz"_L1;
    if (!isSenders || reply.outcome != OutcomeClass::Overload)
        return;
    const SimDesk &desk = *m_desks[size_t(number)];
    requestsOf(desk).notBefore =
        desk.clock.monotonic() + std::min<std::chrono::milliseconds>(reply.retryAfter, 1h);
}

void Watch::whole(SimDesk &desk)
{
    look(desk);
    for (auto at = m_items.begin(); at != m_items.end(); ++at) {
        if (at->desk != desk.number)
            continue;
        const auto item = desk.desk->outbox().byId(at.key());
        require(item.has_value(),
                [&] { return u"I1: desk %1 has lost %2"_s.arg(desk.number).arg(at.key()); });
        require(item->payloadSha256 == at->sha256, [&] { return u"I2: %1 has changed"_s.arg(at.key()); });
        require(item->state == at->state, [&] {
            return u"I11: %1 is %2 and its log says %3"_s.arg(at.key(), codeOf(item->state),
                                                              codeOf(at->state));
        });
    }
}

void Watch::settled()
{
    for (const auto &desk : m_desks)
        whole(*desk);
    lookAtHub();
    for (auto at = m_items.begin(); at != m_items.end(); ++at) {
        const Item &item = *at;
        const auto receipt = receiptOf(at.key());
        switch (item.state) {
        case OutboxState::Acknowledged:
            // A conflict, a duplicate or the end of a case the hub never had: it has no place in the feed.
            require(must(m_desks[size_t(item.desk)]->desk->outbox().head(at.key())).hubPosition == 0,
                    [&] { return u"I9: %1 is never confirmed"_s.arg(at.key()); });
            [[fallthrough]];
        case OutboxState::Confirmed:
            require((receipt && receipt->sha256 == item.sha256) || mayBeForgotten(at.key(), item),
                    [&] { return u"I7: %1 of desk %2 is lost at the hub"_s.arg(at.key()).arg(item.desk); });
            break;
        case OutboxState::Cancelled:
        case OutboxState::Quarantined:
            break;
        case OutboxState::Queued:
        case OutboxState::Waiting: {
            const auto head = must(m_desks[size_t(item.desk)]->desk->outbox().head(at.key()));
            require(head.held, [&] {
                return u"I9: %1 of desk %2 stays %3: %4"_s.arg(at.key()).arg(item.desk).arg(
                           codeOf(item.state), head.errorCode) +
                       historyOf(item.caseId);
            });
            break;
        }
        case OutboxState::Sending:
            throw Violation(u"I9: %1 of desk %2 stays sending"_s.arg(at.key()).arg(item.desk));
        }
    }
    for (const auto &desk : m_desks) {
        for (const Resident &one : Cast::instance().residents) {
            const auto here = must(desk->registry->registry().byIqama(one.iqamaNumber));
            const auto there =
                must(Register(m_hub.connection(), desk->clock).find(one.iqamaNumber.toLongLong()));
            require(here == there, [&] {
                return u"I13: desk %1 shows version %2 of resident %3, the hub %4"_s.arg(desk->number)
                    .arg(here ? here->version : -1)
                    .arg(one.iqamaNumber)
                    .arg(there ? there->version : -1);
            });
        }
        casesOf(*desk);
    }
}

QString Watch::historyOf(const QString &caseId)
{
    QString text;
    for (const auto &desk : m_desks) {
        const auto moves = desk->desk->cases().timeline(caseId);
        const auto items = desk->desk->outbox().ofCase(caseId);
        if (!moves || !items)
            continue;
        text += u"\n    desk %1:"_s.arg(desk->number);
        for (const CaseMove &move : *moves)
            text += u' ' + codeOf(move.event) + (move.reason.isEmpty() ? QString() : u'/' + move.reason);
        for (const OutboxHead &item : *items) {
            text += u"\n      %1 %2 of revision %3:"_s.arg(item.chainSeq).arg(item.kind).arg(item.revision);
            const auto steps = desk->desk->outbox().steps(item.itemId);
            if (!steps)
                continue;
            for (const OutboxStep &step : *steps)
                text += u' ' + codeOf(step.event) +
                        (step.errorCode.isEmpty() ? QString() : u'/' + step.errorCode);
        }
    }
    return text;
}

/// Whether the hub has what this desk said last of the latest revision.
bool Watch::isTaken(SimDesk &desk, const CaseRecord &record)
{
    const auto items = must(desk.desk->outbox().ofCase(record.caseId));
    const auto last = std::find_if(items.rbegin(), items.rend(), [&record](const OutboxHead &item) {
        return item.revision == record.revision;
    });
    return last != items.rend() && last->errorCode != causeOf(OutcomeClass::Conflict) &&
           (last->state == OutboxState::Acknowledged || last->state == OutboxState::Confirmed);
}

/// With its maker or a supervisor, or at the desk that is to send what the hub refused: each of them sees
/// why.
bool Watch::waitsForSomebody(SimDesk &desk, const CaseRecord &record)
{
    if (record.state == CaseState::Conflicted || record.state == CaseState::Draft)
        return true;
    const auto moves = must(desk.desk->cases().timeline(record.caseId));
    if (record.state == CaseState::Returned && !moves.isEmpty() &&
        (moves.last().event == CaseEvent::Recall ||
         (moves.last().event == CaseEvent::Refuse && !isTaken(desk, record))))
        return true;
    const auto waitsAt = [&record](const auto &each) {
        const auto head = each->desk->cases().head(record.caseId);
        if (head && head->state == CaseState::Conflicted)
            return true;
        const auto items = must(each->desk->outbox().ofCase(record.caseId));
        return std::any_of(items.begin(), items.end(), [](const OutboxHead &item) {
            return item.state == OutboxState::Quarantined || item.held;
        });
    };
    return std::any_of(m_desks.begin(), m_desks.end(), waitsAt);
}

/// Whether the latest revision is this desk's, perhaps of another desk's case that was in conflict here.
bool Watch::makesRevision(SimDesk &desk, const CaseRecord &record)
{
    const auto items = must(desk.desk->outbox().ofCase(record.caseId));
    return std::any_of(items.begin(), items.end(), [&record](const OutboxHead &item) {
        return item.kind == codeOf(MessageKind::CaseRevised) && item.revision == record.revision;
    });
}

/// Every case stands as at the hub, or waits here for somebody who can see why.
void Watch::casesOf(SimDesk &desk)
{
    struct Standing {
        QString state;
        int revision = 0;
    };
    QMap<QString, Standing> atHub;
    Statement query(m_hub.connection(), u"SELECT case_id, state, revision FROM cases"_s);
    must(query.bind().each([&](const Statement &row) {
        atHub.insert(row.text(0), {row.text(1), row.integer(2)});
    }));
    QMap<QString, CaseRecord> here;
    for (const CaseRecord &record : must(desk.desk->cases().list({.limit = 100'000})))
        here.insert(record.caseId, record);
    for (auto at = atHub.begin(); at != atHub.end(); ++at)
        require(here.contains(at.key()),
                [&] { return u"I13: desk %1 has no case %2"_s.arg(desk.number).arg(at.key()); });
    QStringList further;
    for (const HubCase &there : must(desk.desk->settings().missedFeed()).further)
        further += there.id;
    for (const CaseRecord &record : std::as_const(here)) {
        const Standing there = atHub.value(record.caseId);
        const QString state = codeOf(record.state);
        // A revision that the hub never took counts only at its own desk; one that came after the end
        // nowhere.
        const bool ended = record.state == CaseState::Withdrawn || record.state == CaseState::Rejected;
        // One that a restored hub had lost, and that its maker has yet to bring again, stays kept.
        const auto moves = must(desk.desk->cases().timeline(record.caseId));
        const CaseEvent last = moves.isEmpty() ? CaseEvent::Submit : moves.last().event;
        const bool ahead = record.revision > there.revision &&
                           (!record.remote || last == CaseEvent::Forgotten || makesRevision(desk, record));
        if (state == there.state && (record.revision == there.revision || ended || ahead))
            continue;
        if (there.state.isEmpty() && (isTerminal(record.state) || record.state == CaseState::Returned))
            continue;
        // What a restored hub has further back waits for the case of its resident that is open here.
        bool waits = waitsForSomebody(desk, record);
        if (!waits && further.contains(record.caseId)) {
            const QString inTheWay = must(desk.desk->cases().inTheWayOf(record.caseId));
            waits = std::any_of(here.begin(), here.end(), [&](const CaseRecord &other) {
                return other.reference == inTheWay && waitsForSomebody(desk, other);
            });
        }
        require(waits, [&] {
            return u"I13: case %1 is %2 (%3) at desk %4 and %5 (%6) at the hub"_s.arg(record.caseId, state)
                       .arg(record.revision)
                       .arg(desk.number)
                       .arg(there.state)
                       .arg(there.revision) +
                   historyOf(record.caseId);
        });
    }
}
