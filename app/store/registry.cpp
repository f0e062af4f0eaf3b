#include "store/registry.h"

#include "base/digits.h"
#include "sql/statement.h"
#include "store/residentindex.h"
#include "store/residentsearch.h"
#include "store/sealedtable.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr QLatin1StringView kFeedCursor("feed_cursor");
constexpr QLatin1StringView kChangedAt("changed_at");
constexpr QLatin1StringView kNamesVersion("names_version");
constexpr QLatin1StringView kWitness("witness");   // sealed, in base64
constexpr QLatin1StringView kSnapshot("snapshot"); // sealed, in base64
const Cell kWitnessCell{"registry_values", "value", "witness"};
const Cell kSnapshotCell{"registry_values", "value", "snapshot"};

/// Residents whose hashes are made ready again before they are written.
constexpr size_t kIndexedAtOnce = 1'000;

const QString kInsertRecord = u"INSERT INTO residents (resident_id, sealed) VALUES (?, ?)"_s;

// What a number is hashed as, so that equal digits of different kinds have nothing in common.
constexpr QByteArrayView kIqama("iqama_number");
constexpr QByteArrayView kPassport("passport_number");
constexpr QByteArrayView kBorder("border_number");
constexpr QByteArrayView kMobile("mobile");
constexpr QByteArrayView kHead("head_id");
constexpr QByteArrayView kEmployer("employer_id");

/// Equal in everything the register says; `asOf` is when it said so.
bool sameContent(const Resident &a, const Resident &b)
{
    Resident copy = b;
    copy.asOf = a.asOf;
    return a == copy;
}

QByteArray sealedRecord(const KeySet &keys, qint64 id, const ResidentRecord &record)
{
    return keys.seal(KeyUse::RegistryRecords, {"residents", "sealed", QByteArray::number(id)},
                     toBytes(record));
}

bool holds(const ResidentRecord &record, const QString &comparable, const QString &issuer)
{
    return std::any_of(record.passports.begin(), record.passports.end(), [&](const PassportRecord &each) {
        const Passport &passport = each.passport;
        return (issuer.isEmpty() || passport.issuer == issuer) &&
               comparableNumber(passport.number) == comparable;
    });
}

/// True when the active passport has this number and, unless empty, this issuer.
bool holdsNow(const Resident &resident, const QString &comparable, const QString &issuer)
{
    const Passport &passport = resident.passport;
    return !passport.isEmpty() && (issuer.isEmpty() || passport.issuer == issuer) &&
           comparableNumber(passport.number) == comparable;
}

} // namespace

Registry::Registry(Connection &connection, Vault &vault, const Clock &clock)
    : m_connection(connection)
    , m_vault(vault)
    , m_clock(clock)
    , m_heard(connection)
{
}

Result<Registry::Keys> Registry::keys() const
{
    return m_vault.keys({KeyUse::RegistryRecords, KeyUse::RegistryNumbers, KeyUse::RegistryNames});
}

Result<> Registry::checkOpen() const
{
    const auto keys = this->keys();
    return keys ? Result<>() : failure(keys);
}

Result<Registry::Kept> Registry::opened(const KeySet &keys, qint64 id, const QByteArray &sealed)
{
    const auto plain =
        keys.open(KeyUse::RegistryRecords, {"residents", "sealed", QByteArray::number(id)}, sealed);
    if (!plain)
        return failure(plain);
    auto record = residentRecordFrom(*plain);
    if (!record)
        return failure(ErrorCode::Damaged, u"residents.sealed"_s);
    return Kept{id, KeySet::generationOf(sealed), *std::move(record)};
}

Result<std::optional<Registry::Kept>> Registry::keptById(const KeySet &keys, qint64 id)
{
    Statement query(m_connection, u"SELECT sealed FROM residents WHERE resident_id = ?"_s);
    const auto row = query.bind(id).step();
    if (!row)
        return failure(row);
    if (!*row)
        return std::optional<Kept>();
    auto found = opened(keys, id, query.bytes(0));
    if (!found)
        return failure(found);
    return std::optional(*std::move(found));
}

Result<std::optional<Registry::Kept>> Registry::kept(const QString &iqamaNumber)
{
    auto found = keptBy(
        kIqama, iqamaNumber,
        [&](const ResidentRecord &record) { return record.resident.iqamaNumber == iqamaNumber; }, 1);
    if (!found)
        return failure(found);
    return found->isEmpty() ? std::optional<Kept>() : std::optional(std::move(found->first()));
}

Result<QList<Registry::Kept>> Registry::keptBy(QByteArrayView column, const QString &value,
                                               const Accept &accept, int limit)
{
    const auto keys = this->keys();
    if (!keys)
        return failure(keys);
    QList<Kept> accepted;
    if (value.isEmpty())
        return accepted;
    const QByteArray bytes = value.toUtf8();
    NumberAnswers answers(m_connection);
    for (const int generation : (*keys)->generations()) {
        answers.ask((*keys)->blind(KeyUse::RegistryNumbers, column, bytes, generation));
        for (qsizetype before = accepted.size(); accepted.size() - before < limit;) {
            const auto row = answers.next();
            if (!row)
                return failure(row);
            if (!*row)
                break;
            auto found = opened(**keys, answers.residentId(), answers.sealed());
            if (!found)
                return failure(found);
            if (accept(found->record))
                accepted += *std::move(found);
        }
    }
    const auto byId = [](const Kept &a, const Kept &b) { return a.id < b.id; };
    const auto sameId = [](const Kept &a, const Kept &b) { return a.id == b.id; };
    std::stable_sort(accepted.begin(), accepted.end(), byId);
    accepted.erase(std::unique(accepted.begin(), accepted.end(), sameId), accepted.end());
    if (accepted.size() > limit)
        accepted.resize(limit);
    return accepted;
}

Result<QList<Resident>> Registry::residentsBy(QByteArrayView column, const QString &value,
                                              const Accept &accept, int limit)
{
    const auto found = keptBy(column, value, accept, limit);
    if (!found)
        return failure(found);
    QList<Resident> residents;
    for (const Kept &each : *found)
        residents += each.record.resident;
    return residents;
}

std::vector<quint64> Registry::numberHashes(const KeySet &keys, const ResidentRecord &record, int generation)
{
    std::vector<quint64> hashes;
    const auto add = [&](QByteArrayView column, const QString &value) {
        if (!value.isEmpty())
            hashes.push_back(keys.blind(KeyUse::RegistryNumbers, column, value.toUtf8(), generation));
    };
    const Resident &resident = record.resident;
    add(kIqama, resident.iqamaNumber);
    add(kBorder, resident.borderNumber);
    add(kMobile, comparableMobile(resident.mobile));
    add(kHead, resident.headId);
    add(kEmployer, resident.employerId);
    for (const PassportRecord &each : record.passports)
        add(kPassport, comparableNumber(each.passport.number));
    std::sort(hashes.begin(), hashes.end());
    hashes.erase(std::unique(hashes.begin(), hashes.end()), hashes.end());
    return hashes;
}

Result<Upserted> Registry::upsert(const Resident &resident, const PassportOrigin &origin)
{
    const auto keys = this->keys();
    if (!keys)
        return failure(keys);
    const auto old = kept(resident.iqamaNumber);
    if (!old)
        return failure(old);
    if (!*old) {
        ResidentRecord record{resident, {}};
        if (!resident.passport.isEmpty())
            record.supersede(resident.passport, origin.caseReference, origin.on, origin.previous);
        const auto inserted = insert(**keys, record);
        return inserted ? Result<Upserted>(Upserted::Added) : failure(inserted);
    }
    const Resident &known = (*old)->record.resident;
    ResidentRecord wanted{resident, (*old)->record.passports};
    if (resident.version == 0)
        wanted.resident.version = known.version;
    if (resident.passport.isEmpty())
        wanted.resident.passport = known.passport;
    if (wanted.resident.version < known.version)
        return Upserted::Older;
    if (sameContent(known, wanted.resident))
        return Upserted::Unchanged;
    if (wanted.resident.passport != known.passport)
        wanted.supersede(wanted.resident.passport, origin.caseReference, origin.on, origin.previous);
    const auto replaced = replace(**keys, **old, wanted);
    return replaced ? Result<Upserted>(Upserted::Updated) : failure(replaced);
}

Result<Upserted> Registry::adopt(const Resident &resident, const QList<PassportRecord> &passports)
{
    const auto keys = this->keys();
    if (!keys)
        return failure(keys);
    const auto old = kept(resident.iqamaNumber);
    if (!old)
        return failure(old);
    ResidentRecord wanted{resident, *old ? (*old)->record.passports : QList<PassportRecord>()};
    wanted.merge(passports);
    if (!*old) {
        const auto inserted = insert(**keys, wanted);
        return inserted ? Result<Upserted>(Upserted::Added) : failure(inserted);
    }
    const ResidentRecord &known = (*old)->record;
    if (resident.version < known.resident.version)
        return Upserted::Older;
    if (sameContent(known.resident, wanted.resident) && known.passports == wanted.passports)
        return Upserted::Unchanged;
    const auto replaced = replace(**keys, **old, wanted);
    return replaced ? Result<Upserted>(Upserted::Updated) : failure(replaced);
}

Result<> Registry::putBack(const Resident &resident, const QList<PassportRecord> &passports)
{
    const auto keys = this->keys();
    if (!keys)
        return failure(keys);
    const auto old = kept(resident.iqamaNumber);
    if (!old)
        return failure(old);
    ResidentRecord wanted{resident, {}};
    if (*old) {
        for (const PassportRecord &known : (*old)->record.passports) {
            if (known.caseReference.isEmpty())
                wanted.passports.append(known);
        }
    }
    if (!passports.isEmpty())
        wanted.merge(passports);
    else if (!resident.passport.isEmpty())
        wanted.supersede(resident.passport, {}, {}, PassportState::Superseded);
    return *old ? replace(**keys, **old, wanted) : insert(**keys, wanted);
}

Result<> Registry::noteHeard(qint64 position, const QString &iqamaNumber)
{
    const auto known = kept(iqamaNumber);
    if (!known)
        return failure(known);
    return *known ? m_heard.note(position, QString::number((*known)->id)) : Result<>();
}

Result<QList<Registry::Heard>> Registry::heardAfter(const HeardLog::Entry &place, int most)
{
    const auto keys = this->keys();
    if (!keys)
        return failure(keys);
    const auto entries = m_heard.after(place, most);
    if (!entries)
        return failure(entries);
    QList<Heard> heard;
    for (const HeardLog::Entry &entry : *entries) {
        const auto known = keptById(**keys, entry.subject.toLongLong());
        if (!known)
            return failure(known);
        if (*known)
            heard.append({entry, (*known)->record.resident.iqamaNumber});
    }
    return heard;
}

ResidentLoader::ResidentLoader(std::shared_ptr<const KeySet> keys, qint64 lastId)
    : m_keys(std::move(keys))
    , m_names(*m_keys)
    , m_lastId(lastId)
{
}

LoadedResident ResidentLoader::load(const Resident &resident)
{
    ResidentRecord record{resident, {}};
    if (!resident.passport.isEmpty())
        record.supersede(resident.passport, {}, {}, PassportState::Superseded);
    return Registry::loaded(*m_keys, m_names, ++m_lastId, record);
}

LoadedResident ResidentLoader::load(const Resident &resident, const QList<PassportRecord> &passports)
{
    if (passports.isEmpty())
        return load(resident);
    ResidentRecord record{resident, {}};
    record.merge(passports);
    return Registry::loaded(*m_keys, m_names, ++m_lastId, record);
}

LoadedResident Registry::loaded(const KeySet &keys, NameTokens &names, qint64 id,
                                const ResidentRecord &record)
{
    const Resident &resident = record.resident;
    return {id, sealedRecord(keys, id, record), numberHashes(keys, record, keys.generation()),
            names.of(resident.nameAr, resident.nameEn, keys.generation())};
}

Result<qint64> Registry::lastId()
{
    Statement query(m_connection, u"SELECT coalesce(max(resident_id), 0) FROM residents"_s);
    const auto row = query.step();
    return row ? Result<qint64>(query.number(0)) : failure(row);
}

Result<std::unique_ptr<ResidentLoader>> Registry::loader(const std::optional<ImportProgress> &progress)
{
    const ImportProgress sofar = progress.value_or(ImportProgress());
    if (sofar.updated > 0 || sofar.unchanged > 0)
        return nullptr;
    return loaderAfter(sofar.added);
}

Result<std::unique_ptr<ResidentLoader>> Registry::loader(const SnapshotProgress &progress)
{
    return loaderAfter(progress.residents);
}

/// For a register that holds so many residents, nullptr for any other: they are numbered from 1 and never
/// deleted.
Result<std::unique_ptr<ResidentLoader>> Registry::loaderAfter(qint64 residents)
{
    const auto keys = this->keys();
    if (!keys)
        return failure(keys);
    const auto last = lastId();
    if (!last)
        return failure(last);
    if (*last != residents)
        return nullptr;
    return std::make_unique<ResidentLoader>(*keys, *last);
}

Result<> Registry::append(std::span<const LoadedResident> residents, const LoadRuns::Run &run)
{
    const auto written = appendRecords(residents);
    return written ? loadRuns().append(run) : written;
}

Result<> Registry::appendRecords(std::span<const LoadedResident> residents)
{
    Statement record(m_connection, kInsertRecord);
    for (const LoadedResident &resident : residents) {
        if (const auto inserted = record.bind(resident.id, resident.sealed).run(); !inserted)
            return inserted;
    }
    return residents.empty() ? Result<>() : ResidentIndex(m_connection).noteLoaded(residents.back().id);
}

Result<> Registry::insert(const KeySet &keys, const ResidentRecord &record)
{
    // Residents are never deleted, so the next number is free; a record is sealed for its row.
    const auto last = lastId();
    if (!last)
        return failure(last);
    NameTokens names(keys);
    const LoadedResident resident = loaded(keys, names, *last + 1, record);
    const auto written = Statement(m_connection, kInsertRecord).bind(resident.id, resident.sealed).run();
    if (!written)
        return written;
    return ResidentIndex(m_connection).add(resident.id, resident.numbers, resident.names);
}

Result<> Registry::replace(const KeySet &keys, const Kept &old, const ResidentRecord &record)
{
    const auto changed = Statement(m_connection, u"UPDATE residents SET sealed = ? WHERE resident_id = ?"_s)
                             .bind(sealedRecord(keys, old.id, record), old.id)
                             .run();
    if (!changed)
        return changed;
    const std::vector<quint64> before = numberHashes(keys, old.record, old.generation);
    const std::vector<quint64> after = numberHashes(keys, record, keys.generation());
    const Resident &was = old.record.resident;
    const Resident &is = record.resident;
    const bool isRenamed =
        was.nameAr != is.nameAr || was.nameEn != is.nameEn || old.generation != keys.generation();
    if (before == after && !isRenamed)
        return {};
    NameTokens names(keys);
    ResidentIndex index(m_connection);
    const auto moves = index.move(old.id);
    if (!moves)
        return failure(moves);
    if (*moves)
        return index.add(old.id, after, names.of(is.nameAr, is.nameEn, keys.generation()));
    if (const auto kept = index.changeNumbers(old.id, before, after); !kept || !isRenamed)
        return kept;
    return index.changeNames(old.id, names.of(was.nameAr, was.nameEn, old.generation),
                             names.of(is.nameAr, is.nameEn, keys.generation()));
}

Result<std::optional<Resident>> Registry::byIqama(const QString &iqamaNumber)
{
    const auto found = kept(iqamaNumber);
    if (!found)
        return failure(found);
    return *found ? std::optional((*found)->record.resident) : std::nullopt;
}

Result<QList<PassportRecord>> Registry::passports(const QString &iqamaNumber)
{
    const auto found = kept(iqamaNumber);
    if (!found)
        return failure(found);
    return *found ? (*found)->record.passports : QList<PassportRecord>();
}

Result<QList<Resident>> Registry::byPassport(const QString &number, const QString &issuer)
{
    const QString comparable = comparableNumber(number);
    auto residents = residentsBy(kPassport, comparable, [&](const ResidentRecord &record) {
        return holds(record, comparable, issuer);
    });
    if (residents) {
        std::stable_partition(residents->begin(), residents->end(), [&](const Resident &resident) {
            return holdsNow(resident, comparable, issuer);
        });
    }
    return residents;
}

Result<QList<Resident>> Registry::holdersOf(const QString &issuer, const QString &number)
{
    const QString comparable = comparableNumber(number);
    return residentsBy(kPassport, comparable, [&](const ResidentRecord &record) {
        return holdsNow(record.resident, comparable, {}) && record.resident.passport.issuer == issuer;
    });
}

Result<std::optional<PassportState>> Registry::listedAs(const QString &issuer, const QString &number)
{
    const QString comparable = comparableNumber(number);
    std::optional<PassportState> listed;
    const auto seen = residentsBy(kPassport, comparable, [&](const ResidentRecord &record) {
        for (const PassportRecord &each : record.passports) {
            if ((each.state == PassportState::Lost || each.state == PassportState::Recalled) &&
                each.passport.issuer == issuer && comparableNumber(each.passport.number) == comparable)
                listed = each.state;
        }
        return false;
    });
    return seen ? Result<std::optional<PassportState>>(listed) : failure(seen);
}

Result<QList<Resident>> Registry::byBorder(const QString &borderNumber)
{
    return residentsBy(kBorder, borderNumber, [&](const ResidentRecord &record) {
        return record.resident.borderNumber == borderNumber;
    });
}

Result<QList<Resident>> Registry::byMobile(const QString &mobile)
{
    const QString key = comparableMobile(mobile);
    return residentsBy(kMobile, key, [&](const ResidentRecord &record) {
        return comparableMobile(record.resident.mobile) == key;
    });
}

Result<QList<Resident>> Registry::byEmployer(const QString &employerId, int limit)
{
    return residentsBy(
        kEmployer, employerId,
        [&](const ResidentRecord &record) { return record.resident.employerId == employerId; }, limit);
}

Result<QList<Resident>> Registry::byHead(const QString &headId)
{
    return residentsBy(kHead, headId, [&](const ResidentRecord &record) {
        return record.resident.headId == headId && record.resident.iqamaNumber != headId;
    });
}

Result<QDate> Registry::lastUpdateOn(const QString &iqamaNumber)
{
    const auto found = kept(iqamaNumber);
    if (!found)
        return failure(found);
    return *found ? lastUpdateOf((*found)->record.passports) : QDate();
}

Result<ResidentMatches> Registry::find(const FindRequest &request, const std::stop_token &stop)
{
    return ResidentSearch(*this, m_connection, stop).run(request);
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

Result<WitnessCount> Registry::witness()
{
    const auto keys = m_vault.keys({KeyUse::Settings});
    if (!keys)
        return failure(keys);
    const auto known = value(kWitness);
    if (!known)
        return failure(known);
    if (known->isEmpty())
        return WitnessCount();
    const auto bytes =
        (*keys)->open(KeyUse::Settings, kWitnessCell, QByteArray::fromBase64(known->toLatin1()));
    return bytes ? witnessCountFrom(*bytes) : failure(bytes);
}

Result<> Registry::setWitness(const WitnessCount &count)
{
    const auto keys = m_vault.keys({KeyUse::Settings});
    if (!keys)
        return failure(keys);
    const QByteArray sealed = (*keys)->seal(KeyUse::Settings, kWitnessCell, toBytes(count));
    return setValue(kWitness, QString::fromLatin1(sealed.toBase64()));
}

Result<bool> Registry::takesSnapshot()
{
    const auto known = value(kSnapshot);
    return known ? Result<bool>(!known->isEmpty()) : failure(known);
}

Result<std::optional<SnapshotProgress>> Registry::snapshotProgress()
{
    const auto keys = m_vault.keys({KeyUse::Settings});
    if (!keys)
        return failure(keys);
    const auto known = value(kSnapshot);
    if (!known)
        return failure(known);
    if (known->isEmpty())
        return std::optional<SnapshotProgress>();
    const auto bytes =
        (*keys)->open(KeyUse::Settings, kSnapshotCell, QByteArray::fromBase64(known->toLatin1()));
    if (!bytes)
        return failure(bytes);
    const QJsonObject kept = QJsonDocument::fromJson(*bytes).object();
    return std::optional(
        SnapshotProgress{kept.value("epoch"_L1).toString(), kept.value("cursor"_L1).toString(),
                         kept.value("place"_L1).toString(), kept.value("last"_L1).toString(),
                         kept.value("residents"_L1).toInteger(), kept.value("total"_L1).toInteger(),
                         kept.value("is_read"_L1).toBool()});
}

Result<> Registry::setSnapshotProgress(const SnapshotProgress &progress)
{
    const auto keys = m_vault.keys({KeyUse::Settings});
    if (!keys)
        return failure(keys);
    if (const auto marked = markChanged(); !marked)
        return marked;
    const QByteArray plain = QJsonDocument(QJsonObject{{u"epoch"_s, progress.epoch},
                                                       {u"cursor"_s, progress.cursor},
                                                       {u"place"_s, progress.place},
                                                       {u"last"_s, progress.last},
                                                       {u"residents"_s, progress.residents},
                                                       {u"total"_s, progress.total},
                                                       {u"is_read"_s, progress.isRead}})
                                 .toJson(QJsonDocument::Compact);
    return setValue(kSnapshot,
                    QString::fromLatin1((*keys)->seal(KeyUse::Settings, kSnapshotCell, plain).toBase64()));
}

Result<> Registry::endSnapshot()
{
    return Statement(m_connection, u"DELETE FROM registry_values WHERE key = ?"_s).bind(kSnapshot).run();
}

Result<RegistryInfo> Registry::info()
{
    RegistryInfo info;
    // Residents are never deleted, so the highest key is their number: no need to count millions.
    const auto residents = lastId();
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

Result<> Registry::refreshIndex()
{
    const auto version = value(kNamesVersion);
    if (!version)
        return failure(version);
    const QString current = QString::number(kNameTokensVersion);
    if (*version == current)
        return {};
    const auto residents = lastId();
    if (!residents)
        return failure(residents);
    if (*residents == 0)
        return setValue(kNamesVersion, current);
    const auto keys = this->keys();
    if (!keys)
        return failure(keys);
    ResidentIndex index(m_connection);
    if (const auto cleared = index.clear(); !cleared)
        return cleared;
    if (const auto cleared = loadRuns().clear(); !cleared)
        return cleared;
    if (const auto noted = index.noteLoaded(*residents); !noted)
        return noted;
    NameTokens names(**keys);
    std::vector<LoadedResident> some;
    Statement query(m_connection, u"SELECT resident_id, sealed FROM residents ORDER BY resident_id"_s);
    for (bool more = true; more;) {
        const auto row = query.step();
        if (!row)
            return failure(row);
        more = *row;
        if (more) {
            const auto each = opened(**keys, query.number(0), query.bytes(1));
            if (!each)
                return failure(each);
            const Resident &resident = each->record.resident;
            some.push_back({each->id,
                            {},
                            numberHashes(**keys, each->record, each->generation),
                            names.of(resident.nameAr, resident.nameEn, each->generation)});
        }
        if (!more || some.size() == kIndexedAtOnce) {
            if (const auto appended = loadRuns().append(LoadRuns::runOf(some)); !appended)
                return appended;
            some.clear();
        }
    }
    if (const auto indexed = loadRuns().index(); !indexed)
        return indexed;
    return setValue(kNamesVersion, current);
}

Result<qint64> Registry::resealAfter(qint64 residentId, int limit)
{
    const auto keys = this->keys();
    if (!keys)
        return failure(keys);
    QList<std::pair<qint64, QByteArray>> rows;
    Statement query(m_connection, u"SELECT resident_id, sealed FROM residents WHERE resident_id > ? "
                                  u"ORDER BY resident_id LIMIT ?"_s);
    const auto read = query.bind(residentId, limit).each([&](const Statement &row) {
        rows.emplaceBack(row.number(0), row.bytes(1));
    });
    if (!read)
        return failure(read);
    for (const auto &[id, sealed] : std::as_const(rows)) {
        if (KeySet::generationOf(sealed) == (*keys)->generation())
            continue;
        const auto old = opened(**keys, id, sealed);
        if (!old)
            return failure(old);
        if (const auto moved = replace(**keys, *old, old->record); !moved)
            return failure(moved);
    }
    if (rows.size() == limit)
        return rows.last().first;
    const auto dropped = ResidentIndex(m_connection).dropOutdated();
    return dropped ? Result<qint64>(SealedTable::kAllSealed) : failure(dropped);
}

} // namespace desk
