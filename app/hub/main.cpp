#include "base/memorydumps.h"
#include "base/version.h"
#include "hub/commands.h"

#include <QCoreApplication>

#include <sys/stat.h>

int main(int argc, char *argv[])
{
    desk::forbidMemoryDumps();
    ::umask(077); // everything the hub writes is its own
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("passport-hub"));
    QCoreApplication::setApplicationVersion(QLatin1String(desk::kVersion));
    const desk::SystemClock clock;
    return desk::runHubCommand(QCoreApplication::arguments().mid(1), clock);
}
