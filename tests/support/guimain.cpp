#define CATCH_CONFIG_RUNNER
#include "support/catch.h"
#include "support/expectedwarning.h"

#include <QApplication>
#include <QLocale>
#include <QStandardPaths>

int main(int argc, char *argv[])
{
    if (!qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    QLocale::setDefault(QLocale::c());
    installWarningTrap();
    return Catch::Session().run(argc, argv);
}
