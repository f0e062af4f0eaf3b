#include "cli/command.h"
#include "cli/commands.h"
#include "cli/session.h"

#include "domain/decisionreason.h"
#include "service/casedesk.h"
#include "service/conflictdesk.h"
#include "service/exchange.h"
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

/// The review of another supervisor.
Result<> takeOver(const Session &session, const QString &caseId)
{
    const auto request = session.office().review().leaseRequest(session.actor(), caseId, LeaseAct::TakeOver);
    if (!request)
        return failure(request);
    const std::atomic<bool> stop = false;
    const auto lease =
        Exchange::lease([&session](const std::function<void(Office &)> &task) { task(session.office()); },
                        stop, session.actor(), *request);
    return lease ? Result<>() : failure(lease);
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
    if (invocation.has(u"take-over"_s)) {
        if (const auto taken = takeOver(*session, *caseId); !taken)
            return failure(taken);
    }
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

/// Both sides, field by field.
void show(const Invocation &invocation, const ConflictView &conflict)
{
    const Catalogue &catalogue = Catalogue::builtIn();
    constexpr Words kHeads[] = {{u"الحقل", u"Field"},
                                {u"عند إدخالها", u"When it was made"},
                                {u"في المعاملة", u"In the case"},
                                {u"في السجل الآن", u"In the register now"}};
    QList<QStringList> rows;
    for (const MergedField &field : conflict.fields) {
        invocation.output.object(Json::object({{"field", field.field},
                                               {"base", Json::textOrNull(field.base)},
                                               {"ours", Json::textOrNull(field.ours)},
                                               {"theirs", Json::textOrNull(field.theirs)},
                                               {"changed_by", codeOf(field.changedBy)}}));
        rows += {catalogue.fieldName(field.field, invocation.common.language), field.base, field.ours,
                 field.theirs};
    }
    invocation.output.table(invocation.say(kHeads), rows);
}

Result<Ending> resolve(const Invocation &invocation)
{
    const QString how = invocation.arguments.at(1);
    if (how != "show"_L1 && how != "send-again"_L1 && how != "accept-register"_L1)
        return failure(ErrorCode::Usage, how);
    const QString reason = invocation.value(u"reason"_s);
    if (how == "accept-register"_L1 && !fromCode<DecisionReason>(reason))
        return failure(ErrorCode::Usage, u"--reason"_s);
    const auto session = Session::open(invocation, Office::Access::Write, Act::ResolveConflict);
    if (!session)
        return failure(session);
    Office &office = session->office();
    const auto caseId = office.cases().caseIdOf(invocation.arguments.first());
    if (!caseId)
        return failure(caseId);
    if (how == "show"_L1) {
        const auto conflict = office.conflicts().view(*caseId);
        if (!conflict)
            return failure(conflict);
        if (!*conflict)
            return Ending::Negative;
        show(invocation, **conflict);
        return Ending::Positive;
    }
    const auto done = how == "send-again"_L1
                          ? office.conflicts().sendAgain(session->actor(), *caseId)
                          : office.conflicts().acceptRegister(session->actor(), *caseId, reason);
    if (!done)
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
         {u"take-over", nullptr, {u"ولو كان مشرف آخر يراجعها", u"even while another supervisor reviews it"}},
         {u"hash", u"SHA256", {u"بصمة النسخة التي رُوجعت", u"content_sha256 of the revision that was seen"}}},
        true,
        decide};
}

Command withdrawCommand()
{
    return {u"withdraw", u"REF",  1, 1, {u"سحب معاملة", u"end a case"}, {{u"reason", u"CODE", kReason}},
            true,        withdraw};
}

Command resolveCommand()
{
    return {u"resolve",
            u"REF show|send-again|accept-register",
            2,
            2,
            {u"تسوية معاملة متعارضة مع السجل: عرضها، أو إرسالها من جديد، أو إبقاء ما في السجل",
             u"settle a case in conflict with the register: show it, send it again, or leave the register as "
             u"it is"},
            {{u"reason", u"CODE", kReason}},
            true,
            resolve};
}

} // namespace desk::cli
