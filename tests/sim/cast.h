#pragma once

#include "domain/casecontent.h"
#include "domain/demooffice.h"
#include "domain/resident.h"
#include "sim/simrandom.h"
#include "store/vault.h"

#include <QByteArray>
#include <QList>
#include <QString>

/// Who plays: clerks, supervisors and residents of the simulated branch.
class Cast
{
public:
    static const Cast &instance();

    QList<desk::DemoUser> users;
    QList<desk::DemoUser> clerks;
    QList<desk::DemoUser> supervisors;
    QList<desk::Resident> residents;

    static QByteArray signKeyOf(const QString &userId);
    static QByteArray signatureOf(const QString &userId, const QByteArray &payload);

private:
    Cast();
};

/// The paper a resident brings on a day: a new passport by its number's seed.
desk::CaseContent broughtBy(const desk::Resident &resident, QDate today, SimRandom &random);

/// A vault that is open, of every desk of the simulator.
desk::Vault &simVault();
inline const QString kSimStore = QStringLiteral("99999999-9999-4999-8999-999999999999");
