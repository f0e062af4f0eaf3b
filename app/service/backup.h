#pragma once

#include "service/office.h"

namespace desk
{

/// Where the scans of a backup lie: beside it.
QString scansOfBackup(const QString &path);

struct BackupReport {
    qint64 bytes = 0;        ///< of the desk
    qint64 scanBytes = 0;    ///< of the scans beside it
    qint64 auditEntries = 0; ///< the copy's chain, found intact
};

/// Keeping copies of what cannot be rebuilt: cases, outbox, audit, accounts, scans. Sealed as they are on the
/// desk, so a copy opens with the password of anybody who has an account in it. The register is rebuilt from
/// the hub or a file.
class Backup
{
public:
    explicit Backup(Office::Parts &parts)
        : m_parts(parts)
    {
    }

    /// A consistent copy, also while the window works on; looked at after writing. An office opened for
    /// reading leaves no audit entry of it.
    Result<BackupReport> write(const Actor &administrator, const QString &path) const;

private:
    Office::Parts &m_parts;
};

struct RestoreReport {
    qint64 auditEntries = 0;
    bool scans = false; ///< some lay beside the backup; without them the hub has those of waiting cases
    QString setAside;   ///< suffix under which the desk that was there is kept; empty: there was none
};

/// Puts a backup in the place of the desk in `dataDirectory`, or into an empty directory. `userName` is an
/// administrator of the backup. Reference numbers go on well after the last one the backup knows, because
/// later ones may stand on paper. Errors: UnsentLeft when the present desk holds what the hub has not got,
/// DeskBusy, those of signing in, ForeignFile, NewerSchema, Damaged.
Result<RestoreReport> restoreDesk(const QString &backup, const QString &dataDirectory,
                                  const QString &userName, const QString &password, const Clock &clock);

} // namespace desk
