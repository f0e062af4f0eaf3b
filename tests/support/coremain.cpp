#define CATCH_CONFIG_RUNNER
#include "support/catch.h"
#include "support/expectedwarning.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStandardPaths>

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    QLocale::setDefault(QLocale::c());
    installWarningTrap();
    return Catch::Session().run(argc, argv);
}
