#pragma once

#include "domain/casecontent.h"

#include <QDateTime>
#include <QMap>
#include <QString>

namespace desk
{

/// The fields of a case whose origin is kept, by their path in the case file, with their values as text.
QMap<QString, QString> fieldValues(const CaseContent &content);

/// Gives every field of `content` its provenance: that of `before` where neither value nor source changed,
/// else the source told in `sources` (Typed where nothing is told), by `userId` at `at`. Empty fields have
/// none.
void stampProvenance(CaseContent &content, const CaseContent &before,
                     const QMap<QString, FieldSource> &sources, const QString &userId, const QDateTime &at);

} // namespace desk
