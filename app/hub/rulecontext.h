#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "domain/casecontent.h"
#include "domain/rules/context.h"
#include "hub/store.h"
#include "sql/connection.h"

#include <QString>

#include <optional>

namespace desk
{

/// What the rules may look up at the hub for this content, as `ResidentDesk::contextFor` gives it at a desk;
/// `caseId` is the case itself, which is no other open case. In the caller's transaction.
Result<RuleContext> ruleContextFor(Connection &connection, const Clock &clock, const HubMeta &meta,
                                   const CaseContent &content, const QString &caseId);

/// Reference of an open case of the resident other than `caseId`.
Result<std::optional<QString>> otherOpenCase(Connection &connection, qint64 residentId,
                                             const QString &caseId);

} // namespace desk
