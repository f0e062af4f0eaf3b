#pragma once

#include "base/result.h"

#include <QString>

#include <memory>

namespace desk
{

/// Where a desk keeps its files (contract §2).
struct DeskFiles {
    QString directory;

    QString deskDatabase() const;
    QString registryDatabase() const;
    QString evidenceDatabase() const;
    /// True when a desk has been begun here.
    bool exist() const;

    /// `given`, else $PASSPORT_DESK_DATA, else $XDG_DATA_HOME/passport-desk.
    static DeskFiles at(const QString &given);
};

/// The right to write a data directory: one process at a time, for as long as the object lives. The kernel
/// lets go of it when the process dies, however it dies.
class DataDirectory
{
public:
    enum class Use {
        Existing, ///< NoDesk when no desk has been begun here
        New,      ///< makes the directory, mode 0700
    };

    /// `program` is what a second process is told. Errors: NoDesk, DeskBusy (`where` is "program (pid)"),
    /// CannotOpen (also for network file systems, where SQLite's locks do not hold).
    static Result<std::unique_ptr<DataDirectory>> lock(const DeskFiles &files, const QString &program,
                                                       Use use);
    DataDirectory(const DataDirectory &) = delete;
    DataDirectory &operator=(const DataDirectory &) = delete;
    ~DataDirectory();

    const DeskFiles &files() const { return m_files; }

private:
    DataDirectory(DeskFiles files, int lockFile);

    DeskFiles m_files;
    int m_lockFile;
};

} // namespace desk
