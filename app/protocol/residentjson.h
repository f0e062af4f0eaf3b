#pragma once

#include "base/result.h"
#include "domain/resident.h"

#include <QJsonArray>
#include <QJsonObject>

namespace desk
{

/// A resident with the keys of the residents file (contract §4); absent = null. `as_of` is an instant.
QJsonObject residentToJson(const Resident &resident);
Result<Resident> residentFromJson(const QJsonObject &object, const QString &pointer = {});

/// A resident's passports: number, issuer, issued_on, expires_on, state, case (the reference that recorded
/// it).
QJsonArray passportsToJson(const QList<PassportRecord> &passports);
Result<QList<PassportRecord>> passportsFromJson(const QJsonArray &array, const QString &pointer = {});

} // namespace desk
