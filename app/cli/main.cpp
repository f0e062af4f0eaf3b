#include "cli/commandline.h"

#include <QCoreApplication>

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("passport-desk"));
    const desk::SystemClock clock;
    return desk::cli::runProgram(QCoreApplication::arguments(), clock);
}
