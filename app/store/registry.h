#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/resident.h"
#include "domain/residentquery.h"
#include "sql/connection.h"
#include "store/heardlog.h"
#include "store/loadruns.h"
#include "store/residentloader.h"
#include "store/residentrecord.h"
#include "store/settingsstore.h"
#include "store/vault.h"

#include <QDate>
#include <QDateTime>
#include <QList>
#include <QString>

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace desk
{

/// What a resident's row did to the register (contract §4).
enum class Upserted { Added, Updated, Unchanged, Older };

/// Which case changed a passport; empty for one that came from elsewhere.
struct PassportOrigin {
    QString caseReference = {};
    QDate on = {};                                      ///< the day, in Riyadh
    PassportState previous = PassportState::Superseded; ///< what becomes of the passport before it
};

/// How far the import of one file has come, written with each batch.
struct ImportProgress {
    qint64 rows = 0; ///< data rows done, from the start of the file
    qint64 added = 0;
    qint64 updated = 0;
    qint64 unchanged = 0;
    qint64 rejected = 0;
    bool complete = false;
};

/// How far the hub's snapshot of the register has been taken, written with each part of it.
struct SnapshotProgress {
    QString epoch;  ///< of the hub
    QString cursor; ///< of its feed, to go on from
    QString place;  ///< of the page under way; empty: the first
    QString last;   ///< iqama number of the last resident taken
    qint64 residents = 0;
    qint64 total = 0;    ///< of the whole snapshot, as the hub said when it began
    bool isRead = false; ///< every page was taken
};

struct RegistryInfo {
    qint64 residents = 0;
    QDateTime changedAt; ///< when a batch last came in, UTC; invalid: never
    QString feedCursor;  ///< empty: none yet
};

/// Everything this desk knows about residents. Callers see residents and questions, never how they are kept:
/// each resident is one sealed record, found by keyed hashes of its numbers and of the words of its names. A
/// hash only proposes: what it finds is opened and compared.
///
/// Whatever speaks of a resident is VaultLocked while nobody is signed in, and Damaged for a record that does
/// not open. Writing calls belong to the caller's Transaction.
class Registry
{
public:
    Registry(Connection &connection, Vault &vault, const Clock &clock);

    /// VaultLocked while the register can neither be asked nor changed.
    Result<> checkOpen() const;

    /// An older version changes nothing; an equal or missing one with other content is Updated, with equal
    /// content Unchanged. A passport other than the recorded one joins the history and supersedes it; a
    /// resident without a passport keeps the recorded one.
    Result<Upserted> upsert(const Resident &resident, const PassportOrigin &origin = {});

    /// A resident with the whole history, as the hub's feed gives it (newest first). Idempotent; an older
    /// version changes nothing.
    Result<Upserted> adopt(const Resident &resident, const QList<PassportRecord> &passports);

    /// In the place of what is known, whatever its version: the hub has lost that. What came of a case the
    /// hub does not tell of goes.
    Result<> putBack(const Resident &resident, const QList<PassportRecord> &passports);

    /// The feed changed the resident at this position.
    Result<> noteHeard(qint64 position, const QString &iqamaNumber);
    struct Heard {
        HeardLog::Entry place;
        QString iqamaNumber;
    };
    /// Whom it changed after a place, in order.
    Result<QList<Heard>> heardAfter(const HeardLog::Entry &place, int most);
    HeardLog &heard() { return m_heard; }

    Result<std::optional<Resident>> byIqama(const QString &iqamaNumber);
    /// Newest first.
    Result<QList<PassportRecord>> passports(const QString &iqamaNumber);
    /// Residents who hold or held a passport of this number, current holders first. Any issuer when empty.
    Result<QList<Resident>> byPassport(const QString &number, const QString &issuer = {});
    /// Those whose active passport it is (RC-005).
    Result<QList<Resident>> holdersOf(const QString &issuer, const QString &number);
    /// What somebody's history says of a passport that must not be used again: Lost or Recalled (RC-006).
    Result<std::optional<PassportState>> listedAs(const QString &issuer, const QString &number);
    Result<QList<Resident>> byBorder(const QString &borderNumber);
    Result<QList<Resident>> byMobile(const QString &mobile);
    Result<QList<Resident>> byEmployer(const QString &employerId, int limit = kMaxCandidates);
    /// Members of the household this person heads, without the head.
    Result<QList<Resident>> byHead(const QString &headId);
    /// As `lastUpdateOf`.
    Result<QDate> lastUpdateOn(const QString &iqamaNumber);

    /// Decides by the shape of the query which questions to ask; digits and script do not matter. Best first.
    /// Cancelled soon after `stop` was asked for.
    Result<ResidentMatches> find(const FindRequest &request, const std::stop_token &stop = {});

    /// As the settings' (store/settingsstore.h), of this file.
    Result<WitnessCount> witness();
    Result<> setWitness(const WitnessCount &count);

    Result<RegistryInfo> info();
    /// Notes the time; for writers that set neither cursor nor progress.
    Result<> markChanged();
    /// Together with what the cursor stands for.
    Result<> setFeedCursor(const QString &cursor);

    /// `source` identifies the file's content; nullopt: never begun.
    Result<std::optional<ImportProgress>> importProgress(const QString &source);
    Result<> setImportProgress(const QString &source, const ImportProgress &progress);
    /// For a register that holds nothing but the residents an import of this file added so far: its residents
    /// can be appended without a look at what is there. nullptr for any other.
    Result<std::unique_ptr<ResidentLoader>> loader(const std::optional<ImportProgress> &progress);
    /// The same, for one that holds nothing but the residents a snapshot added.
    Result<std::unique_ptr<ResidentLoader>> loader(const SnapshotProgress &progress);
    /// With `run` of the same residents. Found by nothing before the runs are indexed.
    Result<> append(std::span<const LoadedResident> residents, const LoadRuns::Run &run);
    /// The same without the run, which is appended in the same transaction.
    Result<> appendRecords(std::span<const LoadedResident> residents);
    LoadRuns loadRuns() { return LoadRuns(m_connection); }

    /// nullopt: none is being taken. VaultLocked while nobody is signed in.
    Result<std::optional<SnapshotProgress>> snapshotProgress();
    Result<> setSnapshotProgress(const SnapshotProgress &progress);
    /// Whether one is being taken.
    Result<bool> takesSnapshot();
    /// Forgets how far a snapshot has come: it is whole, or another is begun.
    Result<> endSnapshot();
    /// Rows in one transaction of an import.
    static constexpr int kImportBatch = 50'000;

    /// At most so many residents are ranked for one name: what a clerk waits for without noticing.
    static constexpr int kMaxRanked = 600;
    /// At most so many are given for one number.
    static constexpr int kMaxCandidates = 2'000;

    /// Makes what finds residents again when an earlier version of the program made it otherwise.
    Result<> refreshIndex();

    /// Seals up to `limit` residents after `residentId` with the newest key, and moves what finds them along;
    /// the resident reached, `SealedTable::kAllSealed` after the last.
    Result<qint64> resealAfter(qint64 residentId, int limit);

private:
    friend class ResidentSearch; ///< ranks the residents that the index of names proposes

    using Keys = std::shared_ptr<const KeySet>;
    struct Kept {
        qint64 id = 0;
        int generation = 0; ///< of the key it is sealed with
        ResidentRecord record;
    };
    using Accept = std::function<bool(const ResidentRecord &)>;

    Result<Keys> keys() const;
    Result<qint64> lastId();
    static Result<Kept> opened(const KeySet &keys, qint64 id, const QByteArray &sealed);
    Result<std::optional<Kept>> kept(const QString &iqamaNumber);
    Result<std::optional<Kept>> keptById(const KeySet &keys, qint64 id);
    /// Those with `value` in `column` whom `accept` takes, in the order they came.
    Result<QList<Kept>> keptBy(QByteArrayView column, const QString &value, const Accept &accept, int limit);
    Result<QList<Resident>> residentsBy(QByteArrayView column, const QString &value, const Accept &accept,
                                        int limit = kMaxCandidates);
    Result<> insert(const KeySet &keys, const ResidentRecord &record);
    Result<> replace(const KeySet &keys, const Kept &old, const ResidentRecord &record);
    friend class ResidentLoader;
    static LoadedResident loaded(const KeySet &keys, NameTokens &names, qint64 id,
                                 const ResidentRecord &record);
    Result<std::unique_ptr<ResidentLoader>> loaderAfter(qint64 residents);
    /// In order, each once.
    static std::vector<quint64> numberHashes(const KeySet &keys, const ResidentRecord &record,
                                             int generation);
    Result<QString> value(const QString &key);
    Result<> setValue(const QString &key, const QString &value);

    Connection &m_connection;
    Vault &m_vault;
    const Clock &m_clock;
    HeardLog m_heard; ///< by the key of the resident's row
};

} // namespace desk
