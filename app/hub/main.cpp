#include "base/logging.h"
#include "base/version.h"
#include "hub/commands.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("passport-hub"));
    QCoreApplication::setApplicationVersion(QLatin1String(desk::kVersion));
    const desk::SystemClock clock;
    return desk::runHubCommand(QCoreApplication::arguments().mid(1), clock);
}
