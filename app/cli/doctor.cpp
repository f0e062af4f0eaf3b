#include "cli/command.h"
#include "cli/commands.h"

#include "service/doctor.h"

#include "text/catalogue.h"

#include <algorithm>

namespace desk::cli
{

using namespace Qt::StringLiterals;

namespace
{

struct CheckName {
    HealthCheck check;
    const char *code;
    Words words;
};
constexpr CheckName kNames[] = {
    {HealthCheck::Directory, "directory", {u"مجلد البيانات", u"data directory"}},
    {HealthCheck::DeskFile, "desk_file", {u"ملف المعاملات", u"file of the cases"}},
    {HealthCheck::RegistryFile, "registry_file", {u"ملف السجل", u"file of the register"}},
    {HealthCheck::Clock, "clock", {u"ساعة الجهاز", u"clock"}},
    {HealthCheck::Hub, "hub", {u"الخادم", u"hub"}},
    {HealthCheck::Fonts, "fonts", {u"الخطوط", u"fonts"}},
    {HealthCheck::FreeSpace, "free_space", {u"المساحة الحرة", u"free space"}},
};
constexpr Words kGood{u"سليم", u"in order"};
constexpr Words kNone{u"لا ينطبق", u"does not apply"};

Json words(const std::optional<Error> &fault, Language language)
{
    return fault ? Json(Catalogue::builtIn().errorMessage(*fault, language, Isolation::Plain)) : Json();
}

Json wayOut(const std::optional<Error> &fault, Language language)
{
    return fault ? Json(Catalogue::builtIn().errorWayOut(fault->code, language)) : Json();
}

Result<Ending> run(const Invocation &invocation)
{
    const Language language = invocation.common.language;
    bool good = true;
    for (const HealthFinding &finding : examineDesk(invocation.common.data, invocation.clock)) {
        const auto name =
            std::find_if(std::begin(kNames), std::end(kNames),
                         [&finding](const CheckName &each) { return each.check == finding.check; });
        const std::optional<Error> &fault = finding.fault;
        good = good && !fault;
        invocation.output.object(Json::object({{"check", QString::fromLatin1(name->code)},
                                               {"ok", finding.looked ? Json(!fault) : Json()},
                                               {"message_ar", words(fault, Language::Arabic)},
                                               {"message_en", words(fault, Language::English)},
                                               {"way_out_ar", wayOut(fault, Language::Arabic)},
                                               {"way_out_en", wayOut(fault, Language::English)}}));
        const QString verdict = fault ? Catalogue::builtIn().errorText(*fault, language, Isolation::Isolated)
                                      : invocation.say(finding.looked ? kGood : kNone);
        invocation.output.line(invocation.say(name->words) + u": "_s + verdict);
    }
    return good ? Ending::Positive : Ending::Negative;
}

} // namespace

Command doctorCommand()
{
    return {u"doctor",
            u"",
            0,
            0,
            {u"فحص المكتب: الملفات والساعة والخادم والخطوط والمساحة",
             u"look whether the desk is in order: files, clock, hub, fonts, space"},
            {},
            false,
            run};
}

} // namespace desk::cli
