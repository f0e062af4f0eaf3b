#include "store/casestore.h"

#include "base/sha256.h"
#include "sql/statement.h"
#include "store/newid.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr QLatin1StringView
    kColumns("case_id, reference, state, case_type, verdict, "
             "block_count, supervisor_count, warning_count, "
             "maker_id, base_version, revision, remote, "
             "created_at, submitted_at, changed_at, saved_at, linked_to, cases.subject_id");
/// After kColumns: whom it is about.
constexpr int kSubjectId = 17;
constexpr int kSubject = 18;
constexpr QLatin1StringView kWhole(", subjects.sealed FROM cases JOIN subjects USING (subject_id)");

constexpr QLatin1StringView kRevisionColumns(
    "SELECT revision_no, revision, maker_id, made_at, content, findings, pack FROM revisions");

const SealedTable kCases{
    .use = KeyUse::Cases, .table = "cases", .columns = {"baseline", "draft"}, .frozen = false};
const SealedTable kRevisions{.use = KeyUse::Cases, .table = "revisions", .columns = {"content", "findings"}};
const SealedTable kDecisions{
    .use = KeyUse::Cases, .table = "decisions", .columns = {"rule_reasons", "comment"}};
const SealedTable kMoves{.use = KeyUse::Outbox, .table = "case_moves", .columns = {"detail"}};

/// The constraint and the trigger of 0002_cases.sql.
constexpr QLatin1StringView kMakerIsNotChecker("maker_is_not_checker");

constexpr int kLastOfYear = 99'999;

CaseHead headFrom(const Statement &row)
{
    CaseHead head;
    head.caseId = row.text(0);
    head.reference = row.text(1);
    head.state = fromCode<CaseState>(row.text(2)).value_or(CaseState::Draft);
    head.caseType = fromCode<CaseType>(row.text(3)).value_or(CaseType::Renewal);
    head.verdict = fromCode<Verdict>(row.text(4)).value_or(Verdict::Block);
    head.findings = {row.integer(5), row.integer(6), row.integer(7)};
    head.makerId = row.text(8);
    head.baseVersion = row.integer(9);
    head.revision = row.integer(10);
    head.remote = row.flag(11);
    head.createdAt = row.instant(12);
    head.submittedAt = row.instant(13);
    head.changedAt = row.instant(14);
    head.savedAt = row.instant(15);
    head.linkedTo = row.text(16);
    return head;
}

Result<CaseRecord> recordFrom(const KeySet &keys, const Statement &row)
{
    auto iqamaNumber = Subjects::open(keys, row.number(kSubjectId), row.bytes(kSubject));
    if (!iqamaNumber)
        return failure(iqamaNumber);
    return CaseRecord{headFrom(row), *std::move(iqamaNumber)};
}

QByteArray toJson(const QMap<QString, QString> &reasons)
{
    QJsonObject object;
    for (auto it = reasons.begin(); it != reasons.end(); ++it)
        object.insert(it.key(), it.value());
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QMap<QString, QString> reasonsFromJson(const QByteArray &json)
{
    QMap<QString, QString> reasons;
    const QJsonObject object = QJsonDocument::fromJson(json).object();
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

CaseStore::CaseStore(Connection &connection, const Vault &vault, const Clock &clock)
    : m_connection(connection)
    , m_vault(vault)
    , m_subjects(connection)
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

const std::vector<SealedTable> &CaseStore::sealedTables()
{
    static const std::vector<SealedTable> tables{kCases, kRevisions, kDecisions, kMoves};
    return tables;
}

Result<CaseRecord> CaseStore::create(const NewCase &newCase)
{
    const auto keys = m_vault.keys({KeyUse::Cases, KeyUse::Subjects});
    if (!keys)
        return failure(keys);
    const auto subjectId = m_subjects.keep(**keys, newCase.iqamaNumber);
    if (!subjectId)
        return failure(subjectId);
    const auto caseNo = kCases.nextRow(m_connection);
    if (!caseNo)
        return failure(caseNo);
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
        Statement(m_connection, u"INSERT INTO cases (case_no, case_id, reference, subject_id, state, "
                                u"case_type, linked_to, verdict, maker_id, "
                                u"base_version, baseline, draft, saved_at, remote, created_at, changed_at) "
                                u"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)
            .bind(*caseNo, caseId, reference, *subjectId, codeOf(CaseState::Draft), codeOf(newCase.caseType),
                  newCase.linkedTo, codeOf(Verdict::Accept), newCase.makerId, newCase.baseVersion,
                  kCases.seal(**keys, "baseline", *caseNo, newCase.baseline),
                  kCases.seal(**keys, "draft", *caseNo, newCase.draft), savedAt, remote, now, now)
            .run();
    if (!stored)
        return failure(stored);
    CaseRecord record;
    record.caseId = caseId;
    record.reference = reference;
    record.iqamaNumber = newCase.iqamaNumber;
    record.caseType = newCase.caseType;
    record.linkedTo = newCase.linkedTo;
    record.makerId = newCase.makerId;
    record.baseVersion = newCase.baseVersion;
    record.remote = remote;
    record.createdAt = now;
    record.changedAt = now;
    record.savedAt = savedAt;
    return record;
}

Result<QDateTime> CaseStore::saveDraft(const QString &caseId, const QString &makerId,
                                       const QByteArray &content)
{
    const auto keys = m_vault.keys({KeyUse::Cases});
    if (!keys)
        return failure(keys);
    const QDateTime now = m_clock.utc();
    {
        Statement query(m_connection, u"SELECT case_no FROM cases WHERE case_id = ? AND maker_id = ? "
                                      u"AND state IN ('draft', 'returned')"_s);
        const auto row = query.bind(caseId, makerId).step();
        if (!row)
            return failure(row);
        if (*row) {
            const qint64 caseNo = query.number(0);
            Statement update(m_connection,
                             u"UPDATE cases SET draft = ?, saved_at = ?, changed_at = ? WHERE case_no = ?"_s);
            const auto saved =
                update.bind(kCases.seal(**keys, "draft", caseNo, content), now, now, caseNo).run();
            return saved ? Result<QDateTime>(now) : failure(saved);
        }
    }
    const auto known = head(caseId);
    if (!known)
        return failure(known);
    if (known->makerId != makerId)
        return failure(ErrorCode::NotPermitted);
    return failure(ErrorCode::WrongState, codeOf(known->state));
}

Result<QByteArray> CaseStore::sealedPart(const char *column, const QString &caseId)
{
    const auto keys = m_vault.keys({KeyUse::Cases});
    if (!keys)
        return failure(keys);
    Statement query(m_connection,
                    u"SELECT case_no, "_s + QLatin1StringView(column) + u" FROM cases WHERE case_id = ?"_s);
    const auto row = query.bind(caseId).step();
    if (!row)
        return failure(row);
    if (!*row)
        return failure(ErrorCode::NotFound);
    return kCases.open(**keys, column, query.number(0), query.bytes(1));
}

Result<QByteArray> CaseStore::draft(const QString &caseId)
{
    return sealedPart("draft", caseId);
}

Result<QByteArray> CaseStore::baseline(const QString &caseId)
{
    return sealedPart("baseline", caseId);
}

Result<> CaseStore::change(const CaseHead &head, const NewMove &move)
{
    const auto to = next(head.state, move.event);
    if (!to)
        return failure(ErrorCode::WrongState, codeOf(head.state));
    const auto keys = m_vault.keys({kMoves.use});
    if (!keys)
        return failure(keys);
    const QDateTime now = m_clock.utc();
    {
        Statement update(m_connection,
                         u"UPDATE cases SET state = ?, changed_at = ? WHERE case_id = ? AND state = ?"_s);
        const auto moved = update.bind(codeOf(*to), now, head.caseId, codeOf(head.state)).run();
        if (!moved && moved.error().code == ErrorCode::AlreadyExists) {
            // The only unique index a change of state can break is the one over open cases.
            const auto open = inTheWayOf(head.caseId);
            return open ? failure(ErrorCode::OpenCaseExists, *open) : failure(open);
        }
        if (!moved)
            return moved;
        if (update.changes() == 0)
            return failure(ErrorCode::WrongState);
    }
    const auto moveId = kMoves.nextRow(m_connection);
    if (!moveId)
        return failure(moveId);
    return Statement(
               m_connection,
               u"INSERT INTO case_moves (move_id, case_id, from_state, to_state, event, actor_id, reason, "
               u"detail, key_generation, moved_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)
        .bind(*moveId, head.caseId, codeOf(head.state), codeOf(*to), codeOf(move.event), move.actorId,
              move.reason, kMoves.seal(**keys, "detail", *moveId, move.detail), (*keys)->generation(),
              move.at.value_or(now))
        .run();
}

Result<RevisionRecord> CaseStore::submit(const NewRevision &revision)
{
    const auto keys = m_vault.keys({kRevisions.use});
    if (!keys)
        return failure(keys);
    const auto known = head(revision.caseId);
    if (!known)
        return failure(known);
    const QDateTime at = revision.at.value_or(m_clock.utc());
    if (const auto moved = change(*known, {revision.caseId, revision.event, revision.makerId, {}, {}, at});
        !moved)
        return failure(moved);
    const int number = revision.number.value_or(known->revision + 1);
    const auto revisionNo = kRevisions.nextRow(m_connection);
    if (!revisionNo)
        return failure(revisionNo);
    const auto stored =
        Statement(m_connection,
                  u"INSERT INTO revisions (revision_no, case_id, revision, maker_id, content, findings, "
                  u"key_generation, pack, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)
            .bind(*revisionNo, revision.caseId, number, revision.makerId,
                  kRevisions.seal(**keys, "content", *revisionNo, revision.content),
                  kRevisions.seal(**keys, "findings", *revisionNo, revision.findings), (*keys)->generation(),
                  revision.pack, at)
            .run();
    if (!stored)
        return failure(stored);
    const auto updated =
        Statement(m_connection,
                  u"UPDATE cases SET case_type = ?, verdict = ?, block_count = ?, supervisor_count = ?, "
                  u"warning_count = ?, base_version = ?, revision = ?, submitted_at = ? WHERE case_id = ?"_s)
            .bind(codeOf(revision.caseType), codeOf(revision.verdict), revision.counts.block,
                  revision.counts.supervisor, revision.counts.warning, revision.baseVersion, number, at,
                  revision.caseId)
            .run();
    if (!updated)
        return failure(updated);
    return RevisionRecord{number,           sha256Hex(revision.content), revision.makerId, at,
                          revision.content, revision.findings,           revision.pack};
}

Result<> CaseStore::rebase(const QString &caseId, int baseVersion)
{
    return Statement(m_connection, u"UPDATE cases SET base_version = ? WHERE case_id = ?"_s)
        .bind(baseVersion, caseId)
        .run();
}

Result<CaseHead> CaseStore::decide(const NewDecision &decision)
{
    const auto keys = m_vault.keys({kDecisions.use});
    if (!keys)
        return failure(keys);
    const auto known = head(decision.caseId);
    if (!known)
        return known;
    const CaseEvent event = eventOf(decision.decision);
    if (!next(known->state, event))
        return failure(ErrorCode::WrongState, codeOf(known->state));
    const auto latest = latestRevision(decision.caseId);
    if (!latest)
        return failure(latest);
    if (decision.contentSha256 != latest->contentSha256)
        return failure(ErrorCode::StaleRevision);
    const auto decisionNo = kDecisions.nextRow(m_connection);
    if (!decisionNo)
        return failure(decisionNo);
    const QDateTime at = decision.at.value_or(m_clock.utc());
    const auto stored =
        Statement(
            m_connection,
            u"INSERT INTO decisions (decision_no, decision_id, case_id, revision, maker_id, decider_id, "
            u"decision, reason, rule_reasons, comment, key_generation, decided_at) "
            u"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)
            .bind(*decisionNo, idOr(decision.decisionId), decision.caseId, latest->revision, latest->makerId,
                  decision.deciderId, codeOf(decision.decision), decision.reason,
                  kDecisions.seal(**keys, "rule_reasons", *decisionNo, toJson(decision.ruleReasons)),
                  kDecisions.seal(**keys, "comment", *decisionNo, decision.comment.toUtf8()),
                  (*keys)->generation(), at)
            .run();
    if (!stored && stored.error().detail.contains(kMakerIsNotChecker))
        return failure(ErrorCode::SamePerson);
    if (!stored)
        return failure(stored);
    return move({decision.caseId, event, decision.deciderId, decision.reason, {}, at});
}

Result<CaseHead> CaseStore::undoDecision(const QString &caseId, const QString &actorId)
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

Result<bool> CaseStore::waitAgain(const CaseHead &record, const QString &actorId,
                                  const std::optional<QDateTime> &at)
{
    if (record.state != CaseState::Returned)
        return false;
    const auto moves = timeline(record.caseId);
    if (!moves)
        return failure(moves);
    const CaseMove &last = moves->last();
    if (last.event != CaseEvent::Refuse && last.event != CaseEvent::Forgotten)
        return false;
    if (last.from == CaseState::Approved) {
        const auto reopened = reopen(record);
        return reopened ? Result<bool>(true) : failure(reopened);
    }
    const auto waits = move({record.caseId, CaseEvent::Submit, actorId, {}, {}, at});
    return waits ? Result<bool>(true) : failure(waits);
}

Result<> CaseStore::reopen(const CaseHead &record)
{
    if (record.state == CaseState::Applied) {
        const auto forgotten = move({record.caseId, CaseEvent::Forgotten, {}});
        if (!forgotten)
            return failure(forgotten);
    }
    const auto reopened = move({record.caseId, CaseEvent::Undo, {}});
    if (!reopened)
        return failure(reopened);
    // One that the hub refused before counts no more either.
    return Statement(m_connection, u"UPDATE decisions SET undone_at = ? WHERE case_id = ? AND revision = ? "
                                   u"AND undone_at IS NULL"_s)
        .bind(m_clock.utc(), record.caseId, record.revision)
        .run();
}

Result<CaseHead> CaseStore::move(const NewMove &move)
{
    const auto known = head(move.caseId);
    if (!known)
        return known;
    if (const auto moved = change(*known, move); !moved)
        return failure(moved);
    return head(move.caseId);
}

Result<CaseHead> CaseStore::head(const QString &caseId)
{
    static const QString sql = u"SELECT "_s + kColumns + u" FROM cases WHERE case_id = ?"_s;
    Statement query(m_connection, sql);
    const auto row = query.bind(caseId).step();
    if (!row)
        return failure(row);
    if (!*row)
        return failure(ErrorCode::NotFound);
    return headFrom(query);
}

Result<CaseRecord> CaseStore::only(Statement &query)
{
    const auto records = all(query);
    if (!records)
        return failure(records);
    if (records->isEmpty())
        return failure(ErrorCode::NotFound);
    return records->first();
}

Result<QList<CaseRecord>> CaseStore::all(Statement &query)
{
    const auto keys = m_vault.keys({KeyUse::Subjects});
    if (!keys)
        return failure(keys);
    QList<CaseRecord> records;
    const auto read = query.each([&](const Statement &row) -> Result<> {
        const auto record = recordFrom(**keys, row);
        if (!record)
            return failure(record);
        records += *record;
        return {};
    });
    return read ? Result<QList<CaseRecord>>(records) : failure(read);
}

Result<CaseRecord> CaseStore::byId(const QString &caseId)
{
    static const QString sql = u"SELECT "_s + kColumns + kWhole + u" WHERE case_id = ?"_s;
    Statement query(m_connection, sql);
    return only(query.bind(caseId));
}

Result<CaseRecord> CaseStore::byReference(const QString &reference)
{
    static const QString sql = u"SELECT "_s + kColumns + kWhole + u" WHERE reference = ?"_s;
    Statement query(m_connection, sql);
    return only(query.bind(reference));
}

Result<QList<CaseRecord>> CaseStore::linkedWith(const CaseHead &record)
{
    const QString root = record.linkedTo.isEmpty() ? record.reference : record.linkedTo;
    Statement query(m_connection, u"SELECT "_s + kColumns + kWhole +
                                      u" WHERE (reference = ? OR linked_to = ?) AND case_id <> ? "
                                      u"ORDER BY case_no"_s);
    return all(query.bind(root, root, record.caseId));
}

Result<QList<RevisionRecord>> CaseStore::revisionsFrom(Statement &query)
{
    const auto keys = m_vault.keys({kRevisions.use});
    if (!keys)
        return failure(keys);
    QList<RevisionRecord> revisions;
    const auto read = query.each([&](const Statement &row) -> Result<> {
        const auto content = kRevisions.open(**keys, "content", row.number(0), row.bytes(4));
        if (!content)
            return failure(content);
        const auto findings = kRevisions.open(**keys, "findings", row.number(0), row.bytes(5));
        if (!findings)
            return failure(findings);
        revisions += RevisionRecord{row.integer(1), sha256Hex(*content), row.text(2), row.instant(3),
                                    *content,       *findings,           row.text(6)};
        return {};
    });
    return read ? Result<QList<RevisionRecord>>(revisions) : failure(read);
}

Result<QList<RevisionRecord>> CaseStore::revisions(const QString &caseId)
{
    static const QString sql = kRevisionColumns + u" WHERE case_id = ? ORDER BY revision"_s;
    Statement query(m_connection, sql);
    return revisionsFrom(query.bind(caseId));
}

Result<RevisionRecord> CaseStore::latestRevision(const QString &caseId)
{
    static const QString sql = kRevisionColumns + u" WHERE case_id = ? ORDER BY revision DESC LIMIT 1"_s;
    Statement query(m_connection, sql);
    const auto latest = revisionsFrom(query.bind(caseId));
    if (!latest)
        return failure(latest);
    if (latest->isEmpty())
        return failure(ErrorCode::NotFound);
    return latest->first();
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
    static const QString sql = kRevisionColumns + u" ORDER BY revision_no DESC LIMIT ?"_s;
    Statement query(m_connection, sql);
    const auto recent = revisionsFrom(query.bind(limit));
    if (!recent)
        return failure(recent);
    QList<QByteArray> contents;
    for (const RevisionRecord &revision : *recent)
        contents += revision.content;
    return contents;
}

Result<QList<DecisionRecord>> CaseStore::decisions(const QString &caseId)
{
    const auto keys = m_vault.keys({kDecisions.use});
    if (!keys)
        return failure(keys);
    QList<DecisionRecord> decisions;
    Statement query(
        m_connection,
        u"SELECT decision_no, decision_id, revision, decision, decider_id, reason, rule_reasons, "
        u"comment, decided_at, undone_at FROM decisions WHERE case_id = ? ORDER BY decision_no"_s);
    const auto read = query.bind(caseId).each([&](const Statement &row) -> Result<> {
        const auto reasons = kDecisions.open(**keys, "rule_reasons", row.number(0), row.bytes(6));
        if (!reasons)
            return failure(reasons);
        const auto comment = kDecisions.open(**keys, "comment", row.number(0), row.bytes(7));
        if (!comment)
            return failure(comment);
        decisions += DecisionRecord{row.text(1),
                                    row.integer(2),
                                    fromCode<Decision>(row.text(3)).value_or(Decision::Return),
                                    row.text(4),
                                    row.text(5),
                                    reasonsFromJson(*reasons),
                                    QString::fromUtf8(*comment),
                                    row.instant(8),
                                    row.instant(9)};
        return {};
    });
    return read ? Result<QList<DecisionRecord>>(decisions) : failure(read);
}

Result<std::optional<QString>> CaseStore::standingDecider(const QString &caseId)
{
    Statement query(m_connection, u"SELECT decider_id, undone_at FROM decisions WHERE case_id = ? "
                                  u"ORDER BY decision_no DESC LIMIT 1"_s);
    const auto row = query.bind(caseId).step();
    if (!row)
        return failure(row);
    return *row && query.isNull(1) ? std::optional(query.text(0)) : std::nullopt;
}

Result<QList<CaseMove>> CaseStore::timeline(const QString &caseId)
{
    const auto keys = m_vault.keys({kMoves.use});
    if (!keys)
        return failure(keys);
    QList<CaseMove> moves;
    Statement query(m_connection,
                    u"SELECT move_id, from_state, to_state, event, actor_id, reason, detail, moved_at "
                    u"FROM case_moves WHERE case_id = ? ORDER BY move_id"_s);
    const auto read = query.bind(caseId).each([&](const Statement &row) -> Result<> {
        const auto detail = kMoves.open(**keys, "detail", row.number(0), row.bytes(6));
        if (!detail)
            return failure(detail);
        moves += CaseMove{fromCode<CaseState>(row.text(1)).value_or(CaseState::Draft),
                          fromCode<CaseState>(row.text(2)).value_or(CaseState::Draft),
                          fromCode<CaseEvent>(row.text(3)).value_or(CaseEvent::Submit),
                          row.text(4),
                          row.text(5),
                          *detail,
                          row.instant(7)};
        return {};
    });
    return read ? Result<QList<CaseMove>>(moves) : failure(read);
}

Result<bool> CaseStore::isLastDecided(const QString &caseId)
{
    const auto moves = timeline(caseId);
    if (!moves)
        return failure(moves);
    const auto last = std::find_if(moves->rbegin(), moves->rend(), [](const CaseMove &move) {
        return move.event != CaseEvent::ReadBack && move.event != CaseEvent::Forgotten;
    });
    return last != moves->rend() && isDecision(last->event);
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
        u"SELECT "_s + kColumns + kWhole + u" WHERE state = 'submitted' ORDER BY submitted_at LIMIT ?"_s;
    Statement query(m_connection, sql);
    return all(query.bind(limit));
}

Result<QList<CaseRecord>> CaseStore::mine(const QString &makerId, int limit)
{
    static const QString returnedSql =
        u"SELECT "_s + kColumns + kWhole +
        u" WHERE maker_id = ? AND state = 'returned' ORDER BY changed_at LIMIT ?"_s;
    static const QString draftsSql =
        u"SELECT "_s + kColumns + kWhole +
        u" WHERE maker_id = ? AND state = 'draft' ORDER BY changed_at DESC, case_no DESC LIMIT ?"_s;
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

Result<std::optional<qint64>> CaseStore::subjectOf(const QString &iqamaNumber)
{
    const auto keys = m_vault.keys({KeyUse::Subjects});
    if (!keys)
        return failure(keys);
    return m_subjects.find(**keys, iqamaNumber);
}

Result<QList<CaseRecord>> CaseStore::list(const CaseFilter &filter)
{
    std::optional<qint64> subjectId;
    if (!filter.iqamaNumber.isEmpty()) {
        const auto known = subjectOf(filter.iqamaNumber);
        if (!known)
            return failure(known);
        if (!*known)
            return QList<CaseRecord>();
        subjectId = *known;
    }
    QString sql = u"SELECT "_s + kColumns + kWhole + u" WHERE TRUE"_s;
    if (filter.state)
        sql += u" AND state = ?"_s;
    if (!filter.makerId.isEmpty())
        sql += u" AND maker_id = ?"_s;
    if (subjectId)
        sql += u" AND cases.subject_id = ?"_s;
    sql += u" ORDER BY case_no DESC LIMIT ?"_s;
    Statement query(m_connection, sql);
    if (filter.state)
        query.add(codeOf(*filter.state));
    if (!filter.makerId.isEmpty())
        query.add(filter.makerId);
    if (subjectId)
        query.add(*subjectId);
    return all(query.add(filter.limit));
}

Result<std::optional<CaseRecord>> CaseStore::openCase(const QString &iqamaNumber, const QString &exceptCaseId)
{
    const auto subjectId = subjectOf(iqamaNumber);
    if (!subjectId)
        return failure(subjectId);
    if (!*subjectId)
        return std::nullopt;
    static const QString sql =
        u"SELECT "_s + kColumns + kWhole +
        u" WHERE cases.subject_id = ? AND case_id <> ? "
        u"AND state IN ('submitted', 'returned', 'approved', 'conflicted') ORDER BY created_at LIMIT 1"_s;
    Statement query(m_connection, sql);
    const auto records = all(query.bind(**subjectId, exceptCaseId));
    if (!records)
        return failure(records);
    return records->isEmpty() ? std::nullopt : std::optional(records->first());
}

Result<QString> CaseStore::inTheWayOf(const QString &caseId)
{
    // Another desk's case may be open beside this desk's: nothing is in its way.
    Statement query(m_connection,
                    u"SELECT reference FROM cases WHERE remote = 0 AND case_id <> ? "
                    u"AND state IN ('submitted', 'returned', 'approved', 'conflicted') "
                    u"AND subject_id = (SELECT subject_id FROM cases WHERE case_id = ? AND remote = 0)"_s);
    const auto row = query.bind(caseId, caseId).step();
    if (!row)
        return failure(row);
    return *row ? query.text(0) : QString();
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
