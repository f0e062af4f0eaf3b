#include "cli/casejson.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/session.h"

#include "service/casedesk.h"
#include "service/receipt.h"

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

constexpr Words kWritten{u"كُتب الإيصال في", u"The receipt was written to"};

Result<Ending> run(const Invocation &invocation)
{
    const auto session = Session::openToRecord(invocation, Act::PrintReceipt);
    if (!session)
        return failure(session);
    CaseDesk &cases = session->office().cases();
    const auto id = cases.caseIdOf(invocation.arguments.first());
    if (!id)
        return failure(id);
    const auto receipt = cases.receipt(session->actor(), *id);
    if (!receipt)
        return failure(receipt);
    const QString path = invocation.arguments.last();
    if (const auto written = writeReceiptPdf(*receipt, invocation.common.language, path); !written)
        return failure(written);
    if (session->records()) {
        if (const auto noted = cases.receiptGiven(session->actor(), *receipt); !noted)
            return failure(noted);
    }
    invocation.output.object(Json::object({{"reference", receipt->view.row.reference},
                                           {"state", codeOf(receipt->view.row.state)},
                                           {"copy", receipt->copy},
                                           {"file", path}}));
    invocation.output.line(invocation.say(kWritten) + u' ' + invocation.output.shown(path));
    return Ending::Positive;
}

} // namespace

Command receiptCommand()
{
    return {u"receipt",
            u"REF OUT.pdf",
            2,
            2,
            {u"إيصال المعاملة بحالتها الآن، ملف PDF", u"the receipt of a case in its state now, as PDF"},
            {},
            false,
            run};
}

} // namespace desk::cli
