#include "cli/casefiles.h"
#include "cli/casejson.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/findings.h"
#include "cli/session.h"

#include "service/casedesk.h"

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

Ending answer(const Invocation &invocation, const Submission &submission)
{
    const bool stored = submission.stored;
    invocation.output.object(Json::object({{"case", stored ? Json(submission.caseId) : Json()},
                                           {"reference", stored ? Json(submission.reference) : Json()},
                                           {"state", stored ? Json(codeOf(submission.state)) : Json()},
                                           {"verdict", codeOf(submission.verdict)},
                                           {"findings", findingsOf(submission.findings)}}));
    if (stored)
        invocation.output.line(invocation.output.shown(submission.reference));
    showFindings(invocation, submission.verdict, submission.findings);
    return stored ? Ending::Positive : Ending::Negative;
}

Result<Ending> send(const Invocation &invocation, const Session &session, const QString &path,
                    const QString &caseId, CaseContent content)
{
    if (const auto there = findScans(path, content); !there)
        return failure(there);
    // Who has the passport's number is asked first; with the line down the hub's own check will tell.
    static_cast<void>(session.askHub([&content](HubRegister &hub) { return hub.about(content); }));
    CaseDesk &cases = session.office().cases();
    // Of a case that is not stored no scan is kept either.
    const auto judgement = cases.check(content, caseId, invocation.today());
    if (!judgement)
        return failure(judgement);
    if (judgement->verdict == Verdict::Block) {
        Submission refused;
        refused.verdict = judgement->verdict;
        refused.findings = judgement->findings;
        return answer(invocation, refused);
    }
    if (const auto kept = keepScans(session, content); !kept)
        return failure(kept);
    const auto submission = cases.submit(session.actor(), caseId, content);
    if (!submission)
        return failure(submission);
    return answer(invocation, *submission);
}

Result<Ending> submit(const Invocation &invocation)
{
    const QString path = invocation.arguments.first();
    auto file = readCaseFile(path);
    if (!file)
        return failure(file);
    const auto session = Session::open(invocation, Office::Access::Write, Act::EnterCase);
    if (!session)
        return failure(session);
    return send(invocation, *session, path, file->id, std::move(file->content));
}

Result<Ending> edit(const Invocation &invocation)
{
    const QString path = invocation.arguments.at(1);
    auto file = readCaseFile(path);
    if (!file)
        return failure(file);
    const auto session = Session::open(invocation, Office::Access::Write, Act::EnterCase);
    if (!session)
        return failure(session);
    const auto caseId = session->office().cases().caseIdOf(invocation.arguments.first());
    if (!caseId)
        return failure(caseId);
    if (!file->id.isEmpty() && file->id != *caseId)
        return failure(ErrorCode::Usage, u"/id"_s);
    return send(invocation, *session, path, *caseId, std::move(file->content));
}

} // namespace

Command submitCommand()
{
    return {u"submit",
            u"FILE",
            1,
            1,
            {u"حفظ معاملة وإرسالها للمراجعة", u"store a case and send it for review"},
            {},
            true,
            submit};
}

Command editCommand()
{
    return {u"edit",
            u"REF FILE",
            2,
            2,
            {u"تصحيح مسودة أو معاملة معادة وإرسالها", u"correct a draft or returned case and send it"},
            {},
            true,
            edit};
}

} // namespace desk::cli
