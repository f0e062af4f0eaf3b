#pragma once

#include "hub/store.h"
#include "sql/connection.h"
#include "support/catch.h"

#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>

#include <sys/stat.h>

/// passport-hub as people run it.
class HubProgram
{
public:
    explicit HubProgram(const desk::HubPlace &place)
        : m_place(place)
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("XDG_STATE_HOME"), place.directory + QStringLiteral("/state"));
        environment.insert(QStringLiteral("LC_ALL"), QStringLiteral("C.UTF-8"));
        m_process.setProcessEnvironment(environment);
    }
    ~HubProgram()
    {
        if (m_process.state() != QProcess::NotRunning) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }

    int run(const QStringList &arguments)
    {
        start(arguments);
        REQUIRE(m_process.waitForFinished(60'000));
        m_out = m_process.readAllStandardOutput();
        m_err = m_process.readAllStandardError();
        return m_process.exitCode();
    }
    void start(const QStringList &arguments)
    {
        const QString scheme = desk::isPostgresql(m_place.database) ? QString() : QStringLiteral("sqlite:");
        m_process.start(QStringLiteral(DESK_BINARY_DIR "/passport-hub"),
                        QStringList{arguments.first(), QStringLiteral("--database"),
                                    scheme + m_place.database, QStringLiteral("--data"), m_place.directory} +
                            arguments.mid(1));
        REQUIRE(m_process.waitForStarted());
    }
    QString serve(const QStringList &options = {})
    {
        start(
            QStringList{QStringLiteral("serve"), QStringLiteral("--listen"), QStringLiteral("127.0.0.1:0")} +
            options);
        while (!m_process.canReadLine())
            REQUIRE(m_process.waitForReadyRead(30'000));
        return QString::fromUtf8(m_process.readLine()).trimmed();
    }
    int terminate()
    {
        m_process.terminate();
        REQUIRE(m_process.waitForFinished(30'000));
        CHECK(m_process.exitStatus() == QProcess::NormalExit);
        return m_process.exitCode();
    }
    void kill()
    {
        m_process.kill();
        m_process.waitForFinished();
    }
    /// What it has said on standard error since it was started.
    QByteArray log() { return m_process.readAllStandardError(); }
    /// Its standard error is this file from now on, which it is told is systemd's journal.
    void writeIntoJournal(const QString &path)
    {
        QFile file(path);
        REQUIRE(file.open(QIODevice::WriteOnly));
        struct stat status = {};
        REQUIRE(::fstat(file.handle(), &status) == 0);
        QProcessEnvironment environment = m_process.processEnvironment();
        environment.insert(QStringLiteral("JOURNAL_STREAM"),
                           QStringLiteral("%1:%2").arg(quint64(status.st_dev)).arg(quint64(status.st_ino)));
        m_process.setProcessEnvironment(environment);
        m_process.setStandardErrorFile(path, QIODevice::Append);
    }
    QString out() const { return QString::fromUtf8(m_out).trimmed(); }
    QString err() const { return QString::fromUtf8(m_err).trimmed(); }

private:
    const desk::HubPlace m_place;
    QProcess m_process;
    QByteArray m_out;
    QByteArray m_err;
};
