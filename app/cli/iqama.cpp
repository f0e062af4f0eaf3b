#include "cli/command.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "domain/identitynumber.h"

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

constexpr Words kValid{u"صالح", u"valid"};

Words wordsOf(IdentityKind kind)
{
    switch (kind) {
    case IdentityKind::Iqama:
        return {u"رقم إقامة", u"iqama number"};
    case IdentityKind::Citizen:
        return {u"رقم هوية وطنية", u"national ID"};
    case IdentityKind::Border:
        return {u"رقم حدود", u"border number"};
    case IdentityKind::Invalid:
        return {u"رقم غير معروف", u"unknown number"};
    }
    Q_UNREACHABLE();
}

Words wordsOf(IdentityProblem problem)
{
    switch (problem) {
    case IdentityProblem::Length:
        return {u"لا يتكون من 10 خانات", u"does not have 10 characters"};
    case IdentityProblem::Characters:
        return {u"فيه خانات ليست أرقامًا", u"holds characters that are not digits"};
    case IdentityProblem::FirstDigit:
        return {u"الخانة الأولى ليست من 1 إلى 4", u"the first digit is not 1 to 4"};
    case IdentityProblem::CheckDigit:
        return {u"رقم التحقق غير مطابق", u"the check digit does not hold"};
    }
    Q_UNREACHABLE();
}

Json toJson(const QString &input, const IdentityNumber &number)
{
    const auto problem = number.problem ? std::optional(codeOf(*number.problem)) : std::nullopt;
    return Json::object({{"input", input},
                         {"normalized", number.normalized},
                         {"kind", codeOf(number.kind)},
                         {"valid", number.valid},
                         {"problem", problem}});
}

Result<Ending> run(const Invocation &invocation)
{
    const auto lines = readLines();
    if (!lines)
        return failure(lines);
    if (lines->isEmpty())
        return failure(ErrorCode::UnreadableInput, u"stdin"_s, u"no number"_s);

    bool allValid = true;
    QList<QStringList> rows;
    for (const QString &line : *lines) {
        const IdentityNumber number = parseIdentityNumber(line);
        allValid = allValid && number.valid;
        invocation.output.object(toJson(line, number));
        rows += {invocation.output.shown(number.normalized), invocation.say(wordsOf(number.kind)),
                 invocation.say(number.problem ? wordsOf(*number.problem) : kValid)};
    }
    constexpr Words kHeads[] = {{u"الرقم", u"Number"}, {u"النوع", u"Kind"}, {u"النتيجة", u"Result"}};
    invocation.output.table({invocation.say(kHeads[0]), invocation.say(kHeads[1]), invocation.say(kHeads[2])},
                            rows);
    return allValid ? Ending::Positive : Ending::Negative;
}

} // namespace

Command iqamaCommand()
{
    return {u"iqama",
            u"",
            0,
            0,
            {u"التحقق من أرقام الإقامة والهوية والحدود، رقم في كل سطر من المدخل القياسي",
             u"check iqama, national ID and border numbers, one a line of standard input"},
            {},
            false,
            run};
}

} // namespace desk::cli
