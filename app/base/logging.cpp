#include "base/logging.h"

#include "base/clock.h"

#include <QDir>
#include <QFile>
#include <QMutex>
#include <QRegularExpression>

#include <cstdio>
#include <memory>

namespace desk
{

Q_LOGGING_CATEGORY(lcStore, "desk.store")
Q_LOGGING_CATEGORY(lcSync, "desk.sync")
Q_LOGGING_CATEGORY(lcService, "desk.service")
Q_LOGGING_CATEGORY(lcUi, "desk.ui")
Q_LOGGING_CATEGORY(lcHub, "desk.hub")

namespace
{

constexpr qint64 kMaxLogBytes = 1024 * 1024;
constexpr int kOlderFiles = 4;

class LogFile
{
public:
    explicit LogFile(const QString &path)
        : m_file(path)
    {
    }

    bool open()
    {
        return m_file.open(QIODevice::WriteOnly | QIODevice::Append) &&
               m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    }

    void write(QtMsgType type, const QMessageLogContext &context, const QString &message)
    {
        static constexpr const char *kLevels[] = {"debug", "warning", "critical", "fatal", "info"};
        const QString line =
            QStringLiteral("%1 %2 %3 %4\n")
                .arg(isoInstant(QDateTime::currentDateTimeUtc()), QLatin1String(kLevels[type]),
                     QLatin1String(context.category), redacted(message));
        const QByteArray bytes = line.toUtf8();
        const QMutexLocker lock(&m_mutex);
        if (m_file.size() + bytes.size() > kMaxLogBytes)
            rotate();
        m_file.write(bytes);
        m_file.flush();
        if (type != QtDebugMsg && type != QtInfoMsg)
            std::fputs(bytes.constData(), stderr);
    }

private:
    void rotate()
    {
        const QString path = m_file.fileName();
        m_file.close();
        QFile::remove(path + QStringLiteral(".%1").arg(kOlderFiles));
        for (int i = kOlderFiles - 1; i >= 1; --i)
            QFile::rename(path + QStringLiteral(".%1").arg(i), path + QStringLiteral(".%1").arg(i + 1));
        QFile::rename(path, path + QStringLiteral(".1"));
        open();
    }

    QMutex m_mutex;
    QFile m_file;
};

LogFile *logFile = nullptr;

void handleMessage(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    logFile->write(type, context, message);
}

} // namespace

QString redacted(const QString &text)
{
    // Not within a UUID, which is nobody's number.
    static const QRegularExpression digits(
        QStringLiteral("\\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b(*SKIP)(*FAIL)|"
                       "[0-9\\x{0660}-\\x{0669}\\x{06F0}-\\x{06F9}]{6,}"));
    static const QRegularExpression controls(QStringLiteral("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]"));
    static const QRegularExpression arabic(QStringLiteral("[\\x{0620}-\\x{064A}\\x{0671}-\\x{06D3}]{2,}"));
    static const QRegularExpression mrz(QStringLiteral("[A-Z0-9<]*<[A-Z0-9<]{8,}"));
    static const QRegularExpression passport(QStringLiteral("\\b[A-Z]{1,2}[0-9]{5,8}\\b"));
    QString out = text;
    for (const QRegularExpression &pattern : {mrz, passport, digits, arabic})
        out.replace(pattern, QStringLiteral("•••"));
    out.replace(u'\n', QStringLiteral("\\n"));
    out.replace(u'\r', QStringLiteral("\\r"));
    for (auto found = controls.match(out); found.hasMatch(); found = controls.match(out)) {
        const ushort unit = out[found.capturedStart()].unicode();
        out.replace(found.capturedStart(), found.capturedLength(),
                    QStringLiteral("\\u%1").arg(unit, 4, 16, QLatin1Char('0')));
    }
    return out;
}

Result<> startLogFile(const QString &program, const QString &directory)
{
    QString path = directory;
    if (path.isEmpty()) {
        // QStandardPaths has no state location before Qt 6.7.
        const QString state =
            qEnvironmentVariable("XDG_STATE_HOME", QDir::homePath() + QStringLiteral("/.local/state"));
        path = state + QStringLiteral("/passport-desk");
    }
    if (!QDir().mkpath(path))
        return failure(ErrorCode::CannotOpen, path);
    auto file = std::make_unique<LogFile>(path + QLatin1Char('/') + program + QStringLiteral(".log"));
    if (!file->open())
        return failure(ErrorCode::CannotOpen, path);
    logFile = file.release(); // lives as long as the process: messages may come from any static destructor
    qInstallMessageHandler(handleMessage);
    return {};
}

} // namespace desk
