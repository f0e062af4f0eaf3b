#include "hub/rulecontext.h"

#include "domain/rules/engine.h"
#include "hub/register.h"
#include "sql/statement.h"

using namespace Qt::StringLiterals;

namespace desk
{

Result<std::optional<QString>> otherOpenCase(Connection &connection, qint64 about, const QString &caseId)
{
    Statement statement(connection, u"SELECT reference FROM cases WHERE resident_id = ? AND case_id <> ? "
                                    u"AND state IN ('submitted', 'returned')"_s);
    const Result<bool> row = statement.bind(about, caseId).step();
    if (!row)
        return failure(row);
    return *row ? std::optional(statement.text(0)) : std::nullopt;
}

Result<RuleContext> ruleContextFor(Connection &connection, const Clock &clock, const HubMeta &meta,
                                   const CaseContent &content, const QString &caseId)
{
    const CaseContent clean = normalised(content);
    Register residents(connection, clock);
    RuleContext context;
    context.today = clock.todayInRiyadh();
    context.specimenAllowed = meta.training;
    const qint64 id = residentId(clean.iqamaNumber).value_or(0); // nobody's
    const EnteredPassport &entered = clean.passport;
    if (!entered.number.isEmpty() && !entered.issuer.isEmpty()) {
        const Passport passport{entered.number, entered.issuer, {}, {}};
        auto holders = residents.holders(passport, id);
        if (!holders)
            return failure(holders);
        context.holders = *std::move(holders);
        const auto listed = residents.listedAs(passport);
        if (!listed)
            return failure(listed);
        context.listedAs = *listed;
    }
    const auto record = residents.find(id);
    if (!record)
        return failure(record);
    if (!*record)
        return context;
    context.resident = **record;
    const auto open = otherOpenCase(connection, id, caseId);
    if (!open)
        return failure(open);
    context.openCase = *open;
    auto sponsors = residents.sponsors(*context.resident);
    if (!sponsors)
        return failure(sponsors);
    context.sponsors = *std::move(sponsors);
    auto history = residents.passports(id);
    if (!history)
        return failure(history);
    context.history = *std::move(history);
    context.lastPassportUpdateOn = lastUpdateOf(context.history);
    return context;
}

} // namespace desk
