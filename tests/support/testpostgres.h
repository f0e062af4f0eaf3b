#pragma once

#include "support/catch.h"

#include <QString>

#include <sys/types.h>

/// A PostgreSQL server of the test program's own, in a temporary directory, on a Unix socket. It starts with
/// the first use and is gone with the program, however that ends.
class TestPostgres
{
public:
    /// nullptr where Debian's postgresql-15 is not installed: what needs it says "skipped" and passes.
    static TestPostgres *running();
    /// A server of one test's own, with more options of `postgres`; only where `running` gives one.
    explicit TestPostgres(const QString &options);
    TestPostgres(const TestPostgres &) = delete;
    TestPostgres &operator=(const TestPostgres &) = delete;
    ~TestPostgres();

    /// The address of a new, empty database.
    QString newDatabase();
    /// From now on every commit is on the disk before it is answered, as in an office.
    void keepEverything();
    /// Changes a setting of the running server.
    void set(const QString &name, const QString &value);
    /// Where its socket lies.
    const QString &directory() const { return m_directory; }

private:
    QString urlOf(const QString &database) const;

    QString m_directory;
    pid_t m_keeper = -1; ///< of the shell that keeps the server and removes the directory
    int m_databases = 0;
};

/// A standby of the test program's server, by streaming replication; made stopped.
class TestStandby
{
public:
    explicit TestStandby(const TestPostgres &primary);
    TestStandby(const TestStandby &) = delete;
    TestStandby &operator=(const TestStandby &) = delete;
    ~TestStandby();

    void start() { order("start"); }
    void stop() { order("stop"); }
    /// Starts it without its primary, as one that takes over. What it has not got by then it never will.
    void takeOver() { order("take over"); }
    /// The database of this address, here.
    QString urlOf(const QString &atPrimary) const;

private:
    void order(const char *what);

    const QString m_primary; ///< directory
    QString m_directory;
    pid_t m_keeper = -1; ///< of the shell that does what it is told on its standard input
    int m_orders = -1;
    int m_done = -1;
};

/// Begins a test that wants `server`; without one the test says so and passes.
#define NEEDS_POSTGRES(server)                                                                               \
    TestPostgres *const server = TestPostgres::running();                                                    \
    if (!server) {                                                                                           \
        WARN("skipped: postgresql-15 is not installed");                                                     \
        return;                                                                                              \
    }
