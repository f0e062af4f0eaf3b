#include "service/backup.h"

#include "service/parts.h"
#include "store/backup.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr int kReferencesLeftOut = 500;

/// Copies the scans beside a backup to where they wait to take their place; false when there are none.
Result<bool> bringScans(const QString &backup, const QString &restoring)
{
    const QString scans = scansOfBackup(backup);
    if (!QFileInfo::exists(scans))
        return false;
    const auto copied = copyDatabaseFile(scans, restoring, EvidenceDatabase::kApplicationId);
    return copied ? Result<bool>(true) : failure(copied);
}

/// A log left behind would be taken for that of the database that comes in its place, so it goes into its own
/// first. What cannot be read is moved as it is.
Result<> setAside(const QString &database, qint32 applicationId, const QString &suffix)
{
    if (QFileInfo::exists(database)) {
        const auto folded = foldLogIn(database, applicationId);
        if (!folded && folded.error().code != ErrorCode::Damaged &&
            folded.error().code != ErrorCode::ForeignFile)
            return folded;
    }
    return setDatabaseAside(database, suffix);
}

/// How many items the desk that is to be replaced has not delivered; a damaged one cannot say, and is kept
/// aside.
Result<int> unsentIn(const DeskFiles &files, const Clock &clock)
{
    Vault closed;
    const auto present = DeskDatabase::open(files.deskDatabase(), Access::Read, closed, clock);
    if (!present && present.error().code == ErrorCode::Damaged)
        return 0;
    if (!present)
        return failure(present);
    const auto counts = (*present)->outbox().counts();
    if (!counts)
        return failure(counts);
    return counts->unsent();
}

/// Whose register lies in the directory; empty when the desk there cannot say.
QString storeIdIn(const DeskFiles &files, const Clock &clock)
{
    Vault closed;
    const auto present = DeskDatabase::open(files.deskDatabase(), Access::Read, closed, clock);
    if (!present)
        return {};
    const auto identity = (*present)->settings().identity();
    return identity ? identity->storeId : QString();
}

/// Opens the copy, brings it up to date and makes it ready to go on.
Result<RestoreReport> prepare(DeskDatabase &copy, Vault &vault, const QString &userName,
                              const QString &password)
{
    const auto user = copy.users().authenticate(userName, password);
    if (!user)
        return failure(user);
    const Actor actor{user->userId, user->name, user->displayNameEn, user->roles};
    if (const auto allowed = Office::Parts::require(actor, Act::KeepBackups); !allowed)
        return failure(allowed);
    const auto chain = copy.audit().verify();
    if (!chain)
        return failure(chain);
    if (!chain->intact)
        return failure(ErrorCode::Damaged, u"audit %1"_s.arg(chain->brokenAt));
    Transaction transaction(copy.connection());
    if (const auto skipped = copy.cases().skipReferences(kReferencesLeftOut); !skipped)
        return failure(skipped);
    if (const auto recovered = copy.outbox().recover(); !recovered)
        return failure(recovered);
    auto witness = copy.settings().witness();
    if (!witness)
        return failure(witness);
    witness->restored = true;
    if (const auto set = copy.settings().setWitness(*witness); !set)
        return failure(set);
    const auto noted = copy.audit().append({u"desk.restored"_s, user->userId, {}, {}});
    if (!noted)
        return failure(noted);
    if (const auto done = transaction.commit(); !done)
        return failure(done);
    vault.close();
    return RestoreReport{.auditEntries = chain->entries, .scans = false, .setAside = {}};
}

} // namespace

QString scansOfBackup(const QString &path)
{
    return path + u".scans"_s;
}

Result<BackupReport> Backup::write(const Actor &administrator, const QString &path) const
{
    if (const auto allowed = Office::Parts::require(administrator, Act::KeepBackups); !allowed)
        return failure(allowed);
    if (m_parts.access == Office::Access::Write) {
        Transaction transaction(m_parts.desk->connection());
        if (const auto noted = m_parts.note(administrator, u"desk.backed_up"_s, {}); !noted)
            return failure(noted);
        if (const auto done = transaction.commit(); !done)
            return failure(done);
    }
    if (const auto copied = copyDatabase(m_parts.desk->connection(), path); !copied)
        return failure(copied);
    const auto copy = DeskDatabase::open(path, desk::Access::Read, *m_parts.vault, m_parts.clock);
    if (!copy)
        return failure(copy);
    const auto chain = (*copy)->audit().verify();
    if (!chain)
        return failure(chain);
    if (!chain->intact)
        return failure(ErrorCode::Damaged, u"audit %1"_s.arg(chain->brokenAt));
    // After the desk, so that every scan a case of the copy names is there.
    const QString scans = scansOfBackup(path);
    if (const auto copied = copyDatabase(m_parts.evidenceDatabase->connection(), scans); !copied)
        return failure(copied);
    return BackupReport{QFileInfo(path).size(), QFileInfo(scans).size(), chain->entries};
}

Result<RestoreReport> restoreDesk(const QString &backup, const QString &dataDirectory,
                                  const QString &userName, const QString &password, const Clock &clock)
{
    if (!QFileInfo::exists(backup))
        return failure(ErrorCode::CannotOpen, backup);
    const DeskFiles files = DeskFiles::at(dataDirectory);
    const auto lock = DataDirectory::lock(files, u"passportctl"_s, DataDirectory::Use::New);
    if (!lock)
        return failure(lock);
    if (files.exist()) {
        const auto unsent = unsentIn(files, clock);
        if (!unsent)
            return failure(unsent);
        if (*unsent > 0)
            return failure(ErrorCode::UnsentLeft, QString::number(*unsent));
    }
    const QString restoring = files.deskDatabase() + u".restoring"_s;
    if (const auto copied = copyDatabaseFile(backup, restoring, DeskDatabase::kApplicationId); !copied)
        return failure(copied);
    const QString restoringScans = files.evidenceDatabase() + u".restoring"_s;
    const auto scans = bringScans(backup, restoringScans);
    if (!scans)
        return failure(scans);
    Result<RestoreReport> report;
    QString storeId;
    {
        Vault vault;
        const auto copy = DeskDatabase::open(restoring, desk::Access::Write, vault, clock);
        if (!copy)
            return failure(copy);
        report = prepare(**copy, vault, userName, password);
        if (!report)
            return report;
        const auto identity = (*copy)->settings().identity();
        if (!identity)
            return failure(identity);
        storeId = identity->storeId;
    }
    const QString suffix = u"before-"_s + clock.utc().toString(u"yyyyMMdd'T'HHmmss'Z'");
    bool other = false;
    if (files.exist()) {
        report->setAside = suffix;
        other = storeIdIn(files, clock) != storeId;
    }
    if (other) {
        if (const auto aside = setDatabaseAside(files.registryDatabase(), suffix); !aside)
            return failure(aside);
    }
    // Scans of a later key would not open here any more.
    if (other || *scans) {
        if (const auto aside = setAside(files.evidenceDatabase(), EvidenceDatabase::kApplicationId, suffix);
            !aside)
            return failure(aside);
    }
    if (const auto aside = setAside(files.deskDatabase(), DeskDatabase::kApplicationId, suffix); !aside)
        return failure(aside);
    if (*scans) {
        if (const auto moved = moveDatabase(restoringScans, files.evidenceDatabase()); !moved)
            return failure(moved);
        report->scans = true;
    }
    // The last: until it is there the directory holds no desk, and the restore can be done again.
    if (const auto moved = moveDatabase(restoring, files.deskDatabase()); !moved)
        return failure(moved);
    Vault closed;
    const auto registry =
        RegistryDatabase::open(files.registryDatabase(), desk::Access::Write, closed, clock);
    if (!registry)
        return failure(registry);
    const auto evidence =
        EvidenceDatabase::open(files.evidenceDatabase(), desk::Access::Write, closed, clock);
    if (!evidence)
        return failure(evidence);
    return report;
}

} // namespace desk
