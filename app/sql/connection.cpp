#include "sql/connection.h"

#include "base/logging.h"
#include "sql/postgresdriver.h"
#include "sql/sqlitedriver.h"
#include "sql/statement.h"

#include <span>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

constexpr const char16_t *kCommonSettings[] = {
    u"PRAGMA busy_timeout=5000",  u"PRAGMA foreign_keys=ON", u"PRAGMA trusted_schema=OFF",
    u"PRAGMA cell_size_check=ON", u"PRAGMA mmap_size=0",     u"PRAGMA temp_store=MEMORY",
    u"PRAGMA cache_size=-8000",
};
constexpr const char16_t *kWriterSettings[] = {
    u"PRAGMA journal_mode=WAL",        u"PRAGMA synchronous=FULL",
    u"PRAGMA secure_delete=ON",        u"PRAGMA journal_size_limit=67108864",
    u"PRAGMA wal_autocheckpoint=1000",
};
constexpr const char16_t *kReaderSettings[] = {
    u"PRAGMA query_only=ON",
    u"PRAGMA wal_autocheckpoint=0",
};

} // namespace

bool isPostgresql(const QString &database)
{
    return database.startsWith("postgresql://"_L1);
}

Connection::Connection(QString path, Access access, qint32 applicationId, std::unique_ptr<Driver> driver)
    : m_path(std::move(path))
    , m_access(access)
    , m_applicationId(applicationId)
    , m_driver(std::move(driver))
{
}

Connection::~Connection()
{
    Q_ASSERT(m_live == 0);
    Q_ASSERT(!m_inTransaction);
}

Result<std::unique_ptr<Connection>> Connection::open(const QString &database, Access access,
                                                     qint32 applicationId)
{
    const auto with = [&](std::unique_ptr<Driver> driver) {
        return std::unique_ptr<Connection>(
            new Connection(database, access, applicationId, std::move(driver)));
    };
    if (isPostgresql(database)) {
        auto driver = PostgresDriver::open(database, access);
        if (!driver)
            return failure(driver);
        return with(*std::move(driver));
    }
    auto driver = SqliteDriver::open(database, access);
    if (!driver)
        return failure(driver);
    auto connection = with(*std::move(driver));
    // Before any setting: journal_mode would already change a foreign file.
    if (const auto ours = connection->checkOwner(); !ours)
        return failure(ours);
    if (const auto set = connection->applySettings(); !set)
        return failure(set);
    return connection;
}

Result<> Connection::checkOwner()
{
    const auto withName = [this](Error error) {
        error.where = name();
        return tl::unexpected<Error>(std::move(error));
    };
    const auto owner = number(u"PRAGMA application_id"_s);
    if (!owner)
        return withName(owner.error());
    if (*owner == m_applicationId)
        return {};
    const auto objects = number(u"SELECT count(*) FROM sqlite_master"_s);
    if (!objects)
        return withName(objects.error());
    const bool fresh = *owner == 0 && *objects == 0;
    if (!fresh)
        return withName({ErrorCode::ForeignFile, {}, u"application_id %1"_s.arg(*owner)});
    return {};
}

Result<> Connection::applySettings()
{
    const auto run = [this](std::span<const char16_t *const> settings) -> Result<> {
        for (const char16_t *setting : settings) {
            if (const auto done = execute(QString::fromUtf16(setting)); !done)
                return done;
        }
        return {};
    };
    if (const auto done = run(kCommonSettings); !done)
        return done;
    return run(m_access == Access::Write ? std::span<const char16_t *const>(kWriterSettings)
                                         : std::span<const char16_t *const>(kReaderSettings));
}

Result<> Connection::admit()
{
    if (m_refusal)
        return tl::unexpected<Error>(*m_refusal);
    if (m_failAt > 0 && --m_failAt == 0) {
        const Error error{ErrorCode::DiskFull, {}, u"failed on purpose"_s};
        if (m_inTransaction)
            m_refusal = error;
        return tl::unexpected<Error>(error);
    }
    if (m_lost) {
        if (!m_driver->reopen())
            return tl::unexpected<Error>(m_driver->failure().error);
        m_lost = false;
    }
    return {};
}

Error Connection::failed()
{
    SqlFailure failure = m_driver->failure();
    if (failure.isUnsure) {
        m_mustRestart = true;
        failure.error.code = ErrorCode::MustRestart;
    }
    if (m_inTransaction && failure.endsTransaction)
        m_refusal = failure.error;
    if (failure.isLost)
        m_lost = true;
    if (failure.isAlarming || failure.isLost)
        qCWarning(lcStore, "%ls: %ls", qUtf16Printable(name()), qUtf16Printable(failure.error.detail));
    return std::move(failure.error);
}

Result<> Connection::execute(const QString &sql)
{
    if (const auto admitted = admit(); !admitted)
        return admitted;
    if (!m_driver->execute(sql))
        return tl::unexpected<Error>(failed());
    return {};
}

Result<qint64> Connection::number(const QString &sql)
{
    Statement query(*this, sql);
    const auto row = query.step();
    if (!row)
        return failure(row);
    if (!*row)
        return failure(ErrorCode::NotFound);
    return query.number(0);
}

Result<> Connection::copyInto(const QString &path)
{
    // Nothing of this database is written, but a reader's setting forbids the statement.
    const bool reading = m_access == Access::Read;
    if (reading) {
        if (const auto lifted = execute(u"PRAGMA query_only=OFF"_s); !lifted)
            return lifted;
    }
    const auto copied = Statement(*this, u"VACUUM INTO ?"_s).bind(path).run();
    if (reading) {
        if (const auto restored = execute(u"PRAGMA query_only=ON"_s); !restored)
            return restored;
    }
    return copied;
}

Result<std::unique_ptr<PreparedStatement>> Connection::take(const QString &sql)
{
    const auto idle = m_idle.find(sql);
    std::unique_ptr<PreparedStatement> statement = idle != m_idle.end() ? std::move(idle->second) : nullptr;
    if (!statement)
        statement = m_driver->prepare(sql);
    if (!statement)
        return tl::unexpected<Error>(failed());
    ++m_live;
    return statement;
}

void Connection::giveBack(const QString &sql, std::unique_ptr<PreparedStatement> statement)
{
    --m_live;
    statement->reset();
    statement->clear();
    if (auto &slot = m_idle[sql]; !slot)
        slot = std::move(statement);
}

} // namespace desk
