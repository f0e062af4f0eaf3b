#include "hub/feedlog.h"

#include "protocol/json.h"
#include "protocol/residentjson.h"
#include "sql/statement.h"

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

const QString kResidentChanged = u"resident.changed"_s;
const QString kCaseChanged = u"case.changed"_s;
const QString kUserChanged = u"user.changed"_s;
const QString kRulesChanged = u"rules.changed"_s;
const QString kLeaseChanged = u"lease.changed"_s;

struct Pointer {
    FeedCursor at;
    QString kind;
    QDateTime madeAt;
    qint64 residentId = 0;
    int version = 0;
    QString messageId;
    QString userId;
    QString pack;
    QString caseId;
};

Result<ResidentChanged> readResident(Connection &connection, const Pointer &pointer)
{
    Statement statement(connection, u"SELECT doc, passports, case_id FROM resident_versions "
                                    u"WHERE resident_id = ? AND version = ?"_s);
    const Result<bool> row = statement.bind(pointer.residentId, pointer.version).step();
    if (!row)
        return failure(row);
    if (!*row)
        return failure(ErrorCode::Damaged, kResidentChanged);
    const Result<QJsonObject> doc = parseJsonObject(statement.text(0).toUtf8());
    const Result<QJsonValue> passports = parseJson(statement.text(1).toUtf8());
    if (!doc || !passports)
        return failure(ErrorCode::Damaged, kResidentChanged);
    const Result<Resident> resident = residentFromJson(*doc);
    const Result<QList<PassportRecord>> records = passportsFromJson(passports->toArray());
    if (!resident || !records)
        return failure(ErrorCode::Damaged, kResidentChanged);
    return ResidentChanged{*resident, *records, statement.text(2)};
}

Result<CaseChanged> readCase(Connection &connection, const Pointer &pointer)
{
    Statement statement(connection,
                        u"SELECT m.kind, m.base_version, m.created_at, m.actor, m.payload, w.number "
                        u"FROM messages m JOIN workstations w USING (workstation_id) "
                        u"WHERE m.resident_id = ? AND m.message_id = ?"_s);
    const Result<bool> row = statement.bind(pointer.residentId, pointer.messageId).step();
    if (!row)
        return failure(row);
    CaseChanged change;
    const auto kind = *row ? fromCode<MessageKind>(statement.text(0)) : std::nullopt;
    if (!kind)
        return failure(ErrorCode::Damaged, kCaseChanged);
    change.message = *kind;
    change.messageId = pointer.messageId;
    change.resident = QString::number(pointer.residentId);
    change.baseVersion = statement.integer(1);
    change.createdAt = statement.instant(2);
    change.actor = statement.text(3);
    change.payload = statement.text(4).toUtf8();
    change.workstation = statement.integer(5);
    const Result<QJsonObject> payload = parseJsonObject(change.payload);
    if (!payload)
        return failure(payload);
    change.caseId = payload->value("case_id"_L1).toString();
    return change;
}

/// As it is now: an earlier entry says what the later one repeats.
Result<RulesChanged> readPack(Connection &connection, const Pointer &pointer)
{
    Statement statement(connection, u"SELECT file, taken_back_at IS NOT NULL FROM rule_packs "
                                    u"WHERE version = ?"_s);
    const Result<bool> row = statement.bind(pointer.pack).step();
    if (!row)
        return failure(row);
    if (!*row)
        return failure(ErrorCode::Damaged, kRulesChanged);
    return RulesChanged{pointer.pack, statement.bytes(0), statement.integer(1) == 1};
}

/// As it is now, like a pack.
Result<LeaseChanged> readLease(Connection &connection, const Pointer &pointer)
{
    Statement statement(connection, u"SELECT l.owner, w.number, l.since FROM leases l "
                                    u"JOIN workstations w USING (workstation_id) "
                                    u"WHERE l.resident_id = ? AND l.case_id = ?"_s);
    const Result<bool> row = statement.bind(pointer.residentId, pointer.caseId).step();
    if (!row)
        return failure(row);
    LeaseChanged change{pointer.caseId, {}};
    if (*row)
        change.lease = ReviewLease{statement.text(0), statement.integer(1), statement.instant(2)};
    return change;
}

Result<FeedEntry> entryFor(Connection &connection, const Clock &clock, const Pointer &pointer)
{
    FeedEntry entry{pointer.at.position, pointer.madeAt, {}};
    if (pointer.kind == kResidentChanged) {
        Result<ResidentChanged> change = readResident(connection, pointer);
        if (!change)
            return failure(change);
        entry.change = *std::move(change);
    } else if (pointer.kind == kCaseChanged) {
        Result<CaseChanged> change = readCase(connection, pointer);
        if (!change)
            return failure(change);
        entry.change = *std::move(change);
    } else if (pointer.kind == kRulesChanged) {
        Result<RulesChanged> change = readPack(connection, pointer);
        if (!change)
            return failure(change);
        entry.change = *std::move(change);
    } else if (pointer.kind == kLeaseChanged) {
        Result<LeaseChanged> change = readLease(connection, pointer);
        if (!change)
            return failure(change);
        entry.change = *std::move(change);
    } else {
        const Result<std::optional<HubUser>> user = HubAccounts(connection, clock).user(pointer.userId);
        if (!user)
            return failure(user);
        if (!*user)
            return failure(ErrorCode::Damaged, kUserChanged);
        entry.change = (*user)->account; // as it is now: later entries only repeat it
    }
    return entry;
}

} // namespace

Result<qint64> FeedLog::append(const QString &kind, const Pointers &to)
{
    Statement statement(
        m_connection,
        u"INSERT INTO feed (kind, resident_id, version, message_id, user_id, pack, case_id, branch, "
        u"workstation_id, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING position"_s);
    const Result<bool> row = statement
                                 .bind(kind, to.residentId, to.version, to.messageId, to.userId, to.pack,
                                       to.caseId, to.branch, to.workstation, m_clock.utc())
                                 .step();
    if (!row)
        return failure(row);
    return statement.number(0);
}

Result<qint64> FeedLog::residentChanged(qint64 residentId, int version)
{
    return append(kResidentChanged, {.residentId = residentId, .version = version});
}

Result<qint64> FeedLog::caseChanged(qint64 residentId, const QString &messageId, const Workstation &origin)
{
    return append(kCaseChanged, {.residentId = residentId,
                                 .messageId = messageId,
                                 .branch = origin.branch,
                                 .workstation = origin.id});
}

Result<qint64> FeedLog::userChanged(const QString &userId, const QString &branch,
                                    const std::optional<QString> &origin)
{
    return append(kUserChanged, {.userId = userId, .branch = branch, .workstation = origin});
}

Result<qint64> FeedLog::leaseChanged(qint64 residentId, const QString &caseId, const QString &branch)
{
    return append(kLeaseChanged, {.residentId = residentId, .caseId = caseId, .branch = branch});
}

Result<> FeedLog::leaseEnds(qint64 residentId, const QString &caseId, const QString &branch)
{
    return Statement(m_connection, u"INSERT INTO feed (kind, resident_id, case_id, branch, at) "
                                   u"SELECT ?, resident_id, case_id, ?, ? FROM leases "
                                   u"WHERE resident_id = ? AND case_id = ?"_s)
        .bind(kLeaseChanged, branch, m_clock.utc(), residentId, caseId)
        .post();
}

Result<qint64> FeedLog::rulesChanged(const QString &version)
{
    return append(kRulesChanged, {.pack = version});
}

Result<qint64> FeedLog::last()
{
    return m_connection.number(u"SELECT coalesce(max(position), 0) FROM feed"_s);
}

Result<FeedCursor> FeedLog::horizon()
{
    const Result<qint64> oldest = m_connection.number(u"SELECT pg_snapshot_xmin(pg_current_snapshot())"_s);
    return oldest ? Result<FeedCursor>(FeedCursor{*oldest, 0}) : failure(oldest);
}

Result<FeedLog::Slice> FeedLog::read(const Workstation &reader, const FeedCursor &after,
                                     const FeedCursor &upTo, int limit, const FeedCursor &residentsAfter)
{
    if (residentsAfter > after && upTo > residentsAfter) {
        Result<Slice> before = read(reader, after, residentsAfter, limit, residentsAfter);
        if (before)
            before->more = true;
        return before;
    }
    const bool byTransaction = m_connection.dialect() == Dialect::Postgresql;
    QList<Pointer> pointers;
    {
        Statement statement(
            m_connection,
            (byTransaction ? u"SELECT xid"_s : u"SELECT 0"_s) +
                u", position, kind, at, resident_id, version, message_id, user_id, pack, case_id FROM feed "
                u"WHERE "_s +
                (byTransaction ? u"(xid, position) > (?, ?) AND (xid, position) <= (?, ?)"_s
                               : u"position > ? AND position <= ?"_s) +
                (residentsAfter > after ? u" AND kind <> 'resident.changed'"_s : QString()) +
                u" AND (branch IS NULL OR branch = ?) AND (workstation_id IS NULL OR workstation_id <> ?) "_s +
                (byTransaction ? u"ORDER BY xid, position LIMIT ?"_s : u"ORDER BY position LIMIT ?"_s));
        if (byTransaction)
            statement.bind(after.transaction, after.position, upTo.transaction, upTo.position);
        else
            statement.bind(after.position, upTo.position);
        const Result<> done = statement.add(reader.branch)
                                  .add(reader.id)
                                  .add(limit + 1)
                                  .each([&pointers](const Statement &row) {
                                      pointers.append({{row.number(0), row.number(1)},
                                                       row.text(2),
                                                       row.instant(3),
                                                       row.number(4),
                                                       row.integer(5),
                                                       row.text(6),
                                                       row.text(7),
                                                       row.text(8),
                                                       row.text(9)});
                                  });
        if (!done)
            return failure(done);
    }
    Slice slice;
    slice.more = pointers.size() > limit;
    if (slice.more)
        pointers.removeLast();
    for (const Pointer &pointer : pointers) {
        Result<FeedEntry> entry = entryFor(m_connection, m_clock, pointer);
        if (!entry)
            return failure(entry);
        slice.entries.append(*std::move(entry));
    }
    slice.scannedTo = slice.more ? pointers.last().at : upTo;
    if (byTransaction && slice.entries.isEmpty()) {
        Statement beyond(m_connection, u"SELECT 1 FROM feed WHERE xid >= ? LIMIT 1"_s);
        const Result<bool> row = beyond.bind(upTo.transaction).step();
        if (!row)
            return failure(row);
        slice.heldBack = *row;
    }
    return slice;
}

} // namespace desk
