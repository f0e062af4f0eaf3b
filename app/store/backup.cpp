#include "store/backup.h"

#include "store/schema.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

Result<> makeDurable(const QString &path)
{
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return failure(ErrorCode::CannotOpen, path, QString::fromLocal8Bit(std::strerror(errno)));
    const bool synced = ::fsync(file) == 0;
    ::close(file);
    return synced ? Result<>() : failure(ErrorCode::StoreFailed, path, u"fsync"_s);
}

Result<> looksWhole(const QString &path, qint32 applicationId)
{
    const auto copy = Connection::open(path, Access::Read, applicationId);
    if (!copy)
        return failure(copy);
    return quickCheck(**copy);
}

} // namespace

Result<> copyDatabase(Connection &from, const QString &path)
{
    const QString unfinished = path + u".unfinished"_s;
    QFile::remove(unfinished); // left by an attempt that did not finish
    const auto done = [&]() -> Result<> {
        if (const auto copied = from.copyInto(unfinished); !copied)
            return copied;
        QFile::setPermissions(unfinished, QFile::ReadOwner | QFile::WriteOwner);
        if (const auto whole = looksWhole(unfinished, from.applicationId()); !whole)
            return whole;
        if (const auto durable = makeDurable(unfinished); !durable)
            return durable;
        return moveDatabase(unfinished, path);
    }();
    if (!done)
        QFile::remove(unfinished);
    return done;
}

Result<> copyDatabaseFile(const QString &from, const QString &path, qint32 applicationId)
{
    const auto source = Connection::open(from, Access::Read, applicationId);
    if (!source)
        return failure(source);
    return copyDatabase(**source, path);
}

Result<> moveDatabase(const QString &from, const QString &to)
{
    if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return failure(ErrorCode::CannotOpen, to, QString::fromLocal8Bit(std::strerror(errno)));
    return makeDurable(QFileInfo(to).absolutePath());
}

Result<> foldLogIn(const QString &path, qint32 applicationId)
{
    const auto database = Connection::open(path, Access::Write, applicationId);
    if (!database)
        return failure(database);
    return (*database)->execute(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
}

Result<> setDatabaseAside(const QString &path, const QString &suffix)
{
    for (const QString &part : {u""_s, u"-wal"_s, u"-shm"_s}) {
        const QString from = path + part;
        if (!QFileInfo::exists(from))
            continue;
        if (!QFile::rename(from, path + u'.' + suffix + part))
            return failure(ErrorCode::CannotOpen, from);
    }
    return makeDurable(QFileInfo(path).absolutePath());
}

} // namespace desk
