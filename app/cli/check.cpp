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

Result<Ending> run(const Invocation &invocation)
{
    const auto files = readCaseFiles(invocation.arguments.first());
    if (!files)
        return failure(files);
    const auto session = Session::open(invocation, Office::Access::Read, Act::LookUpResident);
    if (!session)
        return failure(session);
    bool positive = true;
    for (const CaseFile &file : *files) {
        const auto judgement = session->office().cases().check(file.content, file.id, invocation.today());
        if (!judgement)
            return failure(judgement);
        positive = positive && judgement->verdict != Verdict::Block;
        invocation.output.object(Json::object({{"verdict", codeOf(judgement->verdict)},
                                               {"case_type", codeOf(judgement->caseType)},
                                               {"findings", findingsOf(judgement->findings)},
                                               {"pack", judgement->pack}}));
        showFindings(invocation, judgement->verdict, judgement->findings);
    }
    return positive ? Ending::Positive : Ending::Negative;
}

} // namespace

Command checkCommand()
{
    return {
        u"check",
        u"FILE | -",
        1,
        1,
        {u"حكم القواعد على ملف معاملة دون حفظه", u"what the rules say of a case file, without storing it"},
        {},
        false,
        run};
}

} // namespace desk::cli
