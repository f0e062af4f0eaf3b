#include "cli/command.h"
#include "cli/commands.h"
#include "cli/session.h"

#include "domain/decisionreason.h"
#include "service/casedesk.h"
#include "service/reviewdesk.h"
#include "text/catalogue.h"

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

/// "CODE" covers every supervisor finding, "RULE=CODE" one.
Result<> readReasons(const Invocation &invocation, DecisionInput &input)
{
    for (const QString &reason : invocation.values(u"reason"_s)) {
        const qsizetype equals = reason.indexOf(u'=');
        const QString code = reason.mid(equals + 1);
        if (!fromCode<DecisionReason>(code))
            return failure(ErrorCode::Usage, u"--reason"_s);
        if (equals < 0)
            input.reason = code;
        else
            input.ruleReasons.insert(reason.left(equals), code);
    }
    return {};
}

Result<Ending> answer(const Invocation &invocation, const Session &session, const QString &caseId)
{
    const auto view = session.office().cases().view(caseId);
    if (!view)
        return failure(view);
    invocation.output.object(Json::object({{"case", view->row.caseId},
                                           {"reference", view->row.reference},
                                           {"state", codeOf(view->row.state)}}));
    invocation.output.line(invocation.output.shown(view->row.reference) + u' ' +
                           Catalogue::builtIn().word(view->row.state, invocation.common.language));
    return Ending::Positive;
}

Result<Ending> decide(const Invocation &invocation)
{
    DecisionInput input;
    const auto decision = fromCode<Decision>(invocation.arguments.at(1));
    if (!decision)
        return failure(ErrorCode::Usage, invocation.arguments.at(1));
    input.decision = *decision;
    input.contentSha256 = invocation.value(u"hash"_s);
    input.comment = invocation.value(u"comment"_s);
    if (const auto read = readReasons(invocation, input); !read)
        return failure(read);
    const auto session = Session::open(invocation, Office::Access::Write, Act::DecideCase);
    if (!session)
        return failure(session);
    const auto caseId = session->office().cases().caseIdOf(invocation.arguments.first());
    if (!caseId)
        return failure(caseId);
    const auto done =
        session->office().review().decide(session->actor(), *caseId, input, std::chrono::milliseconds(0));
    if (!done)
        return failure(done);
    return answer(invocation, *session, *caseId);
}

Result<Ending> withdraw(const Invocation &invocation)
{
    if (!fromCode<DecisionReason>(invocation.value(u"reason"_s)))
        return failure(ErrorCode::Usage, u"--reason"_s);
    const auto session = Session::open(invocation, Office::Access::Write, Act::EnterCase);
    if (!session)
        return failure(session);
    CaseDesk &cases = session->office().cases();
    const auto caseId = cases.caseIdOf(invocation.arguments.first());
    if (!caseId)
        return failure(caseId);
    if (const auto done = cases.withdraw(session->actor(), *caseId, invocation.value(u"reason"_s)); !done)
        return failure(done);
    return answer(invocation, *session, *caseId);
}

constexpr Words kReason{u"رمز سبب القرار", u"code of the reason"};

} // namespace

Command decideCommand()
{
    return {
        u"decide",
        u"REF approve|return|reject",
        2,
        2,
        {u"قرار المشرف في معاملة", u"a supervisor's decision on a case"},
        {{u"reason", u"[RULE=]CODE", kReason},
         {u"comment", u"TEXT", {u"ملاحظة", u"a comment"}},
         {u"hash", u"SHA256", {u"بصمة النسخة التي رُوجعت", u"content_sha256 of the revision that was seen"}}},
        true,
        decide};
}

Command withdrawCommand()
{
    return {u"withdraw", u"REF",  1, 1, {u"سحب معاملة", u"end a case"}, {{u"reason", u"CODE", kReason}},
            true,        withdraw};
}

} // namespace desk::cli
