#pragma once

#include "base/result.h"
#include "sql/packstore.h"

#include <QByteArray>
#include <QString>

namespace desk
{

/// Installs a rule pack that a person or the hub brought, in the caller's transaction: as `admitPack`, and
/// the same file again changes nothing. `by` is a user's id; empty: the hub.
Result<PackStore::Adoption> adoptPack(PackStore &packs, const QByteArray &file, const QString &by);

/// What `adoptPack` would say of a file here and now; nothing is installed.
Result<StoredPack> examinePack(PackStore &packs, const QByteArray &file);

/// Whether `adoptPack` failed because of the pack, not because of this desk's files.
bool isPackRefusal(ErrorCode code);

} // namespace desk
