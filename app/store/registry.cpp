#include "store/registry.h"

#include "base/digits.h"
#include "sql/statement.h"
#include "store/nametokens.h"
#include "store/residentsearch.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr QLatin1StringView kColumns(
    "r.resident_id, r.iqama_number, r.name_ar, r.name_en, r.sex, r.birth_date, r.nationality, "
    "r.iqama_status, "
    "r.iqama_expires_on, r.category, r.relation, r.head_id, r.employer_id, r.employer_name, r.border_number, "
    "r.mobile, r.inside_kingdom, r.flags, r.version, r.as_of, p.number, p.issuer, p.issued_on, p.expires_on");
constexpr QLatin1StringView kFrom(
    " FROM residents AS r LEFT JOIN passports AS p ON p.resident_id = r.resident_id AND p.state = 'active' ");

constexpr QLatin1StringView kFeedCursor("feed_cursor");
constexpr QLatin1StringView kChangedAt("changed_at");
constexpr QLatin1StringView kNamesVersion("names_version");

/// Saudi mobile numbers are the nine digits from the 5 on, whatever stands before them.
constexpr int kMobileDigits = 9;

QString mobileKey(const QString &mobile)
{
    const QString cleaned = cleanIdentifier(mobile);
    const QString digits = cleaned.startsWith(u'+') ? cleaned.mid(1) : cleaned;
    return isAsciiDigits(digits) ? digits.right(kMobileDigits) : QString();
}

Resident residentFrom(const Statement &row)
{
    Resident resident;
    resident.iqamaNumber = row.text(1);
    resident.nameAr = row.text(2);
    resident.nameEn = row.text(3);
    resident.sex = fromCode<Sex>(row.text(4));
    resident.birthDate = PartialDate::fromIso(row.text(5)).value_or(PartialDate());
    resident.nationality = row.text(6);
    resident.iqamaStatus = fromCode<IqamaStatus>(row.text(7)).value_or(IqamaStatus::Valid);
    resident.iqamaExpiresOn = row.date(8);
    resident.category = fromCode<ResidentCategory>(row.text(9));
    resident.relation = fromCode<Relation>(row.text(10));
    resident.headId = row.text(11);
    resident.employerId = row.text(12);
    resident.employerName = row.text(13);
    resident.borderNumber = row.text(14);
    resident.mobile = row.text(15);
    if (!row.isNull(16))
        resident.insideKingdom = row.flag(16);
    resident.flags = ResidentFlags(row.integer(17));
    resident.version = row.integer(18);
    resident.asOf = row.instant(19);
    resident.passport = {row.text(20), row.text(21), row.date(22), row.date(23)};
    return resident;
}

template <class E>
std::optional<QString> optionalCode(const std::optional<E> &value)
{
    return value ? std::optional(codeOf(*value)) : std::nullopt;
}

/// Equal in everything the register says; `asOf` is when it said so.
bool sameContent(const Resident &a, const Resident &b)
{
    Resident copy = b;
    copy.asOf = a.asOf;
    return a == copy;
}

} // namespace

Registry::Registry(Connection &connection, const Clock &clock)
    : m_connection(connection)
    , m_clock(clock)
{
}

Result<std::optional<Registry::Kept>> Registry::kept(const QString &iqamaNumber)
{
    static const QString sql = u"SELECT "_s + kColumns + kFrom + u"WHERE r.iqama_number = ?"_s;
    Statement query(m_connection, sql);
    const auto row = query.bind(iqamaNumber).step();
    if (!row)
        return failure(row);
    return *row ? std::optional(Kept{query.number(0), residentFrom(query)}) : std::nullopt;
}

Result<Upserted> Registry::upsert(const Resident &resident, const PassportOrigin &origin)
{
    const auto old = kept(resident.iqamaNumber);
    if (!old)
        return failure(old);
    if (!*old) {
        const auto id = insert(resident);
        if (!id)
            return failure(id);
        if (resident.passport.isEmpty())
            return Upserted::Added;
        const auto recorded =
            insertPassport(*id, {resident.passport, PassportState::Active, origin.caseReference}, origin.on);
        if (!recorded)
            return failure(recorded);
        return Upserted::Added;
    }
    const auto &[id, known] = **old;
    Resident wanted = resident;
    if (wanted.version == 0)
        wanted.version = known.version;
    if (wanted.passport.isEmpty())
        wanted.passport = known.passport;
    if (wanted.version < known.version)
        return Upserted::Older;
    if (sameContent(known, wanted))
        return Upserted::Unchanged;
    if (const auto changed = update(id, known, wanted); !changed)
        return failure(changed);
    if (wanted.passport != known.passport) {
        if (const auto recorded = recordPassport(id, wanted.passport, origin); !recorded)
            return failure(recorded);
    }
    return Upserted::Updated;
}

Result<Upserted> Registry::adopt(const Resident &resident, const QList<PassportRecord> &passports, QDate on)
{
    const auto old = kept(resident.iqamaNumber);
    if (!old)
        return failure(old);
    if (*old && resident.version < (*old)->resident.version)
        return Upserted::Older;
    qint64 id = 0;
    Upserted upserted = Upserted::Added;
    if (*old) {
        id = (*old)->id;
        const bool same = sameContent((*old)->resident, resident);
        upserted = same ? Upserted::Unchanged : Upserted::Updated;
        if (!same) {
            if (const auto changed = update(id, (*old)->resident, resident); !changed)
                return failure(changed);
        }
    } else {
        const auto inserted = insert(resident);
        if (!inserted)
            return failure(inserted);
        id = *inserted;
    }
    if (const auto merged = mergeHistory(id, passports, on); !merged)
        return failure(merged);
    return upserted;
}

Result<qint64> Registry::insert(const Resident &resident)
{
    Statement insertion(
        m_connection,
        u"INSERT INTO residents (iqama_number, name_ar, name_en, sex, birth_date, nationality, "
        u"iqama_status, iqama_expires_on, category, relation, head_id, employer_id, employer_name, "
        u"border_number, mobile, mobile_key, inside_kingdom, flags, version, as_of) "
        u"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s);
    if (const auto done = bindResident(insertion, resident).run(); !done)
        return failure(done);
    const qint64 id = insertion.insertedId();
    const auto indexed = Statement(m_connection, u"INSERT INTO names (rowid, tokens) VALUES (?, ?)"_s)
                             .bind(id, nameIndexText(resident.nameAr, resident.nameEn))
                             .run();
    if (!indexed)
        return failure(indexed);
    return id;
}

Result<> Registry::update(qint64 id, const Resident &old, const Resident &resident)
{
    Statement change(
        m_connection,
        u"UPDATE residents SET iqama_number = ?, name_ar = ?, name_en = ?, sex = ?, birth_date = ?, "
        u"nationality = ?, iqama_status = ?, iqama_expires_on = ?, category = ?, relation = ?, "
        u"head_id = ?, employer_id = ?, employer_name = ?, border_number = ?, mobile = ?, "
        u"mobile_key = ?, inside_kingdom = ?, flags = ?, version = ?, as_of = ? "
        u"WHERE resident_id = ?"_s);
    if (const auto done = bindResident(change, resident).add(id).run(); !done)
        return done;
    if (old.nameAr == resident.nameAr && old.nameEn == resident.nameEn)
        return {};
    const auto removed =
        Statement(m_connection, u"INSERT INTO names (names, rowid, tokens) VALUES ('delete', ?, ?)"_s)
            .bind(id, nameIndexText(old.nameAr, old.nameEn))
            .run();
    if (!removed)
        return removed;
    return Statement(m_connection, u"INSERT INTO names (rowid, tokens) VALUES (?, ?)"_s)
        .bind(id, nameIndexText(resident.nameAr, resident.nameEn))
        .run();
}

Statement &Registry::bindResident(Statement &statement, const Resident &resident)
{
    return statement.bind(resident.iqamaNumber, resident.nameAr, resident.nameEn, optionalCode(resident.sex),
                          resident.birthDate.toIso(), resident.nationality, codeOf(resident.iqamaStatus),
                          resident.iqamaExpiresOn, optionalCode(resident.category),
                          optionalCode(resident.relation), resident.headId, resident.employerId,
                          resident.employerName, resident.borderNumber, resident.mobile,
                          mobileKey(resident.mobile), resident.insideKingdom, resident.flags.toInt(),
                          resident.version, resident.asOf);
}

Result<> Registry::recordPassport(qint64 id, const Passport &passport, const PassportOrigin &origin)
{
    const auto superseded =
        Statement(m_connection,
                  u"UPDATE passports SET state = ? WHERE resident_id = ? AND state = 'active'"_s)
            .bind(codeOf(origin.previous), id)
            .run();
    if (!superseded)
        return superseded;
    return insertPassport(id, {passport, PassportState::Active, origin.caseReference}, origin.on);
}

Result<> Registry::insertPassport(qint64 id, const PassportRecord &record, QDate on)
{
    const Passport &passport = record.passport;
    return Statement(m_connection, u"INSERT INTO passports (resident_id, number, number_key, issuer, "
                                   u"issued_on, expires_on, state, "
                                   u"case_reference, recorded_on) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)
        .bind(id, passport.number, comparableNumber(passport.number), passport.issuer, passport.issuedOn,
              passport.expiresOn, codeOf(record.state), record.caseReference, on)
        .run();
}

Result<> Registry::mergeHistory(qint64 id, const QList<PassportRecord> &passports, QDate on)
{
    const auto known = history(id);
    if (!known)
        return failure(known);
    // Only one may be active at any moment, so whatever ends goes first.
    const auto retired =
        Statement(m_connection,
                  u"UPDATE passports SET state = 'superseded' WHERE resident_id = ? AND state = 'active'"_s)
            .bind(id)
            .run();
    if (!retired)
        return retired;
    for (auto record = passports.rbegin(); record != passports.rend(); ++record) {
        const auto stored = std::find_if(known->begin(), known->end(), [&](const KeptPassport &kept) {
            return kept.record.passport == record->passport;
        });
        const auto done =
            stored == known->end()
                ? insertPassport(id, *record, record->caseReference.isEmpty() ? QDate() : on)
                : Statement(m_connection,
                            u"UPDATE passports SET state = ?, case_reference = ?, recorded_on = "
                            u"coalesce(recorded_on, ?) WHERE passport_id = ?"_s)
                      .bind(codeOf(record->state), record->caseReference,
                            record->caseReference.isEmpty() ? QDate() : on, stored->id)
                      .run();
        if (!done)
            return done;
    }
    return {};
}

Result<QList<Registry::KeptPassport>> Registry::history(qint64 id)
{
    QList<KeptPassport> passports;
    Statement query(m_connection,
                    u"SELECT passport_id, number, issuer, issued_on, expires_on, state, case_reference "
                    u"FROM passports WHERE resident_id = ? ORDER BY passport_id DESC"_s);
    const auto read = query.bind(id).each([&](const Statement &row) {
        passports += KeptPassport{row.number(0),
                                  {{row.text(1), row.text(2), row.date(3), row.date(4)},
                                   fromCode<PassportState>(row.text(5)).value_or(PassportState::Superseded),
                                   row.text(6)}};
    });
    if (!read)
        return failure(read);
    return passports;
}

Result<std::optional<Resident>> Registry::byIqama(const QString &iqamaNumber)
{
    const auto found = kept(iqamaNumber);
    if (!found)
        return failure(found);
    return *found ? std::optional((*found)->resident) : std::nullopt;
}

Result<QList<PassportRecord>> Registry::passports(const QString &iqamaNumber)
{
    const auto found = kept(iqamaNumber);
    if (!found)
        return failure(found);
    if (!*found)
        return QList<PassportRecord>();
    const auto all = history((*found)->id);
    if (!all)
        return failure(all);
    QList<PassportRecord> records;
    for (const KeptPassport &passport : *all)
        records += passport.record;
    return records;
}

Result<QList<Resident>> Registry::all(Statement &query)
{
    QList<Resident> residents;
    if (const auto read = query.each([&](const Statement &row) { residents += residentFrom(row); }); !read)
        return failure(read);
    return residents;
}

Result<QList<Resident>> Registry::byPassport(const QString &number, const QString &issuer)
{
    static const QString sql =
        u"SELECT "_s + kColumns + kFrom +
        u"JOIN (SELECT resident_id, max(state = 'active') AS current FROM passports "
        u"WHERE number_key = ? AND (? = '' OR issuer = ?) GROUP BY resident_id) AS held "
        u"ON held.resident_id = r.resident_id ORDER BY held.current DESC, r.resident_id LIMIT ?"_s;
    Statement query(m_connection, sql);
    return all(query.bind(comparableNumber(number), issuer, issuer, kMaxCandidates));
}

Result<QList<Resident>> Registry::holdersOf(const QString &issuer, const QString &number)
{
    static const QString sql = u"SELECT "_s + kColumns + kFrom +
                               u"WHERE p.number_key = ? AND p.issuer = ? ORDER BY r.resident_id LIMIT ?"_s;
    Statement query(m_connection, sql);
    return all(query.bind(comparableNumber(number), issuer, kMaxCandidates));
}

Result<QList<Resident>> Registry::byBorder(const QString &borderNumber)
{
    static const QString sql =
        u"SELECT "_s + kColumns + kFrom +
        u"WHERE r.border_number = ? AND r.border_number <> '' ORDER BY r.resident_id LIMIT ?"_s;
    Statement query(m_connection, sql);
    return all(query.bind(borderNumber, kMaxCandidates));
}

Result<QList<Resident>> Registry::byMobile(const QString &mobile)
{
    static const QString sql =
        u"SELECT "_s + kColumns + kFrom +
        u"WHERE r.mobile_key = ? AND r.mobile_key <> '' ORDER BY r.resident_id LIMIT ?"_s;
    Statement query(m_connection, sql);
    return all(query.bind(mobileKey(mobile), kMaxCandidates));
}

Result<QList<Resident>> Registry::byEmployer(const QString &employerId, int limit)
{
    static const QString sql =
        u"SELECT "_s + kColumns + kFrom +
        u"WHERE r.employer_id = ? AND r.employer_id <> '' ORDER BY r.resident_id LIMIT ?"_s;
    Statement query(m_connection, sql);
    return all(query.bind(employerId, limit));
}

Result<QList<Resident>> Registry::byHead(const QString &headId)
{
    static const QString sql =
        u"SELECT "_s + kColumns + kFrom +
        u"WHERE r.head_id = ? AND r.head_id <> '' AND r.iqama_number <> ? ORDER BY r.resident_id LIMIT ?"_s;
    Statement query(m_connection, sql);
    return all(query.bind(headId, headId, kMaxCandidates));
}

Result<QDate> Registry::lastUpdateOn(const QString &iqamaNumber)
{
    Statement query(m_connection,
                    u"SELECT max(recorded_on) FROM passports WHERE case_reference <> '' AND resident_id = "
                    u"(SELECT resident_id FROM residents WHERE iqama_number = ?)"_s);
    if (const auto row = query.bind(iqamaNumber).step(); !row)
        return failure(row);
    return query.date(0);
}

Result<ResidentMatches> Registry::find(const FindRequest &request)
{
    return ResidentSearch(*this, m_connection).run(request);
}

Result<QString> Registry::value(const QString &key)
{
    Statement query(m_connection, u"SELECT value FROM registry_values WHERE key = ?"_s);
    const auto row = query.bind(key).step();
    if (!row)
        return failure(row);
    return *row ? query.text(0) : QString();
}

Result<> Registry::setValue(const QString &key, const QString &value)
{
    return Statement(m_connection, u"INSERT INTO registry_values (key, value) VALUES (?, ?) "
                                   u"ON CONFLICT (key) DO UPDATE SET value = excluded.value"_s)
        .bind(key, value)
        .run();
}

Result<RegistryInfo> Registry::info()
{
    RegistryInfo info;
    // Residents are never deleted, so the highest key is their number: no need to count millions.
    const auto residents = m_connection.number(u"SELECT coalesce(max(resident_id), 0) FROM residents"_s);
    if (!residents)
        return failure(residents);
    const auto changedAt = value(kChangedAt);
    if (!changedAt)
        return failure(changedAt);
    const auto cursor = value(kFeedCursor);
    if (!cursor)
        return failure(cursor);
    return RegistryInfo{*residents, fromIsoInstant(*changedAt), *cursor};
}

Result<> Registry::markChanged()
{
    return setValue(kChangedAt, isoInstant(m_clock.utc()));
}

Result<> Registry::setFeedCursor(const QString &cursor)
{
    if (const auto marked = markChanged(); !marked)
        return marked;
    return setValue(kFeedCursor, cursor);
}

Result<std::optional<ImportProgress>> Registry::importProgress(const QString &source)
{
    Statement query(m_connection,
                    u"SELECT row_count, added, updated, unchanged, rejected, complete FROM imports "
                    u"WHERE source = ?"_s);
    const auto row = query.bind(source).step();
    if (!row)
        return failure(row);
    if (!*row)
        return std::optional<ImportProgress>();
    return std::optional(ImportProgress{query.number(0), query.number(1), query.number(2), query.number(3),
                                        query.number(4), query.flag(5)});
}

Result<> Registry::setImportProgress(const QString &source, const ImportProgress &progress)
{
    if (const auto marked = markChanged(); !marked)
        return marked;
    return Statement(
               m_connection,
               u"INSERT INTO imports (source, row_count, added, updated, unchanged, rejected, complete, "
               u"changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (source) DO UPDATE SET "
               u"row_count = excluded.row_count, added = excluded.added, updated = excluded.updated, "
               u"unchanged = excluded.unchanged, rejected = excluded.rejected, complete = excluded.complete, "
               u"changed_at = excluded.changed_at"_s)
        .bind(source, progress.rows, progress.added, progress.updated, progress.unchanged, progress.rejected,
              progress.complete, m_clock.utc())
        .run();
}

Result<> Registry::refreshNames()
{
    const auto version = value(kNamesVersion);
    if (!version)
        return failure(version);
    const QString current = QString::number(kNameTokensVersion);
    if (*version == current)
        return {};
    if (const auto cleared = m_connection.execute(u"INSERT INTO names (names) VALUES ('delete-all')"_s);
        !cleared)
        return cleared;
    Statement query(m_connection, u"SELECT resident_id, name_ar, name_en FROM residents"_s);
    for (;;) {
        const auto row = query.step();
        if (!row)
            return failure(row);
        if (!*row)
            break;
        const auto indexed = Statement(m_connection, u"INSERT INTO names (rowid, tokens) VALUES (?, ?)"_s)
                                 .bind(query.number(0), nameIndexText(query.text(1), query.text(2)))
                                 .run();
        if (!indexed)
            return indexed;
    }
    return setValue(kNamesVersion, current);
}

} // namespace desk
