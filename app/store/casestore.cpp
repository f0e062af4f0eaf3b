#include "store/casestore.h"

#include "sql/statement.h"
#include "store/newid.h"

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr QLatin1StringView kColumns("case_id, reference, iqama_number, state, case_type, verdict, "
                                     "block_count, supervisor_count, warning_count, "
                                     "maker_id, base_version, baseline, revision, content_sha256, remote, "
                                     "created_at, submitted_at, changed_at, "
                                     "saved_at");

/// The constraint and the trigger of 0002_cases.sql.
constexpr QLatin1StringView kMakerIsNotChecker("maker_is_not_checker");

constexpr int kLastOfYear = 99'999;

CaseRecord recordFrom(const Statement &row)
{
    CaseRecord record;
    record.caseId = row.text(0);
    record.reference = row.text(1);
    record.iqamaNumber = row.text(2);
    record.state = fromCode<CaseState>(row.text(3)).value_or(CaseState::Draft);
    record.caseType = fromCode<CaseType>(row.text(4)).value_or(CaseType::Renewal);
    record.verdict = fromCode<Verdict>(row.text(5)).value_or(Verdict::Block);
    record.findings = {row.integer(6), row.integer(7), row.integer(8)};
    record.makerId = row.text(9);
    record.baseVersion = row.integer(10);
    record.baseline = row.bytes(11);
    record.revision = row.integer(12);
    record.contentSha256 = row.text(13);
    record.remote = row.flag(14);
    record.createdAt = row.instant(15);
    record.submittedAt = row.instant(16);
    record.changedAt = row.instant(17);
    record.savedAt = row.instant(18);
    return record;
}

RevisionRecord revisionFrom(const Statement &row)
{
    return {row.integer(0), row.text(1),  row.text(2), row.instant(3),
            row.bytes(4),   row.bytes(5), row.text(6)};
}

QString toJson(const QMap<QString, QString> &reasons)
{
    QJsonObject object;
    for (auto it = reasons.begin(); it != reasons.end(); ++it)
        object.insert(it.key(), it.value());
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QMap<QString, QString> reasonsFromJson(const QString &json)
{
    QMap<QString, QString> reasons;
    const QJsonObject object = QJsonDocument::fromJson(json.toUtf8()).object();
    for (auto it = object.begin(); it != object.end(); ++it)
        reasons.insert(it.key(), it.value().toString());
    return reasons;
}

} // namespace

FindingCounts countsOf(const QList<Finding> &findings)
{
    FindingCounts counts;
    for (const Finding &finding : findings) {
        counts.block += finding.severity == Severity::Block;
        counts.supervisor += finding.severity == Severity::Supervisor;
        counts.warning += finding.severity == Severity::Warning;
    }
    return counts;
}

CaseStore::CaseStore(Connection &connection, const Clock &clock)
    : m_connection(connection)
    , m_clock(clock)
{
}

Result<QString> CaseStore::nextReference()
{
    QString branch;
    int workstation = 0;
    {
        Statement query(m_connection, u"SELECT (SELECT value FROM settings WHERE key = 'branch'), "
                                      u"(SELECT value FROM settings WHERE key = 'workstation')"_s);
        const auto row = query.step();
        if (!row)
            return failure(row);
        if (query.isNull(0))
            return failure(ErrorCode::NoDesk);
        branch = query.text(0);
        workstation = query.integer(1);
    }
    const int year = m_clock.todayInRiyadh().year();
    Statement count(
        m_connection,
        u"INSERT INTO reference_counters (branch, year, workstation, last) VALUES (?, ?, ?, 1) "
        u"ON CONFLICT (branch, year, workstation) DO UPDATE SET last = last + 1 RETURNING last"_s);
    const auto row = count.bind(branch, year, workstation).step();
    if (!row)
        return failure(row);
    const int number = count.integer(0);
    Q_ASSERT(number <= kLastOfYear);
    return u"%1-%2-%3%4"_s.arg(branch)
        .arg(year)
        .arg(workstation, 2, 10, QLatin1Char('0'))
        .arg(number, 5, 10, QLatin1Char('0'));
}

Result<> CaseStore::skipReferences(int count)
{
    return Statement(m_connection, u"UPDATE reference_counters SET last = min(last + ?, ?)"_s)
        .bind(count, kLastOfYear)
        .run();
}

Result<CaseRecord> CaseStore::create(const NewCase &newCase)
{
    const bool remote = !newCase.reference.isEmpty();
    QString reference = newCase.reference;
    if (!remote) {
        const auto next = nextReference();
        if (!next)
            return failure(next);
        reference = *next;
    }
    const QString caseId = idOr(newCase.caseId);
    const QDateTime now = m_clock.utc();
    const QDateTime savedAt = newCase.draft.isEmpty() ? QDateTime() : now;
    const auto stored =
        Statement(
            m_connection,
            u"INSERT INTO cases (case_id, reference, iqama_number, state, case_type, verdict, maker_id, "
            u"base_version, baseline, draft, saved_at, remote, created_at, changed_at) "
            u"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)
            .bind(caseId, reference, newCase.iqamaNumber, codeOf(CaseState::Draft), codeOf(newCase.caseType),
                  codeOf(Verdict::Accept), newCase.makerId, newCase.baseVersion, newCase.baseline,
                  newCase.draft, savedAt, remote, now, now)
            .run();
    if (!stored)
        return failure(stored);
    CaseRecord record;
    record.caseId = caseId;
    record.reference = reference;
    record.iqamaNumber = newCase.iqamaNumber;
    record.caseType = newCase.caseType;
    record.makerId = newCase.makerId;
    record.baseVersion = newCase.baseVersion;
    record.baseline = newCase.baseline;
    record.remote = remote;
    record.createdAt = now;
    record.changedAt = now;
    record.savedAt = savedAt;
    return record;
}

Result<QDateTime> CaseStore::saveDraft(const QString &caseId, const QString &makerId,
                                       const QByteArray &content)
{
    const QDateTime now = m_clock.utc();
    Statement update(m_connection,
                     u"UPDATE cases SET draft = ?, saved_at = ?, changed_at = ? "
                     u"WHERE case_id = ? AND maker_id = ? AND state IN ('draft', 'returned')"_s);
    if (const auto saved = update.bind(content, now, now, caseId, makerId).run(); !saved)
        return failure(saved);
    if (update.changes() > 0)
        return now;
    const auto record = byId(caseId);
    if (!record)
        return failure(record);
    if (record->makerId != makerId)
        return failure(ErrorCode::NotPermitted);
    return failure(ErrorCode::WrongState, codeOf(record->state));
}

Result<QByteArray> CaseStore::draft(const QString &caseId)
{
    Statement query(m_connection, u"SELECT draft FROM cases WHERE case_id = ?"_s);
    const auto row = query.bind(caseId).step();
    if (!row)
        return failure(row);
    if (!*row)
        return failure(ErrorCode::NotFound);
    return query.bytes(0);
}

Result<> CaseStore::change(const CaseRecord &record, const NewMove &move)
{
    const auto to = next(record.state, move.event);
    if (!to)
        return failure(ErrorCode::WrongState, codeOf(record.state));
    const QDateTime now = m_clock.utc();
    {
        Statement update(m_connection,
                         u"UPDATE cases SET state = ?, changed_at = ? WHERE case_id = ? AND state = ?"_s);
        const auto moved = update.bind(codeOf(*to), now, record.caseId, codeOf(record.state)).run();
        if (!moved && moved.error().code == ErrorCode::AlreadyExists) {
            // The only unique index a change of state can break is the one over open cases.
            const auto open = openCase(record.iqamaNumber, record.caseId);
            if (!open)
                return failure(open);
            return failure(ErrorCode::OpenCaseExists, *open ? (*open)->reference : QString());
        }
        if (!moved)
            return moved;
        if (update.changes() == 0)
            return failure(ErrorCode::WrongState);
    }
    return Statement(
               m_connection,
               u"INSERT INTO case_moves (case_id, from_state, to_state, event, actor_id, reason, detail, "
               u"moved_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s)
        .bind(record.caseId, codeOf(record.state), codeOf(*to), codeOf(move.event), move.actorId, move.reason,
              move.detail, move.at.value_or(now))
        .run();
}

Result<RevisionRecord> CaseStore::submit(const NewRevision &revision)
{
    const auto record = byId(revision.caseId);
    if (!record)
        return failure(record);
    const QDateTime at = revision.at.value_or(m_clock.utc());
    if (const auto moved = change(*record, {revision.caseId, revision.event, revision.makerId, {}, {}, at});
        !moved)
        return failure(moved);
    const int number = record->revision + 1;
    const QString hash =
        QString::fromLatin1(QCryptographicHash::hash(revision.content, QCryptographicHash::Sha256).toHex());
    const auto stored =
        Statement(m_connection,
                  u"INSERT INTO revisions (case_id, revision, content_sha256, maker_id, content, "
                  u"findings, pack, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s)
            .bind(revision.caseId, number, hash, revision.makerId, revision.content, revision.findings,
                  revision.pack, at)
            .run();
    if (!stored)
        return failure(stored);
    const auto updated =
        Statement(m_connection,
                  u"UPDATE cases SET case_type = ?, verdict = ?, block_count = ?, supervisor_count = ?, "
                  u"warning_count = ?, base_version = ?, revision = ?, content_sha256 = ?, submitted_at = ? "
                  u"WHERE case_id = ?"_s)
            .bind(codeOf(revision.caseType), codeOf(revision.verdict), revision.counts.block,
                  revision.counts.supervisor, revision.counts.warning, revision.baseVersion, number, hash, at,
                  revision.caseId)
            .run();
    if (!updated)
        return failure(updated);
    return RevisionRecord{number,       hash, revision.makerId, at, revision.content, revision.findings,
                          revision.pack};
}

Result<CaseRecord> CaseStore::decide(const NewDecision &decision)
{
    const auto record = byId(decision.caseId);
    if (!record)
        return failure(record);
    const CaseEvent event = eventOf(decision.decision);
    if (!next(record->state, event))
        return failure(ErrorCode::WrongState, codeOf(record->state));
    if (decision.contentSha256 != record->contentSha256)
        return failure(ErrorCode::StaleRevision);
    const auto latest = latestRevision(decision.caseId);
    if (!latest)
        return failure(latest);
    const QDateTime at = decision.at.value_or(m_clock.utc());
    const auto stored =
        Statement(
            m_connection,
            u"INSERT INTO decisions (decision_id, case_id, revision, content_sha256, maker_id, decider_id, "
            u"decision, reason, rule_reasons, comment, decided_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)
            .bind(idOr(decision.decisionId), decision.caseId, latest->revision, latest->contentSha256,
                  latest->makerId, decision.deciderId, codeOf(decision.decision), decision.reason,
                  toJson(decision.ruleReasons), decision.comment, at)
            .run();
    if (!stored && stored.error().detail.contains(kMakerIsNotChecker))
        return failure(ErrorCode::SamePerson);
    if (!stored)
        return failure(stored);
    return move({decision.caseId, event, decision.deciderId, decision.reason, {}, at});
}

Result<CaseRecord> CaseStore::undoDecision(const QString &caseId, const QString &actorId)
{
    const auto undone = move({caseId, CaseEvent::Undo, actorId});
    if (!undone)
        return undone;
    const auto marked =
        Statement(m_connection,
                  u"UPDATE decisions SET undone_at = ? WHERE decision_no = (SELECT max(decision_no) FROM "
                  u"decisions WHERE case_id = ?) AND undone_at IS NULL"_s)
            .bind(m_clock.utc(), caseId)
            .run();
    if (!marked)
        return failure(marked);
    return undone;
}

Result<CaseRecord> CaseStore::move(const NewMove &move)
{
    const auto record = byId(move.caseId);
    if (!record)
        return failure(record);
    if (const auto moved = change(*record, move); !moved)
        return failure(moved);
    return byId(move.caseId);
}

Result<CaseRecord> CaseStore::only(Statement &query)
{
    const auto row = query.step();
    if (!row)
        return failure(row);
    if (!*row)
        return failure(ErrorCode::NotFound);
    return recordFrom(query);
}

Result<QList<CaseRecord>> CaseStore::all(Statement &query)
{
    QList<CaseRecord> records;
    if (const auto read = query.each([&](const Statement &row) { records += recordFrom(row); }); !read)
        return failure(read);
    return records;
}

Result<CaseRecord> CaseStore::byId(const QString &caseId)
{
    static const QString sql = u"SELECT "_s + kColumns + u" FROM cases WHERE case_id = ?"_s;
    Statement query(m_connection, sql);
    return only(query.bind(caseId));
}

Result<CaseRecord> CaseStore::byReference(const QString &reference)
{
    static const QString sql = u"SELECT "_s + kColumns + u" FROM cases WHERE reference = ?"_s;
    Statement query(m_connection, sql);
    return only(query.bind(reference));
}

Result<QList<RevisionRecord>> CaseStore::revisions(const QString &caseId)
{
    QList<RevisionRecord> revisions;
    Statement query(m_connection,
                    u"SELECT revision, content_sha256, maker_id, made_at, content, findings, pack "
                    u"FROM revisions WHERE case_id = ? ORDER BY revision"_s);
    const auto read = query.bind(caseId).each([&](const Statement &row) { revisions += revisionFrom(row); });
    if (!read)
        return failure(read);
    return revisions;
}

Result<RevisionRecord> CaseStore::latestRevision(const QString &caseId)
{
    Statement query(m_connection,
                    u"SELECT revision, content_sha256, maker_id, made_at, content, findings, pack "
                    u"FROM revisions WHERE case_id = ? ORDER BY revision DESC LIMIT 1"_s);
    const auto row = query.bind(caseId).step();
    if (!row)
        return failure(row);
    if (!*row)
        return failure(ErrorCode::NotFound);
    return revisionFrom(query);
}

Result<> CaseStore::noteReceipt(const QString &caseId, const QString &actorId)
{
    return Statement(m_connection, u"INSERT INTO receipts (case_id, actor_id, given_at) VALUES (?, ?, ?)"_s)
        .bind(caseId, actorId, m_clock.utc())
        .run();
}

Result<int> CaseStore::receiptsGiven(const QString &caseId)
{
    Statement query(m_connection, u"SELECT count(*) FROM receipts WHERE case_id = ?"_s);
    if (const auto row = query.bind(caseId).step(); !row)
        return failure(row);
    return query.integer(0);
}

Result<QList<QByteArray>> CaseStore::recentContents(int limit)
{
    QList<QByteArray> contents;
    Statement query(m_connection, u"SELECT content FROM revisions ORDER BY rowid DESC LIMIT ?"_s);
    const auto read = query.bind(limit).each([&](const Statement &row) { contents += row.bytes(0); });
    if (!read)
        return failure(read);
    return contents;
}

Result<QList<DecisionRecord>> CaseStore::decisions(const QString &caseId)
{
    QList<DecisionRecord> decisions;
    Statement query(
        m_connection,
        u"SELECT decision_id, revision, content_sha256, decision, decider_id, reason, rule_reasons, "
        u"comment, decided_at, undone_at FROM decisions WHERE case_id = ? ORDER BY decision_no"_s);
    const auto read = query.bind(caseId).each([&](const Statement &row) {
        decisions += DecisionRecord{row.text(0),
                                    row.integer(1),
                                    row.text(2),
                                    fromCode<Decision>(row.text(3)).value_or(Decision::Return),
                                    row.text(4),
                                    row.text(5),
                                    reasonsFromJson(row.text(6)),
                                    row.text(7),
                                    row.instant(8),
                                    row.instant(9)};
    });
    if (!read)
        return failure(read);
    return decisions;
}

Result<QList<CaseMove>> CaseStore::timeline(const QString &caseId)
{
    QList<CaseMove> moves;
    Statement query(m_connection, u"SELECT from_state, to_state, event, actor_id, reason, detail, moved_at "
                                  u"FROM case_moves WHERE case_id = ? ORDER BY move_id"_s);
    const auto read = query.bind(caseId).each([&](const Statement &row) {
        moves += CaseMove{fromCode<CaseState>(row.text(0)).value_or(CaseState::Draft),
                          fromCode<CaseState>(row.text(1)).value_or(CaseState::Draft),
                          fromCode<CaseEvent>(row.text(2)).value_or(CaseEvent::Submit),
                          row.text(3),
                          row.text(4),
                          row.bytes(5),
                          row.instant(6)};
    });
    if (!read)
        return failure(read);
    return moves;
}

Result<QStringList> CaseStore::makers(const QString &caseId)
{
    QStringList makers;
    Statement query(m_connection, u"SELECT DISTINCT maker_id FROM revisions WHERE case_id = ?"_s);
    if (const auto read = query.bind(caseId).each([&](const Statement &row) { makers += row.text(0); });
        !read)
        return failure(read);
    return makers;
}

Result<QList<CaseRecord>> CaseStore::queue(int limit)
{
    static const QString sql =
        u"SELECT "_s + kColumns + u" FROM cases WHERE state = 'submitted' ORDER BY submitted_at LIMIT ?"_s;
    Statement query(m_connection, sql);
    return all(query.bind(limit));
}

Result<QList<CaseRecord>> CaseStore::mine(const QString &makerId, int limit)
{
    static const QString returnedSql =
        u"SELECT "_s + kColumns +
        u" FROM cases WHERE maker_id = ? AND state = 'returned' ORDER BY changed_at LIMIT ?"_s;
    static const QString draftsSql =
        u"SELECT "_s + kColumns +
        u" FROM cases WHERE maker_id = ? AND state = 'draft' ORDER BY changed_at DESC, case_no DESC LIMIT ?"_s;
    Statement returned(m_connection, returnedSql);
    auto records = all(returned.bind(makerId, limit));
    if (!records)
        return records;
    Statement drafts(m_connection, draftsSql);
    const auto further = all(drafts.bind(makerId, limit - records->size()));
    if (!further)
        return further;
    return *records + *further;
}

Result<QList<CaseRecord>> CaseStore::list(const CaseFilter &filter)
{
    QString sql = u"SELECT "_s + kColumns + u" FROM cases WHERE TRUE"_s;
    if (filter.state)
        sql += u" AND state = ?"_s;
    if (!filter.makerId.isEmpty())
        sql += u" AND maker_id = ?"_s;
    if (!filter.iqamaNumber.isEmpty())
        sql += u" AND iqama_number = ?"_s;
    sql += u" ORDER BY case_no DESC LIMIT ?"_s;
    Statement query(m_connection, sql);
    if (filter.state)
        query.add(codeOf(*filter.state));
    if (!filter.makerId.isEmpty())
        query.add(filter.makerId);
    if (!filter.iqamaNumber.isEmpty())
        query.add(filter.iqamaNumber);
    return all(query.add(filter.limit));
}

Result<std::optional<CaseRecord>> CaseStore::openCase(const QString &iqamaNumber, const QString &exceptCaseId)
{
    static const QString sql =
        u"SELECT "_s + kColumns +
        u" FROM cases WHERE iqama_number = ? AND case_id <> ? "
        u"AND state IN ('submitted', 'returned', 'approved', 'conflicted') ORDER BY created_at LIMIT 1"_s;
    Statement query(m_connection, sql);
    const auto records = all(query.bind(iqamaNumber, exceptCaseId));
    if (!records)
        return failure(records);
    return records->isEmpty() ? std::nullopt : std::optional(records->first());
}

Result<QList<CaseRecord>> CaseStore::approvedOf(const QString &iqamaNumber)
{
    static const QString sql =
        u"SELECT "_s + kColumns +
        u" FROM cases WHERE iqama_number = ? AND state = 'approved' ORDER BY created_at"_s;
    Statement query(m_connection, sql);
    return all(query.bind(iqamaNumber));
}

Result<QMap<CaseState, int>> CaseStore::countsByState()
{
    QMap<CaseState, int> counts;
    Statement query(m_connection, u"SELECT state, count(*) FROM cases GROUP BY state"_s);
    const auto read = query.each([&](const Statement &row) {
        if (const auto state = fromCode<CaseState>(row.text(0)))
            counts.insert(*state, row.integer(1));
    });
    if (!read)
        return failure(read);
    return counts;
}

Result<QMap<CaseEvent, int>> CaseStore::movesSince(const QDateTime &since, const QString &actorId)
{
    QMap<CaseEvent, int> counts;
    Statement query(m_connection, u"SELECT event, count(*) FROM case_moves WHERE moved_at >= ? "
                                  u"AND (? = '' OR actor_id = ?) GROUP BY event"_s);
    const auto read = query.bind(since, actorId, actorId).each([&](const Statement &row) {
        if (const auto event = fromCode<CaseEvent>(row.text(0)))
            counts.insert(*event, row.integer(1));
    });
    if (!read)
        return failure(read);
    return counts;
}

} // namespace desk
