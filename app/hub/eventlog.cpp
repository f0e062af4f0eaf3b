#include "hub/eventlog.h"

#include "base/clock.h"
#include "base/logging.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

struct Event {
    const char *name;
    const char *message;
    const QList<EventField> &fields;
};

/// The one that is being logged by this thread: Qt hands on its text alone.
thread_local const Event *current = nullptr;

QJsonValue redactedValue(const QJsonValue &value)
{
    return value.isString() ? redacted(value.toString()) : value;
}

void writeJson(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    static constexpr const char *kLevels[] = {"debug", "warning", "critical", "fatal", "info"};
    QJsonObject line{{u"time"_s, isoInstant(SystemClock().utc())},
                     {u"level"_s, QLatin1String(kLevels[type])},
                     {u"event"_s, QLatin1String(current ? current->name : context.category)},
                     {u"message"_s, redacted(current ? QString::fromUtf8(current->message) : text)}};
    if (current) {
        for (const EventField &field : current->fields)
            line.insert(QLatin1String(field.name), redactedValue(field.value));
    }
    std::fputs((QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n').constData(), stderr);
}

/// Device and inode of the stream that systemd connected to its journal: systemd.exec(5).
bool isJournal(int file)
{
    struct stat status = {};
    return ::fstat(file, &status) == 0 &&
           qgetenv("JOURNAL_STREAM") ==
               QByteArray::number(quint64(status.st_dev)) + ':' + QByteArray::number(quint64(status.st_ino));
}

} // namespace

std::optional<LogFormat> logFormat(const QString &name)
{
    if (name.isEmpty())
        return isJournal(STDERR_FILENO) ? LogFormat::Json : LogFormat::Text;
    if (name == "text"_L1)
        return LogFormat::Text;
    return name == "json"_L1 ? std::optional(LogFormat::Json) : std::nullopt;
}

void startJsonLog()
{
    qInstallMessageHandler(writeJson);
}

void logEvent(QtMsgType level, const char *event, const char *message, const QList<EventField> &fields)
{
    QString text = QString::fromUtf8(message);
    for (const EventField &field : fields)
        text += u' ' + QLatin1String(field.name) + u'=' + field.value.toVariant().toString();
    const Event happening{event, message, fields};
    current = &happening;
    const QMessageLogger logger(nullptr, 0, nullptr, lcHub().categoryName());
    if (level == QtInfoMsg)
        logger.info("%ls", qUtf16Printable(text));
    else if (level == QtWarningMsg)
        logger.warning("%ls", qUtf16Printable(text));
    else
        logger.critical("%ls", qUtf16Printable(text));
    current = nullptr;
}

void logFailure(const char *event, const char *message, const Error &error)
{
    logEvent(QtWarningMsg, event, message, {{"code", errorCodeName(error.code)}, {"detail", error.detail}});
}

} // namespace desk
