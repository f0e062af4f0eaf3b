#include "support/testpostgres.h"

#include "sql/connection.h"
#include "support/catch.h"

#include <QFile>
#include <QTemporaryDir>

#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

constexpr const char *kPrograms = "/usr/lib/postgresql/15/bin";

// $1 programs, $2 directory. Says a line once the server takes connections.
constexpr const char *kKeeper = R"(
trap 'test -n "$server" && kill -QUIT $server && wait $server; rm -rf "$2"; exit' TERM
"$1/initdb" -D "$2/data" -U hub -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$2/log" 2>&1
echo "fsync = off" >>"$2/data/postgresql.conf"
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c max_connections=200 \
    -c shared_buffers=64MB -c max_wal_size=1GB >>"$2/log" 2>&1 &
server=$!
until "$1/pg_isready" -q -h "$2" || ! kill -0 $server; do sleep 0.05; done
echo
wait $server
rm -rf "$2"
)";

/// The server refuses to run as root.
const passwd *serversUser()
{
    return ::geteuid() == 0 ? ::getpwnam(::getpwnam("postgres") ? "postgres" : "nobody") : nullptr;
}

} // namespace

TestPostgres *TestPostgres::running()
{
    if (!QFile::exists(QString::fromLatin1(kPrograms) + u"/postgres"_s))
        return nullptr;
    static TestPostgres server;
    return &server;
}

TestPostgres::TestPostgres()
{
    QTemporaryDir directory;
    directory.setAutoRemove(false);
    REQUIRE(directory.isValid());
    m_directory = directory.path();
    const QByteArray path = QFile::encodeName(m_directory);
    const passwd *const user = serversUser();
    if (user)
        REQUIRE(::chown(path.constData(), user->pw_uid, user->pw_gid) == 0);
    int ready[2] = {};
    REQUIRE(::pipe(ready) == 0);
    m_keeper = ::fork();
    REQUIRE(m_keeper >= 0);
    if (m_keeper == 0) {
        const bool isServersUser = !user || (::setgroups(0, nullptr) == 0 && ::setgid(user->pw_gid) == 0 &&
                                             ::setuid(user->pw_uid) == 0);
        ::prctl(PR_SET_PDEATHSIG, SIGTERM); // after setuid, which forgets it
        ::setsid();                         // an interrupt from the keyboard is the program's
        if (isServersUser && ::dup2(ready[1], STDOUT_FILENO) >= 0 && ::chdir("/") == 0)
            ::execl("/bin/sh", "sh", "-c", kKeeper, "sh", kPrograms, path.constData(), nullptr);
        ::_exit(127);
    }
    ::close(ready[1]);
    char line = 0;
    REQUIRE(::read(ready[0], &line, 1) == 1);
    ::close(ready[0]);
}

TestPostgres::~TestPostgres()
{
    ::kill(m_keeper, SIGTERM);
    ::waitpid(m_keeper, nullptr, 0);
}

QString TestPostgres::urlOf(const QString &database) const
{
    return u"postgresql:///%1?host=%2&user=hub"_s.arg(database, m_directory);
}

QString TestPostgres::newDatabase()
{
    const auto connection = Connection::open(urlOf(u"postgres"_s), Access::Write, 0);
    REQUIRE(connection);
    const QString name = u"test%1"_s.arg(++m_databases);
    REQUIRE((*connection)->execute(u"CREATE DATABASE "_s + name));
    return urlOf(name);
}

void TestPostgres::keepEverything()
{
    const auto connection = Connection::open(urlOf(u"postgres"_s), Access::Write, 0);
    REQUIRE(connection);
    REQUIRE((*connection)->execute(u"ALTER SYSTEM SET fsync = on"_s));
    REQUIRE((*connection)->execute(u"SELECT pg_reload_conf()"_s));
}
