#pragma once

#include "base/result.h"
#include "domain/resident.h"

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>

namespace desk
{

/// A resident with the keys of the residents file (contract §4); absent = null. `as_of` is an instant.
QJsonObject residentToJson(const Resident &resident);
Result<Resident> residentFromJson(const QJsonObject &object, const QString &pointer = {});

/// A resident's passports: number, issuer, issued_on, expires_on, state, case (the reference that recorded
/// it), personal_number (of its MRZ).
QJsonArray passportsToJson(const QList<PassportRecord> &passports);
Result<QList<PassportRecord>> passportsFromJson(const QJsonArray &array, const QString &pointer = {});

/// A resident with the whole history of passports, newest first, as the hub gives one.
struct RegisteredResident {
    Resident resident;
    QList<PassportRecord> passports;

    friend bool operator==(const RegisteredResident &, const RegisteredResident &) = default;
};
QJsonArray registeredToJson(const QList<RegisteredResident> &residents);
Result<QList<RegisteredResident>> registeredFromJson(const QJsonArray &array, const QString &pointer = {});

/// The passport on record when a case was begun, so that reviews and receipts show what it replaced even
/// after the register has moved on. Empty bytes: none was on record.
QByteArray recordedPassportToJson(const Passport &passport);
Result<Passport> recordedPassportFromJson(const QByteArray &json);

} // namespace desk
