#include "hub/store.h"

#include "hub/epochs.h"
#include "sql/migrator.h"
#include "sql/statement.h"

#include <QDir>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr qint32 kApplicationId = 0x50444862; // "PDHb"

Result<std::unique_ptr<Connection>> openAt(const HubPlace &place, Access access)
{
    const Result<Migrator> migrator = Migrator::fromDirectory(u":/migrations/hub"_s);
    if (!migrator)
        return failure(migrator);
    auto connection = Connection::open(place.database, access, kApplicationId);
    if (!connection)
        return connection;
    const Result<> current =
        access == Access::Write ? migrator->migrate(**connection) : migrator->check(**connection);
    if (!current)
        return failure(current);
    return connection;
}

} // namespace

Result<HubPlace> hubPlace(const QString &database, const QString &data)
{
    HubPlace place;
    if (!database.isEmpty()) {
        const bool isServer = isPostgresql(database);
        if (!isServer && (!database.startsWith("sqlite:"_L1) || database.size() == 7))
            return failure(ErrorCode::Usage, u"--database"_s, u"expected sqlite:PATH or postgresql://…"_s);
        if (isServer && data.isEmpty())
            return failure(ErrorCode::Usage, u"--data"_s, u"PostgreSQL has no directory of its own"_s);
        place.database = isServer ? database : QFileInfo(database.mid(7)).absoluteFilePath();
    }
    place.directory = data.isEmpty() ? QFileInfo(place.database).absolutePath() : QDir(data).absolutePath();
    if (database.isEmpty()) {
        if (data.isEmpty())
            return failure(ErrorCode::Usage, u"--database"_s, u"missing"_s);
        place.database = QDir(place.directory).filePath(u"hub.db"_s);
    }
    return place;
}

Result<std::unique_ptr<Connection>> makeHub(const HubPlace &place)
{
    return openAt(place, Access::Write);
}

Result<> initialiseHub(Connection &connection, const QString &branch, bool training, const Clock &clock)
{
    const Result<qint64> rows = connection.number(u"SELECT count(*) FROM hub_meta"_s);
    if (!rows)
        return failure(rows);
    if (*rows)
        return failure(ErrorCode::AlreadyExists, connection.name());
    const Result<QString> epoch = Epochs(connection, clock).begin();
    if (!epoch)
        return failure(epoch);
    if (const auto done = Statement(connection, u"INSERT INTO hub_meta VALUES (1, ?, ?, ?)"_s)
                              .bind(*epoch, training, clock.utc())
                              .run();
        !done)
        return done;
    // Branches other than the capital's are known by their code until someone names them.
    const bool capital = branch == "RUH"_L1;
    return Statement(connection, u"INSERT INTO branches VALUES (?, ?, ?)"_s)
        .bind(branch, capital ? u"الرياض"_s : branch, capital ? u"Riyadh"_s : branch)
        .run();
}

Result<std::unique_ptr<Connection>> openHub(const HubPlace &place, Access access)
{
    if (!isPostgresql(place.database) && !QFileInfo::exists(place.database))
        return failure(ErrorCode::CannotOpen, place.database, u"no hub here; run init first"_s);
    return openAt(place, access);
}

Result<HubMeta> hubMeta(Connection &connection)
{
    Statement statement(connection, u"SELECT epoch, training FROM hub_meta"_s);
    const Result<bool> row = statement.step();
    if (!row)
        return failure(row);
    if (!*row)
        return failure(ErrorCode::CannotOpen, connection.name(), u"init did not finish"_s);
    return HubMeta{statement.text(0), statement.flag(1)};
}

Result<std::unique_ptr<HubLock>> HubLock::take(const HubPlace &place)
{
    if (isPostgresql(place.database))
        return std::unique_ptr<HubLock>(new HubLock(-1));
    const QString path = place.database + u".lock"_s;
    const int file = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return failure(ErrorCode::CannotOpen, path, QString::fromLocal8Bit(std::strerror(errno)));
    if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
        char holder[32] = {};
        const ssize_t size = ::pread(file, holder, sizeof holder - 1, 0);
        ::close(file);
        return failure(ErrorCode::DeskBusy, QString::fromLatin1(holder, size > 0 ? size : 0));
    }
    const QByteArray pid = QByteArray::number(qint64(::getpid()));
    if (::ftruncate(file, 0) != 0 || ::pwrite(file, pid.constData(), size_t(pid.size()), 0) != pid.size()) {
        ::close(file);
        return failure(ErrorCode::CannotOpen, path);
    }
    return std::unique_ptr<HubLock>(new HubLock(file));
}

HubLock::~HubLock()
{
    if (m_file >= 0)
        ::close(m_file);
}

} // namespace desk
