#include "cli/command.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "domain/personname.h"

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

Result<Ending> run(const Invocation &invocation)
{
    const auto lines = readLines();
    if (!lines)
        return failure(lines);

    QList<QStringList> rows;
    for (const QString &line : *lines) {
        const QString normal = normalName(line);
        const NameKeys keys = nameKeys(line);
        invocation.output.object(Json::object({{"input", line},
                                               {"normal", normal},
                                               {"keys", keys.primary},
                                               {"alternate_keys", keys.alternate}}));
        rows += {normal, keys.primary.join(u' '), keys.alternate.join(u' ')};
    }
    constexpr Words kNormal{u"الصيغة الموحدة", u"Normal form"};
    constexpr Words kKeys{u"المفاتيح", u"Keys"};
    constexpr Words kAlternate{u"مفاتيح بديلة", u"Alternate keys"};
    invocation.output.table({invocation.say(kNormal), invocation.say(kKeys), invocation.say(kAlternate)},
                            rows);
    return Ending::Positive;
}

} // namespace

Command nameKeyCommand()
{
    return {u"name-key",
            u"",
            0,
            0,
            {u"مفاتيح البحث للأسماء بالعربية واللاتينية، اسم في كل سطر من المدخل القياسي",
             u"search keys of names in Arabic or Latin letters, one a line of standard input"},
            {},
            false,
            run};
}

} // namespace desk::cli
