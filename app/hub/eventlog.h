#pragma once

#include "base/result.h"

#include <QJsonValue>
#include <QList>
#include <QString>
#include <QtGlobal>

#include <optional>

namespace desk
{

/// How the log on standard error is written.
enum class LogFormat {
    Text, ///< for people: warnings; everything is in the log file
    Json, ///< for whoever collects logs: everything, one object a line
};

/// The format of this name; of the empty one, JSON where standard error is systemd's journal, else text.
std::optional<LogFormat> logFormat(const QString &name);

/// Sends Qt's log to standard error from now on, redacted, one JSON object a line: `time`, `level`, `event`,
/// `message`, and what the event says of itself. Call once, early in main().
void startJsonLog();

/// What an event says of itself: a count, a time, or a word of the hub's own, which is a code, a route or an
/// id. Nothing of a person, and nothing as it came from outside.
struct EventField {
    const char *name;
    QJsonValue value;
};

/// Logs that something happened: to programs by its name, to people by a sentence.
void logEvent(QtMsgType level, const char *event, const char *message, const QList<EventField> &fields = {});

/// What failed, as a warning.
void logFailure(const char *event, const char *message, const Error &error);

} // namespace desk
