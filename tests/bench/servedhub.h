#pragma once

#include "bench/hubload.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>

#include <cstdio>
#include <unistd.h>

namespace desk::bench
{

/// A hub in a process of its own, so that its memory can be told from the benchmark's. Its limits for one
/// address and one desk are lifted: here all of a country comes from one machine.
class ServedHub
{
public:
    explicit ServedHub(const HubPlace &place)
    {
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(QCoreApplication::applicationFilePath(),
                        {QStringLiteral("--serve"), place.database, place.directory});
        REQUIRE(m_process.waitForReadyRead(60'000));
        m_url = QString::fromLatin1(m_process.readLine()).trimmed();
        REQUIRE(m_url.startsWith(u"https://"));
    }
    ~ServedHub()
    {
        m_process.closeWriteChannel();
        m_process.waitForFinished(60'000);
    }

    const QString &url() const { return m_url; }
    /// Resident memory, MiB.
    double memory() const
    {
        QFile status(QStringLiteral("/proc/%1/status").arg(m_process.processId()));
        REQUIRE(status.open(QIODevice::ReadOnly));
        for (const QByteArray &line : status.readAll().split('\n')) {
            if (line.startsWith("VmRSS:"))
                return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
        }
        return 0;
    }

    /// What the process itself does; for `main`. nullopt: this is not it.
    static std::optional<int> serve(const QStringList &arguments)
    {
        if (arguments.size() != 4 || arguments[1] != u"--serve")
            return std::nullopt;
        const BenchClock clock;
        const HubPlace place{arguments[2], arguments[3]};
        const auto certificate = ownCertificate(place.directory, clock);
        if (!certificate)
            return 1;
        HttpLimits limits;
        limits.perAddress = limits.connections;
        HubServer server(clock, {place, QStringLiteral("127.0.0.1"), 0, *certificate, limits,
                                 {1'000'000, 1'000'000}});
        if (!server.start())
            return 1;
        std::printf("%s\n", qPrintable(server.url()));
        std::fflush(stdout);
        char byte = 0;
        while (read(STDIN_FILENO, &byte, 1) > 0) {
        }
        return 0;
    }

private:
    QProcess m_process;
    QString m_url;
};

} // namespace desk::bench
