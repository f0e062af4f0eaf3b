#include "store/outboxstore.h"

#include "base/sha256.h"
#include "sql/statement.h"
#include "store/newid.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr QLatin1StringView
    kColumns("item_id, kind, chain_seq, case_id, revision, base_version, actor_id, "
             "created_at, not_before, state, state_at, attempt, fail_count, crash_count, error_class, "
             "error_code, next_at, "
             "hub_epoch, hub_position, hub_version, sent_at, acknowledged_at, "
             "EXISTS (SELECT 1 FROM outbox AS earlier WHERE earlier.subject_id = outbox.subject_id "
             "AND earlier.chain_seq < outbox.chain_seq AND earlier.state = 'quarantined')");
/// After kColumns: what is sealed of it.
constexpr int kPosition = 23;
constexpr int kSubject = 24;
constexpr int kPayload = 25;
constexpr int kSignature = 26;
constexpr QLatin1StringView kWhole(", position, subject, payload, signature FROM outbox");

const SealedTable kOutbox{
    .use = KeyUse::Outbox, .table = "outbox", .columns = {"subject", "payload", "signature"}};

constexpr QLatin1StringView kUnsent("state IN ('queued', 'sending', 'waiting', 'quarantined')");

// Times are hints: one further ahead than any wait we ever set was written by a clock that has since gone
// back.
constexpr int kLongestWaitSeconds = 3'700;
constexpr int kLongestHoldSeconds = 60;

/// Heads of their chains whose time has come; `bindDue` binds the times.
constexpr QLatin1StringView
    kDue("state IN ('queued', 'waiting') "
         "AND (next_at IS NULL OR next_at <= ? OR next_at > ?) "
         "AND (not_before IS NULL OR not_before <= ? OR not_before > ?) "
         "AND NOT EXISTS (SELECT 1 FROM outbox AS head WHERE head.subject_id = outbox.subject_id "
         "AND head.chain_seq < outbox.chain_seq "
         "AND head.state IN ('queued', 'sending', 'waiting', 'quarantined'))");

constexpr QLatin1StringView kOverload("O");
constexpr QLatin1StringView kCrashLoop("crash_loop");
constexpr QLatin1StringView kSuperseded("superseded");
constexpr QLatin1StringView kUndone("undone");

OutboxHead headFrom(const Statement &row)
{
    OutboxHead item;
    item.itemId = row.text(0);
    item.kind = row.text(1);
    item.chainSeq = row.integer(2);
    item.caseId = row.text(3);
    item.revision = row.integer(4);
    item.baseVersion = row.integer(5);
    item.actorId = row.text(6);
    item.createdAt = row.instant(7);
    item.notBefore = row.instant(8);
    item.state = fromCode<OutboxState>(row.text(9)).value_or(OutboxState::Quarantined);
    item.stateSince = row.instant(10);
    item.attempt = row.integer(11);
    item.failCount = row.integer(12);
    item.crashCount = row.integer(13);
    item.errorClass = row.text(14);
    item.errorCode = row.text(15);
    item.nextAt = row.instant(16);
    item.hubEpoch = row.text(17);
    item.hubPosition = row.number(18);
    item.hubVersion = row.integer(19);
    item.sentAt = row.instant(20);
    item.acknowledgedAt = row.instant(21);
    item.held = row.flag(22);
    return item;
}

Result<OutboxItem> itemFrom(const KeySet &keys, const Statement &row)
{
    const qint64 position = row.number(kPosition);
    const auto subject = kOutbox.open(keys, "subject", position, row.bytes(kSubject));
    if (!subject)
        return failure(subject);
    const auto payload = kOutbox.open(keys, "payload", position, row.bytes(kPayload));
    if (!payload)
        return failure(payload);
    const auto signature = kOutbox.open(keys, "signature", position, row.bytes(kSignature));
    if (!signature)
        return failure(signature);
    return OutboxItem{headFrom(row), QString::fromUtf8(*subject), *payload, sha256Hex(*payload), *signature};
}

template <class... More>
Statement &bindDue(Statement &query, const QDateTime &now, const More &...more)
{
    return query.bind(now, now.addSecs(kLongestWaitSeconds), now, now.addSecs(kLongestHoldSeconds), more...);
}

/// The transport columns of `item` after the event; the rest is frozen.
void apply(OutboxHead &item, const Settlement &settlement, const QDateTime &now)
{
    const auto setError = [&] {
        item.errorClass = settlement.errorClass;
        item.errorCode = settlement.errorCode;
    };
    switch (settlement.event) {
    case OutboxEvent::Claim:
        ++item.attempt;
        item.hubEpoch = settlement.hubEpoch;
        item.sentAt = now;
        item.nextAt = {};
        break;
    case OutboxEvent::Accept:
    case OutboxEvent::Conflict:
    case OutboxEvent::VoidRefused:
        setError();
        item.hubPosition = settlement.hubPosition;
        item.hubVersion = settlement.hubVersion;
        if (!settlement.hubEpoch.isEmpty())
            item.hubEpoch = settlement.hubEpoch;
        item.acknowledgedAt = now;
        item.nextAt = {};
        break;
    case OutboxEvent::Transient:
        setError();
        item.failCount += settlement.countsAsFailure ? 1 : 0;
        item.nextAt = settlement.nextAt;
        break;
    case OutboxEvent::OwnerGone:
        setError();
        ++item.crashCount;
        item.nextAt = {};
        break;
    case OutboxEvent::Release:
        setError();
        item.failCount = 0;
        item.crashCount = 0;
        item.nextAt = {};
        break;
    case OutboxEvent::Lost:
        setError();
        item.hubPosition = 0;
        item.hubVersion = 0;
        item.acknowledgedAt = {};
        item.nextAt = {};
        break;
    case OutboxEvent::Stable:
        break;
    case OutboxEvent::Permanent:
    case OutboxEvent::Pause:
    case OutboxEvent::Supersede:
    case OutboxEvent::Cancel:
    case OutboxEvent::Quarantine:
        setError();
        item.nextAt = {};
        break;
    }
}

} // namespace

OutboxStore::OutboxStore(Connection &connection, const Vault &vault, const Clock &clock)
    : m_connection(connection)
    , m_vault(vault)
    , m_subjects(connection)
    , m_clock(clock)
{
}

const SealedTable &OutboxStore::sealedTable()
{
    return kOutbox;
}

Result<OutboxItem> OutboxStore::append(const NewOutboxItem &item)
{
    const auto keys = m_vault.keys({kOutbox.use, KeyUse::Subjects});
    if (!keys)
        return failure(keys);
    const auto subjectId = m_subjects.keep(**keys, item.residentKey);
    if (!subjectId)
        return failure(subjectId);
    const auto position = kOutbox.nextRow(m_connection);
    if (!position)
        return failure(position);
    const QString itemId = idOr(item.itemId);
    const QDateTime now = m_clock.utc();
    Statement insertion(
        m_connection,
        u"INSERT INTO outbox (position, item_id, kind, subject_id, chain_seq, case_id, revision, subject, "
        u"payload, signature, "
        u"key_generation, base_version, actor_id, created_at, not_before, state, state_at) "
        u"VALUES (?, ?, ?, ?, (SELECT coalesce(max(chain_seq), 0) + 1 FROM outbox WHERE subject_id = ?), "
        u"?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING chain_seq, "
        u"EXISTS (SELECT 1 FROM outbox AS earlier WHERE earlier.subject_id = outbox.subject_id "
        u"AND earlier.state = 'quarantined')"_s);
    const auto stored =
        insertion
            .bind(*position, itemId, item.kind, *subjectId, *subjectId, item.caseId, item.revision,
                  kOutbox.seal(**keys, "subject", *position, item.residentKey.toUtf8()),
                  kOutbox.seal(**keys, "payload", *position, item.payload),
                  kOutbox.seal(**keys, "signature", *position, item.actorSignature), (*keys)->generation(),
                  item.baseVersion, item.actorId, now, item.notBefore, codeOf(OutboxState::Queued), now)
            .step();
    if (!stored && stored.error().detail.contains(u"item exists"_s))
        return failure(ErrorCode::AlreadyExists, itemId);
    if (!stored)
        return failure(stored);
    OutboxItem appended;
    appended.itemId = itemId;
    appended.kind = item.kind;
    appended.residentKey = item.residentKey;
    appended.chainSeq = insertion.integer(0);
    appended.caseId = item.caseId;
    appended.revision = item.revision;
    appended.payload = item.payload;
    appended.payloadSha256 = sha256Hex(item.payload);
    appended.actorSignature = item.actorSignature;
    appended.baseVersion = item.baseVersion;
    appended.actorId = item.actorId;
    appended.createdAt = now;
    appended.notBefore = item.notBefore;
    appended.stateSince = now;
    appended.held = insertion.flag(1);
    return appended;
}

Result<QList<OutboxItem>> OutboxStore::claim(int max, const QString &hubEpoch)
{
    QList<OutboxItem> claimed;
    {
        static const QString sql =
            u"SELECT "_s + kColumns + kWhole + u" WHERE "_s + kDue + u" ORDER BY position LIMIT ?"_s;
        Statement query(m_connection, sql);
        auto due = whole(bindDue(query, m_clock.utc(), max));
        if (!due)
            return due;
        claimed = *std::move(due);
    }
    for (OutboxItem &item : claimed) {
        const auto sending = change(item, {.event = OutboxEvent::Claim, .hubEpoch = hubEpoch});
        if (!sending)
            return failure(sending);
        static_cast<OutboxHead &>(item) = *sending;
    }
    return claimed;
}

Result<> OutboxStore::postponeRetries(const QDateTime &until)
{
    static const QString sql = u"UPDATE outbox SET next_at = ? WHERE attempt > 0 AND "_s + kDue;
    const QDateTime now = m_clock.utc();
    Statement update(m_connection, sql);
    return update.bind(until, now, now.addSecs(kLongestWaitSeconds), now, now.addSecs(kLongestHoldSeconds))
        .run();
}

Result<OutboxHead> OutboxStore::settle(const QString &itemId, const Settlement &settlement)
{
    const auto item = head(itemId);
    if (!item)
        return item;
    return change(*item, settlement);
}

Result<OutboxHead> OutboxStore::change(const OutboxHead &item, const Settlement &settlement)
{
    const auto to = next(item.state, settlement.event);
    if (!to)
        return failure(ErrorCode::WrongState, codeOf(item.state));
    const QDateTime now = m_clock.utc();
    OutboxHead changed = item;
    apply(changed, settlement, now);
    changed.state = *to;
    changed.stateSince = now;
    Statement update(
        m_connection,
        u"UPDATE outbox SET state = ?, state_at = ?, attempt = ?, fail_count = ?, crash_count = ?, "
        u"error_class = ?, error_code = ?, next_at = ?, hub_epoch = ?, hub_position = ?, "
        u"hub_version = ?, sent_at = ?, acknowledged_at = ? WHERE item_id = ? AND state = ?"_s);
    const auto stored = update
                            .bind(codeOf(*to), now, changed.attempt, changed.failCount, changed.crashCount,
                                  changed.errorClass, changed.errorCode, changed.nextAt, changed.hubEpoch,
                                  changed.hubPosition, changed.hubVersion, changed.sentAt,
                                  changed.acknowledgedAt, item.itemId, codeOf(item.state))
                            .run();
    if (!stored)
        return failure(stored);
    if (update.changes() == 0)
        return failure(ErrorCode::WrongState);
    const auto logged =
        Statement(m_connection,
                  u"INSERT INTO outbox_moves (item_id, from_state, to_state, event, error_code, "
                  u"actor_id, moved_at) VALUES (?, ?, ?, ?, ?, ?, ?)"_s)
            .bind(item.itemId, codeOf(item.state), codeOf(*to), codeOf(settlement.event),
                  settlement.errorCode, settlement.actorId, now)
            .run();
    if (!logged)
        return failure(logged);
    return changed;
}

Result<QList<OutboxHead>> OutboxStore::recover()
{
    static const QString sql = u"SELECT "_s + kColumns + u" FROM outbox WHERE state = 'sending' AND "_s +
                               kUnsent + u" ORDER BY position"_s;
    Statement query(m_connection, sql);
    const auto orphans = heads(query);
    if (!orphans)
        return orphans;
    QList<OutboxHead> recovered;
    for (const OutboxHead &orphan : *orphans) {
        auto item = change(
            orphan, {.event = OutboxEvent::OwnerGone, .errorClass = u"T"_s, .errorCode = u"owner_gone"_s});
        if (item && item->crashCount >= kMaxCrashes)
            item = change(*item,
                          {.event = OutboxEvent::Quarantine, .errorClass = u"L"_s, .errorCode = kCrashLoop});
        if (!item)
            return failure(item);
        recovered += *item;
    }
    return recovered;
}

Result<QList<PlacedItem>> OutboxStore::acknowledged(qint64 after, int max)
{
    const auto keys = m_vault.keys({kOutbox.use});
    if (!keys)
        return failure(keys);
    static const QString sql = u"SELECT "_s + kColumns + kWhole +
                               u" WHERE state IN ('acknowledged', 'confirmed') AND position > ? "
                               u"ORDER BY position LIMIT ?"_s;
    QList<PlacedItem> items;
    Statement query(m_connection, sql);
    const auto read = query.bind(after, max).each([&](const Statement &row) -> Result<> {
        const auto item = itemFrom(**keys, row);
        if (!item)
            return failure(item);
        items.append({row.number(kPosition), *item});
        return {};
    });
    if (!read)
        return failure(read);
    return items;
}

Result<OutboxHead> OutboxStore::carryOver(const QString &itemId, const QString &hubEpoch)
{
    Statement update(m_connection, u"UPDATE outbox SET hub_epoch = ? WHERE item_id = ?"_s);
    if (const auto done = update.bind(hubEpoch, itemId).run(); !done)
        return failure(done);
    return head(itemId);
}

Result<int> OutboxStore::confirmUpTo(const QString &hubEpoch, qint64 stablePosition)
{
    static const QString sql = u"SELECT "_s + kColumns +
                               u" FROM outbox WHERE state = 'acknowledged' AND hub_position <= ? AND "
                               u"hub_position > 0 AND hub_epoch = ? "
                               u"ORDER BY position"_s;
    Statement query(m_connection, sql);
    const auto stable = heads(query.bind(stablePosition, hubEpoch));
    if (!stable)
        return failure(stable);
    for (const OutboxHead &item : *stable) {
        if (const auto confirmed = change(item, {.event = OutboxEvent::Stable}); !confirmed)
            return failure(confirmed);
    }
    return static_cast<int>(stable->size());
}

Result<int> OutboxStore::retryNow(const QString &itemId)
{
    Statement update(m_connection,
                     u"UPDATE outbox SET next_at = NULL WHERE state IN ('queued', 'waiting') "
                     u"AND next_at IS NOT NULL AND error_class <> ? AND (? = '' OR item_id = ?)"_s);
    if (const auto done = update.bind(QString(kOverload), itemId, itemId).run(); !done)
        return failure(done);
    return update.changes();
}

Result<OutboxHead> OutboxStore::release(const QString &itemId, const QString &actorId)
{
    return settle(itemId, {.event = OutboxEvent::Release, .actorId = actorId});
}

Result<OutboxHead> OutboxStore::cancel(const QString &itemId, const QString &actorId, const QString &reason,
                                       bool voidedByHub)
{
    const auto item = head(itemId);
    if (!item)
        return item;
    if (item->attempt > 0 && !voidedByHub)
        return failure(ErrorCode::WrongState, codeOf(item->state));
    return change(*item, {.event = OutboxEvent::Cancel, .errorCode = reason, .actorId = actorId});
}

Result<> OutboxStore::cancelUnsent(const QString &caseId, const QString &actorId)
{
    static const QString sql =
        u"SELECT "_s + kColumns +
        u" FROM outbox WHERE position = (SELECT max(position) FROM outbox "
        u"WHERE case_id = ?) AND state = 'queued' AND attempt = 0 AND not_before > ?"_s;
    Statement query(m_connection, sql);
    const auto held = heads(query.bind(caseId, m_clock.utc()));
    if (!held)
        return failure(held);
    if (held->isEmpty())
        return failure(ErrorCode::WrongState);
    const auto cancelled = cancel(held->first().itemId, actorId, kUndone);
    return cancelled ? Result<>() : failure(cancelled);
}

/// Of the same subject, at the end of its chain.
Result<> OutboxStore::appendCopy(const OutboxItem &item, int baseVersion)
{
    const auto keys = m_vault.keys({kOutbox.use});
    if (!keys)
        return failure(keys);
    const auto position = kOutbox.nextRow(m_connection);
    if (!position)
        return failure(position);
    const QDateTime now = m_clock.utc();
    return Statement(
               m_connection,
               u"INSERT INTO outbox (position, item_id, kind, subject_id, chain_seq, case_id, revision, "
               u"subject, payload, signature, key_generation, base_version, actor_id, created_at, "
               u"not_before, state, state_at) SELECT ?, ?, kind, subject_id, (SELECT max(chain_seq) + 1 "
               u"FROM outbox AS chain WHERE chain.subject_id = outbox.subject_id), case_id, revision, "
               u"?, ?, ?, ?, ?, actor_id, ?, not_before, ?, ? FROM outbox WHERE item_id = ?"_s)
        .bind(*position, idOr({}), kOutbox.seal(**keys, "subject", *position, item.residentKey.toUtf8()),
              kOutbox.seal(**keys, "payload", *position, item.payload),
              kOutbox.seal(**keys, "signature", *position, item.actorSignature), (*keys)->generation(),
              baseVersion, now, codeOf(OutboxState::Queued), now, item.itemId)
        .run();
}

Result<int> OutboxStore::rebase(const QString &itemId, int baseVersion)
{
    const auto first = byId(itemId);
    if (!first)
        return failure(first);
    static const QString sql = u"SELECT "_s + kColumns + kWhole +
                               u" WHERE case_id = ? AND chain_seq > ? AND attempt = 0 "
                               u"AND state IN ('queued', 'waiting') ORDER BY chain_seq"_s;
    Statement query(m_connection, sql);
    const auto following = whole(query.bind(first->caseId, first->chainSeq));
    if (!following)
        return failure(following);
    if (const auto copied = appendCopy(*first, baseVersion); !copied)
        return failure(copied);
    for (const OutboxItem &item : *following) {
        const auto cancelled = change(item, {.event = OutboxEvent::Cancel, .errorCode = kSuperseded});
        if (!cancelled)
            return failure(cancelled);
        if (const auto copied = appendCopy(item, baseVersion); !copied)
            return failure(copied);
    }
    return 1 + int(following->size());
}

Result<int> OutboxStore::supersede(const QString &caseId, const QString &actorId)
{
    static const QString sql =
        u"SELECT "_s + kColumns +
        u" FROM outbox WHERE case_id = ? AND state = 'quarantined' ORDER BY position"_s;
    Statement query(m_connection, sql);
    const auto quarantined = heads(query.bind(caseId));
    if (!quarantined)
        return failure(quarantined);
    for (const OutboxHead &item : *quarantined) {
        const auto superseded =
            change(item, {.event = OutboxEvent::Supersede, .errorCode = kSuperseded, .actorId = actorId});
        if (!superseded)
            return failure(superseded);
    }
    return static_cast<int>(quarantined->size());
}

Result<QList<OutboxHead>> OutboxStore::heads(Statement &query)
{
    QList<OutboxHead> heads;
    if (const auto read = query.each([&](const Statement &row) { heads += headFrom(row); }); !read)
        return failure(read);
    return heads;
}

Result<QList<OutboxItem>> OutboxStore::whole(Statement &query)
{
    const auto keys = m_vault.keys({kOutbox.use});
    if (!keys)
        return failure(keys);
    QList<OutboxItem> items;
    const auto read = query.each([&](const Statement &row) -> Result<> {
        const auto item = itemFrom(**keys, row);
        if (!item)
            return failure(item);
        items += *item;
        return {};
    });
    return read ? Result<QList<OutboxItem>>(items) : failure(read);
}

Result<OutboxHead> OutboxStore::head(const QString &itemId)
{
    static const QString sql = u"SELECT "_s + kColumns + u" FROM outbox WHERE item_id = ?"_s;
    Statement query(m_connection, sql);
    const auto found = heads(query.bind(itemId));
    if (!found)
        return failure(found);
    if (found->isEmpty())
        return failure(ErrorCode::NotFound);
    return found->first();
}

Result<OutboxItem> OutboxStore::byId(const QString &itemId)
{
    static const QString sql = u"SELECT "_s + kColumns + kWhole + u" WHERE item_id = ?"_s;
    Statement query(m_connection, sql);
    const auto found = whole(query.bind(itemId));
    if (!found)
        return failure(found);
    if (found->isEmpty())
        return failure(ErrorCode::NotFound);
    return found->first();
}

Result<QList<OutboxHead>> OutboxStore::waitingFirst(int limit, const QDateTime &since)
{
    static const QString waits =
        u"("_s + kUnsent + u" OR case_id IN (SELECT case_id FROM cases WHERE state = 'conflicted'))"_s;
    static const QString waitingSql =
        u"SELECT "_s + kColumns + u" FROM outbox WHERE "_s + waits + u" ORDER BY position LIMIT ?"_s;
    // The newest alone are looked at: when they were acknowledged stands behind their payload.
    static const QString overSql = u"SELECT "_s + kColumns +
                                   u" FROM outbox WHERE position IN (SELECT position FROM outbox "
                                   u"WHERE NOT "_s +
                                   waits +
                                   u" ORDER BY position DESC LIMIT ?) "
                                   u"AND (? IS NULL OR acknowledged_at >= ?) ORDER BY position DESC"_s;
    Statement waiting(m_connection, waitingSql);
    auto all = heads(waiting.bind(limit));
    if (!all)
        return all;
    Statement over(m_connection, overSql);
    const auto rest = heads(over.bind(limit - int(all->size()), since, since));
    if (!rest)
        return rest;
    return *all + *rest;
}

Result<QList<OutboxHead>> OutboxStore::ofCase(const QString &caseId)
{
    static const QString sql =
        u"SELECT "_s + kColumns + u" FROM outbox WHERE case_id = ? ORDER BY position"_s;
    Statement query(m_connection, sql);
    return heads(query.bind(caseId));
}

Result<QList<OutboxStep>> OutboxStore::steps(const QString &itemId)
{
    QList<OutboxStep> steps;
    Statement query(m_connection, u"SELECT from_state, to_state, event, error_code, actor_id, moved_at "
                                  u"FROM outbox_moves WHERE item_id = ? ORDER BY move_id"_s);
    const auto read = query.bind(itemId).each([&](const Statement &row) {
        steps += OutboxStep{fromCode<OutboxState>(row.text(0)).value_or(OutboxState::Quarantined),
                            fromCode<OutboxState>(row.text(1)).value_or(OutboxState::Quarantined),
                            fromCode<OutboxEvent>(row.text(2)).value_or(OutboxEvent::Quarantine),
                            row.text(3),
                            row.text(4),
                            row.instant(5)};
    });
    if (!read)
        return failure(read);
    return steps;
}

Result<OutboxCounts> OutboxStore::counts()
{
    OutboxCounts counts;
    {
        Statement query(m_connection, u"SELECT state, count(*) FROM outbox GROUP BY state"_s);
        const auto read = query.each([&](const Statement &row) {
            switch (fromCode<OutboxState>(row.text(0)).value_or(OutboxState::Quarantined)) {
            case OutboxState::Queued:
                counts.queued = row.integer(1);
                break;
            case OutboxState::Sending:
                counts.sending = row.integer(1);
                break;
            case OutboxState::Waiting:
                counts.waiting = row.integer(1);
                break;
            case OutboxState::Acknowledged:
                counts.acknowledged = row.integer(1);
                break;
            case OutboxState::Confirmed:
                counts.confirmed = row.integer(1);
                break;
            case OutboxState::Quarantined:
                counts.quarantined = row.integer(1);
                break;
            case OutboxState::Cancelled:
                counts.cancelled = row.integer(1);
                break;
            }
        });
        if (!read)
            return failure(read);
    }
    static const QString sql =
        u"SELECT min(created_at), min(CASE WHEN state IN ('queued', 'waiting') "
        u"THEN max(coalesce(next_at, created_at), coalesce(not_before, created_at)) END) FROM outbox WHERE "_s +
        kUnsent;
    Statement query(m_connection, sql);
    if (const auto row = query.step(); !row)
        return failure(row);
    counts.oldestUnsentAt = query.instant(0);
    counts.nextDueAt = query.instant(1);
    return counts;
}

Result<OutboxPulse> OutboxStore::pulse()
{
    static const QString sql = u"SELECT EXISTS (SELECT 1 FROM outbox WHERE "_s + kDue +
                               u") OR EXISTS (SELECT 1 FROM outbox WHERE state = 'sending'), "
                               u"(SELECT coalesce(max(move_id), 0) FROM outbox_moves)"_s;
    Statement query(m_connection, sql);
    if (const auto row = bindDue(query, m_clock.utc()).step(); !row)
        return failure(row);
    return OutboxPulse{query.flag(0), query.number(1)};
}

} // namespace desk
