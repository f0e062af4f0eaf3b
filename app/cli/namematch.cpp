#include "cli/command.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "domain/personname.h"

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

Words wordsOf(NameVerdict verdict)
{
    switch (verdict) {
    case NameVerdict::Same:
        return {u"الاسم نفسه", u"same"};
    case NameVerdict::Spelling:
        return {u"تهجئة مختلفة", u"another spelling"};
    case NameVerdict::Different:
        return {u"اسم مختلف", u"different"};
    }
    Q_UNREACHABLE();
}

Result<Ending> run(const Invocation &invocation)
{
    const auto lines = readLines();
    if (!lines)
        return failure(lines);

    QList<QStringList> rows;
    for (qsizetype i = 0; i < lines->size(); ++i) {
        const QStringList names = lines->at(i).split(u'\t');
        if (names.size() != 2)
            return failure(ErrorCode::MalformedFile, lineName(i),
                           u"two names with a tab between are needed"_s);
        const NameMatch match = matchNames(names[0], names[1]);
        invocation.output.object(Json::object(
            {{"a", names[0]}, {"b", names[1]}, {"score", match.score}, {"verdict", codeOf(match.verdict)}}));
        rows += {names[0], names[1], QString::number(match.score, 'f', 2),
                 invocation.say(wordsOf(match.verdict))};
    }
    constexpr Words kHeads[] = {{u"الاسم الأول", u"First name"},
                                {u"الاسم الثاني", u"Second name"},
                                {u"التشابه", u"Score"},
                                {u"النتيجة", u"Result"}};
    invocation.output.table(invocation.say(kHeads), rows);
    return Ending::Positive;
}

} // namespace

Command nameMatchCommand()
{
    return {u"name-match",
            u"",
            0,
            0,
            {u"تشابه اسمين في كل سطر من المدخل القياسي، وبينهما علامة جدولة",
             u"similarity of two names on each line of standard input, a tab between them"},
            {},
            false,
            run};
}

} // namespace desk::cli
