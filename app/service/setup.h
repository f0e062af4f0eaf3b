#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <QString>

namespace desk
{

struct DeskSetup {
    QString branch; ///< code of two to five capital letters
    int workstation = 0;
    QString administrator; ///< user name of the first administrator
    QString password;
};

/// Makes an empty desk in `dataDirectory`: DeskExists when there is one. The printed recovery key, which is
/// kept nowhere: it is shown now or never.
Result<QString> makeDesk(const QString &dataDirectory, const DeskSetup &setup, const Clock &clock);

struct DemoSetup {
    int residents = 5000;
    quint64 seed = 1;
    bool withCases = true;
};

/// Makes the demo office RUH: synthetic residents, six users with the password "demo-office", and a case in
/// every state. The same setup gives the same residents and users, here and at the hub. The recovery key.
Result<QString> makeDemoDesk(const QString &dataDirectory, const DemoSetup &setup, const Clock &clock);

} // namespace desk
