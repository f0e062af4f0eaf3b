#include "cli/command.h"
#include "cli/commands.h"
#include "cli/session.h"

#include "service/residentdesk.h"

#include <QSaveFile>

#include <unistd.h>

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

struct FaultWords {
    RowFault fault;
    Words words;
};
constexpr FaultWords kFaults[] = {
    {RowFault::Iqama, {u"ليس رقم إقامة صحيحًا", u"not the iqama number of a resident"}},
    {RowFault::Name,
     {u"الاسم غير موجود، أو فيه رموز غير مرئية", u"no name, or one with invisible characters"}},
    {RowFault::Nationality, {u"رمز الجنسية غير موجود أو غير معروف", u"no nationality, or not a known code"}},
    {RowFault::Date, {u"ليس تاريخًا حقيقيًا بالصيغة YYYY-MM-DD", u"not a real date of the form YYYY-MM-DD"}},
    {RowFault::Code, {u"ليس من الرموز المعروفة لهذا العمود", u"none of the codes of this column"}},
    {RowFault::Number,
     {u"رقم ليس بالشكل المطلوب لهذا العمود", u"a number that is not of this column's form"}},
    {RowFault::Utf8, {u"أحرف ليست بترميز UTF-8", u"characters that are not UTF-8"}},
    {RowFault::Columns, {u"عدد الحقول لا يساوي عدد الأعمدة", u"too many or too few fields"}},
    {RowFault::Quote, {u"علامات الاقتباس غير متطابقة", u"quotation marks that do not match"}},
    {RowFault::TooLong, {u"الصف أو الحقل أطول من المسموح", u"a row or field beyond its limit"}},
    {RowFault::DuplicateInFile,
     {u"رقم الإقامة ورد في صف سابق", u"the iqama number stands in an earlier row"}},
};

constexpr Words kPace{u"%1 صفًا، %2 في الثانية، الباقي %3:%4 ", u"%1 rows, %2 a second, %3:%4 left "};

Result<Ending> run(const Invocation &invocation)
{
    ImportRequest request;
    request.file = invocation.arguments.first();
    request.format = residentsFormatOf(request.file);
    if (invocation.has(u"format"_s)) {
        const auto format = fromCode<ResidentsFormat>(invocation.value(u"format"_s));
        if (!format)
            return failure(ErrorCode::Usage, u"--format"_s);
        request.format = *format;
    }
    const auto session = Session::open(invocation, Office::Access::Write, Act::ImportResidents);
    if (!session)
        return failure(session);
    QSaveFile rejects(invocation.value(u"rejects"_s));
    if (invocation.has(u"rejects"_s)) {
        if (!rejects.open(QIODevice::WriteOnly))
            return failure(ErrorCode::CannotOpen, rejects.fileName());
        request.rejects = &rejects;
    }
    request.explain = [&](const RowProblem &problem) {
        const auto fault =
            std::find_if(std::begin(kFaults), std::end(kFaults),
                         [&problem](const FaultWords &each) { return each.fault == problem.fault; });
        const QString what = invocation.say(fault->words);
        return problem.column.isEmpty() ? what : problem.column + u": "_s + what;
    };
    if (isatty(STDERR_FILENO))
        request.progress = [&](const ImportPace &pace) {
            const int left = static_cast<int>(pace.secondsLeft);
            const QString line = invocation.say(kPace)
                                     .arg(pace.rows)
                                     .arg(qRound64(pace.rowsPerSecond))
                                     .arg(left / 60)
                                     .arg(left % 60, 2, 10, QLatin1Char('0'));
            std::fprintf(stderr, "\r%s", qUtf8Printable(line));
        };
    const auto report = session->office().residents().import(session->actor(), request);
    if (!report)
        return failure(report);
    if (request.progress)
        std::fputc('\n', stderr);
    if (request.rejects && !rejects.commit())
        return failure(ErrorCode::CannotOpen, rejects.fileName());
    invocation.output.object(Json::object({{"read", report->read},
                                           {"added", report->added},
                                           {"updated", report->updated},
                                           {"unchanged", report->unchanged},
                                           {"rejected", report->rejected},
                                           {"seconds", report->seconds}}));
    constexpr Words kHeads[] = {{u"مقروء", u"Read"},
                                {u"مضاف", u"Added"},
                                {u"محدّث", u"Updated"},
                                {u"بلا تغيير", u"Unchanged"},
                                {u"مرفوض", u"Rejected"}};
    QStringList heads;
    for (const Words &head : kHeads)
        heads.append(invocation.say(head));
    invocation.output.table(heads, {{QString::number(report->read), QString::number(report->added),
                                     QString::number(report->updated), QString::number(report->unchanged),
                                     QString::number(report->rejected)}});
    return report->rejected == 0 ? Ending::Positive : Ending::Negative;
}

} // namespace

Command importCommand()
{
    return {u"import",
            u"FILE",
            1,
            1,
            {u"إدخال ملف المقيمين في نسخة السجل", u"bring a residents file into the register copy"},
            {{u"format", u"csv|jsonl", {u"صيغة الملف", u"format of the file"}},
             {u"rejects", u"FILE", {u"ملف الصفوف المرفوضة", u"where rejected rows go"}}},
            true,
            run};
}

} // namespace desk::cli
