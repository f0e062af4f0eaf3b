#include "store/settingsstore.h"

#include "base/clock.h"
#include "sql/statement.h"
#include "store/newid.h"
#include "store/vault.h"

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

// Keys of the table `settings`.
constexpr QLatin1StringView kStoreId("store_id");
constexpr QLatin1StringView kBranch("branch");
constexpr QLatin1StringView kBranchNameAr("branch_name_ar");
constexpr QLatin1StringView kBranchNameEn("branch_name_en");
constexpr QLatin1StringView kWorkstation("workstation");
constexpr QLatin1StringView kTraining("training");
constexpr QLatin1StringView kMadeAt("made_at");
constexpr QLatin1StringView kPasswordPasses("password_passes");
constexpr QLatin1StringView kPasswordMemory("password_memory");
constexpr QLatin1StringView kHubUrl("hub_url");
constexpr QLatin1StringView kHubFingerprint("hub_fingerprint");
constexpr QLatin1StringView kHubWorkstationId("hub_workstation_id");
constexpr QLatin1StringView kHubToken("hub_token"); // sealed, in base64
constexpr QLatin1StringView kHubEpoch("hub_epoch");
constexpr QLatin1StringView kFeedCursor("feed_cursor");
constexpr QLatin1StringView kMissedFrom("feed_missed_from");
constexpr QLatin1StringView kMissedCases("feed_missed_cases");
constexpr QLatin1StringView kFurtherCases("feed_further_cases");
constexpr QLatin1StringView kHubHeardOn("hub_heard_on");
constexpr QLatin1StringView kLockAfter("lock_after_minutes");
constexpr QLatin1StringView kScannerFolder("scanner_folder");
constexpr QLatin1StringView kResidentsHeld("residents_held");
constexpr QLatin1StringView kWitness("witness"); // sealed, in base64
constexpr QLatin1StringView kRotationWanted("rotation_wanted");
constexpr QLatin1StringView kRotationPlace("rotation_place");
constexpr QLatin1StringView kRotationRow("rotation_row");

const Cell kWitnessCell{"settings", "value", "witness"};
const Cell kTokenCell{"settings", "value", "hub_token"};

QString toText(const HubCase &there)
{
    return there.id + u'/' + (there.state ? codeOf(*there.state) : QString()) + u'/' +
           QString::number(there.revision);
}

HubCase hubCaseFromText(const QString &text)
{
    const QStringList parts = text.split(u'/');
    return {parts.value(0), fromCode<CaseState>(parts.value(1)), parts.value(2).toInt()};
}

} // namespace

SettingsStore::SettingsStore(Connection &connection, const Vault &vault)
    : m_connection(connection)
    , m_vault(vault)
{
}

Result<QMap<QString, QString>> SettingsStore::values()
{
    QMap<QString, QString> values;
    Statement query(m_connection, u"SELECT key, value FROM settings"_s);
    const auto read =
        query.each([&values](const Statement &row) { values.insert(row.text(0), row.text(1)); });
    if (!read)
        return failure(read);
    return values;
}

Result<> SettingsStore::set(const QString &key, const QString &value)
{
    return Statement(m_connection, u"INSERT INTO settings (key, value) VALUES (?, ?) "
                                   u"ON CONFLICT (key) DO UPDATE SET value = excluded.value"_s)
        .bind(key, value)
        .run();
}

Result<> SettingsStore::setAll(const QList<std::pair<QString, QString>> &values)
{
    for (const auto &[key, value] : values) {
        if (const auto done = set(key, value); !done)
            return done;
    }
    return {};
}

Result<DeskIdentity> SettingsStore::identity()
{
    const auto known = values();
    if (!known)
        return failure(known);
    if (!known->contains(kStoreId))
        return failure(ErrorCode::NoDesk);
    DeskIdentity identity;
    identity.storeId = known->value(kStoreId);
    identity.branch = known->value(kBranch);
    identity.branchNameAr = known->value(kBranchNameAr);
    identity.branchNameEn = known->value(kBranchNameEn);
    identity.workstation = known->value(kWorkstation).toInt();
    identity.training = known->value(kTraining) == u"1"_s;
    identity.madeAt = fromIsoInstant(known->value(kMadeAt));
    return identity;
}

Result<> SettingsStore::initialise(const DeskIdentity &identity)
{
    const auto known = values();
    if (!known)
        return failure(known);
    if (known->contains(kStoreId))
        return failure(ErrorCode::DeskExists);
    return setAll({{kStoreId, idOr(identity.storeId)},
                   {kBranch, identity.branch},
                   {kBranchNameAr, identity.branchNameAr},
                   {kBranchNameEn, identity.branchNameEn},
                   {kWorkstation, QString::number(identity.workstation)},
                   {kTraining, identity.training ? u"1"_s : u"0"_s},
                   {kMadeAt, isoInstant(identity.madeAt)}});
}

Result<KdfCost> SettingsStore::passwordCost()
{
    const auto known = values();
    if (!known)
        return failure(known);
    if (!known->contains(kPasswordPasses))
        return KdfCost::interactive();
    return KdfCost{known->value(kPasswordPasses).toULongLong(), known->value(kPasswordMemory).toULongLong()};
}

Result<> SettingsStore::setPasswordCost(const KdfCost &cost)
{
    return setAll(
        {{kPasswordPasses, QString::number(cost.passes)}, {kPasswordMemory, QString::number(cost.memory)}});
}

Result<std::optional<HubEnrolment>> SettingsStore::enrolment()
{
    const auto known = values();
    if (!known)
        return failure(known);
    if (!known->contains(kHubUrl))
        return std::optional<HubEnrolment>();
    HubEnrolment enrolment{known->value(kHubUrl),
                           known->value(kHubFingerprint),
                           known->value(kHubWorkstationId),
                           known->value(kWorkstation).toInt(),
                           {},
                           known->value(kHubEpoch)};
    if (const auto keys = m_vault.keys({KeyUse::Settings})) {
        const auto token = (*keys)->open(KeyUse::Settings, kTokenCell,
                                         QByteArray::fromBase64(known->value(kHubToken).toLatin1()));
        if (!token)
            return failure(token);
        enrolment.token = QString::fromUtf8(*token);
    }
    return std::optional(enrolment);
}

Result<> SettingsStore::setEnrolment(const HubEnrolment &enrolment)
{
    const auto keys = m_vault.keys({KeyUse::Settings});
    if (!keys)
        return failure(keys);
    const QByteArray token = (*keys)->seal(KeyUse::Settings, kTokenCell, enrolment.token.toUtf8());
    return setAll({{kHubUrl, enrolment.url},
                   {kHubFingerprint, enrolment.fingerprint},
                   {kHubWorkstationId, enrolment.workstationId},
                   {kWorkstation, QString::number(enrolment.workstation)},
                   {kHubToken, QString::fromLatin1(token.toBase64())},
                   {kHubEpoch, enrolment.epoch}});
}

Result<> SettingsStore::setHubEpoch(const QString &epoch)
{
    return set(kHubEpoch, epoch);
}

Result<QString> SettingsStore::feedCursor()
{
    const auto known = values();
    if (!known)
        return failure(known);
    return known->value(kFeedCursor);
}

Result<ResidentsHeld> SettingsStore::residentsHeld()
{
    const auto known = values();
    if (!known)
        return failure(known);
    return fromCode<ResidentsHeld>(known->value(kResidentsHeld)).value_or(ResidentsHeld::All);
}

Result<> SettingsStore::setResidentsHeld(ResidentsHeld held)
{
    return set(kResidentsHeld, codeOf(held));
}

Result<> SettingsStore::setFeedCursor(const QString &cursor)
{
    return set(kFeedCursor, cursor);
}

Result<> SettingsStore::beginFeed(const QString &cursor)
{
    const auto begun = setFeedCursor(cursor);
    return begun ? setMissedFeed({}) : begun;
}

Result<MissedFeed> SettingsStore::missedFeed()
{
    const auto known = values();
    if (!known)
        return failure(known);
    MissedFeed missed{known->value(kMissedFrom), known->value(kMissedCases).split(u' ', Qt::SkipEmptyParts)};
    for (const QString &there : known->value(kFurtherCases).split(u' ', Qt::SkipEmptyParts))
        missed.further += hubCaseFromText(there);
    return missed;
}

Result<MissedFeed> SettingsStore::missedFeedFromHere()
{
    auto missed = missedFeed();
    const auto reached = feedCursor();
    if (!missed || !reached)
        return missed ? failure(reached) : missed;
    if (missed->isEmpty())
        missed->from = *reached;
    return missed;
}

Result<> SettingsStore::setMissedFeed(const MissedFeed &missed)
{
    QStringList further;
    for (const HubCase &there : missed.further)
        further += toText(there);
    return setAll({{kMissedFrom, missed.from},
                   {kMissedCases, missed.cases.join(u' ')},
                   {kFurtherCases, further.join(u' ')}});
}

Result<QDate> SettingsStore::hubHeardOn()
{
    Statement query(m_connection, u"SELECT value FROM settings WHERE key = ?"_s);
    const auto row = query.bind(QString(kHubHeardOn)).step();
    if (!row)
        return failure(row);
    return *row ? QDate::fromString(query.text(0), Qt::ISODate) : QDate();
}

Result<> SettingsStore::setHubHeardOn(QDate day)
{
    return set(kHubHeardOn, day.toString(Qt::ISODate));
}

QByteArray toBytes(const WitnessCount &count)
{
    return QByteArray::number(count.own) + ' ' + QByteArray::number(count.other) +
           (count.restored ? " 1" : " 0");
}

Result<WitnessCount> witnessCountFrom(const QByteArray &bytes)
{
    const QList<QByteArray> parts = bytes.split(' ');
    if (parts.size() != 3)
        return failure(ErrorCode::Damaged, u"witness"_s);
    return WitnessCount{parts[0].toLongLong(), parts[1].toLongLong(), parts[2] == "1"};
}

Result<WitnessCount> SettingsStore::witness()
{
    const auto keys = m_vault.keys({KeyUse::Settings});
    if (!keys)
        return failure(keys);
    const auto known = values();
    if (!known)
        return failure(known);
    if (!known->contains(kWitness))
        return WitnessCount();
    const auto bytes = (*keys)->open(KeyUse::Settings, kWitnessCell,
                                     QByteArray::fromBase64(known->value(kWitness).toLatin1()));
    return bytes ? witnessCountFrom(*bytes) : failure(bytes);
}

Result<> SettingsStore::setWitness(const WitnessCount &count)
{
    const auto keys = m_vault.keys({KeyUse::Settings});
    if (!keys)
        return failure(keys);
    const QByteArray sealed = (*keys)->seal(KeyUse::Settings, kWitnessCell, toBytes(count));
    return set(kWitness, QString::fromLatin1(sealed.toBase64()));
}

Result<RotationState> SettingsStore::rotation()
{
    const auto known = values();
    if (!known)
        return failure(known);
    return RotationState{known->value(kRotationWanted) == u"1"_s,
                         known->value(kRotationPlace, QString::number(RotationState::kIdle)).toInt(),
                         known->value(kRotationRow).toLongLong()};
}

Result<> SettingsStore::setRotation(const RotationState &state)
{
    return setAll({{kRotationWanted, state.wanted ? u"1"_s : u"0"_s},
                   {kRotationPlace, QString::number(state.place)},
                   {kRotationRow, QString::number(state.row)}});
}

Result<> SettingsStore::reseal()
{
    const auto hub = enrolment();
    if (!hub)
        return failure(hub);
    return *hub ? setEnrolment(**hub) : Result<>();
}

Result<std::optional<std::chrono::minutes>> SettingsStore::lockAfter()
{
    const auto known = values();
    if (!known)
        return failure(known);
    const auto set = known->constFind(kLockAfter);
    return set == known->cend() ? std::nullopt : std::optional(std::chrono::minutes(set->toInt()));
}

Result<> SettingsStore::setLockAfter(std::chrono::minutes idle)
{
    return set(kLockAfter, QString::number(idle.count()));
}

Result<QString> SettingsStore::scannerFolder()
{
    const auto known = values();
    return known ? Result<QString>(known->value(kScannerFolder)) : failure(known);
}

Result<> SettingsStore::setScannerFolder(const QString &folder)
{
    return set(kScannerFolder, folder);
}

} // namespace desk
