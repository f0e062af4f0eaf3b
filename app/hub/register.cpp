#include "hub/register.h"

#include "base/digits.h"
#include "hub/feedlog.h"
#include "protocol/json.h"
#include "protocol/residentjson.h"
#include "sql/statement.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

/// One key for issuer and number; nullopt when no passport is on record.
std::optional<QString> passportKey(const Passport &passport)
{
    if (passport.isEmpty())
        return std::nullopt;
    return passport.issuer + u'/' + comparableNumber(passport.number);
}

/// nullopt for an empty text.
std::optional<QString> filled(const QString &text)
{
    return text.isEmpty() ? std::nullopt : std::optional(text);
}

Result<Resident> residentFromDoc(const QString &doc)
{
    const Result<QJsonObject> object = parseJsonObject(doc.toUtf8());
    if (!object)
        return failure(ErrorCode::Damaged, u"residents"_s);
    return residentFromJson(*object);
}

QByteArray canonicalArray(const QJsonArray &array)
{
    return QJsonDocument(array).toJson(QJsonDocument::Compact);
}

/// From when an update counts that a correction puts right: with an earlier passport back in its place as
/// that one did, else as the wrong one.
QDate correctedUpdateOn(const QList<PassportRecord> &history, const Passport &corrected)
{
    const auto dayOf = [&](auto matches) {
        const auto found = std::find_if(history.begin(), history.end(), matches);
        return found == history.end() ? std::optional<QDate>() : found->updatedOn;
    };
    const auto earlier = dayOf([&](const PassportRecord &record) {
        return record.state != PassportState::Active &&
               passportKey(record.passport) == passportKey(corrected);
    });
    return earlier ? *earlier : dayOf([](const PassportRecord &record) {
                                    return record.state == PassportState::Active;
                                }).value_or(QDate());
}

} // namespace

std::optional<qint64> residentId(QStringView iqamaNumber)
{
    if (iqamaNumber.size() != 10 || !isAsciiDigits(iqamaNumber))
        return std::nullopt;
    return iqamaNumber.toLongLong();
}

Result<> Register::hold(qint64 id)
{
    // On SQLite there is one writer.
    if (m_connection.dialect() == Dialect::Sqlite)
        return {};
    return Statement(m_connection, u"SELECT 1 FROM residents WHERE resident_id = ? FOR UPDATE"_s)
        .bind(id)
        .post();
}

Result<> Register::hold(const Passport &passport)
{
    const std::optional<QString> key = passportKey(passport);
    if (!key || m_connection.dialect() == Dialect::Sqlite)
        return {};
    return Statement(m_connection, u"SELECT pg_advisory_xact_lock(hashtextextended(?, 0))"_s)
        .bind(*key)
        .post();
}

Result<std::optional<Resident>> Register::find(qint64 id)
{
    Statement statement(m_connection, u"SELECT doc FROM residents WHERE resident_id = ?"_s);
    const Result<bool> row = statement.bind(id).step();
    if (!row)
        return failure(row);
    if (!*row)
        return std::optional<Resident>();
    Result<Resident> resident = residentFromDoc(statement.text(0));
    return resident ? Result<std::optional<Resident>>(*std::move(resident)) : failure(resident);
}

Result<QList<PassportRecord>> Register::passports(qint64 id)
{
    QList<PassportRecord> list;
    Statement statement(m_connection, u"SELECT number, issuer, issued_on, expires_on, state, case_reference, "
                                      u"personal_number, updated_on FROM passports WHERE resident_id = ? "
                                      u"ORDER BY ordinal DESC"_s);
    const Result<> done = statement.bind(id).each([&list](const Statement &row) {
        list.append({{row.text(0), row.text(1), row.date(2), row.date(3)},
                     fromCode<PassportState>(row.text(4)).value_or(PassportState::Superseded),
                     row.text(5),
                     row.text(6),
                     row.date(7)});
    });
    if (!done)
        return failure(done);
    return list;
}

Result<QList<Resident>> Register::holders(const Passport &passport, qint64 except)
{
    QList<Resident> list;
    const std::optional<QString> key = passportKey(passport);
    if (!key)
        return list;
    QStringList docs;
    Statement statement(m_connection,
                        u"SELECT doc FROM residents WHERE passport_key = ? AND resident_id <> ?"_s);
    const Result<> done =
        statement.bind(*key, except).each([&docs](const Statement &row) { docs.append(row.text(0)); });
    if (!done)
        return failure(done);
    for (const QString &doc : docs) {
        Result<Resident> resident = residentFromDoc(doc);
        if (!resident)
            return failure(resident);
        list.append(*std::move(resident));
    }
    return list;
}

/// Those whose row of one table has the number; at most `kMostLookedUp`.
Result<QList<qint64>> Register::idsWith(const ResidentLookup &lookup)
{
    QList<qint64> ids;
    if (lookup.kind == NumberKind::Iqama) {
        if (const auto id = residentId(cleanIdentifier(lookup.number)))
            ids.append(*id);
        return ids;
    }
    const bool isMobile = lookup.kind == NumberKind::Mobile;
    const QString value = isMobile ? comparableMobile(lookup.number) : comparableNumber(lookup.number);
    if (value.isEmpty())
        return ids;
    const bool ofIssuer = !lookup.issuer.isEmpty();
    const QString where = isMobile                            ? u"residents WHERE mobile = ?"_s
                          : lookup.kind == NumberKind::Border ? u"residents WHERE border_number = ?"_s
                          : ofIssuer ? u"passports WHERE compared = ? AND issuer = ?"_s
                                     : u"passports WHERE compared = ?"_s;
    Statement statement(m_connection,
                        u"SELECT DISTINCT resident_id FROM "_s + where + u" ORDER BY resident_id LIMIT ?"_s);
    statement.bind(value);
    if (ofIssuer)
        statement.add(lookup.issuer);
    const Result<> read =
        statement.add(kMostLookedUp).each([&ids](const Statement &row) { ids.append(row.number(0)); });
    return read ? Result<QList<qint64>>(ids) : failure(read);
}

Result<QList<RegisteredResident>> Register::lookUp(const ResidentLookup &lookup)
{
    QList<RegisteredResident> list;
    const auto ids = idsWith(lookup);
    if (!ids)
        return failure(ids);
    for (const qint64 id : *ids) {
        Result<std::optional<Resident>> resident = find(id);
        if (!resident)
            return failure(resident);
        Result<QList<PassportRecord>> records = passports(id);
        if (!records)
            return failure(records);
        if (*resident)
            list.append({**std::move(resident), *std::move(records)});
    }
    return list;
}

Result<std::optional<PassportState>> Register::listedAs(const Passport &passport)
{
    Statement statement(m_connection,
                        u"SELECT state FROM passports WHERE number = ? AND issuer = ? AND state "
                        u"IN ('lost', 'recalled') LIMIT 1"_s);
    const Result<bool> row = statement.bind(passport.number, passport.issuer).step();
    if (!row)
        return failure(row);
    return *row ? fromCode<PassportState>(statement.text(0)) : std::nullopt;
}

Result<QList<Resident>> Register::sponsors(const Resident &resident)
{
    QList<Resident> list;
    for (const QString &number : {resident.headId, resident.employerId}) {
        const std::optional<qint64> id = residentId(number);
        if (!id)
            continue;
        const Result<std::optional<Resident>> sponsor = find(*id);
        if (!sponsor)
            return failure(sponsor);
        if (*sponsor)
            list.append(**sponsor);
    }
    return list;
}

Result<> Register::insertPassport(qint64 id, const PassportRecord &record)
{
    return Statement(m_connection,
                     u"INSERT INTO passports (resident_id, ordinal, number, compared, issuer, issued_on, "
                     u"expires_on, state, case_reference, personal_number, updated_on) "
                     u"SELECT ?, coalesce(max(ordinal), 0) + 1, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM passports "
                     u"WHERE resident_id = ?"_s)
        .bind(id, record.passport.number, comparableNumber(record.passport.number), record.passport.issuer,
              record.passport.issuedOn, record.passport.expiresOn, codeOf(record.state), record.caseReference,
              record.personalNumber, record.updatedOn, id)
        .post();
}

Result<std::optional<Resident>> Register::asOf(qint64 id, int version)
{
    Statement query(m_connection,
                    u"SELECT doc FROM resident_versions WHERE resident_id = ? AND version = ?"_s);
    const Result<bool> row = query.bind(id, version).step();
    if (!row)
        return failure(row);
    if (!*row)
        return std::optional<Resident>();
    Result<Resident> resident = residentFromDoc(query.text(0));
    if (!resident)
        return failure(resident);
    return std::optional(*std::move(resident));
}

/// Writes the resident's new version after its passports have been written.
Result<> Register::store(const Resident &resident, const std::optional<QString> &caseId,
                         const std::optional<QString> &messageId)
{
    const qint64 id = resident.iqamaNumber.toLongLong();
    const Result<QList<PassportRecord>> records = passports(id);
    if (!records)
        return failure(records);
    const auto doc = QString::fromUtf8(canonicalJson(residentToJson(resident)));
    if (const auto done =
            Statement(m_connection, u"UPDATE residents SET version = ?, doc = ?, passport_key = ?, "
                                    u"border_number = ?, mobile = ? WHERE resident_id = ?"_s)
                .bind(resident.version, doc, passportKey(resident.passport),
                      filled(comparableNumber(resident.borderNumber)),
                      filled(comparableMobile(resident.mobile)), id)
                .post();
        !done)
        return done;
    return Statement(m_connection,
                     u"INSERT INTO resident_versions (resident_id, version, doc, passports, case_id, "
                     u"message_id, at) VALUES (?, ?, ?, ?, ?, ?, ?)"_s)
        .bind(id, resident.version, doc, QString::fromUtf8(canonicalArray(passportsToJson(*records))), caseId,
              messageId, m_clock.utc())
        .post();
}

Result<Register::Change> Register::apply(const Resident &current, const Update &update)
{
    const qint64 id = current.iqamaNumber.toLongLong();
    PassportRecord applied = update.passport;
    applied.updatedOn = m_clock.todayInRiyadh();
    if (update.isCorrection) {
        const Result<QList<PassportRecord>> history = passports(id);
        if (!history)
            return failure(history);
        applied.updatedOn = correctedUpdateOn(*history, applied.passport);
    }
    const Passport &old = current.passport;
    if (const auto done =
            Statement(m_connection,
                      u"UPDATE passports SET updated_on = CASE WHEN ? THEN NULL ELSE updated_on END, "
                      u"state = CASE WHEN number = ? AND issuer = ? THEN ? ELSE 'superseded' END "
                      u"WHERE resident_id = ? AND state = 'active'"_s)
                .bind(update.isCorrection, old.number, old.issuer, codeOf(update.oldState), id)
                .post();
        !done)
        return failure(done);
    if (const auto done = insertPassport(id, applied); !done)
        return failure(done);
    Resident resident = current;
    resident.passport = applied.passport;
    resident.version += 1;
    resident.asOf = m_clock.utc();
    if (const auto done = store(resident, update.caseId, update.messageId); !done)
        return failure(done);
    const Result<qint64> position = FeedLog(m_connection, m_clock).residentChanged(id, resident.version);
    if (!position)
        return failure(position);
    return Change{resident.version, *position};
}

Result<Register::Imported> Register::import(const Resident &incoming, bool announce)
{
    const qint64 id = incoming.iqamaNumber.toLongLong();
    const Result<std::optional<Resident>> known = find(id);
    if (!known)
        return failure(known);
    Resident resident = incoming;
    if (*known) {
        const Resident &before = **known;
        Resident same = incoming;
        same.version = before.version;
        same.asOf = before.asOf;
        if (same == before || (incoming.version > 0 && incoming.version < before.version))
            return Imported::Unchanged;
        resident.version = std::max(incoming.version, before.version + 1);
    } else {
        resident.version = std::max(incoming.version, 1);
        const Result<> added = Statement(m_connection, u"INSERT INTO residents (resident_id, version, doc) "
                                                       u"VALUES (?, ?, '')"_s)
                                   .bind(id, resident.version)
                                   .run();
        if (!added)
            return failure(added);
    }
    if (!resident.asOf.isValid())
        resident.asOf = m_clock.utc();
    if (!*known || !((*known)->passport == resident.passport)) {
        const Result<> superseded = Statement(m_connection, u"UPDATE passports SET state = 'superseded' "
                                                            u"WHERE resident_id = ? AND state = 'active'"_s)
                                        .bind(id)
                                        .run();
        if (!superseded)
            return failure(superseded);
        if (!resident.passport.isEmpty()) {
            if (const auto done = insertPassport(id, {resident.passport, PassportState::Active, {}}); !done)
                return failure(done);
        }
    }
    if (const auto done = store(resident, {}, {}); !done)
        return failure(done);
    if (announce) {
        if (const auto position = FeedLog(m_connection, m_clock).residentChanged(id, resident.version);
            !position)
            return failure(position);
    }
    return *known ? Imported::Updated : Imported::Added;
}

} // namespace desk
