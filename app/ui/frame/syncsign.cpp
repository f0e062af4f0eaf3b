#include "ui/frame/syncsign.h"

#include "base/bidi.h"
#include "text/dates.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace desk
{

namespace
{

QString words(const char *text, int count = -1)
{
    return QCoreApplication::translate("SyncSign", text, nullptr, count);
}

QString joined(const QString &detail, const QString &more)
{
    return more.isEmpty() ? detail : detail + u' ' + more;
}

} // namespace

QString unsentAlarm(const SyncStatus &status)
{
    const QString since = isolate(displayDateTime(status.oldestUnsentAt));
    switch (status.age) {
    case UnsentAge::Usual:
        return {};
    case UnsentAge::Noticeable:
        return words(QT_TRANSLATE_NOOP("SyncSign", "The oldest waits since %1.")).arg(since);
    case UnsentAge::Supervisor:
        return words(QT_TRANSLATE_NOOP("SyncSign", "The oldest waits since %1: tell the supervisor."))
            .arg(since);
    case UnsentAge::Branch:
        return words(QT_TRANSLATE_NOOP("SyncSign", "The oldest waits since %1: tell the head of the branch."))
            .arg(since);
    }
    Q_UNREACHABLE();
}

SyncSign syncSign(const SyncStatus &status, const QDateTime &now)
{
    const QString last =
        status.lastSuccessAt.isValid() ? displayMoment(status.lastSuccessAt, now) : QString();
    if (!status.enrolled) {
        return {StatusKind::None,
                u"nolink"_s,
                words(QT_TRANSLATE_NOOP("SyncSign", "Not linked to a hub")),
                {},
                words(QT_TRANSLATE_NOOP(
                    "SyncSign", "Entering and saving work. Cases wait here until this desk is enrolled."))};
    }
    if (status.paused) {
        return {StatusKind::Err, u"err"_s, words(QT_TRANSLATE_NOOP("SyncSign", "Sending has stopped")), last,
                words(QT_TRANSLATE_NOOP("SyncSign", "The hub refused this desk. No data were lost. Tell the "
                                                    "administrator."))};
    }
    if (!status.online && !status.running && status.offlineSince.isValid()) {
        const QString since = displayMoment(status.offlineSince, now);
        return {
            status.isOverdue() ? StatusKind::Err : StatusKind::Warn, u"nolink"_s,
            words(QT_TRANSLATE_NOOP("SyncSign", "Offline since")), since,
            joined(
                words(
                    QT_TRANSLATE_NOOP(
                        "SyncSign",
                        "Offline since %1. Entering and saving work; cases are sent when the line is back."))
                    .arg(isolate(since)),
                unsentAlarm(status))};
    }
    if (status.snapshot) {
        const auto number = [](qint64 value) { return isolate(QString::number(value)); };
        const SnapshotPace &pace = *status.snapshot;
        const QString come =
            pace.total == 0
                ? words(QT_TRANSLATE_NOOP("SyncSign",
                                          "The hub is being asked. Look-ups find everybody when the "
                                          "register is whole; cases follow."))
                : words(QT_TRANSLATE_NOOP("SyncSign",
                                          "%1 of %2 residents, %3 a second. Look-ups find everybody "
                                          "when it is whole; cases follow."))
                      .arg(number(pace.taken), number(pace.total), number(pace.perSecond));
        return {StatusKind::Wait, u"link"_s,
                words(QT_TRANSLATE_NOOP("SyncSign", "The register is coming from the hub")), last, come};
    }
    const int needsPerson = status.quarantined + status.conflicted;
    if (status.unsent() > 0) {
        return {status.isOverdue() ? StatusKind::Err : StatusKind::Warn, u"warn"_s,
                words(QT_TRANSLATE_N_NOOP("SyncSign", "%n case(s) not sent"), status.unsent()), last,
                joined(needsPerson > 0
                           ? words(QT_TRANSLATE_N_NOOP("SyncSign", "%n case(s) need you."), needsPerson)
                           : words(QT_TRANSLATE_NOOP("SyncSign", "They are tried again by themselves.")),
                       unsentAlarm(status))};
    }
    if (status.conflicted > 0) {
        return {StatusKind::Warn, u"warn"_s,
                words(QT_TRANSLATE_N_NOOP("SyncSign", "%n case(s) in conflict"), status.conflicted), last,
                words(QT_TRANSLATE_N_NOOP("SyncSign", "%n case(s) need you."), needsPerson)};
    }
    if (status.allSent())
        return {
            StatusKind::Ok, u"link"_s, words(QT_TRANSLATE_NOOP("SyncSign", "Online, all sent")), last, {}};
    return {StatusKind::Wait, u"link"_s, words(QT_TRANSLATE_NOOP("SyncSign", "Connecting")), last, {}};
}

} // namespace desk
