#include "support/testpostgres.h"

#include "sql/connection.h"
#include "support/catch.h"

#include <QFile>
#include <QTemporaryDir>

#include <fcntl.h>
#include <grp.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <vector>

using namespace desk;
using namespace Qt::StringLiterals;

namespace
{

constexpr const char *kPrograms = "/usr/lib/postgresql/15/bin";

// $1 programs, $2 directory, $3 more options. Says a line once the server takes connections.
constexpr const char *kKeeper = R"(
trap 'test -n "$server" && kill -QUIT $server && wait $server; rm -rf "$2"; exit' TERM
"$1/initdb" -D "$2/data" -U hub -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$2/log" 2>&1
echo "fsync = off" >>"$2/data/postgresql.conf"
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c max_connections=200 \
    -c shared_buffers=64MB -c max_wal_size=1GB $3 >>"$2/log" 2>&1 &
server=$!
until "$1/pg_isready" -q -h "$2" || ! kill -0 $server; do sleep 0.05; done
echo
wait $server
rm -rf "$2"
)";

// $1 programs, $2 directory, $3 the primary's. Says a line once there is a copy, and after each order.
constexpr const char *kStandbyKeeper = R"(
trap '' TERM
"$1/pg_basebackup" -h "$3" -U hub -D "$2/data" -R -c fast --no-sync >"$2/log" 2>&1
start() { "$1/pg_ctl" -D "$2/data" -w -s -o "-k $2 -c listen_addresses= -c max_connections=200 $3" start >>"$2/log" 2>&1; }
stop() { "$1/pg_ctl" -D "$2/data" -w -s -m immediate stop >>"$2/log" 2>&1; }
echo
while read -r order; do
    case $order in
    start) start "$1" "$2" "" ;;
    stop) stop "$1" "$2" ;;
    "take over") start "$1" "$2" "-c primary_conninfo=" && "$1/pg_ctl" -D "$2/data" -w -s promote >>"$2/log" 2>&1 ;;
    esac
    echo
done
stop "$1" "$2"
rm -rf "$2"
)";

/// The server refuses to run as root.
const passwd *serversUser()
{
    return ::geteuid() == 0 ? ::getpwnam(::getpwnam("postgres") ? "postgres" : "nobody") : nullptr;
}

/// A temporary directory that the server can write.
QString serversDirectory()
{
    QTemporaryDir directory;
    directory.setAutoRemove(false);
    REQUIRE(directory.isValid());
    if (const passwd *const user = serversUser()) {
        const QByteArray path = QFile::encodeName(directory.path());
        REQUIRE(::chown(path.constData(), user->pw_uid, user->pw_gid) == 0);
    }
    return directory.path();
}

/// Starts a shell that keeps a server, and is told of the program's end. `orders` is written to its standard
/// input, if wanted, `said` read from its standard output.
pid_t keep(const char *script, const QStringList &operands, int *orders, int &said)
{
    const passwd *const user = serversUser();
    QByteArrayList words = {"sh", "-c", script, "sh", kPrograms};
    for (const QString &operand : operands)
        words += QFile::encodeName(operand);
    std::vector<char *> arguments;
    for (QByteArray &word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    int in[2] = {-1, -1};
    int out[2] = {-1, -1};
    REQUIRE((!orders || ::pipe2(in, O_CLOEXEC) == 0));
    REQUIRE(::pipe2(out, O_CLOEXEC) == 0);
    const pid_t keeper = ::fork();
    REQUIRE(keeper >= 0);
    if (keeper == 0) {
        const bool isServersUser = !user || (::setgroups(0, nullptr) == 0 && ::setgid(user->pw_gid) == 0 &&
                                             ::setuid(user->pw_uid) == 0);
        ::prctl(PR_SET_PDEATHSIG, SIGTERM); // after setuid, which forgets it
        ::setsid();                         // an interrupt from the keyboard is the program's
        const bool hears = !orders || ::dup2(in[0], STDIN_FILENO) >= 0;
        if (isServersUser && hears && ::dup2(out[1], STDOUT_FILENO) >= 0 && ::chdir("/") == 0)
            ::execv("/bin/sh", arguments.data());
        ::_exit(127);
    }
    ::close(out[1]);
    said = out[0];
    if (orders) {
        ::close(in[0]);
        *orders = in[1];
    }
    return keeper;
}

void awaitLine(int from)
{
    char line = 0;
    REQUIRE(::read(from, &line, 1) == 1);
}

} // namespace

TestPostgres *TestPostgres::running()
{
    if (!QFile::exists(QString::fromLatin1(kPrograms) + u"/postgres"_s))
        return nullptr;
    static TestPostgres server({});
    return &server;
}

TestPostgres::TestPostgres(const QString &options)
    : m_directory(serversDirectory())
{
    int ready = -1;
    m_keeper = keep(kKeeper, {m_directory, options}, nullptr, ready);
    awaitLine(ready);
    ::close(ready);
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
    set(u"fsync"_s, u"on"_s);
}

void TestPostgres::set(const QString &name, const QString &value)
{
    const auto connection = Connection::open(urlOf(u"postgres"_s), Access::Write, 0);
    REQUIRE(connection);
    REQUIRE((*connection)->execute(u"ALTER SYSTEM SET %1 = '%2'"_s.arg(name, value)));
    REQUIRE((*connection)->execute(u"SELECT pg_reload_conf()"_s));
}

TestStandby::TestStandby(const TestPostgres &primary)
    : m_primary(primary.directory())
    , m_directory(serversDirectory())
{
    m_keeper = keep(kStandbyKeeper, {m_directory, m_primary}, &m_orders, m_done);
    awaitLine(m_done);
}

TestStandby::~TestStandby()
{
    ::close(m_orders);
    ::waitpid(m_keeper, nullptr, 0);
    ::close(m_done);
}

QString TestStandby::urlOf(const QString &atPrimary) const
{
    return QString(atPrimary).replace(m_primary, m_directory);
}

void TestStandby::order(const char *what)
{
    const QByteArray line = QByteArray(what) + '\n';
    REQUIRE(::write(m_orders, line.constData(), size_t(line.size())) == line.size());
    awaitLine(m_done);
}
