#pragma once

#include "base/result.h"
#include "domain/rules/pack.h"
#include "store/packstore.h"

#include <QByteArray>
#include <QString>

namespace desk
{

struct PackAdoption {
    QString version;
    QDate effectiveFrom;
    bool already = false; ///< the very same file was installed before and stands
};

/// Installs a rule pack that a person or the hub brought, in the caller's transaction: as `admitPack`, and
/// the same file again changes nothing. `by` is a user's id; empty: the hub.
Result<PackAdoption> adoptPack(PackStore &packs, const QByteArray &file, const QString &by);

} // namespace desk
