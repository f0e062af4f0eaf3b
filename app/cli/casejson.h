#pragma once

#include "cli/json.h"

#include "service/views.h"

#include <QDate>
#include <QDateTime>
#include <QJsonValue>

namespace desk::cli
{

/// "YYYY-MM-DDTHH:MM:SS.sssZ", absent when invalid.
Json instant(const QDateTime &at);
/// A value read from or written by `protocol`; members in alphabetical order.
Json fromQt(const QJsonValue &value);

/// "YYYY-MM-DD", absent when invalid.
Json day(QDate date);
/// The findings of a case, in both languages.
Json findingsOf(const QList<Finding> &findings);
/// A case as `cases` lists it.
Json rowOf(const CaseRow &row);
/// A case as `case` shows it: the row with revisions, decisions and timeline.
Json caseOf(const CaseView &view);

} // namespace desk::cli
