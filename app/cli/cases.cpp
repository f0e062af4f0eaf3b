#include "cli/casejson.h"
#include "cli/command.h"
#include "cli/commands.h"
#include "cli/limit.h"
#include "cli/session.h"

#include "service/casedesk.h"
#include "text/catalogue.h"

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

constexpr Words kReference{u"رقم المعاملة", u"Reference"};
constexpr Words kState{u"الحالة", u"State"};
constexpr Words kType{u"النوع", u"Type"};
constexpr Words kIqama{u"رقم الإقامة", u"Iqama"};
constexpr Words kMaker{u"المُدخل", u"Entered by"};
constexpr Words kSubmitted{u"أُرسلت في", u"Submitted"};
constexpr Words kNarrow{u"ضيّق القائمة بـ --state أو --mine، أو زدها بـ --limit",
                        u"Narrow the list with --state or --mine, or lengthen it with --limit"};
constexpr int kUsualLimit = 500;

QString makerOf(const CaseRow &row, Language language)
{
    return language == Language::Arabic ? row.makerNameAr : row.makerNameEn;
}

Result<Ending> list(const Invocation &invocation)
{
    std::optional<CaseState> state;
    if (invocation.has(u"state"_s)) {
        state = fromCode<CaseState>(invocation.value(u"state"_s));
        if (!state)
            return failure(ErrorCode::Usage, u"--state"_s);
    }
    const auto limit = limitOf(invocation, kUsualLimit, kMostRows);
    if (!limit)
        return failure(limit);
    const auto session = Session::open(invocation, Office::Access::Read, Act::ReadCases);
    if (!session)
        return failure(session);
    const QString maker = invocation.has(u"mine"_s) ? session->actor().userId : QString();
    auto rows = session->office().cases().list(state, maker, *limit + 1);
    if (!rows)
        return failure(rows);
    const bool goesOn = cutOff(*rows, *limit);
    const Catalogue &catalogue = Catalogue::builtIn();
    const Language language = invocation.common.language;
    QList<QStringList> shown;
    for (const CaseRow &row : *rows) {
        invocation.output.object(rowOf(row));
        shown += {row.reference,
                  catalogue.word(row.state, language),
                  catalogue.word(row.caseType, language),
                  row.iqamaNumber,
                  makerOf(row, language),
                  row.submittedAt.toUTC().toString(Qt::ISODate)};
    }
    invocation.output.table({invocation.say(kReference), invocation.say(kState), invocation.say(kType),
                             invocation.say(kIqama), invocation.say(kMaker), invocation.say(kSubmitted)},
                            shown);
    if (goesOn)
        tellCutOff(invocation, rows->size(), kNarrow);
    return Ending::Positive;
}

Result<Ending> show(const Invocation &invocation)
{
    const auto session = Session::open(invocation, Office::Access::Read, Act::ReadCases);
    if (!session)
        return failure(session);
    const CaseDesk &cases = session->office().cases();
    const auto id = cases.caseIdOf(invocation.arguments.first());
    if (!id)
        return failure(id);
    const auto view = cases.view(*id);
    if (!view)
        return failure(view);
    const Catalogue &catalogue = Catalogue::builtIn();
    const Language language = invocation.common.language;
    Output &output = invocation.output;
    output.object(caseOf(*view));
    const CaseRow &row = view->row;
    const auto line = [&](const Words &label, const QString &value) {
        output.line(invocation.say(label) + ": "_L1 + value);
    };
    line(kReference, output.shown(row.reference));
    line(kState, catalogue.word(row.state, language));
    line(kType, catalogue.word(row.caseType, language));
    line(kIqama, output.shown(row.iqamaNumber));
    line(kMaker, makerOf(row, language));
    QList<Finding> findings = view->fromHub;
    if (!view->revisions.isEmpty())
        findings += view->revisions.last().judgement.findings;
    for (const Finding &finding : findings) {
        output.line("  "_L1 + output.shown(finding.rule) + u' ' + catalogue.word(finding.severity, language) +
                    ": "_L1 + catalogue.ruleMessage(finding, language, Isolation::Isolated));
    }
    for (const TimelineEntry &entry : view->timeline) {
        output.line("  "_L1 + output.shown(entry.at.toUTC().toString(Qt::ISODate)) + u' ' +
                    catalogue.word(entry.to, language) + u' ' +
                    (language == Language::Arabic ? entry.actorNameAr : entry.actorNameEn));
    }
    return Ending::Positive;
}

} // namespace

Command casesCommand()
{
    return {u"cases",
            u"",
            0,
            0,
            {u"المعاملات، الأحدث أولًا", u"cases, newest first"},
            {{u"state", u"S", {u"بحالة واحدة", u"in one state"}},
             {u"mine", nullptr, {u"معاملاتي فقط", u"only my own"}},
             {u"limit", u"N", {u"أقصى عدد للصفوف، والأصل 500", u"at most this many rows; 500 unless given"}}},
            false,
            list};
}

Command caseCommand()
{
    return {u"case", u"REF", 1, 1, {u"معاملة واحدة كاملة", u"everything on one case"}, {}, false, show};
}

} // namespace desk::cli
