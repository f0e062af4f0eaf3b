#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/resident.h"
#include "domain/residentquery.h"
#include "sql/connection.h"

#include <QDate>
#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace desk
{

class Statement;

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

struct RegistryInfo {
    qint64 residents = 0;
    QDateTime changedAt; ///< when a batch last came in, UTC; invalid: never
    QString feedCursor;  ///< empty: none yet
};

/// Everything this desk knows about residents. Callers see residents and questions, never how they are kept:
/// the next storage seals each record and finds it by keyed hashes.
///
/// Writing calls belong to the caller's Transaction.
class Registry
{
public:
    Registry(Connection &connection, const Clock &clock);

    /// An older version changes nothing; an equal or missing one with other content is Updated, with equal
    /// content Unchanged. A passport other than the recorded one joins the history and supersedes it; a
    /// resident without a passport keeps the recorded one.
    Result<Upserted> upsert(const Resident &resident, const PassportOrigin &origin = {});

    /// A resident with the whole history, as the hub's feed gives it (newest first); `on` is the day in
    /// Riyadh it came. Idempotent; an older version changes nothing.
    Result<Upserted> adopt(const Resident &resident, const QList<PassportRecord> &passports, QDate on);

    Result<std::optional<Resident>> byIqama(const QString &iqamaNumber);
    /// Newest first.
    Result<QList<PassportRecord>> passports(const QString &iqamaNumber);
    /// Residents who hold or held a passport of this number, current holders first. Any issuer when empty.
    Result<QList<Resident>> byPassport(const QString &number, const QString &issuer = {});
    /// Those whose active passport it is (RC-005).
    Result<QList<Resident>> holdersOf(const QString &issuer, const QString &number);
    Result<QList<Resident>> byBorder(const QString &borderNumber);
    Result<QList<Resident>> byMobile(const QString &mobile);
    Result<QList<Resident>> byEmployer(const QString &employerId, int limit = kMaxCandidates);
    /// Members of the household this person heads, without the head.
    Result<QList<Resident>> byHead(const QString &headId);
    /// The day a case last changed the recorded passport (EL-009); invalid: never.
    Result<QDate> lastUpdateOn(const QString &iqamaNumber);

    /// Decides by the shape of the query which questions to ask; digits and script do not matter. Best first.
    Result<ResidentMatches> find(const FindRequest &request);

    Result<RegistryInfo> info();
    /// Notes the time; for writers that set neither cursor nor progress.
    Result<> markChanged();
    /// Together with what the cursor stands for.
    Result<> setFeedCursor(const QString &cursor);

    /// `source` identifies the file's content; nullopt: never begun.
    Result<std::optional<ImportProgress>> importProgress(const QString &source);
    Result<> setImportProgress(const QString &source, const ImportProgress &progress);
    /// Rows in one transaction of an import.
    static constexpr int kImportBatch = 10'000;

    /// At most so many residents are ranked for one question.
    static constexpr int kMaxCandidates = 2'000;

    /// Makes the index of names again when an earlier version of the program made it otherwise.
    Result<> refreshNames();

private:
    struct Kept {
        qint64 id = 0;
        Resident resident;
    };
    struct KeptPassport {
        qint64 id = 0;
        PassportRecord record;
    };

    Result<std::optional<Kept>> kept(const QString &iqamaNumber);
    Result<qint64> insert(const Resident &resident);
    Result<> update(qint64 id, const Resident &old, const Resident &resident);
    static Statement &bindResident(Statement &statement, const Resident &resident);
    Result<> recordPassport(qint64 id, const Passport &passport, const PassportOrigin &origin);
    Result<> insertPassport(qint64 id, const PassportRecord &record, QDate on);
    Result<> mergeHistory(qint64 id, const QList<PassportRecord> &passports, QDate on);
    Result<QList<KeptPassport>> history(qint64 id);
    static Result<QList<Resident>> all(Statement &query);
    Result<QString> value(const QString &key);
    Result<> setValue(const QString &key, const QString &value);

    Connection &m_connection;
    const Clock &m_clock;
};

} // namespace desk
