#include "store/datadirectory.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <array>
#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr mode_t kOwnerOnly = 0700;

// f_type of statfs(2). SQLite's locks do not hold on file systems of other machines.
constexpr unsigned long kNfs = 0x6969;
constexpr unsigned long kSmb = 0x517b;
constexpr unsigned long kSmb2 = 0xfe534d42;
constexpr unsigned long kCifs = 0xff534d42;
constexpr unsigned long kFuse = 0x65735546;

QString systemError()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

/// 0 when it cannot be told.
unsigned long fileSystemOf(const char *path)
{
    struct statfs system;
    return statfs(path, &system) == 0 ? static_cast<unsigned long>(system.f_type) & 0xffffffffUL : 0;
}

bool onNetwork(const QByteArray &path)
{
    switch (const unsigned long type = fileSystemOf(path.constData())) {
    case kNfs:
    case kSmb:
    case kSmb2:
    case kCifs:
        return true;
    case kFuse:
        // A whole system on FUSE is a container's overlay on a local disk, not a mounted share.
        return fileSystemOf("/") != type;
    default:
        return false;
    }
}

Result<> makeDirectory(const QString &directory)
{
    if (!QDir().mkpath(directory))
        return failure(ErrorCode::CannotOpen, directory, systemError());
    if (chmod(QFile::encodeName(directory).constData(), kOwnerOnly) != 0)
        return failure(ErrorCode::CannotOpen, directory, systemError());
    return {};
}

QString holderOf(int file)
{
    std::array<char, 256> text;
    const auto length = pread(file, text.data(), text.size(), 0);
    return length > 0 ? QString::fromUtf8(text.data(), length).trimmed() : QString();
}

bool writeHolder(int file, const QString &program)
{
    const QByteArray text = u"%1 (%2)\n"_s.arg(program).arg(getpid()).toUtf8();
    return ftruncate(file, 0) == 0 &&
           pwrite(file, text.constData(), static_cast<size_t>(text.size()), 0) == text.size();
}

} // namespace

QString DeskFiles::deskDatabase() const
{
    return directory + u"/desk.db"_s;
}

QString DeskFiles::registryDatabase() const
{
    return directory + u"/registry.db"_s;
}

QString DeskFiles::evidenceDatabase() const
{
    return directory + u"/evidence.db"_s;
}

bool DeskFiles::exist() const
{
    return QFileInfo::exists(deskDatabase());
}

DeskFiles DeskFiles::at(const QString &given)
{
    if (!given.isEmpty())
        return {QDir::cleanPath(QDir::current().absoluteFilePath(given))};
    if (const QString named = qEnvironmentVariable("PASSPORT_DESK_DATA"); !named.isEmpty())
        return {QDir::cleanPath(QDir::current().absoluteFilePath(named))};
    return {QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/passport-desk"_s};
}

DataDirectory::DataDirectory(DeskFiles files, int lockFile)
    : m_files(std::move(files))
    , m_lockFile(lockFile)
{
}

DataDirectory::~DataDirectory()
{
    ::close(m_lockFile);
}

Result<std::unique_ptr<DataDirectory>> DataDirectory::lock(const DeskFiles &files, const QString &program,
                                                           Use use)
{
    if (use == Use::New) {
        if (const auto made = makeDirectory(files.directory); !made)
            return failure(made);
    } else if (!files.exist()) {
        return failure(ErrorCode::NoDesk, files.directory);
    }
    const QByteArray directory = QFile::encodeName(files.directory);
    if (onNetwork(directory))
        return failure(ErrorCode::CannotOpen, files.directory, u"network file system"_s);
    const int file = ::open((directory + "/lock").constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return failure(ErrorCode::CannotOpen, files.directory, systemError());
    if (flock(file, LOCK_EX | LOCK_NB) != 0) {
        const QString holder = holderOf(file);
        ::close(file);
        return failure(ErrorCode::DeskBusy, holder);
    }
    std::unique_ptr<DataDirectory> locked(new DataDirectory(files, file));
    if (!writeHolder(file, program))
        return failure(ErrorCode::CannotOpen, files.directory, systemError());
    return locked;
}

} // namespace desk
