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

// f_type of statfs(2): NFS, SMB, SMB2, CIFS, FUSE, 9p, AFS. SQLite's locks do not hold there.
constexpr std::array<unsigned long, 7> kNetworkFileSystems = {0x6969,     0x517b,     0xfe534d42, 0xff534d42,
                                                              0x65735546, 0x01021997, 0x5346414f};

QString systemError()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

bool onNetwork(const QByteArray &path)
{
    struct statfs system;
    if (statfs(path.constData(), &system) != 0)
        return false;
    const auto type = static_cast<unsigned long>(system.f_type) & 0xffffffffUL;
    return std::find(kNetworkFileSystems.begin(), kNetworkFileSystems.end(), type) !=
           kNetworkFileSystems.end();
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
